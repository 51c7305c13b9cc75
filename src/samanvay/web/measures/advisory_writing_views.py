"""The pages of a sender: writing an advisory, changing the draft, sending it, and what may follow."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, answered, form_page, posted
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.pages import POST, page, record_page
from samanvay.web.kit.places import district_choices

from .advisory_forms import AddForm, AdvisoryForm, CorrectForm
from .advisory_views import advisory_page
from .choosing import Choosing, choosing, districts_chosen, versions_chosen
from .playbook_forms import WithdrawForm
from .records import ADVISORY, advisory_crumbs


@page(permission=Permission.ADVISORY_SEND)
def advisory_new(request: OfficerRequest) -> HttpResponse:
    """Write an advisory, filled in from a finding, a case, a reading, a corridor or a district."""
    given = request.POST if request.method == "POST" else request.GET
    source, key = given.get("source", "")[:10], given.get("key", "")[:200]
    pattern = pattern_of(request.actor, source, key) if source else BY_HAND
    chosen = choosing(request.actor, pattern)
    form = AdvisoryForm(
        posted(request),
        initial={
            **_words(pattern),
            "districts": chosen.districts,
            "measures": chosen.measures,
            "source": source,
            "key": key,
        },
        **chosen.choices(),
    )
    answer = answered(
        request,
        form,
        lambda: writing.draft_advisory(
            by=request.actor,
            content=_content(request, form, pattern, chosen),
            pii_answer=form.pii_answer,
            captured=form.captured,
        ),
        to=ADVISORY.page,
        said="",
    )
    return answer or _form_page(request, form, _("Write an advisory"), reverse("advisories"))


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
        "crumbs": advisory_crumbs(Crumb(title)),
    }
    return render(request, "measures/advisory_form.html", context, status=400 if form.errors else 200)


@record_page(ADVISORY, permission=Permission.ADVISORY_SEND, may=policies.may_change_draft)
def advisory_change(request: OfficerRequest, found: Advisory) -> HttpResponse:
    """Change a draft."""
    pattern = _pattern_of_draft(request, found)
    chosen = choosing(request.actor, pattern)
    form = AdvisoryForm(posted(request), initial=_values_of(found, chosen), **chosen.choices())
    answer = answered(
        request,
        form,
        lambda: writing.change_draft(
            by=request.actor,
            advisory=found,
            content=_content(request, form, pattern, chosen),
            pii_answer=form.pii_answer,
            expected=form.cleaned_data["version"],
        ),
        to=ADVISORY.page,
        said="",
    )
    return answer or _form_page(request, form, _("Change the draft"), ADVISORY.page(found))


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


@record_page(ADVISORY, permission=Permission.ADVISORY_SEND, may=policies.may_change_draft, methods=POST)
def advisory_send(request: OfficerRequest, found: Advisory) -> HttpResponse:
    """Send a draft."""
    done = _("Sent: each recipient has the duty to answer.")
    try:
        return action_page(request, sending.send_advisory, found, expected=_seen(request), done=done)
    except Invalid as refusal:
        messages.error(request, str(refusal.words))
        return advisory_page(request, found, wrong={"send": refusal})


@record_page(ADVISORY, permission=Permission.ADVISORY_SEND, methods=POST)
def advisory_discard(request: OfficerRequest, found: Advisory) -> HttpResponse:
    """Set a draft aside."""
    done, to = _("The draft is set aside."), reverse("advisories")
    return action_page(request, writing.discard_draft, found, expected=_seen(request), done=done, to=to)


def _wrong(request: OfficerRequest, found: Advisory, name: str, form: ActionForm) -> HttpResponse:
    return advisory_page(request, found, wrong={name: form})


@record_page(ADVISORY, permission=Permission.ADVISORY_SEND, may=policies.may_keep_advisory, methods=POST)
def advisory_withdraw(request: OfficerRequest, found: Advisory) -> HttpResponse:
    """Withdraw an advisory with a reason."""
    return form_page(
        request,
        WithdrawForm,
        sending.withdraw_advisory,
        found,
        done=_("Withdrawn: open duties are dropped, and the recipients are told."),
        show=partial(_wrong, request, found, "withdraw"),
    )


@record_page(ADVISORY, permission=Permission.ADVISORY_SEND, may=policies.may_keep_advisory, methods=POST)
def advisory_correct(request: OfficerRequest, found: Advisory) -> HttpResponse:
    """Correct the text of a sent advisory."""
    return form_page(
        request,
        CorrectForm,
        writing.correct_advisory,
        found,
        done=_("Corrected: the recipients are told."),
        show=partial(_wrong, request, found, "correct"),
    )


@record_page(ADVISORY, permission=Permission.ADVISORY_SEND, may=policies.may_keep_advisory, methods=POST)
def advisory_add(request: OfficerRequest, found: Advisory) -> HttpResponse:
    """Send an advisory to further districts."""
    return form_page(
        request,
        partial(AddForm, districts=district_choices(found.home_state)),
        sending.add_recipients,
        found,
        done=lambda count: (
            ngettext("Sent to %(n)d more recipient.", "Sent to %(n)d more recipients.", count) % {"n": count}
        ),
        show=partial(_wrong, request, found, "add"),
    )


@record_page(ADVISORY, permission=Permission.ADVISORY_SEND, methods=POST)
def advisory_remind(request: OfficerRequest, found: Advisory) -> HttpResponse:
    """Remind those who have not answered or not done it."""
    return action_page(request, sending.remind, found, done=_reminded)


def _reminded(count: int) -> str:
    if not count:
        return _("Nobody is to be reminded now: all have acted, or were reminded today.")
    return ngettext("%(n)d recipient is reminded.", "%(n)d recipients are reminded.", count) % {"n": count}
