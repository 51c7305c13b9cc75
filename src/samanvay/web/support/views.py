"""The pages of identification."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.cases.models import Case
from samanvay.cases.queries import case_or_unseen, persons_of
from samanvay.kernel.refusals import Invalid
from samanvay.support import actions, policies, queries
from samanvay.support.models import Screening
from samanvay.support.published import published
from samanvay.support.tasks import follow_screenings
from samanvay.web.components.pieces import Action, Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page, posted, show_form
from samanvay.web.kit.boxes.forms import PurposeForm
from samanvay.web.kit.duties import duty_rows
from samanvay.web.kit.pages import POST, READ, Record, action_to, every_officer, page, record_page

from . import presenters
from .forms import AskForm, CorrectForm


def _crumbs(case: Case, *last: Any) -> list[Crumb]:
    way = [Crumb(_("Cases"), reverse("cases")), Crumb(case.number, reverse("case", args=[case.id]))]
    return [
        *way,
        Crumb(_("Signs of trafficking"), reverse("screenings", args=[case.id])),
        *(Crumb(each) for each in last),
    ]


CASE = Record(
    "case",
    load=lambda actor, case_id: case_or_unseen(actor, case_id),
    page=lambda case: reverse("screenings", args=[case.id]),
    crumbs=lambda actor, case: _crumbs(case),
    given=lambda case: {"case_id": case.id},
)
SCREENING: Record[Screening] = Record(
    "screening",
    load=lambda actor, screening_id: queries.screening_or_unseen(actor, screening_id),
    page=lambda screening: reverse("screening", args=[screening.id]),
    crumbs=lambda actor, screening: [
        *_crumbs(screening.case),
        Crumb(screening.group_words, reverse("screening", args=[screening.id])),
    ],
    given=lambda screening: {"screening_id": screening.id},
)


def _followed(action: Any) -> Any:
    """Return an action after which the duty to tell the AHTU is opened or withdrawn in the same answer."""

    def act(**given: Any) -> Screening:
        screening: Screening = action(**given)
        follow_screenings(screening.case_id)
        return screening

    return act


@page(may=every_officer, methods=READ)
def signs(request: OfficerRequest) -> HttpResponse:
    """Show the published signs by situation, each with its source and what is to be checked in it."""
    context = {"groups": presenters.published_groups(), "crumbs": [Crumb(_("Signs of trafficking"))]}
    return render(request, "support/signs.html", context)


@record_page(CASE, may=policies.may_read_screenings, methods=READ)
def screenings(request: OfficerRequest, case: Case) -> HttpResponse:
    """Show which checks for signs were made in a case, by whom and when."""
    done = queries.screenings_of(request.actor, case)
    context = {
        "case": case,
        "crumbs": _crumbs(case),
        "lines": presenters.lines_of(done),
        "ask": action_to(request.actor, "screening_new", _("Check for signs"), case, "primary"),
    }
    return render(request, "support/screenings.html", context)


@record_page(CASE, may=policies.may_record_screening)
def ask(request: OfficerRequest, case: Case) -> HttpResponse:
    """Choose the situation, then ask its signs on one page."""
    group, person = request.GET.get("group", ""), request.GET.get("person", "")
    if group not in published().groups:
        if request.method == "POST":
            raise Invalid("group", _("Choose the situation from the list."))
        title = _("Where are you?")
        context = {"title": title, "crumbs": _crumbs(case, title), "groups": presenters.situations(case, person)}
        return render(request, "support/choose.html", {"case": case, **context})
    return form_page(
        request,
        partial(AskForm, group=group, persons=persons_of(request.actor, case)),
        _followed(actions.record_screening),
        case,
        initial={"person": person},
        to=lambda made: reverse("screening", args=[made.id]),
        done=lambda made: str(made.outcome_sentence),
        title=published().groups[group].title,
        hint=published().groups[group].hint,
        label=_("Save"),
        template="support/ask.html",
        others=reverse("screening_new", args=[case.id]) + (f"?person={person}" if person else ""),
    )


@record_page(SCREENING, may=policies.may_read_screening, methods=READ)
def screening(request: OfficerRequest, screening: Screening) -> HttpResponse:
    """Show what a check came to: words, what is done at once, the law, forms to accept; never a number."""
    actor = request.actor
    fresh = actions.reread_answers(by=actor, screening_id=screening.id)
    duty = queries.duty_of(actor, screening.case)
    again = action_to(actor, "screening_new", _("Check another situation"), screening.case)
    if screening.person_id and not again.refused:
        again = Action(again.words, f"{again.url}?person={screening.person_id}")
    context = {
        "screening": screening,
        "crumbs": SCREENING.crumbs(actor, screening),
        "pill": presenters.outcome_pill(screening),
        "facts": presenters.facts_of(screening),
        "seen": presenters.seen_lines(fresh) if fresh else [],
        "law": presenters.law_lines(queries.law_of(screening)),
        "forms": presenters.form_rows(actor, screening),
        "duties": duty_rows([duty] if duty else []),
        "open": action_to(actor, "screening_answers", _("Open the answers"), screening),
        "again": again,
        "case_url": reverse("case", args=[screening.case_id]),
    }
    return render(request, "support/screening.html", context)


@record_page(SCREENING, may=policies.may_answer_form, methods=POST)
def form_answer(request: OfficerRequest, screening: Screening) -> HttpResponse:
    """Accept or reject a form of exploitation that a check proposes."""
    answer = request.POST.get("answer", "")
    if answer not in ("yes", "no"):
        raise Invalid("answer", _("Choose yes or no."))
    return action_page(
        request,
        actions.answer_form,
        screening,
        done=_("The form of exploitation is now in the case.") if answer == "yes" else _("Rejected."),
        form=request.POST.get("form", ""),
        takes=answer == "yes",
    )


@record_page(SCREENING, may=policies.may_open_answers)
def answers(request: OfficerRequest, screening: Screening) -> HttpResponse:
    """Ask for the purpose, then show the answers, once."""
    title = _("Answers: %(situation)s") % {"situation": screening.group_words}
    form = PurposeForm(posted(request))
    if not form.is_valid():
        intro = _("The log of this case shows who opened what, when and for what purpose.")
        return show_form(request, form, screening, title=title, label=_("Open"), intro=intro)
    said, note, edition = actions.open_answers(
        by=request.actor, screening_id=screening.id, purpose=form.cleaned_data["purpose"]
    )
    begun = {f"sign_{code}": answer for code, answer in said.items()}
    row = {name: getattr(screening, name) for name in ("suspects", "language", "interpreter")}
    correct = CorrectForm(group=screening.group, initial={**begun, **row, "note": note, "edition": edition})
    return _opened(request, screening, correct, lines=presenters.answer_lines(screening, said), note=note)


def _opened(request: OfficerRequest, screening: Screening, correct: CorrectForm, **shown: Any) -> HttpResponse:
    return show_form(
        request,
        correct,
        screening,
        title=_("Answers: %(situation)s") % {"situation": screening.group_words},
        template="support/answers.html",
        correct_url=reverse("screening_correct", args=[screening.id]),
        **shown,
    )


@record_page(SCREENING, may=policies.may_open_answers, methods=POST)
def correct(request: OfficerRequest, screening: Screening) -> HttpResponse:
    """Keep a correction of answers that were just opened; a refused one comes back as it was typed."""
    return form_page(
        request,
        partial(CorrectForm, group=screening.group),
        _followed(actions.correct_screening),
        screening,
        done=_("Corrected and sealed."),
        show=lambda form: _opened(request, screening, form),
    )
