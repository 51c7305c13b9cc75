"""Places in a sentence: the longest name that the words around it allow to be a place.

Names of states and districts are taken wherever no person, train or common word bears them. A
town, station or village is taken only after a word that asks for a place, since almost every
Hindi word is some village's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from samanvay_insight.extract import atlas
from samanvay_insight.extract.before import role_before
from samanvay_insight.extract.cues import Words
from samanvay_insight.extract.cues import english as cues
from samanvay_insight.extract.cues import english_places as guards
from samanvay_insight.extract.tokens import Token
from samanvay_insight.gazetteer import Place

LONGEST = 6
# "Sonauli 6, Rupaidiha 5"
_LISTED = frozenset({",", ";", ".", ")", "and"})
_LINKS = frozenset({"-", "\u2013", "\u2014", "→", ">"})
_JOINERS = frozenset({",", "and", "&", "or", "/"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named at `tokens[start:end]`, code points `first:last`; `kind` is how the words mean it."""

    place: Place
    kind: str
    start: int
    end: int
    first: int
    last: int
    candidates: tuple[Place, ...]
    demonym: bool = False


def mentions(tokens: Sequence[Token], *, near: str | None = None) -> list[Mention]:
    """The mentions of one sentence, in order, none overlapping another."""
    found: list[Mention] = []
    index = 0
    while index < len(tokens):
        hit = _at(tokens, index, found, near)
        if hit is None:
            index += 1
        else:
            found.append(hit)
            index = hit.end
    return _in_company(tokens, found, near)


def _at(tokens: Sequence[Token], index: int, found: list[Mention], near: str | None) -> Mention | None:
    token = tokens[index]
    if token.kind not in ("word", "abbreviation") or not token.capital:
        return None
    short = guards.ABBREVIATIONS.get(token.text)
    glued = index + 1 < len(tokens) and tokens[index + 1].start == token.end and tokens[index + 1].text[0].isalnum()
    if short is not None and not glued and not _is_train(tokens, index + 1):
        places = atlas.named(short)
        if places:
            return mention_of(places, tokens, index, index + 1)
    demonym = guards.DEMONYMS.get(token.low)
    if demonym is not None:
        places = atlas.named(demonym)
        if places and _before_person(tokens, index + 1):
            return replace(mention_of(places, tokens, index, index + 1), demonym=True)
        return None
    for length in range(min(LONGEST, len(tokens) - index), 0, -1):
        words = tokens[index : index + length]
        if not _is_name(words):
            continue
        places = atlas.named(" ".join(t.text for t in words))
        if places:
            allowed = _allowed(places, tokens, index, index + length, found)
            if allowed and length > 1 and guards.KIND_AFTER.at(tokens, index + length - 1) is not None:
                # "Sonauli border" is Sonauli where the shorter name means the same place.
                shorter = atlas.named(" ".join(t.text for t in words[:-1]))
                if any(p.key == allowed[0].key for p in shorter):
                    return mention_of(allowed, tokens, index, index + length - 1)
            if allowed:
                return mention_of(allowed, tokens, index, index + length)
    return _misspelt(tokens, index, near)


def _is_name(words: Sequence[Token]) -> bool:
    if (
        words[0].kind == "number"
        or words[-1].kind == "number"
        or not (words[-1].text[-1].isalnum() or words[-1].kind == "word")
    ):
        return False
    if any(t.kind == "mark" and t.text not in "-.&'()" for t in words):
        return False
    if [t.text for t in words].count("(") != [t.text for t in words].count(")"):
        return False
    if len(words) > 1:
        # "Rampur a girl" names Rampur, not Rampura.
        return words[-1].capital or words[-1].low not in guards.SMALL_WORDS
    return words[0].low not in guards.NOT_PLACES and len(words[0].text) > 2


def _allowed(
    places: Sequence[Place], tokens: Sequence[Token], start: int, end: int, found: list[Mention]
) -> tuple[Place, ...]:
    if _is_person(tokens, start, end) or _is_train(tokens, end) or _is_shop(tokens, end) or _is_body(tokens, end):
        return ()
    asked = _asked_for(tokens, start, end, found)
    if end + 1 < len(tokens) and tokens[end].text == "-" and tokens[end].start == tokens[end - 1].end:
        # "Anti-trafficking" is no place; "Delhi-bound" is.
        joined = tokens[end + 1]
        if joined.start == tokens[end].end and joined.text[0].islower() and joined.low not in ("bound", "based", "to"):
            return tuple(p for p in places if p.kind in ("country", "state", "district")) if end - start > 1 else ()
    wide = tuple(p for p in places if p.kind in atlas.WIDE)
    if end - start == 1 and tokens[start].low in guards.NEEDS_CUE and not asked and start == 0:
        return ()
    held = end < len(tokens) and tokens[end].capital and tokens[end].text.isupper()
    if (
        start
        and not held
        and tokens[start - 1].low == "the"
        and (end == len(tokens) or guards.KIND_AFTER.at(tokens, end) is None)
    ):
        # "the Ghaghra" is a river, "the Taj" a house.
        return wide
    if asked:
        return tuple(places)
    return wide


def _asked_for(tokens: Sequence[Token], start: int, end: int, found: list[Mention]) -> bool:
    """Whether the words around ask for a place here."""
    if role_before(tokens, start) is not None or guards.KIND_BEFORE.ending(tokens, start) is not None:
        return True
    if end < len(tokens):
        after = guards.KIND_AFTER.at(tokens, end)
        if after is not None:
            return True
        figure = tokens[end].kind == "number"
        if figure and (end + 1 == len(tokens) or tokens[end + 1].low in _LISTED or tokens[end + 1].kind == "number"):
            return True
        if (start == 0 or tokens[start - 1].text in (",", ".", ")")) and heads_a_line(tokens, end):
            return True
        if start > 1 and tokens[start - 1].text == "," and tokens[start - 2].low in _INSTITUTES:
            # "Kasturba Vidyalaya, Nanpara"
            return True
        # "Nanpara, Bahraich": a wide name follows and holds it; proved in _in_company.
        if tokens[end].low in ("to", "→", ">") and end + 1 < len(tokens) and tokens[end + 1].capital:
            return True
    if found and start - found[-1].end in (1, 2):
        between = tokens[found[-1].end : start]
        if all(t.low in _JOINERS or t.low in {"(", "district", "→"} for t in between):
            return True
        if not _chained(tokens, start, end):
            return False
    return guards.AGENCY_BEFORE.ending(tokens, start) is not None or _chained(tokens, start, end)


_INSTITUTES = Words.of("vidyalaya school college hospital university hostel institute ashram academy mandir gurudwara")


def heads_a_line(tokens: Sequence[Token], end: int) -> bool:
    """Whether "Khunwa:" or "Khunwa naka -" stands at the beginning."""
    while end < len(tokens) and tokens[end].low in _POSTS:
        end += 1
    if (
        end + 1 < len(tokens)
        and tokens[end].text in ",("
        and any(t.kind == "number" for t in tokens[end + 1 : end + 3])
    ):
        # "Mughalsarai, 14 Dec 2025: acting on ..."
        end = next((i for i in range(end + 1, min(end + 7, len(tokens))) if tokens[i].text in ":-\u2013\u2014"), end)
    return end < len(tokens) and tokens[end].text in ":-\u2013\u2014"


_POSTS = Words.of(
    "naka border bop post check outpost station stn rs railway junction jn thana ps icp barrier toll plaza ghat"
)


def _is_person(tokens: Sequence[Token], start: int, end: int) -> bool:
    if end < len(tokens):
        after = tokens[end]
        if after.capital and (after.low in guards.SURNAMES or after.low in guards.HOMES):
            return True
        if after.low in guards.GROUPS or after.low in guards.WATERS:
            return True
        hit = guards.PERSON_AFTER.at(tokens, end)
        if hit is not None and role_before(tokens, start) is None:
            return True
    if start > 0:
        before = tokens[start - 1]
        if before.capital and (before.low in guards.FIRST_NAMES or before.low == "maiti"):
            return True
        if before.text == "." and start > 1:
            before = tokens[start - 2]
        called = tokens[start - 2].low if start > 1 else ""
        named = called in (guards.TITLES | cues.SUSPECTS) - cues.OFFICERS
        if named and before.kind == "word" and before.capital and not before.text.isupper():
            # "accused Munna Basti"
            return before.low not in guards.NOT_PLACES
        if before.low in guards.TITLES and (before.low not in {"sp", "dm", "sho", "ssp", "sdm", "dsp", "adm", "hc"}):
            return before.low != "one" or tokens[start].low not in cues.NUMBERS
    return False


def _is_train(tokens: Sequence[Token], end: int) -> bool:
    for token in tokens[end : end + 4]:
        if token.low in guards.TRAINS and token.capital:
            return True
        if not (token.capital or token.text in "-\u2013"):
            return False
    return False


def _is_body(tokens: Sequence[Token], end: int) -> bool:
    """Whether "Bandhua Mukti Morcha" is said: an organisation's name."""
    for token in tokens[end : end + 3]:
        if not token.capital or token.kind != "word":
            return False
        if token.low in guards.BODIES:
            return True
    return False


def _is_shop(tokens: Sequence[Token], end: int) -> bool:
    return end < len(tokens) and tokens[end].capital and tokens[end].low in guards.SHOPS


def _chained(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether it stands in "Birgunj-Raxaul-Patna" or "Dang, then Rupaidiha, then Lucknow"."""
    after = [t.low for t in tokens[end : end + 3]]
    before = [t.low for t in tokens[max(0, start - 2) : start]]
    ahead, back = end, start - 1
    while ahead < len(tokens) and ahead - end < 3 and tokens[ahead].text in _LINKS:
        ahead += 1
    while back > 0 and start - back < 4 and tokens[back].text in _LINKS:
        back -= 1
    if end < ahead < len(tokens) and tokens[ahead].capital:
        return True
    if back < start - 1 and back >= 0 and tokens[back].capital:
        return True
    if after[:2] == [",", "then"] or after[:1] == ["then"] or before == [",", "then"]:
        return True
    return before == ["and", "then"]


def _before_person(tokens: Sequence[Token], index: int) -> bool:
    nouns = cues.VICTIMS | cues.PERSONS
    return any(t.low in nouns for t in tokens[index : index + 3])


def mention_of(places: Sequence[Place], tokens: Sequence[Token], start: int, end: int) -> Mention:
    """The mention at `tokens[start:end]` of the one of `places` that the words beside it mean."""
    kind = _kind_said(tokens, start, end)
    ranked = sorted(places, key=lambda p: _rank(p, kind))
    chosen = ranked[0]
    said = atlas.read_kind(chosen)
    if kind == "station" and chosen.kind in ("district", "town", "station", "crossing", "village"):
        said = "station"
    return Mention(chosen, said, start, end, tokens[start].start, tokens[end - 1].end, tuple(ranked))


def _kind_said(tokens: Sequence[Token], start: int, end: int) -> str | None:
    before = guards.KIND_BEFORE.ending(tokens, start)
    if before is not None:
        return before[0]
    after = guards.KIND_AFTER.at(tokens, end) if end < len(tokens) else None
    return None if after is None or after[0] == "agency" else after[0]


def _rank(place: Place, kind: str | None) -> int:
    if kind == "town":
        order: tuple[str, ...] = ("crossing", "town", "district", "village", "station")
    elif kind is None:
        order = atlas.ORDER
    else:
        order = (kind, *atlas.ORDER)
    return order.index(place.kind) if place.kind in order else len(order)


def _misspelt(tokens: Sequence[Token], index: int, near: str | None) -> Mention | None:
    token = tokens[index]
    if len(token.text) < 6 or token.low in guards.NOT_PLACES or not token.text.isalpha() or token.text.isupper():
        return None
    if _is_person(tokens, index, index + 1) or _is_train(tokens, index + 1):
        return None
    if index + 1 < len(tokens) and tokens[index + 1].kind == "word" and tokens[index + 1].capital:
        return None
    said = _kind_said(tokens, index, index + 1)
    role = role_before(tokens, index)
    if said != "district" and (
        role is None or role.role not in ("origin", "goal", "via", "of") or role.work or role.care
    ):
        return None
    place = atlas.nearly_named(token.text, near)
    if place is None:
        return None
    return Mention(place, atlas.read_kind(place), index, index + 1, token.start, token.end, (place,))


def _in_company(tokens: Sequence[Token], found: list[Mention], near: str | None) -> list[Mention]:
    """Choose among places of one name the one that lies in a district or state named beside it."""
    wide = [m.place for m in found if m.place.kind in atlas.WIDE]
    settled: list[Mention] = []
    for index, mention in enumerate(found):
        if index + 1 < len(found) and _lies_elsewhere(tokens, mention, found[index + 1]):
            continue
        if settled and _is_quarter(tokens, settled[-1], mention, found[index + 1 : index + 2]):
            continue
        settled.append(settle(mention, wide, near))
    return settled


def settle(mention: Mention, wide: Sequence[Place], near: str | None) -> Mention:
    """The mention as the place of its name that lies in one of `wide`, else in the district or state that reports."""
    rivals = [p for p in mention.candidates if p.kind == mention.place.kind]
    if len(rivals) < 2:
        return mention
    inside = [p for p in rivals if any(atlas.within(p, w) for w in wide if w.kind == "district")]
    inside = inside or [p for p in rivals if any(atlas.within(p, w) for w in wide)]
    if not inside and near is not None:
        inside = [p for p in rivals if near in (p.key, p.parent, p.district)]
    if not inside and mention.place.kind == "district":
        # Places named beside it lie in its state: "Dhemaji and Lakhimpur".
        states = {w.state for w in wide if w.kind == "district" and w.key not in {p.key for p in rivals}}
        home = atlas.state_of(near)
        inside = [p for p in rivals if p.state in states] or [p for p in rivals if home and p.state == home.key]
    return replace(mention, place=inside[0]) if inside and mention.place not in inside else mention


def _lies_elsewhere(tokens: Sequence[Token], mention: Mention, following: Mention) -> bool:
    """Whether "Rangpur in Bangladesh" is said, and no Rangpur that we know lies there."""
    if mention.place.kind not in ("town", "village", "station") or following.place.kind not in atlas.WIDE:
        return False
    gap = [t.low for t in tokens[mention.end : following.start]]
    if not gap or len(gap) > 2 or not all(word in ("in", "of", "(", "district", ",", "'s") for word in gap):
        return False
    if gap == [","] and mention.place.kind != "village" and following.place.kind != "country":
        return False
    return not any(atlas.within(p, following.place) for p in mention.candidates)


def _is_quarter(tokens: Sequence[Token], before: Mention, mention: Mention, following: Sequence[Mention]) -> bool:
    """Whether "Jaipur's Bhatta Basti" is said: a quarter of the town, whatever lies elsewhere by that name."""
    gap = tokens[before.end : mention.start]
    if not gap or gap[0].low != "'s" or not all(t.capital for t in gap[1:]):
        return False
    if any(atlas.within(p, before.place) for p in mention.candidates):
        return False
    return len(gap) > 1 or any(f.start == mention.end for f in following)
