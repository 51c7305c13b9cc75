"""People, events and team of a case."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.team import role_in_team
from samanvay.access.boxes.groups import GROUP_WORDS, OF_A_PERSON, Group
from samanvay.cases import actions, policies
from samanvay.cases.models import Case, CaseEvent, CasePerson
from samanvay.cases.people.actions import people as people_actions
from samanvay.kernel.refusals import Unseen
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page, posted
from samanvay.web.kit.boxes.forms import SealForm, TeamForm
from samanvay.web.kit.fields import initial_of
from samanvay.web.kit.pages import POST, record_page

from ..forms import AmendPersonForm, EventForm, PersonForm
from ..presenters import unnamed_links
from .page import CASE, EVENT, PERSON, followed, void_page


@record_page(CASE, may=policies.may_add_person)
def add(request: OfficerRequest, case: Case) -> HttpResponse:
    """Add a person; for the team, name and telephone are sealed in the same step."""
    groups = (Group.IDENTITY, Group.CONTACT) if role_in_team(request.actor, case.id) is not None else ()
    sealing = {group: SealForm(posted(request), group=group, prefix=str(group)) for group in groups}
    return form_page(
        request,
        PersonForm,
        followed(
            lambda **given: people_actions.add_person(
                sealed={group: part.values() for group, part in sealing.items()}, **given
            )
        ),
        case,
        beside=sealing.values(),
        done=lambda person: _("%(label)s is added.") % {"label": person.label},
        title=_("Add a person"),
        label=_("Add the person"),
        template="cases/person.html",
        unnamed=unnamed_links(request.actor, case) if groups else [],
        identity=sealing.get(Group.IDENTITY),
        contact=sealing.get(Group.CONTACT),
    )


@record_page(PERSON, may=policies.may_seal_entry)
def seal(request: OfficerRequest, person: CasePerson, group: str) -> HttpResponse:
    """Seal a field group of a person."""
    if group not in OF_A_PERSON:
        raise Unseen
    return form_page(
        request,
        partial(SealForm, group=Group(group)),
        partial(people_actions.seal_person, group=Group(group)),
        person,
        title=_("%(group)s of %(label)s") % {"group": GROUP_WORDS[Group(group)], "label": person.label},
        label=_("Seal"),
        intro=_("What you write here is sealed. Only the case team can open it, and each opening is recorded."),
        done=_("Sealed."),
    )


@record_page(CASE, may=policies.may_add_event)
def add_happening(request: OfficerRequest, case: Case) -> HttpResponse:
    """Add what happened."""
    return form_page(
        request,
        partial(EventForm, actor=request.actor),
        followed(actions.add_event),
        case,
        initial={"kind": request.GET.get("kind", "")},
        title=_("Add an event"),
        label=_("Add the event"),
        done=_("The event is added."),
    )


@record_page(PERSON, may=policies.may_amend_person)
def amend_one(request: OfficerRequest, person: CasePerson) -> HttpResponse:
    """Correct sex or age of a person; names are corrected in their box."""
    return form_page(
        request,
        AmendPersonForm,
        followed(people_actions.amend_person),
        person,
        initial=initial_of(AmendPersonForm.declared, person),
        title=_("Correct: %(what)s") % {"what": person.label},
        label=_("Correct"),
        done=_("Corrected."),
    )


@record_page(PERSON, may=policies.may_void_entry)
def void_one(request: OfficerRequest, person: CasePerson) -> HttpResponse:
    """Void the entry of a person."""
    return void_page(request, followed(people_actions.void_person), person, person.label)


@record_page(EVENT, may=policies.may_void_entry)
def void_happening(request: OfficerRequest, event: CaseEvent) -> HttpResponse:
    """Void an event."""
    return void_page(request, followed(actions.void_event), event, event.kind_words)


@record_page(CASE, may=policies.may_name_team)
def team(request: OfficerRequest, case: Case) -> HttpResponse:
    """Name an officer to the team of a case."""
    return form_page(
        request,
        partial(TeamForm, units=case.readers),
        actions.name_team_member,
        case,
        title=_("Add to the team"),
        label=_("Name"),
        intro=_("Members can open the sealed records of their part; each opening is recorded."),
        done=_("Added to the case team."),
    )


@record_page(CASE, may=policies.may_read_case, methods=POST)
def leave_team(request: OfficerRequest, case: Case, member_id: UUID) -> HttpResponse:
    """Take an officer out of the team."""
    done = _("Removed from the team.")
    return action_page(request, actions.remove_team_member, case, member_id=member_id, done=done)
