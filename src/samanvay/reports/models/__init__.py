from .claim import Claim
from .report import SituationReport

__all__ = ["Claim", "SituationReport"]
