"""The health page, and the word for machines."""

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samanvay.access.permissions import Permission
from samanvay.kernel import clock
from samanvay.web.kit import readings
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.pages import READ, open_page, page

from . import probes


@open_page(*READ)
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer "ok" (200), or "unavailable" (503) when the database is away or its tables are not of this release."""
    try:
        is_well = not probes.unapplied_migrations()
    except DatabaseError:
        is_well = False
    words, status = ("ok", 200) if is_well else ("unavailable", 503)
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=status)


@page(permission=Permission.HEALTH_READ, methods=READ)
def health(request: OfficerRequest) -> HttpResponse:
    """Show every probe's readings; the table asks again by itself."""
    found = readings.readings()
    context = {"readings": found, "bad": sum(reading.is_bad for reading in found), "at": clock.now()}
    template = "health/readings.html" if request.headers.get("HX-Request") else "health/health.html"
    return render(request, template, context)
