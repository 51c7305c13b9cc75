"""The sealed boxes of an entry's person: the pages that a case has too."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay.tracing.entries.actions import break_entry_glass
from samanvay.tracing.entries.queries import entry_or_unseen
from samanvay.tracing.models import Entry
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.boxes import pages as boxed
from samanvay.web.kit.boxes.pages import Boxed
from samanvay.web.kit.pages import POST, every_reader, record_page

from .page import ENTRY, crumbs


def _with_boxes(actor: Actor, entry_id: UUID) -> Entry:
    entry = entry_or_unseen(actor, entry_id)
    if entry.case_person:
        raise Unseen  # their boxes are opened in the case
    return entry


BOXED = replace(ENTRY, load=_with_boxes)


def _boxed(entry: Entry) -> Boxed:
    return Boxed(
        record_id=entry.id,
        page=ENTRY.page(entry),
        crumbs=partial(crumbs, entry),
        label=lambda _box: entry.label,
        box_url=lambda box_id: reverse("entry_box", args=[entry.id, box_id]),
        correct_url=lambda box_id: reverse("entry_box_correct", args=[entry.id, box_id]),
        glass_url=lambda glass_id: reverse("entry_glass", args=[entry.id, glass_id]),
        break_glass=break_entry_glass,
        back=_("Back to the entry"),
        log=_("The log of this entry records who opened what, when and for what purpose."),
        is_void=entry.is_void,
    )


@record_page(BOXED, may=every_reader)
def box(request: OfficerRequest, entry: Entry, box_id: UUID) -> HttpResponse:
    """Ask for the purpose, then show what the box holds, once."""
    return boxed.opening(request, _boxed(entry), box_id)


@record_page(BOXED, may=every_reader, methods=POST)
def correct(request: OfficerRequest, entry: Entry, box_id: UUID) -> HttpResponse:
    """Keep a correction of a sealed record that was just opened."""
    return boxed.correcting(request, _boxed(entry), box_id)


@record_page(BOXED, may=every_reader)
def break_it(request: OfficerRequest, entry: Entry, box_id: UUID) -> HttpResponse:
    """Break the glass on one sealed record."""
    return boxed.breaking(request, _boxed(entry), box_id)


@record_page(BOXED, may=every_reader)
def decide(request: OfficerRequest, entry: Entry, glass_id: UUID) -> HttpResponse:
    """Answer, as the second person, a request to break the glass."""
    return boxed.deciding(request, _boxed(entry), glass_id)
