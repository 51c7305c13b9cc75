"""Readings as cards, each with whether it was told before; reports as rows; who sees what was confirmed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.directory import queries as directory
from samanvay.directory.kinds import COMPARTMENTS
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.reports import policies
from samanvay.reports.models import Claim, SituationReport
from samanvay.reports.narratives.labels import LabelWords, label_words
from samanvay.reports.queries import Week
from samanvay.reports.sameness.candidates import Candidate, link_shown
from samanvay.reports.settling.written import Role, WrittenPlace, on_the_way
from samanvay.reports.states import ClaimState, ReportState
from samanvay.reports.vocabulary import ASIDE_REASONS, CERTAINTIES, FORMS, LURES, OFFICER_KINDS, PROGRAMME
from samanvay.reports.weeks.weekly import week_words
from samanvay.web.components.pieces import Kind, Pill
from samanvay.web.kit import offers
from samanvay.web.kit.people import names_of
from samanvay.web.kit.sameness import apart_words, choice_of

from .narrative import look_of

MANY_DISTRICTS = 6
STATE_KINDS: dict[str, Kind] = {
    ReportState.DRAFT: "warn",
    ReportState.SUBMITTED: "calm",
    ReportState.RETURNED: "hot",
    ReportState.ACCEPTED: "ok",
}
CLAIM_KINDS: dict[str, Kind] = {
    ClaimState.PROPOSED: "warn",
    ClaimState.CONFIRMED: "ok",
    ClaimState.REFUSED: "hot",
    ClaimState.ASIDE: "calm",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """One place of a movement; ``role`` says in words what it is there, empty for both ends."""

    name: str
    role: str = ""
    is_known: bool = True
    settle_url: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """A row of a card; ``settle_url`` leads to where it is said which place its words mean."""

    name: str
    value: str
    settle_url: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class TagWords:
    """A form or lure of a reading and the words of the narrative that it rests on; "" where an officer gave it."""

    label: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading as its card shows it."""

    claim: Claim
    number: int
    title: str
    stops: Sequence[Stop]
    details: Sequence[Detail]
    labels: Sequence[TagWords]
    certainty: Pill | None
    is_sure: bool
    state: Pill
    look: str
    may_decide: bool
    may_confirm: bool
    same: dict[str, Any]
    tell_url: str = ""
    added_by: str = ""

    @property
    def card(self) -> str:
        return f"reading-{self.claim.pk}"

    @property
    def short(self) -> str:
        """The reading in one line."""
        if self.stops:
            return " → ".join(f"{stop.name} ({stop.role})" if stop.role else stop.name for stop in self.stops)
        return self.title


def readings_of(actor: Actor, claims: Iterable[Claim], questions: Mapping[UUID, list[Candidate]] = {}) -> list[Reading]:
    """Return the cards of readings, numbered in the order given; ``questions`` are what each may be the same as."""
    listed = list(claims)
    names = directory.names_of_places({key for claim in listed for key in claim.place_keys})
    told = label_words(listed)
    people = names_of([claim.added_by for claim in listed if claim.added_by])
    found = []
    for number, claim in enumerate(listed, 1):
        is_aside = claim.state == ClaimState.ASIDE
        may_decide = not reason_against(policies.may_decide_claim, actor, claim)
        asked = _settle_urls(actor, claim)
        title, stops = _heading(claim, names, asked)
        reading = Reading(
            claim=claim,
            number=number,
            title=title,
            stops=stops,
            details=[] if is_aside else _details(claim, names, asked),
            labels=[] if is_aside else _labels(claim, told),
            certainty=None if is_aside else _certainty(claim),
            is_sure=claim.is_sure or claim.state != ClaimState.PROPOSED,
            state=_state(claim),
            look=look_of(claim),
            may_decide=may_decide,
            tell_url=_tell_url(actor, claim),
            added_by=people.get(claim.added_by, "") if claim.added_by else "",
            may_confirm=may_decide and (claim.kind == "event" or claim.places_named > 1),
            same=_sameness(actor, claim, questions),
        )
        found.append(reading)
    return found


def _tell_url(actor: Actor, claim: Claim) -> str:
    """Return the address of an advisory to the districts that a confirmed movement links, "" where there is none."""
    is_told = claim.kind == "movement" and claim.state == ClaimState.CONFIRMED
    tell = offers.tell_action(actor, "claim", claim.pk) if is_told else None
    return tell.url if tell else ""


def _settle_urls(actor: Actor, claim: Claim) -> dict[int, str]:
    """Return by its number where each written place of a claim is settled, "" for whoever may not."""
    places = claim.written_places
    may = bool(places) and not reason_against(policies.may_settle_place, actor, claim)
    return {
        number: reverse("reading_place", args=[claim.pk, number]) if may else ""
        for number, place in enumerate(places)
        if place.stands
    }


def unsettled_of(actor: Actor, claims: Iterable[Claim]) -> list[tuple[str, str]]:
    """Return the places of readings that wait to be settled, by their words, each with the address where one does."""
    found: dict[str, str] = {}
    for claim in claims:
        if claim.is_unsettled and claim.state in (ClaimState.PROPOSED, ClaimState.CONFIRMED):
            asked = _settle_urls(actor, claim)
            found |= {place.words: asked[at] for at, place in enumerate(claim.written_places) if place.is_open}
    return list(found.items())


def _heading(claim: Claim, names: dict[str, str], asked: Mapping[int, str]) -> tuple[str, list[Stop]]:
    if claim.kind == "event":
        kind = OFFICER_KINDS.get(claim.event_kind)
        return str(kind) if kind else _("Event"), []
    if claim.state == ClaimState.ASIDE:
        return _("Movement"), []
    places = claim.written_places
    stops = [_end("origin", claim.origin_id, claim, names, asked)]
    kept = claim.via if claim.stops is None else claim.stops
    for step in on_the_way(claim.via, places):
        if step.written is not None:
            stops.append(_written_stop(places[step.written], asked[step.written]))
        else:
            stops.append(Stop(names.get(step.key, step.key), _("stop-over") if step.key in kept else _("passed")))
    stops.append(_end("destination", claim.destination_id, claim, names, asked))
    return _("Movement"), stops


def _end(role: Role, key: str | None, claim: Claim, names: dict[str, str], asked: Mapping[int, str]) -> Stop:
    if key:
        return Stop(names.get(key, key))
    for number, place in enumerate(claim.written_places):
        if place.role == role and place.stands:
            return _written_stop(place, asked[number])
    return Stop("?", is_known=False)


def _written_stop(place: WrittenPlace, url: str) -> Stop:
    return Stop(place.words, _question(place), settle_url=url)


def _question(place: WrittenPlace) -> str:
    return _("which place?") if place.is_open else _("as written")


def _details(claim: Claim, names: dict[str, str], asked: Mapping[int, str]) -> list[Detail]:
    said = []
    if claim.kind == "event":
        where = _end("place", claim.place_id, claim, names, asked)
        said.append(Detail(_("Where"), where.name if where.is_known else _("not given"), where.settle_url, where.role))
    said.append(Detail(_many(claim), _number(claim) or _("not given")))
    said += [
        Detail(words, str(number))
        for words, number in (
            (_("Women and girls"), claim.females),
            (_("Men and boys"), claim.males),
            (_("Under 18"), claim.children),
        )
        if number is not None
    ]
    said.append(Detail(_("When"), _when(claim)))
    return said


def _many(claim: Claim) -> str:
    return _("Participants") if claim.event_kind == PROGRAMME else _("How many")


def _number(claim: Claim) -> str:
    if not claim.people:
        return ""
    return ngettext("%(n)d person", "%(n)d persons", claim.people) % {"n": claim.people}


def _when(claim: Claim) -> str:
    """Return when it happened, and what of the day was not in the words but taken from the report."""
    if claim.occurred is None:
        return _("not given; taken as within the report's period")
    told = {"date": claim.occurred, "words": claim.occurred.said}
    if claim.is_corrected or not claim.occurred.said:
        return str(claim.occurred)
    if any(sign.isdigit() for sign in claim.occurred.said):
        return _("%(date)s, year from the report") % told
    return _("%(date)s, calculated from the report's date (“%(words)s”)") % told


def _labels(claim: Claim, told: LabelWords) -> list[TagWords]:
    """Return forms and lures in words, each with the words of the narrative that tell it."""
    forms = [(str(FORMS.get(code, Bilingual(code, code))), (code, False)) for code in claim.forms]
    lures = [
        (_("lure: %(lure)s") % {"lure": LURES.get(code, Bilingual(code, code))}, (code, True)) for code in claim.lures
    ]
    return [TagWords(words, told.get((claim.pk, *key), "")) for words, key in (*forms, *lures)]


def _certainty(claim: Claim) -> Pill:
    words = str(CERTAINTIES.get(claim.certainty, Bilingual(claim.certainty)))
    return Pill(words, "warn", "≈") if claim.certainty == "hearsay" else Pill(words, "calm")


def _state(claim: Claim) -> Pill:
    if claim.state == ClaimState.ASIDE:
        return Pill(str(ASIDE_REASONS.get(claim.aside_reason, Bilingual(claim.aside_reason))), "calm")
    if claim.is_from_before_return:
        return Pill(_("Confirmed before the return"), "calm")
    icon = {ClaimState.CONFIRMED: "✓", ClaimState.REFUSED: "✕"}.get(ClaimState(claim.state), "")
    return Pill(str(claim.state_words), CLAIM_KINDS[claim.state], icon)


def period_words(report: SituationReport) -> str:
    return str(week_words(Week(report.period_from, report.period_to)))


def agency_words(report: SituationReport) -> str:
    """Return which compartment speaks in a report, and whether it is a message that was taken down."""
    agency = str(COMPARTMENTS.get(report.agency, Bilingual(report.agency)))
    return _("%(voice)s, recorded message") % {"voice": agency} if report.is_taken_down else agency


def state_pill(report: SituationReport) -> Pill:
    return Pill(str(report.state_words), STATE_KINDS[report.state])


def who_sees_now(claims: Iterable[Claim]) -> list[str]:
    """Return in words who beside the reporting line sees the confirmed readings at once.

    The districts that they name, then whole groups as such, then the desks of other states and countries.
    """
    districts: set[str] = set()
    wholes: dict[str, None] = {}
    desks: dict[str, None] = {}
    counted = [claim for claim in claims if claim.state == ClaimState.CONFIRMED and not claim.is_observation]
    keys = dict.fromkeys(key for claim in counted for key in claim.place_keys)
    for key in keys:
        place = directory.place_for(key)
        inside = [] if place.kind in ("state", "country") else directory.districts_of(key)
        if not inside:
            desks[_("the desk of %(place)s") % {"place": place.names}] = None
        elif len(inside) > MANY_DISTRICTS:
            wholes[_("all districts in %(place)s") % {"place": place.names}] = None
        else:
            districts.update(inside)
    return [*sorted(directory.names_of_places(districts).values()), *wholes, *desks]


def _sameness(actor: Actor, claim: Claim, questions: Mapping[UUID, list[Candidate]]) -> dict[str, Any]:
    """Return the question whether a reading was told before, and what was answered.

    An answer of a case's officers is theirs to take back.
    """
    link, apart = link_shown(actor, claim), apart_words(len(claim.apart_from))
    return {
        "choices": [choice_of(candidate) for candidate in questions.get(claim.pk, [])],
        "waits": claim.is_asked and claim.pk in questions,
        "link": choice_of(link) if link else None,
        "apart": apart,
        "is_answered": (claim.is_linked or link is None) and bool(link or apart),
    }
