"""The pages of whoever is examined: what there is, the cover, the paper, the result."""

import json
from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samanvay.kernel import clock
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, Refused, reason_against
from samanvay.training.courses import queries as courses
from samanvay.training.courses.policies import may_learn
from samanvay.training.examining import policies
from samanvay.training.examining.actions import sitting as actions
from samanvay.training.examining.queries import examinations as queries
from samanvay.training.models import Sitting
from samanvay.web.components.pieces import Column, Crumb, Pill, Table
from samanvay.web.kit.access import OfficerRequest, officer_page
from samanvay.web.kit.answers import action_page, answered, posted
from samanvay.web.kit.pages import POST, READ, every_reader, page, record_page
from samanvay.web.kit.refusals import refusal_page

from . import paper_presenters
from .certificates import result_of, standing_pill
from .examination_forms import BeginForm
from .records import EXAMINATION, SITTING, examination_crumbs

# A code has six digits: whoever tries them all is stopped long before.
RATES = {"begin": "30/10m/user"}
LARGEST = 64 * 1024


@page(may=may_learn, methods=READ)
def examinations(request: OfficerRequest) -> HttpResponse:
    """List the examinations, one's own roles' first, with where one stands."""
    editions = courses.published_editions(request.actor)
    roles = courses.roles_of(request.actor)
    latest = {each.course: each for each in reversed(queries.own_certificates(request.actor))}
    last = {each.course: each for each in reversed(queries.own_sittings(request.actor))}
    listed = sorted(
        (each.text() for each in editions),
        key=lambda text: (not roles & set(text.roles), not text.is_core_for(roles), text.code),
    )

    def stands(code: str) -> Pill | None:
        if code in latest:
            return standing_pill(latest[code])
        return Pill(_("not passed yet"), "warn") if code in last else None

    columns = [
        Column(_("Course"), lambda text: text.title),
        Column(_("For"), lambda text: Pill(_("for your role"), "calm") if roles & set(text.roles) else None),
        Column(_("Questions"), lambda text: text.examination.questions or None, number=True),
        Column(pgettext("time", "Minutes"), lambda text: text.examination.minutes or None, number=True),
        Column(_("You"), lambda text: stands(text.code)),
    ]
    context = {
        "table": Table.of(_("Examinations"), columns, listed, lambda text: reverse("examination", args=[text.code])),
        "may_watch": not reason_against(policies.may_open_seats, request.actor),
    }
    return render(request, "training/examinations.html", context)


@record_page(EXAMINATION, may=every_reader)
def examination(request: OfficerRequest, examined: queries.ExaminationOfPerson) -> HttpResponse:
    """Show the rules of an examination and where one stands; POST begins it or goes on with it."""
    code, rules, running = examined.text.code, examined.rules, examined.running
    refused = "" if running is not None else reason_against(policies.may_sit, request.actor, *examined.asked)
    unread = ""
    if running is None and not refused:
        unread = reason_against(policies.may_sit_alone, rules, examined.certificate, len(examined.lessons))
    form = BeginForm(posted(request))
    if request.method == "POST":
        if ratelimit.consume(request, app="samanvay.examination", action="begin", config=RATES) is None:
            return refusal_page(request, 429, _("Too many tries. Wait ten minutes."))
        if form.is_valid() and not (unread and not form.cleaned_data["seat_code"]):
            answer = answered(
                request,
                form,
                lambda: actions.begin_sitting(by=request.actor, code=code, **form.taken()),
                to=lambda begun: reverse("sitting", args=[begun.pk]),
                said="",
            )
            if answer:
                return answer
    left = rules.attempts - policies.failed_in_a_row(examined.past) % rules.attempts if rules.attempts else None
    facts = [
        (_("Questions"), rules.questions),
        (pgettext("time", "Minutes"), rules.minutes),
        (_("To pass"), f"{rules.pass_percent} %"),
        (_("Why this pass mark"), paper_presenters.reason_words(rules)),
        (_("By guessing"), paper_presenters.guess_words(queries.usual_guess_of(examined.edition)) or None),
        (
            _("A wrong answer"),
            _("deducts %(share)s of a mark; unanswered questions deduct nothing") % {"share": f"{rules.negative:g}"}
            if rules.negative
            else _("deducts nothing"),
        ),
        (_("Attempts left"), left if left is not None else _("no limit")),
    ]
    context = {
        "code": code,
        "text": examined.text,
        "facts": facts,
        "standing": standing_pill(examined.certificate) if examined.certificate else None,
        "running": running if running is not None and running.course == code else None,
        "form": form,
        "refused": refused,
        "unread": unread,
        "lesson": reverse("training_lesson", args=[code, examined.lessons[0].code]) if unread else "",
        "past": [result_of(each) for each in examined.past],
        "crumbs": examination_crumbs(Crumb(examined.text.title)),
    }
    status = 400 if form.errors else 403 if form.is_bound else 200
    return render(request, "training/examination.html", context, status=status)


@record_page(SITTING, may=every_reader)
def sitting(request: OfficerRequest, found: Sitting) -> HttpResponse:
    """Show the running paper at a question; POST saves one answer without scripts and goes on to the next."""
    if found.closed_at is not None or clock.now() >= found.takes_until:
        return HttpResponseRedirect(SITTING.page(found))
    at = min(max((whole_number(request.GET.get("q", "")) or 1) - 1, 0), len(found.paper) - 1)
    problem = ""
    if request.method == "POST":
        try:
            given = paper_presenters.given_by(found.paper[at], request.POST)
            moment = int(clock.now().timestamp() * 1000)
            if not actions.save_answers(
                by=request.actor, key=found.pk, answers=[actions.GivenAnswer(at, given, moment)]
            ):
                raise Invalid("given", actions.USED_UP)
            return HttpResponseRedirect(f"{reverse('sitting', args=[found.pk])}?q={min(at + 2, len(found.paper))}")
        except (Invalid, actions.TooFast) as refusal:
            problem = str(refusal.words)
    left = (found.ends_at - clock.now()).total_seconds()
    shown = paper_presenters.questions_of(found, queries.texts_of(found), queries.answers_of(found), at)
    context = {
        "sitting": found,
        "title": found.edition.text().title,
        "questions": shown,
        "current": shown[at],
        "problem": problem,
        "now": int(clock.now().timestamp() * 1000),
        "left": max(0, int(left)),
        "ends": date_format(found.ends_at.astimezone(clock.INDIA), "H:i"),
        "open": sum(not each["is_answered"] for each in shown),
    }
    return render(request, "training/sitting.html", context, status=400 if problem else 200)


@transaction.non_atomic_requests
@never_cache
@officer_page
@require_POST
def sitting_answers(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Save answers that the page sends as it goes: JSON in, the serial that was kept of each out."""
    try:
        answers = _given(request.body)
        saved = actions.save_answers(by=request.actor, key=key, answers=answers)
    except Invalid as refusal:
        queries.own_sitting(request.actor, key)
        return JsonResponse({"field": refusal.field, "words": str(refusal.words)}, status=400)
    except Refused as refusal:
        return JsonResponse({"words": str(refusal.words)}, status=refusal.status)
    left_out = sorted({each.position for each in answers} - saved.keys())
    if not left_out:
        return JsonResponse({"saved": saved})
    holds = paper_presenters.held(queries.own_sitting(request.actor, key), left_out)
    return JsonResponse({"saved": saved, "full": holds, "words": str(actions.USED_UP)})


def _given(body: bytes) -> list[actions.GivenAnswer]:
    wrong = Invalid("answers", _("A list of answers, each with position, given and serial."))
    if len(body) > LARGEST:
        raise wrong
    try:
        said = json.loads(body)
        return [
            actions.GivenAnswer(_int(each["position"]), tuple(each["given"]), _int(each["serial"]))
            for each in said["answers"]
        ]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise wrong from None


def _int(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 2**53:
        raise TypeError
    return value


@record_page(SITTING, may=every_reader, methods=POST)
def sitting_hand_in(request: OfficerRequest, found: Sitting) -> HttpResponse:
    """Hand the paper in."""
    words = _("You have passed. Your certificate is ready.")
    return action_page(request, actions.hand_in, found, done=lambda closed: words if closed.passed else "")


@record_page(SITTING, may=every_reader, methods=READ)
def sitting_result(request: OfficerRequest, found: Sitting) -> HttpResponse:
    """Show the result by module and each question with its explanation; a paper whose time ran out is closed first."""
    if found.closed_at is None:
        if clock.now() < found.takes_until:
            return HttpResponseRedirect(reverse("sitting", args=[found.pk]))
        found = actions.hand_in(by=request.actor, key=found.pk)
    text, editions = found.edition.text(), queries.texts_of(found)
    context = {
        "sitting": found,
        "title": text.title,
        "score": f"{found.score:g}",
        "of": len(found.paper) - len(found.aside),
        "needed": found.pass_mark,
        "usual": found.rules["pass_percent"] if found.pass_mark < found.rules["pass_percent"] else None,
        "why": [paper_presenters.reason_words(text.examination), paper_presenters.guessed(found, editions)],
        "modules": paper_presenters.by_module(found),
        "looked": paper_presenters.looked_at(found, editions),
        "crumbs": examination_crumbs(
            Crumb(text.title, reverse("examination", args=[found.course])), Crumb(_("Result"))
        ),
    }
    return render(request, "training/result.html", context)
