"""Dates as Indian offices write them: 12.11.2026, ०३.०९.२६, 12 November 2026, सितम्बर 2026, Nov 2026, last week."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from samanvay_insight.script.folding import DIGITS

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_HINDI_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "जनवरी janwari janvari janavari",
            "फरवरी फ़रवरी farwari farvari pharvari",
            "मार्च maarch",
            "अप्रैल aprail aprel",
            "मई mai",
            "जून joon",
            "जुलाई julai julaai",
            "अगस्त agast",
            "सितंबर सितम्बर sitambar sitamber",
            "अक्टूबर अक्तूबर aktubar aktoobar oktober aktuber",
            "नवंबर नवम्बर navambar nawambar navamber",
            "दिसंबर दिसम्बर disambar disamber",
        ),
        start=1,
    )
    for name in names.split()
}
_HINDI_MONTH = "|".join(sorted(_HINDI_MONTHS, key=len, reverse=True))
_NO_LETTER = r"(?![^\W\d_]|[\u0900-\u0963])"
_HINDI_FORMS = re.compile(
    rf"""
    (?<!\d)(?P<wd>\d{{1,2}})\s*(?P<wm>{_HINDI_MONTH}){_NO_LETTER}(?:\s*,?\s*(?:(?:सन्?|वर्ष|san|varsh)\s+)?(?P<wy>(?:19|20)\d\d))?
  | (?P<mm>{_HINDI_MONTH}){_NO_LETTER}[\s,-]*(?:(?:सन्?|वर्ष|san|varsh)\s+)?(?P<my>(?:19|20)\d\d)(?!\d)
  | (?:वर्ष|साल|सन्?|varsh|saal|sal|san)\s+(?P<yy>(?:19|20)\d\d)(?![\d/.-]\d|\d)
  | (?<![\d./-])(?P<yl>(?:19|20)\d\d)(?=\s+(?:में|mein|me|ke|के|ki|की){_NO_LETTER})
  | (?<![^\W\d_])(?P<said>आज|कल|aaj|kal|
      (?:पिछले|बीते|गत|इस|pichhle|pichle|beete|gat|is)\s+
      (?:महीने|माह|साल|वर्ष|हफ्ते|सप्ताह|mahine|maah|mah|saal|sal|varsh|hafte|saptah)){_NO_LETTER}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SAID_IN_HINDI = (
    (re.compile("आज|aaj"), "today"),
    (re.compile("^(?:कल|kal)$"), "yesterday"),
    (re.compile("^(?:इस|is) .*(?:म|ma)"), "this month"),
    (re.compile("^(?:इस|is) .*(?:साल|वर्ष|sa|varsh)"), "this year"),
    (re.compile("महीने|माह|mah"), "last month"),
    (re.compile("साल|वर्ष|saal|sal$|varsh"), "last year"),
    (re.compile("हफ्ते|सप्ताह|hafte|saptah"), "last week"),
)
_SINCE_IN_HINDI = re.compile(r"\s*(?:ki\s+\w+\s+)?(?:से|se)\b")
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_FORMS = re.compile(
    rf"""
    (?<![\d./-])(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?![\d/-])
  | (?<![\d./-])(?:\d{{1,2}}[/-](?=\d{{1,2}}\.\d{{1,2}}\.|\d{{1,2}}/\d{{1,2}}/))?
    (?P<d>\d{{1,2}})(?P<sep>[./-])\s?(?P<m>\d{{1,2}})(?P=sep)\s?(?P<y>(?:19|20)\d\d|\d\d)(?![\d/-])
  | (?<!\d)(?P<wd>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?(?P<wm>{_MONTH})\b\.?,?(?:\s*(?P<wy>(?:19|20)\d\d))?
  | \b(?P<um>{_MONTH})\b\.?\s+(?P<ud>\d{{1,2}})(?:st|nd|rd|th)?
    (?:(?:,?\s+(?P<uy>(?:19|20)\d\d))(?!\d)|(?=\s*(?:[,.;:)]|$|\n|(?:the|at|in|on|from|by|and|a|an|near|when|after|he|she|they
      |police|night|morning|evening)\b)))
  | \b(?P<mm>{_MONTH})\b\.?[\s,-]*(?P<my>(?:19|20)\d\d)(?!\d)
  | \b(?:in|during|since|year|(?:early|mid|late)[ -]
        |(?:winter|summer|spring|autumn|monsoon|rains|beginning|end|middle|lockdown)\s+of)
      \s*(?:the\s+year\s+)?(?P<yy>(?:19|20)\d\d)(?![\d/-]|\.\d)
  | \b(?P<said>today|yesterday|last\s+week|last\s+month|this\s+month|last\s+year|this\s+year)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "since 2024", "FIR dated": the date of something else than the happening.
_OTHER = re.compile(r"\b(?:since|born\s+on|dob|f\.?i\.?r\.?[^;,.]{0,30}dated)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateSaid:
    """A date as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, at `start:end` of the text."""

    value: str
    start: int
    end: int
    since: bool = False


def dates(text: str, start: int, end: int, *, written_on: date | None = None) -> list[DateSaid]:
    """The dates in `text[start:end]`; those without a year need the day on which it was written."""
    found: list[DateSaid] = []
    text = text.translate(DIGITS)
    for match in _FORMS.finditer(text, start, end):
        value = _value(match, written_on)
        if value is not None:
            before = text[max(start, match.start() - 40) : match.start()]
            since = _OTHER.search(before) is not None or match.group().lower().startswith("since")
            since = since or _SINCE_IN_HINDI.match(text, match.end(), end) is not None
            found.append(DateSaid(value, match.start(), match.end(), since))
    for match in _HINDI_FORMS.finditer(text, start, end):
        if any(d.start < match.end() and match.start() < d.end for d in found):
            continue
        value = _hindi_value(match, written_on)
        if value is not None:
            since = _SINCE_IN_HINDI.match(text, match.end(), end) is not None
            found.append(DateSaid(value, match.start(), match.end(), since))
    return sorted(found, key=lambda said: said.start)


def _hindi_value(match: re.Match[str], written_on: date | None) -> str | None:
    group = match.groupdict()
    if group["wd"]:
        month = _HINDI_MONTHS[group["wm"].lower()]
        if group["wy"]:
            return _day(int(group["wy"]), month, int(group["wd"]))
        return _latest(month, int(group["wd"]), written_on)
    if group["mm"]:
        return f"{group['my']}-{_HINDI_MONTHS[group['mm'].lower()]:02d}"
    if group["yy"] or group["yl"]:
        return group["yy"] or group["yl"]
    words = " ".join(group["said"].lower().split())
    return next((_relative(said, written_on) for spelt, said in _SAID_IN_HINDI if spelt.search(words)), None)


def _value(match: re.Match[str], written_on: date | None) -> str | None:
    group = match.groupdict()
    if group["iy"]:
        return _day(int(group["iy"]), int(group["im"]), int(group["id"]))
    if group["d"]:
        year = int(group["y"])
        return _day(year if year > 99 else 2000 + year, int(group["m"]), int(group["d"]))
    if group["wd"]:
        month = _MONTHS[group["wm"].lower()]
        if group["wy"]:
            return _day(int(group["wy"]), month, int(group["wd"]))
        return _latest(month, int(group["wd"]), written_on)
    if group["um"]:
        month = _MONTHS[group["um"].lower()]
        if group["uy"]:
            return _day(int(group["uy"]), month, int(group["ud"]))
        return _latest(month, int(group["ud"]), written_on)
    if group["mm"]:
        return f"{group['my']}-{_MONTHS[group['mm'].lower()]:02d}"
    if group["yy"]:
        return group["yy"]
    return _relative(" ".join(group["said"].lower().split()), written_on)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _latest(month: int, day: int, written_on: date | None) -> str | None:
    if written_on is None:
        return None
    year = written_on.year if (month, day) <= (written_on.month, written_on.day) else written_on.year - 1
    return _day(year, month, day)


def _relative(said: str, written_on: date | None) -> str | None:
    if written_on is None:
        return None
    if said == "today":
        return written_on.isoformat()
    if said == "yesterday":
        return (written_on - timedelta(days=1)).isoformat()
    if said == "this month":
        return f"{written_on:%Y-%m}"
    if said == "last month":
        return f"{written_on.replace(day=1) - timedelta(days=1):%Y-%m}"
    if said == "this year":
        return f"{written_on.year}"
    if said == "last year":
        return f"{written_on.year - 1}"
    # A week has no form of its own; the month says it only when the whole week lies in it.
    monday = written_on - timedelta(days=written_on.weekday() + 7)
    sunday = monday + timedelta(days=6)
    return f"{monday:%Y-%m}" if monday.month == sunday.month else None
