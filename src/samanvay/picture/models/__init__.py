from .effort import ReportedWeek
from .fact import Fact, FactSource, SharedFact
from .layer import StatLayer, StatValue

__all__ = ["Fact", "FactSource", "ReportedWeek", "SharedFact", "StatLayer", "StatValue"]
