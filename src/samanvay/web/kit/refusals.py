"""What a page that cannot be shown says: the status, one sentence, what to do, a way back."""

import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from samanvay.kernel.refusals import Invalid, Refusal, Stale

# Of each status: title, what is said where the refusal has no words of its own, advice.
WORDS = {
    400: (
        _("The request is not valid"),
        _("The address or the form contains something that is not valid."),
        _("Go back, check what you entered, and send it again."),
    ),
    403: (
        _("You do not have permission"),
        _("Your role does not allow this."),
        _("If this is part of your work, ask the officer in charge of your unit for the role."),
    ),
    404: (
        _("Page or record not found"),
        _("There is no such page or record, or you do not have access to it."),
        _("Check the number. To open a record of another unit, that unit must share it with yours."),
    ),
    405: (
        _("This address cannot be opened this way"),
        _("This address cannot be opened in this way."),
        _("Go back and use a button on the page."),
    ),
    409: (
        _("Somebody else changed this first"),
        _("Somebody changed this record while you were writing. Compare the two versions and decide."),
        _("The other person's entry is kept. Go back, open the page again, and enter what is still needed."),
    ),
    503: (
        _("Too many users at the moment"),
        _("Many people are using this at the moment."),
        _("Try again in a few seconds."),
    ),
    500: (
        _("An error happened on our side"),
        _("Your entry may not have been saved."),
        _("Try again in a minute. If it happens again, tell the state desk what you were doing."),
    ),
}


def refusal_page(request: HttpRequest, status: int, words: Any = None, **more: Any) -> HttpResponse:
    """Return the page of a refusal, in the reader's language."""
    title, default, advice = WORDS.get(status, WORDS[400])
    context = {"status": status, "title": title, "words": words or default, "advice": advice, **more}
    return render(request, "refusal.html", context, status=status)


def page_of(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return the page of a Refusal that reached the top."""
    more: dict[str, Any] = {"refusal": refusal}
    if isinstance(refusal, Stale):
        from .field_words import sides  # models: logging imports this module before they are there

        more["sides"] = sides(refusal)
    if isinstance(refusal, Invalid):
        more["field"] = refusal.field
    return refusal_page(request, refusal.status, refusal.words, **more)


def _of_django(status: int) -> Callable[[HttpRequest, Exception], HttpResponse]:
    """Return what answers a refusal of Django's own; its reason is for the log, not for the page."""
    return lambda request, exception: refusal_page(request, status)


bad_request, permission_denied, page_not_found = (_of_django(status) for status in (400, 403, 404))


def _is_outage(error: BaseException | None) -> bool:
    """Tell whether a fault is, or came of, a database that was away: what is cleared up afterwards fails as well."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        error = error.__cause__ or error.__context__
    return False


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours, from a template that needs neither database nor session.

    While the database is away or a table is locked it is 503, so that a program asks again by itself. Which language
    the reader chose may stand in the database, so it is said in both.
    """
    if _is_outage(sys.exc_info()[1]):
        first = translation.get_language()
        languages = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != first)
        page = loader.get_template("503.html").render({"languages": languages})
        return HttpResponse(page, status=503, headers={"Retry-After": "5"})
    return HttpResponseServerError(loader.get_template("500.html").render())
