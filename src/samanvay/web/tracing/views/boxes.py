"""The sealed boxes of an entry's person: the pages that a case has too."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samanvay.kernel.refusals import Unseen
from samanvay.tracing.actions import break_entry_glass
from samanvay.tracing.queries import entry_or_unseen
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.cases import boxed
from samanvay.web.cases.boxed import Boxed

from .page import crumbs, page_of

BOTH = ["GET", "POST"]


def _boxed(request: OfficerRequest, entry_id: UUID) -> Boxed:
    entry = entry_or_unseen(request.actor, entry_id)
    if entry.case_person:
        raise Unseen  # their boxes are opened in the case
    return Boxed(
        record_id=entry.id,
        page=page_of(entry),
        crumbs=partial(crumbs, entry),
        label=lambda _box: entry.label,
        box_url=lambda box_id: reverse("entry_box", args=[entry.id, box_id]),
        correct_url=lambda box_id: reverse("entry_box_correct", args=[entry.id, box_id]),
        glass_url=lambda glass_id: reverse("entry_glass", args=[entry.id, glass_id]),
        break_glass=break_entry_glass,
        back=_("Back to the entry"),
        log=_("Who opened what, when and for what purpose stands in the log of this entry."),
        is_void=entry.is_void,
    )


@never_cache
@officer_page
@require_http_methods(BOTH)
def box(request: OfficerRequest, entry_id: UUID, box_id: UUID) -> HttpResponse:
    """Ask for the purpose, then show what the box holds, once."""
    return boxed.opening(request, _boxed(request, entry_id), box_id)


@never_cache
@officer_page
@require_http_methods(["POST"])
def correct(request: OfficerRequest, entry_id: UUID, box_id: UUID) -> HttpResponse:
    """Keep a correction of a sealed record that was just opened."""
    return boxed.correcting(request, _boxed(request, entry_id), box_id)


@never_cache
@officer_page
@require_http_methods(BOTH)
def break_it(request: OfficerRequest, entry_id: UUID, box_id: UUID) -> HttpResponse:
    """Break the glass on one sealed record."""
    return boxed.breaking(request, _boxed(request, entry_id), box_id)


@never_cache
@officer_page
@require_http_methods(BOTH)
def decide(request: OfficerRequest, entry_id: UUID, glass_id: UUID) -> HttpResponse:
    """Answer, as the second person, a request to break the glass."""
    return boxed.deciding(request, _boxed(request, entry_id), glass_id)
