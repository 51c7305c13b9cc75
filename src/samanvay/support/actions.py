"""Everything that writes screenings."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.opening import open_box
from samanvay.access.boxes.actions.sealing import reseal, seal
from samanvay.access.boxes.groups import Group, Purpose
from samanvay.access.limits import may_open_sealed
from samanvay.audit.amendments import amend
from samanvay.audit.operations import operation
from samanvay.cases.actions import amend_case
from samanvay.cases.kinds import LANGUAGES, PersonRole
from samanvay.cases.models import Case, CasePerson
from samanvay.cases.people.two import needs_two
from samanvay.cases.queries import case_or_unseen
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import good_reason, known_code
from samanvay.recording.submissions import Captured, captured_or_new, once

from . import events, policies
from .kinds import INTERPRETERS
from .models import Screening
from .outcome import Result, as_text, checked_answers, from_text, result_of
from .published import published
from .queries import box_of, open_forms, screening_or_unseen

REREAD_FOR = timedelta(minutes=10)


def record_screening(
    *,
    by: Actor,
    case_id: UUID,
    group: str,
    answers: Mapping[str, str],
    person: UUID | None = None,
    language: str = "",
    interpreter: str = "",
    suspects: bool = False,
    note: str = "",
    captured: Captured | None = None,
) -> Screening:
    """Record what was seen and asked in one situation, of one person of a case or of all of them.

    ``answers`` are by the sign's code; they and the note are sealed for the team. ``suspects`` is the officer's own
    word where the list does not say it. The same submission twice gives the same screening. Raises Unseen, Refused,
    Invalid.
    """
    sent = captured_or_new(captured)
    kept = checked_answers(known_code("group", group, published().groups), answers)
    _known_circumstances(language, interpreter)
    with operation(events.SCREENING_RECORDED, by=by) as op:
        case = case_or_unseen(by, case_id, lock=True)
        policies.may_record_screening(by, case)
        if known := once(op, Screening, sent.submission_id, recorded_by=by.id):
            return known
        whom = _person(case, person)
        result = _result(group, kept, whom, suspects=suspects, interpreter=interpreter)
        now = clock.now()
        screening = Screening.objects.create(
            id=uuid7(),
            case=case,
            person=whom,
            group=group,
            language=language,
            interpreter=interpreter,
            suspects=suspects,
            outcome=result.outcome,
            forms=list(result.forms),
            at_once=list(result.at_once),
            asked_at=min(sent.captured_at or now, now),
            recorded_at=now,
            recorded_by=by.id,
            **case.ownership(),
            **sent.columns(),
        )
        seal(
            by=by,
            record_id=case.id,
            subject_id=screening.id,
            group=Group.SCREENING,
            values=_sealed(kept, note),
            **case.ownership(),
            needs_two=any(needs_two(case, each) for each in _whose(case, whom)),
        )
        op.about("case", case.id, case.readers)
        op.add(screening=screening.id, situation=group, person=whom.id if whom else None, outcome=result.outcome)
    return screening


def _known_circumstances(language: str, interpreter: str) -> None:
    if language:
        known_code("language", language, LANGUAGES)
    if interpreter:
        known_code("interpreter", interpreter, INTERPRETERS)


def _person(case: Case, key: UUID | None) -> CasePerson | None:
    if key is None:
        return None
    person = CasePerson.objects.filter(pk=key, case=case, voided_at__isnull=True).first()
    if person is None:
        raise Invalid("person", _("Choose from the list."))
    return person


def _whose(case: Case, person: CasePerson | None) -> list[CasePerson]:
    """Return whom a screening may be about: its person, else anybody of its case."""
    return [person] if person else list(CasePerson.objects.filter(case=case))


def _result(
    group: str, answers: Mapping[str, str], person: CasePerson | None, *, suspects: bool, interpreter: str
) -> Result:
    is_child = person is not None and (person.may_be_child if person.role == PersonRole.VICTIM else person.is_child)
    return result_of(group, answers, suspects=suspects, is_child=is_child, interpreter=interpreter)


def _sealed(answers: Mapping[str, str], note: str) -> dict[str, str]:
    return {"answers": as_text(answers), "notes": note}


def correct_screening(
    *,
    by: Actor,
    screening_id: UUID,
    answers: Mapping[str, str],
    reason: str,
    expected: int,
    language: str = "",
    interpreter: str = "",
    suspects: bool = False,
    note: str = "",
) -> Screening:
    """Correct the answers of a screening that was just opened; the earlier ones stay, sealed.

    ``expected`` is the edition of the answers that was read. Raises Unseen, Refused, Invalid, Stale.
    """
    words = good_reason(reason)
    _known_circumstances(language, interpreter)
    with operation(events.SCREENING_CORRECTED, by=by) as op:
        screening = screening_or_unseen(by, screening_id, lock=True)
        policies.may_correct_screening(by, screening)
        kept = checked_answers(screening.group, answers)
        result = _result(screening.group, kept, screening.person, suspects=suspects, interpreter=interpreter)
        box = box_of(screening)
        before = box.edition
        resealed = reseal(by=by, box_id=box.id, values=_sealed(kept, note), reason=words, expected=expected)
        follows: dict[str, Any] = {
            "language": language,
            "interpreter": interpreter,
            "suspects": suspects,
            "outcome": str(result.outcome),
            "forms": list(result.forms),
            "at_once": list(result.at_once),
        }
        amended = amend(screening, by=by, reason=words, expected=None, changes=follows)
        op.about("case", screening.case_id, screening.readers)
        op.add(screening=screening.id, fields=[each.field for each in amended], outcome=result.outcome)
        if not amended and resealed.edition == before:
            op.keep_silent()
    return screening


def answer_form(*, by: Actor, screening_id: UUID, form: str, takes: bool) -> Screening:
    """Take up in the case a form of exploitation that a screening proposes, or find it not to be so.

    Raises Unseen, Refused, Invalid for a form that is not proposed any more.
    """
    with operation(events.SCREENING_FORM_ANSWERED, by=by) as op:
        screening = screening_or_unseen(by, screening_id, lock=True)
        policies.may_answer_form(by, screening)
        if form not in open_forms(screening):
            raise Invalid("form", _("This form is not proposed any more. Load the page again."))
        op.about("case", screening.case_id, screening.readers)
        op.add(screening=screening.id, form=form, taken=takes)
        if takes:
            amend_case(
                by=by,
                case_id=screening.case_id,
                reason=_("A sign of trafficking was seen."),
                expected=screening.case.version,
                changes={"forms": [*screening.case.forms, form]},
            )
        else:
            screening.revise(expected=None, changes={"declined": [*screening.declined, form]})
    return screening


def open_answers(*, by: Actor, screening_id: UUID, purpose: Purpose | str) -> tuple[dict[str, str], str, int]:
    """Return the answers of a screening by sign, the note and the edition; the opening is an event.

    Raises Unseen, Refused outside the team and at a weaker door, Invalid without a purpose.
    """
    with reading(by):
        box = box_of(screening_or_unseen(by, screening_id))
        values = open_box(by=by, box_id=box.id, purpose=purpose)
        return from_text(values.get("answers", "")), values.get("notes", ""), box.edition


def reread_answers(*, by: Actor, screening_id: UUID) -> dict[str, str] | None:
    """Return the answers that the actor sealed within the last ten minutes, else None; the opening is an event."""
    with reading(by):
        box = box_of(screening_or_unseen(by, screening_id))
        is_fresh = box.sealed_by == by.id and box.sealed_at > clock.now() - REREAD_FOR
    if not is_fresh or not may_open_sealed(by):
        return None
    return open_answers(by=by, screening_id=screening_id, purpose=Purpose.INVESTIGATION)[0]
