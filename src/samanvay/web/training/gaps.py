"""One's own gaps: lessons to read, certificates to get or renew, modules in which the last paper was weak."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.training.courses import policies
from samanvay.training.examining.queries.gaps import Gap, gaps_of
from samanvay.web.components.pieces import Pill
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.pages import READ, page

from . import presenters
from .certificate_presenters import pill_of


@page(may=policies.may_learn, methods=READ)
def training_gaps(request: OfficerRequest) -> HttpResponse:
    """Show what the reader still lacks of what their roles learn, and the next step to each."""
    context = {
        "tabs": presenters.tabs(request.actor, "training_gaps"),
        "gaps": [_shown(each) for each in gaps_of(request.actor)],
    }
    return render(request, "training/gaps.html", context)


def _shown(gap: Gap) -> dict[str, Any]:
    code, left = gap.text.code, len(gap.lessons)
    return {
        "code": code,
        "title": gap.text.title,
        "pills": _pills(gap),
        "left": ngettext("%(n)d lesson left", "%(n)d lessons left", left) % {"n": left} if left else "",
        "go_on": reverse("training_lesson", args=[code, gap.lessons[0].code]) if gap.lessons else "",
        "examination": reverse("examination", args=[code]) if gap.is_examined and gap.standing != "valid" else "",
        "opens": presenters.day_words(gap.opens),
        "weak": [
            {
                "title": each.title,
                "right": each.right,
                "of": each.of,
                "url": reverse("training_lesson", args=[code, each.lesson]) if each.lesson else "",
            }
            for each in gap.weak
        ],
    }


def _pills(gap: Gap) -> list[Pill]:
    pills = [Pill(_("Core"), "calm")] if gap.is_core else []
    if gap.is_examined:
        pills.append(pill_of(gap.standing, gap.until) if gap.standing else Pill(_("no certificate yet"), "warn"))
    return pills
