"""What has pages of its own in the room: entries, counsel's words on them, questions, answers, drafts."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.law import queries
from samanvay.law.drafts import queries as draft_queries
from samanvay.law.entries import Entry, StatutoryClock
from samanvay.law.models import LawAnswer, LawCheck, LawDraft, LawEdition, LawEntry, LawQuestion
from samanvay.law.questions import queries as asked
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.pages import Record

from . import presenters


def law_crumbs(*more: Crumb) -> list[Crumb]:
    """Return the way to a page of the law."""
    return [Crumb(_("Law"), reverse("law")), *more]


def draft_crumbs(*more: Crumb) -> list[Crumb]:
    """Return the way to a page of drafts."""
    return law_crumbs(Crumb(_("Drafts"), reverse("law_drafts")), *more)


def text_of(edition: LawEdition) -> Entry | StatutoryClock:
    """Return what an edition says, of an entry or of a clock."""
    return edition.clock() if edition.entry.is_clock else edition.text()


def _label_of(entry: LawEntry) -> str:
    return presenters.label_of_text(text_of(queries.edition_or_unseen(entry, None)))


ENTRY: Record[LawEntry] = Record(
    "found",
    load=lambda actor, code: queries.entry_or_unseen(actor, code),
    page=lambda entry: reverse("law_entry", args=[entry.code]),
    crumbs=lambda actor, entry: law_crumbs(Crumb(_label_of(entry), ENTRY.page(entry))),
    given=lambda entry: {"entry": entry},
)
CHECK: Record[LawCheck] = Record(
    "check",
    load=lambda actor, key: queries.check_or_unseen(actor, key),
    page=lambda check: ENTRY.page(check.edition.entry),
    crumbs=lambda actor, check: ENTRY.crumbs(actor, check.edition.entry),
)
QUESTION: Record[LawQuestion] = Record(
    "question",
    load=lambda actor, key: asked.question_or_unseen(actor, key),
    page=lambda question: reverse("law_question", args=[question.pk]),
    crumbs=lambda actor, question: [
        *ENTRY.crumbs(actor, question.entry),
        Crumb(_("Question"), QUESTION.page(question)),
    ],
)
ANSWER: Record[LawAnswer] = Record(
    "answer",
    load=lambda actor, key: asked.answer_or_unseen(actor, key),
    page=lambda answer: QUESTION.page(answer.question),
    crumbs=lambda actor, answer: QUESTION.crumbs(actor, answer.question),
)
DRAFT: Record[LawDraft] = Record(
    "draft",
    load=lambda actor, key: draft_queries.draft_or_unseen(actor, key),
    page=lambda draft: reverse("law_draft", args=[draft.pk]),
    crumbs=lambda actor, draft: draft_crumbs(Crumb(str(presenters.title_of(draft.text)), DRAFT.page(draft))),
)
