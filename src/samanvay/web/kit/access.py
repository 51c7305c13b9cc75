"""The doors of pages: who may come in at all. What they may see and do there is asked of policies."""

from collections.abc import Callable
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, overload

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from samanvay.access.models import User
from samanvay.access.permissions import Permission
from samanvay.access.policies import require, require_confirmed
from samanvay.kernel.db.scope import Actor

from .filters import refuse_file_of_unread

if TYPE_CHECKING:
    from . import pages


class OfficerRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User
    actor: Actor
    page: "pages.Page"  # set by the kit, on pages that it opens


P = ParamSpec("P")
View = Callable[Concatenate[OfficerRequest, P], HttpResponseBase]
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


@overload
def officer_page(view: View[P], /) -> Page[P]: ...
@overload
def officer_page(
    *, permission: Permission | None = None, until_confirmed: bool = False
) -> Callable[[View[P]], Page[P]]: ...


def officer_page(view: Any = None, /, *, permission: Permission | None = None, until_confirmed: bool = False) -> Any:
    """Open a page to the signed-in; others are sent to sign in and come back.

    With ``permission`` the actor must hold it at some unit, else the page is refused with the policy's words. A page
    without one is shut to an officer whom no superior has confirmed yet, unless it is open ``until_confirmed``.
    A request by htmx is answered with an address for the whole window, not with a sign-in form inside a fragment.
    """
    if view is None:
        return partial(officer_page, permission=permission, until_confirmed=until_confirmed)

    @wraps(view)
    def page(request: OfficerRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "actor", None) is None:
            if request.headers.get("HX-Request"):
                return HttpResponse(status=401, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
            back = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
            return redirect_to_login(back)
        if permission is not None:  # what is left of a role until it is confirmed, the permission itself says
            require(request.actor, permission)
        elif not until_confirmed:
            require_confirmed(request.actor)
        answer: HttpResponseBase = view(request, *args, **kwargs)
        refuse_file_of_unread(request, answer)
        return answer

    page.officers_only = True  # type: ignore[attr-defined]
    return page
