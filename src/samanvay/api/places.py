"""Places and units."""

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit

from .door import actor_of
from .schemas import PlaceFound, UnitOut, Words

router = Router(tags=["directory"])


@router.get(
    "/places",
    response=list[PlaceFound],
    url_name="places",
    summary="Find a place by name",
)
def places(
    request: HttpRequest,
    q: str = Query(..., min_length=1, max_length=120),
    limit: int = Query(10, ge=1, le=50),
) -> list[PlaceFound]:
    """Find places by a name in English, Hindi or Hindi in Latin letters, also a former or misspelt one; best first."""
    actor = actor_of(request)
    require(actor, Permission.DIRECTORY_READ)
    return [
        PlaceFound(
            key=found.place.key,
            kind=found.place.kind,
            name=Words(en=found.place.name, hi=found.place.name_hi),
            lgd_code=found.place.lgd,
            state=found.place.state or "",
            matched=found.matched,
            score=round(found.score, 4),
        )
        for found in directory.find_places(actor, q.replace("\x00", ""), limit=limit)
    ]


@router.get("/units", response=list[UnitOut], url_name="units", summary="List units")
def units(
    request: HttpRequest,
    q: str = Query("", max_length=120),
    compartment: str = Query("", max_length=16),
    kind: str = Query("", max_length=40),
    state: str = Query("", max_length=6),
    district: str = Query("", max_length=40),
    limit: int = Query(50, ge=1, le=200),
) -> list[UnitOut]:
    """List open units by words of their name, compartment, kind, state or district."""
    require(actor_of(request), Permission.DIRECTORY_READ)
    given: dict[str, Any] = {"words": q, "compartment": compartment, "kind": kind, "state": state, "district": district}
    found = directory.units_found(**{name: value.replace("\x00", "") for name, value in given.items()})
    return [unit_out(unit) for unit in found[:limit]]


def unit_out(unit: Unit) -> UnitOut:
    """Return what the interface says of a unit."""
    return UnitOut(
        id=unit.id,
        audience=unit.audience,
        compartment=unit.compartment,
        kind=unit.kind,
        name=Words(en=unit.name, hi=unit.name_hi),
        home_state=unit.home_state,
        place=unit.place_id,
        parent=unit.parent_id,
    )
