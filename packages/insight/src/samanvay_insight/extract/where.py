"""Where an event happened: at one place, at several, or at those that each have their own figure."""

from __future__ import annotations

from collections.abc import Sequence

from samanvay_insight.extract.cues import Words
from samanvay_insight.extract.groups import Group
from samanvay_insight.extract.happening import Happening
from samanvay_insight.extract.mentions import Mention
from samanvay_insight.extract.parts import governs, part_of
from samanvay_insight.extract.patients import patient, suits
from samanvay_insight.extract.people import Persons, number_at
from samanvay_insight.extract.scenes import Cue, Scene

# "put to work in Gurugram and freed", "sold in Rohtak, was rescued"
_KEPT = frozenset({"put", "sold", "ended", "landed", "reached"})
# "Boys held captive in a hotel in Agra were freed"
_CAPTIVE = frozenset({"held", "kept", "hidden"})
_SENT_OUT = frozenset({"decoy", "raid", "raided", "team", "teams"})


def place_of(scene: Scene, cue: Cue, kind: str, earlier: list[Happening]) -> Sequence[Mention]:
    start, end = scene.clause_of(cue.start)
    able = [g for g in scene.groups if can_hold(scene, g, kind)]
    inside = [g for g in able if start <= g.start < end]
    after = [g for g in inside if g.start >= cue.end]
    before = [g for g in inside if g.end <= cue.start]
    governed = [g for g in able if g.role == "origin"]
    if kind == "missing" and governed:
        return governed[0].heads
    if any(t.low in ("tracked", "traced") for t in scene.tokens[cue.start : cue.end]):
        goals = [g for g in scene.groups if g.role == "goal" and cue.end <= g.start < end]
        after = goals or after
    for near in (after[:1], before[-1:]):
        if near:
            return near[0].heads
    found_in = [g for g in scene.groups if g.role == "weak" and cue.start <= g.cue <= cue.end]
    if kind == "rescue" and found_in:
        # "and was later traced in Pune"
        return found_in[0].heads
    traced = [g for g in scene.groups if g.role in ("goal", "weak") and g.end <= cue.start and _tracked(scene, g)]
    if traced and kind in ("rescue", "arrest"):
        # "was tracked to a hotel near Charbagh and arrested"
        return traced[-1].heads
    pointed = _pointed_at(scene, start, end)
    if pointed:
        return pointed
    last = max((e.end for e in scene.events if e.end <= cue.start), default=0)
    headed = [g for g in able if last <= g.start and g.end < cue.start and scene.tokens[g.end].text == ":"]
    if last and headed and kind != "missing":
        # "8 rescued, 2 held; at Auraiya: 3 rescued"
        return headed[-1].heads
    if kind != "missing":
        same = [h for h in earlier if h.place is not None and h.kind != kind]
        if same:
            return [m for m in (same[-1].place,) if m]
    if kind == "arrest":
        kept = [g for g in scene.groups if g.role == "goal" and g.end <= cue.start and not g.is_stop]
        confined = {"locked", "confined", "captive", "raped"} & {t.low for t in scene.tokens[: cue.start]}
        if kept and confined and not any(g.start > kept[-1].end for g in scene.groups):
            # "brought to Noida and confined in a flat; 2 men have been arrested"
            return kept[-1].heads
    if kind == "sensitisation":
        named = [g for g in scene.groups if g.role == "none" and g.end <= cue.start and g.heads[0].kind != "country"]
        if named and not inside:
            return named[-1].heads
        near = [g for g in scene.groups if g.role == "of" and any(0 <= g.cue - p.end <= 1 for p in scene.persons)]
        if near:
            return near[0].heads
    frame = [g for g in able if g.end <= cue.start] or [
        g for g in able if g.role == "at" and kind != "arrest" and not _claimed(scene, g)
    ]
    if frame:
        return frame[-1].heads if kind != "missing" else frame[0].heads
    if kind == "missing":
        home = [g for g in scene.groups if g.role in ("origin", "of") and start <= g.start < end]
        home = home or [g for g in scene.groups if g.role in ("none", "local") and g.heads[0].kind != "country"]
        return home[0].heads if home else ()
    if kind == "rescue":
        work = [g for g in scene.groups if g.role == "weak" or (g.role == "goal" and g.work == "work")]
        work = work or [
            g
            for g in scene.groups
            if g.role == "goal" and g.end <= cue.start and not g.is_stop and _kept(scene, g, cue)
        ]
        work = work or [
            g
            for g in scene.groups
            if g.role == "via" and g.end <= cue.start and not g.is_stop and scene.tokens[g.cue].low in _CAPTIVE
        ]
        if work:
            return work[0].heads
    # A team is sent elsewhere; a police station acts where it is.
    inside = [g for g in scene.groups if cue.start <= g.start < cue.end]
    if inside:
        # "picked up by Thane Police"
        return inside[0].heads
    local = [
        g
        for g in scene.groups
        if g.role == "local"
        and not any(t.low in ("team", "teams") for t in scene.tokens[max(0, g.start - 4) : g.start])
    ]
    if local or kind not in ("rescue", "arrest"):
        return local[0].heads if local else ()
    sent = [g for g in scene.groups if g.role == "goal" and g.end <= cue.start and _sent_there(scene, g)]
    return sent[-1].heads if sent else ()


def _kept(scene: Scene, group: Group, cue: Cue) -> bool:
    """ "Sold in Rohtak, was rescued", "brought to Bareilly and locked in a room; police freed her"."""
    if scene.tokens[group.cue].low in _KEPT:
        return True
    later = [g for g in scene.groups if group.end <= g.start < cue.start]
    return not later and any(t.low in _LOCKED for t in scene.tokens[group.end : cue.start])


_LOCKED = Words.of("locked confined held captive detained forced made beaten kept raped tortured exploited")


def _tracked(scene: Scene, group: Group) -> bool:
    return any(t.low in ("tracked", "traced", "cornered") for t in scene.tokens[max(0, group.cue - 3) : group.cue + 1])


def _sent_there(scene: Scene, group: Group) -> bool:
    """ "A team was sent to Kanpur; six women were freed"."""
    before = [p for p in scene.persons if p.start < group.start]
    words = {t.low for t in scene.tokens[: group.start]}
    doers = words & _SENT_OUT or any(p.who == "officers" for p in before)
    return bool(doers) and not any(p.who in ("victims", "persons") for p in before)


def _pointed_at(scene: Scene, start: int, end: int) -> Sequence[Mention]:
    """The place before ", where she was rescued" or meant by "rescued there" in the same sentence."""
    words = {t.low for t in scene.tokens[start:end]}
    if scene.tokens[start].low != "where" and "there" not in words:
        return ()
    earlier = [g for g in scene.groups if g.end <= start and g.role in ("at", "goal", "weak", "via", "none")]
    earlier = [g for g in earlier if g.heads[0].kind != "country"]
    return earlier[-1].heads if earlier else ()


def can_hold(scene: Scene, group: Group, kind: str) -> bool:
    head = group.heads[0]
    if group.border and head.kind in ("country", "state"):
        return False
    if head.kind == "country":
        return False
    if group.role == "at":
        # "arrested for selling a girl in Muzaffarnagar": the sale was there.
        part, _ = part_of(scene, group)
        return (
            not _claimed(scene, group)
            and not group.care
            and part != "origin"
            and not (kind == "arrest" and part == "goal")
        )
    if group.role == "origin":
        return governs(scene, group) == kind
    if group.role == "goal" and scene.tokens[group.cue].low in ("got", "alighted"):
        return kind in ("rescue", "interception") and not group.care
    # "Jhansi reported one rescue", "Gonda: 3 rescued"
    start, _ = scene.clause_of(group.start)
    follows = scene.tokens[group.end].low if group.end < len(scene.tokens) else ""
    return group.role == "none" and group.start == start and follows in ("reported", "district", "has", "had")


def _claimed(scene: Scene, group: Group) -> bool:
    """Whether the place belongs to a job that was promised or a sale that was made, not to the event."""
    words = {t.low for t in scene.tokens[max(0, group.cue - 3) : group.cue]}
    return bool(words & {"around", "married", "studying", "job", "jobs", "registered", "wanted", "convicted"})


def apart(scene: Scene, cue: Cue) -> list[tuple[Mention, int]]:
    """Places that each have their own number: "in Hardoi 3 children and in Sitapur 4 were rescued"."""
    if any(t.low == "respectively" for t in scene.tokens):
        start, end = scene.clause_of(cue.start)
        said = [number_at(scene.tokens, i) for i in range(start, end) if scene.tokens[i].kind == "number"]
        counts = [n for n in said if n is not None]
        heads = next((g.heads for g in scene.groups if len(g.heads) == len(counts) > 1), [])
        return list(zip(heads, counts, strict=False))
    if cue.kind == "missing":
        homes = [
            (g.heads[0], _led_by(scene, g)) for g in scene.groups if g.role in ("origin", "of") and g.end <= cue.start
        ]
        if len(homes) > 1 and all(number for _, number in homes):
            # "Two girls from Ayodhya and one from Basti went missing"
            return [(home, number or 0) for home, number in homes]
    listed = figures(scene, cue)
    single = cue.start <= 3 and scene.tokens[cue.end].text == ":" if cue.end < len(scene.tokens) else False
    if len(listed) > 1 or (listed and single):
        return listed
    told = [g for g in scene.groups if g.role == "at" and len(g.heads) == 1 and can_hold(scene, g, cue.kind)]
    led = [[p for p in scene.persons if p.end == g.cue and p.count and p.start >= cue.end] for g in told[1:]]
    first = patient(scene, cue)
    if led and all(led) and first is not None and first.count is not None and cue.end <= told[0].cue:
        # "26 minors deboarded at Jhansi, 11 at Lalitpur, 4 at Orai"
        return [(told[0].heads[0], first.count)] + [
            (g.heads[0], near[0].count or 0) for g, near in zip(told[1:], led, strict=True)
        ]
    for ahead in (True, False):
        pairs = []
        for group in told:
            near = [
                p
                for p in scene.persons
                if p.count is not None
                and suits(p, cue.kind, False)
                and not _anothers(scene, p, cue)
                and 0 <= (p.start - group.end if ahead else group.cue - p.end) <= 1
            ]
            if near:
                pairs.append((group.heads[0], near[0].count or 0))
        if len(pairs) > 1:
            return pairs
    return []


def _led_by(scene: Scene, group: Group) -> int | None:
    near = [p.count for p in scene.persons if 0 <= group.cue - p.end <= 1]
    return near[-1] if near else None


def _anothers(scene: Scene, persons: Persons, cue: Cue) -> bool:
    """Whether another event stands nearer to them: "8 rescued, 2 arrested; at Auraiya: 3 rescued"."""
    between = [e for e in scene.events if persons.end <= e.start < cue.start]
    behind = [e for e in scene.events if cue.start < persons.start and e.start >= persons.end]
    return bool(between or behind)


def figures(scene: Scene, cue: Cue) -> list[tuple[Mention, int]]:
    """The places that a figure follows: "Sonauli 6, Rupaidiha 5", "1. Gorakhpur 6 2. Deoria 3"."""
    tokens = scene.tokens
    starts = {g.start for g in scene.groups}
    listed = []
    first = next((g for g in scene.groups if g.end == cue.start and len(g.heads) == 1), None)
    said = number_at(tokens, cue.end) if first is not None and cue.end < len(tokens) else None
    if first is not None and said is not None:
        # "Gorakhpur rescued 12, Maharajganj 7"
        listed.append((first.heads[0], said))
    following = next((e.start for e in scene.events if e.start >= cue.end and e.kind != cue.kind), len(tokens))
    earlier = max((e.end for e in scene.events if e.end <= cue.start and e.kind != cue.kind), default=0)
    own = [g for g in scene.groups if g.role != "origin" and cue.end <= g.start < following]
    own = own or [g for g in scene.groups if g.role != "origin" and earlier <= g.start < cue.start]
    for group in own:
        at = group.end
        if at < len(tokens) and tokens[at].text in (":", "-", "\u2013", "=", "(") and cue.end <= group.start:
            at += 1
        number = number_at(tokens, at) if at < len(tokens) else None
        if number is None or len(group.heads) != 1:
            continue
        after = tokens[at + 1].low if at + 1 < len(tokens) else "."
        numbered = (
            after.isdecimal() and at + 2 < len(tokens) and (tokens[at + 2].text in (".", ")") or at + 2 in starts)
        )
        if after in (",", ";", ".", ")", "and", "-", "*", "\u2022") or numbered or at + 1 in starts:
            listed.append((group.heads[0], number))
    return listed
