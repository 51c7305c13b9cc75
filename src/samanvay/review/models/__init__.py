from .conference import Conference, Invitation
from .item import Item, Shown
from .line import Line
from .series import Series

__all__ = ["Conference", "Invitation", "Item", "Line", "Series", "Shown"]
