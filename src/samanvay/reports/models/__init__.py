from .case_answer import CaseAnswer
from .claim import Claim
from .figure import CaseCount, Figure, Source, TallyLine, TallySource
from .report import SituationReport

__all__ = ["CaseAnswer", "CaseCount", "Claim", "Figure", "SituationReport", "Source", "TallyLine", "TallySource"]
