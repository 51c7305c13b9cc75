"""The states under the path that the first migration of this room names."""

from .batches.states import Absence, BatchState, TurnOrigin, TurnState
from .centres.states import ClosureKind
from .plans.states import ChangeKind, ChangeState, Mode

__all__ = [
    "Absence",
    "BatchState",
    "ChangeKind",
    "ChangeState",
    "ClosureKind",
    "Mode",
    "TurnOrigin",
    "TurnState",
]
