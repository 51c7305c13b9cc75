"""The roll of members: searched and narrowed by the address, as CSV; one member amended with a reason."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.access.permissions import Permission
from samanvay.directory import queries as directory
from samanvay.directory.kinds import COMPARTMENTS
from samanvay.kernel import clock
from samanvay.kernel.dates import DayField
from samanvay.rosters.batches.queries.progress import next_turns, turns_of
from samanvay.rosters.batches.states import TURN_ORIGINS
from samanvay.rosters.models import Batch
from samanvay.training.models import Member
from samanvay.training.roll import policies, queries
from samanvay.training.roll.actions.members import amend_member
from samanvay.training.roll.queries import MemberFilters
from samanvay.training.roll.standing import STANDING_WORDS, standing_of
from samanvay.training.roll.vocabulary import LANGUAGES, rank_words
from samanvay.web.components.pieces import Column, Crumb, Table
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.forms import field_of
from samanvay.web.kit.inputs import DayInput, UnitField
from samanvay.web.kit.lists import list_page, part_of
from samanvay.web.kit.pages import READ, Record, page, record_page
from samanvay.web.kit.pii import PiiForm
from samanvay.web.kit.spreadsheets import streamed_csv

from . import batch_presenters, frame, member_presenters

HEAD = (
    *("employee_no", "name", "name_hi", "service", "rank", "sex", "unit", "unit_code", "languages"),
    *("leave_from", "leave_to", "last_attended_on", "examination_passed_on"),
    *("training", "next_training_on", "next_training_at"),
)


class MemberForm(PiiForm):
    """What changes of a member by hand, and why."""

    keeps_once = False

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    unit = UnitField(label=gettext_lazy("Unit"), help_text=gettext_lazy("Choosing another unit is a transfer."))
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(LANGUAGES.items()),
    )
    leave_from = DayField(label=gettext_lazy("Leave from"), required=False, widget=DayInput())
    leave_until = DayField(
        label=gettext_lazy("Leave to"),
        help_text=gettext_lazy("The last day; leave empty if not known."),
        required=False,
        widget=DayInput(),
    )
    is_gone = forms.BooleanField(label=gettext_lazy("Has left the service"), required=False)
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, home_state: str, **more: Any) -> None:
        super().__init__(*args, **more)
        field_of(self, "unit", UnitField).home_state = home_state


@page(may=policies.may_see_roll, methods=READ)
def members(request: OfficerRequest) -> HttpResponse:
    """List the members whom the reader sees, by name."""
    asked = member_presenters.asked_of(request)
    part = part_of(request, queries.members(request.actor, asked))
    keeps = policies.keeps_roll(request.actor)
    return list_page(
        request,
        part,
        "rosters/members.html",
        table=_table(part.rows, keeps),
        words=ngettext("%(n)d member", "%(n)d members", part.count) % {"n": part.count},
        csv="members_csv",
        tabs=frame.tabs(request.actor, "members"),
        asked=asked,
        selects=member_presenters.selects(asked),
        unit=directory.unit_by_code(asked.unit) if asked.unit else None,
        is_narrowed=asked != MemberFilters(),
        may_import=keeps,
    )


def _table(some: Sequence[Member], keeps: bool) -> Table:
    turns = next_turns([each.pk for each in some])
    columns = [
        Column(_("Name"), lambda each: each.names),
        Column(_("Number"), lambda each: each.employee_no),
        Column(_("Rank"), lambda each: rank_words(each.rank)),
        Column(_("Service"), lambda each: COMPARTMENTS[each.service]),
        Column(_("Unit"), lambda each: each.unit.names),
        Column(_("Training"), member_presenters.standing_pill),
        Column(_("Last attended on"), lambda each: each.trained_on),
        Column(_("Examination passed on"), lambda each: each.certified_on),
        Column(_("Next turn"), lambda each: member_presenters.turn_words(turns.get(each.pk))),
        Column(_("Leave"), member_presenters.leave_words),
    ]
    return Table.of(_("Members"), columns, some, lambda each: MEMBER.page(each) if keeps else "")


@page(may=policies.may_see_roll, methods=READ)
def members_csv(request: OfficerRequest) -> HttpResponseBase:
    """Give the same members as CSV, row by row, however many."""
    found = queries.members(request.actor, member_presenters.asked_of(request))
    return streamed_csv(
        "samanvay-members",
        _rows(list(found.iterator(chunk_size=5_000)), next_turns(found.order_by().values("pk"))),
    )


def _rows(found: list[Member], turns: Mapping[UUID, Batch]) -> Iterator[tuple[object, ...]]:
    today = clock.today()
    yield HEAD
    for each in found:
        batch = turns.get(each.pk)
        yield (
            *(each.employee_no, each.name, each.name_hi, COMPARTMENTS[each.service], rank_words(each.rank), each.sex),
            *(each.unit.names, each.unit.code, member_presenters.language_words(each.languages)),
            *(each.leave_from, each.leave_until, each.trained_on, each.certified_on),
            STANDING_WORDS[standing_of(each.last_on, each.certified_on, today)],
            *((batch.starts_on, batch.where) if batch is not None else ("", "")),
        )


MEMBER: Record[Member] = Record(
    "member",
    load=lambda actor, key: queries.member_or_unseen(actor, key),
    page=lambda found: reverse("member", args=[found.pk]),
    crumbs=lambda actor, found: frame.crumbs(Crumb(_("Members"), reverse("members")), Crumb(found.names)),
    given=lambda found: {"member": found},
)


@record_page(MEMBER, permission=Permission.ROSTER_WRITE, may=policies.may_amend_member)
def member(request: OfficerRequest, found: Member) -> HttpResponse:
    """Show one member, and amend what changed with the reason."""
    return form_page(
        request,
        partial(MemberForm, home_state=found.home_state),
        amend_member,
        found,
        initial={
            **{name: getattr(found, name) for name in ("name", "languages", "leave_from", "leave_until")},
            "unit": found.unit.name,
            "is_gone": found.left_on is not None,
        },
        title=found.names,
        template="rosters/member.html",
        crumbs=MEMBER.crumbs(request.actor, found),
        pill=member_presenters.standing_pill(found),
        facts=_facts(found),
        officer=directory.officer_by_number(found.employee_no, found.home_state),
        turns=_turns(found),
        units=directory.open_units(found.home_state),
        done=_("Saved."),
        to=reverse("members"),
    )


def _turns(found: Member) -> list[dict[str, Any]]:
    return [
        {
            "batch": each.batch,
            "when": batch_presenters.when(each.batch),
            "pill": batch_presenters.turn_pill(each),
            "how": TURN_ORIGINS[each.origin],
        }
        for each in turns_of(found)
    ]


def _facts(found: Member) -> list[tuple[Any, Any]]:
    return [
        (_("Number"), found.employee_no),
        (_("Service"), COMPARTMENTS[found.service]),
        (_("Rank"), str(rank_words(found.rank)) or None),
        (_("Last attended on"), found.trained_on),
        (_("Examination passed on"), found.certified_on),
        (_("Reason for the last change"), found.reason or None),
    ]
