"""Adding facilities."""

from datetime import date

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory import events
from samanvay.directory.kinds import FACILITY_KINDS
from samanvay.directory.models import Facility, Place, Unit
from samanvay.directory.policies import require_edit
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import public_code
from samanvay.kernel.refusals import Invalid

from ..checks import effective, named


def add_facility(
    *,
    by: Actor,
    kind: str,
    name: str,
    name_hi: str = "",
    place: Place,
    operator: Unit | None = None,
    lat: float | None = None,
    lon: float | None = None,
    on: date | None = None,
) -> Facility:
    """Add a facility at a place, with the unit that runs it."""
    require_edit(by, place.state_id or place.key)
    if kind not in FACILITY_KINDS:
        raise Invalid("kind", _("Choose a kind of facility from the list."))
    facility = Facility(
        code=f"{kind}:{public_code().lower()}",
        kind=kind,
        name=named("name", name, 160),
        name_hi=name_hi.strip(),
        place=place,
        district_id=place.key if place.kind == "district" else place.district_id,
        lat=lat if lat is not None else place.lat,
        lon=lon if lon is not None else place.lon,
        operator=operator,
        valid_from=effective(on),
    )
    with operation(events.FACILITY_CREATED, by=by, target=("facility", facility.id), of_kind=kind, place=place.key):
        facility.save(force_insert=True)
    return facility
