"""Steps around every page: whose language, who acts, and what a refusal looks like."""

import logging
import threading
from collections.abc import Callable
from uuid import UUID
from weakref import WeakValueDictionary

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from samanvay.access.actors import actor_for
from samanvay.access.boxes.actions.opening import BoxClosed, note_closed
from samanvay.access.signin.refusals import note_refusal
from samanvay.audit.actions.openings import note_refused_opening
from samanvay.kernel.db.scope import acting_as
from samanvay.kernel.places import Places
from samanvay.kernel.refusals import AlreadyDone, Busy, Refusal, is_of_request
from samanvay.web.kit.refusals import page_of, refusal_page

from .signin.door import device_of, via_of

log = logging.getLogger("samanvay.web")

AT_ONCE, WAITING = 6, 2  # of the twelve threads of a process


class NoStoreMiddleware:
    """Lets no browser and no proxy keep an answer, unless it says itself how long it may be kept.

    Stands outside all that answers, so that refusals, errors and redirects are covered like pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class AtOnceMiddleware:
    """Answers so many requests of one session or token at once, so that nobody's requests keep everybody waiting.

    A page with what it loads stays below it. Whoever brings neither session nor token is the proxy's to slow down.
    """

    WORDS = (
        "Too many requests at once. Try again in a few seconds.\nएक साथ बहुत अधिक अनुरोध आए। कुछ सेकंड बाद फिर प्रयास करें।\n"
    )

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._lock = threading.Lock()
        self._places: WeakValueDictionary[str, Places] = WeakValueDictionary()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        who = request.COOKIES.get(settings.SESSION_COOKIE_NAME) or request.headers.get("Authorization")
        if not who:
            return self.get_response(request)
        with self._lock:
            places = self._places.get(who) or Places(AT_ONCE, waiting=WAITING)
            self._places[who] = places
        try:
            places.take()
        except Busy:
            return HttpResponse(self.WORDS, "text/plain; charset=utf-8", 429, headers={"Retry-After": "2"})
        try:
            return self.get_response(request)
        finally:
            places.leave()


class LanguageEndsMiddleware:
    """Gives back the language that the thread had: a page's language ends with its answer.

    Stands outside whatever chooses one (the address, a cookie, the signed-in officer), which all leave it set.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = translation.get_language()
        try:
            return self.get_response(request)
        finally:
            if before is None:
                translation.deactivate_all()
            else:
                translation.activate(before)


class ActorMiddleware:
    """Lets the signed-in user act for the length of the request, in their language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            request.actor = None  # type: ignore[attr-defined]
            return self.get_response(request)
        device = device_of(request)
        actor = actor_for(user, via=via_of(request), audience=device.audience if device else None)
        request.actor = actor  # type: ignore[attr-defined]
        translation.activate(actor.language)
        request.LANGUAGE_CODE = translation.get_language()
        with acting_as(actor):
            return self.get_response(request)


class RefusalMiddleware:
    """Turns a refusal into its page, and input that the database cannot take: the status, the sentence, a way back.

    Here, outside the transaction of any page, a hidden record that was asked for comes to the log.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_refused = response.status_code == 403 and request.method == "GET"
        if (response.status_code == 404 or is_refused) and request.resolver_match:
            keys = [each for each in request.resolver_match.kwargs.values() if isinstance(each, UUID)]
            actor = getattr(request, "actor", None)
            if keys and actor:
                note_refused_opening(by=actor, keys=keys, is_seen=is_refused)
        if response.status_code == 405 and not response.streaming and not response.content:
            page = refusal_page(request, 405)
            page["Allow"] = response.get("Allow", "")
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if is_of_request(exception, request):
            # What no column takes, as a NUL in an address. Its message may quote what was given, so it is not logged.
            match = request.resolver_match
            log.warning("the database could not take what was given to %s", match.view_name if match else "a page")
            return refusal_page(request, 400)
        if isinstance(exception, Busy):
            page = page_of(request, exception)
            page["Retry-After"] = "5"
            return page
        if not isinstance(exception, Refusal) or exception.status >= 500:
            return None
        note_refusal(request, exception)
        if isinstance(exception, AlreadyDone):
            title = _("This was already done")
            advice = _("Nothing was changed. Open the page again to see the present status.")
            return refusal_page(request, exception.status, exception.words, title=title, advice=advice)
        if isinstance(exception, BoxClosed):
            note_closed(by=request.actor, box=exception.box)  # type: ignore[attr-defined]
        return page_of(request, exception)
