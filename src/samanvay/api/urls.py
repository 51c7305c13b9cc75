"""The addresses of the interface; what it does not know is a problem in JSON as well."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from .interface import api
from .problems import problem


def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer an address that the interface does not have."""
    return problem(404, _("This address does not exist. See /api/docs."))


urlpatterns = [
    path("", api.urls),
    path("<path:rest>", nothing_here, name="api_nothing_here"),
]
