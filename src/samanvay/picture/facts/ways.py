"""What the legs of a case tell at the level of facts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from samanvay.cases.kinds import FOUND, LegRole
from samanvay.cases.models import Case, CaseEvent, CaseLeg
from samanvay.kernel.dates import PartialDate

from .levels import level_of

UNKNOWN_MODE = "unknown"
FROM_A_REPORT = "report"  # a case opened from a situation report: its claims count already


def stands(case: Case) -> bool:
    """Tell whether what a case tells counts at all."""
    return not case.is_void and case.source != FROM_A_REPORT


@dataclass(frozen=True, slots=True)
class Way:
    """The way of a case's people at the level of facts: keys of districts, stations, crossings, states.

    ``stops`` are those of ``via`` where people were kept; the others were passed.
    """

    origin: str
    via: tuple[str, ...]
    stops: tuple[str, ...]
    destination: str
    found: str
    is_hearsay: bool
    dated: PartialDate | None
    modes: tuple[str, ...] = ()

    @property
    def keys(self) -> list[str]:
        """Every place of the way, each once, in its order."""
        return [key for key in dict.fromkeys((self.origin, *self.via, self.destination, self.found)) if key]

    @property
    def is_movement(self) -> bool:
        """Tell whether it leads from one place to another."""
        return len({key for key in (self.origin, *self.via, self.destination) if key}) > 1


Level = Callable[[str | None], str]


def legs_of(case_id: UUID) -> list[CaseLeg]:
    """Return the standing legs of a case in their order."""
    return list(CaseLeg.objects.standing().filter(case=case_id).order_by("position", "id"))


def way_of(case: Case) -> Way | None:
    """Return the way that the standing legs of a case tell, None where they tell none."""
    return way_along(case, legs_of(case.pk))


def way_along(case: Case, standing: Iterable[CaseLeg], level: Level = level_of) -> Way | None:
    """Return the way that some legs of a case tell, in their order, None where they tell none.

    Places passed and places where people were kept lie between, in their order. Where nobody knows whereto, the
    place at which they were found is as far as they are known to have come. A way is only as certain as its least
    certain leg.
    """
    legs = [(leg.role, level(leg.place_id), leg) for leg in standing]
    legs = [each for each in legs if each[1]]

    def first(role: LegRole) -> str:
        return next((key for said, key, _leg in legs if said == role), "")

    origin, destination, found = first(LegRole.SOURCE), first(LegRole.DESTINATION), first(LegRole.RESCUE)
    between = [LegRole.TRANSIT, LegRole.STOPOVER, *([] if destination else [LegRole.RESCUE])]
    via: list[str] = []
    for role, key, _leg in legs:
        if role in between and key not in (origin, destination, *via[-1:]):
            via.append(key)
    kept = {key for role, key, _leg in legs if role == LegRole.STOPOVER}
    dates = [leg.occurred for role, _key, leg in legs if leg.occurred and role != LegRole.DESTINATION]
    way = Way(
        origin=origin,
        via=tuple(via),
        stops=tuple(key for key in dict.fromkeys(via) if key in kept),
        destination=destination,
        found=found,
        is_hearsay=any(leg.certainty == "hearsay" for _role, _key, leg in legs),
        dated=max(dates, key=lambda each: each.latest) if dates else case.occurred,
        modes=modes_of(leg for _role, _key, leg in legs),
    )
    return way if way.is_movement else None


def modes_of(legs: Iterable[CaseLeg]) -> tuple[str, ...]:
    """Return by what means people came along some legs, as far as it is known."""
    return tuple(sorted({leg.mode for leg in legs} - {UNKNOWN_MODE}))


def found_along(event: CaseEvent, standing: Iterable[CaseLeg]) -> list[CaseLeg]:
    """Return the legs at which people were found, for an event that tells of their being found."""
    return [leg for leg in standing if leg.role == LegRole.RESCUE] if event.kind in FOUND else []


def found_at(event: CaseEvent, standing: Sequence[CaseLeg] | None = None) -> str | None:
    """Return where the way of a case says that its people were found, for an event that has no place of its own.

    ``standing`` are the legs of its case, where they are at hand.
    """
    if event.kind not in FOUND:
        return None
    legs = legs_of(event.case_id) if standing is None else standing
    return next((leg.place_id for leg in found_along(event, legs)), None)
