from .batch import Batch, BatchNote, BatchTrainer, Cost, Material, TrainerAway
from .centre import Centre, Closure
from .coverage import CoverageWeek
from .guest import Guest
from .plan import Plan, PlanChange
from .turn import Feedback, Presence, Turn

__all__ = [
    "Batch",
    "BatchNote",
    "BatchTrainer",
    "Centre",
    "Closure",
    "Cost",
    "CoverageWeek",
    "Feedback",
    "Guest",
    "Material",
    "Plan",
    "PlanChange",
    "Presence",
    "TrainerAway",
    "Turn",
]
