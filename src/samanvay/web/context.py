"""What every page needs: the name and place of the person, the menu, the mode."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject, lazystr

from samanvay.access.models import User
from samanvay.access.roles import BY_CODE
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.web.kit import page_texts
from samanvay.web.kit.menu import menu_for
from samanvay.web.tour.steps import strip_of


def face(request: HttpRequest) -> dict[str, Any]:
    """Return what the layout shows on every page; what costs a query is asked for only where it is shown."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "who": _who(request),
        "menu": SimpleLazyObject(lambda: menu_for(request, actor)),
        "whereabouts": SimpleLazyObject(lambda: lazystr(whereabouts(actor))),
        "home_url": _home(),
        "help_url": SimpleLazyObject(lambda: lazystr(page_texts.help_for(request))),
        "here": request.get_full_path(),
        "is_demo": settings.IS_DEMO,
        "thread": SimpleLazyObject(lambda: strip_of(request)),
    }


def whereabouts(actor: Actor | None) -> str:
    """Return role and unit of an actor's first grant: "AHTU in charge, Varanasi"."""
    if actor is None or not actor.grants:
        return ""
    held = actor.grants[0]
    said = [str(BY_CODE[held.role].name)]
    if apps.is_installed("samanvay.directory"):
        from samanvay.directory.queries import name_of_unit

        if name := name_of_unit(held.audience):
            said.append(str(name))
    return ", ".join(said)


def _who(request: HttpRequest) -> Bilingual | None:
    user = getattr(request, "user", None)
    return Bilingual(user.name, user.name_hi) if isinstance(user, User) else None


def _home() -> str:
    try:
        return reverse(settings.LOGIN_REDIRECT_URL)
    except NoReverseMatch:
        return "/"
