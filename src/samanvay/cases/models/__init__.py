from .case import Case, CaseCounter, CaseSeries
from .happening import CaseEvent
from .person import CasePerson

__all__ = ["Case", "CaseCounter", "CaseEvent", "CasePerson", "CaseSeries"]
