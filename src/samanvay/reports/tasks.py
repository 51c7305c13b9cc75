"""What follows on its own: duties close with a report, a returned one becomes a duty, counts and questions follow."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from samanvay.access.models import Grant, User
from samanvay.audit.models import Event
from samanvay.audit.operations import within_operation
from samanvay.audit.outbox import Receiver, Together
from samanvay.audit.vocabulary import EventKind
from samanvay.cases import events as cases
from samanvay.cases.models import Case
from samanvay.duties.actions.duties import do_duty, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM

from . import events
from .actions.counts import follow_tally
from .duty_kinds import RETURNED_REPORT
from .models import SituationReport
from .queries import Week
from .sameness.actions.cases import look_for_case, share_answers
from .sameness.actions.pairs import look_for_pairs, share_pairs
from .sameness.of_cases import maybe_told
from .sameness.pairs import recent
from .sameness.questions import (
    follow_case_answer,
    follow_case_questions,
    follow_pair,
    follow_reading_questions,
    follow_revised,
    follow_sent_questions,
)
from .states import ReportState
from .tallies.cases import tally_case, with_a_tally
from .tallies.entries import ENTRY_EVENTS, entries_of, tally_entries
from .tallies.lines import Spot, reports_on
from .tallies.readings import readings_of, tally_readings
from .teaching import events as teaching
from .teaching.asking import ask_where_rows_wait, follow_consent
from .weeks.offices import Seat, seat_of
from .weeks.weekly import OWNERS, close_weekly_duties, week_words

TIME_TO_REVISE = timedelta(days=2)


def follow_submission(event: Event) -> None:
    """Close what waited for this report: the week's duty, and the duty to revise it."""
    report = SituationReport.objects.filter(pk=UUID(event.subject_id)).first()
    if report is None or report.state == ReportState.DRAFT:
        return
    ask_where_rows_wait([report.pk])
    follow_sent_questions(report.pk, event)
    close_weekly_duties(report)
    for duty in Duty.objects.waiting().filter(kind=RETURNED_REPORT.code, subject_id=str(report.pk)):
        do_duty(by=SYSTEM, duty=duty, proof=f"report {report.pk}")


def follow_return(event: Event) -> None:
    """Ask the writer of a returned report to revise it within two days; its counts follow the cases again.

    Where the writer does not serve there any more, or an office above took it in, it is asked of whoever answers.
    """
    report = SituationReport.objects.filter(pk=UUID(event.subject_id)).select_related("district").first()
    if report is None or report.state != ReportState.RETURNED:
        return
    with within_operation(event.op):
        follow_tally(report)
    said = week_words(Week(report.period_from, report.period_to))
    place = report.district
    seat, writer = _reviser_of(report)
    open_duty(
        by=SYSTEM,
        kind=RETURNED_REPORT,
        subject=("report", report.pk),
        title=Bilingual(
            f"Report of {place.name} for {said.en} came back: revise and submit it",
            f"जनपद {place.name_hi or place.name} की रिपोर्ट ({said.hi}) लौटाई गई: सुधारकर पुनः भेजें",
        ),
        owner_role=seat.role,
        owner_audience=seat.audience,
        owner_user=writer,
        due_at=event.at + TIME_TO_REVISE,
        readers=report.readers,
        home_state=report.home_state,
        link=f"/reports/{report.pk}/",
        key=f"report:returned:{event.op}",
    )


def _reviser_of(report: SituationReport) -> tuple[Seat, User | None]:
    """Return the seat and, while they serve there, the person who wrote a report."""
    role = OWNERS.get(report.agency, "")
    serving = Grant.objects.filter(user_id=report.written_by, audience=report.home_unit).in_force(clock.today())
    writer = User.objects.filter(pk=report.written_by, is_active=True, pk__in=serving.values("user")).first()
    return (Seat(role, report.home_unit) if writer else seat_of(report.home_unit, role, report.home_state)), writer


def follow_cases(events: Sequence[Event]) -> None:
    """Count cases anew that changed, bring the reports on those days to them, and look whether a report told them."""
    changed = _subjects(events)
    with within_operation(events[0].op):
        _recount(spot for case_id in with_a_tally(changed) for spot in tally_case(case_id))
        _look(changed)
    follow_case_questions(changed, events)


def follow_entries(events: Sequence[Event]) -> None:
    """Count entries of the registers anew that changed, and bring the reports on those days to them."""
    with within_operation(events[0].op):
        _recount(tally_entries(entries_of(events)))


def follow_readings(events: Sequence[Event]) -> None:
    """Count readings anew that were decided or settled; ask, and end, what is asked of readings."""
    with within_operation(events[0].op):
        _recount(tally_readings(UUID(event.detail["claim"]) for event in events))
    follow_reading_questions(events)
    ask_where_rows_wait(_subjects(events))


def follow_revision(events: Sequence[Event]) -> None:
    """Count readings anew whose days may have changed with their report's period; end what is asked of those gone."""
    with within_operation(events[0].op):
        _recount(tally_readings(key for report in _subjects(events) for key in readings_of(report)))
    for event in events:
        follow_revised(event)


def _recount(spots: Iterable[Spot]) -> None:
    for report in reports_on(set(spots)):
        follow_tally(report)


def follow_ways(events: Sequence[Event]) -> None:
    """Look whether a report told the ways of cases that changed."""
    changed = _subjects(events)
    with within_operation(events[0].op):
        _look(changed)
    follow_case_questions(changed, events)


def follow_moves(events: Sequence[Event]) -> None:
    """End what is asked of cases that were closed, ask it again of those that were reopened."""
    follow_case_questions(_subjects(events), events)


def _subjects(events: Sequence[Event]) -> list[UUID]:
    return list(dict.fromkeys(UUID(event.subject_id) for event in events))


def _look(case_ids: Sequence[UUID]) -> None:
    for case in Case.objects.filter(pk__in=maybe_told(case_ids)).order_by("pk"):
        share_answers(case)
        look_for_case(by=SYSTEM, case=case)
    for case in Case.objects.filter(pk__in=recent(case_ids)).order_by("pk"):
        share_pairs(case)
        look_for_pairs(by=SYSTEM, case=case)


CASES_CHANGED, WAYS_CHANGED = Together(follow_cases), Together(follow_ways)
READINGS_DECIDED = Together(follow_readings)
SUBSCRIBES: dict[EventKind, Receiver | Together] = {
    **dict.fromkeys(ENTRY_EVENTS, Together(follow_entries)),
    cases.CASE_AMENDED: CASES_CHANGED,
    cases.CASE_EVENT_ADDED: CASES_CHANGED,
    cases.CASE_EVENT_VOIDED: CASES_CHANGED,
    cases.CASE_MOVED: Together(follow_moves),
    cases.CASE_OPENED: CASES_CHANGED,
    cases.CASE_SHARED: CASES_CHANGED,
    cases.CASE_VOIDED: CASES_CHANGED,
    cases.LEG_ADDED: WAYS_CHANGED,
    cases.LEG_AMENDED: WAYS_CHANGED,
    cases.LEG_VOIDED: WAYS_CHANGED,
    cases.PEOPLE_RECOUNTED: CASES_CHANGED,
    cases.PERSON_ADDED: CASES_CHANGED,
    cases.PERSON_AMENDED: CASES_CHANGED,
    cases.PERSON_VOIDED: CASES_CHANGED,
    events.CASE_ASKED_AGAIN: follow_case_answer,
    events.CASE_KEPT_APART: follow_case_answer,
    events.CASE_LINKED: follow_case_answer,
    events.CLAIM_ASKED_AGAIN: READINGS_DECIDED,
    events.CLAIM_CONFIRMED: READINGS_DECIDED,
    events.CLAIM_KEPT_APART: READINGS_DECIDED,
    events.CLAIM_LINKED: READINGS_DECIDED,
    events.CLAIM_PLACE_REOPENED: READINGS_DECIDED,
    events.CLAIM_PLACE_SETTLED: READINGS_DECIDED,
    events.CLAIM_REFUSED: READINGS_DECIDED,
    events.CLAIM_REOPENED: READINGS_DECIDED,
    events.PAIR_ASKED_AGAIN: follow_pair,
    events.PAIR_KEPT_APART: follow_pair,
    events.PAIR_LINKED: follow_pair,
    events.REPORT_RETURNED: follow_return,
    events.REPORT_REVISED: Together(follow_revision),
    events.REPORT_SUBMITTED: follow_submission,
    teaching.CONSENT_CONFIRMED: follow_consent,
    teaching.CONSENT_GIVEN: follow_consent,
    teaching.CONSENT_WITHDRAWN: follow_consent,
}
