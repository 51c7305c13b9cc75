"""Questions whether two records tell of one happening that wait: each is a duty of who can answer, ended by the answer.

A question on a reading waits at the unit of the report, one on a case at the unit that has it, one on two cases at the
unit that is asked of both. Their titles say no more than that there is a question: no name, no number of another's
case. What falls away by itself (a case voided, a reading taken back) ends the duty too.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.cases.models import Case, CaseEvent
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import do_duty, open_duty
from samanvay.duties.models import Duty
from samanvay.duties.models.duty import DutyQuerySet
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM

from ..duty_kinds import SAME_HAPPENING
from ..models import CaseAnswer, CasePair, Claim, SituationReport
from ..states import ClaimState
from ..weeks.weekly import OWNERS
from .candidates import candidates_beyond, told_by_case
from .of_cases import claims_alike, maybe_told, tellings_of
from .pairs import is_open, role_at

READING, CASE, PAIR = "reading", "case", "case_pair"
TIME_TO_ANSWER = timedelta(days=2)


def reading_waits(claim: Claim) -> bool:
    """Tell whether a confirmed reading is still asked whether it tells of what other offices told. For the system."""
    if claim.state != ClaimState.CONFIRMED or not claim.is_asked or claim.is_linked or told_by_case(claim) is not None:
        return False
    open_ones = set(claim.beyond) - set(claim.apart_from)
    return any(candidate.target in open_ones for candidate in candidates_beyond(claim))


def case_waits(case: Case) -> bool:
    """Tell whether a case is still asked whether a report told the same. For the system.

    Not where the unit of the report is asked of this very case.
    """
    if case.is_closed:
        return False
    answers = {answer.event: answer for answer in CaseAnswer.objects.filter(case=case.pk)}
    for telling in tellings_of(case):
        answer = answers.get(telling.event)
        if answer is not None and answer.same_as_claim is not None:
            continue
        found, apart = (answer.beyond, answer.apart_from) if answer is not None else ([], [])
        for claim in claims_alike(telling):
            is_asked_there = claim.is_asked and telling.target in claim.beyond
            is_told = claim.pk in found or case.home_unit in claim.readers
            if is_told and not is_asked_there and claim.pk not in apart:
                return True
    return False


def follow_reading_questions(events: Iterable[Event]) -> None:
    """Open and end the duties of readings that were decided, and of what waits for an answer about them."""
    listed = list(events)
    _about_readings({UUID(event.detail["claim"]) for event in listed}, listed)


def follow_sent_questions(report_id: UUID, event: Event) -> None:
    """Open and end the duties of the readings of a report that was sent, and of what waits for an answer about them."""
    confirmed = Claim.objects.filter(report=report_id, state=ClaimState.CONFIRMED)
    _about_readings(set(confirmed.values_list("pk", flat=True)), [event])


def follow_case_answer(event: Event) -> None:
    """Open or end the duty of a case of which was answered whether a report told it, and of the readings named."""
    _keep_cases([UUID(event.subject_id)], [event])
    _about_readings({UUID(key) for key in event.detail["claims"]}, [event])


def _about_readings(keys: set[UUID], events: list[Event]) -> None:
    """Look at readings, at those that wait for an answer about them, and at cases asked whether these told the same."""
    waiting = Claim.objects.filter(is_asked=True, beyond__overlap=list(keys)).values_list("pk", flat=True)
    _keep_readings({*keys, *waiting}, events)
    asked = _asked_now(CASE)
    if not asked:
        return
    seen = {reader for claim in Claim.objects.filter(pk__in=keys) for reader in claim.readers}
    told = set(CaseAnswer.objects.filter(case__in=asked, beyond__overlap=list(keys)).values_list("case", flat=True))
    own = Case.objects.filter(pk__in=asked, home_unit__in=seen).values_list("pk", flat=True)
    _keep_cases({*told, *own}, events)


def follow_revised(event: Event) -> None:
    """End the duties of readings that a new text of their report no longer holds."""
    report = SituationReport.objects.filter(pk=UUID(event.subject_id)).first()
    if report is not None:
        asked = Duty.objects.waiting().filter(kind=SAME_HAPPENING.code, subject_kind=READING)
        told = asked.filter(link__startswith=f"/reports/{report.pk}/")
        _keep_readings({UUID(duty.subject_id) for duty in told}, [event])


def follow_case_questions(case_ids: Iterable[UUID], events: Iterable[Event]) -> None:
    """Open and end the duties of cases that changed, of their pairs, and of readings asked about them."""
    keys, listed = list(case_ids), list(events)
    told = [*keys, *CaseEvent.objects.filter(case__in=keys).values_list("pk", flat=True)]
    _keep_readings(Claim.objects.filter(is_asked=True, beyond__overlap=told).values_list("pk", flat=True), listed)
    _keep_cases({*maybe_told(keys), *(key for key in _asked_now(CASE) if key in keys)}, listed)
    pairs = CasePair.objects.filter(first_case__in=keys) | CasePair.objects.filter(second_case__in=keys)
    for pair in pairs.order_by("pk"):
        keep_pair(pair, listed[0].op)


def follow_pair(event: Event) -> None:
    """Open or end the duty of two cases that were answered, or of which the answer was taken back."""
    pair = CasePair.objects.filter(pk=UUID(event.subject_id)).first()
    if pair is not None:
        keep_pair(pair, event.op)


def _keep_readings(keys: Iterable[UUID], events: list[Event]) -> None:
    wanted = set(keys)
    claims = {claim.pk: claim for claim in Claim.objects.filter(pk__in=wanted).select_related("report__district")}
    for key in sorted(wanted):
        claim = claims.get(key)
        if claim is None or not reading_waits(claim):
            _end(READING, key)
        elif not _is_asked(READING, key):
            _ask_reading(claim, events[0].op)


def _keep_cases(keys: Iterable[UUID], events: list[Event]) -> None:
    for case in Case.objects.filter(pk__in=set(keys)).select_related("owner").order_by("pk"):
        if not case_waits(case):
            _end(CASE, case.pk)
        elif not _is_asked(CASE, case.pk):
            _ask_case(case, events[0].op)


def keep_pair(pair: CasePair, op: UUID) -> None:
    """Open the duty of a pair that waits for an answer, end that of one that does not."""
    if not is_open(pair):
        _end(PAIR, pair.pk)
    elif not _is_asked(PAIR, pair.pk):
        _ask_pair(pair, op)


def _ask_reading(claim: Claim, op: UUID) -> None:
    report, place = claim.report, claim.report.district
    open_duty(
        by=SYSTEM,
        kind=SAME_HAPPENING,
        subject=(READING, claim.pk),
        title=Bilingual(
            f"Report of {place.name}: say whether another office reported the same incident",
            f"जनपद {place.name_hi or place.name} की रिपोर्ट: बताएं कि क्या किसी अन्य कार्यालय ने यही घटना बताई है",
        ),
        owner_role=OWNERS.get(report.agency, ""),
        owner_audience=claim.home_unit,
        owner_user=User.objects.filter(pk=claim.decided_by, is_active=True).first(),  # type: ignore[misc]  # None finds none
        due_at=clock.now() + TIME_TO_ANSWER,
        readers=claim.readers,
        home_state=claim.home_state,
        link=f"/reports/{report.pk}/#reading-{claim.pk}",
        key=f"same:{READING}:{claim.pk}:{op}",
    )


def _ask_case(case: Case, op: UUID) -> None:
    open_duty(
        by=SYSTEM,
        kind=SAME_HAPPENING,
        subject=(CASE, case.pk),
        title=Bilingual(
            f"{case.number}: say whether a report is about the same incident",
            f"{case.number}: बताएं कि क्या किसी रिपोर्ट में यही घटना बताई गई है",
        ),
        owner_role=role_at(case.home_unit),
        owner_audience=case.home_unit,
        owner_user=case.owner if case.owner.is_active else None,
        due_at=clock.now() + TIME_TO_ANSWER,
        readers=directory.readers_for(case.home_unit),
        home_state=case.home_state,
        link=f"/cases/{case.pk}/#same",
        key=f"same:{CASE}:{case.pk}:{op}",
    )


def _ask_pair(pair: CasePair, op: UUID) -> None:
    place = directory.place_for(pair.district)
    open_duty(
        by=SYSTEM,
        kind=SAME_HAPPENING,
        subject=(PAIR, pair.pk),
        title=Bilingual(
            f"{place.name}: say whether two cases tell of one happening",
            f"{place.name_hi or place.name}: बताएं कि क्या दो प्रकरण एक ही घटना के हैं",
        ),
        owner_role=role_at(pair.home_unit),
        owner_audience=pair.home_unit,
        due_at=clock.now() + TIME_TO_ANSWER,
        readers=pair.readers,
        home_state=pair.home_state,
        link=f"/cases/same/{pair.pk}/",
        key=f"same:{PAIR}:{pair.pk}:{op}",
    )


def _asked_now(subject: str) -> list[UUID]:
    asked = Duty.objects.waiting().filter(kind=SAME_HAPPENING.code, subject_kind=subject)
    return [UUID(key) for key in asked.values_list("subject_id", flat=True)]


def _is_asked(subject: str, key: UUID) -> bool:
    return _duties(subject, key).exists()


def _end(subject: str, key: UUID) -> None:
    for duty in _duties(subject, key):
        do_duty(by=SYSTEM, duty=duty, proof=f"{subject} {key}")


def _duties(subject: str, key: UUID) -> DutyQuerySet:
    return Duty.objects.waiting().filter(kind=SAME_HAPPENING.code, subject_kind=subject, subject_id=str(key))
