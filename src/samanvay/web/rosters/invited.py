"""The address of an invitation: open to whoever holds it, tells what, when and where, takes yes or no."""

import logging
from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Invalid
from samanvay.rosters.batches.labels import title_of
from samanvay.rosters.guests.actions.inviting import answer_invitation, invited_by_secret
from samanvay.web.kit.refusals import refusal_page
from samanvay.web.kit.unlogged import unlogged

LANGUAGES = ("en", "hi")
RATES = {"look": "120/10m/ip", "answer": "30/10m/ip"}
log = logging.getLogger("samanvay.replies")


@csrf_exempt  # the invitation is the right to answer, no cookie is; the failure's log would hold the address
@sensitive_post_parameters()
@never_cache
@unlogged(
    log,
    gettext_lazy(
        "This invitation is not valid: it has ended, was replaced by a newer one, or the address was mistyped."
    ),
)
def roster_invited(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what somebody is invited to, and keep whether they come."""
    if request.method not in ("GET", "HEAD", "POST"):
        return refusal_page(request, 405)
    if request.GET.get("language") in LANGUAGES:
        translation.activate(request.GET["language"])
    is_posted = request.method == "POST"
    action = "answer" if is_posted else "look"
    if ratelimit.consume(request, app="samanvay.invited", action=action, config=RATES, limit_get=True) is None:
        return refusal_page(request, 429, _("Too many tries from here. Wait ten minutes."))
    secret = secret.rstrip("/")
    refused: Any = ""
    if is_posted:
        try:
            answer_invitation(secret=secret, said=request.POST.get("said", ""))
        except Invalid as refusal:
            refused = refusal.words
    seen = invited_by_secret(secret)
    with reading(SYSTEM):
        title = title_of(seen.course)
    first, last = (date_format(day, "l, j M Y") for day in (seen.starts_on, seen.ends_on))
    context = {
        "seen": seen,
        "title": title,
        "days": first if first == last else f"{first} – {last}",
        "refused": refused,
        "is_kept": is_posted and not refused,
        "other_language": "en" if translation.get_language() == "hi" else "hi",
    }
    return render(request, "rosters/invited.html", context, status=400 if refused else 200)
