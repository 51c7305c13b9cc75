"""The page of a case and its history."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access import queries as access
from samanvay.access.boxes.actions.opening import standings
from samanvay.access.boxes.actions.team import role_in_team
from samanvay.cases import queries
from samanvay.cases.models import Case
from samanvay.cases.policies import may_name_team, may_read_case
from samanvay.directory import queries as directory
from samanvay.kernel.refusals import Unseen, reason_against
from samanvay.tracing.entries.queries import entry_or_unseen
from samanvay.web.kit import duties, history, offers
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.boxes import presenters as boxes
from samanvay.web.kit.maps.legs import legs_map
from samanvay.web.kit.pages import READ, every_officer, page, record_page
from samanvay.web.kit.who import who_can

from .. import presenters, provisions, sameness, way_presenters
from .page import CASE, crumbs

MOST_CARDS = 40  # persons with a card of their own; the table shows all
MOST_DUTIES = 20  # tasks told one by one, the most urgent


@page(may=every_officer, methods=READ)
def case_page(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Show a case: what is known, its people behind seals, what happened, team, documents."""
    actor = request.actor
    try:
        case = queries.case_or_unseen(actor, case_id)
    except Unseen:
        # A notice of broken glass knows the record alone: it may be an entry of a register.
        return HttpResponseRedirect(reverse("entry", args=[entry_or_unseen(actor, case_id).id]))
    persons = queries.persons_of(actor, case)
    units = directory.units_of(case.readers)
    events = queries.events_of(actor, case)
    legs = queries.legs_of(actor, case)
    sealed = standings(actor, case.id)
    labels = {person.id: str(person.label) for person in persons}
    way, actions = way_presenters.way_actions(actor, case, legs), presenters.case_actions(actor, case)
    cited = provisions.context_of(actor, case)
    documents = offers.documents_card(actor, "case", case.id, "")
    pressed = [*actions["main"], actions["people"], *way.values(), cited["cite"], actions["events"], actions["team"]]
    waiting, departures = queries.duties_of(actor, case), queries.departures_of(actor, case)
    screenings = offers.screenings_of_case(actor, case, persons)
    context = {
        "case": case,
        "crumbs": crumbs(None, case.number),
        "who_can": who_can([*pressed, documents.add], presenters.in_charge(case, units.get(case.home_unit))),
        "facts": presenters.case_facts(case, units.get(case.home_unit)),
        "units": [units[audience].names for audience in case.readers if audience in units],
        "sameness": sameness.asked_of(actor, case, events),
        "pairs": sameness.pairs_shown(actor, case),
        "alerts": presenters.alerts(departures, queries.recounts_waiting(actor, case)),
        "people": presenters.person_cards(actor, case, persons[:MOST_CARDS], sealed, screenings.of_person, departures),
        "screenings": screenings,
        "acts": offers.acts_card(actor, case, persons),
        "more_people": presenters.more_people(len(persons) - MOST_CARDS),
        "recountable": presenters.recountable(actor, events),
        "legs": way_presenters.leg_rows(actor, case, legs),
        "map": legs_map(legs, fewest=1),
        "items": way_presenters.item_rows(actor, case, queries.items_of(actor, case), sealed),
        **cited,
        "now": presenters.next_steps(actor, case, waiting, persons, screenings),
        "duties": duties.duty_rows(waiting[:MOST_DUTIES]),
        "more_duties": presenters.more_duties(len(waiting) - MOST_DUTIES),
        "way": way,
        "happenings": presenters.event_happenings(events),
        "voidable": presenters.voidable(actor, case, events),
        "team": boxes.team_rows(
            actor,
            access.team_of(case.id),
            lambda member: reverse("team_remove", args=[case.id, member]),
            reason_against(may_name_team, actor, case),
        ),
        "is_in_team": role_in_team(actor, case.id) is not None,
        "documents": documents,
        "asking": offers.requests_of_case(actor, case),
        "registers": offers.entries_of_case(actor, case),
        "register_add": offers.add_entry_action(actor, case),
        "glasses": boxes.glass_rows(access.glasses_of(case.id), lambda person: labels.get(person, "")),
        "actions": actions,
        "tell": None if case.is_void else offers.tell_action(actor, "case", case.id),
    }
    return render(request, "cases/case.html", context)


@record_page(CASE, may=may_read_case, methods=READ)
def history_page(request: OfficerRequest, case: Case) -> HttpResponse:
    """Show who did what in a case, and its corrections."""
    context = {
        "case": case,
        "crumbs": crumbs(case, _("History")),
        "history": history.history(queries.history_of(request.actor, case)),
        "amendments": history.amendment_table(queries.amendments_of(request.actor, case)),
    }
    return render(request, "kit/history.html", context)
