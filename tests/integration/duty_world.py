"""A line of three units with an officer each, and duties of the lowest."""

from datetime import date, timedelta
from typing import Any

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.directory.models import Unit
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.actions.duties import Step, open_duty
from samanvay.duties.kinds import register_kind
from samanvay.duties.models import Duty, Notice
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, reading

TRIED = register_kind("tried", "Tried", "परीक्षण")
LAWFUL = register_kind("tried_law", "Tried under a law", "विधि के अधीन", fixed_hour=True)


def officer(name: str, role: str, unit: Unit) -> User:
    """Post somebody with an e-mail address."""
    return make_officer(
        name, role, unit, name=f"{name.title()} Person", since=date(2020, 1, 1), email=f"{name}@example.org"
    )


class Line:
    """State, district and station, with nodal officer, police chief and station officer; an AHTU beside the station."""

    def __init__(self) -> None:
        self.state = create_unit(
            by=SYSTEM, compartment="police", kind="state_police", name="State", code="w:state", home_state="IN-UP"
        )
        self.district = self._under(self.state, "district_police", "District")
        self.station = self._under(self.district, "station", "Station")
        self.ahtu = self._under(self.district, "ahtu", "AHTU")
        self.people = {
            "nodal": officer("nodal", "state_nodal_officer", self.state),
            "chief": officer("chief", "police_chief", self.district),
            "sho": officer("sho", "station_officer", self.station),
            "ahtu": officer("ahtu", "ahtu_in_charge", self.ahtu),
        }

    def _under(self, parent: Unit, kind: str, name: str) -> Unit:
        return create_unit(by=SYSTEM, compartment="police", kind=kind, name=name, code=f"w:{name}", parent=parent)

    def actor(self, name: str) -> Actor:
        return actor_for(self.people[name])

    def duty(self, **changes: Any) -> Duty:
        """Open a duty of the station officer, due in a day; the chief and then the nodal officer hear."""
        given: dict[str, Any] = {
            "by": SYSTEM,
            "kind": TRIED,
            "subject": ("trial", "1"),
            "title": Bilingual("Do the trial", "परीक्षण करें"),
            "owner_role": "station_officer",
            "owner_audience": self.station.audience,
            "due_at": clock.now() + timedelta(hours=24),
            "readers": [self.district.audience, self.state.audience],
            "home_state": "IN-UP",
            "escalate": [Step(timedelta(hours=2), "police_chief", self.district.audience)],
        }
        with reading(SYSTEM):
            return open_duty(**{**given, **changes})

    def told(self, name: str) -> list[str]:
        """Return what a person was told, in order."""
        with reading(SYSTEM):
            rows = Notice.objects.filter(user=self.people[name]).order_by("at", "id")
            return list(rows.values_list("words_en", flat=True))
