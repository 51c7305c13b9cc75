"""The pages of a sender: writing an advisory, changing the draft, sending it, and what may follow."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.measures.advisories import policies
from samanvay.measures.advisories.actions import sending, writing
from samanvay.measures.advisories.addressees import OFFICE_OF_ROLE
from samanvay.measures.advisories.queries import advisories as lists
from samanvay.measures.advisories.queries.patterns import BY_HAND, AdvisedPattern, pattern_of
from samanvay.measures.models import Advisory
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page, seen_version
from samanvay.web.kit.pages import POST, page, record_page
from samanvay.web.kit.places import district_choices

from .advisory_forms import TEXTS, AddForm, AdvisoryForm, CorrectForm, WithdrawForm
from .advisory_views import advisory_form
from .choosing import Choosing, choosing
from .records import ADVISORY, advisory_crumbs


@page(permission=Permission.ADVISORY_SEND)
def advisory_new(request: OfficerRequest) -> HttpResponse:
    """Write an advisory, filled in from a finding, a case, a reading, a corridor or a district."""
    given = request.POST if request.method == "POST" else request.GET
    source, key = given.get("source", "")[:10], given.get("key", "")[:200]
    pattern = pattern_of(request.actor, source, key) if source else BY_HAND
    chosen = choosing(request.actor, pattern)
    title = _("Write an advisory")
    return form_page(
        request,
        partial(AdvisoryForm, pattern=pattern, chosen=chosen),
        writing.draft_advisory,
        initial={
            "title_en": pattern.title.en[: writing.LONGEST_TITLE],
            "title_hi": pattern.title.hi[: writing.LONGEST_TITLE],
            "text_en": pattern.text.en,
            "text_hi": pattern.text.hi,
            "districts": chosen.districts,
            "measures": chosen.measures,
            "offices": ["ahtu", "police"] if source else ["police"],
            "source": source,
            "key": key,
        },
        title=title,
        template="measures/advisory_form.html",
        back=reverse("advisories"),
        crumbs=advisory_crumbs(Crumb(title)),
        done="",
        to=ADVISORY.page,
    )


@record_page(ADVISORY, permission=Permission.ADVISORY_SEND, may=policies.may_change_draft)
def advisory_change(request: OfficerRequest, found: Advisory) -> HttpResponse:
    """Change a draft."""
    pattern = _pattern_of_draft(found)
    chosen = choosing(request.actor, pattern)
    title = _("Edit the draft")
    return form_page(
        request,
        partial(AdvisoryForm, pattern=pattern, chosen=chosen, is_change=True),
        writing.change_draft,
        found,
        initial=_values_of(found, chosen),
        title=title,
        template="measures/advisory_form.html",
        crumbs=advisory_crumbs(Crumb(title)),
        done="",
    )


def _pattern_of_draft(found: Advisory) -> AdvisedPattern:
    return AdvisedPattern(
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
        **{name: getattr(text, name) for name in TEXTS},
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
    }


@record_page(ADVISORY, permission=Permission.ADVISORY_SEND, may=policies.may_change_draft, methods=POST)
def advisory_send(request: OfficerRequest, found: Advisory) -> HttpResponse:
    """Send a draft."""
    done, seen = _("Sent. Each recipient now has the task to answer."), seen_version(request)
    return action_page(request, sending.send_advisory, found, expected=seen, done=done, or_tell=True)


@record_page(ADVISORY, permission=Permission.ADVISORY_SEND, methods=POST)
def advisory_discard(request: OfficerRequest, found: Advisory) -> HttpResponse:
    """Set a draft aside."""
    done, to = _("The draft was deleted."), reverse("advisories")
    return action_page(request, writing.discard_draft, found, expected=seen_version(request), done=done, to=to)


@record_page(ADVISORY, permission=Permission.ADVISORY_SEND, may=policies.may_manage_advisory, methods=POST)
def advisory_withdraw(request: OfficerRequest, found: Advisory) -> HttpResponse:
    """Withdraw an advisory with a reason."""
    done = _("Withdrawn. Open tasks are closed, and the recipients are informed.")
    return advisory_form(request, found, "withdraw", WithdrawForm, sending.withdraw_advisory, done=done)


@record_page(ADVISORY, permission=Permission.ADVISORY_SEND, may=policies.may_manage_advisory, methods=POST)
def advisory_correct(request: OfficerRequest, found: Advisory) -> HttpResponse:
    """Correct the text of a sent advisory."""
    done = _("Corrected. The recipients are informed.")
    return advisory_form(request, found, "correct", CorrectForm, writing.correct_advisory, done=done)


@record_page(ADVISORY, permission=Permission.ADVISORY_SEND, may=policies.may_manage_advisory, methods=POST)
def advisory_add(request: OfficerRequest, found: Advisory) -> HttpResponse:
    """Send an advisory to further districts."""

    def done(count: int) -> str:
        return ngettext("Sent to %(n)d more recipient.", "Sent to %(n)d more recipients.", count) % {"n": count}

    form = partial(AddForm, districts=district_choices(found.home_state))
    return advisory_form(request, found, "add", form, sending.add_recipients, done=done)


@record_page(ADVISORY, permission=Permission.ADVISORY_SEND, methods=POST)
def advisory_remind(request: OfficerRequest, found: Advisory) -> HttpResponse:
    """Remind those who have not answered or not done it."""
    return action_page(request, sending.remind, found, done=_reminded)


def _reminded(count: int) -> str:
    if not count:
        return _("Nobody to remind: all have acted, or were reminded today.")
    return ngettext("%(n)d recipient was reminded.", "%(n)d recipients were reminded.", count) % {"n": count}
