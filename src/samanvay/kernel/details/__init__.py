"""What in a text could point at one person: looked for wherever words travel further than their writer's unit."""

from .details import Detail, details_in
from .kinds import DETAIL_WORDS, DetailKind

__all__ = ["DETAIL_WORDS", "Detail", "DetailKind", "details_in"]
