"""Requests as their pages show them: rows, facts, timeline, what may be pressed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samanvay.access.roles import BY_CODE
from samanvay.directory import queries as directory
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.measures.models import Offer, Request, RequestStep
from samanvay.measures.requests import queries
from samanvay.measures.requests.kinds import ASKS, KINDS, LANGUAGES
from samanvay.measures.requests.queries import TO_US
from samanvay.measures.requests.states import HOW_WORDS, RequestState
from samanvay.web.components.pieces import Action, Column, Happening, Kind, Pill, Table
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.duties import state_pill
from samanvay.web.kit.people import names_of

from .records import REQUEST

S = RequestState
PILLS: Mapping[str, Kind] = {
    S.SENT: "warn", S.SEEN: "warn", S.ACCEPTED: "ok", S.DONE: "ok", S.DECLINED: "hot", S.DRAFT: "calm",
    S.WITHDRAWN: "calm",
}  # fmt: skip
STEPS: Mapping[str, Kind] = {"done": "ok", "accepted": "ok", "taken": "ok", "declined": "hot", "proposed": "warn"}


def pill_of(request: Request) -> Pill:
    return Pill(request.state_words, PILLS[request.state], "✓" if request.state == S.DONE else "")


def languages_words(codes: Iterable[str]) -> str:
    return ", ".join(str(LANGUAGES[code]) for code in codes if code in LANGUAGES)


def table(requests: Sequence[Request], box: str) -> Table:
    clocks, unconfirmed = queries.clocks_of(requests), queries.unconfirmed_keys(requests)
    known = directory.names_of_places([each.from_place for each in requests] + [each.to_place_id for each in requests])

    def runs(each: Request) -> Pill | None:
        duty = clocks.get(each.id)
        return state_pill(duty) if duty is not None and each.is_open else None

    def state(each: Request) -> Pill:
        return Pill(_("Answer to confirm"), "warn") if each.id in unconfirmed else pill_of(each)

    columns = [
        Column(_("What"), lambda each: each.kind_words),
        Column(_("Reference"), lambda each: each.number),
        Column(_("Who asks"), lambda each: known.get(each.from_place))
        if box == TO_US
        else Column(_("Who is asked"), lambda each: known.get(each.to_place_id)),
        Column(_("Status"), state),
        Column(_("Time left"), runs),
        Column(_("Sent on"), lambda each: each.sent_at and date_format(each.sent_at.astimezone(clock.INDIA))),
    ]
    return Table.of(_("Requests"), columns, requests, REQUEST.page)


def span_words(begin: datetime | None, end: datetime | None) -> str:
    """Return from when until when help is needed, or another time that was proposed."""
    if begin and end:
        return _("%(from)s to %(until)s") % {"from": moment_words(begin), "until": moment_words(end)}
    return moment_words(begin or end) if begin or end else ""


def asked_facts(request: Request) -> list[tuple[str, str]]:
    """Return the fields of a request's kind as they were filled."""
    facts: list[tuple[str, str]] = []
    for code in request.kind_of.asks:
        value = request.said(code)
        if value in (None, "", []):
            continue
        form = ASKS[code].form
        said = str(value)
        if form == "languages":
            said = languages_words(value)
        elif form == "day":
            said = date_format(date.fromisoformat(value), "DATE_FORMAT")
        facts.append((str(ASKS[code].words), said))
    if when := span_words(request.wanted_from, request.wanted_until):
        facts.append((_("When"), when))
    return facts


def facts_of(request: Request, duty: Duty | None) -> list[tuple[str, Any]]:
    """Return who asks whom, what, and how long there is."""
    asking = directory.unit_of(request.home_unit)
    facts: list[tuple[str, Any]] = [(_("Who asks"), str(asking.names)), (_("Who is asked"), whom(request))]
    facts += asked_facts(request)
    if request.says:
        facts.append((_("In words"), request.says))
    if duty is not None:
        facts.append((_("Answer by"), moment_words(duty.due_at)))
    elif request.state == S.DRAFT:
        facts.append((_("Answer within (hours)"), request.within_hours))
    return facts


def whom(request: Request) -> str:
    """Return who is asked: a unit with its role, an office outside, or of a draft the place."""
    if request.to_unit is not None:
        role = BY_CODE.get(request.to_role)
        return ", ".join(filter(None, [str(directory.unit_of(request.to_unit).names), str(role.name) if role else ""]))
    if request.contact is not None:
        return f"{request.contact.designation}, {request.contact.office} ({request.to_place.names})"
    return str(request.to_place.names)


def timeline(steps: Sequence[RequestStep]) -> list[Happening]:
    """Return what was said and done, the latest first."""
    names = names_of(step.by for step in steps)
    return [
        Happening(
            at=step.at.astimezone(clock.INDIA),
            words=_step_words(step),
            by=step.office or (names.get(step.by, "") if step.by else ""),
            more=step.words,
            kind="warn" if step.is_unconfirmed else STEPS.get(step.what, ""),
        )
        for step in reversed(steps)
    ]


def _step_words(step: RequestStep) -> str:
    said = [str(step.what_words)]
    if step.how:
        said.append(str(HOW_WORDS[step.how]))
        if step.said_on:
            said.append(date_format(step.said_on, "DATE_FORMAT"))
    if step.reference:
        said.append(step.reference)
    if step.phone:
        said.append(step.phone)
    if step.is_outside and not step.how:
        if step.set_aside_at is not None:
            said.append(_("from outside, rejected"))
        else:
            said.append(_("from outside, confirmed") if step.confirmed_at else _("from outside, not verified"))
    return " · ".join(said)


def unconfirmed(request: Request, steps: Sequence[RequestStep], refused: str) -> list[dict[str, Any]]:
    """Return the answers from outside that wait for a word of the asking unit."""

    def action(step: RequestStep, words: str, what: str, kind: Any) -> Action:
        url = reverse("request_step", args=[request.id, step.id])
        return Action(words, url, kind, post=True, refused=refused, fields={"what": what})

    return [
        {
            "says": f"{step.what_words}: {step.words}" if step.words else str(step.what_words),
            "office": ", ".join(filter(None, [step.office, step.phone])),
            "actions": [
                action(step, _("Confirm"), "confirm", "primary"),
                action(step, _("Reject"), "aside", "quiet"),
            ],
        }
        for step in steps
        if step.is_unconfirmed
    ]


def days_words(since: date, until: date) -> str:
    """Return days as they are written: one day, or from when until when."""
    first, last = date_format(since, "DATE_FORMAT"), date_format(until, "DATE_FORMAT")
    return first if since == until else _("%(from)s to %(until)s") % {"from": first, "until": last}


def offer_rows(offers: Sequence[Offer]) -> list[dict[str, Any]]:
    """Return offers: who lends what, in which languages, from when until when, and the way to ask for it."""
    known = directory.names_of_places(each.district for each in offers)
    units = directory.units_of({each.home_unit for each in offers})
    return [
        {
            "offer": each,
            "place": known.get(each.district, "–"),
            "unit": str(units[each.home_unit].names) if each.home_unit in units else "",
            "kind": str(KINDS[each.kind].words),
            "languages": languages_words(each.languages),
            "days": days_words(each.since, each.until),
            "ask_url": f"{reverse('request_new')}?kind={each.kind}&offer={each.id}",
        }
        for each in offers
    ]
