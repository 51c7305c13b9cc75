from .advisory import Advisory, AdvisoryMeasure, AdvisoryText, Recipient
from .contact import NodalContact
from .measure import Measure, MeasureVersion
from .request import Request, RequestCounter, RequestStep, RequestToken
from .request_offer import Offer

__all__ = [
    "Advisory",
    "AdvisoryMeasure",
    "AdvisoryText",
    "Measure",
    "MeasureVersion",
    "NodalContact",
    "Offer",
    "Recipient",
    "Request",
    "RequestCounter",
    "RequestStep",
    "RequestToken",
]
