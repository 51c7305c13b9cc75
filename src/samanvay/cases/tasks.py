"""What follows from a case's events: a child before the committee, a unit that takes over, numbers forgotten.

A rescued child is brought before the Child Welfare Committee under section 31 of the Juvenile Justice Act, 2015:
without loss of time, within 24 hours, the time of the journey left out.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from samanvay.access.boxes import events as boxes
from samanvay.access.boxes.actions.erasure import erase_person
from samanvay.access.models import DataKey, Grant, User
from samanvay.access.permissions import Permission
from samanvay.access.roles import BY_CODE
from samanvay.audit.models import Event
from samanvay.audit.operations import within_operation
from samanvay.audit.outbox import Together
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import Step, drop_duty, notify, open_duty
from samanvay.duties.kinds import register_kind
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, acting_as

from . import events
from .kinds import FOUND, EventKind, PersonRole
from .models import Case, CaseEvent, CaseItem, CasePerson

BEFORE_CWC = register_kind(
    "case:before_cwc",
    "Child before the Child Welfare Committee",
    "बच्चे को बाल कल्याण समिति के समक्ष प्रस्तुत करना",
    closes_itself=True,
    rule=Bilingual(
        "Section 31, Juvenile Justice Act, 2015: within 24 hours, without the time of the journey",
        "किशोर न्याय अधिनियम, 2015 की धारा 31: यात्रा का समय छोड़कर 24 घंटे में",
    ),
    fixed_hour=True,
    urgent=True,
    statutory="child_before_cwc",
)
TAKE_OVER = register_kind(
    "case:take_over",
    "Take over the people of a case",
    "प्रकरण के व्यक्तियों को अपने संरक्षण में लेना",
    link_words=Bilingual("See the case", "प्रकरण देखें"),
    rule=Bilingual(
        "The receiving unit must take over the people within six hours",
        "प्राप्तकर्ता इकाई को छह घंटे में व्यक्तियों को संरक्षण में लेना है",
    ),
    urgent=True,
)
TAKEN_OVER_WITHIN = timedelta(hours=6)
# Who answers at the unit that takes over, where nobody is posted yet.
ANSWERS = {
    "cwc": "cwc_member", "dcpu": "dcpu", "home": "shelter_superintendent", "station": "station_officer",
    "help_desk": "women_help_desk", "grp_station": "railway_police", "rpf_post": "railway_police", "ngo": "ngo_worker",
}  # fmt: skip
# Who learns at a unit, or serves it without its cases, answers for none.
READ_CASES = [code for code, role in BY_CODE.items() if Permission.CASE_READ in role.permissions]
WITHIN = timedelta(hours=24)
STATE_HEARS_AFTER = timedelta(hours=12)


def _found_at(happening: CaseEvent) -> datetime:
    """Return when the child was found at the latest: the end of the day told, or when it was written down."""
    recorded = happening.recorded_at.astimezone(clock.INDIA).date()
    if happening.occurred_latest is None or happening.occurred_latest >= recorded:
        return happening.recorded_at
    end = datetime.combine(happening.occurred_latest, time(23, 59), tzinfo=clock.INDIA)
    return min(end, happening.recorded_at)


def _role_at(audience: int, *, user_id: UUID | None = None, otherwise: str) -> str:
    grants = (
        Grant.objects.filter(audience=audience, role__in=READ_CASES).in_force(clock.today()).order_by("since", "id")
    )
    if user_id is not None:
        grants = grants.filter(user_id=user_id)
    first = grants.values_list("role", flat=True).first()
    return first or otherwise


def _up_the_line(audience: int) -> list[Step]:
    steps: list[Step] = []
    superior = directory.superior_of(audience)
    if superior is not None:
        role = _role_at(superior, otherwise="police_chief")
        steps.append(Step(timedelta(hours=1), role, superior))
    top = directory.readers_for(audience)[-1]
    if top not in (audience, superior):
        steps.append(Step(STATE_HEARS_AFTER, _role_at(top, otherwise="state_nodal_officer"), top))
    return steps


def follow_case(case_id: UUID) -> None:
    """Open and end at once what a case's events ask for: its next page names no duty that was just done.

    The outbox does the same later and finds it done.
    """
    with acting_as(SYSTEM):
        _child_duties(case_id)
        _take_overs(case_id)


def start_child_duties(event: Event) -> None:
    """Open for each child found the duty to bring it before the committee; only what that confirms ends it."""
    _child_duties(UUID(event.subject_id))


def _child_duties(case_id: UUID) -> None:
    case = Case.objects.filter(pk=case_id, voided_at__isnull=True).first()
    if case is None:
        return
    standing = CaseEvent.objects.filter(case=case, voided_at__isnull=True)
    found = standing.filter(kind__in=FOUND).order_by("recorded_at").first()
    if found is None:
        return
    due = _found_at(found) + WITHIN + timedelta(minutes=found.journey_minutes)
    persons = CasePerson.objects.filter(case=case, role=PersonRole.VICTIM, voided_at__isnull=True)
    # Told before the committee was asked to confirm: whoever was listed then has no clock of today.
    if (heard := standing.filter(kind=EventKind.CWC).order_by("recorded_at").first()) is not None:
        persons = persons.filter(added_at__gt=heard.recorded_at)
    for person in persons:
        if person.is_child:
            _open(case, person, due)


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
        escalate=_up_the_line(case.home_unit),
        key=f"cwc:{case.id}:{person.id}",
    )


def follow_handovers(event: Event) -> None:
    """Open for each unit that takes over its duty, from the hour of the hand-over; withdraw it with a void one."""
    _take_overs(UUID(event.subject_id))


def _take_overs(case_id: UUID) -> None:
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        return
    for happening in CaseEvent.objects.filter(case=case, kind=EventKind.HANDOVER, to_unit__isnull=False):
        key = f"takeover:{happening.id}"
        if not (happening.is_void or case.is_void):
            _open_take_over(case, happening, key)
            continue
        for duty in Duty.objects.waiting().filter(key=key):
            drop_duty(by=SYSTEM, duty=duty, reason=happening.void_reason or case.void_reason)


def _open_take_over(case: Case, happening: CaseEvent, key: str) -> None:
    assert happening.to_unit is not None
    unit = directory.unit_of(happening.to_unit)
    many = "" if happening.people is None else f" ({happening.people})"
    open_duty(
        by=SYSTEM,
        kind=TAKE_OVER,
        subject=("case", case.id),
        title=Bilingual(
            f"Take over the people of {case.number}{many}", f"{case.number} के व्यक्तियों को अपने संरक्षण में लें{many}"
        ),
        owner_role=_role_at(unit.audience, otherwise=ANSWERS.get(unit.kind, "ahtu_in_charge")),
        owner_audience=unit.audience,
        due_at=happening.recorded_at + TAKEN_OVER_WITHIN,
        readers=happening.readers,
        home_state=case.home_state,
        link=f"/cases/{case.id}/",
        escalate=_up_the_line(unit.audience),
        key=key,
        opener_unit=case.home_unit,
    )


def follow_events(events: Sequence[Event]) -> None:
    """Follow events that were added to cases: those with a victim listed or a hand-over have something to do."""
    by_case = {UUID(event.subject_id): event for event in events}
    listed = CasePerson.objects.filter(case__in=by_case, role=PersonRole.VICTIM, voided_at__isnull=True)
    handed = CaseEvent.objects.filter(case__in=by_case, kind=EventKind.HANDOVER)
    concerned = {*listed.values_list("case_id", flat=True), *handed.values_list("case_id", flat=True)}
    for case_id, event in by_case.items():
        if case_id in concerned:
            start_child_duties(event)
            follow_handovers(event)


def forget_numbers(event: Event) -> None:
    """Destroy with an erased person the numbers of the things found with them."""
    reason = event.detail.get("reason", "")
    for item in CaseItem.objects.filter(person_id=UUID(event.subject_id)):
        if DataKey.objects.filter(subject_id=item.id).exists():
            erase_person(by=SYSTEM, subject_id=item.id, reason=reason)


def tell_shared(event: Event) -> None:
    """Tell who reads cases at a unit that a case was shared with it; a hand-over tells by its duty."""
    case = Case.objects.filter(pk=event.subject_id, voided_at__isnull=True).first()
    if case is None:
        return
    handed = CaseEvent.objects.filter(case=case, kind=EventKind.HANDOVER, voided_at__isnull=True)
    units = set(event.detail.get("added", [])) - set(handed.values_list("to_unit", flat=True))
    posted = Grant.objects.filter(audience__in=units, role__in=READ_CASES).in_force(clock.today())
    with within_operation(event.op):
        notify(
            people=User.objects.filter(pk__in=posted.values("user"), is_active=True).exclude(pk=event.actor),
            words=Bilingual(
                f"Case {case.number} was shared with your unit", f"प्रकरण {case.number} आपकी इकाई से साझा किया गया"
            ),
            link=f"/cases/{case.id}/",
            key=f"shared:{event.seq}",
            audience=case.home_unit,
            home_state=case.home_state,
        )


SUBSCRIBES = {
    boxes.PERSON_ERASED: forget_numbers,
    events.CASE_EVENT_ADDED: Together(follow_events),
    events.CASE_EVENT_VOIDED: follow_handovers,
    events.CASE_SHARED: tell_shared,
    events.CASE_VOIDED: follow_handovers,
    events.PERSON_ADDED: start_child_duties,
    events.PERSON_AMENDED: start_child_duties,
}
