"""Fields that are declared once: their label, their check, who may see them, what erasure does to them.

A room declares the fields of its records (``cases/fields.py``); its classification and actions, the forms of web, the
shapes of the API, sheets, exports and the words of the history are made of that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, Sort
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.refusals import Invalid

from .checks import known_code, known_codes, not_in_future, plain_text


@dataclass(frozen=True, kw_only=True)
class Declared:
    """A field of a record. ``default`` is what is kept where nothing was said; ``is_exported``: a list takes it out."""

    name: str
    label: Bilingual
    help: Bilingual | None = None
    sort: Sort = CASE_FIELD
    required: bool = False
    default: Any = None
    is_amended: bool = True
    is_exported: bool = True

    @property
    def sorts(self) -> dict[str, Sort]:
        """The classification of the field's columns."""
        return {self.name: self.sort}

    def check(self, value: Any) -> Any:
        """Return the value as it is kept. Raises Invalid."""
        return value

    def columns(self, value: Any) -> dict[str, Any]:
        """Return the checked value by the columns that keep it. Raises Invalid."""
        return {self.name: self.check(value)}

    def cell(self, row: Any) -> Any:
        """Return what the export of a list says."""
        return getattr(row, self.name)

    def said(self, row: Any) -> str:
        """Return what a page says, "" where nothing is known."""
        value = getattr(row, self.name)
        return "" if value is None else str(value)


@dataclass(frozen=True, kw_only=True)
class Text(Declared):
    """Words, without an Aadhaar number."""

    longest: int
    default: Any = ""

    def check(self, value: Any) -> str:
        return plain_text(self.name, "" if value is None else str(value), longest=self.longest, required=self.required)


@dataclass(frozen=True, kw_only=True)
class Code(Declared):
    """One of a vocabulary."""

    codes: Mapping[str, Bilingual]

    def check(self, value: Any) -> str:
        return known_code(self.name, value, self.codes)

    def said(self, row: Any) -> str:
        code = getattr(row, self.name)
        return str(self.codes.get(code, code))


@dataclass(frozen=True, kw_only=True)
class Codes(Declared):
    """Some of a vocabulary, each once, in the vocabulary's order."""

    codes: Mapping[str, Bilingual]
    default: Any = ()

    def check(self, value: Any) -> list[str]:
        return known_codes(self.name, value, self.codes)

    def cell(self, row: Any) -> str:
        return " ".join(getattr(row, self.name))

    def said(self, row: Any) -> str:
        return ", ".join(str(self.codes.get(code, code)) for code in getattr(row, self.name))


@dataclass(frozen=True, kw_only=True)
class Number(Declared):
    """A whole number from 0 to ``most``, None where it was not said; ``refused`` are the words for another."""

    most: int
    refused: Bilingual

    def check(self, value: Any) -> int | None:
        if value is not None and not (isinstance(value, int) and 0 <= value <= self.most):
            raise Invalid(self.name, self.refused.format(n=self.most))
        return None if value is None else int(value)


@dataclass(frozen=True, kw_only=True)
class PastDate(Declared):
    """A partial date that may have come already."""

    @property
    def sorts(self) -> dict[str, Sort]:
        return {f"{self.name}_earliest": self.sort, f"{self.name}_latest": self.sort, f"{self.name}_said": CASE_TEXT}

    def check(self, value: Any) -> PartialDate | None:
        return not_in_future(self.name, value)

    def columns(self, value: Any) -> dict[str, Any]:
        when = self.check(value)
        parts = (when.earliest, when.latest, when.said) if when else (None, None, "")
        return dict(zip(self.sorts, parts, strict=True))

    def cell(self, row: Any) -> str:
        when: PartialDate | None = getattr(row, self.name)
        return when.words("en") if when else ""


@dataclass(frozen=True, kw_only=True)
class PlaceKey(Declared):
    """A place, by its key; that it is known is checked where the place is kept."""

    def check(self, value: Any) -> str | None:
        return str(value) if value else None

    def columns(self, value: Any) -> dict[str, Any]:
        return {f"{self.name}_id": self.check(value)}

    def cell(self, row: Any) -> str:
        place = getattr(row, self.name)
        return str(place.name) if place else ""


def classified(fields: Iterable[Declared]) -> dict[str, Sort]:
    """Return the classification of the columns of fields."""
    return {column: sort for field in fields for column, sort in field.sorts.items()}


def recorded(fields: Iterable[Declared], told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a new record: what was told, checked, and the default of what was not. Raises Invalid."""
    fields = tuple(fields)
    return columns(fields, {**{field.name: field.default for field in fields}, **told})


def columns(fields: Iterable[Declared], told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was told, checked, by the columns that keep it. Raises Invalid, also for what is no such field."""
    known = {field.name: field for field in fields}
    kept: dict[str, Any] = {}
    for name, value in told.items():
        if name not in known:
            raise Invalid(name, _("This field does not exist."))
        kept |= known[name].columns(value)
    return kept


def without(fields: Iterable[Declared], *names: str) -> tuple[Declared, ...]:
    """Return the fields but those of ``names``."""
    return tuple(field for field in fields if field.name not in names)
