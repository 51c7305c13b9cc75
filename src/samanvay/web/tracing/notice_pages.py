"""The pages of notices: asked for, decided on, printed, withdrawn, listed; and records for other registers."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.access.boxes.groups import PURPOSE_WORDS, Purpose
from samanvay.access.permissions import Permission
from samanvay.kernel import clock
from samanvay.kernel.dates import DayField
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.tracing.entries.policies import may_read_entry
from samanvay.tracing.models import Entry, Notice
from samanvay.tracing.notices import policies, queries
from samanvay.tracing.notices.actions.exchanging import export_pfif
from samanvay.tracing.notices.actions.notices import (
    LONGEST_REASON,
    allowed_shows,
    approve_notice,
    ask_notice,
    decline_notice,
    notice_or_unseen,
    print_notice,
    withdraw_notice,
)
from samanvay.tracing.notices.kinds import DEFAULT_DAYS, Show
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, carried_out, form_page, posted, show_form
from samanvay.web.kit.capture import CaptureForm, choices
from samanvay.web.kit.forms import PostedForm, field_of
from samanvay.web.kit.inputs import DayInput
from samanvay.web.kit.pages import POST, READ, Record, every_reader, page, record_page

from . import notice_presenters as presenters
from .notice_paper import NoticePaper
from .views.page import ENTRY, crumbs

# What most notices need; a name, a father and a photograph are chosen each time.
USUAL = (Show.AGE, Show.SEX, Show.HEIGHT, Show.LOOKS, Show.MARKS, Show.CLOTHES, Show.PLACE)


class AskForm(CaptureForm):
    """A notice that is asked for."""

    shows = forms.MultipleChoiceField(label=gettext_lazy("What it shows"), widget=forms.CheckboxSelectMultiple)
    until = DayField(
        label=gettext_lazy("Last day of display"), widget=DayInput(), required=False,
        help_text=gettext_lazy("At most 90 days from today. You can ask again after that."),
    )  # fmt: skip
    phone = forms.CharField(
        label=gettext_lazy("Public number of your unit"), required=False, max_length=40,
        widget=forms.TextInput({"inputmode": "tel"}),
        help_text=gettext_lazy("112 is on every notice, 1098 on a child's notice. Never enter a number of the family."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why it is needed"), max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("What was done so far, and who in the family agrees. Do not write names."),
    )  # fmt: skip

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = allowed_shows(entry)
        field_of(self, "shows", forms.ChoiceField).choices = choices(allowed)
        self.initial.setdefault("shows", [code for code in USUAL if code in allowed])
        self.initial.setdefault("until", clock.today() + timedelta(days=DEFAULT_DAYS))


class DecideForm(PostedForm):
    """The answer to a notice that was asked for."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        widget=forms.RadioSelect,
        choices=[("approve", gettext_lazy("Approve")), ("decline", gettext_lazy("Decline"))],
    )
    answer = forms.CharField(
        label=gettext_lazy("In words"), required=False, max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Required where a warning is shown, and always when you reject."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class ExchangeForm(PostedForm):
    """Why records leave for another register."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"), choices=choices(PURPOSE_WORDS, blank=gettext_lazy("Choose"))
    )


def _notice(actor: Actor, notice_id: UUID) -> Notice:
    notice = notice_or_unseen(actor, notice_id)
    may_read_entry(actor, notice.entry)
    return notice


NOTICE: Record[Notice] = Record(
    "found",
    load=_notice,
    page=lambda notice: reverse("hue_notice", args=[notice.id]),
    crumbs=lambda actor, notice: [*crumbs(notice.entry), Crumb(notice.number, NOTICE.page(notice))],
    given=lambda notice: {"notice_id": notice.id},
)


@record_page(ENTRY, may=every_reader)
def ask(request: OfficerRequest, entry: Entry) -> HttpResponse:
    """Ask for a notice of a person."""
    # Sent twice: the first made the notice, so the second is not refused for there being one.
    if request.method != "POST":
        policies.may_ask_notice(request.actor, entry)
    return form_page(
        request,
        partial(AskForm, entry=entry),
        ask_notice,
        entry,
        title=_("Ask for a notice"),
        label=_("Ask"),
        weigh=policies.cautions(entry),
        template="tracing/notice_ask.html",
        done=_("Sent. A second person must decide."),
        to=NOTICE.page,
    )


@page(permission=Permission.TRACING_READ, methods=READ)
def notices(request: OfficerRequest) -> HttpResponse:
    """List the notices that wait or hang, and those whose papers may still hang."""
    context = {
        "crumbs": crumbs(None, _("Notices")),
        "open": presenters.notice_table(queries.open_notices(request.actor)[:200], _("Waiting or displayed")),
        "over": presenters.notice_table(queries.to_take_down(request.actor)[:100], _("To be taken down")),
        "why_no_exchange": reason_against(policies.may_exchange, request.actor),
    }
    return render(request, "tracing/notices.html", context)


@record_page(NOTICE, may=every_reader, methods=READ)
def notice(request: OfficerRequest, found: Notice) -> HttpResponse:
    """Show a notice: what it shows, why it was asked for, what has to be weighed, what can be done."""
    return render(
        request, "tracing/notice.html", _context(request, found, DecideForm(initial={"version": found.version}))
    )


def _context(request: OfficerRequest, found: Notice, form: DecideForm) -> dict[str, Any]:
    actor = request.actor
    why_not = reason_against(policies.may_decide_notice, actor, found)
    return {
        "found": found,
        "pill": presenters.notice_pill(found),
        "facts": presenters.notice_facts(found),
        "weigh": policies.cautions(found.entry) if found.state == "asked" else [],
        "stops": (policies.obstacle(found.entry) or ("", ""))[1] if found.state in ("asked", "hangs") else "",
        "form": None if why_not else form,
        "why_not": why_not if found.state == "asked" else "",
        "print": presenters.print_action(actor, found),
        "withdraw": presenters.withdraw_action(actor, found),
        "crumbs": [*crumbs(found.entry), Crumb(found.number)],
    }


@record_page(NOTICE, may=policies.may_decide_notice, methods=POST)
def decide(request: OfficerRequest, found: Notice) -> HttpResponse:
    """Approve or decline a notice."""
    return form_page(
        request,
        DecideForm,
        _decided,
        found,
        done=_("Decision saved."),
        show=lambda form: render(request, "tracing/notice.html", _context(request, found, form), status=400),
    )


def _decided(*, decision: str, **given: Any) -> Notice:
    return approve_notice(**given) if decision == "approve" else decline_notice(**given)


@record_page(NOTICE, may=every_reader, methods=POST)
def printing(request: OfficerRequest, found: Notice) -> HttpResponse:
    """Print a notice: what is sealed is opened for it, and that is on record."""
    found, boxes, photo = print_notice(by=request.actor, notice_id=found.id)
    paper = NoticePaper(found, boxes, b"".join(photo.chunks) if photo is not None else None)
    answer = HttpResponse(paper.pdf(), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{found.number.replace("/", "-")}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@record_page(NOTICE, may=every_reader, methods=POST)
def withdraw(request: OfficerRequest, found: Notice) -> HttpResponse:
    """Withdraw a notice; papers that were printed become a duty."""
    return action_page(request, withdraw_notice, found, done=_("Withdrawn. Take down the displayed copies."))


@page(permission=Permission.TRACING_WRITE, may=policies.may_exchange)
def exchange(request: OfficerRequest) -> HttpResponse:
    """Give approved records of one's own searches to another register, as PFIF."""
    form = ExchangeForm(posted(request))
    given = carried_out(
        form, lambda: export_pfif(by=request.actor, purpose=Purpose(form.cleaned_data["purpose"])), _pfif
    )
    return given or show_form(
        request,
        form,
        title=_("Records for other registers (PFIF)"),
        label=_("Download the records"),
        intro=_(
            "The displayed notices of your searches that are approved for this, each with its last day. For "
            "notices given before that are no longer displayed, a line asks the other register to delete "
            "them. Persons of a case, and persons for whom trafficking is suspected, are never included."
        ),
        crumbs=[*crumbs(None), Crumb(_("Notices"), reverse("hue_notices")), Crumb("PFIF")],
        back=reverse("hue_notices"),
    )


def _pfif(made: tuple[Any, ...]) -> HttpResponse:
    name = f"pfif-{clock.today():%Y-%m-%d}.xml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made[0], content_type="application/xml; charset=utf-8", headers=headers)
