"""Whether the happening of a claim is counted elsewhere already: by the claim or the case that it was linked to.

Of what is linked, the first counts. Where that falls away (taken back, voided), the next one counts again; so a
rebuild comes to the same facts as every step on the way.
"""

from collections.abc import Iterator
from uuid import UUID

from samanvay.cases.models import Case, CaseEvent
from samanvay.reports.models import Claim
from samanvay.reports.states import ClaimState

from .levels import level_of
from .ways import found_at, stands, way_of


def counts_elsewhere(claim: Claim) -> bool:
    """Tell whether what a claim is linked to, or that is linked to in turn, tells of its happening."""
    for here in _chain(claim):
        if here is not claim and here.state == ClaimState.CONFIRMED and here.place_keys:
            return True
        if here.same_as_case is not None:
            return _case_tells(here)
    return False


def rests_on(claim: Claim, case_id: UUID) -> bool:
    """Tell whether a claim was linked to a case that tells of its happening: then the case counts, not the claim."""
    return any(here.same_as_case == case_id and _case_tells(here) for here in _chain(claim))


def _chain(claim: Claim) -> Iterator[Claim]:
    """Give a claim, the one that it is linked to, the one that this is linked to, and so on."""
    seen: set[UUID] = set()
    here: Claim | None = claim
    while here is not None and here.pk not in seen:
        seen.add(here.pk)
        yield here
        here = Claim.objects.filter(pk=here.same_as_claim).first() if here.same_as_claim else None


def _case_tells(claim: Claim) -> bool:
    case = Case.objects.filter(pk=claim.same_as_case).first()
    if case is None or not stands(case):
        return False
    if claim.kind == "movement":
        return way_of(case) is not None
    events = CaseEvent.objects.filter(case=case, kind=claim.event_kind, voided_at__isnull=True)
    if claim.same_as_event:
        events = events.filter(pk=claim.same_as_event)
    return any(level_of(event.place_id or found_at(event)) for event in events)


def linked_to(claim_id: UUID) -> Iterator[UUID]:
    """Give the claims that are linked to a claim, and those linked to these."""
    seen = {claim_id}
    layer = [claim_id]
    while layer:
        layer = list(Claim.objects.filter(same_as_claim__in=layer).exclude(pk__in=seen).values_list("pk", flat=True))
        seen.update(layer)
        yield from layer
