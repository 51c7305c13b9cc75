"""What was just typed read again by its author, and the receipt for the family."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samanvay.access.boxes.groups import FIELDS, Group
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.dates import read_instant
from samanvay.kernel.refusals import reason_against
from samanvay.tracing.entries import policies
from samanvay.tracing.entries.actions import print_receipt, reread_entry
from samanvay.tracing.entries.actions.receipt import REREAD_FOR, Sealed
from samanvay.tracing.models import Entry
from samanvay.web.components.pieces import Action
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.pages import POST, every_reader, record_page

from ..receipt_paper import receipt
from .page import ENTRY, crumbs

TYPED = "typed"  # in the session: when which entries were typed, nothing of what


def note_typed(request: OfficerRequest, entries: Iterable[Entry]) -> None:
    """Note in the session that entries were typed in it now."""
    now = clock.now().isoformat(timespec="seconds")
    request.session[TYPED] = {**_fresh(request), **{str(entry.id): now for entry in entries}}


def _fresh(request: OfficerRequest) -> dict[str, str]:
    since = clock.now() - REREAD_FOR
    return {key: at for key, at in request.session.get(TYPED, {}).items() if read_instant(at) > since}


def typed_actions(request: OfficerRequest, entry: Entry) -> list[Action]:
    """Return the buttons that read again what was typed in this session, and print the receipt in either language."""
    found = []
    if str(entry.id) in _fresh(request):
        found.append(Action(_("Check what you typed"), reverse("entry_typed", args=[entry.id]), post=True))
    refused = reason_against(policies.may_print_receipt, request.actor, entry)
    url = reverse("entry_receipt", args=[entry.id])
    for language, words in (("hi", _("Receipt for the family (Hindi)")), ("en", _("Receipt for the family (English)"))):
        found.append(Action(words, url, post=True, refused=refused, fields={"language": language}))
    return found if entry.is_missing else found[:-2]


@record_page(ENTRY, may=every_reader, methods=POST)
def typed(request: OfficerRequest, entry: Entry) -> HttpResponse:
    """Show its author what was sealed within ten minutes, in the session in which it was typed."""
    policies.may_reread(request.actor, entry, is_fresh=str(entry.id) in _fresh(request))
    opened = reread_entry(by=request.actor, entry_id=entry.id)
    title = _("What you typed: %(label)s") % {"label": entry.label}
    context = {
        "title": title,
        "crumbs": crumbs(entry, title),
        "values": sealed_values(opened),
        "page": ENTRY.page(entry),
        "back": _("Back to the entry"),
    }
    return render(request, "kit/box.html", context)


def sealed_values(opened: Sealed) -> list[tuple[Any, str]]:
    """Return the fields of opened boxes with their labels, in the order of the groups."""
    return [
        (field.label, opened[group][field.name])
        for group in Group
        if group in opened
        for field in FIELDS[group]
        if opened[group].get(field.name)
    ]


@record_page(ENTRY, may=policies.may_print_receipt, methods=POST)
def printing(request: OfficerRequest, entry: Entry) -> HttpResponse:
    """Give the receipt for the family as PDF, in Hindi or English."""
    entry, opened = print_receipt(by=request.actor, entry_id=entry.id)
    language = "en" if request.POST.get("language") == "en" else "hi"
    has_phone = any(opened.get(Group.CONTACT, {}).get(name) for name in ("family_phone", "phone"))
    with translation.override(language):
        paper = receipt(entry, directory.unit_of(entry.home_unit), sealed_values(opened), language, has_phone=has_phone)
    answer = HttpResponse(paper.pdf(), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{entry.number}.pdf"'
    return answer
