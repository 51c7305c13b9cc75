from .effort import ReportedWeek
from .fact import Fact, FactSource, SharedFact, Telling, Way
from .finding import FactWeek, Finding, FindingRun
from .layer import StatLayer, StatValue

__all__ = [
    "Fact",
    "FactSource",
    "FactWeek",
    "Finding",
    "FindingRun",
    "ReportedWeek",
    "SharedFact",
    "StatLayer",
    "StatValue",
    "Telling",
    "Way",
]
