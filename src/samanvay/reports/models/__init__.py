from .case_answer import CaseAnswer
from .claim import Claim
from .figure import Figure, Source, TallyLine
from .report import SituationReport

__all__ = ["CaseAnswer", "Claim", "Figure", "SituationReport", "Source", "TallyLine"]
