from .case import Case, CaseCounter, CaseSeries
from .departure import CaseDeparture
from .happening import CaseEvent
from .item import CaseItem
from .leg import CaseLeg
from .person import CasePerson
from .provision import CaseProvision
from .recount import Recount

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
