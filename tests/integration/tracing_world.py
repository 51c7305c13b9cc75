"""Entries that the tests of the registers stand on; their units and officers are those of ``case_world``."""

from types import SimpleNamespace

from case_world import BAHRAICH, officer, world

from samanvay.audit.models import Event
from samanvay.directory.models import Place
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.tracing.entries.actions import PersonDetails, add_entries
from samanvay.tracing.entries.ages import read_age
from samanvay.tracing.models import Entry
from samanvay.tracing.tasks import SUBSCRIBES

MEENA = {"identity": {"given": "Meena", "father": "Ramdev", "village": "Semri"}, "contact": {"phone": "9415012345"}}


def tracing_world() -> SimpleNamespace:
    """Make the world of cases with an AHTU in Bahraich and a home of the welfare side there."""
    made = world()
    bahraich = Place.objects.get(pk=BAHRAICH)

    def unit(kind: str, name: str, parent: object) -> object:
        return create_unit(by=SYSTEM, kind=kind, name=name, home_state="IN-UP", parent=parent, place=bahraich)

    made.near_ahtu = unit("ahtu", "AHTU Bahraich", made.here)
    made.home = unit("home", "Girls' home Bahraich", made.dcpu)
    made.trafficking = officer("trafficking", "ahtu_in_charge", made.near_ahtu)
    made.superintendent = officer("superintendent", "shelter_superintendent", made.home)
    made.welfare = officer("welfare", "dcpu", made.dcpu)
    return made


def delivered(after: int = 0) -> int:
    """Bring the log's events after a number to this room as the outbox would, and return the last one's."""
    receivers = {kind.code: receiver for kind, receiver in SUBSCRIBES.items()}
    while True:
        with reading(SYSTEM):
            events = list(Event.objects.filter(seq__gt=after, kind__in=receivers).order_by("seq"))
        if not events:
            return after
        for event in events:
            with acting_as(SYSTEM):
                receivers[event.kind](event)
        after = events[-1].seq


def missing(by: SimpleNamespace, *people: PersonDetails, **changes: object) -> list[Entry]:
    """Report people missing as an officer, by default one girl of 14."""
    given = {"kind": "missing", "place": BAHRAICH, "told_by": "family", **changes}
    return add_entries(by=by.actor, people=people or [girl()], **given)


def girl(age: str = "14", **changes: object) -> PersonDetails:
    """Tell of a girl."""
    return PersonDetails(sex="female", age=read_age(age), **changes)
