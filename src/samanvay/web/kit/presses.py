"""What was sent before: the same press leads where the first led, other words of one submission are asked about.

A page's token is drawn anew each time that it is shown, so that the same words with the same token are one form pressed
twice. Of what was sent a keyed digest is kept, in the cache that all processes share.
"""

import hashlib
import json
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from samanvay.kernel.ids import uuid7
from samanvay.recording.submissions import one_at_a_time

from .access import OfficerRequest

TOKEN, SUBMISSION = "csrfmiddlewaretoken", "submission_id"
PRESSED_FOR = 10 * 60  # seconds
SENT_FOR = 24 * 3600
NO_WORDS = (TOKEN, SUBMISSION, "captured_at", "lat", "lon")


def answered_before(request: OfficerRequest) -> HttpResponse | None:
    """Return the answer to what was sent before, None where this is new. Of two at once the second waits here."""
    if not (request.POST.get(TOKEN) or request.POST.get(SUBMISSION)):
        return None
    press = _press(request)
    one_at_a_time(_key_of(press))
    if request.POST.get(TOKEN) and (to := cache.get(press)):
        messages.info(request, _("You pressed twice. The second press was ignored."))
        return HttpResponseClientRedirect(to) if request.headers.get("HX-Request") else HttpResponseRedirect(to)
    sent = []
    if request.POST.get(SUBMISSION):
        submission = _submission(request)
        one_at_a_time(_key_of(submission))  # of two with other words the second sees what the first saved
        sent = json.loads(cache.get(submission) or "[]")
    if sent and sent[0] != _words(request):
        return _other_words(request, sent[1])
    return None


def note_answer(request: OfficerRequest, answer: HttpResponseBase) -> None:
    """Keep where what was sent has led; a page that shows a fault leads nowhere."""
    to = answer.headers.get("HX-Redirect") or (answer.headers.get("Location", "") if answer.status_code == 302 else "")
    if not to:
        return
    if request.POST.get(TOKEN):
        cache.set(_press(request), to, PRESSED_FOR)
    if request.POST.get(SUBMISSION):
        cache.set(_submission(request), json.dumps([_words(request), to]), SENT_FOR)


def _other_words(request: OfficerRequest, first: str) -> HttpResponse:
    """Show that a form was saved before with other words, 409: what was saved, and what is sent now as a new record."""
    kept = [(name, value) for name, values in request.POST.lists() for value in values if name not in NO_WORDS[:2]]
    title = _("This form was saved already, with other words")
    context = {"title": title, "first": first, "here": request.get_full_path(), "kept": kept, "again": uuid7()}
    return render(request, "kit/sent_before.html", context, status=409)


def _key_of(digest: str) -> UUID:
    return UUID(bytes=hashlib.sha256(digest.encode()).digest()[:16])


def _press(request: OfficerRequest) -> str:
    return _digest(request, "press", request.get_full_path(), sorted(request.POST.lists()), _files(request))


def _submission(request: OfficerRequest) -> str:
    return _digest(request, "submission", request.path, request.POST[SUBMISSION])


def _words(request: OfficerRequest) -> str:
    told = sorted((name, values) for name, values in request.POST.lists() if name not in NO_WORDS)
    return _digest(request, "words", told, _files(request))


def _files(request: OfficerRequest) -> list[tuple[str, str, int]]:
    files = [(name, file) for name in request.FILES for file in request.FILES.getlist(name)]
    return sorted((name, str(file.name), file.size or 0) for name, file in files)


def _digest(request: OfficerRequest, *said: object) -> str:
    whole = json.dumps([str(request.actor.id), *said])
    return salted_hmac("samanvay.presses", whole, algorithm="sha256").hexdigest()
