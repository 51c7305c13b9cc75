"""What is asked and answered, as pages show it: whose words, of which text, and what the reader may do about them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.law import labels
from samanvay.law.library_files import Entry
from samanvay.law.models import LawAnswer, LawEntry, LawQuestion
from samanvay.law.questions import policies as policies_asking
from samanvay.law.questions import queries as asked
from samanvay.law.questions.actions import language_of
from samanvay.web.components.pieces import Pill
from samanvay.web.kit.people import names_of

from . import presenters
from .forms import AskForm

WAITS = Pill(Bilingual("waiting for an answer", "उत्तर शेष"), "warn")
ANSWERED = Pill(Bilingual("answered", "उत्तर दिया गया"), "calm")
PART = Pill(Bilingual("part of the entry", "प्रविष्टि का भाग"), "ok")
EARLIER = Pill(Bilingual("about an earlier text", "पूर्व पाठ के विषय में"), "warn")
LAYMAN = Pill(Bilingual("not a resource person", "विषय विशेषज्ञ नहीं"), "calm")


class Voices:
    """Names and units of those who wrote, asked for once for a whole page."""

    def __init__(self, questions: Sequence[LawQuestion], said: Sequence[LawAnswer]) -> None:
        people: list[UUID | None] = [each.asked_by for each in questions]
        for each in said:
            people += [each.answered_by, each.accepted_by, each.confirmed_by, each.wrong_by, each.voided_by]
        self._names = names_of(people)
        self._units: Mapping[int, Unit] = directory.units_of(
            {*(q.home_unit for q in questions), *(a.home_unit for a in said)}
        )

    def name(self, person: UUID | None) -> str:
        return self._names.get(person, "–") if person else "–"

    def whole(self, person: UUID, role: Bilingual, unit: int) -> str:
        """Return name, role and unit."""
        there = self._units.get(unit)
        return ", ".join(str(part) for part in (self.name(person), role, there.names if there else "") if part)


def question_shown(
    question: LawQuestion, voices: Voices, *, count: int, is_part: bool, is_waiting: bool, entry: Entry | None = None
) -> dict[str, Any]:
    """Return a question; with ``entry`` also on what it was asked."""
    return {
        "key": question.pk,
        "url": reverse("law_question", args=[question.pk]),
        "by": voices.whole(question.asked_by, question.role_words, question.home_unit),
        "day": presenters.day_of(question.asked_at),
        "text": question.text,
        "language": question.language,
        "state": PART if is_part else WAITS if is_waiting else ANSWERED,
        "count_words": ngettext("%(n)d answer", "%(n)d answers", count) % {"n": count},
        "entry_label": labels.label_of(entry) if entry else "",
        "entry_title": entry.said("title") if entry else None,
        "entry_url": reverse("law_entry", args=[question.entry.code]),
    }


def answer_shown(
    actor: Actor,
    answer: LawAnswer,
    voices: Voices,
    wrong: Form | None = None,
    void: Form | None = None,
    *,
    on_entry: bool = False,
) -> dict[str, Any]:
    """Return an answer with what the reader may do about it; ``wrong`` and ``void`` are forms that were refused.

    Its text is empty where it was struck out and the reader does not keep the discussion. Within its entry
    (``on_entry``) nothing says that it is part of it.
    """
    keeps = holds(actor, Permission.LAW_VERIFY) or holds(actor, Permission.POST_VOID)
    stands = not answer.is_void and not answer.is_wrong
    refused = reason_against(policies_asking.may_accept_answer, actor, answer)
    return {
        "answer": answer,
        "by": voices.whole(answer.answered_by, answer.role_words, answer.home_unit),
        "day": presenters.day_of(answer.answered_at),
        "text": answer.text if keeps or not answer.is_void else "",
        "language": language_of(answer.text),
        "pills": [each for each in _pills(answer, stands) if not on_entry or each != PART],
        "stands": stands,
        "standing_words": _standing_words(answer, voices),
        "ended": _ended(answer, voices),
        "accept_refused": "" if answer.is_accepted else refused,
        "may_accept": not refused,
        "may_confirm": not reason_against(policies_asking.may_confirm_answer, actor, answer),
        "may_find_wrong": not reason_against(policies_asking.may_find_wrong, actor, answer),
        "may_void": not reason_against(policies_asking.may_void_answer, actor, answer),
        "wrong_form": wrong,
        "void_form": void,
    }


def _pills(answer: LawAnswer, stands: bool) -> list[Pill]:
    if not stands:
        return []
    pills = [PART] if answer.is_accepted else []
    if answer.is_of_earlier_text():
        pills.append(EARLIER)
    return pills if answer.is_of_resource_person else [*pills, LAYMAN]


def _standing_words(answer: LawAnswer, voices: Voices) -> list[str]:
    said = []
    if answer.accepted_at and answer.accepted_by:
        given = _who(voices, answer.accepted_by, answer.accepted_role_words, answer.accepted_at)
        said.append(_("accepted by %(name)s, %(role)s, %(day)s") % given)
    if answer.confirmed_at and answer.confirmed_by:
        given = _who(voices, answer.confirmed_by, answer.confirmed_role_words, answer.confirmed_at)
        said.append(
            _("confirmed for edition %(no)d by %(name)s, %(role)s, %(day)s") % {**given, "no": answer.edition.no}
        )
    return said


def _ended(answer: LawAnswer, voices: Voices) -> str:
    if answer.is_wrong and answer.wrong_at:
        given = _who(voices, answer.wrong_by, answer.wrong_role_words, answer.wrong_at)
        words = _("Marked wrong by %(name)s, %(role)s, %(day)s: %(reason)s")
        return words % {**given, "reason": answer.wrong_reason}
    if answer.is_void:
        given = {"name": voices.name(answer.voided_by), "reason": answer.void_reason}
        return _("Deleted by %(name)s: %(reason)s") % given
    return ""


def _who(voices: Voices, person: UUID | None, role: Bilingual, at: datetime) -> dict[str, Any]:
    return {"name": voices.name(person), "role": role, "day": presenters.day_of(at)}


def on_entry(actor: Actor, found: LawEntry, refused: AskForm | None = None) -> dict[str, Any]:
    """Return what the page of an entry needs of what was asked on it; ``refused`` is a question that was not kept.

    What is part of the entry stands with its answers, and with those that left it as wrong; the rest is led to.
    """
    questions = asked.asked_on(found)
    answers: dict[UUID, list[LawAnswer]] = {each.pk: each.said for each in questions}  # type: ignore[attr-defined]
    voices = Voices(questions, [answer for said in answers.values() for answer in said])
    parts, others = [], []
    for question in questions:
        said = answers[question.pk]
        standing = [each for each in said if not each.is_void and not each.is_wrong]
        accepted = [each for each in standing if each.is_accepted]
        left = [each for each in said if each.is_wrong and each.is_accepted and not each.is_void]
        is_waiting = not any(each.is_of_resource_person or each.is_accepted for each in standing)
        line = question_shown(question, voices, count=len(standing), is_part=bool(accepted), is_waiting=is_waiting)
        if accepted:
            parts.append((line, [answer_shown(actor, each, voices, on_entry=True) for each in [*accepted, *left]]))
        else:
            others.append((line, [answer_shown(actor, each, voices) for each in left]))
    return {
        "parts": parts,
        "others": others,
        "ask_form": refused or AskForm(auto_id="ask_%s"),
        "ask_wrong": refused,
        "ask_refused": reason_against(policies_asking.may_ask_on_entry, actor, found),
    }
