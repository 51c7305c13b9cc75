from .check import LawCheck
from .draft import LawDraft
from .entry import LawEdition, LawEntry

__all__ = ["LawCheck", "LawDraft", "LawEdition", "LawEntry"]
