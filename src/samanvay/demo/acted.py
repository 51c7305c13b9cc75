"""Acts of the demonstration: who brought a child before the committee, what that answered, and what nobody answered.

Persons and happenings are invented.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from samanvay.acts.actions import confirm_act, declare_act
from samanvay.acts.models import Act
from samanvay.cases.kinds import PersonRole
from samanvay.cases.models import Case, CasePerson
from samanvay.cases.people.actions.people import add_person
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.recording.submissions import Captured

from .told import told_as

CWC, DCPU = "cwc:180", "dcpu:180"
TAKEN_FOR_BANGLES = ("ahtu", "Six children taken for bangle making")


@dataclass(frozen=True, slots=True)
class Acted:
    """An act about a child of a case, by its number there: so many hours after the case was opened, and its answer.

    ``answered_by`` is the persona who confirmed it an hour later, "" where nobody has answered.
    """

    child: int
    code: str
    by: str
    hours: float
    receiver: str
    answered_by: str = ""
    reference: str = ""
    details: dict[str, str] = field(default_factory=dict)


ACTED: tuple[Acted, ...] = (
    Acted(0, "produced", "ahtu", 20.0, CWC, "cwc", "CWC/BRH/41"),
    Acted(1, "produced", "ahtu", 20.5, CWC),
    Acted(0, "order_interim", "cwc", 22.0, DCPU, "dcpu", "CWC/BRH/41-A", {"order": "parent"}),
    Acted(0, "sir_order", "cwc", 23.0, DCPU, "probation", "CWC/BRH/41-B"),
    Acted(0, "sir", "probation", 216.0, CWC, "", "SIR/18"),
)


def tell_acts(actors: dict[str, Actor]) -> None:
    """Tell the acts of the case of the bangle makers; what was told before is not told again."""
    with reading(SYSTEM):
        case = Case.objects.get(submission_id=told_as("case", *TAKEN_FOR_BANGLES))
        victims = CasePerson.objects.filter(case=case, role=PersonRole.VICTIM)
        children = [each.pk for each in victims.order_by("added_at", "id")]
    for acted in ACTED:
        _tell(actors, case, acted, children[acted.child])


def tell_produced(
    actors: dict[str, Actor],
    told_by: str,
    case: Case,
    children: tuple[tuple[str, int], ...],
    *,
    hours: float,
    left: int,
) -> None:
    """Tell that children were brought before the committee, which has not answered for the last ``left`` of them.

    Where it was asked long ago, the report on the family was ordered and given too.
    """
    with clock.frozen(case.opened_at + timedelta(hours=hours - 1)):
        ids = [
            add_person(
                by=actors[told_by], case_id=case.id, role=PersonRole.VICTIM, sex=sex, age=age,
                captured=Captured(told_as("child", case.number, number)),
            ).id
            for number, (sex, age) in enumerate(children)
        ]  # fmt: skip
    for number, child in enumerate(ids):
        answered = "cwc" if number < len(ids) - left else ""
        _tell(actors, case, Acted(number, "produced", told_by, hours, CWC, answered, f"CWC/BRH/{50 + number}"), child)
        if answered and clock.now() - case.opened_at > timedelta(days=24):
            _tell(actors, case, Acted(number, "sir_order", "cwc", hours + 2, DCPU, "probation"), child)
            _tell(actors, case, Acted(number, "sir", "probation", hours + 240, CWC, "cwc", f"SIR/{number + 1}"), child)


def _tell(actors: dict[str, Actor], case: Case, acted: Acted, child: UUID) -> None:
    moment = case.opened_at + timedelta(hours=acted.hours)
    if moment > clock.now():
        return
    local = moment.astimezone(clock.INDIA)
    with reading(SYSTEM):
        unit = Unit.objects.get(code=acted.receiver)
    with clock.frozen(moment + timedelta(minutes=1)):
        act: Act = declare_act(
            by=actors[acted.by],
            case_id=case.id,
            code=acted.code,
            person_id=child,
            receiver=unit.audience,
            on=PartialDate.day(local.date()),
            at=local.time(),
            reference=acted.reference,
            details=acted.details,
            captured=Captured(told_as("act", case.number, acted.code, acted.child)),
        )
    if acted.answered_by and act.is_unanswered:
        with clock.frozen(moment + timedelta(hours=1)):
            confirm_act(by=actors[acted.answered_by], act_id=act.id, expected=act.version, reference=acted.reference)
