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
from samanvay.audit.operations import operation, within_operation
from samanvay.audit.outbox import Together
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import Step, drop_duty, notify, open_duty
from samanvay.duties.kinds import register_kind
from samanvay.duties.many import Wanted, end_many, open_many
from samanvay.duties.models import Duty, TextMessage
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
CONFIRM_NUMBER = register_kind(
    "case:confirm_number",
    "Confirm a lower number of people",
    "व्यक्तियों की घटी हुई संख्या की पुष्टि",
    closes_itself=True,
    link_words=Bilingual("Answer", "उत्तर दें"),
    rule=Bilingual(
        "A lower number counts only when the unit that took them over confirms it",
        "घटी हुई संख्या तभी मान्य है जब संरक्षण में लेने वाली इकाई पुष्टि करे",
    ),
    urgent=True,
)
MISSING_ENTRY = register_kind(
    "case:missing_entry",
    "Enter an escaped child in the register of the missing",
    "भागे हुए बच्चे को गुमशुदा रजिस्टर में दर्ज करना",
    asks_proof=True,
    link_words=Bilingual("See the case", "प्रकरण देखें"),
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
# Of whom nobody has said for so long after they were found that they are children, no hour is left to keep.
LONG_AGO = timedelta(days=30)


def _not_kept(en: str, hi: str) -> str:
    return f"Ended, not kept: {en} / समाप्त, पूरा नहीं हुआ: {hi}"


# Why the machinery ends the time limit of a person; what a person withdraws stays withdrawn.
VOID = _not_kept("the entry of this person was cancelled", "इस व्यक्ति की प्रविष्टि निरस्त हुई")
GROWN_UP = _not_kept("18 or over, as is known now", "अब ज्ञात है कि आयु 18 वर्ष या अधिक है")
ENDED_HERE = frozenset({VOID, GROWN_UP})


def _found_at(happening: CaseEvent) -> datetime:
    """Return when the child was found at the latest: the end of the day told, or when it was written down."""
    recorded = happening.recorded_at.astimezone(clock.INDIA).date()
    if happening.occurred_latest is None or happening.occurred_latest >= recorded:
        return happening.recorded_at
    end = datetime.combine(happening.occurred_latest, time(23, 59), tzinfo=clock.INDIA)
    return min(end, happening.recorded_at)


def role_at(audience: int, *, user_id: UUID | None = None, otherwise: str) -> str:
    """Return the role that answers at a unit: the first held there, of a person if one is named, or another."""
    grants = (
        Grant.objects.filter(audience=audience, role__in=READ_CASES).in_force(clock.today()).order_by("since", "id")
    )
    if user_id is not None:
        grants = grants.filter(user_id=user_id)
    first = grants.values_list("role", flat=True).first()
    return first or otherwise


def up_the_line(audience: int) -> list[Step]:
    """Return who hears, one after another, of what a unit leaves undone."""
    steps: list[Step] = []
    superior = directory.superior_of(audience)
    if superior is not None:
        role = role_at(superior, otherwise="police_chief")
        steps.append(Step(timedelta(hours=1), role, superior))
    top = directory.readers_for(audience)[-1]
    if top not in (audience, superior):
        steps.append(Step(STATE_HEARS_AFTER, role_at(top, otherwise="state_nodal_officer"), top))
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


def follow_people(events: Sequence[Event]) -> None:
    """Look once at each case whose people changed, however many they are."""
    for case_id in dict.fromkeys(UUID(event.subject_id) for event in events):
        _child_duties(case_id)


def _child_duties(case_id: UUID) -> None:
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        return
    if case.is_void:
        end_clocks(case)
        return
    standing = CaseEvent.objects.filter(case=case, voided_at__isnull=True)
    found = standing.filter(kind__in=FOUND).order_by("recorded_at").first()
    if found is not None:
        # Told before the committee was asked to confirm: whoever was listed then has no clock of today.
        heard = standing.filter(kind=EventKind.CWC).order_by("recorded_at").values_list("recorded_at", flat=True)
        start_clocks(case, found, listed_after=heard.first())
    end_clocks(case)


def _victims(case: Case) -> list[CasePerson]:
    found = CasePerson.objects.filter(case=case, role=PersonRole.VICTIM)
    return list(found.select_related("found_in").order_by("added_at", "no"))


def _ended(case: Case) -> dict[UUID, str]:
    """Return for each person whose time limit has ended without being kept why.

    That a person left is no such reason: one office says it, and the time limit runs on until another confirms it.
    """
    grown_up = {person.id: GROWN_UP for person in _victims(case) if not person.may_be_child}
    return {**grown_up, **{person.id: VOID for person in _victims(case) if person.is_void or case.is_void}}


def start_clocks(case: Case, first: CaseEvent, *, listed_after: datetime | None = None) -> None:
    """Open for each person found who is or may be a child the duty of their own, from the hour they were found.

    Only for those listed after a moment, where one is given.
    """
    ended, known = _ended(case), _known_clocks(case)
    role, steps = "", list[Step]()
    wanted: list[Wanted] = []
    for person in _victims(case):
        earlier = known.get(str(person.id), [])
        if person.id in ended or not all(duty.drop_reason in ENDED_HERE for duty in earlier):
            continue
        if listed_after is not None and person.added_at <= listed_after:
            continue
        told = person.found_in
        found = first if told is None or told.is_void else told
        if not person.is_child and found.recorded_at - _found_at(found) > LONG_AGO:
            continue
        if not wanted:
            role = role_at(case.home_unit, user_id=case.owner_id, otherwise="ahtu_in_charge")
            steps = up_the_line(case.home_unit)
        due = _found_at(found) + WITHIN + timedelta(minutes=found.journey_minutes)
        key = f"cwc:{case.id}:{person.id}" + (f":{len(earlier)}" if earlier else "")
        wanted.append(_clock(case, person, due, role, steps, key))
    if wanted:
        with operation(events.CLOCKS_STARTED, by=SYSTEM, target=("case", case.id), readers=case.readers) as op:
            open_many(op, BEFORE_CWC, wanted, text=TextMessage.Reason.URGENT)
            op.add(children=len(wanted))


def _known_clocks(case: Case) -> dict[str, list[Duty]]:
    known: dict[str, list[Duty]] = {}
    for duty in Duty.objects.filter(kind=BEFORE_CWC.code, subject_kind="case", subject_id=str(case.id)):
        person = (duty.key or "").removeprefix(f"cwc:{case.id}:").partition(":")[0]
        known.setdefault(person, []).append(duty)
    return known


def _clock(case: Case, person: CasePerson, due: datetime, role: str, steps: Sequence[Step], key: str) -> Wanted:
    label = person.label
    return Wanted(
        subject=("case", case.id),
        title=Bilingual(
            f"{label.en} of {case.number} before the Child Welfare Committee",
            f"{case.number}: {label.hi} को बाल कल्याण समिति के समक्ष प्रस्तुत करें",
        ),
        owner_role=role,
        owner_audience=case.home_unit,
        owner_user=case.owner_id,
        due_at=due,
        readers=case.readers,
        home_state=case.home_state,
        link=f"/cases/{case.id}/",
        escalate=steps,
        key=key,
    )


def end_clocks(case: Case) -> None:
    """Withdraw the duties of those who are grown up or were listed by mistake; none of them counts as kept."""
    ended = {str(person): why for person, why in _ended(case).items()}
    by_reason: dict[str, list[Duty]] = {}
    for person, known in _known_clocks(case).items():
        for duty in known:
            if duty.is_waiting and person in ended:
                by_reason.setdefault(ended[person], []).append(duty)
    if by_reason:
        with operation(events.CLOCKS_ENDED, by=SYSTEM, target=("case", case.id), readers=case.readers) as op:
            for reason, duties in by_reason.items():
                end_many(op, duties, done=False, reason=reason)
            op.add(children=sum(map(len, by_reason.values())))


def follow_void(event: Event) -> None:
    """End what runs in a case that was cancelled."""
    _child_duties(UUID(event.subject_id))
    follow_handovers(event)


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
        owner_role=role_at(unit.audience, otherwise=ANSWERS.get(unit.kind, "ahtu_in_charge")),
        owner_audience=unit.audience,
        due_at=happening.recorded_at + TAKEN_OVER_WITHIN,
        readers=happening.readers,
        home_state=case.home_state,
        link=f"/cases/{case.id}/",
        escalate=up_the_line(unit.audience),
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
    events.CASE_VOIDED: follow_void,
    events.PEOPLE_RECOUNTED: Together(follow_people),
    events.PERSON_ADDED: Together(follow_people),
    events.PERSON_AMENDED: Together(follow_people),
    events.PERSON_VOIDED: Together(follow_people),
}
