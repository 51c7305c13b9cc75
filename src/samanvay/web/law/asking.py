"""The pages of those who ask and answer: what waits, one question, and each thing that is done about an answer."""

from collections.abc import Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.kernel import clock
from samanvay.kernel.refusals import reason_against
from samanvay.law import queries
from samanvay.law.library_files import Library
from samanvay.law.models import LawAnswer, LawEntry, LawQuestion
from samanvay.law.policies import may_read_law
from samanvay.law.questions import actions as actions_asking
from samanvay.law.questions import policies as policies_asking
from samanvay.law.questions import queries as asked
from samanvay.law.search.spoken import ACT_SHORT
from samanvay.law.vocabulary import TOPICS
from samanvay.web.components.pieces import Chip, Column, Crumb, Select, Table, address, options
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page, seen_version
from samanvay.web.kit.filters import choice_of
from samanvay.web.kit.lists import as_csv, list_page, part_of
from samanvay.web.kit.pages import POST, READ, every_reader, page, record_page

from . import presenters, talk
from .forms import AnswerForm, AskForm, StrikeForm, WrongForm
from .pages import A_PAGE, entry_page
from .records import ANSWER, ENTRY, QUESTION, law_crumbs

LANGUAGES = {"en": gettext_lazy("English"), "hi": gettext_lazy("Hindi")}


@page(may=may_read_law, methods=READ)
def law_questions(request: OfficerRequest) -> HttpResponse:
    """List what was asked on the law: what waits for an answer, unless the address says otherwise."""
    library = queries.law_now().library
    narrowed = _narrowed(request, library)
    part = part_of(request, asked.questions(request.actor, narrowed, library), A_PAGE)
    return list_page(
        request,
        part,
        "law/questions.html",
        table=None,
        tabs=presenters.tabs(request.actor, "law_questions"),
        states=[
            Chip(words, address(request, state=state), on=narrowed.state == state) for state, words in _states().items()
        ],
        selects=_selects(narrowed, library),
        narrowed=narrowed,
        questions=_listed(part.rows, library),
        words=ngettext("%(n)d question", "%(n)d questions", part.count) % {"n": part.count},
        csv="law_questions_csv",
        all_url=f"{reverse('law_questions')}?state={asked.ALL}",
    )


@page(may=may_read_law, methods=READ)
def law_questions_csv(request: OfficerRequest) -> HttpResponse:
    """Give the questions that the list shows as CSV, with the answer that is part of the entry."""
    library = queries.law_now().library
    found = list(asked.questions(request.actor, _narrowed(request, library), library)[:5000])
    parts = {answer.question_id: answer.text for answer in asked.parts_among(found)}

    def entry_words(each: Any) -> str:
        label, title = each[1]["entry_label"], each[1]["entry_title"]
        return f"{label}: {title}" if label else ""

    columns = [
        Column(_("Asked on"), lambda each: each[0].asked_at.astimezone(clock.INDIA).date()),
        Column(_("Language"), lambda each: LANGUAGES[each[0].language]),
        Column(_("Code"), lambda each: each[0].entry.code),
        Column(_("Entry"), entry_words),
        Column(_("Question"), lambda each: each[0].text),
        Column(_("Asked by"), lambda each: each[1]["by"]),
        Column(_("Status"), lambda each: each[1]["state"]),
        Column(_("Answers"), lambda each: each[0].answer_count),
        Column(_("Answer that is part of the entry"), lambda each: parts.get(each[0].pk)),
    ]
    listed = zip(found, _listed(found, library), strict=True)
    return as_csv(Table.of(_("Questions"), columns, listed), "samanvay-law-questions")


def question_page(
    request: OfficerRequest,
    question: LawQuestion,
    *,
    answering: AnswerForm | None = None,
    finding_wrong: tuple[UUID, WrongForm] | None = None,
    striking: tuple[UUID, StrikeForm] | None = None,
) -> HttpResponse:
    """Show one question with its answers; what is given beside it are forms that were refused, and about what."""
    actor = request.actor
    said = asked.answers_to(question)
    voices = talk.Voices([question], said)
    standing = [each for each in said if not each.is_void and not each.is_wrong]
    entry = queries.edition_or_unseen(question.entry, None).text()
    line = talk.question_shown(
        question,
        voices,
        count=len(standing),
        is_part=any(each.is_accepted for each in standing),
        is_waiting=not any(each.is_of_resource_person or each.is_accepted for each in standing),
        entry=entry,
    )
    context = {
        "question": line,
        "version": question.version,
        "is_void": question.is_void,
        "void_words": _("Deleted by %(name)s: %(reason)s")
        % {"name": voices.name(question.voided_by), "reason": question.void_reason},
        "answers": [
            talk.answer_shown(actor, each, voices, _about(each.pk, finding_wrong), _about(each.pk, striking))
            for each in said
        ],
        "says": entry.said("changed"),
        "may_void": not reason_against(policies_asking.may_void_question, actor, question),
        "void_form": _about(question.pk, striking),
        "answer_form": answering or AnswerForm(auto_id="answer_%s"),
        "answer_wrong": answering,
        "answer_refused": reason_against(policies_asking.may_answer, actor, question),
        "is_resource_person": policies_asking.is_resource_person(actor),
        "crumbs": law_crumbs(Crumb(line["entry_label"], line["entry_url"]), Crumb(_("Question"))),
    }
    is_wrong = answering is not None or finding_wrong is not None or striking is not None
    return render(request, "law/question.html", context, status=400 if is_wrong else 200)


law_question = record_page(QUESTION, may=every_reader, methods=READ)(question_page)


def _about(key: UUID, refused: tuple[UUID, Form] | None) -> Form | None:
    return refused[1] if refused and refused[0] == key else None


@record_page(ENTRY, may=policies_asking.may_ask_on_entry, methods=POST)
def law_ask(request: OfficerRequest, found: LawEntry) -> HttpResponse:
    """Keep a question on an entry."""
    return form_page(
        request,
        partial(AskForm, auto_id="ask_%s"),
        actions_asking.ask_on_entry,
        found,
        to=QUESTION.page,
        done=_("Your question was saved. You get a notice when somebody answers."),
        show=lambda form: entry_page(request, found, asking=form),
    )


@record_page(QUESTION, may=policies_asking.may_answer, methods=POST)
def law_answer(request: OfficerRequest, question: LawQuestion) -> HttpResponse:
    """Keep an answer to a question."""
    return form_page(
        request,
        partial(AnswerForm, auto_id="answer_%s"),
        actions_asking.answer_on_entry,
        question,
        done=_("Your answer was saved, and the person who asked is informed."),
        show=lambda form: question_page(request, question, answering=form),
    )


@record_page(QUESTION, may=policies_asking.may_void_question, methods=POST)
def law_question_void(request: OfficerRequest, question: LawQuestion) -> HttpResponse:
    """Strike a question out."""
    return form_page(
        request,
        partial(StrikeForm, auto_id=f"strike_{question.pk}_%s"),
        actions_asking.void_question,
        question,
        done=_("The question was deleted."),
        show=lambda form: question_page(request, question, striking=(question.pk, form)),
    )


@record_page(ANSWER, may=policies_asking.may_accept_answer, methods=POST)
def law_answer_accept(request: OfficerRequest, answer: LawAnswer) -> HttpResponse:
    """Make an answer part of its entry."""
    done = _("The answer is now part of the entry.")
    return action_page(request, actions_asking.accept_answer, answer, expected=seen_version(request), done=done)


@record_page(ANSWER, may=policies_asking.may_confirm_answer, methods=POST)
def law_answer_confirm(request: OfficerRequest, answer: LawAnswer) -> HttpResponse:
    """Say that an answer holds for the present text too."""
    done = _("The answer is confirmed for the present text.")
    return action_page(request, actions_asking.confirm_answer, answer, expected=seen_version(request), done=done)


@record_page(ANSWER, may=policies_asking.may_find_wrong, methods=POST)
def law_answer_wrong(request: OfficerRequest, answer: LawAnswer) -> HttpResponse:
    """Let counsel find an answer wrong."""
    return form_page(
        request,
        partial(WrongForm, auto_id=f"wrong_{answer.pk}_%s"),
        actions_asking.find_wrong,
        answer,
        done=_("The answer was removed from the entry; it is shown as deleted."),
        show=lambda form: question_page(request, answer.question, finding_wrong=(answer.pk, form)),
    )


@record_page(ANSWER, may=policies_asking.may_void_answer, methods=POST)
def law_answer_void(request: OfficerRequest, answer: LawAnswer) -> HttpResponse:
    """Strike an answer out."""
    return form_page(
        request,
        partial(StrikeForm, auto_id=f"strike_{answer.pk}_%s"),
        actions_asking.void_answer,
        answer,
        done=_("The answer was deleted."),
        show=lambda form: question_page(request, answer.question, striking=(answer.pk, form)),
    )


def _listed(found: Sequence[LawQuestion], library: Library) -> list[dict[str, Any]]:
    voices = talk.Voices(found, [])
    parts = {answer.question_id for answer in asked.parts_among(found)}
    waiting = asked.waiting_among(found)
    return [
        talk.question_shown(
            question,
            voices,
            count=question.answer_count,  # type: ignore[attr-defined]
            is_part=question.pk in parts,
            is_waiting=question.pk in waiting,
            entry=library.entries.get(question.entry.code),
        )
        for question in found
    ]


def _narrowed(request: OfficerRequest, library: Library) -> asked.Narrowed:
    return asked.Narrowed(
        topic=choice_of(request, "topic", TOPICS),
        act=choice_of(request, "act", library.entries),
        language=choice_of(request, "language", LANGUAGES),
        state=choice_of(request, "state", _states(), asked.WAITING),
        mine=choice_of(request, "mine", ("yes",)),
    )


def _states() -> dict[str, str]:
    return {
        asked.WAITING: _("Waiting"),
        asked.ANSWERED: _("Answered"),
        asked.ACCEPTED: _("Part of an entry"),
        asked.ALL: _("All"),
    }


def _selects(narrowed: asked.Narrowed, library: Library) -> list[Select]:
    acts = {
        code: str(ACT_SHORT.get(code) or each.said("title"))
        for code, each in library.entries.items()
        if each.kind == "act"
    }
    choices: list[tuple[str, str, Mapping[str, Any]]] = [
        ("topic", _("Topic"), TOPICS),
        ("act", _("Act"), dict(sorted(acts.items(), key=itemgetter(1)))),
        ("language", _("Language"), LANGUAGES),
        ("mine", _("Whose questions"), {"yes": _("mine")}),
    ]
    return [Select(name, label, options(codes.items(), getattr(narrowed, name))) for name, label, codes in choices]
