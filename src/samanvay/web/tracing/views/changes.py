"""Changing an entry: corrections, where the search stands, sharing, voiding, its case, its team."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samanvay.access.boxes.groups import GROUP_WORDS, OF_A_PERSON, Group, TeamRole
from samanvay.access.models import Grant, User
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.refusals import Stale, Unseen, reason_against
from samanvay.tracing import policies
from samanvay.tracing.actions import (
    amend_entry,
    move_entry,
    name_searcher,
    open_case_of,
    remove_searcher,
    seal_entry,
    share_entry,
    void_entry,
)
from samanvay.tracing.models import Entry
from samanvay.tracing.queries import entry_or_unseen, party_of
from samanvay.tracing.states import ENTRY_STATES, ENTRY_TRANSITIONS, EntryState
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.cases.forms import ReasonForm, SealForm, ShareForm, TeamForm
from samanvay.web.cases.views.page import answered, posted, two_versions

from ..forms import AmendEntryForm, as_it_is
from ..search_forms import EntryCaseForm, StateForm
from .page import crumbs, form_page, page_of

BOTH = ["GET", "POST"]
PLAIN = ("sex", "age", "category", "gone_for", "told_by", "external", "note")


@never_cache
@officer_page
@require_http_methods(BOTH)
def amend(request: OfficerRequest, entry_id: UUID) -> HttpResponse:
    """Correct an entry."""
    entry = entry_or_unseen(request.actor, entry_id)
    policies.may_amend_entry(request.actor, entry)
    before = as_it_is(entry)
    form = AmendEntryForm(posted(request), actor=request.actor, entry=entry, initial=before)

    def act() -> Any:
        data = form.cleaned_data
        # What was not touched is not sent: a range shown as it is kept would otherwise lose how it was told.
        changes = {name: data[name] for name in PLAIN if name in form.fields and name in form.changed_data}
        changes |= {"marks": form.marks(), "languages": form.languages()}
        if "height" in form.changed_data:
            changes["height"] = data["height"]
        if "happened" in form.changed_data:
            changes["happened"] = data["happened"]
        if data["place"] != before["place"]:
            changes["place"] = form.place_of()
        return amend_entry(
            by=request.actor, entry_id=entry.id, reason=data["reason"], expected=data["version"], changes=changes
        )

    try:
        answer = answered(request, form, act, to=page_of(entry), said=_("Corrected."))
    except Stale as refusal:
        again = reverse("entry_amend", args=[entry.id])
        way = crumbs(entry, _("Two versions"))
        return two_versions(request, refusal, again=again, page=page_of(entry), crumbs=way)
    return answer or form_page(
        request, form, entry, title=_("Correct the entry"), label=_("Correct"), template="tracing/amend.html"
    )


@never_cache
@officer_page
@require_http_methods(BOTH)
def move(request: OfficerRequest, entry_id: UUID) -> HttpResponse:
    """Say where the search stands."""
    entry = entry_or_unseen(request.actor, entry_id)
    policies.may_move_entry(request.actor, entry)
    may, following = policies.may_move_entry, ENTRY_TRANSITIONS[EntryState(entry.state)]
    states = [
        (code, words)
        for code, words in ENTRY_STATES.items()
        if code in following and not reason_against(may, request.actor, entry, EntryState(code))
    ]
    form = StateForm(posted(request), states=states, initial={"version": entry.version})

    def act() -> Any:
        data = form.cleaned_data
        return move_entry(
            by=request.actor, entry_id=entry.id, to=data["to"], reason=data["reason"], expected=data["version"]
        )

    try:
        answer = answered(request, form, act, to=page_of(entry), said=_("Where the search stands is set."))
    except Stale as refusal:
        again = reverse("entry_move", args=[entry.id])
        way = crumbs(entry, _("Two versions"))
        return two_versions(request, refusal, again=again, page=page_of(entry), crumbs=way)
    return answer or form_page(request, form, entry, title=_("Where the search stands"), label=_("Set"))


@never_cache
@officer_page
@require_http_methods(BOTH)
def share(request: OfficerRequest, entry_id: UUID) -> HttpResponse:
    """Share an entry with a unit; the place of the units is chosen in the address."""
    entry = entry_or_unseen(request.actor, entry_id)
    policies.may_share_entry(request.actor, entry)
    asked = request.GET.get("place", "").replace("\x00", "").strip() or (str(entry.place.names) if entry.place else "")
    found = directory.find_places(request.actor, asked, kinds=["district", "state"], limit=1) if asked else []
    near = directory.units_serving(found[0].place.key) if found else []
    units = [
        (unit.audience, f"{unit.names} ({unit.kind_words})") for unit in near if unit.audience not in entry.readers
    ]
    form = ShareForm(posted(request), units=units)

    def act() -> Any:
        data = form.cleaned_data
        return share_entry(by=request.actor, entry_id=entry.id, units=[data["unit"]], reason=data["reason"])

    answer = answered(request, form, act, to=page_of(entry), said=_("The unit sees the entry now."))
    return answer or form_page(
        request,
        form,
        entry,
        title=_("Share the entry"),
        label=_("Share"),
        intro=_("The unit will see the entry and its steps, not the name: that is the team's."),
        place_asked=asked,
        template="cases/share.html",
    )


@never_cache
@officer_page
@require_http_methods(BOTH)
def void(request: OfficerRequest, entry_id: UUID) -> HttpResponse:
    """Void an entry."""
    entry = entry_or_unseen(request.actor, entry_id)
    policies.may_void_entry(request.actor, entry)
    form = ReasonForm(posted(request), initial={"version": entry.version})

    def act() -> Any:
        data = form.cleaned_data
        return void_entry(by=request.actor, entry_id=entry.id, reason=data["reason"], expected=data["version"])

    try:
        answer = answered(request, form, act, to=page_of(entry), said=_("The entry is void."))
    except Stale as refusal:
        again = reverse("entry_void", args=[entry.id])
        way = crumbs(entry, _("Two versions"))
        return two_versions(request, refusal, again=again, page=page_of(entry), crumbs=way)
    return answer or form_page(
        request,
        form,
        entry,
        title=_("Void this entry?"),
        label=_("Void the entry"),
        kind="danger",
        intro=_("It stays in the log and is searched for no more; its number is never given again."),
    )


@never_cache
@officer_page
@require_http_methods(BOTH)
def seal(request: OfficerRequest, entry_id: UUID, group: str) -> HttpResponse:
    """Seal a field group of the person of an entry."""
    entry = entry_or_unseen(request.actor, entry_id)
    if group not in OF_A_PERSON or entry.case_person:
        raise Unseen
    policies.may_seal(request.actor, entry)
    form = SealForm(posted(request), group=Group(group))

    def act() -> Any:
        return seal_entry(by=request.actor, entry_id=entry.id, group=Group(group), values=form.values())

    answer = answered(request, form, act, to=page_of(entry), said=_("Sealed."))
    title = _("%(group)s of %(label)s") % {"group": GROUP_WORDS[Group(group)], "label": entry.label}
    return answer or form_page(
        request,
        form,
        entry,
        title=title,
        label=_("Seal"),
        intro=_(
            "What you write here is sealed. It is shown again only to the team of the search, each time on record."
        ),
    )


@never_cache
@officer_page
@require_http_methods(BOTH)
def open_case(request: OfficerRequest, entry_id: UUID) -> HttpResponse:
    """Open the case of a missing person, and of those who went with them."""
    entry = entry_or_unseen(request.actor, entry_id)
    policies.may_open_case_of(request.actor, entry)
    form = EntryCaseForm(posted(request))

    def act() -> Any:
        data = form.cleaned_data
        return open_case_of(
            by=request.actor,
            entry_id=entry.id,
            forms=data["forms"],
            narrative=data["narrative"],
            captured=form.captured(),
        )

    said = _("The case is open. The names stay sealed with the entry.")
    answer = answered(request, form, act, to=lambda case: reverse("case", args=[case.id]), said=said)
    others = [each.number for each in party_of(request.actor, entry) if each.case_id is None and not each.is_void]
    intro = _("The case takes over the place and the day; the person stands in it as a victim.")
    if others:
        intro += " " + _("Those in the same group come along: %(numbers)s.") % {"numbers": ", ".join(others)}
    return answer or form_page(
        request, form, entry, title=_("Open a case: trafficking suspected"), label=_("Open the case"), intro=intro
    )


def _colleagues(entry: Entry) -> list[tuple[str, str]]:
    """Return the officers posted at the units of an entry, for the choice of the team."""
    posted_here = Grant.objects.filter(audience__in=entry.readers).in_force(clock.today()).values("user")
    users = User.objects.filter(pk__in=posted_here, is_active=True).order_by("name", "id")
    return [(str(user.pk), user.name) for user in users[:500]]


@never_cache
@officer_page
@require_http_methods(BOTH)
def team(request: OfficerRequest, entry_id: UUID) -> HttpResponse:
    """Name an officer to the team of a search."""
    entry = entry_or_unseen(request.actor, entry_id)
    policies.may_name_team(request.actor, entry)
    form = TeamForm(posted(request), people=_colleagues(entry))

    def act() -> Any:
        data = form.cleaned_data
        user = User.objects.get(pk=data["user"])
        return name_searcher(by=request.actor, entry_id=entry.id, user=user, role=TeamRole(data["role"]))

    answer = answered(request, form, act, to=page_of(entry), said=_("Named to the team of the search."))
    return answer or form_page(
        request,
        form,
        entry,
        title=_("Name to the team"),
        label=_("Name"),
        intro=_("Members open the sealed records of their part; each opening is recorded."),
    )


@officer_page
@require_POST
def leave_team(request: OfficerRequest, entry_id: UUID, member_id: UUID) -> HttpResponse:
    """Take an officer out of the team."""
    entry = entry_or_unseen(request.actor, entry_id)
    remove_searcher(by=request.actor, entry_id=entry.id, member_id=member_id)
    messages.success(request, _("No longer in the team."))
    return HttpResponseRedirect(page_of(entry))
