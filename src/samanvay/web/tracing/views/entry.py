"""The page of an entry and its history."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access import queries as access
from samanvay.access.boxes.actions.opening import standings
from samanvay.access.boxes.actions.team import role_in_team
from samanvay.cases.policies import may_read_cases
from samanvay.cases.queries import cases_by_id
from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.tracing.entries.policies import may_name_team
from samanvay.tracing.entries.queries import (
    amendments_of,
    duties_of,
    entry_or_unseen,
    history_of,
    party_of,
    sheets_of,
    steps_of,
)
from samanvay.tracing.matches.queries import best_for
from samanvay.tracing.models import Entry
from samanvay.tracing.notices import queries as notice_queries
from samanvay.tracing.states import entry_states
from samanvay.web.kit import offers
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.boxes import presenters as boxes
from samanvay.web.kit.duties import duty_rows
from samanvay.web.kit.history import amendment_table, history
from samanvay.web.kit.pages import READ, every_officer, every_reader, page, record_page
from samanvay.web.kit.who import who_can

from .. import presenters
from ..match_list import rows_of
from ..notice_presenters import notices_card
from .page import ENTRY, crumbs
from .typed import typed_actions


@page(may=every_officer, methods=READ)
def entry_page(request: OfficerRequest, entry_id: UUID) -> HttpResponse:
    """Show an entry: what is known, who it is behind seals, what was done in the search."""
    actor = request.actor
    entry = entry_or_unseen(actor, entry_id)
    units = directory.units_of(entry.readers)
    matches = best_for(actor, entry)
    actions = presenters.entry_actions(actor, entry)
    documents = None if entry.case_person else offers.documents_card(actor, "tracing", entry.id, "")
    pressed = [*actions["main"], *(actions[name] for name in ("step", "beside", "questions", "case", "team"))]
    waiting = duties_of(actor, entry)
    context = {
        "entry": entry,
        "who_can": who_can(
            [*pressed, documents.add if documents else None], presenters.in_charge(entry, units.get(entry.home_unit))
        ),
        "matches": matches,
        "match_rows": rows_of(actor, matches.pairs, of=entry.id),
        "crumbs": crumbs(None, entry.number),
        "what": presenters.kind_words(entry),
        "sex_and_age": presenters.who_words(entry),
        "facts": presenters.entry_facts(entry, units.get(entry.home_unit)),
        "units": [units[audience].names for audience in entry.readers if audience in units],
        "groups": presenters.boxes_of(actor, entry, standings(actor, entry.box_record)),
        "is_in_team": role_in_team(actor, entry.box_record) is not None,
        "party": presenters.register_lines(party_of(actor, entry)),
        "map": presenters.entry_map(entry),
        "steps_words": _("The search") if entry.is_missing else _("What was done"),
        "happenings": presenters.step_happenings(entry, steps_of(actor, entry)),
        "sheets": presenters.sheet_rows(entry, sheets_of(actor, entry)),
        "now": presenters.next_steps(actor, entry, waiting),
        "duties": duty_rows(waiting),
        "typed": typed_actions(request, entry),
        "team": boxes.team_rows(
            actor,
            access.team_of(entry.box_record),
            lambda member: reverse("entry_team_remove", args=[entry.id, member]),
            reason_against(may_name_team, actor, entry),
            _("Leads the search"),
        ),
        "glasses": boxes.glass_rows(
            access.glasses_of(entry.box_record, entry.subject), lambda _person: str(entry.label)
        ),
        "documents": documents or "",
        "case": _case_of(actor, entry),
        "actions": actions,
        "hue_notices": notices_card(actor, entry, notice_queries.of(actor, entry)),
    }
    return render(request, "tracing/entry.html", context)


def _case_of(actor: Actor, entry: Entry) -> object | None:
    if entry.case_id is None or reason_against(may_read_cases, actor):
        return None
    return cases_by_id(actor, [entry.case_id]).get(entry.case_id)


@record_page(ENTRY, may=every_reader, methods=READ)
def history_page(request: OfficerRequest, entry: Entry) -> HttpResponse:
    """Show who did what in an entry, and its corrections."""
    context = {
        "case": entry,
        "crumbs": crumbs(entry, _("History")),
        "history": history(history_of(request.actor, entry), entry_states(entry.kind)),
        "amendments": amendment_table(amendments_of(request.actor, entry)),
    }
    return render(request, "kit/history.html", context)
