from .conference import Conference, Invitation
from .item import Item, Shown
from .line import Line
from .meeting import CaseMeeting
from .series import Series

__all__ = ["CaseMeeting", "Conference", "Invitation", "Item", "Line", "Series", "Shown"]
