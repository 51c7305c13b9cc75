"""Cases of the demonstration that pass from one unit to the next: who asks whom to take people over, and when they do.

They tell what convergence is counted from. Persons and happenings are invented.
"""

from dataclasses import dataclass
from datetime import timedelta

from samanvay.cases.actions import hand_over, open_case
from samanvay.cases.models import Case
from samanvay.cases.tasks import TAKE_OVER
from samanvay.directory.models import Unit
from samanvay.duties.actions.duties import do_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor, reading
from samanvay.recording.submissions import Captured

from .acted import CWC, DCPU, tell_produced
from .told import told_as

AHTU_HERE, AHTU_THERE = "police:ahtu:180", "police:ahtu:197"
HOME, NGO = "home:girls:197", "ngo:180"


@dataclass(frozen=True, slots=True)
class HandedTo:
    """A unit that is asked to take people over, who answers there and after how many hours; None: not yet."""

    unit: str
    by: str
    hours: float | None


@dataclass(frozen=True, slots=True)
class Passed:
    """A case opened by a persona so many days ago, whom they asked, and the children brought before the committee.

    For the last ``left_open`` of these, by sex and age, it has not answered yet.
    """

    by: str
    days_ago: int
    what: str
    form: str
    people: int
    asked: tuple[HandedTo, ...] = ()
    children: tuple[tuple[str, int], ...] = ()
    left_open: int = 0


TOGETHER: tuple[Passed, ...] = (
    Passed("ssb", 79, "Two girls at the crossing without papers", "domestic_servitude", 2,
           (HandedTo(AHTU_HERE, "ahtu", 19.0), HandedTo(DCPU, "dcpu", 30.0))),
    Passed("sho", 73, "Complaint of a family: son taken to a brick kiln", "bonded_labour", 1),
    Passed("helpdesk", 68, "Girl of sixteen promised in marriage for money", "forced_marriage", 1,
           (HandedTo(DCPU, "dcpu", 26.0),)),
    Passed("grp", 64, "Boys with a contractor on the platform", "child_labour", 4, (HandedTo(AHTU_THERE, "", None),)),
    Passed("ahtu", 57, "Dancers kept in a troupe against their will", "sexual_exploitation", 3,
           (HandedTo(NGO, "ngo", 44.0),)),
    Passed("ssb", 51, "Woman and child at the crossing, taken for work in a hotel", "sexual_exploitation", 2,
           (HandedTo(AHTU_HERE, "ahtu", 11.0), HandedTo(CWC, "cwc", 15.0)), children=(("female", 9),)),
    Passed("sho", 44, "Girl found alone at the bus stand", "begging", 1, (HandedTo(DCPU, "dcpu", 14.0),)),
    Passed("helpdesk", 38, "Maid kept without wages, came to the desk", "domestic_servitude", 1),
    Passed("grp", 34, "Three girls with an agent on the night train", "domestic_servitude", 3,
           (HandedTo(HOME, "home", 9.0),)),
    Passed("ssb", 29, "Group of five at the crossing, promised work abroad", "forced_labour", 5,
           (HandedTo(AHTU_HERE, "ahtu", 6.5), HandedTo(DCPU, "dcpu", 8.0))),
    Passed("ahtu", 25, "Children from a carpet shed", "child_labour", 6,
           (HandedTo(DCPU, "dcpu", 7.0), HandedTo(NGO, "ngo", 20.0), HandedTo(CWC, "cwc", 9.0)),
           children=(("male", 11), ("male", 12))),
    Passed("sho", 20, "Two boys begging for a gang at the fair", "begging", 2,
           (HandedTo(CWC, "cwc", 5.5),), children=(("male", 10), ("male", 13))),
    Passed("helpdesk", 16, "Girl brought back from the bus to Delhi", "domestic_servitude", 1,
           (HandedTo(DCPU, "dcpu", 4.0), HandedTo(NGO, "ngo", 10.0))),
    Passed("ssb", 12, "Two sisters at the crossing with a stranger", "forced_marriage", 2,
           (HandedTo(AHTU_HERE, "ahtu", 3.0), HandedTo(CWC, "cwc", 5.0), HandedTo(NGO, "ngo", 21.0)),
           children=(("female", 15), ("female", 17)), left_open=1),
    Passed("grp", 10, "Girl of fourteen on the platform, says that she was sold", "sexual_exploitation", 1,
           (HandedTo(HOME, "home", 4.5),)),
)  # fmt: skip


def open_passed(actor: Actor, told: Passed, place: str) -> Case:
    """Open a case and ask those who take over, on its day; a telling that was broken off goes on."""
    with clock.frozen(clock.now() - timedelta(days=told.days_ago)), reading(actor):
        name = told_as("case", told.by, told.what)
        if (known := Case.objects.filter(submission_id=name).first()) is not None:
            case = known
        else:
            case = open_case(
                by=actor,
                captured=Captured(name),
                what=told.what,
                forms=[told.form],
                source="checking" if told.by in ("ssb", "grp") else "complaint",
                occurred=PartialDate.day(clock.today()),
                place=place,
                people=told.people,
            )
        for asked in told.asked:
            unit = Unit.objects.get(code=asked.unit)
            asking = Captured(told_as("asked", told.by, told.what, asked.unit))
            hand_over(by=actor, case_id=case.id, to_unit=unit.audience, people=told.people, captured=asking)
    return case


def take_over(actors: dict[str, Actor], told: Passed, case: Case) -> None:
    """Let those who were asked take over, each after their hours, and the committee answer."""
    begun = case.opened_at
    for asked in told.asked:
        if asked.hours is None:
            continue
        actor = actors[asked.by]
        with clock.frozen(begun + timedelta(hours=asked.hours)), reading(actor):
            duty = Duty.objects.waiting().filter(
                kind=TAKE_OVER.code, subject_id=str(case.id), owner_audience=actor.grants[0].audience
            )
            for each in duty:
                do_duty(by=actor, duty=each)
        if asked.unit == CWC and told.children:
            tell_produced(actors, told.by, case, told.children, hours=asked.hours + 1, left=told.left_open)
