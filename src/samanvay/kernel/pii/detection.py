"""What in a text could identify one person.

It errs towards asking: whoever writes confirms that it identifies nobody, or takes it out. It finds what people
usually write of a victim, not everything that could be written.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from samanvay.kernel.contacts import contains_aadhaar, contains_phone, long_numbers
from samanvay.kernel.digits import latin_digits
from samanvay_insight import gazetteer

from . import patterns as words
from .kinds import REFUSED_OUTRIGHT, PiiKind

NEAR = 32  # letters between a name and an age
TOLD_PLACES = ("country", "state", "division", "district", "region", "town", "crossing", "station")


@dataclass(frozen=True, slots=True, order=True)
class PiiMatch:
    """A piece of a text, from ``start`` up to ``end``, and what it seems to be."""

    start: int
    end: int
    kind: PiiKind

    @property
    def is_refused(self) -> bool:
        return self.kind in REFUSED_OUTRIGHT


def find_pii(text: str) -> list[PiiMatch]:
    """Return what in a text could identify one person, in its order; of pieces that overlap the graver or longer."""
    plain = _plain(text)
    found = [*_long_numbers(plain), *_patterns(plain), *_named(plain), *_near_ages(plain)]
    return _apart(found)


# Longer than any word: a pattern would look through it anew from each of its letters.
_WITHOUT_END = re.compile("[A-Za-z\u0900-\u0963]{60,}|[0-9]{60,}")


def _plain(text: str) -> str:
    """Return a text with Latin digits, and with blanks where letters stand without end."""
    return _WITHOUT_END.sub(lambda match: " " * len(match.group()), latin_digits(text))


def _apart(found: Iterable[PiiMatch]) -> list[PiiMatch]:
    every = sorted(found, key=lambda one: (not one.is_refused, one.start - one.end, one.start))
    taken = bytearray(max((each.end for each in every), default=0))
    kept: list[PiiMatch] = []
    for each in every:
        if not any(taken[each.start : each.end]):
            taken[each.start : each.end] = b"\1" * (each.end - each.start)
            kept.append(each)
    return sorted(kept)


def find_names(text: str) -> list[PiiMatch]:
    """Return what in a text looks like a person's name, in its order."""
    plain = _plain(text)
    return _apart([*_named(plain), *_near_ages(plain)])


def _long_numbers(text: str) -> Iterator[PiiMatch]:
    text = words.CASE_NUMBER.sub(lambda match: "x" * len(match.group()), text)  # its digits read like a telephone's
    is_known = False
    for start, end in long_numbers(text):
        said = text[max(0, start - 1) : end]  # with a "+" before it
        kind = PiiKind.NUMBER
        if contains_aadhaar(said):
            kind = PiiKind.AADHAAR
        elif contains_phone(said):
            kind = PiiKind.PHONE
        is_known = is_known or kind in REFUSED_OUTRIGHT
        yield PiiMatch(start, end, kind)
    if not is_known and (contains_aadhaar(text) or contains_phone(text)):
        yield PiiMatch(0, len(text), PiiKind.AADHAAR if contains_aadhaar(text) else PiiKind.PHONE)


def _patterns(text: str) -> Iterator[PiiMatch]:
    for kind, patterns in words.PATTERNS.items():
        for pattern in patterns:
            for match in pattern.finditer(text):
                yield PiiMatch(*match.span(), kind)


def _named(text: str) -> Iterator[PiiMatch]:
    """Yield names that are said to be names: after "named", after a title, before a surname."""
    for pattern in words.NAMED:
        for match in pattern.finditer(text):
            yield PiiMatch(*match.span("name"), PiiKind.NAME)
    for match in words.TWO_WORDS.finditer(text):
        start, end = match.start(), match.end("last")
        if words.is_surname(match["last"]) and not _is_place(text[start:end]):
            yield PiiMatch(start, end, PiiKind.NAME)


def _near_ages(text: str) -> Iterator[PiiMatch]:
    """Yield capitalised words near the age of one person that are no place and no common word."""
    for age in words.AGE.finditer(text):
        before, after = _clause(text, age.start(), age.end())
        for match in words.CAPITALISED.finditer(text, before, after):
            if match.end() <= age.start() or match.start() >= age.end():
                yield from _without_places(match)
    for match in words.HINDI_NAME_AND_AGE.finditer(text):
        said = match["name"].split()
        if not any(word in words.HINDI_GROUPS for word in said) and not _is_place(match["name"]):
            yield PiiMatch(*match.span("name"), PiiKind.NAME)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of what stands near an age in its own sentence."""
    before, after = max(0, start - NEAR), min(len(text), end + NEAR)
    stops = [match.end() for match in words.STOP.finditer(text, before, start)]
    following = words.STOP.search(text, end, after)
    while before and text[before - 1].isalnum():
        before -= 1
    while after < len(text) and text[after - 1].isalnum() and text[after].isalnum():
        after += 1
    return (stops[-1] if stops else before), (following.start() if following else after)


def _without_places(match: re.Match[str]) -> Iterator[PiiMatch]:
    if _is_place(match.group()):
        return
    for word in re.finditer(r"\w+", match.group()):
        said = word.group()
        if said.lower() not in words.COMMON and not _is_place(said):
            yield PiiMatch(match.start() + word.start(), match.start() + word.end(), PiiKind.NAME)


def _is_place(name: str) -> bool:
    return bool(gazetteer.lookup(name, kinds=TOLD_PLACES))
