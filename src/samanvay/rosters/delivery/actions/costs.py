"""What a batch cost in rupees, line by line, what of the way was planned, and what its trainers noted."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import check_pii, refuse_pii
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.recording.submissions import once

from ... import coordination
from ...batches import policies as batch_policies
from ...batches.states import TurnState
from ...models import Batch, BatchNote, Cost, Guest, Plan, Turn
from ...plans import policies as plan_policies
from ...travel import Travel, travel_of_batches
from .. import events
from ..readers import read_by_runners

LONGEST_WORDS, LONGEST_NOTE, LONGEST_REASON = 160, 2000, 300
MOST_RUPEES = Decimal(10**9)
COST_KINDS: dict[str, Bilingual] = {
    Cost.Kind.TRAVEL: Bilingual("Travel", "यात्रा"),
    Cost.Kind.LODGING: Bilingual("Lodging", "आवास"),
    Cost.Kind.FOOD: Bilingual("Food", "भोजन"),
    Cost.Kind.HALL: Bilingual("Hall", "सभागार"),
    Cost.Kind.FEE: Bilingual("Fees", "मानदेय"),
    Cost.Kind.PRINT: Bilingual("Printing", "मुद्रण"),
    Cost.Kind.OTHER: Bilingual("Other", "अन्य"),
}


@dataclass(frozen=True, slots=True)
class BatchCost:
    """What a batch cost: rupees by kind, how many came (members and guests), and what the way was planned to take."""

    batch: Batch
    by_kind: Mapping[str, Decimal]
    came: int
    travel: Travel | None

    @property
    def total(self) -> Decimal:
        return sum(self.by_kind.values(), Decimal(0))

    @property
    def per_person(self) -> Decimal | None:
        """Rupees for each who came; None where nobody came yet."""
        return self.total / self.came if self.came else None


def costs_of(actor: Actor, batch: Batch) -> list[Cost]:
    """Return the lines of a batch's cost that stand, for those who run it. Raises Refused."""
    batch_policies.may_run(actor, batch)
    with reading(SYSTEM):
        return list(Cost.objects.filter(batch=batch, voided_at=None).order_by("written_at", "id"))


def cost_of(actor: Actor, batch: Batch) -> BatchCost:
    """Return what a batch cost, for those who run it. Raises Refused."""
    batch_policies.may_run(actor, batch)
    with reading(SYSTEM):
        return _costs([batch], travel_of_batches([batch]))[0]


def costs_of_plan(actor: Actor, plan: Plan) -> list[BatchCost]:
    """Return what each batch of a plan cost, by label, for who coordinates training. Raises Refused."""
    plan_policies.may_change_plan(actor, plan)
    with reading(SYSTEM):
        batches = Batch.objects.filter(plan=plan).standing().select_related("centre", "district").order_by("label")
        return _costs(list(batches), {})


def _costs(batches: list[Batch], travel: Mapping[UUID, Travel]) -> list[BatchCost]:
    keys = [each.pk for each in batches]
    sums: dict[UUID, dict[str, Decimal]] = {}
    rows = Cost.objects.filter(batch__in=keys, voided_at=None).values_list("batch", "kind")
    for batch, kind, amount in rows.annotate(amount=Sum("amount")).order_by():
        sums.setdefault(batch, {})[kind] = amount
    came: dict[UUID, int] = {}
    turns = Turn.objects.filter(batch__in=keys, state=TurnState.CAME).values_list("batch")
    guests = Guest.objects.filter(batch__in=keys, came=True).values_list("batch")
    for counted in (turns, guests):
        for batch, count in counted.annotate(n=Count("id")).order_by():
            came[batch] = came.get(batch, 0) + count
    return [BatchCost(each, sums.get(each.pk, {}), came.get(each.pk, 0), travel.get(each.pk)) for each in batches]


def write_cost(
    *,
    by: Actor,
    batch: Batch,
    kind: str,
    amount: Decimal,
    words: str = "",
    pii_answer: str = "",
    submission_id: UUID | None = None,
) -> Cost:
    """Write a line of what a batch cost, in rupees with paise; the same submission twice gives the first.

    Raises Refused, Invalid, PersonalDataFound.
    """
    batch_policies.may_run(by, batch)
    if kind not in COST_KINDS:
        raise Invalid("kind", _("Choose from the list."))
    if not amount.is_finite() or not 0 < amount < MOST_RUPEES:
        raise Invalid("amount", _("Enter an amount in rupees above 0."))
    words = " ".join(words.split())
    if len(words) > LONGEST_WORDS:
        raise Invalid("words", _("At most %(n)d characters.") % {"n": LONGEST_WORDS})
    check_pii("words", words, by=by, pii_answer=pii_answer)
    submission = submission_id or uuid7()
    with (
        operation(events.COST_WRITTEN, by=by, target=("batch", batch.id), readers=batch.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        if known := once(op, Cost, submission, written_by=by.id):
            return known
        made = Cost.objects.create(
            batch=batch, kind=kind, amount=round(amount, 2), words=words, written_at=clock.now(), written_by=by.id,
            submission_id=submission, **read_by_runners(batch),
        )  # fmt: skip
        op.add(of_kind=kind, amount=str(made.amount))
    return made


def void_cost(*, by: Actor, batch: Batch, key: UUID, reason: str) -> Cost:
    """Strike a line of a batch's cost out with the reason, in which nothing points at somebody.

    Raises Refused, Unseen, Invalid.
    """
    batch_policies.may_run(by, batch)
    reason = _reason(reason)
    with (
        operation(events.COST_VOIDED, by=by, target=("batch", batch.id), readers=batch.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        found = Cost.objects.filter(batch=batch, pk=key, voided_at=None).first()
        if found is None:
            raise Unseen
        op.add(cost=key)
        found.revise(expected=None, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": reason})
    return found


def _reason(reason: str) -> str:
    kept = " ".join(reason.split())
    if not kept or len(kept) > LONGEST_REASON:
        raise Invalid("reason", _("Give the reason, in at most %(n)d characters.") % {"n": LONGEST_REASON})
    refuse_pii("reason", kept)
    return kept


def notes_of(actor: Actor, batch: Batch) -> list[BatchNote]:
    """Return what was noted of a batch, the latest first, for those who run it. Raises Refused."""
    batch_policies.may_run(actor, batch)
    with reading(SYSTEM):
        return list(BatchNote.objects.filter(batch=batch, voided_at=None).order_by("-written_at", "-id"))


def write_note(
    *, by: Actor, batch: Batch, words: str, pii_answer: str = "", submission_id: UUID | None = None
) -> BatchNote:
    """Write down what whoever taught noted; the same submission twice gives the first.

    Raises Refused, Invalid, PersonalDataFound.
    """
    batch_policies.may_run(by, batch)
    words = words.strip()
    if not words or len(words) > LONGEST_NOTE:
        raise Invalid("words", _("Describe it in at most %(n)d characters.") % {"n": LONGEST_NOTE})
    found = check_pii("words", words, by=by, pii_answer=pii_answer)
    submission = submission_id or uuid7()
    with (
        operation(events.NOTE_WRITTEN, by=by, target=("batch", batch.id), readers=batch.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        if known := once(op, BatchNote, submission, written_by=by.id):
            return known
        made = BatchNote.objects.create(
            batch=batch, words=words, written_at=clock.now(), written_by=by.id,
            submission_id=submission, **read_by_runners(batch),
        )  # fmt: skip
        op.add(names_nobody=bool(found))
    return made


def void_note(*, by: Actor, batch: Batch, key: UUID, reason: str) -> BatchNote:
    """Strike a note out with the reason, in which nothing points at somebody. Raises Refused, Unseen, Invalid."""
    batch_policies.may_run(by, batch)
    reason = _reason(reason)
    with (
        operation(events.NOTE_VOIDED, by=by, target=("batch", batch.id), readers=batch.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        found = BatchNote.objects.filter(batch=batch, pk=key, voided_at=None).first()
        if found is None:
            raise Unseen
        found.revise(expected=None, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": reason})
    return found


def plans_with_costs(actor: Actor) -> list[Plan]:
    """Return the published plans whose costs somebody may take away, the latest first. Raises Refused."""
    unit = coordination.may_coordinate(actor)
    found = Plan.objects.published().filter(home_state=unit.home_state)
    return list(found.order_by("-monday", "-published_at"))
