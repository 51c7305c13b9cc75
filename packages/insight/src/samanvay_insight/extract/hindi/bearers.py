"""Persons, trains and shops that bear a place's name in a Hindi sentence."""

from __future__ import annotations

from collections.abc import Sequence

from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.cues import hindi_places as guards
from samanvay_insight.extract.hindi.forms import words
from samanvay_insight.extract.hindi.spot import JOINERS
from samanvay_insight.extract.tokens import Token

_NO_TITLES = words("dalal malik giroh gang गैंग")


def is_person(tokens: Sequence[Token], start: int, end: int) -> bool:
    if end < len(tokens):
        after = tokens[end].low
        if (after in guards.SURNAMES or tokens[end].text.lower() in ("jha", "झा")) and not (
            tokens[end].text.isascii() and tokens[end].text.islower() and len(after) < 3
        ):
            return True
        if after in guards.AFTER_PERSON:
            return True
    for token in tokens[end : end + 5]:
        # "Sarju Basti or Munna Mau nam ke do log"
        if token.low in ("nm", "nmk", "namk"):
            return cues.POST.at(tokens, end) is None
        if token.low in ("se", "me", "ko", "pr", "ne", "he") or token.text in ".,;।":
            break
    if start == 0:
        return False
    at = start - 1
    if tokens[at].text == "." and at:
        at -= 1
    before = tokens[at]
    if before.kind == "number" and before.text.endswith("0"):
        return True
    if before.low in guards.POSTED and end < len(tokens) and tokens[end].low in ("ne", "dvra", "ko", ",", "me"):
        # "thanadhyaksh Rasra ne": the officer of that station.
        return False
    if before.low in guards.TITLES or before.text.lower() in guards.SHORT_TITLES:
        # "ka Gonda" is no constable's
        return before.text not in ("का", "ka") or tokens[start - 1].text == "."
    if before.low in guards.FIRST_NAMES:
        going = end < len(tokens) and tokens[end].low in ("se", "me", "tk")
        return cues.POST.at(tokens, start - 1) is None and not going
    return before.low in cues.SUSPECTS and before.low not in _NO_TITLES and start > 1 and _ends_a_name(tokens, end)


def _ends_a_name(tokens: Sequence[Token], end: int) -> bool:
    return end < len(tokens) and tokens[end].low in ("ko", "ne", "va", "or", ",")


def is_line(tokens: Sequence[Token], end: int) -> bool:
    """Whether a train bears the name with another's: "Jabalpur-Nizamuddin Express"."""
    ahead = [t for t in tokens[end : end + 4] if t.text not in "-\u2013"]
    return any(t.low in guards.TRAINS_AFTER for t in ahead[:2])


def is_thing(tokens: Sequence[Token], end: int) -> bool:
    for token in tokens[end : end + 3]:
        if token.low in guards.THINGS_AFTER:
            return True
        if token.kind == "mark" and token.text != "-":
            return False
        if token.low in cues.BARRIERS or token.low in JOINERS or token.low in cues.WORK | cues.LODGING:
            return False
    return False
