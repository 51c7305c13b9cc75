from .claim import Claim
from .figure import Figure, Source, TallyLine
from .report import SituationReport

__all__ = ["Claim", "Figure", "SituationReport", "Source", "TallyLine"]
