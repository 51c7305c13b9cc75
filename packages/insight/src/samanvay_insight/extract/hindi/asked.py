"""Whether the words around a name in a Hindi sentence ask for a place."""

from __future__ import annotations

from collections.abc import Sequence

from samanvay_insight.extract import atlas
from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.cues import hindi_places as guards
from samanvay_insight.extract.cues import hindi_verbs as verbs
from samanvay_insight.extract.hindi.forms import words
from samanvay_insight.extract.hindi.named import key_of, places_named
from samanvay_insight.extract.hindi.spot import JOINERS
from samanvay_insight.extract.mentions import Mention
from samanvay_insight.extract.tokens import Token

_LINKS = frozenset({"-", "\u2013", "\u2014", "→", ">"})
_THEN = words("phir fir tab tadupranth tadoprant तदुपरान्त तत्पश्चात tatpashchat")
JOURNEY = words("yatra safar marg route rut रूट रुट rasta raasta journey path")
_POINTERS = words("use unhe inhe jise jinhe vah wah ve sab sabhi dono tino wo unko usko inko")
_PLAIN = frozenset({"banda", "dang", "puri", "pali", "anand", "kota", "sagar", "sidhi", "champa", "durg"})
_OPENERS = JOINERS | {
    "(",
    ")",
    "-",
    ":",
    ";",
    "।",
    ".",
    "|",
    "*",
    "•",
    "se",
    "me",
    "ke",
    "ki",
    "ka",
    "ko",
    "pr",
    "pe",
    "ne",
}


def stands_apart(tokens: Sequence[Token], start: int, end: int) -> bool:
    """ "Gaya se", not "bheja gaya"; "Basti me", not "malin basti me"."""
    if end < len(tokens) and tokens[end].text == ":" and tokens[start].text.istitle() and start < 4:
        return True
    before = tokens[start - 1] if start else None
    if end < len(tokens) and before is None and tokens[end].low in ("plis", "pulis", "police"):
        return True
    if (
        key_of(tokens[start]) == "gaya"
        and end < len(tokens)
        and tokens[end].low in ("se", "me", "jila", "jile", "nivsi")
    ):
        return True
    if key_of(tokens[start]) == "basti" and [t.low for t in tokens[end : end + 2]] in (["ke", "logo"], ["ke", "log"]):
        return before is None
    opened = before is None or before.low in _OPENERS or before.kind == "number" or before.low in _POINTERS
    opened = opened or (before is not None and before.low in cues.NUMBERS)
    opened = opened or any(t.ending(tokens, start) for t in (guards.KIND_BEFORE, guards.LOCAL_BEFORE))
    if end < len(tokens) and tokens[end].low in ("ne", "dvra") and guards.LOCAL_BEFORE.ending(tokens, start):
        # "GRP Mau ne"
        return True
    plain = key_of(tokens[start]) in _PLAIN
    if plain and before is not None and before.low in cues.VICTIMS | cues.PERSONS and end < len(tokens):
        return after_asks(tokens, end)
    written = before is not None and tokens[start].text.isascii() and tokens[start].text.istitle()
    follows = end < len(tokens) and (after_asks(tokens, end) or tokens[end].low in JOINERS)
    if before is not None and written and not before.text.istitle() and follows:
        return True
    if before is not None and end < len(tokens) and verbs.MOVES.at(tokens, end) is not None:
        # "Gonda ke log Basti chale ge"
        return before.low in cues.VICTIMS | cues.PERSONS or before.low in _OPENERS
    if not opened or end >= len(tokens):
        return False
    if key_of(tokens[start]) == "gaya" and before is not None and before.low in ("ko", "ne", "pr", "pe"):
        return tokens[end].low in ("se", "me")
    after = cues.POST.at(tokens, end)
    if after is not None:
        return not (after[0] == "of" and tokens[end].text in ("कि",))
    return cues.KIND.at(tokens, end) is not None or tokens[end].text in (",", ":") or tokens[end].low in JOINERS


def in_chain(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether it stands in "Birgunj-Raxaul-Patna", in "Dang, phir Lucknow" or in a list after "rut:"."""
    if end + 1 < len(tokens) and tokens[end].text in _LINKS and tokens[end + 1].kind == "word":
        return True
    if start > 1 and tokens[start - 1].text in _LINKS and tokens[start - 2].kind == "word":
        return True
    then = [t.low for t in tokens[end : end + 2]]
    before = [t.low for t in tokens[max(0, start - 2) : start]]
    if then[:1] == ["or"] and then[1:] and then[1] in _THEN:
        return True
    if then[:1] == ["or"] and then[1:] and then[1] in cues.FIRST_CHAIN and cues.CHAIN.at(tokens, end + 1) is not None:
        # "phle Rourkela or vha se Chennai"
        return True
    if (then[:1] == [","] and then[1:] and then[1] in _THEN) or (before[-1:] and before[-1] in _THEN):
        return True
    headed = any(t.low in JOURNEY for t in tokens[: min(start, 6)]) and any(
        t.text in ":" for t in tokens[: min(start, 8)]
    )
    return headed and before[-1:] in ([","], [":"], ["or"])


def after_asks(tokens: Sequence[Token], end: int) -> bool:
    return cues.POST.at(tokens, end) is not None or cues.KIND.at(tokens, end) is not None


def asked_for(tokens: Sequence[Token], start: int, end: int, found: list[Mention]) -> bool:
    if start == 0 and all(t.kind in ("mark", "number") for t in tokens[end:]):
        # A line that is nothing but a name, or a name and a date.
        return True
    if end < len(tokens):
        if cues.POST.at(tokens, end) is not None or cues.KIND.at(tokens, end) is not None:
            return True
        if cues.NAMED.at(tokens, end) is not None or verbs.MOVES.at(tokens, end) is not None:
            return True
        follows = tokens[end].low
        if follows in cues.WORK | cues.LODGING | cues.SPOTS | cues.ROADS or follows in (
            "kstr",
            "kshetr",
            "chetr",
            "antrgt",
        ):
            return True
        led = 0 < start < 5 and tokens[end].text == ":" and tokens[start].text.istitle()
        numbered = start > 2 and tokens[start - 1].text == ")" and tokens[start - 3].text == "("
        bulleted = numbered or (
            start < 5 and all(t.kind in ("mark", "number") or len(t.text) == 1 for t in tokens[:start])
        )
        if led or (bulleted and tokens[end].text in (":", "-", "\u2013", "।", "\u2014")):
            return True
        if follows in guards.AGENCY_AFTER:
            return True
    if cues.BEFORE.ending(tokens, start) is not None or guards.LOCAL_BEFORE.ending(tokens, start) is not None:
        return True
    led = bool(found) and start - found[-1].end == 1 and tokens[start - 1].low == "se"
    if led and (end >= len(tokens) or tokens[end].kind in ("mark", "number")):
        # "Anuppur se Noida: 2 ldkia"
        return True
    if found and start - found[-1].end == 1 and tokens[found[-1].end].low in JOINERS | {"ke", "ki", "ka", "("}:
        return True
    if end + 1 < len(tokens) and tokens[end].low in JOINERS:
        # "Nanpara aur Payagpur me": the first of a list waits for the last.
        return _list_goes_on(tokens, end)
    if end + 1 < len(tokens) and tokens[end].text in (",", "("):
        # "Seelampur, Dilli": a wide name follows and holds it.
        held = (
            p
            for length in (2, 1)
            for p in places_named(" ".join(t.text for t in tokens[end + 1 : end + 1 + length]))[0]
        )
        here = places_named(" ".join(t.text for t in tokens[start:end]))[0]
        if any(p.kind in atlas.WIDE and atlas.within(own, p) for p in held for own in here):
            return True
    return bool(found) and found[-1].end == start and found[-1].place.kind in atlas.WIDE


def _list_goes_on(tokens: Sequence[Token], end: int) -> bool:
    position = end
    while position < len(tokens) and position - end < 12:
        if tokens[position].low in JOINERS:
            position += 1
            continue
        if cues.POST.at(tokens, position) is not None:
            return position > end + 1
        longer = " ".join(t.text for t in tokens[position : position + 2])
        if not places_named(tokens[position].text)[0] and places_named(longer)[0]:
            position += 2
            continue
        if not places_named(tokens[position].text)[0] and cues.KIND.at(tokens, position) is None:
            return False
        position += 1
    return False


def village_asked(tokens: Sequence[Token], start: int, end: int, found: list[Mention]) -> bool:
    if guards.KIND_BEFORE.ending(tokens, start) is not None:
        return True
    after = cues.KIND.at(tokens, end) if end < len(tokens) else None
    if after is not None:
        return True
    home = cues.POST.at(tokens, end) if end < len(tokens) else None
    return (home is not None and home[0] == "home") or (tokens[start].text[0].isupper() and start > 0)
