"""The part of a place in a Hindi sentence by the nouns and the postposition after it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.cues import hindi_verbs as verbs
from samanvay_insight.extract.hindi.forms import words
from samanvay_insight.extract.hindi.numbers import number_at
from samanvay_insight.extract.hindi.spot import AND, Spot
from samanvay_insight.extract.tokens import Token

# "Gonda ki madad se" is no place.
_MEANS = words(
    "madad suchna soochna vajah wajah taraf or ore sahyog nirdesh madhyam karan kaaran prayas tahrir shikayat "
    "sath saath roop rup tarah marzi "
    "sandarbh sambandh sambandhit mamle prakaran kram silsile avsar din samay beech bich liye vishay maah sal varsh "
    "virodh "
    "khilaf badle badla pas lalach jhanse chakkar halat kabje kabja hath haath "
    "baat bat sahayata jankari naam tarike nazar nigrani agya adesh aadesh raste taur baare bare"
)
_TICKET = words("ticket टिकट tikat")
_ENDS = frozenset(
    {"pr", "pe", "tk", "dvra", "se", "me", "ko", "ne", "he", "hu", "hun", "thi", "the", "tha", "kia", ";", "।"}
)
SAID_TO_BE = words("bataya batayi bataye batai nikli nikla nikle bataya gaya batate batati bata")
PEOPLE = cues.VICTIMS | cues.PERSONS | cues.SUSPECTS | cues.OFFICERS | cues.PUBLIC


def read_postposition(tokens: Sequence[Token], spot: Spot, limit: int, nouns: Collection[int]) -> bool:
    """Read the nouns and the postposition after the spot; false where there is none."""
    position = spot.end
    while position < min(limit, spot.end + 12, len(tokens)):
        token = tokens[position]
        kind = cues.KIND.at(tokens, position)
        if token.text in ("(", ")"):
            position += 1
            continue
        named = cues.NAMED.at(tokens, position)
        if named is not None and position - spot.end <= 2:
            spot.role, spot.upto = {"goal": "to"}.get(named[0], named[0]), named[1]
            spot.role = {"to": "goal!", "via": "via", "origin": "home"}[spot.role]
            return True
        hit = cues.POST.at(tokens, position)
        if hit is not None and not (hit[0] == "home" and hit[1] - position == 1 and position > spot.end + 2):
            if hit[0] == "of":
                step = _through(tokens, hit[1], limit)
                if step is None:
                    return _of(tokens, spot, hit[1], nouns)
                _note(spot, tokens, hit[1], step)
                position = step
                continue
            if hit[0] == "at":
                step = (
                    _through(tokens, hit[1], limit)
                    if tokens[position].low == "me" or "sthit" in tokens[position].low
                    else None
                )
                outer = cues.POST.at(tokens, step) if step is not None and step < len(tokens) else None
                if step is not None and outer is not None and outer[0] in ("from", "at"):
                    # "Jaipur me ek factory se"
                    _note(spot, tokens, hit[1], step)
                    position = step
                    continue
                spot.par = tokens[position].low in ("pr", "pe", "per")
            if hit[0] == "home":
                spot.bearer = _person_after(tokens, hit[1], nouns)
            spot.role, spot.upto = hit[0], hit[1]
            return True
        if kind is not None:
            spot.stop = spot.stop or kind[0] in ("border", "station", "halt")
            position = kind[1]
            continue
        if token.low in cues.WORK | cues.LODGING | cues.SPOTS | cues.VEHICLES or token.low in cues.CARE:
            _note(spot, tokens, position, position + 1)
            position += 1
            continue
        numbered = token.kind == "number" and position > spot.end and cues.KIND.at(tokens, position - 1) is not None
        if token.low in cues.THROUGH or token.low in ("kstr", "chetr") or numbered:
            position += 1
            continue
        if position > spot.end and spot.work and verbs.MOVES.at(tokens, position) is not None:
            # "Bhadohi ki klin fektri ja rhe"
            spot.role, spot.upto = "bare", position
            return True
        return False
    return False


def _note(spot: Spot, tokens: Sequence[Token], start: int, end: int) -> None:
    words = {t.low for t in tokens[start:end]}
    spot.work = spot.work or bool(words & cues.WORK and not words & {"ghr"})
    spot.lodging = spot.lodging or bool(words & cues.LODGING)
    spot.care = spot.care or bool(words & cues.CARE - cues.LODGING)
    spot.vehicle = spot.vehicle or bool(words & (cues.VEHICLES - cues.ROADS) and not words & cues.WORK)
    spot.stop = spot.stop or any(_stop_at(tokens, i) for i in range(start, end))


def _stop_at(tokens: Sequence[Token], index: int) -> bool:
    hit = cues.KIND.at(tokens, index)
    return hit is not None and hit[0] in ("border", "station", "halt")


def _through(tokens: Sequence[Token], start: int, limit: int) -> int | None:
    """The token after the noun of a place, where "ki sadi factory" or "ke ek hotel" goes on."""
    nouns = cues.WORK | cues.LODGING | cues.SPOTS | cues.VEHICLES | cues.CARE
    position, last = start, None
    while position < min(limit, start + 9, len(tokens)):
        token = tokens[position]
        kind = cues.KIND.at(tokens, position)
        if kind is not None:
            last = position = kind[1]
            continue
        if token.low in PEOPLE and position > start and number_at(tokens, position - 1) is not None:
            # "Latehar ke 6 privr": persons, not where they were sent home to.
            break
        if token.low in nouns:
            position += 1
            last = position
            continue
        if token.low in PEOPLE and token.low not in cues.THROUGH:
            break
        plain = token.kind == "word" and token.low not in cues.BARRIERS and verbs.EVENTS.at(tokens, position) is None
        if last == position and plain and position + 1 < limit and tokens[position + 1].low in ("me", "se", "pr"):
            # "orchestra bar me"
            position = last = position + 1
            continue
        if last is not None and token.kind == "word" and position + 1 < limit and tokens[position + 1].low in cues.WORK:
            # "car wash dukan"
            position += 1
            continue
        if token.low in cues.THROUGH or (token.kind == "number" and not last):
            position += 1
            continue
        if (
            last is None
            and token.kind == "word"
            and position - start < 4
            and token.low not in cues.BARRIERS
            and verbs.MOVES.at(tokens, position) is None
            and verbs.EVENTS.at(tokens, position) is None
        ):
            position += 1
            continue
        break
    ends = ("se", "me", "pr")
    if last is None and 0 < position - start < 4 and position < len(tokens) and tokens[position].low in ends:
        # A noun that no table has: "Kanpur ki ... se mukt".
        means = {t.low for t in tokens[start:position]} & _MEANS
        return None if means or any(t.low in PEOPLE for t in tokens[start:position]) else position
    if last is None or last >= len(tokens):
        return None
    after = cues.POST.at(tokens, last)
    if after is None and tokens[last].low not in cues.THROUGH and verbs.MOVES.at(tokens, last) is None:
        return None
    return last


def _person_after(tokens: Sequence[Token], start: int, nouns: Collection[int] = ()) -> int | None:
    """The person whose home it is, a few adjectives on."""
    for position in range(start, min(start + 9, len(tokens))):
        token = tokens[position]
        if token.low in PEOPLE or position in nouns:
            return position
        if (
            token.low == "se"
            and position + 1 < len(tokens)
            and tokens[position + 1].low in ("adhik", "jyada", "upr", "km", "jada")
        ):
            continue
        if token.low in _ENDS or token.text in ".;,":
            return None
        if verbs.MOVES.at(tokens, position) is not None and token.low not in ("ja",):
            return None
    return None


def _of(tokens: Sequence[Token], spot: Spot, start: int, nouns: Collection[int]) -> bool:
    spot.upto = start
    if start < len(tokens) and tokens[start].low in _TICKET:
        spot.role = "goal!"
        return True
    bearer = _person_after(tokens, start, nouns)
    bought = bearer is not None and tokens[bearer].low not in cues.VICTIMS and _sold_to(tokens, bearer + 1)
    if bearer is not None and (_taken_from(tokens, bearer + 1) or bought):
        # "recovered from a couple of Mau"
        spot.role = "at"
        return True
    if bearer is not None:
        spot.role, spot.bearer = "home", bearer
        return True
    ahead = tokens[start].low if start < len(tokens) else ""
    if ahead in SAID_TO_BE:
        # "khud ko Saharsa ka btaya"
        spot.role = "home"
        return True
    if ahead in cues.VEHICLES and start + 1 < len(tokens) and tokens[start + 1].low.startswith("pkd"):
        # "Mumbai ki tre pkdne vali thi"
        spot.role = "goal!"
        return True
    if (
        ahead in ("hu", "hun", "ho", "he", "thi", "the", "tha", "hoti", "hote", "hota", "hi")
        or not ahead
        or tokens[start].kind == "mark"
    ):
        # "blk Buxar ka he"
        spot.role = "home"
        return True
    name = [t.text for t in tokens[start : start + 4]]
    if "(" in name and any(t.isdecimal() for t in name):
        # "Semra ki Sita (14)": the age stands for the person.
        spot.role = "home"
        return True
    if spot.start and (ahead in AND) and number_at(tokens, spot.start - 1) is not None:
        # "4 Bahraich ke or 3 Sitapur ke"
        spot.role = "home"
        return True
    owned = spot.start > 0 and tokens[spot.start - 1].low in cues.VICTIMS | cues.PERSONS
    # "ek ldka Sitapur ka Surat me fsa he"
    spot.role = "home" if owned else "of"
    return True


def _sold_to(tokens: Sequence[Token], index: int) -> bool:
    """ "Hisar ke ek admi ko bech dia": where the buyer was."""
    if index >= len(tokens) or tokens[index].low not in ("ko", "ke"):
        return False
    hits = (verbs.MOVES.at(tokens, i) for i in range(index + 1, min(index + 5, len(tokens))))
    return any(hit is not None and hit[0] == "sell" for hit in hits)


def _taken_from(tokens: Sequence[Token], index: int) -> bool:
    words_ahead = [t.low for t in tokens[index : index + 2]]
    return words_ahead[:1] == ["se"] or words_ahead in (
        ["ke", "pas"],
        ["ke", "ps"],
        ["ke", "kbje"],
        ["ke", "ghr"],
        ["ke", "yha"],
    )
