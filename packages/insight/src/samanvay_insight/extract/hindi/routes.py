"""Places of a Hindi sentence told as a route, and those told as where something was done."""

from __future__ import annotations

from collections.abc import Sequence

from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.cues import hindi_verbs as verbs
from samanvay_insight.extract.hindi.asked import JOURNEY
from samanvay_insight.extract.hindi.forms import words
from samanvay_insight.extract.hindi.spot import Spot
from samanvay_insight.extract.tokens import Token

_ARROWS = frozenset({"→", "->", "-", "\u2013", "\u2014", ">", "-->", "=>", ">>"})


def where_done(tokens: Sequence[Token], spot: Spot) -> str | None:
    """The role in "Varanasi vah jagah hai jahan Nepal ki ldkia rukti thi"."""
    said = [t.low for t in tokens[spot.end : spot.end + 7]]
    at = next((i for i, w in enumerate(said) if w in cues.FIRST_CHAIN and i > 0), None)
    if at is None or not any(w in _PLACE_WORDS for w in said[:at]):
        return None
    for index in range(spot.end + at + 1, min(spot.end + 20, len(tokens))):
        hit = verbs.MOVES.at(tokens, index)
        if hit is not None and hit[0] in _WHERE:
            return _WHERE[hit[0]]
    return None


_PLACE_WORDS = words("jagah sthan shahar vah wahi wah vahi jagha")


_WHERE = {
    "halt": "via",
    "sell": "goal!",
    "work": "goal!",
    "reach": "goal!",
    "send": "goal!",
    "bring": "goal!",
    "carry": "goal!",
}


def _listed(tokens: Sequence[Token], spot: Spot) -> bool:
    """Whether it is the list of "rut: Dang, Lucknow, Dilli"."""
    led = tokens[: spot.start]
    headed = any(t.low in JOURNEY for t in led) and led[-1].text in (":", "-", "\u2013") if led else False
    return headed and len(spot.heads) > 1


_SHUTTLES = words("aavajahi awajahi taskari dhoti dhota dhote supply")


def _shuttled(tokens: Sequence[Token], spot: Spot) -> bool:
    """ "Malda or Agra ke bich ldkio ki avajahi"."""
    if len(spot.heads) != 2 or spot.role != "at" or tokens[spot.upto - 1].low != "bich":
        return False
    return any(t.low in _SHUTTLES for t in tokens[spot.upto : spot.upto + 6])


def chain_routes(tokens: Sequence[Token], made: list[Spot]) -> None:
    """Give "Nepal → Gorakhpur → Delhi" its ends and stop-overs."""
    index = 0
    while index < len(made):
        if _listed(tokens, made[index]) or _shuttled(tokens, made[index]):
            heads = made[index].heads
            made[index : index + 1] = [Spot([h], h.start, h.end, "via", h.end) for h in heads]
            made[index].role, made[index + len(heads) - 1].role = "home", "goal!"
            made[index].route = True
            index += len(heads)
            continue
        end = index + 1
        while end < len(made):
            gap = "".join(t.low for t in tokens[made[end - 1].end : made[end].start])
            then = end - index > 1 or any(t.low in JOURNEY for t in tokens[: made[index].start])
            if gap not in _ARROWS and not (then and gap in (",fir", "fir", ",orfir", "orfir", ",phir", ",tb")):
                break
            end += 1
        named = made[end - 1].end < len(tokens) and tokens[made[end - 1].end].low in JOURNEY
        if end - index > 1 and (
            named
            or end - index > 2
            or "-" not in "".join(t.text for t in tokens[made[index].end : made[index + 1].start])
        ):
            if named and any(s.role in ("from", "home") for s in made[:index]):
                # "Kailali se ... Dhangadhi-Gauriphanta marg se": the road that they went.
                for spot in made[index:end]:
                    spot.role = "via"
                index = end
                continue
            made[index].role, made[index].route = "home", True
            for spot in made[index + 1 : end - 1]:
                spot.role = "via"
            made[end - 1].role = "goal!"
        index = end
