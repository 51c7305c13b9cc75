"""What every page of an entry does: the way to it, its form pages, its addresses."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.tracing.models import Entry
from samanvay.web.access import OfficerRequest
from samanvay.web.cases.views.page import show
from samanvay.web.components.pieces import Crumb


def crumbs(entry: Entry | None, *last: Any) -> list[Crumb]:
    """Return the way to a page of an entry."""
    way = [Crumb(_("Missing and found"), reverse("entries"))]
    if entry is not None:
        way.append(Crumb(entry.number, page_of(entry)))
    return [*way, *(Crumb(words) for words in last)]


def page_of(entry: Entry) -> str:
    """Return the address of an entry."""
    return reverse("entry", args=[entry.id])


def form_page(request: OfficerRequest, form: Any, entry: Entry, *, title: Any, **more: Any) -> HttpResponse:
    """Show a form about an entry on a page of its own."""
    return show(request, form, title=title, crumbs=crumbs(entry, title), back=page_of(entry), entry=entry, **more)
