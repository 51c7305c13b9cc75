from .advisories.models import Advisory, AdvisoryMeasure, AdvisoryText, Recipient
from .contacts.models import NodalContact
from .playbook.models import Measure, MeasureVersion
from .requests.models.offer import Offer
from .requests.models.request import Request, RequestCounter, RequestStep, RequestToken

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
