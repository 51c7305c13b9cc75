"""Places in a Hindi sentence: names of either script that a postposition, a kind or a neighbour asks for.

Devanagari has no capitals and messages drop them, so a name of one common word is a place only where the
words around it say so, and a small place never is one unasked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from samanvay_insight.extract import atlas
from samanvay_insight.extract.cues import english_places as english
from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.cues import hindi_places as guards
from samanvay_insight.extract.cues import hindi_verbs as verbs
from samanvay_insight.extract.cues.hindi_words import COMMON
from samanvay_insight.extract.hindi.asked import after_asks, asked_for, in_chain, stands_apart, village_asked
from samanvay_insight.extract.hindi.bearers import is_line, is_person, is_thing
from samanvay_insight.extract.hindi.forms import form, words
from samanvay_insight.extract.hindi.named import is_cue, key_of, places_named
from samanvay_insight.extract.hindi.spot import JOINERS
from samanvay_insight.extract.mentions import Mention, settle
from samanvay_insight.extract.tokens import Token
from samanvay_insight.gazetteer import Place

LONGEST = 5
_NO_NAMES = cues.FIRST_CHAIN | cues.THERE | words("baad pahle phir jagah")
_NEW = frozenset({"nai", "nayi", "नई", "नयी"})
_OFFICES = words("tehsil tahsil block ब्लॉक ब्लाक kotwali")


def mentions(tokens: Sequence[Token], near: str | None) -> list[Mention]:
    """The mentions of a Hindi sentence whose tokens are in their one form."""
    found: list[Mention] = []
    index = 0
    while index < len(tokens):
        hit = _at(tokens, index, found)
        if hit is None:
            index += 1
        else:
            found.append(hit)
            index = hit.end
    wide = [m.place for m in found if m.place.kind in atlas.WIDE]
    return [settle(m, wide, near) for m in _believed(tokens, found)]


def _at(tokens: Sequence[Token], index: int, found: list[Mention]) -> Mention | None:
    token = tokens[index]
    if token.kind not in ("word", "abbreviation"):
        return None
    short = english.ABBREVIATIONS.get(token.text)
    if short is None and token.low in guards.SAID:
        short = guards.SAID[token.low]
    demonym = guards.DEMONYMS.get(token.low)
    if demonym is not None:
        who = cues.VICTIMS | cues.PERSONS
        if any(t.low in who or t.low in cues.OFFICERS for t in tokens[index + 1 : index + 5]):
            return replace(_made(atlas.named(demonym), tokens, index, index + 1, None), demonym=True)
        return None
    for length in range(min(LONGEST, len(tokens) - index), 0, -1):
        words = tokens[index : index + length]
        if not _is_name(words, index, tokens):
            continue
        if length == 1 and short is not None:
            places, sure = atlas.named(short), True
        else:
            places, sure = places_named(" ".join(t.text for t in words))
        if not places:
            said = guards.SAID.get(form("".join(t.text for t in words))) if length > 1 else None
            places = atlas.named(said) if said else ()
        if places:
            allowed = _allowed(places, sure, tokens, index, index + length, found)
            if allowed:
                return _made(allowed, tokens, index, index + length, _kind_said(tokens, index, index + length))
    return None


def _is_name(words: Sequence[Token], index: int, tokens: Sequence[Token]) -> bool:
    if any(t.kind == "mark" and t.text not in "-." for t in words) or any(t.kind == "number" for t in words):
        return False
    if words[-1].kind == "mark" or len(words[0].text) < 2:
        return False
    if len(words) == 2 and words[0].text.lower() in _NEW and guards.SAID.get(words[1].low) == "Delhi":
        return True
    if len(words) > 1:
        plain = [t for t in words if t.kind == "word"]
        ends = (plain[0], plain[-1])
        if any(t.low in cues.BARRIERS or t.low in JOINERS or t.low in _NO_NAMES for t in plain):
            return False
        if cues.KIND.at(plain, len(plain) - 1) is not None and _same_without(plain):
            # "Sonauli border" is Sonauli.
            return False
        if any(t.low in verbs.AUX for t in ends) or verbs.MOVES.at(plain, len(plain) - 1) is not None:
            return False
        if plain[0].low in cues.WORK or any(t.low in cues.OFFICERS | cues.VICTIMS for t in plain):
            return False
        if any(key_of(t) in guards.NEVER and len(plain) < 3 for t in ends if cues.KIND.at((t,), 0) is None):
            return any(p.kind in atlas.WIDE for p in atlas.named(" ".join(t.text for t in words)))
        return True
    key = key_of(words[0])
    if words[0].text.startswith("ठाण") or words[0].text in guards.WRITTEN:
        return True
    before = tokens[index - 1].text if index else ""
    named = words[0].text.isascii() and words[0].text.istitle() and before and not before.istitle()
    if key in english.NOT_PLACES and named and after_asks(tokens, index + 1) and key in COMMON:
        # "inhe Kalyan ki bakery le jaya", where a common word would be written small.
        return True
    if key in guards.NEVER or len(key) < 2 or key in english.NOT_PLACES or words[0].low in cues.VICTIMS | cues.PERSONS:
        return False
    return words[0].low not in cues.BARRIERS


def _same_without(plain: Sequence[Token]) -> bool:
    """Whether the name means the same place without its last word, or none with it."""
    kind = cues.KIND.at(plain, len(plain) - 1)
    called = places_named(" ".join(t.text for t in plain))
    if called[1] and any(p.kind in atlas.WIDE for p in called[0]):
        # "Kanpur Nagar" is a district of that name.
        return False
    whole = called[0] if kind is None or kind[0] not in ("station", "border") else ()
    shorter = places_named(" ".join(t.text for t in plain[:-1]))[0]
    return bool(shorter) and (not whole or any(p.key == whole[0].key for p in shorter))


def _allowed(
    places: Sequence[Place], sure: bool, tokens: Sequence[Token], start: int, end: int, found: list[Mention]
) -> tuple[Place, ...]:
    chained = in_chain(tokens, start, end)
    if is_person(tokens, start, end) or (is_thing(tokens, end) and not chained) or (chained and is_line(tokens, end)):
        return ()
    wide = tuple(p for p in places if p.kind in atlas.WIDE)
    inner = _held_by_next(places, tokens, end)
    if inner:
        return inner
    kind = _kind_said(tokens, start, end)
    if kind == "district" and wide:
        return tuple(places)
    key = key_of(tokens[start]) if end - start == 1 else ""
    # Said of a kind before its name: "thana Khajani".
    if guards.KIND_BEFORE.ending(tokens, start) is not None and tokens[start].text.lower() not in ("ki", "ke"):
        station = sure and end - start == 1 and kind in ("town", "district") and key in COMMON
        if station and not is_cue(tokens[start]) and any(p.kind in ("town", "district") for p in places):
            # "thana Patti": no strip of cloth has a station.
            return tuple(places)
        return tuple(places) if _no_common(tokens, start, end, key, sure=sure) else ()
    if sure and end < len(tokens) and tokens[end].low in _OFFICES:
        # "Rath tehsil"
        return tuple(places)
    eased = key in guards.NEEDS_AFTER and end < len(tokens) and after_asks(tokens, end)
    moved = verbs.MOVES.at(tokens, end) if key in guards.NEEDS_AFTER and end < len(tokens) else None
    eased = eased or tokens[start].text in guards.WRITTEN or (moved is not None and moved[0] in ("go", "send", "carry"))
    if key in guards.NEEDS_CUE and not eased and not stands_apart(tokens, start, end):
        return ()
    asked = chained or asked_for(tokens, start, end, found)
    if not sure and end - start == 1 and is_cue(tokens[start]) and tokens[start].text not in guards.WRITTEN:
        return ()
    if wide and (sure or asked):
        return tuple(places) if asked else wide
    if not asked:
        return ()
    if not _no_common(tokens, start, end, key, sure=sure):
        return ()
    if kind == "village":
        return tuple(places)
    lasting = tuple(p for p in places if p.kind != "village")
    return lasting or (tuple(places) if village_asked(tokens, start, end, found) else ())


def _held_by_next(places: Sequence[Place], tokens: Sequence[Token], end: int) -> tuple[Place, ...]:
    """ "Ramnagar, Varanasi": the town of that name that lies in what follows, where a far district bears it too."""
    if end + 1 >= len(tokens) or tokens[end].text != "," or not any(p.kind in atlas.WIDE for p in places):
        return ()
    held = [p for p in places_named(tokens[end + 1].text)[0] if p.kind in atlas.WIDE]
    if any(atlas.within(p, h) for p in places if p.kind in atlas.WIDE for h in held):
        return ()
    return tuple(p for p in places if p.kind in ("town", "station") and any(atlas.within(p, h) for h in held))


def _no_common(tokens: Sequence[Token], start: int, end: int, key: str, *, sure: bool) -> bool:
    """Whether no everyday word is taken for a small place."""
    if end - start > 1:
        return sure or not all(key_of(t) in COMMON or is_cue(t) for t in tokens[start:end] if t.kind == "word")
    if key in COMMON and tokens[start].text not in guards.WRITTEN and not (tokens[start].text[0].isupper() and start):
        return False
    if tokens[start].text in guards.WRITTEN:
        return True
    return not is_cue(tokens[start])


def _kind_said(tokens: Sequence[Token], start: int, end: int) -> str | None:
    after = cues.KIND.at(tokens, end) if end < len(tokens) else None
    if after is None and end < len(tokens) and tokens[end].low == "relve":
        after = cues.KIND.at(tokens, end + 1) if end + 1 < len(tokens) else None
    if after is not None and after[0] in ("station", "district", "state"):
        return after[0]
    before = guards.KIND_BEFORE.ending(tokens, start)
    if before is not None:
        return before[0]
    if after is None:
        return None
    return "town" if after[0] == "border" else after[0] if after[0] != "halt" else None


def _made(places: Sequence[Place], tokens: Sequence[Token], start: int, end: int, kind: str | None) -> Mention:
    if kind == "town":
        order: tuple[str, ...] = ("crossing", "town", "district", "village", "station")
    elif kind is None:
        order = atlas.ORDER
    else:
        order = (kind, *atlas.ORDER)
    ranked = sorted(places, key=lambda p: order.index(p.kind) if p.kind in order else len(order))
    chosen = ranked[0]
    said = atlas.read_kind(chosen)
    if kind == "station" and chosen.kind in ("district", "town", "station", "crossing", "village"):
        said = "station"
    return Mention(chosen, said, start, end, tokens[start].start, tokens[end - 1].end, tuple(ranked))


def _believed(tokens: Sequence[Token], found: list[Mention]) -> list[Mention]:
    """Without names of towns that a following name shows to be part of a longer, unknown one."""
    kept: list[Mention] = []
    for index, mention in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        quarter = following is not None and following.start == mention.end and mention.place.kind == "village"
        led = guards.KIND_BEFORE.ending(tokens, mention.start) is not None
        if kept and not led and _part_of_a_name(tokens, kept[-1], mention):
            continue
        if quarter and not led and following is not None and not atlas.within(mention.place, following.place):
            continue
        kept.append(mention)
    return kept


def _part_of_a_name(tokens: Sequence[Token], before: Mention, mention: Mention) -> bool:
    """Whether "Pune ke Budhwar Peth" is said: a quarter of Pune, whatever lies elsewhere by its last word."""
    gap = tokens[before.end : mention.start]
    if (
        len(gap) != 2
        or gap[0].low not in ("ke", "ki", "ka")
        or gap[1].kind != "word"
        or mention.place.kind in atlas.WIDE
    ):
        return False
    known = is_cue(gap[1]) or gap[1].low in cues.THROUGH or guards.KIND_BEFORE.at(gap, 1) is not None
    return not known and not any(atlas.within(p, before.place) for p in mention.candidates)
