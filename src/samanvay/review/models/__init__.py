from ..convergence.models import CaseMeeting
from ..series.models import Series
from .conference import Conference, Invitation
from .item import Item, Shown
from .line import Line

__all__ = ["CaseMeeting", "Conference", "Invitation", "Item", "Line", "Series", "Shown"]
