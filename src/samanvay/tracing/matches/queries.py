"""What may be asked about pairs; the rows are those that the actor reads, the other side comes masked."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from samanvay.access.permissions import Permission
from samanvay.access.policies import units_with
from samanvay.directory.kinds import DISTRICT_HEADS
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, current_operation
from samanvay.kernel.refusals import Unseen

from ..models import Acceptance, Candidate, CodedEntry, Entry, Judgement, Restoration
from ..models.candidate import CandidateQuerySet
from ..states import Band, CandidateState, Verdict
from .policies import AGREED, may_read_candidate

BEST = 10
UNDO_WITHIN = timedelta(minutes=10)
JOINED = (CandidateState.SAME, *AGREED)
MOST_JOINED = 50


def candidate_or_unseen(actor: Actor, candidate_id: UUID, *, lock: bool = False) -> Candidate:
    """Return a pair that the actor reads. Raises Unseen, Refused where they read no register at either side."""
    rows = Candidate.objects.select_for_update() if lock else Candidate.objects.all()
    found = rows.filter(pk=candidate_id).first()
    if found is None:
        raise Unseen
    may_read_candidate(actor, found)
    return found


def candidates_read(actor: Actor) -> CandidateQuerySet:
    """Return the pairs of both sides' units at which the actor reads registers."""
    rows: CandidateQuerySet = Candidate.objects.all()
    if actor.is_system:
        return rows
    units = list(units_with(actor, Permission.TRACING_READ))
    return rows.filter(Q(left_units__overlap=units) | Q(right_units__overlap=units))


@dataclass(frozen=True, slots=True)
class Matches:
    """The best pairs of an entry; ``is_prepared`` is false while the machine has not looked for them yet."""

    entry: Entry
    pairs: list[Candidate]
    is_prepared: bool


def best_for(actor: Actor, entry: Entry) -> Matches:
    """Return the best pairs of an entry that the actor reads, those that wait first, and whether they are prepared."""
    mine = candidates_read(actor).filter(Q(left=entry) | Q(right=entry)).exclude(state=CandidateState.LAPSED)
    pairs = sorted(mine.best_first()[: BEST * 3], key=lambda pair: not pair.is_waiting)[:BEST]
    with acting_as(SYSTEM, op=current_operation()):
        looked = CodedEntry.objects.filter(entry=entry, looked_at__isnull=False).exists()
    return Matches(entry, pairs, looked or not _is_sought(entry))


def _is_sought(entry: Entry) -> bool:
    return not entry.is_void and entry.state == "open"


@dataclass(frozen=True, slots=True)
class QueueFilters:
    """What the queue is narrowed to; an empty value narrows nothing."""

    band: str = ""
    state: str = ""
    mine: bool = False
    child: bool = False
    district: str = ""
    waited: timedelta | None = None


def queue(actor: Actor, filters: QueueFilters) -> CandidateQuerySet:
    """Return the pairs that wait for somebody and that the actor reads, the heaviest first.

    A district narrows to pairs of which a side of the actor's own lies there: where the other side is must not be
    found out by asking for one district after another.
    """
    found = candidates_read(actor)
    found = found.filter(state=filters.state) if filters.state else found.waiting()
    if filters.band:
        found = found.filter(band=filters.band)
    elif not filters.state:
        # What is weak waits for whoever asks for it: nobody is worn out by it.
        found = found.exclude(band=Band.WEAK, state=CandidateState.PROPOSED)
    if filters.child:
        found = found.filter(may_be_child=True)
    if filters.waited is not None:
        found = found.filter(proposed_at__lt=clock.now() - filters.waited)
    if filters.mine:
        own = Entry.objects.filter(owner_id=actor.id).values("id")
        found = found.filter(Q(left__in=own) | Q(right__in=own))
    if filters.district:
        there = [unit.audience for unit in Unit.objects.filter(place_id=filters.district)]
        mine = list(units_with(actor, Permission.TRACING_READ))
        found = found.filter(
            Q(left_units__overlap=there) & Q(left_units__overlap=mine)
            | Q(right_units__overlap=there) & Q(right_units__overlap=mine)
        )
    return found.best_first()


def districts_of(actor: Actor) -> list[tuple[str, str]]:
    """Return the districts in which an actor reads both their own and others' entries: key and name."""
    units = list(units_with(actor, Permission.TRACING_READ))
    under = Unit.objects.open(clock.today()).filter(kind__in=sorted(DISTRICT_HEADS), place__isnull=False)
    above = set(Unit.objects.filter(audience__in=units).values_list("kind", flat=True))
    if above.isdisjoint({"state_police", "state_bureau", "zone", "range", "welfare_department"}):
        return []
    places = {unit.place_id: str(unit.place.names) for unit in under.select_related("place") if unit.place is not None}
    return sorted(((str(key), name) for key, name in places.items()), key=lambda each: each[1])


def neighbours_in_queue(actor: Actor, candidate: Candidate) -> tuple[UUID | None, UUID | None]:
    """Return the pairs before and after one in the queue of what waits."""
    waiting = queue(actor, QueueFilters()).exclude(pk=candidate.pk)
    heavier = Q(weight__gt=candidate.weight) | Q(weight=candidate.weight, id__lt=candidate.id)
    before = waiting.filter(heavier).order_by("weight", "-id").values_list("id", flat=True).first()
    after = waiting.exclude(heavier).values_list("id", flat=True).first()
    return before, after


def restoration_of(actor: Actor, candidate: Candidate) -> Restoration | None:
    """Return the way home of a pair's found person, where the actor reads it."""
    return Restoration.objects.filter(found=candidate.right_id).first()


def entries_of(pairs: Iterable[Candidate]) -> dict[UUID, Entry]:
    """Return the entries of pairs as the system reads them: for whoever masks them afterwards, never for a page."""
    ids = {key for pair in pairs for key in (pair.left_id, pair.right_id)}
    with acting_as(SYSTEM, op=current_operation()):
        found = Entry.objects.select_related("place__district", "place__state", "home__district", "home__state")
        return found.in_bulk(ids)


def waiting_for_matcher() -> int:
    """Return how many entries that are sought were not compared yet."""
    return CodedEntry.objects.filter(is_sought=True, looked_at__isnull=True).count()


def judgement_or_unseen(actor: Actor, key: UUID) -> Judgement:
    """Return a judgement of a pair that the actor reads. Raises Unseen, Refused."""
    found = Judgement.objects.filter(pk=key).first()
    if found is None:
        raise Unseen
    found.candidate = candidate_or_unseen(actor, found.candidate_id)
    return found


def just_rejected(actor: Actor) -> QuerySet[Judgement]:
    """Return the rejections of the actor's last ten minutes that stand, latest first."""
    own = Judgement.objects.filter(by=actor.id, verdict=Verdict.DIFFERENT, withdrawn_at__isnull=True)
    recent = own.filter(at__gte=clock.now() - UNDO_WITHIN).exclude(candidate__state__in=AGREED)
    return recent.select_related("candidate").order_by("-at", "-id")


def judgements_of(candidate: Candidate) -> list[Judgement]:
    """Return what was said of a pair, also what was withdrawn, as far as the one who asks reads it."""
    found = list(Judgement.objects.filter(candidate=candidate))
    for each in found:
        each.candidate = candidate
    return found


def acceptances_read(candidate: Candidate) -> set[UUID]:
    """Return the acceptances of a pair, by id, that the one who asks reads."""
    return set(Acceptance.objects.filter(candidate=candidate).values_list("id", flat=True))


def standing_judgements(candidate: Candidate) -> QuerySet[Judgement]:
    """Return what was said of a pair and not withdrawn, as far as the one who asks reads it, oldest first."""
    return Judgement.objects.filter(candidate=candidate, withdrawn_at__isnull=True).order_by("at", "id")


def sides_apart(candidate: Candidate) -> set[str]:
    """Return the sides that reject a pair, as the system reads it: that they do is told to both, their words are not.

    Empty stands for somebody above both.
    """
    with acting_as(SYSTEM, op=current_operation()):
        rejecting = standing_judgements(candidate).filter(verdict=Verdict.DIFFERENT)
        return set(rejecting.values_list("side", flat=True))


def standing_acceptances(candidate: Candidate) -> list[Acceptance]:
    """Return the acceptances of both sides that stand, as the system reads them: for policies, never for a page."""
    with acting_as(SYSTEM, op=current_operation()):
        return list(Acceptance.objects.filter(candidate=candidate, ended_at__isnull=True).order_by("at"))


@dataclass(frozen=True, slots=True)
class Cluster:
    """Entries that standing judgements join into one person, and pairs among them that were judged different.

    ``others`` are the entries besides the two of the pair that was asked about.
    """

    entries: list[UUID] = field(default_factory=list)
    others: list[UUID] = field(default_factory=list)
    conflicts: list[UUID] = field(default_factory=list)


def cluster_of(candidate: Candidate) -> Cluster:
    """Return what a pair joins, as if it were judged the same, over all sides; for whoever masks it afterwards.

    Entries are joined by pairs whose state says "same"; a pair within that was judged different is a conflict along
    the chain. At most ``MOST_JOINED`` entries are followed.
    """
    with acting_as(SYSTEM, op=current_operation()):
        found = {candidate.left_id, candidate.right_id}
        fresh = set(found)
        while fresh and len(found) < MOST_JOINED:
            edges = Candidate.objects.filter(Q(left__in=fresh) | Q(right__in=fresh), state__in=JOINED)
            ends = {end for edge in edges.values_list("left_id", "right_id") for end in edge}
            fresh = ends - found
            found |= fresh
        apart = Candidate.objects.filter(left__in=found, right__in=found, state=CandidateState.DIFFERENT)
        conflicts = list(apart.exclude(pk=candidate.pk).order_by("id").values_list("id", flat=True))
    others = sorted(found - {candidate.left_id, candidate.right_id})
    return Cluster(sorted(found), others, conflicts)


def persons(pairs: Iterable[tuple[UUID, UUID]]) -> list[set[UUID]]:
    """Return the groups of entries that pairs join: what each believes to be one person."""
    parent: dict[UUID, UUID] = {}

    def root(each: UUID) -> UUID:
        parent.setdefault(each, each)
        while parent[each] != each:
            parent[each] = parent[parent[each]]
            each = parent[each]
        return each

    for left, right in pairs:
        parent[root(left)] = root(right)
    groups: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for each in list(parent):
        groups[root(each)].add(each)
    return list(groups.values())


def state_from(verdicts: Iterable[str]) -> CandidateState:
    """Return where a pair stands by what people say of it: agreement only where nobody says otherwise."""
    said = set(verdicts)
    if not said:
        return CandidateState.PROPOSED
    if said <= {Verdict.SAME, Verdict.UNSURE} and Verdict.SAME in said:
        return CandidateState.SAME
    if said <= {Verdict.DIFFERENT, Verdict.UNSURE} and Verdict.DIFFERENT in said:
        return CandidateState.DIFFERENT
    return CandidateState.UNSURE
