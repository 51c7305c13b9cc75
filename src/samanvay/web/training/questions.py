"""The pages of the bank: the questions of a course, one question with its answer, writing and reviewing it."""

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import reason_against
from samanvay.training.courses import policies, queries
from samanvay.training.courses.actions import reviewing, writing
from samanvay.training.courses.flaws import flaws_of_bank, flaws_of_question
from samanvay.training.courses.states import EditionState
from samanvay.training.courses.syllabus import DIFFICULTIES, QUESTION_KINDS, CourseText, QuestionText
from samanvay.training.examining.queries.analysis import ItemAnalysis, analysis_of
from samanvay.training.examining.queries.examinations import usual_guess_of
from samanvay.training.models import CourseEdition, ItemEdition
from samanvay.web.components.pieces import Column, Crumb, Pill, Row, Table, chips
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page, posted, show_form
from samanvay.web.kit.filters import choice_of
from samanvay.web.kit.pages import POST, READ, every_reader, record_page
from samanvay.web.kit.people import names_of
from samanvay_insight.items import Flag

from . import presenters
from .analysis import WORDS, answers_table
from .forms import ReviewForm
from .paper_presenters import guess_words
from .question_forms import QuestionForm
from .records import QUESTION, WRITTEN, question_crumbs, worked_on
from .writing import FORM_TEMPLATE, review


@record_page(WRITTEN, may=every_reader, methods=READ)
def training_questions(request: OfficerRequest, edition: CourseEdition) -> HttpResponse:
    """List the questions of a course, and whether they suffice for what a paper draws."""
    course, text = edition.course, edition.text()
    found = queries.item_editions(request.actor, course)
    titles = {module.code: module.title for module in text.modules}
    chosen = choice_of(request, "module", titles)
    listed = [each for each in found if not chosen or each.said.get("module") == chosen]
    counted = Counter(str(each.said.get("module")) for each in found)
    context = {
        "text": text,
        "chips": chips(request, "module", list(titles.items()), every=_("All"), counts=counted),
        "draws": _draws(text, found),
        "guess": guess_words(usual_guess_of(edition)),
        "flaws": [presenters.fault_shown(each, text) for each in flaws_of_bank(each.said for each in found)],
        "words": ngettext("%(n)d question", "%(n)d questions", len(listed)) % {"n": len(listed)},
        "table": _table(course.code, listed, analysis_of(request.actor, course).cells) if listed else None,
        "refused": reason_against(policies.may_write_courses, request.actor),
        "crumbs": [*WRITTEN.crumbs(request.actor, edition), Crumb(_("Questions"))],
    }
    return render(request, "training/questions.html", context)


def _table(code: str, listed: list[ItemEdition], cells: Mapping[UUID, ItemAnalysis]) -> Table:
    def to_check(each: ItemEdition) -> Pill | None:
        found = cells.get(each.item_id)
        if found is not None and Flag.IDLE_OPTION in found.flags and found.edition.pk == each.pk:
            return Pill(WORDS[Flag.IDLE_OPTION][0], "warn")
        count = sum(1 for _flaw in flaws_of_question(each.said))
        return Pill(ngettext("%(n)d point", "%(n)d points", count) % {"n": count}, "warn") if count else None

    columns = [
        Column(_("Question"), lambda each: each.text().stem),
        Column(_("Kind"), lambda each: QUESTION_KINDS[each.said["kind"]]),
        Column(_("Difficulty"), lambda each: DIFFICULTIES[each.said["difficulty"]]),
        Column(_("Status"), lambda each: presenters.state_pill(each.state)),
        Column(_("Check"), to_check),
    ]
    return Table.of(
        _("Questions"), columns, listed, lambda each: reverse("training_question", args=[code, each.item.code])
    )


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
    return Table(_("Used in a paper / in use"), columns, rows, caption_shown=True) if rows else None


@record_page(WRITTEN, may=every_reader, methods=READ)
def training_question(request: OfficerRequest, edition: CourseEdition, question: str) -> HttpResponse:
    """Show one question with its answer; by ``edition`` an older text of it."""
    no = whole_number(request.GET.get("edition", ""))
    return _page(request, edition, queries.item_edition_or_unseen(request.actor, edition.course, question, no))


def _page(
    request: OfficerRequest, edition: CourseEdition, found: ItemEdition, wrong: ReviewForm | None = None
) -> HttpResponse:
    course, text = edition.course, edition.text()
    question = found.text()
    item = found.item
    here = QUESTION.page(found)
    names = names_of([*found.writers, found.reviewed_by])
    whose, answers = answers_table(analysis_of(request.actor, course).cells.get(item.pk))
    module = next((str(each.title) for each in text.modules if each.code == question.module), question.module)
    facts: list[tuple[Any, Any]] = [
        (_("Module"), module),
        (_("Kind"), QUESTION_KINDS[question.kind]),
        (_("Difficulty"), DIFFICULTIES[question.difficulty]),
        (_("Checked for correctness"), question.reviewed or _("not yet by a second person")),
        (_("Based on"), ", ".join(law["label"] for law in presenters.laws_of(question.rests_on))),
    ]
    context = {
        "edition": found,
        "question": question,
        "code": course.code,
        "both": [(_("English"), "en", _said(question, "en")), (_("Hindi"), "hi", _said(question, "hi"))],
        "facts": facts,
        "state": presenters.state_pill(found.state),
        "is_in_use": found.state == EditionState.PUBLISHED and found.no == item.current,
        "faults": list(reviewing.faults_of(found))
        if found.state in (EditionState.DRAFT, EditionState.IN_REVIEW)
        else [],
        "flaws": _flaws_shown(found.said, text),
        "whose": whose,
        "answers": answers,
        "write_refused": reason_against(policies.may_write_courses, request.actor),
        "review_refused": reason_against(policies.may_review_edition, request.actor, found),
        "publish_refused": reason_against(policies.may_publish, request.actor),
        "writers": [names.get(key, "") for key in found.writers],
        "older": [(no, f"{here}?edition={no}") for no in range(item.last, 0, -1) if no != found.no],
        "form": wrong or ReviewForm(),
        "crumbs": question_crumbs(request.actor, edition, Crumb(question.code)),
    }
    return render(request, "training/question.html", context, status=400 if wrong is not None else 200)


def _flaws_shown(said: Mapping[str, Any], text: CourseText) -> list[presenters.Values]:
    return [presenters.fault_shown(each, text) for each in flaws_of_question(said)]


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


@record_page(WRITTEN, permission=Permission.COURSE_WRITE)
def training_question_new(request: OfficerRequest, edition: CourseEdition) -> HttpResponse:
    """Write a new question."""
    return _writing(request, edition)


@record_page(QUESTION, permission=Permission.COURSE_WRITE)
def training_question_write(request: OfficerRequest, found: ItemEdition) -> HttpResponse:
    """Write another text of a question."""
    return _writing(request, worked_on(found.item.course), found)


def _writing(request: OfficerRequest, edition: CourseEdition, found: ItemEdition | None = None) -> HttpResponse:
    item = found.item if found is not None else None
    course, title = edition.course, _("Question")
    form = partial(
        QuestionForm,
        law=queries.codes_of_law(),
        modules=[(each.code, str(each.title)) for each in edition.text().modules],
        of=found.said if found is not None else None,
    )
    initial = {"version": item.version if item is not None else None}
    shown: dict[str, Any] = {
        "title": title,
        "back": reverse("training_questions", args=[course.code]),
        "template": FORM_TEMPLATE,
        "crumbs": question_crumbs(request.actor, edition, Crumb(title)),
        "may_check": True,
        "flaws": _flaws_shown(found.said, edition.text()) if found is not None else [],
    }
    if "check" in request.POST:
        checked = form(posted(request), initial=initial)
        said = checked.said() if checked.is_valid() else {}
        flaws = {"flaws": _flaws_shown(said, edition.text()), "is_checked": bool(said)}
        return show_form(request, checked, found or edition, **{**shown, **flaws})
    return form_page(
        request,
        form,
        lambda by, edition, **said: writing.write_item(by=by, course=course, item=item, **said),
        found or edition,
        initial=initial,
        **shown,
        done=_("Saved. It is asked after somebody else has published it."),
        to=lambda made: reverse("training_question", args=[course.code, made.said["code"]]),
    )


@record_page(QUESTION, may=every_reader, methods=POST)
def training_question_review(request: OfficerRequest, found: ItemEdition) -> HttpResponse:
    """Send a question to review, send it back, publish it, retire it, or take the newer shipped text."""
    action = partial(review, request, _("Published: it is asked from now on."))
    show = partial(_page, request, worked_on(found.item.course), found)
    return form_page(request, ReviewForm, action, found, done=str, show=show)
