"""A pair as words and pieces: both sides, a map, the weights and what would change them, timeline, who said what."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samanvay.access.boxes.groups import GROUP_WORDS, Group
from samanvay.access.permissions import Permission
from samanvay.access.queries import officers_holding
from samanvay.directory.policies import may_see_contacts
from samanvay.directory.queries import phones_of, readers_for_many, units_of
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.tracing.kinds import EntryKind, Side
from samanvay.tracing.matches.masking import Seen, Sight
from samanvay.tracing.matches.policies import AGREED, SIDES, may_withdraw_judgement
from samanvay.tracing.matches.queries import Cluster
from samanvay.tracing.models import Acceptance, Candidate, Judgement
from samanvay.tracing.states import Band, CandidateState, Verdict
from samanvay.web.components.pieces import Action, Happening, Kind, Pill
from samanvay.web.kit.maps.frame import WIDTH, frame_around
from samanvay.web.kit.people import names_of
from samanvay.web.kit.who import officer_words
from samanvay_insight.linkage.model import FIELDS

from .forms import WHEN

NOT_TOLD = "–"
STATE_KINDS: Mapping[CandidateState, Kind] = {
    CandidateState.PROPOSED: "warn",
    CandidateState.UNSURE: "warn",
    CandidateState.SAME: "warn",
    CandidateState.ACCEPTED: "ok",
    CandidateState.VERIFIED: "ok",
}
BAND_KINDS: Mapping[Band, Kind] = {Band.STRONG: "hot", Band.LOOK: "warn"}
VERDICT_KINDS: Mapping[Verdict, Kind] = {Verdict.SAME: "ok", Verdict.DIFFERENT: "hot", Verdict.UNSURE: "warn"}
FIELD_WORDS = {field.name: Bilingual(field.en, field.hi) for field in FIELDS}
# What the next step of a pair asks of an officer of either side; acceptance is told side by side.
NEXT: Mapping[CandidateState, Permission] = {
    CandidateState.PROPOSED: Permission.TRACING_JUDGE,
    CandidateState.UNSURE: Permission.TRACING_JUDGE,
    CandidateState.ACCEPTED: Permission.TRACING_JUDGE,
}
# What can still be asked about; the order in which it helps most, as far as it is usually known.
ASKABLE = ("father", "mother", "spouse", "marks", "phone", "given", "family", "place", "companions", "height", "age",
           "language", "date")  # fmt: skip
MOST_ASKED = 4
LEAST_SPAN = 2.0  # degrees of a map
MIDDLE = 120  # of the chart of bars, in its own units
LEAST_SCALE = 6.0  # bits, so that a weak pair does not look strong
LEAST_BAR = 1.5
AGAINST = -1.0  # bits: what weighs less speaks neither for nor against


def state_pill(pair: Candidate) -> Pill:
    """Return where a pair stands."""
    return Pill(pair.state_words, STATE_KINDS.get(CandidateState(pair.state), "calm"))


def band_pill(pair: Candidate) -> Pill:
    """Return how strongly the records speak for one person."""
    return Pill(pair.band_words, BAND_KINDS.get(Band(pair.band), "calm"))


def column(pair: Candidate, seen: Seen, *, sealed_refused: str) -> dict[str, Any]:
    """Return one side; masked values say that they are masked, unknown ones that nobody told them."""
    masked = _("hidden until both sides accept")
    is_masked = seen.sight == Sight.MASKED
    places = {EntryKind.MISSING: _("Last seen"), EntryKind.FOUND: _("Found at"), EntryKind.SIGHTING: _("Seen at")}
    where = _("not shown before the person consents") if seen.hides_place else place_words(seen.place)
    facts: list[tuple[Any, Any]] = [
        (_("Sex"), seen.sex),
        (_("Age"), str(seen.age) or NOT_TOLD),
        (_("Languages"), ", ".join(str(each) for each in seen.languages) or NOT_TOLD),
        (_("Home"), place_words(seen.home)),
        (WHEN[seen.kind], str(seen.happened) if seen.happened else NOT_TOLD),
        (places[EntryKind(seen.kind)], where),
        (_("Height"), masked if is_masked else str(seen.height) or NOT_TOLD),
        (_("Marks"), masked if is_masked else "; ".join(str(each) for each in seen.marks) or NOT_TOLD),
    ]
    if str(seen.category):
        facts.insert(0, (_("Register"), seen.category))
    return {
        "title": seen.label,
        "sub": _("Your side") if seen.is_own else _("The other side"),
        "facts": facts,
        "openings": _openings(pair, seen, sealed_refused),
        "url": reverse("entry", args=[seen.entry_id]) if seen.entry_id else "",
        "note": _note(pair, seen),
    }


def place_words(place: Any) -> str:
    """Return a place with its district or state, or a dash."""
    if place is None:
        return NOT_TOLD
    beyond = place.district if place.district_id and place.district_id != place.key else place.state
    return f"{place.names}, {beyond.names}" if beyond is not None and beyond.key != place.key else str(place.names)


def _openings(pair: Candidate, seen: Seen, refused: str) -> list[dict[str, Any]]:
    """Return the sealed parts of a side: the words of each, the way to open it, or why it stays closed."""
    if seen.sight == Sight.MASKED:
        words = _("Each side sees the other's names when the nodal officers of both sides accept.")
        return [{"words": GROUP_WORDS[Group.IDENTITY], "url": "", "refused": words}]
    return [
        {
            "words": GROUP_WORDS[Group(box.group)],
            "url": "" if refused else reverse("match_name", args=[pair.id, box.id]),
            "refused": refused,
        }
        for box in seen.boxes
    ]


def _note(pair: Candidate, seen: Seen) -> str:
    if seen.hides_place:
        return _("An adult decides who may know where they are. The unit that cares for them must ask them first.")
    if seen.sight == Sight.MASKED:
        return _(
            "Only in outline until both sides accept. Below you see which details agree, but not the details "
            "themselves."
        )
    if seen.sight == Sight.ACCEPTED and pair.state in AGREED:
        return _("Both sides accepted. This is for the officers who search, not for the family.")
    return ""


def weighing(pair: Candidate, seen: Sequence[Seen]) -> dict[str, Any]:
    """Return what speaks for and against one person: bars, the sum in words, what would change it."""
    asked = [words for name in ASKABLE if (words := _asked(name, pair, seen))]
    earlier = ngettext("Judged different %(n)d time before.", "Judged different %(n)d times before.", pair.earlier)
    return {
        "bars": bars_of(pair.reasons),
        "total": _("%(bits)s bits in all") % {"bits": f"{pair.weight:+.1f}"},
        "chance": chance(pair.probability),
        "asked": asked[:MOST_ASKED],
        "new_facts": new_facts(pair),
        "earlier": earlier % {"n": pair.earlier} if pair.earlier else "",
    }


def reasons_in_words(pair: Candidate) -> list[str]:
    """Return what speaks for one person and what against, each a sentence of its fields, what weighs most first."""
    language = "hi" if get_language() == "hi" else "en"
    weighed = sorted(pair.reasons, key=lambda each: -abs(float(each["bits"])))
    # How rare an agreement is stands after a semicolon: that is a number, and stands behind.
    words = [(float(each["bits"]), each[language].partition(";")[0]) for each in weighed]
    pro = _listed(said for bits, said in words if bits >= 0)
    con = _listed(said for bits, said in words if bits <= AGAINST)
    said = [_("For: %(reasons)s.") % {"reasons": pro}] if pro else []
    return [*said, _("Against: %(reasons)s.") % {"reasons": con}] if con else said


def _listed(reasons: Iterable[str]) -> str:
    """Return sentences as one: only the first begins with a capital."""
    first, *rest = [*reasons] or [""]
    return ", ".join([first, *(each[:1].lower() + each[1:] for each in rest)])


def bars_of(reasons: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return a bar for each field, what weighs most first: to the right for agreement, to the left for conflict."""
    language = "hi" if get_language() == "hi" else "en"
    weighed = sorted(((float(each["bits"]), each) for each in reasons), key=lambda pair: -abs(pair[0]))
    scale = max([LEAST_SCALE, *(abs(bits) for bits, _each in weighed)])
    bars = []
    for bits, each in weighed:
        width = max(abs(bits) / scale * MIDDLE, LEAST_BAR)
        bar = {
            "field": each[f"field_{language}"],
            "words": each[language],
            "bits": f"{bits:+.1f}",
            "x": f"{MIDDLE if bits >= 0 else MIDDLE - width:.1f}",
            "width": f"{width:.1f}",
            "is_for": bits >= 0,
        }
        bars.append(bar)
    return bars


def new_facts(pair: Candidate) -> str:
    """Return the fields that changed since a pair was judged."""
    return ", ".join(str(FIELD_WORDS.get(name, name)) for name in pair.new_facts)


def chance(probability: float) -> str:
    """Return a probability as people say it: of a hundred such pairs so many are one person."""
    of_hundred = round(probability * 100)
    if of_hundred >= 99:
        return _("Of a hundred pairs like this, more than 98 are one person.")
    if of_hundred < 1:
        return _("Of a hundred pairs like this, less than one is one person.")
    return ngettext(
        "Of a hundred pairs like this, about %(n)d is one person.",
        "Of a hundred pairs like this, about %(n)d are one person.",
        of_hundred,
    ) % {"n": of_hundred}


def _asked(name: str, pair: Candidate, seen: Sequence[Seen]) -> str:
    """Return what is to be asked where one side or both do not know a field; whether it is known tells no value."""
    knows = [name in pair.coded.get(side, {}) for side in ("left", "right")]
    if all(knows) or name not in FIELD_WORDS or (name == "spouse" and pair.may_be_child):
        return ""
    field = FIELD_WORDS[name]
    if not any(knows):
        return _("%(field)s: neither side has this.") % {"field": field}
    lacking = seen[1] if knows[0] else seen[0]
    if lacking.is_own:
        return _("%(field)s: the other side has this, yours does not.") % {"field": field}
    return _("%(field)s: your side has this, the other does not.") % {"field": field}


def timeline(pair: Candidate, seen: Sequence[Seen]) -> list[Happening]:
    """Return what happened on both sides, in order of days, then what was done with the pair."""
    words = {
        EntryKind.MISSING: _("Missing since then"),
        EntryKind.FOUND: _("Found"),
        EntryKind.SIGHTING: _("Seen"),
    }
    told = sorted((each for each in seen if each.happened and each.happened.latest), key=_latest)
    shown = [
        Happening(
            str(each.happened), words[EntryKind(each.kind)], more="" if each.hides_place else place_words(each.place)
        )
        for each in told
    ]
    shown.append(Happening(pair.proposed_at, _("Proposed as a possible match"), more=str(pair.band_words)))
    if pair.verified_at is not None:
        shown.append(Happening(pair.verified_at, _("Verified: %(how)s") % {"how": pair.verified_words_how}, kind="ok"))
    return shown


def _latest(seen: Seen) -> Any:
    """Order by the last day that it may have been: a month is told for a day, and nobody is found before."""
    return (seen.happened.latest if seen.happened else None, seen.side)


def spoken(actor: Actor, judgements: Iterable[Judgement]) -> list[dict[str, Any]]:
    """Return the judgements that this person reads, the latest first."""
    rows = sorted(judgements, key=lambda each: each.at, reverse=True)
    names = names_of(each.by for each in rows)
    units = units_of({each.unit for each in rows})
    shown = []
    for each in rows:
        unit = units.get(each.unit)
        may_withdraw = each.stands and not reason_against(may_withdraw_judgement, actor, each)
        kind = VERDICT_KINDS[Verdict(each.verdict)] if each.stands else "calm"
        words = {
            "pill": Pill(each.verdict_words, kind),
            "who": ", ".join(part for part in (names.get(each.by, ""), str(unit.names) if unit else "") if part),
            "at": each.at,
            "words": each.reason,
            "withdrawn": "" if each.stands else _("Withdrawn: %(why)s") % {"why": each.withdrawn_reason},
            "withdraw": Action(_("Withdraw"), reverse("judgement_withdraw", args=[each.id])) if may_withdraw else None,
        }
        shown.append(words)
    return shown


def rejection_words(pair: Candidate, seen: Sequence[Seen], apart: Collection[str]) -> list[str]:
    """Return what a strong match that one side rejected still asks of the other."""
    if pair.state != CandidateState.DIFFERENT or pair.band != Band.STRONG or {*SIDES} <= {*apart}:
        return []
    if any(each.is_own and each.side not in apart for each in seen):
        return [
            _(
                "This strong match was rejected. If your side agrees, decide “Different persons” too. If not, decide "
                "“The same person” or “Unsure”: the match is then open again."
            )
        ]
    return [_("Your side rejected this strong match. The other side is asked to agree or to reopen it.")]


def who_acts(actor: Actor, pair: Candidate, seen: Sequence[Seen]) -> list[tuple[str, str]]:
    """Return for each side who is to judge or to verify next, by name, post and telephone; empty when nobody is."""
    permission = NEXT.get(CandidateState(pair.state))
    if permission is None:
        return []
    return [(_side_title(each, seen), _officer_of(actor, pair, each, permission)) for each in seen]


def _side_title(each: Seen, seen: Sequence[Seen]) -> str:
    if seen[0].is_own and seen[1].is_own:
        return str(each.label)
    return _("Your side") if each.is_own else _("The other side")


def _officer_of(actor: Actor, pair: Candidate, seen: Seen, permission: Permission) -> str:
    """Return the nearest officer of a side who holds a permission; nobody's name where it would tell a place."""
    if seen.hides_place and not seen.is_own:
        return _("the unit that cares for the person, named once the person consents")
    chains = readers_for_many(pair.units_of(seen.side))
    units = sorted(chains, key=lambda audience: (-len(chains[audience]), audience))
    nearest = officers_holding(permission, units, 1)
    if not nearest:
        return _("nobody is posted there")
    [words] = officer_words(nearest)
    phone = phones_of([nearest[0].user_id]).get(nearest[0].user_id, "") if may_see_contacts(actor) else ""
    return f"{words} · {phone}" if phone else words


def nodal(
    actor: Actor, pair: Candidate, seen: Sequence[Seen], standing: Sequence[Acceptance], read: set[UUID]
) -> list[dict[str, Any]]:
    """Return for each side whether its nodal officer has spoken; whoever it was only to those who read it.

    Of a side that has not, the officer for whom it waits.
    """
    by_side = {each.side: each for each in standing}
    names = names_of(each.by for each in standing if each.id in read)
    shown = []
    for each in seen:
        acceptance = by_side.get(each.side)
        pill, words = Pill(_("not decided yet"), "warn"), ""
        if acceptance is not None and acceptance.accepts:
            pill, words = Pill(_("accepted"), "ok"), names.get(acceptance.by, "")
        elif acceptance is not None:
            pill, words = Pill(_("rejected"), "hot"), acceptance.reason if acceptance.id in read else ""
        else:
            words = _officer_of(actor, pair, each, Permission.TRACING_ACCEPT)
        shown.append({"side": _side_title(each, seen), "pill": pill, "words": words})
    return shown


def cluster_words(cluster: Cluster) -> list[str]:
    """Return what a pair would join besides its two entries, and where judgements contradict along the chain."""
    said = []
    if cluster.others:
        said.append(
            ngettext(
                "With this decision, %(n)d more entry counts as the same person.",
                "With this decision, %(n)d more entries count as the same person.",
                len(cluster.others),
            )
            % {"n": len(cluster.others)}
        )
    if cluster.conflicts:
        said.append(
            ngettext(
                "But %(n)d pair among them was judged to be different persons: one of the decisions is wrong.",
                ("But %(n)d pairs among them were judged to be different persons: some of the decisions are wrong."),
                len(cluster.conflicts),
            )
            % {"n": len(cluster.conflicts)}
        )
    return said


def own_first(seen: Sequence[Seen]) -> tuple[Seen, Seen]:
    """Return the viewer's own side first."""
    first, second = seen
    return (first, second) if first.is_own or not second.is_own else (second, first)


def side_words(side: str) -> str:
    """Return how a side is called where one stands above both."""
    return _("the missing report") if side == Side.LEFT else _("the found person")


def pair_map(seen: Sequence[Seen]) -> dict[str, Any] | None:
    """Return the map of what may be seen of two entries, each place of a meaning once; None where none is known."""
    told: dict[tuple[str, str], tuple[tuple[float, float], str]] = {}
    for each in seen:
        where = {EntryKind.MISSING: _("Last seen"), EntryKind.FOUND: _("Found")}.get(EntryKind(each.kind), _("Seen"))
        there = "missing" if each.kind == EntryKind.MISSING else "found"
        for sign, place, words in (("home", each.home, _("Home")), (there, each.place, where)):
            if place is not None and place.lat is not None and place.lon is not None:
                told.setdefault((sign, place.key), ((place.lon, place.lat), f"{words}: {place.names}"))
    if not told:
        return None
    frame = frame_around(_box([point for point, _words in told.values()]), pad=0.2)
    dots = []
    for (sign, _key), (point, words) in told.items():
        x, y = (round(each) for each in frame.at(*point))
        dots.append({"sign": sign, "x": x, "y": y, "words": words, "anchor": "end" if x > WIDTH * 0.6 else "start"})
    return {
        "width": WIDTH,
        "height": frame.height,
        "ground_url": reverse("picture_ground", args=[frame.code]),
        "dots": dots,
        "label": _("Map: %(places)s") % {"places": "; ".join(words for _point, words in told.values())},
    }


def _box(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    west, east, south, north = min(xs), max(xs), min(ys), max(ys)
    grow = max(0.0, LEAST_SPAN - max(east - west, north - south)) / 2
    return west - grow, south - grow, east + grow, north + grow
