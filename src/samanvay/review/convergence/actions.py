"""The projector of meetings over cases: who wrote what down in a case, read anew whenever something happens to it.

Idempotent and rebuildable: a row follows from the rows of the case, its team, its duties and the log alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from samanvay.access.models import Grant, TeamMember
from samanvay.acts import events as of_acts
from samanvay.audit.models import Amendment, Event
from samanvay.audit.operations import operation
from samanvay.cases import events as cases
from samanvay.cases.kinds import EventKind
from samanvay.cases.models import Case, CaseEvent, CaseItem, CaseLeg, CasePerson
from samanvay.cases.numbers import district_of
from samanvay.cases.tasks import TAKE_OVER
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.documents.models import Document
from samanvay.duties import events as duties
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM

from ..models import CaseMeeting
from . import events

AT_ONCE = 500
SOON = timedelta(days=7)
AMENDED = tuple(model._meta.model_name for model in (Case, CaseEvent, CaseLeg, CaseItem, CasePerson))
# Acts that leave no row with their hour, only their event.
LOGGED = (cases.CASE_MOVED.code, cases.CASE_OWNER_CHANGED.code, *(kind.code for kind in of_acts.CHANGING))


@dataclass(frozen=True, slots=True)
class _Act:
    """One act: when, by whom, of a case."""

    at: datetime
    actor: UUID


@dataclass(slots=True)
class _Material:
    """What the rows of some cases are made of, read once."""

    acts: dict[UUID, list[_Act]] = field(default_factory=lambda: defaultdict(list))
    from_sheet: set[UUID] = field(default_factory=set)
    duties: dict[UUID, list[Duty]] = field(default_factory=lambda: defaultdict(list))
    handovers: dict[UUID, list[CaseEvent]] = field(default_factory=lambda: defaultdict(list))
    team: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    grants: dict[UUID, list[Grant]] = field(default_factory=lambda: defaultdict(list))
    units: dict[int, Unit] = field(default_factory=dict)

    def unit_at(self, user: UUID, at: datetime, readers: Sequence[int]) -> Unit | None:
        """Return the unit at which somebody served at a moment: one that sees the case before any other."""
        day = at.astimezone(clock.INDIA).date()
        held = [
            grant
            for grant in self.grants[user]
            if grant.since <= day and (grant.until is None or grant.until >= day)
            and (grant.ended_at is None or grant.ended_at > at)
        ]  # fmt: skip
        held.sort(key=lambda grant: grant.audience not in readers)
        return self.units.get(held[0].audience) if held else None

    def district(self, unit: Unit | None) -> str:
        place = district_of(unit) if unit is not None else None
        return place.key if place is not None else ""


def meet(case_ids: Iterable[UUID]) -> int:
    """Bring the rows of cases to what they now say; returns how many stand. Works inside the caller's operation."""
    keys = list(dict.fromkeys(case_ids))
    standing = list(Case.objects.standing().filter(pk__in=keys).select_related("place"))
    CaseMeeting.objects.filter(pk__in=keys).delete()
    material = _read(standing)
    CaseMeeting.objects.bulk_create([_row(case, material) for case in standing], batch_size=AT_ONCE)
    return len(standing)


def rebuild_convergence() -> int:
    """Make every row anew and return how many there are. Each batch is an operation of its own."""
    count = 0
    with operation(events.CONVERGENCE_REBUILT, by=SYSTEM) as op:
        keys = list(Case.objects.order_by("pk").values_list("pk", flat=True))
        CaseMeeting.objects.exclude(pk__in=keys).delete()
        op.add(cases=len(keys))
    for some in _in_batches(keys):
        with operation(events.CONVERGENCE_REBUILT, by=SYSTEM) as op:
            done = meet(some)
            op.add(standing=done)
        count += done
    return count


def _in_batches(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def _read(standing: Sequence[Case]) -> _Material:
    material = _Material()
    keys = [case.pk for case in standing]
    words = [str(key) for key in keys]
    _read_acts(standing, material)
    opened = Event.objects.filter(subject_kind="case", subject_id__in=words, kind=cases.CASE_OPENED.code)
    material.from_sheet = {UUID(event.subject_id) for event in opened if "row" in event.detail}
    for duty in Duty.objects.filter(subject_kind="case", subject_id__in=words, done_at__isnull=False):
        case_id = UUID(duty.subject_id)
        material.duties[case_id].append(duty)
        if duty.done_at and duty.done_by not in (None, SYSTEM.id):
            material.acts[case_id].append(_Act(duty.done_at, duty.done_by))
    asked = CaseEvent.objects.filter(case__in=keys, kind=EventKind.HANDOVER, to_unit__isnull=False, voided_at=None)
    for happening in asked:
        material.handovers[happening.case_id].append(happening)
    for record, user in TeamMember.objects.filter(record_id__in=keys, until=None).values_list("record_id", "user_id"):
        material.team[record].add(user)
    people = {act.actor for acts in material.acts.values() for act in acts}
    people |= {user for users in material.team.values() for user in users}
    for grant in Grant.objects.filter(user__in=people).order_by("since", "id"):
        material.grants[grant.user_id].append(grant)
    audiences = {grant.audience for grants in material.grants.values() for grant in grants}
    audiences |= {case.home_unit for case in standing}
    audiences |= {each.to_unit for asked in material.handovers.values() for each in asked if each.to_unit is not None}
    material.units = directory.units_of(audiences)
    return material


def _read_acts(standing: Sequence[Case], material: _Material) -> None:
    """Read what counts as acting: whatever somebody wrote down in the case and still stands. Reading is no act."""
    keys = [case.pk for case in standing]
    acts = material.acts
    case_of = {key: key for key in keys}
    for case in standing:
        acts[case.pk].append(_Act(case.opened_at, case.opened_by))
    for model, at, by in (
        (CaseEvent, "recorded_at", "recorded_by"),
        (CaseLeg, "recorded_at", "recorded_by"),
        (CaseItem, "recorded_at", "recorded_by"),
        (CasePerson, "added_at", "added_by"),
    ):
        rows = model.objects.filter(case__in=keys, voided_at__isnull=True)
        for key, case_id, moment, actor in rows.values_list("pk", "case_id", at, by):
            case_of[key] = case_id
            acts[case_id].append(_Act(moment, actor))
    added = Document.objects.filter(of="case", record_id__in=keys, voided_at=None)
    for case_id, moment, actor in added.values_list("record_id", "added_at", "added_by"):
        acts[case_id].append(_Act(moment, actor))
    corrected = Amendment.objects.filter(target_kind__in=AMENDED, target_id__in=list(case_of)).exclude(field="readers")
    for target, moment, actor in corrected.exclude(by=SYSTEM.id).values_list("target_id", "at", "by"):
        acts[case_of[target]].append(_Act(moment, actor))
    moved = Event.objects.filter(subject_kind="case", subject_id__in=[str(key) for key in keys], kind__in=LOGGED)
    for subject, moment, actor in moved.values_list("subject_id", "at", "actor"):
        acts[UUID(subject)].append(_Act(moment, actor))


def _row(case: Case, material: _Material) -> CaseMeeting:
    home = material.units.get(case.home_unit)
    first: dict[str, datetime] = {}
    units: dict[int, Unit] = {}
    for act in sorted(material.acts[case.pk], key=lambda each: each.at):
        unit = material.unit_at(act.actor, act.at, case.readers)
        if unit is not None:
            first.setdefault(unit.compartment, act.at)
            units[unit.audience] = unit
    for user in material.team[case.pk]:
        if (unit := material.unit_at(user, clock.now(), case.readers)) is not None:
            units[unit.audience] = unit
    hours, takers = _taken_over(case, material)
    units |= {unit.audience: unit for unit in takers}
    districts = sorted({material.district(unit) for unit in units.values()} - {""})
    across = any(home is not None and unit.compartment != home.compartment for unit in takers)
    place = case.place
    where = place.key if place is not None and place.kind == "district" else (place.district_id or "") if place else ""
    return CaseMeeting(
        id=case.pk,
        opened_at=case.opened_at,
        district=material.district(home) or where,
        is_from_sheet=case.pk in material.from_sheet,
        compartments=list(first),
        in_a_week=sum(at <= case.opened_at + SOON for at in first.values()),
        asked=len(material.handovers[case.pk]),
        hours=hours,
        took_part=districts,
        is_joint=len(districts) > 1 or across,
        **case.ownership(),
    )


def _taken_over(case: Case, material: _Material) -> tuple[list[float], list[Unit]]:
    """Return how many hours each hand-over took, and the units that took people over."""
    done = {duty.key: duty for duty in material.duties[case.pk] if duty.kind == TAKE_OVER.code}
    hours, takers = [], []
    for happening in material.handovers[case.pk]:
        duty = done.get(f"takeover:{happening.pk}")
        if duty is None or duty.done_at is None:
            continue
        hours.append((duty.done_at - happening.recorded_at).total_seconds() / 3600)
        unit = material.units.get(happening.to_unit or 0)
        if unit is not None:
            takers.append(unit)
    return hours, takers


def cases_of(happened: Sequence[Event]) -> list[UUID]:
    """Return the cases that events of cases and of their duties concern."""
    found = []
    for event in happened:
        kind, key = (event.subject_kind, event.subject_id)
        if event.kind == duties.DUTY_DONE.code:
            kind, key = event.detail["subject"]
        if kind == "case":
            found.append(UUID(key))
    return list(dict.fromkeys(found))
