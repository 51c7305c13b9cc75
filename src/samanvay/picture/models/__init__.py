from .effort import ReportedWeek
from .fact import Fact, FactSource, SharedFact

__all__ = ["Fact", "FactSource", "ReportedWeek", "SharedFact"]
