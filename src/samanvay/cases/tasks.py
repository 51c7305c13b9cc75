"""What follows from a case's events: a rescued child before the Child Welfare Committee within 24 hours.

Section 31 of the Juvenile Justice Act, 2015: without loss of time, within 24 hours, the time of the journey
left out.
"""

from datetime import datetime, time, timedelta
from uuid import UUID

from samanvay.access.models import Grant
from samanvay.audit.models import Event
from samanvay.directory import queries as directory
from samanvay.duties.actions import Step, do_duty, open_duty
from samanvay.duties.kinds import register_kind
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM

from . import events
from .kinds import EventKind, PersonRole
from .models import Case, CaseEvent, CasePerson

BEFORE_CWC = register_kind(
    "case:before_cwc",
    "Child before the Child Welfare Committee",
    "बच्चे को बाल कल्याण समिति के समक्ष प्रस्तुत करना",
    asks_proof=True,
)
WITHIN = timedelta(hours=24)
FOUND = (EventKind.RESCUE, EventKind.INTERCEPTION)
STATE_HEARS_AFTER = timedelta(hours=12)


def _found_at(happening: CaseEvent) -> datetime:
    """Return when the child was found at the latest: the end of the day told, or when it was written down."""
    if happening.occurred_latest is None or happening.occurred_latest >= happening.recorded_at.date():
        return happening.recorded_at
    end = datetime.combine(happening.occurred_latest, time(23, 59), tzinfo=clock.INDIA)
    return min(end, happening.recorded_at)


def _role_at(audience: int, *, user_id: UUID | None = None, otherwise: str) -> str:
    grants = Grant.objects.filter(audience=audience).in_force(clock.today()).order_by("since", "id")
    if user_id is not None:
        grants = grants.filter(user_id=user_id)
    first = grants.values_list("role", flat=True).first()
    return first or otherwise


def _up_the_line(case: Case) -> list[Step]:
    steps: list[Step] = []
    superior = directory.superior_of(case.home_unit)
    if superior is not None:
        role = _role_at(superior, otherwise="police_chief")
        steps.append(Step(timedelta(hours=1), role, superior))
    top = directory.readers_for(case.home_unit)[-1]
    if top not in (case.home_unit, superior):
        steps.append(Step(STATE_HEARS_AFTER, _role_at(top, otherwise="state_nodal_officer"), top))
    return steps


def start_child_duties(event: Event) -> None:
    """Open for each child found the duty to bring it before the committee; end it when it was there."""
    case = Case.objects.filter(pk=event.subject_id, voided_at__isnull=True).first()
    if case is None:
        return
    standing = CaseEvent.objects.filter(case=case, voided_at__isnull=True)
    found = standing.filter(kind__in=FOUND).order_by("recorded_at").first()
    heard = standing.filter(kind=EventKind.CWC).order_by("recorded_at").first()
    if found is not None and heard is None:
        due = _found_at(found) + WITHIN + timedelta(minutes=found.journey_minutes)
        for person in CasePerson.objects.filter(case=case, role=PersonRole.VICTIM, voided_at__isnull=True):
            if person.is_child:
                _open(case, person, due)
    if heard is not None:
        waiting = Duty.objects.waiting().filter(
            kind=BEFORE_CWC.code, subject_kind="case", subject_id=str(case.id), paused_at__isnull=True
        )
        for duty in waiting:
            do_duty(by=SYSTEM, duty=duty, proof=f"event {heard.id}")


def _open(case: Case, person: CasePerson, due: datetime) -> None:
    label = person.label
    open_duty(
        by=SYSTEM,
        kind=BEFORE_CWC,
        subject=("case", case.id),
        title=Bilingual(
            f"{label.en} of {case.number} before the Child Welfare Committee",
            f"{case.number} की {label.hi} को बाल कल्याण समिति के समक्ष प्रस्तुत करें",
        ),
        owner_role=_role_at(case.home_unit, user_id=case.owner_id, otherwise="ahtu_in_charge"),
        owner_audience=case.home_unit,
        owner_user=case.owner,
        due_at=due,
        readers=case.readers,
        home_state=case.home_state,
        link=f"/cases/{case.id}/",
        escalate=_up_the_line(case),
        key=f"cwc:{case.id}:{person.id}",
    )


SUBSCRIBES = {
    events.CASE_EVENT_ADDED: start_child_duties,
    events.PERSON_ADDED: start_child_duties,
    events.PERSON_AMENDED: start_child_duties,
}
