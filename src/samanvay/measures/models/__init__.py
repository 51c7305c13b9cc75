from .advisory import Advisory, AdvisoryMeasure, AdvisoryText, Recipient
from .measure import Measure, MeasureVersion

__all__ = ["Advisory", "AdvisoryMeasure", "AdvisoryText", "Measure", "MeasureVersion", "Recipient"]
