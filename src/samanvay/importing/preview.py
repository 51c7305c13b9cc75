"""What a person sees before anything is written: counts, first rows, faults by field, a list to send back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from samanvay.importing.checking import Row, RowError, RowNote
from samanvay.importing.sheet import RowKind
from samanvay.importing.words import Fault
from samanvay.kernel.assumptions import Assumption
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.spreadsheets import csv_lines

_ROWS_NAMED = 10
_ERRORS_KEPT = 10_000
_EXAMPLES = 3
_NAMES_SHOWN = 12  # each respelling is a decision of its own; a date is read by the same rule as the next
_COLUMNS = Bilingual("file,row,field,value,expected,fault", "फ़ाइल,पंक्ति,ख़ाना,मान,अपेक्षित,त्रुटि")


@dataclass(frozen=True, slots=True)
class ErrorGroup:
    """One kind of fault in one field."""

    field: str
    label: Bilingual
    fault: Fault
    count: int
    rows: tuple[int, ...]
    expected: Bilingual


@dataclass(frozen=True, slots=True)
class NoteExample:
    """One assumption as it was made again and again, with its first rows."""

    words: Bilingual
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """One kind of assumption in one field: its first rows, the commonest examples, and how many others there are."""

    field: str
    label: Bilingual
    kind: Assumption
    count: int
    rows: tuple[int, ...]
    examples: tuple[NoteExample, ...]
    others: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """The rows of one kind that are no data."""

    kind: RowKind
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The outcome of a check without its rows."""

    good: int
    bad: int
    first: tuple[Row, ...]
    groups: tuple[ErrorGroup, ...]
    notes: tuple[NoteGroup, ...]
    set_aside: tuple[SetAside, ...]
    errors: tuple[RowError, ...]

    @property
    def total(self) -> int:
        """The rows of data."""
        return self.good + self.bad

    @property
    def all_errors_kept(self) -> bool:
        """Tell whether `errors` holds every one; beyond ten thousand only the groups count on."""
        return sum(group.count for group in self.groups) == len(self.errors)


class _Tally:
    """How often something was met, and its first rows."""

    def __init__(self) -> None:
        self.count = 0
        self.rows: list[int] = []

    def add(self, number: int) -> None:
        self.count += 1
        if len(self.rows) < _ROWS_NAMED and (not self.rows or self.rows[-1] != number):
            self.rows.append(number)


class _Notes:
    """The notes of one kind in one field, while rows are walked."""

    def __init__(self, first: RowNote) -> None:
        self.first = first
        self.all = _Tally()
        self.by_words: dict[Bilingual, _Tally] = {}

    def add(self, note: RowNote) -> None:
        self.all.add(note.row)
        self.by_words.setdefault(note.words, _Tally()).add(note.row)

    def closed(self) -> NoteGroup:
        limit = _NAMES_SHOWN if self.first.kind in (Assumption.RESPELT, Assumption.AROUND) else _EXAMPLES
        commonest = sorted(self.by_words.items(), key=lambda item: -item[1].count)
        return NoteGroup(
            field=self.first.field,
            label=self.first.label,
            kind=self.first.kind,
            count=self.all.count,
            rows=tuple(self.all.rows),
            examples=tuple(NoteExample(said, met.count, tuple(met.rows)) for said, met in commonest[:limit]),
            others=max(0, len(commonest) - limit),
        )


def preview(rows: Iterable[Row], *, first: int = 20) -> Preview:
    """Walk all rows of a check once and return what a person needs to decide."""
    good = bad = 0
    shown: list[Row] = []
    errors: list[RowError] = []
    faults: dict[tuple[str, Fault], tuple[RowError, list[int]]] = {}
    notes: dict[tuple[str, Assumption], _Notes] = {}
    aside: dict[RowKind, list[int]] = {}
    for row in rows:
        if row.kind is not RowKind.DATA:
            aside.setdefault(row.kind, []).append(row.number)
            continue
        if row.errors:
            bad += 1
        else:
            good += 1
        if len(shown) < first:
            shown.append(row)
        for error in row.errors:
            faults.setdefault((error.field, error.fault), (error, []))[1].append(row.number)
            if len(errors) < _ERRORS_KEPT:
                errors.append(error)
        for note in row.notes:
            if (group := notes.get((note.field, note.kind))) is None:
                group = notes[note.field, note.kind] = _Notes(note)
            group.add(note)
    return Preview(
        good=good,
        bad=bad,
        first=tuple(shown),
        groups=tuple(
            ErrorGroup(field, error.label, fault, len(numbers), tuple(numbers[:_ROWS_NAMED]), error.expected)
            for (field, fault), (error, numbers) in sorted(faults.items(), key=lambda item: -len(item[1][1]))
        ),
        notes=tuple(group.closed() for group in notes.values()),
        set_aside=tuple(SetAside(kind, tuple(numbers)) for kind, numbers in aside.items()),
        errors=tuple(errors),
    )


def errors_as_csv(errors: Iterable[RowError], *, language: str = "en") -> Iterator[str]:
    """Yield a CSV of faults line by line (file, row, field, value, expected, fault), safe in Excel."""
    rows = (
        (
            error.file,
            error.row,
            error.label.in_(language),
            error.value_shown,
            error.expected.in_(language),
            error.fault.label.in_(language),
        )
        for error in errors
    )
    return csv_lines(chain([_COLUMNS.in_(language).split(",")], rows), marked=False)
