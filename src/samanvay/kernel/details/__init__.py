"""What in a text could point at one person."""

from .details import Detail, details_in
from .kinds import DETAIL_WORDS, REFUSED_OUTRIGHT, DetailKind

__all__ = ["DETAIL_WORDS", "REFUSED_OUTRIGHT", "Detail", "DetailKind", "details_in"]
