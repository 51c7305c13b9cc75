"""A date that may be known to the day, the month, the year or only between two days."""

from __future__ import annotations

import calendar
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates.vocabulary import ABOUT_WORDS, MONTH_NAMES

SAID_LENGTH = 120
_ABOUT_DAYS = 7


class Precision(StrEnum):
    """How closely a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    UNKNOWN = "unknown"


class DateError(ValueError):
    """A text or pair of days that is no date; `words` say what is expected, in both languages."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class PartialDate:
    """Every day from `earliest` to `latest` is possible; `said` is the text as the person gave it."""

    earliest: date
    latest: date
    said: str = ""

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise DateError(
                Bilingual("The earliest day is after the latest day.", "सबसे पहला दिन सबसे आख़िरी दिन के बाद का है।")
            )
        if len(self.said) > SAID_LENGTH or not self.said.isprintable():
            raise DateError(
                Bilingual(
                    f"A date is said in at most {SAID_LENGTH} plain characters.",
                    f"तारीख़ अधिक से अधिक {SAID_LENGTH} अक्षरों में लिखें।",
                )
            )

    @classmethod
    def day(cls, on: date, said: str = "") -> PartialDate:
        """Return a date known to the day."""
        return cls(on, on, said)

    @classmethod
    def month(cls, year: int, month: int, said: str = "") -> PartialDate:
        """Return a date known to the month."""
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), said)

    @classmethod
    def year(cls, year: int, said: str = "") -> PartialDate:
        """Return a date known to the year."""
        return cls(date(year, 1, 1), date(year, 12, 31), said)

    @classmethod
    def between(cls, earliest: date, latest: date, said: str = "") -> PartialDate:
        """Return a date that lies between two days, both possible."""
        return cls(earliest, latest, said)

    @classmethod
    def about(cls, year: int, month: int | None = None, day: int | None = None, said: str = "") -> PartialDate:
        """Return a date with the margin that "about" carries: a year, a month or seven days on both sides."""
        if month is None:
            core = cls.year(year)
        elif day is None:
            core = cls.month(year, month)
        else:
            core = cls.day(date(year, month, day))
        return core.blurred(said or f"about {core.words('en')}")

    @classmethod
    def unknown(cls, said: str = "") -> PartialDate:
        """Return "asked, and not known": every day is possible. Not asked yet is None."""
        return cls(date.min, date.max, said)

    @property
    def precision(self) -> Precision:
        """Tell how closely the date is known."""
        if (self.earliest, self.latest) == (date.min, date.max):
            return Precision.UNKNOWN
        if self.earliest == self.latest:
            return Precision.DAY
        if _begins_month(self.earliest) and _ends_month(self.latest) and self.earliest.year == self.latest.year:
            if self.earliest.month == self.latest.month:
                return Precision.MONTH
            if (self.earliest.month, self.latest.month) == (1, 12):
                return Precision.YEAR
        return Precision.RANGE

    @property
    def exact(self) -> date | None:
        """Give the day where it is known, else None."""
        return self.earliest if self.earliest == self.latest else None

    def certainly_before(self, other: PartialDate) -> bool:
        """Tell whether no possible day of this date reaches the other."""
        return self.latest < other.earliest

    def certainly_after(self, other: PartialDate) -> bool:
        """Tell whether every possible day of this date lies after the other."""
        return self.earliest > other.latest

    def nearest(self, day: date) -> date:
        """Return the possible day that lies nearest to another: that one itself where it is possible."""
        return min(max(day, self.earliest), self.latest)

    def overlaps(self, other: PartialDate) -> bool:
        """Tell whether both may be the same day."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def as_said(self, said: str) -> PartialDate:
        """Return the same days with another wording."""
        return replace(self, said=said)

    def blurred(self, said: str = "") -> PartialDate:
        """Return this date widened by the margin of "about"."""
        match self.precision:
            case Precision.YEAR:
                return PartialDate(
                    date(max(self.earliest.year - 1, 1), 1, 1),
                    date(min(self.latest.year + 1, 9999), 12, 31),
                    said,
                )
            case Precision.MONTH:
                before = _shifted(self.earliest.year, self.earliest.month, -1)
                after = _shifted(self.latest.year, self.latest.month, 1)
                return PartialDate(PartialDate.month(*before).earliest, PartialDate.month(*after).latest, said)
            case Precision.UNKNOWN:
                return PartialDate.unknown(said)
            case _:
                return PartialDate(_moved(self.earliest, -_ABOUT_DAYS), _moved(self.latest, _ABOUT_DAYS), said)

    def words(self, language: str | None = None) -> str:
        """Return the date in Indian form: "24 Nov 2026", "नवंबर 2026", "about 2019", "16–22 Nov 2026"."""
        chosen = "hi" if (language or "").lower().startswith("hi") else "en"
        precision = self.precision
        if precision is Precision.UNKNOWN:
            return _UNKNOWN.in_(chosen)
        if precision is Precision.DAY:
            return _day_words(self.earliest, chosen)
        if precision is Precision.MONTH:
            return _month_words(self.earliest, chosen)
        if precision is Precision.YEAR:
            return f"{self.earliest.year:04d}"
        core = self._core_of_about()
        if core is not None:
            return _ABOUT.format(date=Bilingual(core.words("en"), core.words("hi"))).in_(chosen)
        return _range_words(self.earliest, self.latest, chosen)

    def to_json(self) -> dict[str, str]:
        """Return the plain value that `from_json` reads back."""
        return {"earliest": self.earliest.isoformat(), "latest": self.latest.isoformat(), "said": self.said}

    @classmethod
    def from_json(cls, value: Mapping[str, str]) -> PartialDate:
        """Read what `to_json` wrote."""
        return cls(date.fromisoformat(value["earliest"]), date.fromisoformat(value["latest"]), value.get("said", ""))

    def __str__(self) -> str:
        words = Bilingual(self.words("en"), self.words("hi"))
        return str(words)

    def _core_of_about(self) -> PartialDate | None:
        # Only the person's word makes three months "about February": a quarter looks the same.
        if not ABOUT_WORDS.search(unicodedata.normalize("NFC", self.said).casefold()):
            return None
        middle = self.earliest + (self.latest - self.earliest) // 2
        for core in (
            PartialDate.year(middle.year),
            PartialDate.month(middle.year, middle.month),
            PartialDate.day(middle),
        ):
            wide = core.blurred()
            if (wide.earliest, wide.latest) == (self.earliest, self.latest):
                return core
        return None


_UNKNOWN = Bilingual("date not known", "तारीख़ पता नहीं")
_ABOUT = Bilingual("about {date}", "लगभग {date}")


def month_name(month: int, language: str) -> str:
    """Return the short English or the full Hindi name of a month (1–12)."""
    return MONTH_NAMES[month - 1].in_(language)


def _day_words(on: date, language: str) -> str:
    return f"{on.day} {month_name(on.month, language)} {on.year:04d}"


def _month_words(on: date, language: str) -> str:
    return f"{month_name(on.month, language)} {on.year:04d}"


def _range_words(earliest: date, latest: date, language: str) -> str:
    if _begins_month(earliest) and _ends_month(latest):
        if (earliest.month, latest.month) == (1, 12):
            return f"{earliest.year:04d}–{latest.year:04d}"
        if earliest.year == latest.year:
            return f"{month_name(earliest.month, language)}–{_month_words(latest, language)}"
        return f"{_month_words(earliest, language)} – {_month_words(latest, language)}"
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest.day}–{_day_words(latest, language)}"
    if earliest.year == latest.year:
        return f"{earliest.day} {month_name(earliest.month, language)} – {_day_words(latest, language)}"
    return f"{_day_words(earliest, language)} – {_day_words(latest, language)}"


def _begins_month(on: date) -> bool:
    return on.day == 1


def _ends_month(on: date) -> bool:
    return on.day == calendar.monthrange(on.year, on.month)[1]


def _shifted(year: int, month: int, by: int) -> tuple[int, int]:
    index = min(max(year * 12 + month - 1 + by, 12), 9999 * 12 + 11)
    return index // 12, index % 12 + 1


def _moved(on: date, days: int) -> date:
    ordinal = min(max(on.toordinal() + days, 1), date.max.toordinal())
    return date.min + timedelta(days=ordinal - 1)
