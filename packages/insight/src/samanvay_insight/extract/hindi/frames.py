"""The verbs of a Hindi sentence that say what befell persons, each with its auxiliaries."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.cues import hindi_doubts as doubts
from samanvay_insight.extract.cues import hindi_verbs as verbs
from samanvay_insight.extract.hindi.forms import form, words
from samanvay_insight.extract.hindi.spot import Spot
from samanvay_insight.extract.people import Persons
from samanvay_insight.extract.tokens import Token

_OPEN = words(
    "tak ko liye lie se hetu vapas wapas bahar chale chala chali bhag bhaag saath dwara dvara akele pahle pehle "
    "seedhe sidhe baad"
)


_GO_ONLY = words(
    "ja jaa jate jata jati jane jana gaya gaye gayi jakar jaakar jarahi jarahe jaraha jayega jayegi jayenge "
    "chala chali chale"
)


_NO_FIND = words("suchna soochna suchnaye jankari khabar input tehrir tahrir safalta rupaye paisa paise madad jamanat")


_LURED = re.compile("भगा|bhaga|bhagaa", re.IGNORECASE)


_TRANSITIVE = re.compile("उता|utaa?r[aeiy]", re.IGNORECASE)


_LOOSED = re.compile("छ|chh", re.IGNORECASE)


_SHOWN = words("rally raili रैली yatra julus pad padyatra prabhat pheri feri")


_TAKEN_OUT = words("nikala nikali nikale")


_PURPOSE = words("hetu operation ऑपरेशन abhiyan team टीम warrant वारंट ka")


@dataclass(slots=True)
class Frame:
    """One verb with all that stands before it, back to the verb before: tokens `start:end`, the cue at `cue:after`."""

    kind: str
    event: bool
    start: int
    cue: int
    after: int
    end: int
    spots: list[Spot] = field(default_factory=list)
    persons: list[Persons] = field(default_factory=list)


def frames_of(tokens: Sequence[Token], places: Sequence[Spot]) -> list[Frame]:
    hits = [(k, s, e, True) for k, s, e in verbs.EVENTS.all(tokens)]
    hits += [(k, s, e, False) for k, s, e in verbs.MOVES.all(tokens)]
    hits += [("work", i, i + 1, False) for i in range(len(tokens)) if _married_off(tokens, i)]
    hits = [("missing", s, e, True) if _abducted(tokens, k, s, hits) else (k, s, e, v) for k, s, e, v in hits]
    hits += [("arrest", i, i + 1, True) for i in range(1, len(tokens)) if _locked_up(tokens, i)]
    hits.sort(key=lambda hit: (hit[1], -(hit[2] - hit[1]), not hit[3]))
    inside = {i for spot in places for head in spot.heads for i in range(head.start, head.end)}
    frames: list[Frame] = []
    begin = 0
    for kind, start, end, event in hits:
        if start < begin or start in inside or not _is_verb(tokens, kind, start, end, event, places):
            continue
        stop = _chain(tokens, end, inside)
        out = tokens[start].low in _TAKEN_OUT and tokens[start - 1].low == "se" and stop > end
        freed = (
            tokens[start].low in _TAKEN_OUT
            and stop > end
            and any(t.low in cues.WORK or t.low == "se" for t in tokens[begin:start])
        )
        done = tokens[start].low in _TAKEN_OUT and tokens[start - 1].low == "se" and _by_police(tokens, begin, start)
        if tokens[start].low in _TAKEN_OUT and not out and _by_police(tokens, begin, start):
            out = done = any(t.low == "se" for t in tokens[begin:start])
        saved = (
            tokens[start].low in _TAKEN_OUT and tokens[start - 1].low == "ko" and tokens[start - 2].low in cues.VICTIMS
        )
        clause = max((i + 1 for i in range(start) if tokens[i].kind == "mark"), default=0)
        saved = saved and _by_police(tokens, clause - 1, start)
        if (
            saved
            or (out and any(t.low == "ko" for t in tokens[begin:start]))
            or done
            or (freed and tokens[start - 1].low in cues.VICTIMS)
        ):
            # "2 behno ko GB Road se nikala gya"
            kind, event = "rescue", True
        seized = kind == "caught" and tokens[start].low.startswith("uth")
        officers = any(t.low in cues.OFFICERS for t in tokens[begin:start])
        if seized and not officers and any(t.low in cues.VICTIMS for t in tokens[max(begin, start - 5) : start]):
            # "2 ldki Bahraich se uthai": taken away, not caught; missing where no other verb tells of them.
            lost = not any(s < start or s >= stop for _, s, _, _ in hits)
            kind, event = ("missing", True) if lost else ("carry", False)
        if kind == "rescue" and tokens[start].low.startswith("chur") and not _LOOSED.match(tokens[start].text):
            # "churaya", stolen, has the form of "chhuraya", freed.
            kind, event = "carry", False
        if kind == "carry" and tokens[start].low == "bhgkr" and not _LURED.match(tokens[start].text):
            # "bhagkar", fleeing, has the form of "bhagakar", leading away.
            kind = "go"
        if kind == "carry" and tokens[start].low == "le" and tokens[start].text.lower() not in ("le", "ले"):
            kind = "bring"
        frames.append(Frame(kind, event, begin, start, end, stop))
        begin = stop
    return frames


def _abducted(tokens: Sequence[Token], kind: str, start: int, hits: Sequence[tuple[str, int, int, bool]]) -> bool:
    """ "Etah se kisori ka apahrn": who was taken, no one knows where to, is missing."""
    if kind != "carry" or tokens[start].low not in _TAKEN_AWAY:
        return False
    ahead = [t.low for t in tokens[start + 1 : start + 4]]
    if any(w in ("vla", "vle", "vli", "aropi", "aropio", "krta") for w in ahead) or ahead[:1] in (["ke"], ["ki"]):
        return False
    if any(s != start and k in _LED and s > start - 12 for k, s, _, event in hits if not event):
        return False
    return any(t.low in cues.VICTIMS | cues.PERSONS for t in tokens[max(0, start - 6) : start + 6])


def _locked_up(tokens: Sequence[Token], index: int) -> bool:
    """ "3 taskar andar, ...": put behind bars."""
    if tokens[index].low != _INSIDE:
        return False
    after = index + 1
    if tokens[index - 1].low in cues.SUSPECTS and after < len(tokens) and tokens[after].low in ("gya", "ge", "he"):
        after += 1
    if after < len(tokens) and tokens[after].kind != "mark":
        return False
    before = tokens[index - 1]
    people = before.low in cues.SUSPECTS | cues.PERSONS | cues.ALL_OF.keys()
    return people or before.kind == "number" or before.low in cues.NUMBERS


_TAKEN_AWAY = words("apahran apharan agva agwa अपहरण") | {form("chori")}
_LED = ("carry", "send", "bring", "sell", "reach", "work")
_INSIDE = form("andar")


def _by_police(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """ "police ne mujhe Jodhpur se nikala"."""
    agents = [i for i in range(begin + 1, end) if tokens[i].low == "ne" and tokens[i - 1].low in cues.OFFICERS]
    whom = cues.ONE | cues.THEY | {"ko"}
    return bool(agents) and any(t.low in whom for t in tokens[agents[-1] : end])


def _married_off(tokens: Sequence[Token], index: int) -> bool:
    """ "ki shadi Hisar ke ek vykti se kra di": a marriage that others made."""
    if (
        tokens[index].low not in _MADE
        or index + 1 >= len(tokens)
        or tokens[index + 1].low not in ("di", "dia", "die", "ge", "gi", "gya")
    ):
        return False
    return any(t.low in _WEDDING for t in tokens[max(0, index - 9) : index])


_PUT = words("laga lagaya lagayi lagaye")
_CONTRABAND = words("gau pashu sharab ganja gaanja charas nashe hathiyar lakdi sona drugs ड्रग्स mavesi maveshi")
_ABOUT = words("sambandh sambandh_ vishay kram prayas prayaas silsile sandarbh bare baare")


def _passive(tokens: Sequence[Token], start: int) -> bool:
    """ "utarkr bl grh bheja gya"."""
    ahead = [t.low for t in tokens[start : start + 12]]
    return "gya" in ahead or "ge" in ahead


_PROCEEDING = [[p, form(w)] for p in ("ki", "ka") for w in ("karyavahi", "karyawahi", "karrwai", "कार्रवाई", "काम")]
_MADE = words("kara karwa karvai karai kar karayi karwayi")


_WEDDING = words("shadi vivah byah nikah shaadi vivaah")


def _chain(tokens: Sequence[Token], end: int, inside: Collection[int] = ()) -> int:
    """The token after the auxiliaries of a verb."""
    while (
        end < len(tokens)
        and end not in inside
        and (tokens[end].low in verbs.AUX or tokens[end].low in doubts.NOT or is_future(tokens[end]))
    ):
        if tokens[end].low.startswith("pkd") and tokens[end - 1].low in ("vla", "vli", "vle"):
            # "khridne vla pkda gya"
            break
        if tokens[end].low in ("ki", "ke", "n", "na") and (
            end + 1 >= len(tokens) or tokens[end + 1].low not in verbs.AUX or tokens[end].text in ("कि", "के")
        ):
            break
        end += 1
    return end


def _is_verb(tokens: Sequence[Token], kind: str, start: int, end: int, event: bool, places: Sequence[Spot]) -> bool:
    before = tokens[start - 1] if start else None
    word = tokens[start].low
    ahead = [t.low for t in tokens[end : end + 3]]
    if kind == "go" and word in _GO_ONLY:
        if before is None or before.kind in ("mark", "number") or before.low in _OPEN or before.low.endswith("ne"):
            return True
        near = any(spot.end == start or spot.upto == start for spot in places)
        away = any(spot.role == "from" and 0 <= start - spot.upto < 5 for spot in places)
        if away and before.low in cues.VICTIMS | cues.PERSONS:
            # "Sonbhadra se 3 ldkia ge thi"
            return True
        return near or before.low in ("ghr", "bahr", "ttha", "or", "va", "dur")
    if any(t.low in _SHOWN for t in tokens[max(0, start - 9) : start]) and word in _TAKEN_OUT:
        # "jagrukta rally nikali ge"
        return False
    if kind in ("come", "found") and before is not None and (before.low in _NO_FIND or before.low in ("samne", "smne")):
        return False
    if (
        kind == "come"
        and before is not None
        and before.low in ("me", "nhi")
        and any(t.low in ("prks", "smne", "sngyan") for t in tokens[max(0, start - 4) : start])
    ):
        return False
    if kind == "bring" and end - start == 1 and word == "le":
        return (
            not ahead
            or ahead[0] in ("gya", "ge", "gi", "thi", "the", "tha", "he", "ja", "hue", "hui")
            or ahead[0] in ".,।;"
            or tokens[start].text.lower() not in ("le", "ले")
        )
    if word == "tskri" and before is not None and before.low in _CONTRABAND:
        return False
    if kind not in ("sensitisation", "missing") and word in ("tskri", "trafficking", "apahrn", "aphrn"):
        return bool(ahead) and ahead[0] in (
            "kr",
            "krke",
            "ki",
            "krte",
            "krne",
            "hui",
            "krta",
            "kia",
            "hue",
            "krvae",
            "ho",
            "hoti",
            "hone",
            "hua",
            "krai",
        )
    stop = _chain(tokens, end)
    if event and tokens[stop - 1].low.endswith("ne") and [t.low for t in tokens[stop : stop + 2]] in _PROCEEDING:
        # "utarne ki kryvahi"
        return True
    if word == "utrne":
        return False
    if word == "utrkr" or (word == "utr" and end - start == 2 and tokens[end - 1].low in ("ke", "kr")):
        said = {t.low for t in tokens[:start]}
        return "ko" in said and (bool(said & {"ne", "dvra"}) or _passive(tokens, end))
    if kind == "work" and word in _PUT and end - start == 1:
        # "bkri chrane ko lga dia"
        return before is not None and before.low in ("ko", "me", "pr") and bool(ahead) and ahead[0] in verbs.AUX
    if word == "mukt" and ahead and ahead[0].startswith("bn"):
        # "nsa mukt bnane hetu"
        return False
    if word == "bndhk" and kind == "work" and end - start == 1:
        # "3 mhilae Oman me bndhk, ..."
        return before is not None and before.low in ("me", "pr") and (not ahead or ahead[0] in ".,;।")
    taken_down = word in ("utra", "utri", "utre") and _TRANSITIVE.match(tokens[start].text) is not None
    if taken_down and before is not None and (before.low == "ko" or before.low in cues.VICTIMS | cues.PERSONS):
        # "bs se 32 bche utare": taken down, where "utre" got down.
        return True
    if word in ("utra", "utri", "utre"):
        said = {t.low for t in tokens[:start]}
        agent = before is not None and before.low not in ("me", "pr") and bool(said & {"ne", "dvra"})
        return agent or (bool(ahead) and ahead[0] in ("gya", "ge", "gi", "lia", "lie", "li", "kr"))
    if kind == "caught" and before is not None and before.low in cues.VEHICLES:
        # "Raxaul se train pakdkar"
        return False
    if event and kind == "rescue" and word in ("bche", "bcha") and end - start == 1:
        return False
    if kind == "sensitisation":
        return True
    stop = _chain(tokens, end)
    then = [t.low for t in tokens[stop : stop + 2]]
    if event and then[:1] == ["ke"] and then[1:] and then[1] in _ABOUT and kind != "sensitisation":
        # "brmdgi ke snbndh me"
        return False
    if event and (then[:1] == ["hetu"] or then == ["ke", "lie"] or ahead[:2] == ["ke", "bad"]):
        return False
    if (
        event
        and ahead
        and ((ahead[0] in _PURPOSE and ahead[0] != "ka") or ahead[:2] in (["ke", "lie"], ["ka", "pryas"]))
    ):
        return False
    return not (event and kind == "missing" and word in ("gm",))


def is_future(token: Token) -> bool:
    return len(token.low) > 3 and token.low.endswith(doubts.FUTURE_ENDS) and token.low not in doubts.NOT_FUTURE
