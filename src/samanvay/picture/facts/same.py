"""Whether the happening of a claim is counted elsewhere already: by a claim or a case that it was linked to.

Of what is linked, the first counts. Where that falls away (taken back, voided), the next one counts again; so a
rebuild comes to the same facts as every step on the way.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from uuid import UUID

from samanvay.cases.kinds import kin_of
from samanvay.cases.models import Case, CaseEvent
from samanvay.directory.near import heads_of
from samanvay.reports.models import CaseAnswer, Claim

from .levels import level_of
from .ways import found_at, stands, way_of


def counts_elsewhere(claim: Claim) -> bool:
    """Tell whether what a claim is linked to, or that is linked to in turn, tells of its happening."""
    for here in chain(claim):
        if here is not claim and here.is_told and here.places_named:
            return True
        if any(_case_tells(here, case, event) for case, event in _cases_of(here)):
            return True
    return False


def waits(claim: Claim) -> bool:
    """Tell whether an officer has still to say if a claim tells of what others told before it, and that stands.

    Only for what was decided earlier: so of several that ask for each other the first counts. Where the unit does not
    see what is told of the district, as one that was asked before it was asked of heads alone, nobody will say.
    """
    if not claim.is_asked or claim.decided_at is None or claim.home_unit not in heads_of(claim.report.district_id):
        return False
    earlier = Claim.objects.told().filter(pk__in=claim.beyond, decided_at__lte=claim.decided_at)
    earlier = earlier.exclude(decided_at=claim.decided_at, beyond__contains=[claim.pk])
    if earlier.exists():
        return True
    told = list(CaseEvent.objects.filter(pk__in=claim.beyond).values_list("case_id", "pk"))
    ways = [(key, None) for key in Case.objects.filter(pk__in=claim.beyond).values_list("pk", flat=True)]
    return any(_case_tells(claim, case, event) for case, event in [*told, *ways])


def waiting_for(targets: Iterable[UUID]) -> Iterator[UUID]:
    """Give the claims that wait for an answer about any of some claims, events and cases."""
    wanted = set(targets)
    for key, beyond in Claim.objects.filter(is_asked=True).values_list("pk", "beyond"):
        if wanted & set(beyond):
            yield key


def rests_on(claim: Claim, case_ids: Collection[UUID]) -> bool:
    """Tell whether a claim was linked to a case that tells of its happening: then the case counts, not the claim.

    ``case_ids`` are the case and those that were said to tell of the same.
    """
    return any(
        case in case_ids and _case_tells(here, case, event) for here in chain(claim) for case, event in _cases_of(here)
    )


def kept_apart(claim: Claim, case_id: UUID, event_id: UUID | None) -> bool:
    """Tell whether an officer of the report or of the case said that the two tell of different happenings."""
    if (event_id or case_id) in claim.apart_from:
        return True
    answers = CaseAnswer.objects.filter(case=case_id, event=event_id, apart_from__contains=[claim.pk])
    return bool(answers.exists())


def told_by_cases(case_ids: Sequence[UUID]) -> Iterator[UUID]:
    """Give the claims that are linked to cases, from either side."""
    yield from Claim.objects.filter(same_as_case__in=case_ids).values_list("pk", flat=True)
    linked = CaseAnswer.objects.filter(case__in=case_ids, same_as_claim__isnull=False)
    yield from (claim for claim in linked.values_list("same_as_claim", flat=True) if claim is not None)


def _cases_of(claim: Claim) -> Iterator[tuple[UUID, UUID | None]]:
    """Give case and event of what a claim is linked to, from either side; event None stands for the way."""
    if claim.same_as_case is not None:
        yield claim.same_as_case, claim.same_as_event
    yield from CaseAnswer.objects.filter(same_as_claim=claim.pk).values_list("case", "event")


def chain(claim: Claim) -> Iterator[Claim]:
    """Give a claim, the one that it is linked to, the one that this is linked to, and so on."""
    seen: set[UUID] = set()
    here: Claim | None = claim
    while here is not None and here.pk not in seen:
        seen.add(here.pk)
        yield here
        here = (
            Claim.objects.select_related("report").filter(pk=here.same_as_claim).first() if here.same_as_claim else None
        )


def _case_tells(claim: Claim, case_id: UUID, event_id: UUID | None) -> bool:
    case = Case.objects.filter(pk=case_id).first()
    if case is None or not stands(case):
        return False
    if claim.kind == "movement":
        return way_of(case) is not None
    events = CaseEvent.objects.filter(case=case, kind__in=kin_of(claim.event_kind), voided_at__isnull=True)
    if event_id:
        events = events.filter(pk=event_id)
    return any(level_of(event.place_id or found_at(event)) for event in events)


def linked_to(claim_id: UUID) -> Iterator[UUID]:
    """Give the claims that are linked to a claim, and those linked to these."""
    seen = {claim_id}
    layer = [claim_id]
    while layer:
        layer = list(Claim.objects.filter(same_as_claim__in=layer).exclude(pk__in=seen).values_list("pk", flat=True))
        seen.update(layer)
        yield from layer
