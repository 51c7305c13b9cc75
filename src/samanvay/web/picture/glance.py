"""A place in a card and at the head of its sheet: three sentences made of data, and a small map."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.directory import queries as directory
from samanvay.directory.kinds import COMPARTMENTS
from samanvay.directory.models import Unit
from samanvay.duties.queries import overdue_by_unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.picture import queries
from samanvay.picture.findings.queries import strongest
from samanvay.picture.findings.words import keys_of, sentence_of
from samanvay.picture.lately import Lately, lately
from samanvay.picture.sheets import AGENCIES
from samanvay.reports.weeks.weekly import DUE_AFTER, asked_at, asked_week, week_words
from samanvay.web.kit import offers, sentences
from samanvay.web.kit.clocks import late_pill
from samanvay.web.kit.maps.drawing import district_url
from samanvay.web.kit.maps.small import SmallScene, small_map

WEEKS = 4
STANDS = timedelta(days=28)
MOST_WAYS, MOST_SIGNS, MOST_NAMED = 4, 6, 2

Sentence = tuple[str, SafeString]


@dataclass(frozen=True, slots=True)
class Place:
    """Some districts as an officer looks at them: one, several, or those of a whole state."""

    state: str
    districts: Sequence[str]
    is_state: bool = False

    @property
    def is_one(self) -> bool:
        return len(self.districts) == 1


@offers.place_glance.given
def place_glance(actor: Actor) -> offers.PlaceGlance | None:
    """Return the card of an actor's own place, None for whoever sees no facts or works in no district."""
    if not holds(actor, Permission.FACT_READ):
        return None
    late = overdue_by_unit(actor)
    units = directory.units_of({*actor.units, *late})
    charge = directory.charge_of(actor, units)
    place = Place(charge.state, charge.districts(), charge.is_state)
    if not place.districts:
        return None
    known = lately(actor, place.districts)
    titles = _("The state") if place.is_state else _("My district") if place.is_one else _("My districts")
    return offers.PlaceGlance(
        titles,
        drawn(place, known),
        told(actor, place, known, late, units),
        reverse("picture"),
    )


def drawn(place: Place, known: Lately) -> SafeString:
    """Return the small map of a place: its largest ways, its stop-overs, arrests and rescues of three months."""
    name = place.state if place.is_state else ", ".join(sentences.name_of(known.spots, key) for key in place.districts)
    met = sorted(known.happenings, key=lambda key: (-sum(each.count for each in known.happenings[key]), key))
    ways = known.corridors[:MOST_WAYS]
    ends = {key for way in ways for key in (way.origin, way.destination)}
    stops = [key for key, _journeys in known.stops.most_common() if key in ends or place.is_one]
    return small_map(
        SmallScene(
            dict(sentences.lands()).get(name, name),
            place.districts,
            place.state,
            ways,
            {key: known.happenings[key] for key in met[:MOST_SIGNS]},
            stops[:MOST_SIGNS],
            known.spots,
            place.is_state,
        )
    )


def glance_at(actor: Actor, state: str, district: str) -> tuple[SafeString, list[Sentence]]:
    """Return the small map and the three sentences of a district of the actor's own state."""
    late = overdue_by_unit(actor)
    place = Place(state, [district])
    known = lately(actor, place.districts)
    return drawn(place, known), told(actor, place, known, late, directory.units_of(late))


def told(
    actor: Actor, place: Place, known: Lately, late: dict[int, datetime], units: dict[int, Unit]
) -> list[Sentence]:
    """Return what changed at a place, who must act and who is silent, as far as the actor may see."""
    week = asked_week()
    mondays = [week.first - timedelta(weeks=back) for back in range(WEEKS)]
    spoke = queries.agencies_by_week(mondays, place.districts)
    return [
        (_("What changed"), _changed(actor, place, known, spoke.values())),
        (_("Who must act"), _must_act(place, late, units)),
        (_("Who is silent"), _silent(actor, place, known, spoke[week.first])),
    ]


def _changed(actor: Actor, place: Place, known: Lately, spoke: Iterable[Collection[tuple[str, str]]]) -> SafeString:
    """Return the surest finding about a place, or that there is none, or that too little was reported to tell."""
    found = strongest(actor, None if place.is_state else place.districts, clock.today() - STANDS)
    if found is not None:
        missing = keys_of(found) - known.spots.keys()
        spots = {**known.spots, **queries.spots(missing)} if missing else known.spots
        return format_html('<a href="{}">{}</a>', reverse("finding", args=[found.pk]), sentence_of(found, spots))
    parts = sum(len({district for district, _agency in each}) for each in spoke)
    if parts * 2 < WEEKS * len(place.districts):
        return _plain(_("Too few weekly reports in the last four weeks to tell."))
    return _plain(_("Nothing unusual in the last four weeks."))


def _must_act(place: Place, late: dict[int, datetime], units: dict[int, Unit]) -> SafeString:
    """Return whose tasks are overdue at a place and since when: of one district its units, of several the districts."""
    oldest: dict[str, datetime] = {}
    for audience, since in late.items():
        unit = units.get(audience)
        if unit is None:
            continue
        at = unit.place if unit.place and unit.place.kind == "district" else None
        district = at.key if at else (unit.place.district_id or "") if unit.place else ""
        if district not in place.districts and not (place.is_state and unit.home_state == place.state):
            continue
        name = str(at.names if at and not place.is_one else unit.names)
        oldest[name] = min(since, oldest.get(name, since))
    if not oldest:
        return _plain(_("Nothing that your office may see is overdue here; other departments may have more."))
    order = sorted(oldest, key=lambda name: (oldest[name], name))
    named = [f"{name} ({late_pill(oldest[name]).words})" for name in order]
    return _plain(f"{_some(named)}.")


def _silent(actor: Actor, place: Place, known: Lately, spoke: Collection[tuple[str, str]]) -> SafeString:
    """Return who has not reported on the week that was asked for last."""
    week = asked_week()
    said = {"week": str(week_words(week))}
    if place.is_one:
        silent = [str(COMPARTMENTS[each]) for each in AGENCIES if (place.districts[0], each) not in spoke]
        nobody = _("Nobody. Police and administration reported for %(week)s.")
    else:
        heard = {district for district, _agency in spoke}
        silent = sorted(sentences.name_of(known.spots, key) for key in place.districts if key not in heard)
        nobody = _("Nobody. Every district reported for %(week)s.")
    if not silent:
        return _plain(nobody % said)
    is_due = clock.now() > asked_at(week) + DUE_AFTER
    words = _("%(who)s: no report for %(week)s.") if is_due else _("%(who)s: no report yet for %(week)s.")
    line = words % {**said, "who": _some(silent)}
    if place.is_one:
        return format_html('<a href="{}#weeks">{}</a>', district_url(place.districts[0]), line)
    # The picture's list is of those silent for weeks; the week's own page has just these.
    listed = reverse("reports_week") if holds(actor, Permission.REPORT_ACCEPT) else f"{reverse('picture')}?tab=silent"
    return format_html('<a href="{}">{}</a>', listed, line)


def _some(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are."""
    if len(names) <= MOST_NAMED + 1:
        return ", ".join(names)
    return _("%(names)s and %(more)d more") % {
        "names": ", ".join(names[:MOST_NAMED]),
        "more": len(names) - MOST_NAMED,
    }


def _plain(words: str) -> SafeString:
    return format_html("{}", words)
