"""Persons of a Hindi sentence who are told by name, one or several after one noun, or by what they did."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.cues import hindi_verbs as verbs
from samanvay_insight.extract.hindi.counted import NOUNS, is_unknown
from samanvay_insight.extract.hindi.forms import words
from samanvay_insight.extract.hindi.spot import AND
from samanvay_insight.extract.people import Persons
from samanvay_insight.extract.tokens import Token

_LONGEST = 3
_ENDS = words("ko ne dvara dwara samet sahit bhi dono teeno tino charo naam namak giraftar jail jel")
_NO_NAMES = words(
    "subah shaam sham raat aaj kal der dopahar mauke turant wahan vahan yahan sakushal surakshit abhi sirf keval "
    "bhi hi phir fir jo jis jinhone faraar farar sahit samet dono teeno charo se dwara dvara akela akele saath pahle "
    "uske uski uska unke unki unka apne apni apna iske iski inke inki jiske jinke "
    "pehle police bandhak kaid gaya naam namak kathit mukhya purv fir darj mukadma gram thana"
)
_DOERS = frozenset({"vla", "vli", "vle", "valo"})
_TAKING = ("carry", "sell", "bring", "send")


def names_after(tokens: Sequence[Token], end: int, named: Collection[int]) -> tuple[int, int]:
    """The token after the names that follow a noun, "dalal Sonu, Kallu aur Munni ko", and how many they are."""
    at, count = end, 0
    while at < len(tokens):
        stop = _name(tokens, at, named)
        if stop == at:
            break
        count, last = count + 1, stop
        if stop < len(tokens) - 1 and tokens[stop].low in AND and _name(tokens, stop + 1, named) > stop + 1:
            at = stop + 1
            continue
        return (last, count) if _closed(tokens, end, last, count, named) else (end, 0)
    return end, 0


def _name(tokens: Sequence[Token], at: int, named: Collection[int]) -> int:
    stop = at
    while stop < len(tokens) and stop - at < _LONGEST and _is_name(tokens, stop, named):
        stop += 1
    return stop


def _is_name(tokens: Sequence[Token], at: int, named: Collection[int]) -> bool:
    token = tokens[at]
    if token.text.isascii() and not token.text[:1].isupper():
        return False
    return is_unknown(tokens, at, named) and token.low not in _NO_NAMES and token.low not in cues.VEHICLES


def _closed(tokens: Sequence[Token], begin: int, end: int, count: int, named: Collection[int]) -> bool:
    """Whether what follows ends a list of names: a case, a verb, or in Latin letters anything."""
    if end >= len(tokens) or tokens[begin].text.isascii():
        return True
    follows = tokens[end].low in _ENDS or end in named or verbs.EVENTS.at(tokens, end) is not None
    return follows or (count > 1 and tokens[end].kind == "mark")


def doer(tokens: Sequence[Token], index: int) -> Persons | None:
    """ "unhe kharidne vala girftar": the one who did it, with no noun of his own."""
    if tokens[index].low not in _DOERS or index == 0:
        return None
    after = index + 1
    if after < len(tokens):
        follows = tokens[after]
        ended = follows.kind == "mark" or follows.low in _ENDS | AND or verbs.EVENTS.at(tokens, after) is not None
        if not ended or follows.low in NOUNS:
            return None
    begin = taking(tokens, index)
    if begin is None:
        return None
    return Persons("suspects", begin, after, 1 if tokens[index].low in ("vla", "vli") else None, False, False, False)


def taking(tokens: Sequence[Token], end: int) -> int | None:
    """Where a verb of taking or selling away begins that ends there: "le jane", "bechne"."""
    for start in range(max(0, end - 3), end):
        hit = verbs.MOVES.at(tokens, start)
        if hit is not None and hit[1] == end and hit[0] in _TAKING and tokens[end - 1].low.endswith("ne"):
            return start
    return None
