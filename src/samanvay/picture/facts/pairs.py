"""Which events of cases tell of one happening, as somebody said who was asked of both.

Of those that are linked the first that tells counts, and the next one where it falls away; so a rebuild comes to the
same facts as every step on the way. What is linked to one of them is linked to all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Q

from samanvay.cases.models import Case, CaseEvent
from samanvay.reports.models import CasePair
from samanvay.reports.states import PairAnswer

from .levels import level_of
from .ways import found_at, stands, way_of

OF_VICTIMS = ("interception", "missing", "rescue")


class Linked:
    """The events that are linked to those of some cases, read once; two queries where none is."""

    def __init__(self, case_ids: Iterable[UUID]) -> None:
        pairs = _pairs_around(case_ids)
        self._next: Mapping[UUID, set[UUID]] = defaultdict(set)
        for pair in pairs.values():
            self._next[pair.first_event].add(pair.second_event)
            self._next[pair.second_event].add(pair.first_event)
        rows = CaseEvent.objects.select_related("case").filter(pk__in=list(self._next)) if pairs else ()
        self._events = {event.pk: event for event in rows}

    @property
    def case_ids(self) -> set[UUID]:
        """Every case of which an event is linked."""
        return {event.case_id for event in self._events.values()}

    def beside(self, event: CaseEvent) -> list[CaseEvent]:
        """Return the other events that tell, standing, of the same happening as an event."""
        seen = {event.pk}
        layer = [event.pk]
        while layer:
            layer = [key for here in layer for key in self._next.get(here, ()) if key not in seen]
            seen.update(layer)
        return [each for key, each in self._events.items() if key in seen and key != event.pk and _tells(each)]

    def is_told_before(self, event: CaseEvent) -> bool:
        """Tell whether an event that was recorded earlier tells of the same: then that one counts."""
        return any((each.recorded_at, each.pk) < (event.recorded_at, event.pk) for each in self.beside(event))

    def cases_beside(self, case: Case) -> list[Case]:
        """Return the other cases that tell of the same people."""
        own = [each for each in self._events.values() if each.case_id == case.pk and each.kind in OF_VICTIMS]
        found = {other.case_id: other.case for each in own if not each.is_void for other in self.beside(each)}
        return [each for key, each in found.items() if key != case.pk]

    def is_way_told_before(self, case: Case) -> bool:
        """Tell whether a case that was opened earlier tells the way of the same people."""
        return any(
            (each.opened_at, each.pk) < (case.opened_at, case.pk) and way_of(each) is not None
            for each in self.cases_beside(case)
        )


def linked_cases(case_ids: Iterable[UUID]) -> list[UUID]:
    """Return some cases and those that are linked to them."""
    keys = list(dict.fromkeys(case_ids))
    around = _pairs_around(keys).values()
    return list(dict.fromkeys([*keys, *(key for pair in around for key in (pair.first_case, pair.second_case))]))


def _pairs_around(case_ids: Iterable[UUID]) -> dict[UUID, CasePair]:
    found: dict[UUID, CasePair] = {}
    seen: set[UUID] = set()
    layer = set(case_ids)
    while layer:
        seen |= layer
        around = CasePair.objects.filter(Q(first_case__in=layer) | Q(second_case__in=layer), answer=PairAnswer.SAME)
        fresh = {pair.pk: pair for pair in around if pair.pk not in found}
        found |= fresh
        layer = {key for pair in fresh.values() for key in (pair.first_case, pair.second_case)} - seen
    return found


def _tells(event: CaseEvent) -> bool:
    return not event.is_void and stands(event.case) and bool(level_of(event.place_id or found_at(event)))
