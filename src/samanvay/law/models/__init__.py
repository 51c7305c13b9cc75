from .check import LawCheck
from .entry import LawEdition, LawEntry

__all__ = ["LawCheck", "LawEdition", "LawEntry"]
