"""Places that stand together in a Hindi sentence, and the part that the words after them give."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from samanvay_insight.extract import atlas
from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.cues import hindi_places as guards
from samanvay_insight.extract.cues import hindi_verbs as verbs
from samanvay_insight.extract.hindi.forms import words
from samanvay_insight.extract.hindi.headings import opened_later, told_of
from samanvay_insight.extract.hindi.numbers import number_at
from samanvay_insight.extract.hindi.postpositions import PEOPLE, SAID_TO_BE, read_postposition
from samanvay_insight.extract.hindi.routes import chain_routes, where_done
from samanvay_insight.extract.hindi.spot import AND, Spot
from samanvay_insight.extract.mentions import Mention
from samanvay_insight.extract.people import Persons
from samanvay_insight.extract.tokens import Token

_ADDRESS = words("ghar pata mayka maika gaon niwas nivas")
_THEN = words(
    "tadupranth tadoprant tatpashchat uprant upraant तदुपरान्त तत्पश्चात phir fir ant me aakhir akhir baad uske iske "
    "wahan vahan se"
)
_LABELS = words("gantavya destination manzil manjil")
_GOES_ON = AND | words("sath saath jahan wahan ke kaam")
_RAILWAY = words("grp जीआरपी rpf आरपीएफ")
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
    for one, other in pairwise(made):
        between = tokens[one.end : other.start]
        shared = len(between) == 2 and between[0].low in AND and number_at(tokens, other.start - 1) is not None
        if one.role == "none" and other.role in ("bare", "to") and shared:
            # "4 ldkia Mumbai or 2 Pune bhejne"
            one.role, one.upto = other.role, one.end
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
    _gapped(tokens, made)
    chain_routes(tokens, made)
    return made


def _gapped(tokens: Sequence[Token], made: list[Spot]) -> None:
    """ "... Lucknow lai thi or Cooch Behar ki do yuvtio ko Kanpur": the second clause goes without its verb."""
    if len(made) < 3 or made[-1].role not in ("none", "bare"):
        return
    last, before = made[-1], [s for s in made[:-1] if s.role != "via"]
    closed = last.end >= len(tokens) or tokens[last.end].kind == "mark"
    homes = [s for s in before if s.role in ("home", "from")]
    if not closed or not homes or homes[-1] is not before[-1]:
        return
    led = any(t.low in ("ko", "se") for t in tokens[homes[-1].end : last.start])
    hits = [hit for i in range(homes[-1].start) if (hit := verbs.MOVES.at(tokens, i)) is not None]
    if led and any(kind in _GOING for kind, _ in hits):
        last.role = "goal!"


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
    if rest == [","] and verbs.MOVES.at(tokens, 0) is not None:
        # "bheji ge 3 yuvtia Dilli, Gumla se": the end, then the source.
        return False
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
            (i for i in range(spot.start, min(spot.end + 4, len(tokens))) if tokens[i].low in PEOPLE and i >= spot.end),
            None,
        )
        if spot.bearer is None:
            spot.role = "none"
        return
    before = guards.LOCAL_BEFORE.ending(tokens, spot.start)
    agency = spot.end < len(tokens) and tokens[spot.end].low in guards.AGENCY_AFTER
    headed = spot.end < len(tokens) and tokens[spot.end].text == ":"
    if before is not None and before == ("agency", 0) and headed:
        # "AHTU Agra: ..."
        spot.role, spot.upto = "head", spot.end + 1
        return
    if before is not None and before[0] == "agency" and not guards.KIND_BEFORE.ending(tokens, spot.start):
        spot.role, spot.upto = "agency", spot.end
        return
    if agency and not (before and before[0] == "local"):
        # "Gonda GRP ne": a railway's police is where its trains stop.
        spot.role = "local" if tokens[spot.end].low in _RAILWAY else "agency"
        spot.upto = spot.end + 1
        return
    report = told_of(tokens, spot)
    if report is not None:
        spot.role, spot.upto = "head", report
        return
    if opened_later(tokens, spot):
        spot.role, spot.upto = "head", spot.end + (tokens[spot.end].kind == "mark")
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
    if read_postposition(tokens, spot, limit, nouns):
        if before is not None and spot.role in ("none", "of"):
            spot.role = before[0]
        if led is not None and led[0] == "from" and spot.role in ("to", "none", "of", "bare"):
            spot.role = "home"
        if led is not None and spot.role in ("none", "bare"):
            spot.role = led[0] if led[0] != "goal" else "to"
        return
    if led is not None and spot.end < len(tokens) and tokens[spot.end].low in SAID_TO_BE:
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
    first = verbs.MOVES.at(tokens, 0)
    if first is not None and first[0] in ("go", "carry", "send", "bring") and spot.start < first[1] + 8:
        # "bheji ge tin yuvtia Dilli, ...": a clause that opens with its verb.
        return not any(t.kind == "mark" for t in tokens[: spot.start])
    hits = [(i, hit) for i in range(max(0, spot.start - 6), spot.start) if (hit := verbs.MOVES.at(tokens, i))]
    return any(
        kind in ("go", "carry", "send", "reach") and all(t.low in verbs.AUX for t in tokens[end : spot.start])
        for _, (kind, end) in hits
    )
