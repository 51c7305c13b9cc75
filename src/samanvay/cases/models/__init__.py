from ..counted.models.departure import CaseDeparture
from ..counted.models.recount import Recount
from .case import Case, CaseCounter, CaseSeries
from .happening import CaseEvent
from .item import CaseItem
from .leg import CaseLeg
from .person import CasePerson
from .provision import CaseProvision

__all__ = [
    "Case",
    "CaseCounter",
    "CaseDeparture",
    "CaseEvent",
    "CaseItem",
    "CaseLeg",
    "CasePerson",
    "CaseProvision",
    "CaseSeries",
    "Recount",
]
