from .batches.models.batch import Batch, BatchTrainer, TrainerAway
from .batches.models.turn import Turn
from .centres.models import Centre, Closure
from .delivery.models import BatchNote, Cost, CoverageWeek, Feedback, Material, Presence
from .guests.models import Guest
from .plans.models import Plan, PlanChange

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
