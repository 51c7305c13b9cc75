"""The quick record: one screen, one transaction. What, where, how many, who takes over; the rest comes later."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import MOST_PEOPLE
from samanvay.recording.submissions import Captured, captured_or_new, one_at_a_time

from ..actions.handover import hand_over
from ..actions.happenings import add_event
from ..actions.opening import open_case
from ..counted.actions.listing import Counted, add_people
from ..kinds import FOUND, EventKind, LegRole, PersonRole
from ..legs.actions import add_leg, train_number
from ..models import Case

# What can be recorded on one screen, each with how such a case becomes known, where the kind says it.
QUICK_KINDS: dict[str, str] = {
    EventKind.INTERCEPTION: "checking",
    EventKind.RESCUE: "unknown",
    EventKind.ARREST: "unknown",
    EventKind.MISSING: "missing_report",
}


@dataclass(frozen=True, slots=True)
class Way:
    """What is known of the way at once: keys of where from and where to, and the train."""

    source: str | None = None
    destination: str | None = None
    train: str = ""


def record_quickly(
    *,
    by: Actor,
    kind: str,
    what: str,
    place: str,
    counted: Sequence[Counted] = (),
    takes_over: int | None = None,
    occurred: PartialDate | None = None,
    journey_minutes: int = 0,
    forms: Iterable[str] = (),
    lures: Iterable[str] = (),
    disparities: Iterable[str] = (),
    note: str = "",
    way: Way | None = None,
    unit: int | None = None,
    captured: Captured | None = None,
) -> Case:
    """Open a case with its event, its people by count, its way and the hand-over; all of it or nothing.

    ``takes_over`` is the audience of the unit that takes over. The same submission twice gives the same case.
    Raises Refused, Invalid.
    """
    sent = captured_or_new(captured)
    way = way or Way()
    if kind not in QUICK_KINDS:
        raise Invalid("kind", _("Choose from the list."))
    if not place:
        raise Invalid("place", _("Give the place: a station, a town, a district or a state."))
    train = train_number(way.train)
    when = occurred or PartialDate.day(clock.today())
    victims = sum(each.count for each in counted if each.role == PersonRole.VICTIM)
    accused = sum(each.count for each in counted if each.role == PersonRole.ACCUSED)
    if victims + accused > MOST_PEOPLE:
        raise Invalid("people", _("Give a number of people from 0 to %(n)d.") % {"n": MOST_PEOPLE})
    people = (accused if kind == EventKind.ARREST else victims) or None

    with reading(by):
        one_at_a_time(sent.submission_id)
        known = Case.objects.filter(opened_by=by.id, submission_id=sent.submission_id).first()
        if known is not None:
            return known
        case = open_case(
            by=by,
            what=what,
            forms=forms,
            lures=lures,
            disparities=disparities,
            source=QUICK_KINDS[kind],
            occurred=when,
            place=place,
            people=victims or None,
            narrative=note,
            unit=unit,
            captured=sent,
        )
        # Whoever was with those arrested was found with them.
        is_found = kind in FOUND or kind == EventKind.ARREST
        found = [each for each in counted if each.role == PersonRole.VICTIM] if is_found else []
        add_people(by=by, case=case, counted=[each for each in counted if each not in found], sent=sent)
        for role, key in _legs(kind, place, way):
            add_leg(
                by=by,
                case_id=case.id,
                role=role,
                place=key,
                train=train if role == LegRole.RESCUE else "",
                occurred=when if role == LegRole.RESCUE else None,
                captured=sent.part(f"leg {role}"),
            )
        add_event(
            by=by,
            case_id=case.id,
            kind=kind,
            occurred=when,
            place=place,
            people=people,
            counted=found if kind in FOUND else (),
            journey_minutes=journey_minutes,
            captured=sent.part("event"),
        )
        if victims and kind == EventKind.ARREST:
            add_event(
                by=by,
                case_id=case.id,
                kind=EventKind.RESCUE,
                occurred=when,
                place=place,
                people=victims,
                counted=found,
                captured=sent.part("rescue"),
            )
        if accused and kind != EventKind.ARREST:
            add_event(
                by=by,
                case_id=case.id,
                kind=EventKind.ARREST,
                occurred=when,
                place=place,
                people=accused,
                captured=sent.part("arrest"),
            )
        if takes_over is not None and takes_over != case.home_unit:
            hand_over(
                by=by, case_id=case.id, to_unit=takes_over, place=place, people=people, occurred=when,
                captured=sent.part("hand-over"),
            )  # fmt: skip
    return case


def _legs(kind: str, place: str, way: Way) -> Iterator[tuple[str, str]]:
    """Give the roles and places of the way in order: who is missing was last seen where they were taken from."""
    if way.source:
        yield LegRole.SOURCE, way.source
    if kind == EventKind.MISSING:
        if not way.source:
            yield LegRole.SOURCE, place
    elif kind != EventKind.ARREST:
        yield LegRole.RESCUE, place
    if way.destination:
        yield LegRole.DESTINATION, way.destination
