"""Changing an entry: corrections, where the search stands, sharing, voiding, its case, its team."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.boxes.groups import GROUP_WORDS, OF_A_PERSON, Group
from samanvay.kernel.refusals import Unseen, reason_against
from samanvay.tracing.entries import actions, policies
from samanvay.tracing.entries.queries import party_of
from samanvay.tracing.models import Entry
from samanvay.tracing.states import ENTRY_TRANSITIONS, EntryState, entry_states
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.boxes.forms import SealForm, ShareForm, TeamForm
from samanvay.web.kit.forms import VersionedReasonForm
from samanvay.web.kit.pages import POST, record_page

from ..forms import AmendEntryForm, as_it_is
from ..search_forms import EntryCaseForm, StateForm
from .page import ENTRY, followed


@record_page(ENTRY, may=policies.may_amend_entry)
def amend(request: OfficerRequest, entry: Entry) -> HttpResponse:
    """Correct an entry."""
    return form_page(
        request,
        partial(AmendEntryForm, actor=request.actor, entry=entry),
        followed(actions.amend_entry),
        entry,
        initial=as_it_is(entry),
        title=_("Correct the entry"),
        label=_("Correct"),
        template="tracing/amend.html",
        done=_("Corrected."),
    )


@record_page(ENTRY, may=policies.may_move_entry)
def move(request: OfficerRequest, entry: Entry) -> HttpResponse:
    """Say where the search stands."""
    may, following = policies.may_move_entry, ENTRY_TRANSITIONS[EntryState(entry.state)]
    states = [
        (code, words)
        for code, words in entry_states(entry.kind).items()
        if code in following and not reason_against(may, request.actor, entry, EntryState(code))
    ]
    return form_page(
        request,
        partial(StateForm, states=states),
        followed(actions.move_entry),
        entry,
        title=_("Status"),
        label=_("Set"),
        done=_("Status saved."),
    )


@record_page(ENTRY, may=policies.may_share_entry)
def share(request: OfficerRequest, entry: Entry) -> HttpResponse:
    """Share an entry with a unit; the place of the units is chosen in the address."""
    asked = request.GET.get("place", "").replace("\x00", "").strip() or (str(entry.place.names) if entry.place else "")
    return form_page(
        request,
        partial(ShareForm, actor=request.actor, near=asked, readers=entry.readers),
        actions.share_entry,
        entry,
        title=_("Share the entry"),
        label=_("Share"),
        intro=_("The unit will see the entry and its steps, but not the name; only the team can."),
        done=_("The unit can see the entry now."),
        place_asked=asked,
        template="kit/share.html",
    )


@record_page(ENTRY, may=policies.may_void_entry)
def void(request: OfficerRequest, entry: Entry) -> HttpResponse:
    """Void an entry."""
    return form_page(
        request,
        VersionedReasonForm,
        followed(actions.void_entry),
        entry,
        title=_("Cancel this entry?"),
        label=_("Cancel the entry"),
        kind="danger",
        intro=_("The entry stays in the log but is no longer searched for. Its number is not used again."),
        done=_("The entry is cancelled."),
    )


@record_page(ENTRY, may=policies.may_seal)
def seal(request: OfficerRequest, entry: Entry, group: str) -> HttpResponse:
    """Seal a field group of the person of an entry."""
    if group not in OF_A_PERSON or entry.case_person:
        raise Unseen
    return form_page(
        request,
        partial(SealForm, group=Group(group)),
        partial(actions.seal_entry, group=Group(group)),
        entry,
        title=_("%(group)s of %(label)s") % {"group": GROUP_WORDS[Group(group)], "label": entry.label},
        label=_("Seal"),
        intro=_("What you write here is sealed. Only the search team can see it again, and each time is recorded."),
        done=_("Sealed."),
    )


@record_page(ENTRY, may=policies.may_open_case_of)
def open_case(request: OfficerRequest, entry: Entry) -> HttpResponse:
    """Open the case of a missing person, and of those who went with them."""
    others = [each.number for each in party_of(request.actor, entry) if each.case_id is None and not each.is_void]
    intro = _("The case takes the place and the day; the person is added as a victim.")
    if others:
        intro += " " + _("Others in the same group are added too: %(numbers)s.") % {"numbers": ", ".join(others)}
    return form_page(
        request,
        EntryCaseForm,
        actions.open_case_of,
        entry,
        title=_("Open a case: trafficking suspected"),
        label=_("Open the case"),
        intro=intro,
        done=_("The case is open. The names stay sealed in the entry."),
        to=lambda case: reverse("case", args=[case.id]),
    )


@record_page(ENTRY, may=policies.may_name_team)
def team(request: OfficerRequest, entry: Entry) -> HttpResponse:
    """Name an officer to the team of a search."""
    return form_page(
        request,
        partial(TeamForm, units=entry.readers),
        actions.name_searcher,
        entry,
        title=_("Add to the team"),
        label=_("Name"),
        intro=_("Members can open the sealed records of their part; each opening is recorded."),
        done=_("Added to the search team."),
    )


@record_page(ENTRY, may=policies.may_read_entry, methods=POST)
def leave_team(request: OfficerRequest, entry: Entry, member_id: UUID) -> HttpResponse:
    """Take an officer out of the team."""
    done = _("Removed from the team.")
    return action_page(request, actions.remove_searcher, entry, member_id=member_id, done=done)
