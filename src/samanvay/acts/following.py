"""What follows from the acts of a case as they now stand: the clocks of its persons, and the duties to answer."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from samanvay.access.models import Grant
from samanvay.access.permissions import Permission
from samanvay.access.roles import BY_CODE
from samanvay.cases.models import Case, CasePerson
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import Step, do_duty, drop_duty, open_duty, restart_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock as time
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.law.entries import StatutoryClock

from .clocks import ActClock, counted_clocks, end_of, ended_by, law_of, mark_of
from .duty_kinds import ANSWER, ANSWERED_WITHIN, CONTRADICTION, SETTLED_WITHIN
from .models import Act
from .offices import answering_roles
from .states import EFFECTIVE, ActState

# At which kind of unit a role of the law's library serves.
SEATS = {
    "cwc_member": "cwc", "dcpu": "dcpu", "district_magistrate": "district_office", "probation_officer": "dcpu",
    "police_chief": "district_police", "state_bureau": "state_bureau",
}  # fmt: skip
STEP = timedelta(days=1)
READ_CASES = [code for code, role in BY_CODE.items() if Permission.CASE_READ in role.permissions]


def follow_acts(case_id: UUID) -> None:
    """Bring clocks and duties to what the acts of a case now say; nothing is done twice.

    The actions call it, so that the next page is true; the outbox does the same later and finds it done.
    """
    with reading(SYSTEM):
        case = Case.objects.select_for_update(of=("self",)).filter(pk=case_id).select_related("owner").first()
        acts = list(Act.objects.filter(case=case_id).select_related("person").order_by("declared_at", "id"))
        if case is None or not acts:
            return
        for act in acts:
            _follow_answer(case, act)
            _follow_contradiction(case, act)
        if case.is_void:
            _end_clocks_of_void(case)
            return
        for person in CasePerson.objects.filter(pk__in={act.person_id for act in acts if act.person_id}):
            of_person = [act for act in acts if act.person_id == person.id]
            for counted in counted_clocks().values():
                # One office alone that cancels a person takes nothing back; what it opened itself it ends itself.
                if counted.opens_here or not person.is_void:
                    _follow_clock(case, person, counted, [act for act in of_person if act.is_effective])


def _end_clocks_of_void(case: Case) -> None:
    """End the clocks that acts opened in a case that was cancelled; what has ended stays so."""
    kinds = [each.kind.code for each in counted_clocks().values() if each.opens_here]
    running = Duty.objects.waiting().filter(subject_kind="case", subject_id=str(case.id), kind__in=kinds)
    for duty in running:
        drop_duty(by=SYSTEM, duty=duty, reason="The case was cancelled / प्रकरण निरस्त हुआ")


def _first(acts: Iterable[Act]) -> Act | None:
    """Return the act that counts of several: a confirmed one before an attested one, then the earliest."""
    return min(acts, key=lambda act: (EFFECTIVE.index(ActState(act.state)), act.counts_at, act.id), default=None)


def _follow_clock(case: Case, person: CasePerson, counted: ActClock, acts: Sequence[Act]) -> None:
    """Open, end or run on the duty of one clock of one person by the acts that count."""
    duty = counted.duties_of(case.id, person.id).last()
    if counted.opens_here:
        duty = _follow_start(case, person, counted, _first(a for a in acts if counted.code in a.kind.starts), duty)
    if duty is None:
        return
    stop = _first(act for act in acts if counted.code in act.kind.stops)
    end = stop or _first(act for act in acts if act.kind.ends_all)
    by = ended_by(duty)
    if not duty.is_waiting and by is None:
        return  # ended by other means, as before acts were kept: it stays so
    if not duty.is_waiting and (end is None or not _says(duty, end, is_stop=stop is not None)):
        restart_duty(by=SYSTEM, duty=duty)
    if duty.is_waiting and stop is not None:
        do_duty(by=SYSTEM, duty=duty, proof=_proof(stop), at=stop.counts_at)
    elif duty.is_waiting and end is not None:
        drop_duty(by=SYSTEM, duty=duty, reason=_proof(end))


def _follow_start(
    case: Case, person: CasePerson, counted: ActClock, start: Act | None, duty: Duty | None
) -> Duty | None:
    """Return the duty of a clock that an act starts, with the hour that the act gives it; None where none runs."""
    law = law_of(counted.code)
    if law is None:
        return duty
    if start is None:
        if duty is not None and duty.is_waiting:
            drop_duty(by=SYSTEM, duty=duty, reason=f"The act that began it no longer counts {mark_of(duty.id)}")
        return None
    due_at = end_of(start.counts_at, law.within)
    if duty is None and not person.may_be_child:
        return None
    if duty is None:
        return _open_clock(case, person, counted, law, start, due_at)
    began_anew = duty.dropped_at is not None and ended_by(duty) == duty.id
    if began_anew or duty.due_at != due_at:
        restart_duty(by=SYSTEM, duty=duty, due_at=due_at)
    return duty


def _says(duty: Duty, end: Act, *, is_stop: bool) -> bool:
    """Tell whether a closed duty says what the act that ends it now says, at its hour."""
    if not is_stop:
        return duty.drop_reason == _proof(end)
    return duty.proof == _proof(end) and duty.done_at == end.counts_at


def _proof(act: Act) -> str:
    """Return by what a clock ended, with the mark of the act: an act on paper says so, one that is no stop too."""
    unit = directory.name_of_unit(act.receiver_unit) if act.receiver_unit is not None else None
    by = unit.en if unit is not None else ""
    reference = act.answer_reference or act.reference
    how = {ActState.CONFIRMED: f"Confirmed by {by}", ActState.ATTESTED: f"On paper only, not confirmed by {by}"}
    said = ", ".join(part for part in (how[ActState(act.state)], reference) if part)
    return f"{'Ended, not kept. ' if act.kind.ends_all else ''}{said} {mark_of(act.id)}"


def _open_clock(
    case: Case, person: CasePerson, counted: ActClock, law: StatutoryClock, start: Act, due_at: datetime
) -> Duty:
    assert counted.words is not None
    audience = _seat(case, law.owner, start.receiver_unit) or case.home_unit
    return open_duty(
        by=SYSTEM,
        kind=counted.kind,
        subject=("case", case.id),
        title=counted.words.format(who=start.subject_words),
        owner_role=law.owner,
        owner_audience=audience,
        due_at=due_at,
        readers=start.readers,
        home_state=case.home_state,
        link=f"/cases/{case.id}/",
        escalate=[
            Step(STEP * number, role, seat)
            for number, role in enumerate(law.escalate, start=1)
            if (seat := _seat(case, role, start.receiver_unit)) is not None
        ],
        key=counted.key_of(case.id, person.id),
        opener_unit=case.home_unit,
    )


def _seat(case: Case, role: str, receiver: int | None) -> int | None:
    """Return the unit at which a role serves for a case: the receiver where it is of that kind, else the nearest."""
    kind = SEATS.get(role)
    if kind is None:
        return None
    if receiver is not None and directory.unit_of(receiver).kind == kind:
        return receiver
    place = case.place_id or directory.unit_of(case.home_unit).place_id
    found = directory.district_unit(place, kind) if place else None
    return found.audience if found is not None else None


def _follow_answer(case: Case, act: Act) -> None:
    """Keep one duty to answer at the receiver of a declared act, and none at any other."""
    is_void = case.is_void or (act.person is not None and act.person.is_void)
    stands = not is_void and act.state == ActState.DECLARED and not act.is_from_before
    wanted = f"act:{act.id}:{act.receiver_unit}"
    due_at = act.state_since + ANSWERED_WITHIN
    duties = {
        duty.key: duty
        for duty in Duty.objects.filter(
            subject_kind="case", subject_id=str(act.case_id), key__startswith=f"act:{act.id}:"
        )
    }
    for key, duty in duties.items():
        if not duty.is_waiting or (stands and key == wanted):
            continue
        if act.answered_at is not None and key == wanted and act.state in (ActState.CONFIRMED, ActState.CONTRADICTED):
            do_duty(by=SYSTEM, duty=duty, proof=act.state_words.en)
        else:
            drop_duty(by=SYSTEM, duty=duty, reason=act.state_words.en)
    if not stands or act.receiver_unit is None:
        return
    if (known := duties.get(wanted)) is not None:
        if known.due_at != due_at:
            restart_duty(by=SYSTEM, duty=known, due_at=due_at)
        return
    roles = answering_roles(act.kind, act.receiver_unit) or act.kind.receiving_roles
    open_duty(
        by=SYSTEM,
        kind=ANSWER,
        subject=("case", act.case_id),
        title=Bilingual("Confirm or contradict: {what}, {who}", "पुष्टि या खंडन करें: {what}, {who}").format(
            what=act.kind_words, who=act.subject_words
        ),
        owner_role=_role_at(act.receiver_unit, roles),
        owner_audience=act.receiver_unit,
        due_at=due_at,
        readers=act.readers,
        home_state=act.home_state,
        link=f"/acts/{act.id}/",
        escalate=_above(act.receiver_unit, case),
        key=wanted,
        opener_unit=act.maker_unit,
    )


def _follow_contradiction(case: Case, act: Act) -> None:
    """Keep a duty at the maker of an act while its receiver contradicts it."""
    stands = not case.is_void and act.state == ActState.CONTRADICTED and act.answered_at is not None
    key = f"contradicted:{act.id}"
    duty = Duty.objects.filter(key=key).first()
    if not stands:
        if duty is not None and duty.is_waiting:
            do_duty(by=SYSTEM, duty=duty, proof=act.state_words.en)
        return
    assert act.answered_at is not None
    due_at = act.answered_at + SETTLED_WITHIN
    if duty is not None:
        if duty.due_at != due_at:
            restart_duty(by=SYSTEM, duty=duty, due_at=due_at)
        return
    open_duty(
        by=SYSTEM,
        kind=CONTRADICTION,
        subject=("case", act.case_id),
        title=Bilingual("Contradicted: {what}, {who}", "खंडन हुआ: {what}, {who}").format(
            what=act.kind_words, who=act.subject_words
        ),
        owner_role=_role_at(act.maker_unit, [act.maker_role, *act.kind.makers]),
        owner_audience=act.maker_unit,
        due_at=due_at,
        readers=act.readers,
        home_state=act.home_state,
        link=f"/acts/{act.id}/",
        escalate=_above(act.maker_unit, case),
        key=key,
        opener_unit=act.receiver_unit,
    )


def _role_at(audience: int, roles: Sequence[str]) -> str:
    """Return the first of some roles that somebody holds at a unit today, the first of all where nobody does."""
    held = set(
        Grant.objects.filter(audience=audience, role__in=list(roles))
        .in_force(time.today())
        .values_list("role", flat=True)
    )
    return next((role for role in roles if role in held), next((role for role in roles if role), "ahtu_in_charge"))


def _above(audience: int, case: Case) -> list[Step]:
    """Return who hears of a silent unit: the unit above it, the district magistrate where its tree ends with it."""
    superior = directory.superior_of(audience)
    if superior is not None:
        posted = Grant.objects.filter(audience=superior, role__in=READ_CASES).in_force(time.today())
        role = posted.order_by("since", "id").values_list("role", flat=True).first()
        return [Step(timedelta(), role or "police_chief", superior)]
    seat = _seat(case, "district_magistrate", None)
    return [Step(timedelta(), "district_magistrate", seat)] if seat is not None else []
