"""Reading of a date from text, day first as in India, with each assumption told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from samanvay.kernel.assumptions import Assumption, Note
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import vocabulary as say
from samanvay.kernel.dates.bounds import FIRST_DAY, LAST_DAY
from samanvay.kernel.dates.partial import SAID_LENGTH, DateError, PartialDate, Precision, month_name
from samanvay.kernel.digits import latin_digits

EXPECTED = Bilingual(
    "a date such as 24.11.2026, 24 Nov 2026, Nov 2026, 2026 or “about 2019”",
    "तारीख़, जैसे 24.11.2026, 24 नवंबर 2026, नवंबर 2026, 2026 या “लगभग 2019”",
)
_NO_SUCH_DAY = Bilingual("a day that exists in the calendar", "ऐसा दिन जो कैलेंडर में हो")
_NO_SUCH_YEAR = Bilingual("a year from 1800 to 2200", "1800 से 2200 के बीच का वर्ष")
_WHICH_NUMBER = Bilingual(
    "the year in four digits: “{said}” may mean a day or a year",
    "वर्ष चार अंकों में: “{said}” दिन भी हो सकता है और वर्ष भी",
)
_REVERSED = Bilingual("a first date that is not after the second", "पहली तारीख़ जो दूसरी के बाद न हो")
_FULL_YEAR = Bilingual("Year {short} read as {full}.", "वर्ष {short} को {full} पढ़ा गया।")
_DAY_FIRST = Bilingual("{said} read day first, as {read}.", "{said} में पहले दिन माना गया: {read}।")
_MONTH_FIRST = Bilingual(
    "{said} can only be month first; read as {read}.", "{said} में पहले महीना ही हो सकता है; {read} पढ़ा गया।"
)
_SERIAL = Bilingual("Excel’s day number {said} read as {read}.", "Excel की दिन-संख्या {said} को {read} पढ़ा गया।")
_EITHER_SIDE = Bilingual(
    "“{said}” may be before or after today; both are saved.",
    "“{said}” आज से पहले भी हो सकता है, बाद भी; दोनों सहेजे गए।",
)
_NOT_FISCAL = Bilingual("{said} read as {read}, not as a financial year.", "{said} को {read} पढ़ा गया, वित्तीय वर्ष नहीं।")
_FISCAL = Bilingual("{said} read as April {first} to March {last}.", "{said} को अप्रैल {first} से मार्च {last} पढ़ा गया।")

_EXCEL_EPOCH = date(1899, 12, 30)
# The day numbers of 1968 to 2118: a year in four digits is never among them.
_SERIALS = range(25_000, 80_000)


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date and what was assumed in reading it."""

    date: PartialDate
    notes: tuple[Note, ...] = ()


def read_date(text: str, *, today: date) -> DateReading:
    """Read `text` as a date; raises `DateError` with what is expected where it is none or impossible."""
    return _reading(text, today)


@lru_cache(maxsize=8_192)  # a sheet of a hundred thousand rows has a few thousand dates
def _reading(text: str, today: date) -> DateReading:
    said = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not said or len(said) > SAID_LENGTH:
        raise DateError(EXPECTED)
    notes: list[Note] = []
    try:
        found = _read(_plain(said), today, notes)
    except OverflowError as beyond:  # "9 saal pehle" of a day near the calendar's end
        raise DateError(_NO_SUCH_DAY) from beyond
    except DateError:
        raise
    except ValueError as impossible:
        raise DateError(_NO_SUCH_DAY) from impossible
    if found.precision is not Precision.UNKNOWN and not (found.earliest >= FIRST_DAY and found.latest <= LAST_DAY):
        raise DateError(_NO_SUCH_YEAR)  # "999 saal pehle"
    return DateReading(found.as_said(said), tuple(notes))


def from_serial(number: float) -> DateReading:
    """Return the day behind a number that Excel keeps for a date (1900 system)."""
    if not _SERIALS.start <= number < _SERIALS.stop:
        raise DateError(EXPECTED)
    found = PartialDate.day(_EXCEL_EPOCH + timedelta(days=int(number)))
    note = Note(Assumption.DAY_NUMBER, _SERIAL.format(said=int(number), read=_both(found)))
    return DateReading(found.as_said(str(int(number))), (note,))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", latin_digits(unicodedata.normalize("NFKC", text)).casefold())
    without_nukta = decomposed.replace("\u093c", "").replace("\u0901", "\u0902")
    plain = unicodedata.normalize("NFC", without_nukta).replace("’", "'").replace("‘", "'")
    return re.sub(r"\s+", " ", plain).strip(" ,;।")


def _read(text: str, today: date, notes: list[Note]) -> PartialDate:
    bare = text
    while (shorter := say.FILLERS.sub("", bare, count=1)) and shorter != bare:
        bare = shorter
    for rule in _RULES:
        found = rule(bare, today, notes)
        if found is not None:
            return found
    raise DateError(EXPECTED)


def _both(found: PartialDate) -> Bilingual:
    return Bilingual(found.words("en"), found.words("hi"))


def _year(digits: str, today: date, notes: list[Note]) -> int:
    number = int(digits)
    if len(digits) == 2:
        full = say.century_of(number, today)
        notes.append(Note(Assumption.FULL_YEAR, _FULL_YEAR.format(short=digits, full=full)))
        return full
    if number not in say.YEARS:
        raise DateError(_NO_SUCH_YEAR)
    return number


def _on(year: int, month: int, day: int) -> PartialDate:
    try:
        return PartialDate.day(date(year, month, day))
    except ValueError as impossible:
        raise DateError(_NO_SUCH_DAY) from impossible


def _whole_month(year: int, month: int) -> PartialDate:
    if not 1 <= month <= 12:
        raise DateError(_NO_SUCH_DAY)
    return PartialDate.month(year, month)


def _unknown(text: str, today: date, notes: list[Note]) -> PartialDate | None:
    return PartialDate.unknown() if text in say.UNKNOWN_WORDS else None


def _about(text: str, today: date, notes: list[Note]) -> PartialDate | None:
    core = say.ABOUT_WORDS.sub("", text, count=1)
    return _read(core, today, notes).blurred() if core and core != text else None


def _iso(text: str, today: date, notes: list[Note]) -> PartialDate | None:
    if match := re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[t ][\d:.+\-z]*)?", text):
        return _on(_year(match[1], today, notes), int(match[3]), int(match[4]))
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})", text):
        month = int(match[2])
        if month == 0 or month > 12:
            return None
        found = _whole_month(_year(match[1], today, notes), month)
        if (int(match[1]) + 1) % 100 == month:
            notes.append(Note(Assumption.YEAR_AND_MONTH, _NOT_FISCAL.format(said=text, read=_both(found))))
        return found
    return None


def _fiscal(text: str, today: date, notes: list[Note]) -> PartialDate | None:
    match = re.fullmatch(r"(?:f\.?y\.?|financial year|वित्तीय वर्ष)?\s*(\d{4})\s*[-/]\s*(?:20|19)?(\d{2})", text)
    if not match:
        return None
    first = _year(match[1], today, notes)
    if (first + 1) % 100 != int(match[2]):
        return None
    notes.append(Note(Assumption.FINANCIAL_YEAR, _FISCAL.format(said=text, first=first, last=first + 1)))
    return PartialDate.between(date(first, 4, 1), date(first + 1, 3, 31))


def _numbers(text: str, today: date, notes: list[Note]) -> PartialDate | None:
    match = re.fullmatch(r"(\d{1,2})\s?([./\- ])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?)?", text)
    if match:
        day, month = int(match[1]), int(match[3])
        year = _year(match[4], today, notes)
        if month > 12 >= day >= 1:
            found = _on(year, day, month)
            notes.append(Note(Assumption.MONTH_FIRST, _MONTH_FIRST.format(said=text, read=_both(found))))
            return found
        found = _on(year, month, day)
        if day <= 12 and day != month:
            notes.append(Note(Assumption.DAY_FIRST, _DAY_FIRST.format(said=text, read=_both(found))))
        return found
    if match := re.fullmatch(r"(\d{1,2})\s?[./\-]\s?(\d{4})", text):
        return _whole_month(_year(match[2], today, notes), int(match[1]))
    return None


def _bare_number(text: str, today: date, notes: list[Note]) -> PartialDate | None:
    if re.fullmatch(r"\d{4}", text):
        return PartialDate.year(_year(text, today, notes))
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        reading = from_serial(float(text))
        notes.extend(reading.notes)
        return reading.date
    if re.fullmatch(r"\d{8}", text) and int(text[:4]) in say.YEARS:
        return _on(int(text[:4]), int(text[4:6]), int(text[6:]))
    return None


_LETTERS = r"[^\W\d_][^\d\s.,\-/']*"


def _named_month(text: str, today: date, notes: list[Note]) -> PartialDate | None:
    day_first = rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[\s.\-/]*({_LETTERS})[\s.,\-/]*'?(\d{{4}}|\d{{2}})"
    if match := re.fullmatch(day_first, text):
        month = say.MONTHS.get(match[2])
        return _on(_year(match[3], today, notes), month, int(match[1])) if month else None
    if match := re.fullmatch(rf"({_LETTERS})[\s.]*(\d{{1,2}})(?:st|nd|rd|th)?[\s.]*,?\s*(\d{{4}})", text):
        month = say.MONTHS.get(match[1])
        return _on(_year(match[3], today, notes), month, int(match[2])) if month else None
    if match := re.fullmatch(rf"({_LETTERS})(?: of)?([\s.,\-/']*)(\d{{4}}|\d{{2}})", text):
        month = say.MONTHS.get(match[1])
        if month is None:
            return None
        if len(match[3]) == 2 and int(match[3]) <= 31 and not set(match[2]) & {"-", "'", "/"}:
            raise DateError(_WHICH_NUMBER.format(said=text))
        return _whole_month(_year(match[3], today, notes), month)
    if match := re.fullmatch(rf"(\d{{4}})[\s,\-]*({_LETTERS})", text):
        month = say.MONTHS.get(match[2])
        return _whole_month(_year(match[1], today, notes), month) if month else None
    return None


def _part_of(text: str, today: date, notes: list[Note]) -> PartialDate | None:
    match = re.fullmatch(r"(early|mid|middle of|late|start of|end of|beginning of)[\s\-]+(.+)", text)
    if not match:
        return None
    whole = _read(match[2], today, notes)
    third = {"early": 0, "start of": 0, "beginning of": 0, "mid": 1, "middle of": 1}.get(match[1], 2)
    first, last = whole.earliest, whole.latest
    if (first.year, first.month) == (last.year, last.month) and first != last:
        starts = (first, first.replace(day=11), first.replace(day=21))
        ends = (first.replace(day=10), first.replace(day=20), last)
    elif whole == PartialDate.year(first.year):
        starts = (first, date(first.year, 5, 1), date(first.year, 9, 1))
        ends = (date(first.year, 4, 30), date(first.year, 8, 31), last)
    else:
        return None
    return PartialDate.between(starts[third], ends[third])


def _range(text: str, today: date, notes: list[Note]) -> PartialDate | None:
    same_month = rf"(\d{{1,2}})\s?(?:-|–|to|se|से)\s?(\d{{1,2}})\s?({_LETTERS})\s?,?\s?(\d{{4}})"
    if match := re.fullmatch(same_month, text):
        month = say.MONTHS.get(match[3])
        if month is None:
            return None
        name, year = month_name(month, "en").casefold(), match[4]
        return _span(f"{match[1]} {name} {year}", f"{match[2]} {name} {year}", today, notes)
    for pattern in (
        r"(?:between|from)\s+(.+?)\s+(?:and|to|till|until|-|–)\s+(.+)",
        r"(.+?)\s+(?:se|से)\s+(.+?)(?:\s+(?:tak|तक|ke beech|के बीच))?",
        r"(.+?)\s+(?:aur|और|व)\s+(.+?)\s+(?:ke beech|के बीच)(?:\s+में)?",
        r"(.+?)(?:\s+(?:to|till|until|-|–)\s+|–)(.+)",
    ):
        if match := re.fullmatch(pattern, text):
            return _span(match[1], match[2], today, notes)
    return None


_HAS_YEAR = re.compile(r"\d{4}")


def _span(first: str, second: str, today: date, notes: list[Note]) -> PartialDate:
    if not _HAS_YEAR.search(first) and (year := _HAS_YEAR.search(second)):
        first = f"{first} {year.group()}"  # "10 Nov – 3 Dec 2026", "Jan–Mar 2019"
    begins, ends = _read(first, today, notes), _read(second, today, notes)
    if begins.earliest > ends.latest:
        raise DateError(_REVERSED)
    return PartialDate.between(begins.earliest, ends.latest)


def _relative(text: str, today: date, notes: list[Note]) -> PartialDate | None:
    if text in say.TODAY_WORDS:
        return PartialDate.day(today)
    if text in say.YESTERDAY_WORDS:
        return PartialDate.day(today - timedelta(days=1))
    if text in say.EITHER_SIDE_WORDS:
        margin = timedelta(days=say.EITHER_SIDE_WORDS[text])
        notes.append(Note(Assumption.EITHER_SIDE, _EITHER_SIDE.format(said=text)))
        return PartialDate.between(today - margin, today + margin)
    if match := re.fullmatch(rf"(?:(?:{say.LAST_WORDS}|{say.THIS_WORDS}) )?({_LETTERS})", text):
        weekday = say.WEEKDAYS.get(match[1])
        if weekday is not None:
            return PartialDate.day(today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1))
    if match := re.fullmatch(rf"({say.LAST_WORDS}|{say.THIS_WORDS}) ({_LETTERS})", text):
        unit = say.UNITS.get(match[2])
        back = 1 if re.fullmatch(say.LAST_WORDS, match[1]) else 0
        return _units_ago(back, unit, today) if unit and unit != "day" else None
    if match := re.fullmatch(rf"(\d{{1,3}}|\S+) ({_LETTERS}) (?:{say.AGO_WORDS})", text):
        count = int(match[1]) if match[1].isdigit() else say.COUNTS.get(match[1])
        unit = say.UNITS.get(match[2])
        return _units_ago(count, unit, today) if count is not None and unit else None
    return None


def _units_ago(count: int, unit: str, today: date) -> PartialDate:
    # "Two months ago" is not a day: the whole month of that time stays possible.
    if unit == "day":
        return PartialDate.day(today - timedelta(days=count))
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * count)
        return PartialDate.between(monday, min(monday + timedelta(days=6), max(today, monday)))
    if unit == "month":
        index = today.year * 12 + today.month - 1 - count
        return PartialDate.month(index // 12, index % 12 + 1)
    return PartialDate.year(today.year - count)


_RULES: tuple[Callable[[str, date, list[Note]], PartialDate | None], ...] = (
    _unknown,
    _relative,
    _iso,
    _fiscal,
    _numbers,
    _bare_number,
    _named_month,
    _about,
    _part_of,
    _range,
)
