"""Exact days of a text moved by one number of days, each written as it was: 12.11.2026, 3rd Nov, ३ नवंबर."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from samanvay_insight.extract.dates import dates
from samanvay_insight.script.folding import DIGITS


def _words(said: str) -> list[str]:
    return said.split()


_FULL = _words("january february march april may june july august september october november december")
_SHORT = _words("jan feb mar apr may jun jul aug sep oct nov dec")
_HINDI = _words("जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर")
_ROMAN = _words("janwari farwari march aprail mai joon julai agast sitambar aktubar navambar disambar")
_NO_MONTH = frozenset(_words("st nd rd th of san sann varsh सन सन् वर्ष"))
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0963])*")
_NUMBER = re.compile(r"[0-9\u0966-\u096f]+")
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b", re.IGNORECASE)
# "12 to 15 November", "26 & 27 Nov": the day before belongs to the same month.
_DAY_BEFORE = re.compile(
    r"(?<![\d./-])(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*(?:to|and|or|&|-|–|,|/|se|aur|va|से|और|व|एवं|तथा)\s*$", re.IGNORECASE
)
# "dt 26.11", "दिनांक 26/11": a day without its year.
_NO_YEAR = re.compile(
    r"(?:\b(?:dt|dtd|date|dated|dinank|on)\b|दिनांक|दि0|दि\.)[\s:.\-]*(?P<day>\d{1,2})\s?[./-]\s?(?P<month>\d{1,2})(?![\d./-]*\d)",
    re.IGNORECASE,
)
_DEVANAGARI = {ord(str(n)): chr(0x0966 + n) for n in range(10)}


class CannotMove(ValueError):
    """A day that cannot be written anew in its own form."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words at ``start:end`` of a text, and what stands there instead."""

    start: int
    end: int
    instead: str


def moved_days(text: str, written_on: date, by: timedelta) -> list[Piece]:
    """Return the exact days of a text with what stands there after moving. Raises CannotMove.

    A day without a year is that nearest before ``written_on``, as it is read.
    """
    found: list[Piece] = []
    plain = text.translate(DIGITS)
    for said in dates(text, 0, len(text), written_on=written_on):
        words = text[said.start : said.end]
        if len(said.value) != len("2026-11-12") or not _NUMBER.search(words):
            continue
        day = date.fromisoformat(said.value)
        found.append(Piece(said.start, said.end, _written(words, day, day + by)))
        before = _DAY_BEFORE.search(plain, 0, said.start)
        if before is not None and not plain[said.start : said.end].startswith("20"):
            first = _same_month(day, int(before["day"]))
            found.append(Piece(*before.span("day"), _like(before["day"], text[before.start("day")], (first + by).day)))
    found += _without_year(text, plain, written_on, by, found)
    return sorted(found, key=lambda piece: piece.start)


def _without_year(text: str, plain: str, written_on: date, by: timedelta, known: list[Piece]) -> Iterator[Piece]:
    for match in _NO_YEAR.finditer(plain):
        if any(piece.start < match.end() and match.start() < piece.end for piece in known):
            continue
        try:
            new = date(written_on.year, int(match["month"]), int(match["day"])) + by
        except ValueError:
            continue
        for name, number in (("day", new.day), ("month", new.month)):
            yield Piece(*match.span(name), _like(match[name], text[match.start(name)], number))


def _same_month(day: date, number: int) -> date:
    try:
        first = day.replace(day=number)
    except ValueError as error:
        raise CannotMove(str(number)) from error
    if first <= day:
        return first
    # "30 and 1 November": the earlier one is of the month before.
    return _same_month(day.replace(day=1) - timedelta(days=1), number)


def _written(words: str, old: date, new: date) -> str:
    numbers = [*_NUMBER.finditer(words)]
    values = [int(each.group().translate(DIGITS)) for each in numbers]
    months = [each for each in _WORD.finditer(words) if each.group().lower() not in _NO_MONTH]
    if months:
        return _with_month(words, months[0].span(), numbers, values, new)
    if len(values) == 3 and values[0] > 31:
        parts = [new.year, new.month, new.day]
    elif len(values) == 3:
        parts = [new.day, new.month, new.year]
    elif len(values) == 4:
        # "11/12.11.2026": the night between two days.
        parts = [(new + (_same_month(old, values[0]) - old)).day, new.day, new.month, new.year]
    else:
        raise CannotMove(words)
    return _put(words, [(each.span(), part) for each, part in zip(numbers, parts, strict=True)])


def _with_month(words: str, at: tuple[int, int], numbers: list[re.Match[str]], values: list[int], new: date) -> str:
    name = words[slice(*at)]
    parts: list[tuple[tuple[int, int], int]] = []
    for each, value in zip(numbers, values, strict=True):
        parts.append((each.span(), new.day if value <= 31 else new.year))
    written = _put(words, parts, (at, _month(name, new.month)))
    suffix = "th" if new.day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(new.day % 10, "th")
    return _ORDINAL.sub(suffix, written)


def _month(name: str, number: int) -> str:
    low = name.lower()
    if not name.isascii():
        return _HINDI[number - 1]
    table = _FULL if low in _FULL else _SHORT if low in (*_SHORT, "sept") else _ROMAN
    new = table[number - 1]
    return new.upper() if name.isupper() else new if name.islower() else new.title()


def _put(words: str, parts: list[tuple[tuple[int, int], int]], named: tuple[tuple[int, int], str] | None = None) -> str:
    said = [(span, _like(words[slice(*span)], words[span[0]], value)) for span, value in parts]
    for (start, end), new in sorted([*said, *([named] if named else [])], reverse=True):
        words = words[:start] + new + words[end:]
    return words


def _like(old: str, sign: str, value: int) -> str:
    """Return a number of as many digits as the old one, in its digits."""
    if len(old) == 2 and value > 99:
        value %= 100
    # "3 Nov" stays without a nought before; "03" keeps it.
    new = f"{value:02d}" if old.translate(DIGITS).startswith("0") or len(old) == 2 else str(value)
    return new.translate(_DEVANAGARI) if "\u0966" <= sign <= "\u096f" else new
