"""The word for machines, answered before anything else: the prober asks by the machine's own name and without TLS."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .views import healthz


class HealthMiddleware:
    """Answers ``/healthz`` in front of the checks of host and scheme."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == "/healthz":
            return healthz(request)
        return self.get_response(request)
