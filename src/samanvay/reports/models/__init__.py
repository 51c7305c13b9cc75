from ..teaching.models import ReaderConsent
from .case_answer import CaseAnswer
from .case_pair import CasePair
from .claim import Claim
from .figure import CaseCount, Figure, Source, TallyLine, TallySource
from .report import SituationReport

__all__ = [
    "CaseAnswer",
    "CaseCount",
    "CasePair",
    "Claim",
    "Figure",
    "ReaderConsent",
    "SituationReport",
    "Source",
    "TallyLine",
    "TallySource",
]
