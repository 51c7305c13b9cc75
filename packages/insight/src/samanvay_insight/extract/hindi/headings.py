"""The place that a heading gives to what is told below it: "Khurja।", "Pilibhit report.", "Thana Rasra:"."""

from __future__ import annotations

from collections.abc import Sequence

from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.cues import hindi_verbs as verbs
from samanvay_insight.extract.cues.hindi_places import KIND_BEFORE, LOCAL_BEFORE
from samanvay_insight.extract.hindi.counted import NOUNS
from samanvay_insight.extract.hindi.forms import in_form, words
from samanvay_insight.extract.hindi.spot import AND, Spot
from samanvay_insight.extract.memory import Memory
from samanvay_insight.extract.mentions import Mention
from samanvay_insight.extract.tokens import Token

# Beside the place a heading has no more words than these.
_MOST = 4
_COLONS = frozenset({":", ":-", "-", "\u2013", "\u2014"})
# What goes on with the clause, so that the place before it is no heading.
_CASES = words("se ko ne ki ke ka tak me par pe")


def note_heading(memory: Memory, tokens: Sequence[Token], found: Sequence[Mention]) -> None:
    """Keep the place of a sentence that says a place and little else; `tokens` may be of either language."""
    near = [m for m in found if not m.demonym and m.kind != "country"]
    if not near or not _says_nothing(in_form(tokens), near):
        return
    memory.heading = near[-1] if near[-1].kind != "state" or len(near) == 1 else near[0]


def note_post(memory: Memory, posts: Sequence[Mention]) -> None:
    """Keep whose diary it is, where no heading says it: "thana Balrampur pulis dvara ...", for the sentences after."""
    if posts and memory.post is None:
        memory.post = posts[0]


def _says_nothing(tokens: Sequence[Token], found: Sequence[Mention]) -> bool:
    inside = {i for m in found for i in range(m.start, m.end)}
    rest = [i for i in range(len(tokens)) if i not in inside and tokens[i].kind == "word"]
    if len([i for i in rest if cues.KIND.at(tokens, i) is None and not _is_kind(tokens, i)]) > _MOST:
        return False
    if any(tokens[i].low in NOUNS - cues.OFFICERS or tokens[i].low in verbs.AUX for i in rest):
        return False
    return not any(verbs.EVENTS.at(tokens, i) or verbs.MOVES.at(tokens, i) for i in rest)


def _is_kind(tokens: Sequence[Token], index: int) -> bool:
    return any(t.ending(tokens, index + 1) is not None for t in (KIND_BEFORE, LOCAL_BEFORE))


def opened_later(tokens: Sequence[Token], spot: Spot) -> bool:
    """ "Update Mau: 1 ldki ...", "suchna: Barhni - 3 mhila ...": a heading after a word or two, or after a colon."""
    if spot.end >= len(tokens) or tokens[spot.end].text not in _COLONS:
        return _named_unit(tokens, spot)
    if tokens[spot.end].text != ":" and spot.end + 1 < len(tokens) and tokens[spot.start - 1].text not in ":;|":
        return False
    begin = max((i + 1 for i in range(spot.start) if tokens[i].text in ":;|।"), default=0)
    before = tokens[begin : spot.start]
    if len(before) > _MOST or any(
        t.low in _CASES - {"ki", "ke", "ka"} or t.low in NOUNS - cues.OFFICERS for t in before
    ):
        return False
    return not any(verbs.EVENTS.at(tokens, i) or verbs.MOVES.at(tokens, i) for i in range(begin, spot.start))


def _named_unit(tokens: Sequence[Token], spot: Spot) -> bool:
    """ "Aligarh tala factory: 12 bche ...": the place and a word or two for where in it, then a colon."""
    end = spot.end
    while end < len(tokens) and end - spot.end <= _MOST - 1 and tokens[end].kind == "word":
        known = tokens[end].low in _CASES or tokens[end].low in NOUNS or tokens[end].low in AND
        if known or verbs.EVENTS.at(tokens, end) or verbs.MOVES.at(tokens, end):
            return False
        end += 1
    return spot.start <= 1 and end > spot.end and end < len(tokens) and tokens[end].text == ":"


def told_of(tokens: Sequence[Token], spot: Spot) -> int | None:
    """The token after "Sir Lalitpur ka update -", "Mau se khabar:", where a report opens so."""
    ahead = tokens[spot.end : spot.end + 3]
    said = len(ahead) == 3 and ahead[0].low in ("ka", "ki", "se") and ahead[1].low in _REPORTS
    return spot.end + 3 if said and ahead[2].text in _COLONS and spot.start < _MOST else None


_REPORTS = words("update अपडेट report रिपोर्ट khabar suchna soochna samachar news haal")


def governing(memory: Memory, paragraph: int) -> list[Mention]:
    """The place of the heading above: of its own paragraph first, else of the whole report."""
    if memory.lined is not None and memory.lined_in == paragraph:
        return [memory.lined]
    above = memory.heading or memory.post
    return [above] if above is not None else []
