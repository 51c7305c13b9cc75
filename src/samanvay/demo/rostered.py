"""Training centres, closed weeks and the plan that holds in the demonstration. Seats are invented."""

from dataclasses import dataclass
from datetime import date, timedelta

from samanvay.directory.models import Place
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, reading
from samanvay.rosters.centres.actions import close_weeks, keep_centre
from samanvay.rosters.models import Centre, Plan
from samanvay.rosters.plans.actions import planning
from samanvay.rosters.plans.states import PlanState

from .personas import number
from .told import told_as

STATE = "IN-UP"
BEGAN = 6  # weeks ago
WEEKS = 26
COURSE = "identification"
RULES = {
    "max_batch": 40,
    "max_away_share": 0.25,
    "centre_visits_per_year": 1,
    "reserve_share": 0.05,
    "fixed_cost_per_batch_km": 1_000,
}


@dataclass(frozen=True, slots=True)
class Seated:
    """A centre: code, names, district, seats, places for women, halls."""

    code: str
    name: str
    name_hi: str
    district: str
    seats: int
    women: int
    halls: int


CENTRES = (
    Seated("TC-LKO", "Police training hall, Lucknow", "पुलिस प्रशिक्षण भवन, लखनऊ", "Lucknow", 240, 80, 4),
    Seated("TC-VNS", "Training centre, Varanasi", "प्रशिक्षण केंद्र, वाराणसी", "Varanasi", 160, 50, 3),
    Seated("TC-GKP", "Training centre, Gorakhpur", "प्रशिक्षण केंद्र, गोरखपुर", "Gorakhpur", 120, 40, 2),
    Seated("TC-MBD", "Police academy annexe, Moradabad", "पुलिस अकादमी उपभवन, मुरादाबाद", "Moradabad", 200, 60, 3),
    Seated("TC-PRY", "Training centre, Prayagraj", "प्रशिक्षण केंद्र, प्रयागराज", "Prayagraj", 150, 45, 2),
    Seated("TC-AGR", "Training centre, Agra", "प्रशिक्षण केंद्र, आगरा", "Agra", 120, 30, 2),
)
# Centre ("": the whole state), weeks from this one on, how many, kind, words.
CLOSED = (
    ("TC-PRY", 6, 5, "mela", "The mela on the sangam: hostels are full"),
    ("", 9, 1, "festival", "Festival and holidays"),
    ("", 14, 2, "election", "Polling and counting"),
    ("TC-AGR", 3, 2, "works", "The roof of the hostel"),
)


def tell_rosters(by: Actor) -> int:
    """Enter centres and closed weeks, and publish a plan that began some weeks ago; returns how many batches it has."""
    monday = clock.today() - timedelta(days=clock.today().weekday())
    begins = monday - timedelta(weeks=BEGAN)
    with clock.frozen(clock.now() - timedelta(weeks=BEGAN + 1)):
        centres = {told.code: _enter(by, told) for told in CENTRES}
        for code, ahead, count, kind, words in CLOSED:
            first = monday + timedelta(weeks=ahead)
            with reading(by):
                close_weeks(
                    by=by,
                    centre=centres.get(code),
                    kind=kind,
                    first_monday=first,
                    last_monday=first + timedelta(weeks=count - 1),
                    words=words,
                    submission_id=told_as("closure", code, first),
                )
        return _plan(by, begins)


def _enter(by: Actor, told: Seated) -> Centre:
    with reading(by):
        return keep_centre(
            by=by,
            code=told.code,
            name=told.name,
            name_hi=told.name_hi,
            place=Place.objects.get(pk=f"district:{number(told.district)}"),
            seats=told.seats,
            women_places=told.women,
            halls=told.halls,
            submission_id=told_as("centre", told.code),
        )


def _plan(by: Actor, monday: date) -> int:
    with reading(by):
        plan = planning.ask_plan(
            by=by,
            name="Everyone, this half-year",
            course=COURSE,
            monday=monday,
            weeks=WEEKS,
            rules=RULES,
            submission_id=told_as("plan of trainings", monday),
        )
    plan = planning.make_plan(plan.pk)
    if plan.state == PlanState.DRAFT:
        with reading(by):
            plan = planning.publish_plan(by=by, plan=Plan.objects.get(pk=plan.pk))
    return int(plan.figures["batches"])
