"""Places that stand together, and the part they play: source, stop-over, destination, where it happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samanvay_insight.extract import atlas
from samanvay_insight.extract.before import role_before
from samanvay_insight.extract.cues import Words
from samanvay_insight.extract.cues import english as cues
from samanvay_insight.extract.cues import english_doubts as doubts
from samanvay_insight.extract.cues import english_places as guards
from samanvay_insight.extract.cues import english_roles as roles
from samanvay_insight.extract.mentions import Mention, heads_a_line
from samanvay_insight.extract.tokens import Token

_INSIDE = Words.of(
    ", ( ) of in 's district districts distt dist state the ps village vill thana tehsil block city town border "
    "outpost kotwali nagar post under bop"
)
_ARROWS = frozenset({"→", "->", "-->", "=>", "-", "\u2013", "\u2014", ">"})
_BESIDE = Words.of(", and & or / as well the districts district also both")


@dataclass(slots=True)
class Group:
    """Places named together: `heads` are the most exact of each chain ("Rupandehi, Nepal" is one).

    `role` is origin, of, goal, via, at, weak, agency, local or none; `cue` the index of the word
    that gave it; `work` and `care` whether a place of work or of care was named with it.
    """

    heads: list[Mention]
    start: int
    end: int
    role: str = "none"
    cue: int = 0
    work: str = ""
    care: bool = False
    border: bool = False
    route: bool = False

    @property
    def is_stop(self) -> bool:
        """Whether it is a station or border post, where a way is cut and not ended."""
        return self.border or all(h.kind == "station" or h.place.kind in ("station", "crossing") for h in self.heads)


def groups(tokens: Sequence[Token], found: Sequence[Mention]) -> list[Group]:
    """The groups of one sentence, in order, each with its role."""
    made: list[Group] = []
    for mention in found:
        last = made[-1] if made else None
        if last is not None and _joins(tokens, last, mention):
            last.end = mention.end
            continue
        made.append(Group([mention], mention.start, mention.end))
    for index, group in enumerate(made):
        _assign(tokens, group, made[index + 1] if index + 1 < len(made) else None)
        before = made[index - 1] if index else None
        gap = "".join(t.low for t in tokens[before.end : group.start]) if before is not None else ""
        if before is not None and before.role in ("goal", "via") and group.role == "none" and gap in _THENS:
            # "taken to Patna, then Delhi"
            group.role, group.cue = "goal", group.start
        if before is None or before.role != "origin" or group.role != "origin" or before.cue != group.cue:
            continue
        if [t.low for t in tokens[before.end : group.start]] in (["in"], ["at"]):
            # "from Katihar in Muzaffarnagar": two places, since one does not hold the other.
            group.role, group.cue = "at", group.start - 1
    _routes(tokens, made)
    return made


def _routes(tokens: Sequence[Token], made: list[Group]) -> None:
    """Give "Nepal → Gorakhpur → Delhi" and "Birgunj to Raxaul to Patna" their ends and stop-overs."""
    index = 0
    while index < len(made):
        end = index + 1
        arrows = False
        while end < len(made):
            gap = "".join(t.low for t in tokens[made[end - 1].end : made[end].start])
            told_so = gap in _THENS and (
                _is_headed(tokens, made[index]) or end - index > 1 or _then_again(tokens, made, end)
            )
            if gap not in _ARROWS and gap not in ("to", "thento", "andthento", ",thento") and not told_so:
                break
            arrows = arrows or gap in _ARROWS
            end += 1
        counted = made[index].start == 0 and any(t.low in cues.VICTIMS | cues.PERSONS for t in tokens)
        told = any(t.low in _ROUTES for t in tokens) or (end - index > 2 and (counted or bool(cues.MOVES.all(tokens))))
        hyphens = arrows and all(
            "".join(t.low for t in tokens[a.end : b.start]) in ("-", "\u2013")
            for a, b in zip(made[index:end], made[index + 1 : end], strict=False)
        )
        shuttled = end - index == 1 and len(made[index].heads) == 2 and _shuttled(tokens, made[index])
        headed = shuttled or (end - index == 1 and len(made[index].heads) > 1 and _is_headed(tokens, made[index]))
        if headed:
            # "Route: Gumla, Ranchi, Delhi"
            heads = made[index].heads
            parts = [Group([h], h.start, h.end, "via", h.start, route=True) for h in heads]
            parts[0].role, parts[-1].role = "origin", "goal"
            made[index : index + 1] = parts
            end = index + len(parts)
        elif (end - index > 2 or (arrows and end - index > 1)) and (told or not hyphens):
            led = arrows or made[index].role != "via"
            # "the girls from Dailekh are taken through Murtiha to Nanpara and then Lucknow"
            made[index].role = "origin" if led else "via"
            made[index].route = led
            for group in made[index + 1 : end - 1]:
                group.role = "via"
            made[end - 1].role = "goal"
            for group in made[index:end]:
                group.cue = group.start
        index = end


_THENS = frozenset({",then", "then", "andthen", ",andthen", ",finally", ",andfinally", "andfinally", ",thenfinally"})
_ROUTES = Words.of("route routes corridor circuit journey path itinerary trip way passage")


def _is_headed(tokens: Sequence[Token], group: Group) -> bool:
    """Whether "Journey:" or the like goes before: "Journey of the victim: Gumla, then Ranchi"."""
    if group.start == 0 or tokens[group.start - 1].text not in (":", "-", "\u2013"):
        return False
    return any(t.low in _ROUTES for t in tokens[max(0, group.start - 7) : group.start - 1])


_SHUTTLES = Words.of(
    "ferries ferry ferried ferrying shuttles shuttled traffics trafficked transports "
    "transported moves moved carries carried"
)


def _shuttled(tokens: Sequence[Token], group: Group) -> bool:
    """ "She ferries girls between Malda and Agra"."""
    if group.start == 0 or tokens[group.start - 1].low != "between":
        return False
    near = tokens[max(0, group.start - 5) : group.start - 1]
    return any(t.low in cues.VICTIMS | cues.PERSONS for t in near) and any(
        t.low in _SHUTTLES for t in tokens[: group.start]
    )


def _then_again(tokens: Sequence[Token], made: Sequence[Group], index: int) -> bool:
    """Whether a third place follows by "then"."""
    if index + 1 >= len(made):
        return False
    return "".join(t.low for t in tokens[made[index].end : made[index + 1].start]) in _THENS


def _joins(tokens: Sequence[Token], group: Group, mention: Mention) -> bool:
    gap = [t.low for t in tokens[group.end : mention.start]]
    head = group.heads[-1]
    if gap == [","] and not atlas.within(head.place, mention.place):
        hit = _after(tokens, mention.end)
        if hit is not None and hit[0] != "origin":
            # "For girls of Nepal, Gorakhpur was the stopover": the comma parts two roles.
            return False
    if len(gap) <= 4 and all(word in _INSIDE for word in gap):
        same = head.place.key == mention.place.key
        if same and gap and gap != [","]:
            return True
        if atlas.within(head.place, mention.place):
            return True
        if atlas.within(mention.place, head.place):
            group.heads[-1] = mention
            return True
        if head.kind in ("town", "village", "station") and mention.kind == "district" and gap[-1:] == ["district"]:
            return True
    if gap and len(gap) <= 4 and all(word in _BESIDE for word in gap) and any(w in ",and&or/" for w in gap):
        group.heads.append(mention)
        return True
    return False


def _assign(tokens: Sequence[Token], group: Group, following: Group | None) -> None:
    group.cue = group.start
    group.border = _border(tokens, group)
    after = _after(tokens, group.end)
    hit = role_before(tokens, group.start)
    agency = _agency(tokens, group, hit is not None)
    bound = after is not None and _bound_there(tokens, group.end)
    if after is not None and agency is not None and tokens[group.end].low in ("received", "receives", "receive"):
        # "CWC Varanasi received two children"
        after = None
    if after is not None and (after[0] == "via" or (after[0] == "goal" and (hit is None or bound))):
        group.role = after[0]
        return
    if agency is not None:
        group.role = agency
        return
    named = _named_as(tokens, group)
    if named is not None:
        group.role = named
        return
    if (
        group.end < len(tokens)
        and tokens[group.end].low in cues.VICTIMS
        and (hit is None or hit.role not in ("origin", "goal") or tokens[hit.cue].low == "for")
    ):
        # "Uttarakhand girls"
        group.role = "demonym"
        return
    if hit is None and _owns_persons(tokens, group.end):
        group.role = "demonym"
        return
    if hit is not None:
        group.role, group.cue, group.work, group.care = hit.role, hit.cue, hit.work, hit.care
        if group.role == "at" and group.cue > 0 and tokens[group.cue - 1].low in cues.WORKPLACE:
            group.work = "work"
        if group.role == "at":
            group.work = group.work or _work_owned(tokens, group.cue)
        if group.role in ("at", "origin", "goal"):
            group.work = group.work or _work_after(tokens, group.end)
        if group.care and group.role in ("goal", "at", "via", "weak"):
            # An infant may be bought in a hospital, but nobody is trafficked into one.
            hospital = group.role == "at" and any(t.low in _HOSPITALS for t in tokens[group.cue : group.start])
            group.role = "at" if hospital else "none"
        return
    if _counted_homes(tokens, group):
        group.role = "origin"
        return
    if (
        after is not None
        and after[0] == "origin"
        and following is not None
        and all(t.low in cues.THROUGH or t.low == "to" for t in tokens[group.end : following.start])
    ):
        group.role = "origin"
        return
    if (_begins_item(tokens, group.start) and heads_a_line(tokens, group.end)) or (
        group.start > 0
        and group.end < len(tokens)
        and (tokens[group.start - 1].text, tokens[group.end].text) == ("(", ")")
    ):
        group.role = "at"
    elif group.heads[0].demonym:
        group.role = "demonym"


def _owns_persons(tokens: Sequence[Token], end: int) -> bool:
    """Whether "Saharsa's two boys" is said."""
    if end >= len(tokens) or tokens[end].low != "'s":
        return False
    return any(t.low in cues.VICTIMS | cues.PERSONS for t in tokens[end + 1 : end + 4])


_HOSPITALS = Words.of("hospital hospitals")


def _counted_homes(tokens: Sequence[Token], group: Group) -> bool:
    """Whether it stands in "five minors (Rohtas 2, Kaimur 3)"."""
    if group.end >= len(tokens) or tokens[group.end].kind != "number":
        return False
    opened = next((i for i in range(group.start - 1, max(-1, group.start - 12), -1) if tokens[i].text in "()"), None)
    return (
        opened is not None
        and opened > 0
        and tokens[opened].text == "("
        and tokens[opened - 1].low in cues.VICTIMS | cues.PERSONS
    )


def _work_owned(tokens: Sequence[Token], cue: int) -> str:
    """ "The brick kiln of one Ramesh at Loni"."""
    index = cue - 1
    while index >= 0 and cue - index < 8 and (tokens[index].capital or tokens[index].low in _OWNED):
        index -= 1
    return "work" if 0 <= index < cue - 1 and tokens[index].low in cues.WORKPLACE else ""


_OWNED = Words.of("of one the 's owned run by named")


def _work_after(tokens: Sequence[Token], end: int) -> str:
    """ "In a Ludhiana hosiery factory": what the place's name is put before."""
    for token in tokens[end : end + 3]:
        if token.kind != "word" or token.capital:
            return ""
        if token.low in cues.WORKPLACE:
            return "work"
        if token.low in cues.LODGING:
            return "lodging"
        if token.low in cues.VERBS or token.low not in cues.THROUGH:
            return ""
    return ""


def _bound_there(tokens: Sequence[Token], end: int) -> bool:
    """Whether "a Pune-bound special" is said, and not "bound for Pune"."""
    said = [t.low for t in tokens[end : end + 3] if t.text != "-"]
    return said[:1] == ["bound"] and said[1:2] not in (["for"], ["to"], ["towards"])


def _begins_item(tokens: Sequence[Token], start: int) -> bool:
    if start == 2 and tokens[0].kind in ("number", "word") and tokens[1].text in ".)":
        return True
    return start == 0 or (start <= 8 and tokens[start - 1].text in (",", ":", "-", ")"))


def _where(tokens: Sequence[Token], group: Group) -> str | None:
    """The role in "Varanasi is where the girls from Nepal halted"."""
    said = [t.low for t in tokens[group.end : group.end + 6]]
    if "where" not in said or said[0] not in (*doubts.COPULA, ",", "being"):
        return None
    if said[0] == "," and said[1:2] != ["where"]:
        return None
    if (
        said[0] in doubts.COPULA
        and said[1:2] != ["where"]
        and said[1:4] not in (["the", "place", "where"], ["the", "town", "where"])
    ):
        return None
    for token in tokens[group.end + said.index("where") + 1 : group.end + 16]:
        for role, verbs in _WHERE.items():
            if token.low in verbs:
                return role
        if token.text in (";", ",", "."):
            break
    return None


_WHERE = {
    "via": Words.of(
        "halted halt stopped rested stayed spent paused broke lodged waited changed kept sheltered slept housed"
    ),
    "goal": Words.of("sold ended landed worked work exploited destined delivered employed"),
    "origin": Words.of("started began recruited lured picked"),
}


def _named_as(tokens: Sequence[Token], group: Group) -> str | None:
    """The role of a place that is said to be one: "the stopover for girls from Nepal is Varanasi"."""
    where = _where(tokens, group)
    if where is not None:
        return where
    if group.start < 2 or tokens[group.start - 1].low not in doubts.COPULA:
        return None
    if tokens[group.start - 2].low == "it":
        # "From Uttarakhand the stop-over was Saharanpur and from Jharkhand it was Prayagraj"
        said = [doubts.NAMED_AS[t.low] for t in tokens[: group.start - 2] if t.low in doubts.NAMED_AS]
        stop = any(tokens[i].low == "stop" and tokens[i + 2].low == "over" for i in range(group.start - 2))
        return said[-1] if said else "via" if stop else None
    for token in reversed(tokens[max(0, group.start - 12) : group.start - 1]):
        if token.text in (";", ".", ",") or token.low in ("and", "but"):
            return None
        if token.low in doubts.NAMED_AS:
            return doubts.NAMED_AS[token.low]
    return None


def _after(tokens: Sequence[Token], end: int) -> tuple[str, int] | None:
    position = end
    while position < len(tokens) and position - end < 3:
        hit = roles.ROLE_AFTER.at(tokens, position)
        if hit is not None:
            return hit
        if tokens[position].low not in cues.THROUGH:
            return None
        position += 1
    return None


def _agency(tokens: Sequence[Token], group: Group, has_role: bool) -> str | None:
    if group.end < len(tokens):
        hit = guards.KIND_AFTER.at(tokens, group.end)
        if hit is not None and hit[0] == "agency":
            return "agency"
    before = guards.AGENCY_BEFORE.ending(tokens, group.start)
    if before is not None and not has_role:
        return before[0]
    if before is not None and has_role:
        word = tokens[group.start - 1].low
        return None if word in ("ps", "thana", "chowki", "outpost") else before[0]
    return None


def _border(tokens: Sequence[Token], group: Group) -> bool:
    return any(
        t.low in ("border", "bop", "outpost", "checkpost", "barrier", "naka", "crossing", "toll")
        for t in tokens[group.end : group.end + 2]
    ) or any(t.low in ("bop", "outpost", "checkpost") for t in tokens[max(0, group.start - 2) : group.start])
