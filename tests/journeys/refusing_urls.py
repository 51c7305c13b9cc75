"""The product's addresses, and one more for each way in which a page can be refused."""

from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest
from django.urls import include, path

from samanvay.config.urls import handler400, handler403, handler404, handler500
from samanvay.kernel.refusals import Invalid, NoActor, Refused, Stale, Unseen

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def raising(error: Exception) -> Any:
    def view(request: HttpRequest) -> None:
        raise error

    return view


REFUSALS = {
    "refused": (403, Refused("Only the officer in charge of Varanasi may do this.")),
    "denied": (403, PermissionDenied("internal remark")),
    "unseen": (404, Unseen()),
    "invalid": (400, Invalid("day", "The day lies in the future.")),
    "bad": (400, BadRequest("internal remark")),
    "stale": (409, Stale(theirs={"what": "Cantt", "narrative": "A"}, yours={"what": "Sigra", "narrative": "A"})),
    "fault": (500, NoActor()),
    "crash": (500, ZeroDivisionError("internal remark")),
}

urlpatterns = [
    path("", include("samanvay.config.urls")),
    *(path(f"refuse/{name}/", raising(error)) for name, (_status, error) in REFUSALS.items()),
]
