"""What those who came say of a batch, and what they gained; giving one's own."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.kernel.refusals import Refused
from samanvay.rosters.delivery.actions import feedback
from samanvay.rosters.delivery.queries import learning_gains
from samanvay.rosters.models import Batch
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.pages import READ, every_reader, record_page
from samanvay.web.kit.pii import PiiForm

from . import batch_presenters
from .gain import modules_of, shown_gains
from .records import BATCH

WIDTH = 1000
MARKS: dict[int, Any] = {
    1: gettext_lazy("1, not at all"),
    2: "2",
    3: gettext_lazy("3, in part"),
    4: "4",
    5: gettext_lazy("5, very"),
}


MarkField = partial(forms.TypedChoiceField, coerce=int, choices=list(MARKS.items()), widget=forms.RadioSelect)


class FeedbackForm(PiiForm):
    """Two marks from one to five, and words."""

    useful = MarkField(label=gettext_lazy("Was it useful for your work?"))
    clear = MarkField(label=gettext_lazy("Was it clear?"))
    words = forms.CharField(
        label=gettext_lazy("What should stay, what should change?"),
        max_length=feedback.LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@record_page(BATCH, may=every_reader, methods=READ)
def roster_feedback(request: OfficerRequest, batch: Batch) -> HttpResponse:
    """Show what is said of a batch from five on, without who; and what those who came gained."""
    told = feedback.feedback_summary(request.actor, batch)
    gained = learning_gains.gains_of(request.actor, batch)
    context = {
        **batch_presenters.head_of(request.actor, batch, "roster_feedback"),
        "told": told,
        "bars": [
            {"head": _("Useful for the work"), "rows": _bars(told.useful)},
            {"head": _("Easy to follow"), "rows": _bars(told.clear)},
        ]
        if told.is_shown
        else [],
        "count_words": ngettext("%(n)d of %(came)d who attended", "%(n)d of %(came)d who attended", told.count)
        % {"n": told.count, "came": told.came},
        "gains": shown_gains(gained, modules_of([batch.course])),
        "was_drawn": learning_gains.was_drawn([batch]),
    }
    return render(request, "rosters/batch_feedback.html", context)


def _bars(counts: Mapping[int, int]) -> list[dict[str, Any]]:
    most = max(counts.values(), default=0) or 1
    return [
        {"mark": MARKS[mark], "count": count, "width": round(WIDTH * count / most)}
        for mark, count in sorted(counts.items(), reverse=True)
    ]


@record_page(BATCH, may=every_reader)
def roster_feedback_give(request: OfficerRequest, batch: Batch) -> HttpResponse:
    """Take what somebody who came says of a batch."""
    known = feedback.own_feedback(request.actor, batch)
    may = feedback.may_amend(known)
    if request.method == "POST" and not may:
        raise Refused(_("Feedback can be changed for one week only. That week has passed."))
    title = _("Feedback")
    return form_page(
        request,
        FeedbackForm,
        feedback.give_feedback,
        batch,
        initial={"useful": known.useful, "clear": known.clear, "words": known.words} if known is not None else {},
        template="rosters/feedback_give.html",
        **batch_presenters.head_of(request.actor, batch, "roster_feedback_give")
        | {"crumbs": batch_presenters.crumbs(request.actor, batch, title)},
        known=known,
        may=may,
        done=_("Thank you. You can change it for one week."),
        to=reverse("roster_feedback_give", args=[batch.pk]),
    )
