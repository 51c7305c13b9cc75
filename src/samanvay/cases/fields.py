"""What a case and a person in it hold, each field declared once.

Forms, corrections, the API, the sheet of an import, the export and the words of the history read what stands here: the
label, the vocabulary, what is checked, who may see the field and what erasure does to it. A new field is a line here,
a column of its model, a migration, and a parameter of the action that keeps it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samanvay.access.boxes.content import refuse_aadhaar
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, Sort
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.refusals import Invalid

from .kinds import AGE_BANDS, DISPARITIES, FORMS, LURES, PERSON_ROLES, SEXES, SOURCES

MOST_PEOPLE = 10_000
OLDEST = 120


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
        kept = str(value).strip()
        if self.required and not kept:
            raise Invalid(self.name, _("Say what happened in a few words."))
        if len(kept) > self.longest:
            raise Invalid(self.name, _("At most %(n)d characters.") % {"n": self.longest})
        refuse_aadhaar(self.name, kept)
        return kept


@dataclass(frozen=True, kw_only=True)
class Code(Declared):
    """One of a vocabulary."""

    codes: Mapping[str, Bilingual]

    def check(self, value: Any) -> str:
        if value not in self.codes:
            raise Invalid(self.name, _("Choose one of the list."))
        return str(value)

    def said(self, row: Any) -> str:
        code = getattr(row, self.name)
        return str(self.codes.get(code, code))


@dataclass(frozen=True, kw_only=True)
class Codes(Declared):
    """Some of a vocabulary, each once, in the vocabulary's order."""

    codes: Mapping[str, Bilingual]
    default: Any = ()

    def check(self, value: Any) -> list[str]:
        if not {*value} <= {*self.codes}:
            raise Invalid(self.name, _("Choose one of the list."))
        return [code for code in self.codes if code in value]

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
        if value is not None and not 0 <= value <= self.most:
            raise Invalid(self.name, self.refused.format(n=self.most))
        return None if value is None else int(value)


@dataclass(frozen=True, kw_only=True)
class PastDate(Declared):
    """A partial date that may have come already."""

    @property
    def sorts(self) -> dict[str, Sort]:
        return {f"{self.name}_earliest": self.sort, f"{self.name}_latest": self.sort, f"{self.name}_said": CASE_TEXT}

    def check(self, value: Any) -> PartialDate | None:
        when: PartialDate | None = value
        if when is not None and when.certainly_after(PartialDate.day(clock.today())):
            raise Invalid(self.name, _("This date lies in the future."))
        return when

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


PLACE = PlaceKey(name="place", label=Bilingual("Where", "कहाँ"))
CASE_FIELDS: tuple[Declared, ...] = (
    Text(name="what", label=Bilingual("What happened", "क्या हुआ"), sort=CASE_TEXT, required=True, longest=200,
         help=Bilingual("In a few words, without names: names go into the sealed record of a person.",
                        "थोड़े शब्दों में, बिना नाम: नाम व्यक्ति के मुहरबंद अभिलेख में जाते हैं।")),
    Codes(name="forms", label=Bilingual("Form of exploitation", "शोषण का प्रकार"), codes=FORMS),
    Codes(name="lures", label=Bilingual("Lure", "प्रलोभन"), codes=LURES),
    Codes(name="disparities", label=Bilingual("What was exploited", "किस मजबूरी का लाभ उठाया"), codes=DISPARITIES,
          is_exported=False),
    PLACE,
    PastDate(name="occurred", label=Bilingual("When", "कब")),
    Number(name="people", label=Bilingual("How many people", "कितने व्यक्ति"), most=MOST_PEOPLE,
           refused=Bilingual("A number of people from 0 to {n}.", "व्यक्तियों की संख्या 0 से {n} तक।"),
           help=Bilingual("Leave empty if it was not said.", "यदि नहीं बताया गया तो ख़ाली छोड़ें।")),
    Code(name="source", label=Bilingual("How it became known", "जानकारी कैसे मिली"), codes=SOURCES, default="complaint",
         is_exported=False),
    Text(name="narrative", label=Bilingual("What else is known", "और जो ज्ञात है"), sort=CASE_TEXT, longest=20_000,
         help=Bilingual("Do not write names or Aadhaar numbers here.", "यहाँ नाम या आधार संख्या न लिखें।"),
         is_exported=False),
)  # fmt: skip
PERSON_FIELDS: tuple[Declared, ...] = (
    Code(name="role", label=Bilingual("Part in the case", "प्रकरण में भूमिका"), codes=PERSON_ROLES, is_amended=False),
    Code(name="sex", label=Bilingual("Sex", "लिंग"), codes=SEXES, default="unknown"),
    Number(name="age", label=Bilingual("Age in years", "आयु (वर्ष)"), most=OLDEST,
           refused=Bilingual("An age from 0 to {n} years.", "आयु 0 से {n} वर्ष तक।")),
    Code(name="age_band", label=Bilingual("or age group", "या आयु-वर्ग"), codes=AGE_BANDS, default="unknown"),
)  # fmt: skip


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
            raise Invalid(name, _("There is no such field to amend."))
        kept |= known[name].columns(value)
    return kept


def without(fields: Iterable[Declared], *names: str) -> tuple[Declared, ...]:
    """Return the fields but those of ``names``."""
    return tuple(field for field in fields if field.name not in names)
