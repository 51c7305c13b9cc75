"""What a person sees before anything is written: counts, first rows, faults by field, a list to send back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.imports.checking import Row, RowError
from samanvay.kernel.imports.sheet import RowKind
from samanvay.kernel.imports.words import Fault
from samanvay.kernel.spreadsheets import harmless

_ROWS_NAMED = 10
_ERRORS_KEPT = 10_000
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
class NoteGroup:
    """The assumptions made in one field, with the first of them as an example."""

    field: str
    label: Bilingual
    count: int
    rows: tuple[int, ...]
    example: Bilingual


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


def preview(rows: Iterable[Row], *, first: int = 20) -> Preview:
    """Walk all rows of a check once and return what a person needs to decide."""
    good = bad = 0
    shown: list[Row] = []
    errors: list[RowError] = []
    faults: dict[tuple[str, Fault], tuple[RowError, list[int]]] = {}
    notes: dict[str, tuple[Bilingual, Bilingual, list[int]]] = {}
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
            notes.setdefault(note.field, (note.label, note.words, []))[2].append(row.number)
    return Preview(
        good=good,
        bad=bad,
        first=tuple(shown),
        groups=tuple(
            ErrorGroup(field, error.label, fault, len(numbers), tuple(numbers[:_ROWS_NAMED]), error.expected)
            for (field, fault), (error, numbers) in sorted(faults.items(), key=lambda item: -len(item[1][1]))
        ),
        notes=tuple(
            NoteGroup(field, label, len(numbers), tuple(dict.fromkeys(numbers))[:_ROWS_NAMED], example)
            for field, (label, example, numbers) in notes.items()
        ),
        set_aside=tuple(SetAside(kind, tuple(numbers)) for kind, numbers in aside.items()),
        errors=tuple(errors),
    )


def errors_as_csv(errors: Iterable[RowError], *, language: str = "en") -> Iterator[str]:
    """Yield a CSV of faults line by line (file, row, field, value, expected, fault), safe in Excel."""
    yield _line(_COLUMNS.in_(language).split(","))
    for error in errors:
        yield _line(
            [
                error.file,
                error.row,
                error.label.in_(language),
                error.value_shown,
                error.expected.in_(language),
                error.fault.label.in_(language),
            ]
        )


def _line(cells: Sequence[str | int]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
    return buffer.getvalue()
