"""People, events and team of a case."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samanvay.access.boxes.groups import GROUP_WORDS, OF_A_PERSON, Group, TeamRole
from samanvay.access.boxes.team import role_in_team
from samanvay.access.models import Grant, User
from samanvay.cases import policies
from samanvay.cases.actions import (
    add_event,
    add_person,
    amend_person,
    name_team_member,
    remove_team_member,
    seal_person,
    void_event,
    void_person,
)
from samanvay.cases.models import Case, CaseEvent, CasePerson
from samanvay.cases.queries import case_or_unseen, person_or_unseen
from samanvay.kernel import clock
from samanvay.kernel.refusals import Invalid, Stale, Unseen
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.cases.forms import AmendPersonForm, EventForm, PersonForm, ReasonForm, SealForm, TeamForm

from .page import answered, conflict, posted, show

BOTH = ["GET", "POST"]


def _page_of(case: Case) -> str:
    return reverse("case", args=[case.id])


@never_cache
@officer_page
@require_http_methods(BOTH)
def add(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Add a person; for the team, name and telephone are sealed in the same step."""
    case = case_or_unseen(request.actor, case_id)
    policies.may_add_person(request.actor, case)
    form = PersonForm(posted(request))
    is_team = role_in_team(request.actor, case.id) is not None
    identity = SealForm(posted(request), group=Group.IDENTITY, prefix="identity") if is_team else None
    contact = SealForm(posted(request), group=Group.CONTACT, prefix="contact") if is_team else None
    sealing = [each for each in (identity, contact) if each is not None]
    parts_are_good = all(each.is_valid() for each in sealing) if request.method == "POST" else False

    def act() -> Any:
        data = form.cleaned_data
        return add_person(
            by=request.actor,
            case_id=case.id,
            role=data["role"],
            sex=data["sex"],
            age=data["age"],
            age_band=data["age_band"],
            sealed={
                group: part.values()
                for group, part in ((Group.IDENTITY, identity), (Group.CONTACT, contact))
                if part is not None
            },
            captured=form.captured(),
        )

    answer = None
    if form.is_valid() and (parts_are_good or not sealing):
        try:
            person = act()
            messages.success(request, _("%(label)s is added.") % {"label": person.label})
            return HttpResponseRedirect(_page_of(case))
        except Invalid as refusal:
            target = next((part for part in sealing if refusal.field in part.fields), form)
            target.refuse(refusal)
    return answer or show(
        request,
        form,
        title=_("Add a person"),
        label=_("Add the person"),
        case=case,
        identity=identity,
        contact=contact,
        template="cases/person.html",
    )


@never_cache
@officer_page
@require_http_methods(BOTH)
def seal(request: OfficerRequest, case_id: UUID, person_id: UUID, group: str) -> HttpResponse:
    """Seal a field group of a person."""
    case = case_or_unseen(request.actor, case_id)
    person = person_or_unseen(request.actor, person_id)
    if group not in OF_A_PERSON or person.case_id != case.id:
        raise Unseen
    policies.may_seal(request.actor, case)
    form = SealForm(posted(request), group=Group(group))

    def act() -> Any:
        return seal_person(by=request.actor, person_id=person.id, group=Group(group), values=form.values())

    answer = answered(request, form, act, to=_page_of(case), said=_("Sealed."))
    title = _("%(group)s of %(label)s") % {"group": GROUP_WORDS[Group(group)], "label": person.label}
    return answer or show(
        request,
        form,
        title=title,
        label=_("Seal"),
        case=case,
        intro=_("What you write here is sealed. It is shown again only to the case team, each time on record."),
    )


@never_cache
@officer_page
@require_http_methods(BOTH)
def add_happening(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Add what happened."""
    case = case_or_unseen(request.actor, case_id)
    policies.may_add_event(request.actor, case)
    form = EventForm(posted(request), actor=request.actor)

    def act() -> Any:
        data = form.cleaned_data
        return add_event(
            by=request.actor,
            case_id=case.id,
            kind=data["kind"],
            occurred=data["occurred"],
            place=form.place_of(),
            people=data["people"],
            note=data["note"],
            journey_minutes=60 * (data["journey_hours"] or 0),
            captured=form.captured(),
        )

    answer = answered(request, form, act, to=_page_of(case), said=_("The event is added."))
    return answer or show(request, form, title=_("Add an event"), label=_("Add the event"), case=case)


def _person(request: OfficerRequest, case: Case, person_id: UUID) -> CasePerson:
    person = person_or_unseen(request.actor, person_id)
    if person.case_id != case.id:
        raise Unseen
    policies.may_amend_case(request.actor, case)
    return person


@never_cache
@officer_page
@require_http_methods(BOTH)
def amend_one(request: OfficerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Correct sex or age of a person; names are corrected in their box."""
    case = case_or_unseen(request.actor, case_id)
    person = _person(request, case, person_id)
    as_it_is = {"sex": person.sex, "age": person.age, "age_band": person.age_band, "version": person.version}
    form = AmendPersonForm(posted(request), initial=as_it_is)

    def act() -> Any:
        data = form.cleaned_data
        return amend_person(
            by=request.actor,
            person_id=person.id,
            reason=data["reason"],
            expected=data["version"],
            sex=data["sex"],
            age=data["age"],
            age_band=data["age_band"],
        )

    try:
        answer = answered(request, form, act, to=_page_of(case), said=_("Corrected."))
    except Stale as refusal:
        return conflict(request, case, refusal, again=reverse("person_amend", args=[case.id, person.id]))
    title = _("Correct: %(what)s") % {"what": person.label}
    return answer or show(request, form, title=title, label=_("Correct"), case=case)


@never_cache
@officer_page
@require_http_methods(BOTH)
def void_one(request: OfficerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Void the entry of a person."""
    case = case_or_unseen(request.actor, case_id)
    person = _person(request, case, person_id)
    form = ReasonForm(posted(request))

    def act() -> Any:
        return void_person(by=request.actor, person_id=person.id, reason=form.cleaned_data["reason"])

    answer = answered(request, form, act, to=_page_of(case), said=_("The entry is void."))
    title = _("Void: %(what)s") % {"what": person.label}
    return answer or show(request, form, title=title, label=_("Void the entry"), case=case, kind="danger")


@never_cache
@officer_page
@require_http_methods(BOTH)
def void_happening(request: OfficerRequest, case_id: UUID, event_id: UUID) -> HttpResponse:
    """Void an event."""
    case = case_or_unseen(request.actor, case_id)
    event = CaseEvent.objects.filter(pk=event_id, case=case).first()
    if event is None:
        raise Unseen
    policies.may_amend_case(request.actor, case)
    form = ReasonForm(posted(request))

    def act() -> Any:
        return void_event(by=request.actor, event_id=event.id, reason=form.cleaned_data["reason"])

    answer = answered(request, form, act, to=_page_of(case), said=_("The entry is void."))
    title = _("Void: %(what)s") % {"what": event.kind_words}
    return answer or show(request, form, title=title, label=_("Void the entry"), case=case, kind="danger")


def _colleagues(case: Case) -> list[tuple[str, str]]:
    """Return the officers posted at the units of a case, for the choice of the team."""
    posted = Grant.objects.filter(audience__in=case.readers).in_force(clock.today()).values("user")
    users = User.objects.filter(pk__in=posted, is_active=True).order_by("name", "id")
    return [(str(user.pk), user.name) for user in users[:500]]


@never_cache
@officer_page
@require_http_methods(BOTH)
def team(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Name an officer to the team of a case."""
    case = case_or_unseen(request.actor, case_id)
    policies.may_name_team(request.actor, case)
    form = TeamForm(posted(request), people=_colleagues(case))

    def act() -> Any:
        data = form.cleaned_data
        return name_team_member(
            by=request.actor,
            case_id=case.id,
            user=User.objects.get(pk=data["user"]),
            role=TeamRole(data["role"]),
        )

    answer = answered(request, form, act, to=_page_of(case), said=_("Named to the case team."))
    return answer or show(
        request,
        form,
        title=_("Name to the team"),
        label=_("Name"),
        case=case,
        intro=_("Members open the sealed records of their part; each opening is recorded."),
    )


@officer_page
@require_POST
def leave_team(request: OfficerRequest, case_id: UUID, member_id: UUID) -> HttpResponse:
    """Take an officer out of the team."""
    case = case_or_unseen(request.actor, case_id)
    remove_team_member(by=request.actor, case_id=case.id, member_id=member_id)
    messages.success(request, _("No longer in the team."))
    return HttpResponseRedirect(_page_of(case))
