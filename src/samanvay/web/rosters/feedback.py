"""What those who came say of a batch, and what they gained; giving one's own."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from samanvay.kernel.refusals import Invalid, Refused
from samanvay.rosters import feedback, gaining
from samanvay.rosters.models import Batch
from samanvay.rosters.queries import batch_or_unseen
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.pii import PiiForm

from . import batch_shown
from .beside_shown import head_of
from .gain_shown import modules_of, shown_gains

WIDTH = 1000
MARKS: dict[int, Any] = {
    1: gettext_lazy("1, not at all"),
    2: "2",
    3: gettext_lazy("3, in part"),
    4: "4",
    5: gettext_lazy("5, very"),
}


class FeedbackForm(PiiForm):
    """Two marks from one to five, and words."""

    useful = forms.TypedChoiceField(
        label=gettext_lazy("Was it useful for your work?"),
        coerce=int,
        choices=list(MARKS.items()),
        widget=forms.RadioSelect,
    )
    clear = forms.TypedChoiceField(
        label=gettext_lazy("Was it clear?"), coerce=int, choices=list(MARKS.items()), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("What should stay, what should change?"),
        max_length=feedback.LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@never_cache
@officer_page
@require_GET
def roster_feedback(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Show what is said of a batch from five on, without who; and what those who came gained."""
    batch = batch_or_unseen(request.actor, key)
    told = feedback.told_of(request.actor, batch)
    gained = gaining.gains_of(request.actor, batch)
    context = {
        **head_of(request.actor, batch, "roster_feedback"),
        "told": told,
        "bars": [
            {"head": _("Useful for the work"), "rows": _bars(told.useful)},
            {"head": _("Easy to follow"), "rows": _bars(told.clear)},
        ]
        if told.is_shown
        else [],
        "count_words": ngettext("%(n)d of %(came)d who came", "%(n)d of %(came)d who came", told.count)
        % {"n": told.count, "came": told.came},
        "gains": shown_gains(gained, modules_of([batch.course])),
        "was_drawn": gaining.was_drawn([batch]),
    }
    return render(request, "rosters/batch_feedback.html", context)


def _bars(counts: Mapping[int, int]) -> list[dict[str, Any]]:
    most = max(counts.values(), default=0) or 1
    return [
        {"mark": MARKS[mark], "count": count, "width": round(WIDTH * count / most)}
        for mark, count in sorted(counts.items(), reverse=True)
    ]


@never_cache
@officer_page
@require_http_methods(["GET", "POST"])
def roster_feedback_give(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Take what somebody who came says of a batch."""
    batch = batch_or_unseen(request.actor, key)
    known = feedback.own_feedback(request.actor, batch)
    may = feedback.may_mend(known)
    posted = request.POST if request.method == "POST" else None
    initial = {"useful": known.useful, "clear": known.clear, "words": known.words} if known is not None else {}
    form = FeedbackForm(posted, initial=initial)
    if posted is not None and not may:
        raise Refused(_("A week has passed: what you said stands."))
    if posted is not None and form.is_valid():
        try:
            _give(request, batch, form)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Thank you. You can change it for a week."))
            return HttpResponseRedirect(reverse("roster_feedback_give", args=[key]))
    context = {
        **head_of(request.actor, batch, "roster_feedback_give"),
        "crumbs": batch_shown.crumbs(request.actor, batch, _("Feedback")),
        "form": form,
        "known": known,
        "may": may,
    }
    return render(request, "rosters/feedback_give.html", context, status=400 if form.errors else 200)


def _give(request: OfficerRequest, batch: Batch, form: FeedbackForm) -> None:
    said = form.cleaned_data
    feedback.give_feedback(
        by=request.actor,
        batch=batch,
        useful=said["useful"],
        clear=said["clear"],
        words=said["words"],
        pii_answer=form.pii_answer,
        submission_id=said["submission_id"],
    )
