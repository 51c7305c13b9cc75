"""Cells into values, a function for each kind; what cannot be read is refused, what was assumed is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rapidfuzz import fuzz, process

from samanvay.importing import words
from samanvay.importing.folding import fold
from samanvay.importing.grid import Cell, cell_text
from samanvay.importing.spec import Context, Field, Kind
from samanvay.kernel.assumptions import Assumption, Note
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.contacts import NotAPhone, phone_e164
from samanvay.kernel.dates import DateError, DateReading, PartialDate, bounded_day, read_date
from samanvay.kernel.dates.reading import from_serial
from samanvay.kernel.digits import latin_digits

_DASHES = frozenset({"-", "--", "---", "–", "—", "_", "."})
_NOTHING = frozenset({"nil", "n a", "na", "null", "none", "nan", "not available", "not applicable", "निल", "लागू नहीं"})
_GROUPED = re.compile(r"\d{1,2}(?:,\d{2})*,\d{3}|\d{1,3}(?:,\d{3})+|\d+")
_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_SHEET_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!)", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s*[;,|\n]\s*")
_SEPARATORS_AND_SLASH = re.compile(r"\s*[;,|\n/]\s*")
_YES = frozenset({"yes", "y", "true", "1", "haan", "han", "ha", "ji", "हां", "हा", "जी", "जी हां", "✓", "✔"})
_NO = frozenset({"no", "n", "false", "0", "nahi", "nahin", "नहीं", "नही", "ना", "✗", "✘"})
_CHOICES_NAMED = 12
_NEAR = 70.0


class ValueRefused(ValueError):
    """A cell that gives no value: the kind of fault and what is expected."""

    def __init__(self, fault: words.Fault, expected: Bilingual) -> None:
        super().__init__(expected.en)
        self.fault = fault
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Converted:
    """The value of a cell (None for a blank) and what was assumed."""

    value: object | None
    notes: tuple[Note, ...] = ()


BLANK = Converted(None)


def convert(cell: Cell, field: Field, context: Context, so_far: Mapping[str, object]) -> Converted:
    """Return the value of `cell` as `field` wants it; raises `ValueRefused`."""
    text = cell_text(cell)
    if is_blank(text, field.kind):
        if field.required:
            raise ValueRefused(words.Fault.MISSING, words.MISSING)
        return BLANK
    if "\ufffd" in text:
        raise ValueRefused(words.Fault.UNREADABLE, words.UNREADABLE)
    if _SHEET_ERROR.fullmatch(text):
        raise ValueRefused(words.Fault.SHEET_ERROR, words.SHEET_ERROR)
    if not field.many:
        return _READERS[field.kind](text, cell, field, context, so_far)
    # "9876543210/9876543211" is two phones, "0123/2026" one code.
    separators = _SEPARATORS if field.kind is Kind.CODE else _SEPARATORS_AND_SLASH
    parts = [part for part in separators.split(text) if part]
    if field.kind is Kind.CHOICE and fold(text) in field.folded_choices:
        parts = [text]
    found = [_READERS[field.kind](part, part, field, context, so_far) for part in parts]
    values = tuple(dict.fromkeys(one.value for one in found if one.value is not None))
    if not values:
        if field.required:
            raise ValueRefused(words.Fault.MISSING, words.MISSING)
        return BLANK
    return Converted(values, tuple(note for one in found for note in one.notes))


def is_blank(text: str, kind: Kind) -> bool:
    """Tell whether a cell says "nothing here": empty, a dash, and outside plain text "nil" and its like."""
    if not text or text in _DASHES:
        return True
    return kind not in (Kind.TEXT, Kind.BOOLEAN, Kind.CHOICE) and fold(text) in _NOTHING


def _text(text: str, cell: Cell, field: Field, context: Context, so_far: Mapping[str, object]) -> Converted:
    kept = "".join(
        c
        for c in text.replace("\r\n", "\n").replace("\r", "\n")
        if c in "\n\t" or c.isprintable() or c in "\u200c\u200d"
    )
    if not kept.strip():
        if field.required:
            raise ValueRefused(words.Fault.MISSING, words.MISSING)
        return BLANK
    if len(kept) > field.max_length:
        raise ValueRefused(words.Fault.TOO_LONG, words.TOO_LONG.format(limit=field.max_length))
    return Converted(kept)


def _integer(text: str, cell: Cell, field: Field, context: Context, so_far: Mapping[str, object]) -> Converted:
    plain = latin_digits(text).replace("\u00a0", "").replace(" ", "").removesuffix("/-")
    if _SHORTENED.fullmatch(plain):
        raise ValueRefused(words.Fault.SHORTENED, words.SHORTENED)
    sign = -1 if plain.startswith(("-", "−")) else 1
    plain = plain.lstrip("+-−") if len(plain) - len(plain.lstrip("+-−")) <= 1 else plain
    whole, _, fraction = plain.partition(".")
    if not _GROUPED.fullmatch(whole) or len(whole) > 20 or fraction.strip("0"):
        raise ValueRefused(words.Fault.NOT_A_NUMBER, words.NUMBER)
    number = sign * int(whole.replace(",", ""))
    if not field.minimum <= number <= field.maximum:
        expected = words.NUMBER_WITHIN.format(least=field.minimum, most=field.maximum)
        raise ValueRefused(words.Fault.OUT_OF_RANGE, expected)
    return Converted(number)


def _partial_date(text: str, cell: Cell, field: Field, context: Context, so_far: Mapping[str, object]) -> Converted:
    reading = _date_reading(text, cell, context)
    if field.past and reading.date.certainly_after(PartialDate.day(context.today)):
        raise ValueRefused(words.Fault.IN_THE_FUTURE, words.NOT_LATER_THAN_TODAY)
    return Converted(reading.date, reading.notes)


def _date_reading(text: str, cell: Cell, context: Context) -> DateReading:
    try:
        if isinstance(cell, date):
            day = bounded_day(cell.date() if isinstance(cell, datetime) else cell)
            return DateReading(PartialDate.day(day, day.isoformat()))
        if isinstance(cell, int | float) and not isinstance(cell, bool) and not 1800 <= cell <= 2200:
            return from_serial(float(cell))
        return read_date(text, today=context.today)
    except DateError as error:
        raise ValueRefused(words.Fault.NOT_A_DATE, error.words) from error


def _date(text: str, cell: Cell, field: Field, context: Context, so_far: Mapping[str, object]) -> Converted:
    found = _partial_date(text, cell, field, context, so_far)
    assert isinstance(found.value, PartialDate)
    if found.value.exact is None:
        raise ValueRefused(words.Fault.NOT_A_DAY, words.DAY)
    return Converted(found.value.exact, found.notes)


def _phone(text: str, cell: Cell, field: Field, context: Context, so_far: Mapping[str, object]) -> Converted:
    if _SHORTENED.fullmatch(text):
        raise ValueRefused(words.Fault.SHORTENED, words.SHORTENED)
    try:
        return Converted(phone_e164(text, default_region=context.default_region))
    except NotAPhone as error:
        raise ValueRefused(words.Fault.NOT_A_PHONE, error.words) from error


def _choice(text: str, cell: Cell, field: Field, context: Context, so_far: Mapping[str, object]) -> Converted:
    folded = fold(text)
    if (value := field.folded_choices.get(folded)) is not None:
        return Converted(value)
    if not field.required and folded in _NOTHING:
        return BLANK
    raise ValueRefused(words.Fault.NOT_A_CHOICE, _expected_choice(folded, field))


def _expected_choice(folded: str, field: Field) -> Bilingual:
    labels = {choice.value: choice.label for choice in field.choices}
    shown = field.choices[:_CHOICES_NAMED]
    more = " …" if len(field.choices) > _CHOICES_NAMED else ""
    expected = words.ONE_OF.format(
        choices=Bilingual(
            ", ".join(choice.label.en for choice in shown) + more,
            ", ".join(choice.label.in_("hi") for choice in shown) + more,
        )
    )
    nearest = process.extractOne(folded, field.folded_choices.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    if nearest is None:
        return expected
    return words.PERHAPS.format(expected=expected, near=labels[field.folded_choices[nearest[0]]])


def _boolean(text: str, cell: Cell, field: Field, context: Context, so_far: Mapping[str, object]) -> Converted:
    said = fold(text) or text
    if said in _YES:
        return Converted(True)
    if said in _NO:
        return Converted(False)
    if said in _NOTHING and not field.required:
        return BLANK
    raise ValueRefused(words.Fault.NOT_YES_OR_NO, words.YES_OR_NO)


def _place(text: str, cell: Cell, field: Field, context: Context, so_far: Mapping[str, object]) -> Converted:
    if context.resolve_place is None:
        raise LookupError(f"field {field.code} is a place, and the context has no resolver")
    answer = context.resolve_place(text, field, so_far)
    if answer.value is None:
        expected = words.PLACE_ONE_OF.format(names=", ".join(answer.others)) if answer.others else words.PLACE
        raise ValueRefused(words.Fault.NOT_A_PLACE, expected)
    if answer.sure:
        return Converted(answer.value)
    if answer.is_around:
        return Converted(
            answer.value, (Note(Assumption.AROUND, words.PLACE_AROUND.format(said=text, name=answer.name)),)
        )
    return Converted(answer.value, (Note(Assumption.RESPELT, words.PLACE_READ_AS.format(said=text, name=answer.name)),))


def _code(text: str, cell: Cell, field: Field, context: Context, so_far: Mapping[str, object]) -> Converted:
    plain = latin_digits(text)
    if _SHORTENED.fullmatch(plain):
        raise ValueRefused(words.Fault.SHORTENED, words.SHORTENED)
    if not field.regex.fullmatch(plain):
        expected = words.CODE_LIKE.format(example=field.example) if field.example else words.CODE
        raise ValueRefused(words.Fault.NOT_A_CODE, expected)
    return Converted(plain)


_Reader = Callable[[str, Cell, Field, Context, Mapping[str, object]], Converted]
_READERS: dict[Kind, _Reader] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.DATE: _date,
    Kind.PARTIAL_DATE: _partial_date,
    Kind.PHONE: _phone,
    Kind.CHOICE: _choice,
    Kind.BOOLEAN: _boolean,
    Kind.PLACE: _place,
    Kind.CODE: _code,
}
