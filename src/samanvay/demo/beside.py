"""What stands beside the batches of the demonstration: guests, trainers, materials, cost, notes, feedback.

Told through the same actions as everything, where a plan holds; without one there is nothing to tell.
"""

from dataclasses import dataclass
from decimal import Decimal

from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.rosters import tasks
from samanvay.rosters.delivery.actions import costs, feedback, materials, staffing
from samanvay.rosters.delivery.actions.trainers import STANDING
from samanvay.rosters.guests.actions import inviting
from samanvay.rosters.guests.pasted_lines import GuestLine
from samanvay.rosters.models import Batch, Cost, Guest, Plan

COMING, OVER = 2, 3
GUESTS: tuple[tuple[str, GuestLine], ...] = (
    ("ngo", GuestLine("Anjana Lama", "Nav Disha Sansthan", "anjana@navdisha.example", "+919839000001")),
    ("lawyer", GuestLine("Anwar Hussain", "District Bar Association", "", "+919839000002")),
    ("court", GuestLine("Mohini Pandey", "Special Court POCSO", "mohini@court.example", "")),
)
MARKS = ((5, 4, "The moot hearing helped most."), (4, 5, ""), (4, 3, "More time for the forms, less for the slides."))


@dataclass(frozen=True, slots=True)
class Bill:
    """A line of what a batch cost."""

    kind: str
    rupees: int
    words: str = ""


BILLS = (
    Bill("food", 84_600, "Three days, two meals"),
    Bill("lodging", 126_000),
    Bill("travel", 58_450, "Two buses from the district"),
    Bill("fee", 12_000, "Two guest speakers"),
)
NOTE = "The exercise on the first statement took an hour longer than planned. Bring printed forms for everybody."


def stand_beside(actors: dict[str, Actor], state: str) -> int:
    """Tell what stands beside some batches of the plan that holds; returns of how many, 0 where none holds."""
    by = actors["trainer"]
    with reading(SYSTEM):
        plan = Plan.objects.published().filter(home_state=state).order_by("-monday").first()
        if plan is None or Guest.objects.exists() or Cost.objects.exists():
            return 0
        batches = Batch.objects.filter(plan=plan).select_related("plan", "centre", "district").order_by("starts_on")
        coming = list(batches.filter(state__in=STANDING, starts_on__gt=clock.today())[:COMING])
        over = list(batches.filter(ends_on__lt=clock.today()).standing().order_by("-ends_on", "label")[:OVER])
    staffing.assign_trainers(by=by, plan=plan)
    for batch in coming:
        _invite(by, batch)
    for batch in over:
        _count(by, batch)
    for at, login in enumerate(sorted(actors)):
        for batch in over:
            _say(actors[login], batch, MARKS[at % len(MARKS)])
    return len(coming) + len(over)


def _invite(by: Actor, batch: Batch) -> None:
    with reading(by):
        for kind, line in GUESTS:
            made, _bad = inviting.invite_guests(by=by, batch=batch, kind=kind, language="hi", lines=[(1, line)])
            for guest in made:
                if guest.email:
                    tasks.invite_by_mail.enqueue(str(guest.pk))
        for lesson in list(materials.lessons_of(batch.course))[:2]:
            materials.add_material(by=by, batch=batch, lesson=lesson)


def _count(by: Actor, batch: Batch) -> None:
    with reading(by):
        for bill in BILLS:
            costs.write_cost(by=by, batch=batch, kind=bill.kind, amount=Decimal(bill.rupees), words=bill.words)
        costs.write_note(by=by, batch=batch, words=NOTE)


def _say(by: Actor, batch: Batch, marks: tuple[int, int, str]) -> None:
    useful, clear, words = marks
    with reading(by):
        if feedback.own_turn(by, batch) is not None:
            feedback.give_feedback(by=by, batch=batch, useful=useful, clear=clear, words=words)
