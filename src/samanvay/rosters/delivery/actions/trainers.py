"""Who teaches in a batch: proposed by what the course needs, assigned with a duty, released, away on some days."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.models import Grant, User
from samanvay.audit.operations import operation
from samanvay.duties.actions.duties import do_duty, drop_duty, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import refuse_pii
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay.law.audiences import EVERYBODY
from samanvay.recording.submissions import once
from samanvay.training.models import ResourcePerson

from ... import coordination
from ...batches import policies as batch_policies
from ...batches.capacity import is_called_off
from ...batches.states import BatchState
from ...models import Batch, BatchTrainer, TrainerAway
from .. import events
from ..duty_kinds import TEACH
from ..readers import read_by_everybody

BEGINS = time(9)
STANDING = (BatchState.PLANNED, BatchState.CALLED)
LONGEST_REASON = 300
LONGEST_AWAY = 366
AT_ONCE = 200


def trainers_of(batches: Iterable[Batch]) -> dict[UUID, list[BatchTrainer]]:
    """Return who teaches in batches, by the key of the batch."""
    found: dict[UUID, list[BatchTrainer]] = {}
    rows = BatchTrainer.objects.filter(batch__in=list(batches), voided_at=None).select_related("person")
    for each in rows.order_by("set_at", "id"):
        found.setdefault(each.batch_id, []).append(each)
    return found


def taught_by(person: ResourcePerson, *, since: date) -> list[BatchTrainer]:
    """Return the batches of published plans, and those made by hand, in which somebody teaches from a day on."""
    told = Batch.objects.told().standing().filter(ends_on__gte=since)
    rows = BatchTrainer.objects.filter(person=person, voided_at=None, batch__in=told)
    return list(rows.select_related("batch__centre", "batch__district").order_by("batch__starts_on", "id"))


def away_of(person: ResourcePerson) -> list[TrainerAway]:
    """Return the days on which somebody cannot teach, those to come, in their order."""
    found = TrainerAway.objects.filter(person=person, voided_at=None, last_day__gte=clock.today())
    return list(found.order_by("first_day"))


def assign_trainer(*, by: Actor, batch: Batch, person: ResourcePerson) -> BatchTrainer:
    """Assign somebody who agreed to teach; they get a notice and a duty. Again it gives the same.

    Raises Refused, Invalid for somebody who is away, teaches elsewhere on these days, or left their post.
    """
    batch_policies.may_run(by, batch)
    may_staff(batch)
    with operation(events.TRAINER_SET, by=by, target=("batch", batch.id), readers=batch.readers) as op:
        # Two who assign the same person wait for each other.
        person = ResourcePerson.objects.select_for_update().get(pk=person.pk)
        known = BatchTrainer.objects.filter(batch=batch, person=person, voided_at=None).first()
        if known is not None:
            op.keep_silent()
            return known
        if person.consented_at is None:
            raise Invalid("person", _("This person has not agreed to teach."))
        if _is_away(person, batch):
            raise Invalid("person", _("This person is away on these days."))
        other = _booked(person, batch)
        if other is not None:
            raise Invalid("person", _("This person teaches %(batch)s on these days.") % {"batch": other.label})
        made = place_trainer(batch, person, by=by)
        op.add(person=person.pk)
    return made


def may_staff(batch: Batch) -> None:
    """Refuse a batch that is over, was called off, or is of a plan that does not hold. Raises Invalid."""
    if batch.state not in STANDING:
        raise Invalid("state", _("Not possible now. Status of the batch: %(state)s.") % {"state": batch.state_words})
    if batch.plan is not None and batch.plan.state != "published":
        raise Invalid("state", _("Trainers can be assigned after the plan is published."))


def _is_away(person: ResourcePerson, batch: Batch) -> bool:
    away = TrainerAway.objects.filter(person=person, voided_at=None)
    return away.filter(first_day__lte=batch.ends_on, last_day__gte=batch.starts_on).exists()


def _booked(person: ResourcePerson, batch: Batch) -> Batch | None:
    held = Batch.objects.told().standing().filter(starts_on__lte=batch.ends_on, ends_on__gte=batch.starts_on)
    return held.filter(trainers__person=person, trainers__voided_at=None).exclude(pk=batch.pk).first()


def place_trainer(batch: Batch, person: ResourcePerson, *, by: Actor) -> BatchTrainer:
    """Write that somebody teaches and open their duty, inside the caller's operation. Raises Invalid without a post."""
    made = BatchTrainer.objects.create(
        batch=batch, person=person, set_at=clock.now(), set_by=by.id, **read_by_everybody(batch)
    )
    if not _ask(made, batch):
        raise Invalid("person", _("This person is not posted anywhere now."))
    return made


def _ask(made: BatchTrainer, batch: Batch) -> bool:
    """Open the duty of a trainer for the days as they now are; tells whether they serve anywhere."""
    person = made.person.person
    grants = Grant.objects.filter(user=person, user__is_active=True).in_force(clock.today())
    grant = grants.order_by("since", "id").first()
    if grant is None:
        return False
    open_duty(
        by=SYSTEM,
        kind=TEACH,
        subject=("batch", batch.pk),
        title=Bilingual(f"Teach in batch {batch.label}", f"बैच {batch.label} में प्रशिक्षण दें"),
        owner_role=grant.role,
        owner_audience=grant.audience,
        owner_user=User.objects.get(pk=person),
        due_at=datetime.combine(batch.starts_on, BEGINS, clock.INDIA),
        readers=[],
        home_state=batch.home_state,
        link=f"/rosters/batches/{batch.pk}/teaching/",
        key=f"{_key(made)}{batch.sequence}",
    )
    return True


def _key(made: BatchTrainer) -> str:
    return f"training:teach:{made.pk}:"


def _drop_duties(made: BatchTrainer, reason: str) -> None:
    for duty in Duty.objects.waiting().filter(kind=TEACH.code, key__startswith=_key(made)):
        drop_duty(by=SYSTEM, duty=duty, reason=reason)


def assignment_or_unseen(batch: Batch, key: UUID) -> BatchTrainer:
    """Return one who teaches in a batch. Raises Unseen."""
    found = BatchTrainer.objects.filter(batch=batch, pk=key, voided_at=None).select_related("person").first()
    if found is None:
        raise Unseen
    return found


def release_trainer(*, by: Actor, made: BatchTrainer, reason: str) -> BatchTrainer:
    """Take somebody off a batch with the reason; their duty falls away. Raises Refused, Invalid.

    In the reason nothing points at somebody.
    """
    batch_policies.may_run(by, made.batch)
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid("reason", _("Give the reason, in at most %(n)d characters.") % {"n": LONGEST_REASON})
    refuse_pii("reason", reason)
    batch = made.batch
    with operation(events.TRAINER_RELEASED, by=by, target=("batch", batch.id), readers=batch.readers) as op:
        op.add(person=made.person_id)
        made.revise(expected=None, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": reason})
        with acting_as(SYSTEM, op=op.id):
            _drop_duties(made, _("The trainer was removed from the batch."))
    return made


def set_away(
    *, by: Actor, person: ResourcePerson, first_day: date, last_day: date, submission_id: UUID | None = None
) -> TrainerAway:
    """Enter days on which somebody cannot teach; the same submission twice gives the first. Raises Refused, Invalid."""
    _may_keep_days(by, person)
    if last_day < first_day:
        raise Invalid("last_day", _("The last day is before the first."))
    if last_day < clock.today() or (last_day - first_day).days > LONGEST_AWAY:
        raise Invalid("last_day", _("Enter future days, at most one year ahead."))
    submission = submission_id or uuid7()
    with operation(events.TRAINER_AWAY, by=by, target=("resource person", person.pk), readers=EVERYBODY) as op:
        if known := once(op, TrainerAway, submission, set_by=by.id):
            return known
        made = TrainerAway.objects.create(
            person=person, first_day=first_day, last_day=last_day, set_at=clock.now(), set_by=by.id,
            submission_id=submission, readers=list(EVERYBODY), home_unit=person.home_unit,
            home_state=person.home_state,
        )  # fmt: skip
        op.add(first_day=first_day, last_day=last_day)
    return made


def void_away(*, by: Actor, away: TrainerAway) -> TrainerAway:
    """Strike days away out: the person can teach then. Raises Refused."""
    _may_keep_days(by, away.person)
    with operation(events.TRAINER_BACK, by=by, target=("resource person", away.person_id), readers=EVERYBODY):
        away.revise(expected=None, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": "back"})
    return away


def away_or_unseen(actor: Actor, key: UUID) -> TrainerAway:
    """Return days away of somebody's own. Raises Unseen."""
    found = TrainerAway.objects.filter(pk=key, voided_at=None, person__person=actor.id).select_related("person").first()
    if found is None:
        raise Unseen
    return found


def _may_keep_days(by: Actor, person: ResourcePerson) -> None:
    unit = coordination.coordinating_unit(by)
    if person.person != by.id and (unit is None or unit.home_state != person.home_state):
        raise Refused(_("You do not have permission. The trainer or a training coordinator can enter days away."))


def overlapping(person: ResourcePerson, away: TrainerAway) -> Sequence[BatchTrainer]:
    """Return the batches of somebody that fall into days away: whoever runs them needs another."""
    return [
        each
        for each in taught_by(person, since=clock.today())
        if each.batch.starts_on <= away.last_day and each.batch.ends_on >= away.first_day
    ]


def follow_trainers(batch: Batch) -> None:
    """Move the duties of a batch's trainers with it, or let them fall away where it was called off.

    Inside the caller's operation, as the machinery.
    """
    stands = batch.state in STANDING and not is_called_off(batch)
    for made in BatchTrainer.objects.filter(batch=batch, voided_at=None).select_related("person"):
        for duty in Duty.objects.waiting().filter(kind=TEACH.code, key__startswith=_key(made)):
            if duty.key != f"{_key(made)}{batch.sequence}" or not stands:
                drop_duty(by=SYSTEM, duty=duty, reason=_("The batch was moved or cancelled."))
        if stands:
            _ask(made, batch)


def close_teaching(limit: int = AT_ONCE) -> int:
    """Close the duties of trainers whose batch has begun; returns how many. Called every round of the ticker."""
    with reading(SYSTEM):
        begun = Duty.objects.waiting().filter(kind=TEACH.code, due_at__lte=clock.now())
        found = list(begun.order_by("due_at")[:limit])
    for duty in found:
        do_duty(by=SYSTEM, duty=duty)
    return len(found)
