"""Each row of a sheet against a spec: values, errors that name row and field, and what was assumed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from samanvay.importing import words
from samanvay.importing.grid import Cell, Progress, SheetError, cell_text
from samanvay.importing.mapping import Mapping
from samanvay.importing.sheet import RowKind, Sheet, SheetRow
from samanvay.importing.spec import Context, Field, ImportSpec, Kind
from samanvay.importing.values import Converted, ValueRefused, convert
from samanvay.kernel.assumptions import Assumption, Note
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.contacts import contains_aadhaar, mask_digits
from samanvay.kernel.digits import latin_digits

_SHOWN_LENGTH = 80
_PROGRESS_EVERY = 1_000
_VALUES_KEPT = 50_000
_FILLED = Note(Assumption.MERGED, words.FILLED)
_NUMBERS_TOLD = 6
_INDIAN_MOBILE_WITHOUT_PLUS = re.compile(r"\s*(?:00)?91[\s-]?[6-9]\d{9}\s*")


class MappingIncomplete(SheetError):
    """No column feeds a required field, so no row could be good."""


@dataclass(frozen=True, slots=True)
class RowError:
    """One fault: where it is and what is expected there. `value_shown` never names a person."""

    file: str
    row: int
    field: str
    label: Bilingual
    fault: words.Fault
    expected: Bilingual
    value_shown: str = ""

    @property
    def words(self) -> Bilingual:
        """The whole sentence for a person."""
        return words.ERROR_SENTENCE.format(row=self.row, field=self.label, expected=self.expected)

    def as_json(self, language: str = "en") -> dict[str, Any]:
        """Return `file`, `row`, `field`, `expected` (and the kind of fault) for machines."""
        return {
            "file": self.file,
            "row": self.row,
            "field": self.field,
            "expected": self.expected.in_(language),
            "fault": self.fault.value,
        }


@dataclass(frozen=True, slots=True)
class RowNote:
    """What was assumed in reading one field."""

    row: int
    field: str
    label: Bilingual
    kind: Assumption
    words: Bilingual


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file, checked. `raw` is header → text as it stands, Aadhaar numbers taken out.

    `filled` are the columns whose text comes from a merged cell above.
    """

    number: int
    values: dict[str, Any]
    errors: tuple[RowError, ...]
    notes: tuple[RowNote, ...]
    raw: dict[str, str]
    kind: RowKind = RowKind.DATA
    filled: tuple[int, ...] = ()

    @property
    def good(self) -> bool:
        """Tell whether the row can be written."""
        return self.kind is RowKind.DATA and not self.errors


def check(
    sheet: Sheet,
    spec: ImportSpec,
    mapping: Mapping,
    *,
    context: Context,
    progress: Progress | None = None,
) -> Iterator[Row]:
    """Yield each row below the header with its values and faults, in the file's order.

    A row with a fault does not stop the others; totals, footnotes and headings come with their `kind` and
    without values. Raises `MappingIncomplete` before the first row where a required field has no column.
    """
    if missing := mapping.missing(spec):
        raise MappingIncomplete(
            words.NOT_MAPPED.format(
                fields=Bilingual(
                    ", ".join(one.label.en for one in missing),
                    ", ".join(one.label.in_("hi") for one in missing),
                )
            )
        )
    return _check(sheet, spec, mapping, context, progress)


def _check(
    sheet: Sheet, spec: ImportSpec, mapping: Mapping, context: Context, progress: Progress | None
) -> Iterator[Row]:
    checker = _Checker(sheet, spec, mapping, context)
    done = 0
    for done, row in enumerate(sheet.rows(), start=1):
        yield checker.check(row)
        if progress is not None and done % _PROGRESS_EVERY == 0:
            progress(done, sheet.last_row)
    if progress is not None:
        progress(done, done)


class _Checker:
    def __init__(self, sheet: Sheet, spec: ImportSpec, mapping: Mapping, context: Context) -> None:
        self.sheet = sheet
        self.spec = spec
        self.context = context
        column_of = {header: column for column, header in enumerate(sheet.headers)}
        self.columns: dict[str, int] = {
            code: column_of[header]
            for code, header in mapping.columns.items()
            if header in column_of and code in spec.by_code
        }
        self.field_at: dict[int, Field] = {column: spec.by_code[code] for code, column in self.columns.items()}
        self.fields = [one for one in spec.fields if one.code in self.columns]
        self.first_row_of: dict[bytes, int] = {}
        self.counted: dict[int, dict[str, Any]] = {}
        self.known: dict[tuple[str, Cell], Converted] = {}

    def check(self, row: SheetRow) -> Row:
        raw, aadhaar_columns = self._raw(row.cells)
        if row.kind is not RowKind.DATA:
            return Row(row.number, {}, (), (), raw, row.kind, row.filled)
        errors = [self._aadhaar_error(row.number, column) for column in aadhaar_columns]
        values: dict[str, Any] = {}
        notes: list[RowNote] = []
        for one in self.fields:
            column = self.columns[one.code]
            if column in aadhaar_columns:
                continue
            cell = row.cells[column]
            try:
                converted = self._converted(cell, one, values)
            except ValueRefused as refused:
                errors.append(self._error(row.number, one, refused.fault, refused.expected, cell))
                continue
            values[one.code] = converted.value
            assumed = [*converted.notes, *([_FILLED] if column in row.filled else [])]
            notes.extend(RowNote(row.number, one.code, one.label, note.kind, note.words) for note in assumed)
        for code, (value, note) in self.context.assumed.items():
            if code not in self.columns:
                values[code] = value
                notes.append(RowNote(row.number, code, self.spec.by_code[code].label, note.kind, note.words))
        if not errors:
            errors.extend(self._rule_errors(row, values))
        if not errors and (first := self._earlier_row(row.number, values)):
            one = self.spec.by_code[self.spec.key[0]] if self.spec.key else self.fields[0]
            fault, expected = words.Fault.DUPLICATE, words.DUPLICATE.format(row=first)
            if numbers := self._other_numbers(first, values):
                fault, expected = words.Fault.OTHER_NUMBERS, words.OTHER_NUMBERS.format(row=first, numbers=numbers)
            cell = row.cells[self.columns[one.code]] if one.code in self.columns else None
            errors.append(self._error(row.number, one, fault, expected, cell))
        return Row(row.number, values, tuple(errors), tuple(notes), raw, filled=row.filled)

    def _converted(self, cell: Cell, one: Field, values: dict[str, Any]) -> Converted:
        # Sheets say the same dates, codes and numbers again and again; a place hangs on the rest of its row.
        if one.kind in (Kind.TEXT, Kind.PLACE) or not isinstance(cell, str | int | None) or isinstance(cell, bool):
            return convert(cell, one, self.context, values)
        known = self.known.get((one.code, cell))
        if known is None:
            known = convert(cell, one, self.context, values)
            if len(self.known) < _VALUES_KEPT:
                self.known[one.code, cell] = known
        return known

    def _raw(self, cells: Sequence[Cell]) -> tuple[dict[str, str], list[int]]:
        raw: dict[str, str] = {}
        refused: list[int] = []
        for column, header in enumerate(self.sheet.headers):
            text = cell_text(cells[column])
            # The mark of a number taken out earlier stays a refusal when kept rows are checked anew.
            if text == words.HIDDEN or (len(text) >= 12 and self._is_aadhaar(text, column)):
                refused.append(column)
                text = words.HIDDEN
            raw[header] = text
        return raw, refused

    def _is_aadhaar(self, text: str, column: int) -> bool:
        one = self.field_at.get(column)
        if one is not None and one.kind is Kind.PHONE and _INDIAN_MOBILE_WITHOUT_PLUS.fullmatch(latin_digits(text)):
            return False
        return contains_aadhaar(text)

    def _aadhaar_error(self, number: int, column: int) -> RowError:
        one = self.field_at.get(column)
        header = self.sheet.headers[column]
        return RowError(
            file=self.sheet.file,
            row=number,
            field=one.code if one else header,
            label=one.label if one else Bilingual(header),
            fault=words.Fault.AADHAAR,
            expected=words.AADHAAR,
            value_shown=words.HIDDEN,
        )

    def _error(self, number: int, one: Field, fault: words.Fault, expected: Bilingual, cell: Cell) -> RowError:
        return RowError(
            file=self.sheet.file,
            row=number,
            field=one.code,
            label=one.label,
            fault=fault,
            expected=expected,
            value_shown=_shown(one, cell_text(cell)),
        )

    def _rule_errors(self, row: SheetRow, values: dict[str, Any]) -> Iterator[RowError]:
        for rule in self.spec.rules:
            for code, expected in rule(values):
                one = self.spec.by_code[code]
                cell = row.cells[self.columns[code]] if code in self.columns else None
                yield self._error(row.number, one, words.Fault.RULE, expected, cell)

    def _earlier_row(self, number: int, values: dict[str, Any]) -> int | None:
        parts: list[Any] = [values.get(code) for code in self.spec.key]
        if self.spec.is_once:
            parts = sorted((code, repr(value)) for code, value in values.items() if value is not None)
        if not parts or (any(part is None for part in parts) and not self.spec.is_counted):
            return None
        # A digest, so that a key of names does not stay in memory and 300,000 of them stay small.
        key = hashlib.blake2b(repr(parts).casefold().encode("utf-8", "replace"), digest_size=16).digest()
        first = self.first_row_of.setdefault(key, number)
        if self.spec.is_counted and first == number:
            self.counted[number] = values
        return first if first != number else None

    def _other_numbers(self, first: int, values: dict[str, Any]) -> Bilingual | None:
        """Say which numbers of a row differ from those of the first one of its key, None where none does."""
        there = self.counted.get(first, values)
        told = [
            words.OTHER_NUMBER.format(
                field=one.label, row=first, there=_number(there.get(one.code)), here=_number(values.get(one.code))
            )
            for one in self.fields
            if one.kind is Kind.INTEGER
            and one.code not in self.spec.key
            and there.get(one.code) != values.get(one.code)
        ]
        more = ["…"] if len(told) > _NUMBERS_TOLD else []
        told = told[:_NUMBERS_TOLD]
        if not told:
            return None
        return Bilingual(
            "; ".join([*(one.en for one in told), *more]), "; ".join([*(one.in_("hi") for one in told), *more])
        )


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


def _shown(one: Field, text: str) -> str:
    if not text:
        return ""
    if one.sealed or one.kind is Kind.PHONE:
        return words.HIDDEN
    one_line = " ".join(mask_digits(text).split())
    return one_line if len(one_line) <= _SHOWN_LENGTH else one_line[: _SHOWN_LENGTH - 1] + "…"
