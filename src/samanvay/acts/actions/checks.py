"""What every act is checked for: its hour, its receiver, its fields, its person, and the order that it needs."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from samanvay.cases.kinds import FOUND
from samanvay.cases.models import Case, CaseEvent, CasePerson
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import not_in_future
from samanvay.recording.fields import recorded

from ..kinds import NAMED_ORDER, ActKind
from ..models import Act
from ..queries import receivers_for
from ..states import ActState

REFERENCE = 80
SHORTEST_ORDER = 3
GOING_HOME = frozenset({"restore", "sponsorship"})  # the orders by which a child goes home


def when_of(kind: ActKind, on: PartialDate | None, at: time | None) -> tuple[PartialDate, datetime | None]:
    """Return the day of an act, and its moment where the hour is told. Raises Invalid.

    A clock of hours needs one day and its hour; nothing lies in the future.
    """
    if on is None:
        raise Invalid("on", _("Give the day."))
    not_in_future("on", on)
    if at is None:
        if kind.needs_time:
            raise Invalid("at", _("Give the time. A legal time limit depends on it."))
        return on, None
    if on.earliest != on.latest:
        raise Invalid("on", _("Give one exact day together with the time."))
    return on, past_moment("at", datetime.combine(on.earliest, at, tzinfo=clock.INDIA))


def past_moment(field: str, moment: datetime | None) -> datetime | None:
    """Return a moment that may have come already. Raises Invalid for one in the future."""
    if moment is not None and moment > clock.now():
        raise Invalid(field, _("This time is in the future."))
    return moment


def receiver_of(by: Actor, case: Case, kind: ActKind, audience: int | None, maker_unit: int) -> int:
    """Return the audience of a unit that may receive such an act in a case, not the maker's own. Raises Invalid."""
    if audience == maker_unit:
        raise Invalid("receiver", _("The office that records an act cannot be its receiver. Choose another office."))
    unit = directory.units_of([audience]).get(audience) if audience is not None else None
    if unit is None or unit.kind not in kind.receivers:
        raise Invalid("receiver", _("Choose from the list."))
    seats = {case.place_id, directory.unit_of(case.home_unit).place_id, directory.unit_of(maker_unit).place_id}
    offered = {each.audience for each in receivers_for(by, case, kind.code)}
    if unit.place_id not in seats and unit.audience not in offered:
        raise Invalid("receiver", _("Choose from the list."))
    return unit.audience


def after_found(case: Case, person: CasePerson | None, on: PartialDate, at: datetime | None) -> None:
    """Refuse what is certainly told of a time before the person was found. Raises Invalid."""
    found = CaseEvent.objects.filter(case=case, kind__in=FOUND, voided_at__isnull=True)
    own = found.filter(found=person.pk) if person is not None else found.none()
    days = [day for day in (own if own.exists() else found).values_list("occurred_earliest", flat=True) if day]
    last = at.astimezone(clock.INDIA).date() if at is not None else on.latest
    if days and last < min(days):
        raise Invalid("on", _("This lies before the person was found. Give the day and time at which it was done."))


def details_of(kind: ActKind, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the fields of a kind hold, checked, as JSON keeps it. Raises Invalid."""
    kept = recorded(kind.fields, told)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()}


def person_of(case: Case, kind: ActKind, person: CasePerson | None) -> CasePerson | None:
    """Return the person of an act, None for an act of the case. Raises Invalid."""
    if not kind.of_person:
        return None
    if person is None or person.case_id != case.id or person.is_void or person.role not in kind.persons:
        raise Invalid("person", _("Choose the person from the list."))
    return person


def require_order(kind: ActKind, person: CasePerson | None, details: Mapping[str, Any]) -> None:
    """Refuse the act of a child, or of one who may be a child, without the order that it needs or one that is named."""
    if not kind.needs_order or person is None or not person.may_be_child:
        return
    if len(str(details.get(NAMED_ORDER, "")).strip()) >= SHORTEST_ORDER:
        return
    standing = Act.objects.standing().exclude(state=ActState.CONTRADICTED).filter(person=person)
    if not any(act.details.get("order") in GOING_HOME for act in standing.filter(code__in=kind.needs_order)):
        raise Invalid(
            NAMED_ORDER,
            _("A child is returned only by an order of the Committee. Record the final order, or give its number."),
        )
