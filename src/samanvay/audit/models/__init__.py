from .amendment import Amendment
from .event import Era, Event
from .outbox import Parked, Position
from .seal import Seal

__all__ = ["Amendment", "Era", "Event", "Parked", "Position", "Seal"]
