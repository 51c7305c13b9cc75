"""The reply address of a letter: open to whoever holds it, tells only what the letter tells."""

import logging

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from samanvay.measures.models import RequestStep
from samanvay.measures.requests.actions.answering import FromOutside
from samanvay.measures.requests.actions.letters import answer_outside, letter_of
from samanvay.web.kit.answers import carried_out, posted
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.refusals import refusal_page
from samanvay.web.kit.unlogged import unlogged

from .request_forms import OutsideForm

LANGUAGES = ("en", "hi")
# As at the sign-in with a code: by address, generous, since many offices share one.
RATES = {"look": "120/10m/ip", "answer": "30/10m/ip"}
log = logging.getLogger("samanvay.replies")


@csrf_exempt  # the letter is the right to answer, no cookie is; the failure's log would hold the address
@sensitive_post_parameters()
@unlogged(
    log,
    gettext_lazy(
        "The address of this letter is closed or was mistyped. Check the address in the letter, or telephone the "
        "office that sent it."
    ),
)
def request_reply(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what the letter tells, and keep what its holder answers."""
    if request.method not in ("GET", "HEAD", "POST"):
        return refusal_page(request, 405)
    # A link and not the usual form: without a referrer a browser names no origin, which that form must.
    if request.GET.get("language") in LANGUAGES:
        translation.activate(request.GET["language"])
    action = "answer" if request.method == "POST" else "look"
    if ratelimit.consume(request, app="samanvay.reply", action=action, config=RATES, limit_get=True) is None:
        return refusal_page(request, 429, _("Too many tries from here. Wait ten minutes."))
    secret = secret.rstrip("/")
    letter = letter_of(secret)
    form = OutsideForm(posted(request), answers=letter.answers)

    def keep() -> RequestStep:
        said = form.cleaned_data
        outside = FromOutside(said["office"], said["phone"])
        return answer_outside(secret=secret, to=said["to"], words=said["words"], outside=outside)

    def shown(*, is_kept: bool) -> HttpResponse:
        context = {
            "letter": letter,
            "until": moment_words(letter.until) if letter.until else "",
            "form": form,
            "is_kept": is_kept,
            "other_language": "en" if translation.get_language() == "hi" else "hi",
        }
        return render(request, "measures/request_reply.html", context, status=400 if form.errors else 200)

    return carried_out(form, keep, lambda _step: shown(is_kept=True)) or shown(is_kept=False)
