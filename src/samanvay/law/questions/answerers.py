"""Whose duty it is to answer a question on the law, and who hears when nobody does."""

from datetime import timedelta

from samanvay.access.models import Grant
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.duties.actions.duties import Step
from samanvay.duties.superiors.seats import Seat, seat_above
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor

# In whose work it lies to explain the law. Courts may answer; nobody lays a duty on them.
ANSWERING = ("prosecutor", "legal_services", "trainer")
DESK = "state_bureau"
FIRST_HEARS, DESK_HEARS = timedelta(hours=24), timedelta(days=3)


def seat_to_answer(asker: Actor, unit: Unit) -> Seat | None:
    """Return who answers what is asked at a unit: who explains the law in its district, else for the state, else
    the state's desk against trafficking. Never a seat of the asker. None where nobody serves.
    """
    grants = Grant.objects.filter(role__in=ANSWERING, user__is_active=True, user__is_client=False)
    held = list(grants.in_force(clock.today()).order_by("since", "id"))
    units = directory.units_of({grant.audience for grant in held})
    own = _district_of(unit)
    near: dict[tuple[int, int], Seat] = {}
    for grant in held:
        there = units.get(grant.audience)
        seat = Seat(grant.role, grant.audience)
        if there is None or there.home_state != unit.home_state or seat.is_of(asker):
            continue
        district = _district_of(there)
        if district and district != own:
            continue
        near.setdefault((0 if district else 1, ANSWERING.index(grant.role)), seat)
    if near:
        return near[min(near)]
    desk = directory.desk_of(unit.home_state)
    if desk is None or not directory.holders_of(DESK, desk.audience).exists():
        return None
    seat = Seat(DESK, desk.audience)
    return None if seat.is_of(asker) else seat


def steps_after(seat: Seat, home_state: str) -> list[Step]:
    """Return who hears when the hour has passed: the unit above after a day, the state's desk after three."""
    steps = []
    above = seat_above(seat.audience)
    if above is not None:
        steps.append(Step(FIRST_HEARS, above.role, above.audience))
    desk = directory.desk_of(home_state)
    if desk is not None and desk.audience not in (seat.audience, above.audience if above else None):
        steps.append(Step(DESK_HEARS, DESK, desk.audience))
    return steps


def _district_of(unit: Unit) -> str:
    """Return the district in which a unit lies, "" for one of a whole state."""
    if unit.place is None:
        return ""
    return unit.place.key if unit.place.kind == "district" else unit.place.district_id or ""
