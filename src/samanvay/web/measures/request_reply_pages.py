"""The reply address of a letter: open to whoever holds it, tells only what the letter tells, leaves no trace of itself.

The secret stands in the address, and Django logs the address of what it refuses or breaks on. So this page answers
every request itself, faults too, and marks its answers as logged.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.measures.request_answers import FromOutside
from samanvay.measures.request_letters import answer_outside, letter_of
from samanvay.web.refusals import refusal_page, server_error
from samanvay.web.today.presenters import moment_words

from .request_forms import OutsideForm

LANGUAGES = ("en", "hi")
# As at the sign-in with a code: by address, generous, since many offices share one.
RATES = {"look": "120/10m/ip", "answer": "30/10m/ip"}
log = logging.getLogger("samanvay.replies")


def _unlogged(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer whatever happens here, so that nothing further out writes the address into a log."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer = view(request, *args, **kwargs)
        except Unseen:
            answer = refusal_page(request, 404, _("This letter's address is closed or was mistyped."))
        except Exception:
            log.exception("a letter's reply address broke")
            transaction.set_rollback(True)
            answer = server_error(request)
        answer["Cache-Control"] = "no-store"
        answer["Referrer-Policy"] = "no-referrer"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        answer._has_been_logged = True  # type: ignore[attr-defined]  # what Django's log_response asks
        return answer

    return page


@csrf_exempt  # the letter is the right to answer, no cookie is; the failure's log would hold the address
@sensitive_post_parameters()
@never_cache
@_unlogged
def request_reply(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what the letter tells, and keep what its holder answers."""
    if request.method not in ("GET", "HEAD", "POST"):
        return refusal_page(request, 405)
    # A link and not the usual form: without a referrer a browser names no origin, which that form must.
    if request.GET.get("language") in LANGUAGES:
        translation.activate(request.GET["language"])
    posted = request.POST if request.method == "POST" else None
    action = "look" if posted is None else "answer"
    if ratelimit.consume(request, app="samanvay.reply", action=action, config=RATES, limit_get=True) is None:
        return refusal_page(request, 429, _("Too many tries from here. Wait ten minutes."))
    secret = secret.rstrip("/")
    letter = letter_of(secret)
    form = OutsideForm(posted, answers=letter.answers)
    is_kept = False
    if posted is not None and form.is_valid():
        said = form.cleaned_data
        try:
            answer_outside(
                secret=secret, to=said["to"], words=said["words"], outside=FromOutside(said["office"], said["phone"])
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            is_kept = True
    context = {
        "letter": letter,
        "until": moment_words(letter.until) if letter.until else "",
        "form": form,
        "is_kept": is_kept,
        "other_language": "en" if translation.get_language() == "hi" else "hi",
    }
    return render(request, "measures/request_reply.html", context, status=400 if form.errors else 200)
