"""What follows from a screening: the AHTU is told, screenings go with their case, answers go with an erased person."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.dateparse import parse_duration

from samanvay.access.boxes import events as boxes
from samanvay.access.boxes.actions.erasure import erase_person
from samanvay.access.models import DataKey, Grant
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.cases import events as cases
from samanvay.cases.models import Case
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import Step, do_duty, drop_duty, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, acting_as
from samanvay.law.entries import StatutoryClock
from samanvay.law.queries import law_now

from . import events
from .duty_kinds import TELL_AHTU
from .kinds import Outcome
from .models import Screening

# The law says at once. Whoever stopped people on the way has as long to write it to the AHTU (see the duty's rule).
AT_ONCE = timedelta(hours=6)
HEARS_AFTER = (timedelta(hours=1), timedelta(hours=12))
CLOSED_BY = "The AHTU sees the case"
GONE = "The case was cancelled / प्रकरण निरस्त हुआ"
NOT_ASKED = "What was recorded no longer asks for it / दर्ज संकेतों के सुधार के बाद आवश्यक नहीं"


def follow_screenings(case_id: UUID) -> None:
    """Open, end or withdraw at once what the screenings of a case ask for: its next page names no duty just done.

    The outbox does the same later and finds it done.
    """
    with acting_as(SYSTEM):
        _follow(case_id)


def follow_event(event: Event) -> None:
    """Do the same on an event of a case."""
    _follow(UUID(event.subject_id))


def _follow(case_id: UUID) -> None:
    case = Case.objects.filter(pk=case_id).select_related("owner").first()
    if case is None:
        return
    signs = Screening.objects.filter(case=case, outcome=Outcome.SIGN)
    first = signs.order_by("asked_at", "id").first()
    waiting = Duty.objects.waiting().filter(kind=TELL_AHTU.code, subject_kind="case", subject_id=str(case.id)).first()
    if case.is_void or first is None:
        if waiting is not None:
            why = GONE if case.is_void else NOT_ASKED
            drop_duty(by=SYSTEM, duty=waiting, reason=why)
    elif _ahtu_sees(case):
        if waiting is not None and waiting.paused_at is None:
            do_duty(by=SYSTEM, duty=waiting, proof=CLOSED_BY)
    elif waiting is None:
        _open(case, first.asked_at)


def _ahtu_sees(case: Case) -> bool:
    return any(unit.kind == "ahtu" for unit in directory.units_of(case.readers).values())


def _clock() -> StatutoryClock | None:
    return next((each for each in law_now().library.clocks if each.code == TELL_AHTU.statutory), None)


def _open(case: Case, suspected_at: datetime) -> None:
    said = _clock()
    within = (parse_duration(said.within) if said else None) or AT_ONCE
    open_duty(
        by=SYSTEM,
        kind=TELL_AHTU,
        subject=("case", case.id),
        title=Bilingual(
            f"Tell the AHTU of {case.number}: a sign of trafficking was seen",
            f"{case.number} की सूचना एएचटीयू को दें: मानव तस्करी का संकेत मिला",
        ),
        owner_role=_role_of_owner(case) or (said.owner if said else "station_officer"),
        owner_audience=case.home_unit,
        owner_user=case.owner,
        due_at=suspected_at + within,
        readers=case.readers,
        home_state=case.home_state,
        link=f"/cases/{case.id}/",
        escalate=_up_the_line(case, said.escalate if said else ()),
        key=f"{TELL_AHTU.code}:{case.id}:{_withdrawn_before(case)}",
    )


def _withdrawn_before(case: Case) -> int:
    """Return how often the duty was withdrawn: a sign seen after a correction asks anew, one that was done does not."""
    found = Duty.objects.filter(kind=TELL_AHTU.code, subject_kind="case", subject_id=str(case.id))
    return found.filter(dropped_at__isnull=False).count()


def _role_of_owner(case: Case) -> str | None:
    """Return the role that the officer of the case holds at its unit: at a border post it is no station officer."""
    grants = Grant.objects.filter(audience=case.home_unit, user_id=case.owner_id).in_force(clock.today())
    return grants.order_by("since", "id").values_list("role", flat=True).first()


def _up_the_line(case: Case, roles: tuple[str, ...]) -> list[Step]:
    """Return who hears of a delay: for each role of the law's clock the nearest unit above where somebody holds it.

    Where nobody does, as in a force of its own, the unit above hears, by whoever sits there.
    """
    line = [each for each in directory.readers_for(case.home_unit) if each not in (SYSTEM_AUDIENCE, case.home_unit)]
    steps: list[Step] = []
    for role, after in zip(roles, HEARS_AFTER, strict=False):
        held = set(
            Grant.objects.filter(audience__in=line, role=role)
            .in_force(clock.today())
            .values_list("audience", flat=True)
        )
        at = next((audience for audience in line if audience in held), None)
        if at is not None:
            steps.append(Step(after, role, at))
    if not steps and (above := directory.superior_of(case.home_unit)) is not None:
        there = Grant.objects.filter(audience=above).in_force(clock.today()).order_by("since", "id")
        steps.append(Step(HEARS_AFTER[0], there.values_list("role", flat=True).first() or "police_chief", above))
    return steps


def follow_shared(event: Event) -> None:
    """Let whoever sees a case since it was shared see its screenings, and end what that does."""
    case = Case.objects.filter(pk=event.subject_id).first()
    if case is None:
        return
    with operation(events.SCREENINGS_SHARED, by=SYSTEM, target=("case", case.id), readers=case.readers) as op:
        rows = Screening.objects.filter(case=case).exclude(readers=case.readers)
        changed = rows.update(readers=case.readers)
        op.add(screenings=changed)
        if not changed:
            op.keep_silent()
    _follow(case.id)


def forget_answers(event: Event) -> None:
    """Destroy with an erased person the answers that were given about them."""
    for screening in Screening.objects.filter(person_id=UUID(event.subject_id)):
        if DataKey.objects.filter(subject_id=screening.id).exists():
            erase_person(by=SYSTEM, subject_id=screening.id, reason=event.detail.get("reason", ""))


SUBSCRIBES = {
    boxes.PERSON_ERASED: forget_answers,
    cases.CASE_SHARED: follow_shared,
    cases.CASE_VOIDED: follow_event,
    events.SCREENING_CORRECTED: follow_event,
    events.SCREENING_RECORDED: follow_event,
}
