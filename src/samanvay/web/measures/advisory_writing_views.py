"""The pages of a sender: writing an advisory, changing the draft, sending it, and what may follow."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samanvay.access.permissions import Permission
from samanvay.directory.queries import state_of
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid
from samanvay.measures import advisory_policies as policies
from samanvay.measures import advisory_queries as lists
from samanvay.measures import advisory_sending as sending
from samanvay.measures import advisory_writing as writing
from samanvay.measures.models import Advisory
from samanvay.measures.patterns import BY_HAND, PatternOf, pattern_of
from samanvay.measures.seats import OFFICE_OF_ROLE, seats
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Crumb

from .advisory_forms import AddForm, AdvisoryForm, CorrectForm
from .advisory_views import page
from .choosing import Choosing, choosing, district_choices, districts_chosen, versions_chosen
from .playbook_forms import ReasonForm

BOTH = ["GET", "POST"]


@never_cache
@officer_page(permission=Permission.ADVISORY_SEND)
@require_http_methods(BOTH)
def advisory_new(request: OfficerRequest) -> HttpResponse:
    """Write an advisory, filled in from a finding, a case, a reading, a corridor or a district."""
    given = request.POST if request.method == "POST" else request.GET
    source, key = given.get("source", "")[:10], given.get("key", "")[:200]
    pattern = pattern_of(request.actor, source, key) if source else BY_HAND
    chosen = choosing(request.actor, pattern)
    form = AdvisoryForm(
        request.POST if request.method == "POST" else None,
        initial={
            **_words(pattern),
            "districts": chosen.districts,
            "measures": chosen.measures,
            "source": source,
            "key": key,
        },
        **chosen.choices(),
    )
    if form.is_bound and form.is_valid():
        try:
            made = writing.draft_advisory(
                by=request.actor,
                content=_content(request, form, pattern, chosen),
                pii_answer=form.pii_answer,
                captured=form.captured,
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            return HttpResponseRedirect(reverse("advisory", args=[made.pk]))
    return _form_page(request, form, _("Write an advisory"), reverse("advisories"))


def _words(pattern: PatternOf) -> dict[str, str]:
    return {
        "title_en": pattern.title.en[: writing.LONGEST_TITLE],
        "title_hi": pattern.title.hi[: writing.LONGEST_TITLE],
        "text_en": pattern.text.en,
        "text_hi": pattern.text.hi,
    }


def _content(request: OfficerRequest, form: AdvisoryForm, pattern: PatternOf, chosen: Choosing) -> writing.Content:
    said = form.cleaned_data
    state = state_of(request.actor)
    districts = districts_chosen([*said["districts"], *said["more_districts"]], said["group"], state)
    return writing.Content(
        said=form.said,
        seats=seats(districts, said["offices"]),
        measures=versions_chosen(form.chosen_measures),
        parts=chosen.parts,
        source=pattern.source,
        source_key=pattern.source_key,
        route=pattern.route or ((pattern.place,) if pattern.place else ()),
        forms=pattern.forms,
        lures=pattern.lures,
        disparities=pattern.disparities,
        answer_days=said["answer_days"],
        do_days=said["do_days"],
    )


def _form_page(request: OfficerRequest, form: AdvisoryForm, title: str, back: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "back": back,
        "crumbs": [Crumb(_("Advisories"), reverse("advisories")), Crumb(title)],
    }
    return render(request, "measures/advisory_form.html", context, status=400 if form.errors else 200)


@never_cache
@officer_page(permission=Permission.ADVISORY_SEND)
@require_http_methods(BOTH)
def advisory_change(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Change a draft."""
    found = lists.advisory_or_unseen(request.actor, key)
    policies.may_change_draft(request.actor, found)
    pattern = _pattern_of_draft(request, found)
    chosen = choosing(request.actor, pattern)
    form = AdvisoryForm(
        request.POST if request.method == "POST" else None, initial=_values_of(found, chosen), **chosen.choices()
    )
    if form.is_bound and form.is_valid():
        try:
            writing.change_draft(
                by=request.actor,
                advisory=found,
                content=_content(request, form, pattern, chosen),
                pii_answer=form.pii_answer,
                expected=form.cleaned_data["version"],
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            return HttpResponseRedirect(reverse("advisory", args=[key]))
    return _form_page(request, form, _("Change the draft"), reverse("advisory", args=[key]))


def _pattern_of_draft(request: OfficerRequest, found: Advisory) -> PatternOf:
    return PatternOf(
        BY_HAND.title,
        BY_HAND.text,
        found.source,
        found.source_key,
        route=tuple(found.route) if len(found.route) > 1 else (),
        place=found.route[0] if len(found.route) == 1 else "",
        forms=tuple(found.forms),
        lures=tuple(found.lures),
        disparities=tuple(found.disparities),
    )


def _values_of(found: Advisory, chosen: Choosing) -> dict[str, Any]:
    text = lists.text_of(found)
    recipients = lists.recipients_of(found)
    named = list(dict.fromkeys(each.district for each in recipients))
    measures = [str(each.measure_id) for each in lists.measures_of(found)]
    linked, fitting = {key for key, _w in chosen.linked}, {key for key, _w in chosen.fitting}
    return {
        **{name: getattr(text, name) for name in ("title_en", "title_hi", "text_en", "text_hi")},
        "districts": [key for key in named if key in linked],
        "more_districts": [key for key in named if key not in linked],
        "measures": [key for key in measures if key in fitting],
        "more_measures": [key for key in measures if key not in fitting],
        "offices": sorted({OFFICE_OF_ROLE[each.role] for each in recipients if each.role in OFFICE_OF_ROLE})
        or ["police"],
        "answer_days": found.answer_days,
        "do_days": found.do_days,
        "source": found.source,
        "key": found.source_key,
        "version": found.version,
    }


def _seen(request: OfficerRequest) -> int | None:
    given = request.POST.get("version", "")
    return whole_number(given)


@never_cache
@officer_page(permission=Permission.ADVISORY_SEND)
@require_POST
def advisory_send(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Send a draft."""
    found = lists.advisory_or_unseen(request.actor, key)
    policies.may_change_draft(request.actor, found)
    try:
        sending.send_advisory(by=request.actor, advisory=found, expected=_seen(request))
    except Invalid as refusal:
        messages.error(request, str(refusal.words))
        return page(request, found, wrong={"send": refusal})
    messages.success(request, _("Sent: each recipient has the duty to answer."))
    return HttpResponseRedirect(reverse("advisory", args=[key]))


@never_cache
@officer_page(permission=Permission.ADVISORY_SEND)
@require_POST
def advisory_discard(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Set a draft aside."""
    found = lists.advisory_or_unseen(request.actor, key)
    writing.discard_draft(by=request.actor, advisory=found, expected=_seen(request))
    messages.success(request, _("The draft is set aside."))
    return HttpResponseRedirect(reverse("advisories"))


@never_cache
@officer_page(permission=Permission.ADVISORY_SEND)
@require_POST
def advisory_withdraw(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Withdraw an advisory with a reason."""
    found = lists.advisory_or_unseen(request.actor, key)
    policies.may_keep_advisory(request.actor, found)
    form = ReasonForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            sending.withdraw_advisory(by=request.actor, advisory=found, reason=said["reason"], expected=said["version"])
        except Invalid as refusal:
            form.add_error("reason", str(refusal.words))
        else:
            messages.success(request, _("Withdrawn: open duties are dropped, and the recipients are told."))
            return HttpResponseRedirect(reverse("advisory", args=[key]))
    return page(request, found, wrong={"withdraw": form})


@never_cache
@officer_page(permission=Permission.ADVISORY_SEND)
@require_POST
def advisory_correct(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Correct the text of a sent advisory."""
    found = lists.advisory_or_unseen(request.actor, key)
    policies.may_keep_advisory(request.actor, found)
    form = CorrectForm(request.POST)
    if form.is_valid():
        try:
            writing.correct_advisory(
                by=request.actor,
                advisory=found,
                said=form.said,
                reason=form.cleaned_data["reason"],
                pii_answer=form.pii_answer,
                expected=form.cleaned_data["version"],
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Corrected: the recipients are told."))
            return HttpResponseRedirect(reverse("advisory", args=[key]))
    return page(request, found, wrong={"correct": form})


@never_cache
@officer_page(permission=Permission.ADVISORY_SEND)
@require_POST
def advisory_add(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Send an advisory to further districts."""
    found = lists.advisory_or_unseen(request.actor, key)
    policies.may_keep_advisory(request.actor, found)
    form = AddForm(request.POST, districts=district_choices(found.home_state))
    if form.is_valid():
        said = form.cleaned_data
        try:
            count = sending.add_recipients(
                by=request.actor, advisory=found, seats=seats(said["more_districts"], said["offices"])
            )
        except Invalid as refusal:
            form.add_error("more_districts", str(refusal.words))
        else:
            words = ngettext("Sent to %(n)d more recipient.", "Sent to %(n)d more recipients.", count)
            messages.success(request, words % {"n": count})
            return HttpResponseRedirect(reverse("advisory", args=[key]))
    return page(request, found, wrong={"add": form})


@never_cache
@officer_page(permission=Permission.ADVISORY_SEND)
@require_POST
def advisory_remind(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Remind those who have not answered or not done it."""
    found = lists.advisory_or_unseen(request.actor, key)
    count = sending.remind(by=request.actor, advisory=found)
    if count:
        words = ngettext("%(n)d recipient is reminded.", "%(n)d recipients are reminded.", count) % {"n": count}
    else:
        words = _("Nobody is to be reminded now: all have acted, or were reminded today.")
    messages.success(request, words)
    return HttpResponseRedirect(reverse("advisory", args=[key]))
