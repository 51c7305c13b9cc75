"""The intentions of those who ask and answer on the law. Whatever is written is checked for personal data."""

from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.access.permissions import Permission
from samanvay.access.policies import units_with
from samanvay.access.roles import BY_CODE
from samanvay.audit.operations import Operation, operation
from samanvay.audit.vocabulary import EventKind
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.duties.actions.duties import do_duty, drop_duty, notify, open_duty
from samanvay.duties.models import Duty
from samanvay.duties.working_days import after_working_days
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import check_pii, refuse_pii
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.recording.submissions import once

from .. import events
from ..audiences import EVERYBODY
from ..duty_kinds import LAW_QUESTION
from ..models import LawAnswer, LawEdition, LawEntry, LawQuestion
from . import policies
from .answerers import seat_to_answer, steps_after

LONGEST_QUESTION, LONGEST_ANSWER, LONGEST_REASON = 1000, 2000, 600
ANSWERED_WITHIN = 3  # working days


def ask_on_entry(
    *, by: Actor, entry: LawEntry, text: str, pii_answer: str = "", submission_id: UUID | None = None
) -> LawQuestion:
    """Ask on an entry; whoever explains the law nearest to the asker gets a duty to answer.

    ``pii_answer`` confirms what was found in this very text. The same submission twice gives the
    first question. Raises Refused, Invalid; PersonalDataFound where something was found and not answered for.
    """
    policies.may_ask_on_entry(by, entry)
    said = _checked("text", text, LONGEST_QUESTION, _("Write what you want to know."))
    found = check_pii("text", said, by=by, pii_answer=pii_answer)
    unit, role = _post_of(by, Permission.FACT_READ, Permission.FACT_READ_PARTNER)
    submission_id = submission_id or uuid7()
    with operation(events.LAW_ASKED, by=by, target=("law entry", entry.pk), readers=EVERYBODY) as op:
        LawEntry.objects.select_for_update().get(pk=entry.pk)
        if known := once(op, LawQuestion, submission_id, asked_by=by.id):
            return known
        question = LawQuestion.objects.create(
            entry=entry,
            text=said,
            language=language_of(said),
            names_nobody=bool(found),
            role=role,
            asked_at=clock.now(),
            asked_by=by.id,
            submission_id=submission_id,
            **_kept_at(unit),
        )
        op.add(question=question.pk, answered_for=len(found))
        _keep_duty(op, question)
    return question


def answer_on_entry(
    *, by: Actor, question: LawQuestion, text: str, pii_answer: str = "", submission_id: UUID | None = None
) -> LawAnswer:
    """Answer a question; the asker is told. It is part of the entry once somebody accepts it.

    Raises Refused, Invalid, PersonalDataFound as ``ask_on_entry``.
    """
    policies.may_answer(by, question)
    said = _checked("text", text, LONGEST_ANSWER, _("Write the answer."))
    found = check_pii("text", said, by=by, pii_answer=pii_answer)
    is_resource_person = policies.is_resource_person(by)
    reading_it = (Permission.FACT_READ, Permission.FACT_READ_PARTNER)
    unit, role = _post_of(by, *((Permission.LAW_ANSWER,) if is_resource_person else reading_it))
    submission_id = submission_id or uuid7()
    with _about(events.LAW_ANSWERED, by, question) as op:
        if known := once(op, LawAnswer, submission_id, answered_by=by.id):
            return known
        answer = LawAnswer.objects.create(
            question=question,
            edition=_present(question.entry),
            text=said,
            names_nobody=bool(found),
            role=role,
            is_of_resource_person=is_resource_person,
            answered_at=clock.now(),
            answered_by=by.id,
            submission_id=submission_id,
            **_kept_at(unit),
        )
        op.add(answer=answer.pk, answered_for=len(found), role=role)
        _keep_duty(op, question)
        if question.asked_by != by.id:
            title = _titled(question.entry)
            words = Bilingual(
                f"Your question on the law was answered: {title.en}", f"विधि पर आपके प्रश्न का उत्तर आया: {title.hi}"
            )
            _tell(op, question, question.asked_by, words, f"law:answered:{answer.pk}")
    return answer


def accept_answer(*, by: Actor, answer: LawAnswer, expected: int | None = None) -> LawAnswer:
    """Make an answer part of the entry. Raises Refused, Stale."""
    policies.may_accept_answer(by, answer)
    with _about(events.LAW_ANSWER_ACCEPTED, by, answer.question) as op:
        changes = {"accepted_at": clock.now(), "accepted_by": by.id, "accepted_role": _role_of(by)}
        answer.revise(expected=expected, changes=changes)
        op.add(answer=answer.pk)
        _keep_duty(op, answer.question)
        _change_entry(answer.question)
    return answer


def confirm_answer(*, by: Actor, answer: LawAnswer, expected: int | None = None) -> LawAnswer:
    """Say that an accepted answer holds for the present text too. Raises Refused, Stale."""
    policies.may_confirm_answer(by, answer)
    with _about(events.LAW_ANSWER_CONFIRMED, by, answer.question) as op:
        present = _present(answer.question.entry)
        changes = {
            "edition": present,
            "confirmed_at": clock.now(),
            "confirmed_by": by.id,
            "confirmed_role": _role_of(by),
        }
        op.add(answer=answer.pk, edition=present.no, before=answer.edition.no)
        answer.revise(expected=expected, changes=changes)
    return answer


def find_wrong(
    *, by: Actor, answer: LawAnswer, reason: str, pii_answer: str = "", expected: int | None = None
) -> LawAnswer:
    """Say as counsel that an answer is wrong: it leaves the entry and stays struck out with the reason.

    Who wrote it and who asked are told; the question waits again where nothing else answers it. Raises Refused,
    Invalid, PersonalDataFound, Stale.
    """
    policies.may_find_wrong(by, answer)
    why = _checked("reason", reason, LONGEST_REASON, _("Say what is wrong, and what is right."))
    check_pii("reason", why, by=by, pii_answer=pii_answer)
    question = answer.question
    with _about(events.LAW_ANSWER_WRONG, by, question) as op:
        role = _post_of(by, Permission.LAW_VERIFY)[1]
        changes = {"wrong_at": clock.now(), "wrong_by": by.id, "wrong_role": role, "wrong_reason": why}
        answer.revise(expected=expected, changes=changes)
        op.add(answer=answer.pk)
        _keep_duty(op, question)
        _change_entry(question)
        title = _titled(question.entry)
        words = Bilingual(
            f"Counsel found an answer on the law wrong: {title.en}", f"विधि अधिकारी ने एक उत्तर को गलत बताया: {title.hi}"
        )
        for person in {question.asked_by, answer.answered_by} - {by.id}:
            _tell(op, question, person, words, f"law:wrong:{answer.pk}")
    return answer


def void_answer(*, by: Actor, answer: LawAnswer, reason: str, expected: int | None = None) -> LawAnswer:
    """Strike an answer out; its words are shown no more, and nothing is deleted. Raises Refused, Invalid, Stale."""
    policies.may_void_answer(by, answer)
    why = _good_reason(reason)
    with _about(events.LAW_ANSWER_VOIDED, by, answer.question) as op:
        answer.revise(expected=expected, changes=_voided(by, why))
        op.add(answer=answer.pk)
        _keep_duty(op, answer.question)
        _change_entry(answer.question)
    return answer


def void_question(*, by: Actor, question: LawQuestion, reason: str, expected: int | None = None) -> LawQuestion:
    """Strike a question out, with what was answered to it. Raises Refused, Invalid, Stale."""
    policies.may_void_question(by, question)
    why = _good_reason(reason)
    with _about(events.LAW_QUESTION_VOIDED, by, question) as op:
        question.revise(expected=expected, changes=_voided(by, why))
        _keep_duty(op, question)
        _change_entry(question)
    return question


def language_of(text: str) -> str:
    """Return in which of the two languages most letters of a text are, "hi" or "en"."""
    hindi = sum("\u0900" <= sign <= "\u097f" for sign in text)
    return "hi" if hindi > sum(sign.isascii() and sign.isalpha() for sign in text) else "en"


def _about(kind: EventKind, by: Actor, question: LawQuestion) -> AbstractContextManager[Operation]:
    """Begin an operation on a question; its entry is the target, so that the entry's history tells of it."""
    return operation(kind, by=by, target=("law entry", question.entry_id), readers=EVERYBODY, question=str(question.pk))


def _keep_duty(op: Operation, question: LawQuestion) -> None:
    """Open the duty of a question that waits and has none, close that of one that waits no more.

    The machinery's hand does it: whoever answers need not see the duty of those whose work it is.
    """
    with acting_as(SYSTEM, op=op.id):
        # one hand at a time on a question: two answers at once must not open or close one duty twice
        LawQuestion.objects.select_for_update().get(pk=question.pk)
        duty = Duty.objects.waiting().filter(kind=LAW_QUESTION.code, subject_id=str(question.pk)).first()
        is_waiting = LawQuestion.objects.waiting().filter(pk=question.pk).exists()
        if duty is None and is_waiting:
            _open(question)
        elif duty is not None and question.is_void:
            drop_duty(by=SYSTEM, duty=duty, reason="the question was struck out")
        elif duty is not None and not is_waiting:
            do_duty(by=SYSTEM, duty=duty, proof="answered")


def _open(question: LawQuestion) -> None:
    unit = directory.unit_of(question.home_unit)
    seat = seat_to_answer(actor_for(User.objects.get(pk=question.asked_by)), unit)
    if seat is None:
        return  # it stands in the list of what waits, for whoever knows
    title = _titled(question.entry)
    times = question.times_opened + 1
    question.revise(expected=None, changes={"times_opened": times})
    open_duty(
        by=SYSTEM,
        kind=LAW_QUESTION,
        subject=("law question", question.pk),
        title=Bilingual(f"Question on the law: {title.en}"[:240], f"विधि पर प्रश्न: {title.hi}"[:240]),
        owner_role=seat.role,
        owner_audience=seat.audience,
        due_at=after_working_days(clock.now(), ANSWERED_WITHIN),
        readers=directory.readers_for(seat.audience),
        home_state=unit.home_state,
        link=link_of(question),
        escalate=steps_after(seat, unit.home_state),
        key=f"law:question:{question.pk}:{times}",
        opener_unit=unit.audience,
    )


def _change_entry(question: LawQuestion) -> None:
    """Let the entry's row tell that what is part of it changed: every process looks at its version for its index."""
    LawEntry.objects.select_for_update().get(pk=question.entry_id).revise(expected=None, changes={})


def _tell(op: Operation, question: LawQuestion, person: UUID, words: Bilingual, key: str) -> None:
    with acting_as(SYSTEM, op=op.id):
        notify(
            people=User.objects.filter(pk=person, is_active=True),
            words=Bilingual(words.en[:300], words.hi[:300]),
            link=link_of(question),
            key=key,
            audience=question.home_unit,
            home_state=question.home_state,
        )


def link_of(question: LawQuestion) -> str:
    """Return the path of a question's page."""
    return f"/law/questions/{question.pk}/"


def _present(entry: LawEntry) -> LawEdition:
    return entry.editions.get(no=entry.current)


def _titled(entry: LawEntry) -> Bilingual:
    return _present(entry).text().said("title")


def _post_of(by: Actor, *permissions: Permission) -> tuple[Unit, str]:
    """Return the unit and role in which somebody acts: the first held that gives one of some permissions."""
    for permission in permissions:
        for audience in units_with(by, permission):
            roles = [held.role for held in by.grants if held.audience == audience]
            role = next(code for code in roles if permission in BY_CODE[code].permissions)
            return directory.unit_of(audience), role
    raise Refused


def _role_of(by: Actor) -> str:
    reading = (Permission.LAW_VERIFY, Permission.LAW_ANSWER, Permission.FACT_READ, Permission.FACT_READ_PARTNER)
    return _post_of(by, *reading)[1]


def _kept_at(unit: Unit) -> dict[str, Any]:
    return {
        "readers": sorted({*EVERYBODY, *directory.readers_for(unit.audience)}),
        "home_unit": unit.audience,
        "home_state": unit.home_state,
    }


def _voided(by: Actor, why: str) -> dict[str, Any]:
    return {"voided_at": clock.now(), "voided_by": by.id, "void_reason": why}


def _checked(field: str, text: str, longest: int, missing: str) -> str:
    kept = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not kept:
        raise Invalid(field, missing)
    if len(kept) > longest:
        raise Invalid(field, _("At most %(n)d characters.") % {"n": longest})
    return kept


def _good_reason(reason: str) -> str:
    why = _checked("reason", reason, LONGEST_REASON, _("Give the reason."))
    refuse_pii("reason", why)
    return why
