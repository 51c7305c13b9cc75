"""The interface, put together: its doors, its errors, its rooms, its description."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase
from ninja.openapi.schema import OpenAPISchema

from . import acts, cases, duties, places, registers, who
from .door import BySession, ByToken
from .problems import answer_with_problems, describe_problems


class DescriptionPage(DocsBase):
    """The description as a page of ours: no script from elsewhere, readable on a phone."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        schema = api.get_openapi_schema()
        calls = [
            {"method": method.upper(), "path": path, **said}
            for path, methods in schema["paths"].items()
            for method, said in methods.items()
        ]
        return render(request, "api/description.html", {"calls": calls, "url": self.get_openapi_url(api, kwargs)})


class Interface(NinjaAPI):
    """The interface; its description is the same for everybody, so that it is worked out once."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        if prefix not in _described:
            _described[prefix] = super().get_openapi_schema(path_prefix=prefix)
            describe_problems(_described[prefix])
        return _described[prefix]


_described: dict[str, OpenAPISchema] = {}


def for_the_signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Show the description to those who are signed in, by session or token."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "actor", None) is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return page


api = Interface(
    title="Samanvay",
    version="1",
    description="Cases, their acts, registers of the missing and the found, duties, places and units of Samanvay. "
    "Nothing sealed goes over this interface.",
    urls_namespace="api",
    auth=[ByToken(), BySession(settings.SESSION_COOKIE_NAME)],
    docs=DescriptionPage(),
    docs_decorator=lambda view: never_cache(for_the_signed_in(view)),
)
answer_with_problems(api)
api.add_router("", who.router)
api.add_router("", places.router)
api.add_router("", duties.router)
api.add_router("", cases.router)
api.add_router("", acts.router)
api.add_router("", registers.router)
