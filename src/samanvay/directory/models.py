from .facilities.models import Facility
from .officers.models.officer import Officer
from .officers.models.posting import Posting
from .places.models import GroupMember, Place, PlaceChange, PlaceName
from .units.models import Jurisdiction, Unit, UnitChange

__all__ = [
    "Facility",
    "GroupMember",
    "Jurisdiction",
    "Officer",
    "Place",
    "PlaceChange",
    "PlaceName",
    "Posting",
    "Unit",
    "UnitChange",
]
