"""Places that stand together in a Hindi sentence, and the part that the words after them give."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from samanvay.insight.extract import atlas
from samanvay.insight.extract.cues import hindi as cues
from samanvay.insight.extract.cues import hindi_places as guards
from samanvay.insight.extract.cues import hindi_verbs as verbs
from samanvay.insight.extract.hindi.forms import words
from samanvay.insight.extract.hindi.people import number_at
from samanvay.insight.extract.hindi.routes import chain_routes, where_done
from samanvay.insight.extract.hindi.spot import AND, Spot
from samanvay.insight.extract.mentions import Mention
from samanvay.insight.extract.people import Persons
from samanvay.insight.extract.tokens import Token

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
_SAID_TO_BE = words("bataya batayi bataye batai nikli nikla nikle bataya gaya batate batati bata")
_ADDRESS = words("ghar pata mayka maika gaon niwas nivas")
_THEN = words(
    "tadupranth tadoprant tatpashchat uprant upraant तदुपरान्त तत्पश्चात phir fir ant me aakhir akhir baad uske iske "
    "wahan vahan se"
)
_LABELS = words("gantavya destination manzil manjil")
_GOES_ON = AND | words("sath saath jahan wahan ke kaam")
_INSIDE = frozenset({"ke", "ki", "ka", ",", "(", "me", "-", "sthit", "sthith", "antrgt", "ntrgt"})
_GOING = ("go", "carry", "send", "reach", "bring", "come")


def spots(tokens: Sequence[Token], found: Sequence[Mention], who: Sequence[Persons] = ()) -> list[Spot]:
    """The spots of one sentence, in order, each with its role; `who` are its persons."""
    nouns = frozenset(i for p in who for i in range(p.start, p.end) if tokens[i].kind == "word")
    made: list[Spot] = []
    for mention in found:
        last = made[-1] if made else None
        if last is not None and not mention.demonym and not last.demonym and _joins(tokens, last, mention):
            last.end = mention.end
            continue
        made.append(Spot([mention], mention.start, mention.end, demonym=mention.demonym))
    for index, spot in enumerate(made):
        _assign(tokens, spot, made[index + 1] if index + 1 < len(made) else None, nouns)
    for one, other in pairwise(made):
        again = one.heads[-1].place.key == other.heads[0].place.key and other.role == "from"
        if again and one.role == "none":
            one.role, one.upto = "bare", one.end
    for index, one in enumerate(made[:-1]):
        then = next((s for s in made[index + 1 :] if s.role != "via"), None)
        if then is None or any(a.upto != b.start for a, b in pairwise(made[index : made.index(then) + 1])):
            continue
        other = then
        ended = other.end >= len(tokens) or tokens[other.end].kind in ("mark", "number")
        ended = ended or cues.BEFORE.at(tokens, other.end) is not None
        if one.role == "from" and other.role == "none" and ended and not _on_line(tokens, one):
            # "Anuppur se Noida: 2 ldkia"
            one.role, one.route, other.role = "home", True, "goal!"
    for one, other in zip(reversed(made[:-1]), reversed(made[1:]), strict=True):
        # "Sitapur 4, Hardoi 3": each for itself; "Surat ya Mumbai": as the last.
        between = tokens[one.end : other.start]
        if one.role == "none" and between and all(t.low in AND or t.low in _THEN for t in between):
            listed = all(t.low in AND for t in between)
            one.role, one.upto = other.role, other.upto if listed else one.end
    for one, other in pairwise(made):
        stop = next((s for s in made if s.role == "via" and s.start < one.start), None)
        if stop is not None and one.role == "home" and other.role == "none" and other.start - one.upto <= 1:
            # "... ka halt Varanasi tha or Nepal valo ka Gorakhpur"
            other.role = "via"
    for one, other in pairwise(made):
        inner = all(atlas.within(h.place, one.heads[-1].place) for h in other.heads)
        if (
            one.role == "at"
            and other.role in ("at", "from")
            and other.start == one.upto
            and inner
            and len(one.heads) == 1
        ):
            # "Fatehpur me Khaga ke smip": the one lies in the other.
            one.role = "none"
    chain_routes(tokens, made)
    return made


def opens(tokens: Sequence[Token], start: int) -> bool:
    """Whether nothing but the number of a list stands before: "(2) Amroha: ...", "- Amroha: ..."."""
    said = [t.text for t in tokens[max(0, start - 3) : start]]
    if len(said) == 3 and said[0] == "(" and said[2] == ")" and tokens[start - 2].kind == "number":
        return True
    return all(t.kind in ("mark", "number") or len(t.text) == 1 for t in tokens[:start]) and start < 5


def _on_line(tokens: Sequence[Token], spot: Spot) -> bool:
    """Whether a train or bus is named by its ends: "gadi Gonda se Surat"."""
    return any(t.low in cues.VEHICLES for t in tokens[max(0, spot.start - 3) : spot.start])


def _joins(tokens: Sequence[Token], spot: Spot, mention: Mention) -> bool:
    gap = [t.low for t in tokens[spot.end : mention.start]]
    head = spot.heads[-1]
    inner = list(gap)
    position = spot.end
    while position < mention.start:
        hit = cues.KIND.at(tokens, position) or guards.KIND_BEFORE.at(tokens, position)
        if hit is not None and hit[1] <= mention.start:
            for i in range(position, hit[1]):
                inner[i - spot.end] = ""
            position = hit[1]
        else:
            position += 1
    if mention.place.key in {h.place.key for h in spot.heads} and gap and gap[-1] in AND:
        # "Kolkata se Agra, Agra se Jaipur"
        return False
    rest = [w for w in inner if w and w not in ("kstr", "chetr", "kshetr", "bhrt", "plis", "police", "relve")]
    if len(rest) <= 2 and all(w in _INSIDE for w in rest):
        if head.place.key == mention.place.key:
            return True
        if atlas.within(head.place, mention.place):
            return True
        if atlas.within(mention.place, head.place) and rest != ["me"]:
            spot.heads[-1] = mention
            return True
        local = head.kind in ("town", "village", "station") and mention.kind in ("district", "town", "village")
        if local and rest in ([], [","]) and gap and _kind_before(tokens, mention):
            return True
    told = rest == [","] and cues.BEFORE.ending(tokens, spot.start) is not None
    if rest and len(rest) <= 2 and all(w in AND for w in rest) and not told:
        spot.heads.append(mention)
        return True
    return False


def _kind_before(tokens: Sequence[Token], mention: Mention) -> bool:
    return guards.KIND_BEFORE.ending(tokens, mention.start) is not None


def _assign(tokens: Sequence[Token], spot: Spot, following: Spot | None, nouns: Collection[int]) -> None:
    spot.upto = spot.end
    limit = following.start if following is not None else len(tokens)
    if spot.demonym:
        spot.role = "home"
        spot.bearer = next(
            (
                i
                for i in range(spot.start, min(spot.end + 4, len(tokens)))
                if tokens[i].low in _PEOPLE and i >= spot.end
            ),
            None,
        )
        if spot.bearer is None:
            spot.role = "none"
        return
    before = guards.LOCAL_BEFORE.ending(tokens, spot.start)
    agency = spot.end < len(tokens) and tokens[spot.end].low in guards.AGENCY_AFTER
    if before is not None and before[0] == "agency" and not guards.KIND_BEFORE.ending(tokens, spot.start):
        spot.role, spot.upto = "agency", spot.end
        return
    if agency and not (before and before[0] == "local"):
        spot.role = "agency"
        spot.upto = spot.end + 1
        return
    where = where_done(tokens, spot)
    if where is not None:
        spot.role = where
        return
    kind = guards.KIND_BEFORE.ending(tokens, spot.start)
    led = cues.BEFORE.ending(tokens, spot.start if kind is None else kind[1])
    at_home = spot.start > 0 and tokens[spot.start - 1].low in _ADDRESS
    bracketed = spot.start > 1 and spot.end < len(tokens) and tokens[spot.start - 1].text == "("
    if bracketed and tokens[spot.end].text == ")" and tokens[spot.start - 2].low in cues.VICTIMS | cues.PERSONS:
        # "3 balika (Banke, Nepal)"
        spot.role, spot.upto = "home", spot.end + 1
        return
    if at_home and [t.low for t in tokens[spot.end : spot.end + 2]] in (["me", "he"], ["me", "the"], ["me", "tha"]):
        # "unke ghar Nawada me he"
        spot.role, spot.upto = "home", spot.end + 1
        return
    if _postposed(tokens, spot, limit, nouns):
        if before is not None and spot.role in ("none", "of"):
            spot.role = before[0]
        if led is not None and led[0] == "from" and spot.role in ("to", "none", "of", "bare"):
            spot.role = "home"
        if led is not None and spot.role in ("none", "bare"):
            spot.role = led[0] if led[0] != "goal" else "to"
        return
    if led is not None and spot.end < len(tokens) and tokens[spot.end].low in _SAID_TO_BE:
        # "pucha to Etawah btaya"
        spot.role = "home"
        return
    if led is not None:
        first = spot.start if kind is None else kind[1]
        labelled = first > 0 and (tokens[first - 1].text in (":", "-") or tokens[first - 1].low in _LABELS)
        spot.role = {"goal": "goal!" if labelled else "to"}.get(led[0], led[0])
        if labelled and led[0] in ("from", "home"):
            spot.role, spot.route = "home", True
        return
    if before is not None:
        spot.role = before[0]
        return
    ahead = spot.end
    first = opens(tokens, spot.start)
    while ahead < len(tokens) and cues.KIND.at(tokens, ahead) is not None and first:
        ahead = (cues.KIND.at(tokens, ahead) or ("", ahead + 1))[1]
    marks = ":-\u2013\u2014।," if ahead > spot.end else ":-\u2013\u2014।"
    if first and ahead < len(tokens) and tokens[ahead].text in marks:
        spot.role, spot.upto = "head", ahead + 1
        return
    said = next(
        (hit for i in (spot.start, spot.start - 1) if (hit := cues.NAMED.ending(tokens, i)) is not None and i > 0), None
    )
    if said is not None:
        # "ldkio ka halt Varanasi tha"
        spot.role = {"goal": "goal!", "via": "via", "origin": "home"}[said[0]]
        return
    told = tokens[spot.start - 1].low in _ADDRESS if spot.start else False
    if told and (spot.end >= len(tokens) or tokens[spot.end].low in ("he", "tha", "thi", "btya", ",", ".", "।")):
        # "ghar Sultanpur hai"
        spot.role = "home"
        return
    if cues.CHAIN.ending(tokens, spot.start) is not None:
        spot.role = "bare"
        return
    # "Delhi le ja rhe", "Delhi km ke lie bheja"
    for at in range(spot.end, min(spot.end + 5, limit, len(tokens))):
        if tokens[at].low == "ki" and at + 1 < len(tokens) and tokens[at + 1].low == "tskri":
            continue
        if tokens[at].kind == "mark" or tokens[at].low in ("me", "pr", "se", "ki"):
            break
        hit = verbs.MOVES.at(tokens, at)
        if hit is not None:
            spot.role = "bare"
            return
        if verbs.EVENTS.at(tokens, at) is not None:
            break
    if spot.role == "none" and _after_verb(tokens, spot):
        spot.role = "goal!"


def _after_verb(tokens: Sequence[Token], spot: Spot) -> bool:
    """ "bus se ja rhi thi Moradabad, ...": the end of a way said after its verb."""
    if spot.end < len(tokens) and tokens[spot.end].kind != "mark" and tokens[spot.end].low not in _GOES_ON:
        return False
    hits = [(i, hit) for i in range(max(0, spot.start - 6), spot.start) if (hit := verbs.MOVES.at(tokens, i))]
    return any(
        kind in ("go", "carry", "send") and all(t.low in verbs.AUX for t in tokens[end : spot.start])
        for _, (kind, end) in hits
    )


_PEOPLE = cues.VICTIMS | cues.PERSONS | cues.SUSPECTS | cues.OFFICERS | cues.PUBLIC


def _postposed(tokens: Sequence[Token], spot: Spot, limit: int, nouns: Collection[int]) -> bool:
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
        if token.low in nouns:
            position += 1
            last = position
            continue
        if token.low in _PEOPLE and token.low not in cues.THROUGH:
            break
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
        return None if means or any(t.low in _PEOPLE for t in tokens[start:position]) else position
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
        if token.low in _PEOPLE or position in nouns:
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
    if ahead in _SAID_TO_BE:
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
