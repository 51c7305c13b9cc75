from .facility import Facility
from .officer import Officer
from .place import GroupMember, Place, PlaceChange, PlaceName
from .posting import Posting
from .unit import Jurisdiction, Unit, UnitChange

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
