"""What follows on its own: duties close with a report, a returned one becomes a duty, counts follow the cases."""

from datetime import timedelta
from uuid import UUID

from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.audit.operations import continuing
from samanvay.cases import events as cases
from samanvay.cases.models import Case
from samanvay.duties.actions import do_duty, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM

from . import events
from .actions.case_sameness import look_for_case, share_answers
from .actions.counts import follow_tally
from .duty_kinds import RETURNED_REPORT
from .models import SituationReport
from .queries import Week
from .states import ReportState
from .tallies import tally_case
from .weekly import OWNERS, close_weekly_duties, week_words

TIME_TO_REVISE = timedelta(days=2)


def follow_submission(event: Event) -> None:
    """Close what waited for this report: the week's duty, and the duty to revise it."""
    report = SituationReport.objects.filter(pk=UUID(event.subject_id)).first()
    if report is None or report.state == ReportState.DRAFT:
        return
    close_weekly_duties(report)
    for duty in Duty.objects.waiting().filter(kind=RETURNED_REPORT.code, subject_id=str(report.pk)):
        do_duty(by=SYSTEM, duty=duty, proof=f"report {report.pk}")


def follow_return(event: Event) -> None:
    """Ask the writer of a returned report to revise it within two days."""
    report = SituationReport.objects.filter(pk=UUID(event.subject_id)).select_related("district").first()
    if report is None or report.state != ReportState.RETURNED:
        return
    said = week_words(Week(report.period_from, report.period_to))
    place = report.district
    open_duty(
        by=SYSTEM,
        kind=RETURNED_REPORT,
        subject=("report", report.pk),
        title=Bilingual(
            f"Report of {place.name} for {said.en} came back: revise and submit it",
            f"जनपद {place.name_hi or place.name} का प्रतिवेदन ({said.hi}) लौटाया गया: सुधारकर पुनः भेजें",
        ),
        owner_role=OWNERS.get(report.voice, ""),
        owner_audience=report.home_unit,
        owner_user=User.objects.filter(pk=report.written_by, is_active=True).first(),
        due_at=event.at + TIME_TO_REVISE,
        readers=report.readers,
        home_state=report.home_state,
        link=f"/reports/{report.pk}/",
        key=f"report:returned:{event.op}",
    )


def follow_case(event: Event) -> None:
    """Count a case anew that changed, bring the reports on those days to it, and look whether a report told it."""
    with continuing(event.op):
        for report in tally_case(UUID(event.subject_id)):
            follow_tally(report)
        _look(event)


def follow_way(event: Event) -> None:
    """Look whether a report told the way of a case that changed."""
    with continuing(event.op):
        _look(event)


def _look(event: Event) -> None:
    case = Case.objects.filter(pk=UUID(event.subject_id)).first()
    if case is not None:
        share_answers(case)
        look_for_case(by=SYSTEM, case=case)


SUBSCRIBES = {
    cases.CASE_AMENDED: follow_case,
    cases.CASE_EVENT_ADDED: follow_case,
    cases.CASE_EVENT_VOIDED: follow_case,
    cases.CASE_OPENED: follow_case,
    cases.CASE_SHARED: follow_case,
    cases.CASE_VOIDED: follow_case,
    cases.LEG_ADDED: follow_way,
    cases.LEG_AMENDED: follow_way,
    cases.LEG_VOIDED: follow_way,
    cases.PERSON_ADDED: follow_case,
    cases.PERSON_AMENDED: follow_case,
    cases.PERSON_VOIDED: follow_case,
    events.REPORT_SUBMITTED: follow_submission,
    events.REPORT_RETURNED: follow_return,
}
