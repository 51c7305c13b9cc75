"""The pages of the bank: the questions of a course, one question with its answer, writing and reviewing it."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samanvay.access.permissions import Permission
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, reason_against
from samanvay.training import policies, queries, reviewing, writing
from samanvay.training.models import Course, ItemEdition
from samanvay.training.states import EditionState
from samanvay.training.syllabus import DIFFICULTIES, QUESTION_KINDS, CourseText, QuestionText
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Column, Crumb, Row, Table, chips
from samanvay.web.filters import choice_of
from samanvay.web.today.history import names_of

from . import shown
from .forms import ReviewForm
from .question_forms import QuestionForm
from .writing import of_course

BOTH = ["GET", "POST"]


def _crumbs(text: CourseText, *more: Crumb) -> list[Crumb]:
    return [
        Crumb(_("Training"), reverse("training")),
        Crumb(text.title, reverse("training_write", args=[text.code])),
        *more,
    ]


@never_cache
@officer_page
@require_GET
def training_questions(request: OfficerRequest, code: str) -> HttpResponse:
    """List the questions of a course, and whether they suffice for what a paper draws."""
    course, edition = of_course(request, code)
    text = edition.text()
    found = queries.item_editions(request.actor, course)
    titles = {module.code: module.title for module in text.modules}
    chosen = choice_of(request, "module", titles)
    listed = [each for each in found if not chosen or each.said.get("module") == chosen]
    counted = Counter(str(each.said.get("module")) for each in found)
    context = {
        "text": text,
        "chips": chips(request, "module", list(titles.items()), every=_("All"), counts=counted),
        "draws": _draws(text, found),
        "words": ngettext("%(n)d question", "%(n)d questions", len(listed)) % {"n": len(listed)},
        "table": _table(code, listed) if listed else None,
        "refused": reason_against(policies.may_write_courses, request.actor),
        "crumbs": _crumbs(text, Crumb(_("Questions"))),
    }
    return render(request, "training/questions.html", context)


def _table(code: str, listed: list[ItemEdition]) -> Table:
    columns = [Column(_("Question")), Column(_("Kind")), Column(_("Difficulty")), Column(_("Status"))]
    rows = []
    for each in listed:
        question = each.text()
        rows.append(
            Row(
                [
                    str(question.stem),
                    str(QUESTION_KINDS[question.kind]),
                    str(DIFFICULTIES[question.difficulty]),
                    shown.state_pill(each.state),
                ],
                reverse("training_question", args=[code, question.code]),
            )
        )
    return Table(_("Questions"), columns, rows)


def _draws(text: CourseText, found: list[ItemEdition]) -> Table | None:
    """Return what a paper draws of each module beside what there is in use."""
    there = Counter(
        (each.said["module"], each.said["difficulty"]) for each in found if each.state == EditionState.PUBLISHED
    )
    titles = {module.code: str(module.title) for module in text.modules}
    rows = [
        Row(
            [
                titles.get(draw.module, draw.module),
                *(f"{getattr(draw, each)} / {there[draw.module, each]}" for each in DIFFICULTIES),
            ]
        )
        for draw in text.examination.blueprint
    ]
    columns = [Column(_("Module")), *(Column(words, number=True) for words in DIFFICULTIES.values())]
    return Table(_("Drawn for a paper / in use"), columns, rows, caption_shown=True) if rows else None


@never_cache
@officer_page
@require_GET
def training_question(request: OfficerRequest, code: str, question: str) -> HttpResponse:
    """Show one question with its answer; by ``edition`` an older text of it."""
    course, edition = of_course(request, code)
    no = whole_number(request.GET.get("edition", ""))
    found = queries.item_edition_or_unseen(request.actor, course, question, no)
    return _page(request, course, edition.text(), found)


def _page(
    request: OfficerRequest, course: Course, text: CourseText, found: ItemEdition, wrong: ReviewForm | None = None
) -> HttpResponse:
    question = found.text()
    item = found.item
    here = reverse("training_question", args=[course.code, question.code])
    names = names_of([*found.writers, found.reviewed_by])
    module = next((str(each.title) for each in text.modules if each.code == question.module), question.module)
    facts: list[tuple[Any, Any]] = [
        (_("Module"), module),
        (_("Kind"), QUESTION_KINDS[question.kind]),
        (_("Difficulty"), DIFFICULTIES[question.difficulty]),
        (_("Checked for truth"), question.reviewed or _("not yet by a second person")),
        (_("It rests on"), ", ".join(law.label for law in shown.laws_of(question.rests_on))),
    ]
    context = {
        "item": item,
        "edition": found,
        "question": question,
        "code": course.code,
        "both": [(_("English"), "en", _said(question, "en")), (_("Hindi"), "hi", _said(question, "hi"))],
        "facts": facts,
        "laws": shown.laws_of(question.rests_on),
        "state": shown.state_pill(found.state),
        "is_draft": found.state == EditionState.DRAFT,
        "is_in_review": found.state == EditionState.IN_REVIEW,
        "is_in_use": found.state == EditionState.PUBLISHED and found.no == item.current,
        "faults": list(reviewing.faults_of(found))
        if found.state in (EditionState.DRAFT, EditionState.IN_REVIEW)
        else [],
        "write_refused": reason_against(policies.may_write_courses, request.actor),
        "review_refused": reason_against(policies.may_review_edition, request.actor, found),
        "publish_refused": reason_against(policies.may_publish, request.actor),
        "writers": [names.get(key, "") for key in found.writers],
        "older": [(no, f"{here}?edition={no}") for no in range(item.last, 0, -1) if no != found.no],
        "newer_shipped": item.newer_shipped,
        "form": wrong or ReviewForm(),
        "wrong": wrong,
        "crumbs": _crumbs(
            text, Crumb(_("Questions"), reverse("training_questions", args=[course.code])), Crumb(question.code)
        ),
    }
    return render(request, "training/question.html", context, status=400 if wrong is not None else 200)


def _said(question: QuestionText, language: str) -> dict[str, Any]:
    """Return a question in one language, each option with whether it is right or what it is matched with."""

    def in_(words: Bilingual) -> str:
        return words.hi if language == "hi" else words.en

    options = []
    for number, option in enumerate(question.options, 1):
        match = question.matches[number - 1] if number <= len(question.matches) else None
        options.append((in_(option), number in question.answer, in_(match) if match is not None else ""))
    return {
        "vignette": in_(question.vignette) if question.vignette is not None else "",
        "stem": in_(question.stem),
        "options": options,
        "why": in_(question.why),
    }


@never_cache
@officer_page(permission=Permission.COURSE_WRITE)
@require_http_methods(BOTH)
def training_question_new(request: OfficerRequest, code: str) -> HttpResponse:
    """Write a new question."""
    return _writing(request, code, None)


@never_cache
@officer_page(permission=Permission.COURSE_WRITE)
@require_http_methods(BOTH)
def training_question_write(request: OfficerRequest, code: str, question: str) -> HttpResponse:
    """Write another text of a question."""
    return _writing(request, code, question)


def _writing(request: OfficerRequest, code: str, named: str | None) -> HttpResponse:
    course, edition = of_course(request, code)
    text = edition.text()
    found = queries.item_edition_or_unseen(request.actor, course, named) if named is not None else None
    posted = request.POST if request.method == "POST" else None
    form = QuestionForm(
        posted,
        law=queries.codes_of_law(),
        modules=[(each.code, str(each.title)) for each in text.modules],
        of=found.said if found is not None else None,
        initial={"version": found.item.version} if found is not None else None,
    )
    if form.is_bound and form.is_valid():
        said = form.said()
        try:
            writing.write_item(
                by=request.actor,
                course=course,
                item=found.item if found is not None else None,
                said=said,
                words=form.texts(),
                pii_answer=form.pii_answer,
                expected=form.cleaned_data["version"],
                submission_id=form.cleaned_data["submission_id"],
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Kept. It is asked once somebody else has published it."))
            return HttpResponseRedirect(reverse("training_question", args=[code, said["code"]]))
    back = reverse("training_questions", args=[code])
    title = _("Question")
    context = {
        "form": form,
        "title": title,
        "back": back,
        "crumbs": _crumbs(text, Crumb(_("Questions"), back), Crumb(title)),
    }
    return render(request, "training/write_form.html", context, status=400 if form.errors else 200)


@never_cache
@officer_page
@require_POST
def training_question_review(request: OfficerRequest, code: str, question: str) -> HttpResponse:
    """Send a question to review, send it back, publish it, retire it, or take the newer shipped text."""
    course, edition = of_course(request, code)
    found = queries.item_edition_or_unseen(request.actor, course, question)
    deed, expected = request.POST.get("deed", ""), whole_number(request.POST.get("version", ""))
    form = ReviewForm(request.POST)
    form.is_valid()
    try:
        if deed == "send":
            reviewing.send_to_review(by=request.actor, edition=found, expected=expected)
            words = _("Sent to review. Somebody else publishes it or sends it back.")
        elif deed == "back":
            said = form.cleaned_data.get("words", "")
            reviewing.send_back(by=request.actor, edition=found, words=said, expected=expected)
            words = _("Sent back to its authors.")
        elif deed == "publish":
            reviewing.publish(by=request.actor, edition=found, expected=expected)
            words = _("Published: it is asked from now on.")
        elif deed == "retire":
            reviewing.retire_item(by=request.actor, edition=found, expected=expected)
            words = _("Retired: no new paper holds it.")
        elif deed == "take":
            reviewing.take_shipped(by=request.actor, of=found.item)
            words = _("The shipped text is read now; the state's own stays among the editions.")
        else:
            raise Invalid("deed", _("Choose what is to be done."))
    except Invalid as refusal:
        form.add_error("words" if refusal.field == "words" else None, str(refusal.words))
        return _page(request, course, edition.text(), found, form)
    messages.success(request, words)
    return HttpResponseRedirect(reverse("training_question", args=[code, question]))
