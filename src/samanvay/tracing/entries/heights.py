"""Heights as they are told: 152 cm, 5'4", "5 ft 4 in", 5.4 (feet.inches, as sheets write it), 1.52 m; ranges too."""

import re
from dataclasses import dataclass

from samanvay.kernel.digits import latin_digits

LEAST, MOST = 30, 230  # centimetres
CM_OF_INCH = 2.54
MARGIN = 3  # of a height told as "about"

_ABOUT = re.compile(r"\b(?:about|approx\w*|around|nearly)\b|~|लगभग|करीब|क़रीब|अंदाज|lagbhag|karib")
_PARTS = re.compile(r"\s*(?:\bto\b|\bse\b|से|–|—|-)\s*")
_FEET = re.compile(
    r"(\d{1,2})\s*(?:feet|foot|ft\.?|f\b|'|′|’|फुट|फ़ुट|फीट|फ़ीट|फिट)\s*"
    r"(?:(\d{1,2}(?:\.\d)?)\s*(?:inch(?:es)?|in\.?|\"|″|”|''|इंच|इन्च)?)?"
)
_CM = re.compile(r"(\d{2,3}(?:\.\d+)?)\s*(?:cms?|centimet\w*|से\.?\s*मी\.?|सेमी\.?|सेंटीमीटर)?\.?")
_METRES = re.compile(r"(1\.\d{1,2}|2\.[0-3]\d?)\s*(?:m|met\w*|मी\.?|मीटर)?\.?")
_DOTTED = re.compile(r"([2-7])\.(\d{1,2})\s*(?:feet|foot|ft|फुट|फ़ुट|फीट|फ़ीट|फिट)?\.?")
_WHOLE_FEET = re.compile(r"[3-7]")


@dataclass(frozen=True, slots=True)
class HeightTold:
    """Every whole centimetre from ``lowest`` to ``highest`` was told."""

    lowest: int
    highest: int


def read_height(text: str) -> HeightTold | None:
    """Return what a text tells of a height; None where it tells none that a person has."""
    said = latin_digits(" ".join(text.split())).lower()
    guessed = _ABOUT.search(said) is not None
    said = _ABOUT.sub(" ", said).strip(" .:")
    parts = [part for part in _PARTS.split(said) if part]
    if not 1 <= len(parts) <= 2:
        return None
    found = [_centimetres(part) for part in parts]
    if any(each is None for each in found):
        return None
    lowest, highest = min(filter(None, found)), max(filter(None, found))
    if guessed:
        lowest, highest = lowest - MARGIN, highest + MARGIN
    return HeightTold(lowest, highest)


def _centimetres(said: str) -> int | None:
    said = said.strip()
    if (feet := _FEET.fullmatch(said)) is not None:
        inches = float(feet[2] or 0)
        return _within(int(feet[1]) * 12 + inches, CM_OF_INCH) if inches < 12 else None
    if (metres := _METRES.fullmatch(said)) is not None:  # a bare 1.5 is metres, a bare 5.4 feet and inches
        return _within(float(metres[1]), 100)
    if (dotted := _DOTTED.fullmatch(said)) is not None:
        return _within(int(dotted[1]) * 12 + int(dotted[2]), CM_OF_INCH) if int(dotted[2]) < 12 else None
    if (centimetres := _CM.fullmatch(said)) is not None:
        return _within(float(centimetres[1]), 1)
    if _WHOLE_FEET.fullmatch(said):
        return _within(int(said) * 12, CM_OF_INCH)
    return None


def _within(number: float, size: float) -> int | None:
    found = round(number * size)
    return found if LEAST <= found <= MOST else None
