from .contact import NodalContact
from .request import Request, RequestCounter, RequestStep, RequestToken
from .request_offer import Offer

__all__ = ["NodalContact", "Offer", "Request", "RequestCounter", "RequestStep", "RequestToken"]
