"""Reads on advisories: the lists, one of them with its recipients as its reader may see them, what weighs on a seat."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from samanvay.access.models import Grant
from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.refusals import Unseen

from ...models import Advisory, AdvisoryMeasure, AdvisoryText, Measure, Recipient
from ..duties import ABOUT
from ..states import UNANSWERED, AdvisoryState, RecipientState
from .acted_on import ActedOn, summed

SENT, RECEIVED, ALL, DRAFTS = "sent", "received", "all", "drafts"
FATIGUE_WEEKS = 4
MANY_A_WEEK = 3


@dataclass(frozen=True, slots=True)
class AdvisoryFilters:
    """What a list of advisories is narrowed to. ``which``: sent by us, received, all that one may see, drafts."""

    which: str = ALL
    state: str = ""
    district: str = ""
    overdue: bool = False

    @property
    def is_narrowed(self) -> bool:
        return bool(self.state or self.district or self.overdue)


def advisories(actor: Actor, asked: AdvisoryFilters) -> QuerySet[Advisory]:
    """Return the advisories that the actor may see, the latest first."""
    require(actor, Permission.FACT_READ)
    found = Advisory.objects.filter(state=AdvisoryState.DRAFT) if asked.which == DRAFTS else Advisory.objects.sent()
    if asked.which in (SENT, DRAFTS):
        found = found.filter(home_unit__in=actor.units)
    if asked.which == RECEIVED:
        mine = Q()
        for held in actor.grants:
            mine |= Q(unit=held.audience, role=held.role)
        found = found.filter(_has(Recipient.objects.filter(mine) if actor.grants else Recipient.objects.none()))
    if asked.state == AdvisoryState.WITHDRAWN:
        found = found.filter(state=AdvisoryState.WITHDRAWN)
    elif asked.state:
        found = found.filter(_has(Recipient.objects.filter(state=asked.state)))
    if asked.district:
        found = found.filter(_has(Recipient.objects.filter(district=asked.district)))
    if asked.overdue:
        found = found.filter(_has(Recipient.objects.filter(pk__in=late_recipients())))
    return found.latest()


def _has(recipients: QuerySet[Recipient]) -> Exists:
    return Exists(recipients.filter(advisory=OuterRef("pk")))


def late_recipients() -> set[UUID]:
    """Return the recipients about which a duty is past its hour, as its reader may see them."""
    late = Duty.objects.overdue(clock.now()).filter(subject_kind=ABOUT)
    return {UUID(key) for key in late.values_list("subject_id", flat=True)}


def advisory_or_unseen(actor: Actor, key: UUID) -> Advisory:
    """Return an advisory that the actor sees. Raises Refused, Unseen."""
    require(actor, Permission.FACT_READ)
    found = Advisory.objects.filter(pk=key).exclude(state=AdvisoryState.DISCARDED).first()
    if found is None:
        raise Unseen
    return found


def recipient_or_unseen(actor: Actor, key: UUID) -> Recipient:
    """Return a recipient of an advisory that went out, whose row the actor sees. Raises Unseen."""
    found = Recipient.objects.filter(pk=key).select_related("advisory").first()
    if found is None or found.state == RecipientState.NAMED:
        raise Unseen
    return found


def text_of(advisory: Advisory, no: int | None = None) -> AdvisoryText:
    """Return the text of an advisory as it now stands, or another by its number. Raises Unseen."""
    found = advisory.texts.filter(no=no or advisory.text_no).first()
    if found is None:
        raise Unseen
    return found


def texts_of(advisory: Advisory) -> list[AdvisoryText]:
    """Return the texts of an advisory that were sent, the newest first; of a draft the last alone."""
    found = list(advisory.texts.order_by("-no"))
    if advisory.sent_at is None:
        return found[:1]
    return [each for number, each in enumerate(found) if number == 0 or found[number - 1].written_at > advisory.sent_at]


def titles_of(listed: Iterable[Advisory]) -> dict[UUID, AdvisoryText]:
    """Return the present text of each of several advisories."""
    numbers = {each.pk: each.text_no for each in listed}
    found = AdvisoryText.objects.filter(advisory__in=numbers)
    return {text.advisory_id: text for text in found if text.no == numbers[text.advisory_id]}


def measures_of(advisory: Advisory) -> list[AdvisoryMeasure]:
    """Return the measures of an advisory in the texts that were sent."""
    return list(advisory.measures.select_related("version_sent", "version_sent__measure").order_by("position"))


def recipients_of(advisory: Advisory) -> list[Recipient]:
    """Return the rows of recipients that the reader may see: all to the sender and those above, else their own."""
    return list(advisory.recipients.select_related("advisory").order_by("district", "role"))


def recipients_of_many(listed: Iterable[Advisory]) -> dict[UUID, list[Recipient]]:
    """Return for each of several advisories the rows that the reader may see."""
    found: dict[UUID, list[Recipient]] = defaultdict(list)
    for each in Recipient.objects.filter(advisory__in=list(listed)).order_by("district", "role"):
        found[each.advisory_id].append(each)
    return found


@dataclass(frozen=True, slots=True)
class OtherRecipient:
    """What one recipient is told of another: the district, and whether it has answered."""

    district: str
    has_answered: bool


def others_of(advisory: Advisory, seen: Iterable[Recipient]) -> list[OtherRecipient]:
    """Return the recipients whose rows the reader does not see, without a word of theirs."""
    known = {each.pk for each in seen}
    with acting_as(SYSTEM):
        rows = advisory.recipients.exclude(pk__in=known).values_list("district", "state")
        found = [OtherRecipient(district, state not in (*UNANSWERED, RecipientState.HELD)) for district, state in rows]
    return sorted(found, key=lambda each: each.district)


def advisories_from(actor: Actor, source: str, key: str) -> list[Advisory]:
    """Return the advisories that came from a finding or another source, the latest first."""
    return list(Advisory.objects.sent().filter(source=source, source_key=key).latest())


@dataclass(frozen=True, slots=True)
class AdvisoryLoad:
    """What came to a seat in the last four weeks: how many a week and officer, and the share that was acted on."""

    sent: int = 0
    a_week: float = 0.0
    acted: int = 0

    @property
    def is_much(self) -> bool:
        return self.a_week > MANY_A_WEEK


def advisory_load(seats: Iterable[tuple[int, str]]) -> dict[tuple[int, str], AdvisoryLoad]:
    """Return what weighs on seats (unit, role), whoever sent it; numbers alone, of no advisory."""
    wanted = set(seats)
    since = clock.now() - timedelta(weeks=FATIGUE_WEEKS)
    units = {unit for unit, _role in wanted}
    grants = Grant.objects.filter(audience__in=units, user__is_active=True).in_force(clock.today())
    officers: dict[tuple[int, str], int] = defaultdict(int)
    for audience, role in grants.values_list("audience", "role"):
        officers[audience, role] += 1
    rows: dict[tuple[int, str], list[Recipient]] = defaultdict(list)
    with acting_as(SYSTEM):
        for each in Recipient.objects.reached().filter(unit__in=units, sent_at__gte=since):
            rows[each.unit, each.role].append(each)
    return {
        seat: AdvisoryLoad(
            sent=len(rows[seat]),
            a_week=round(len(rows[seat]) / FATIGUE_WEEKS / max(1, officers[seat]), 2),
            acted=sum(each.is_acted_on for each in rows[seat]),
        )
        for seat in wanted
    }


@dataclass(frozen=True, slots=True)
class MeasureUse:
    """Where a measure was advised and what followed; ``declined`` holds the reasons that the reader may see."""

    outcome: ActedOn
    accepted: Sequence[str] = ()
    done: Sequence[str] = ()
    declined_at: Sequence[str] = ()
    declined: Sequence[tuple[str, str]] = ()


def use_of(actor: Actor, measure: Measure) -> MeasureUse:
    """Return what became of a measure wherever it was advised: counts to all, words to their readers.

    Which districts did it or declined, officers are told and partners are not.
    """
    asking = AdvisoryMeasure.objects.filter(measure_id=measure.pk).values("advisory")
    with acting_as(SYSTEM):
        reached = list(Recipient.objects.reached().filter(advisory__in=asking).exclude(state=RecipientState.WITHDRAWN))
    seen = Recipient.objects.filter(pk__in=[each.pk for each in reached], state=RecipientState.DECLINED)
    return MeasureUse(
        outcome=summed(reached),
        **(_where(reached) if holds(actor, Permission.FACT_READ) else {}),
        declined=[(each.district, each.decline_reason) for each in seen.order_by("district")],
    )


def _where(reached: Sequence[Recipient]) -> dict[str, list[str]]:
    return {
        "accepted": _districts(reached, (RecipientState.ACCEPTED,)),
        "done": _districts(reached, (RecipientState.DONE, RecipientState.TO_CHECK)),
        "declined_at": _districts(reached, (RecipientState.DECLINED,)),
    }


def _districts(reached: Iterable[Recipient], states: Sequence[str]) -> list[str]:
    return sorted({each.district for each in reached if each.state in states})


def done_in_practice(keys: Iterable[UUID]) -> dict[UUID, int]:
    """Return in how many districts each measure was carried out on an advisory."""
    found: dict[UUID, set[str]] = defaultdict(set)
    with acting_as(SYSTEM):
        rows = AdvisoryMeasure.objects.filter(measure_id__in=list(keys)).values_list("measure_id", "advisory_id")
        by_advisory: dict[UUID, list[UUID]] = defaultdict(list)
        for measure, advisory in rows:
            by_advisory[advisory].append(measure)
        done = Recipient.objects.filter(advisory__in=by_advisory, state=RecipientState.DONE)
        for advisory, district in done.values_list("advisory_id", "district"):
            for measure in by_advisory[advisory]:
                found[measure].add(district)
    return {key: len(districts) for key, districts in found.items()}
