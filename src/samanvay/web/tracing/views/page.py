"""What every page of an entry does: the way to it, its form pages, its addresses."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.tracing.entries.queries import entry_or_unseen
from samanvay.tracing.kinds import EntryKind
from samanvay.tracing.models import Entry
from samanvay.tracing.tasks import follow_entries
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.pages import Record

TITLES: dict[str, Any] = {
    EntryKind.MISSING: gettext_lazy("Report a missing person"),
    EntryKind.FOUND: gettext_lazy("Enter a found person"),
    EntryKind.SIGHTING: gettext_lazy("Enter a sighting"),
}


def crumbs(entry: Entry | None, *last: Any) -> list[Crumb]:
    """Return the way to a page of an entry."""
    way = [Crumb(_("Missing and found"), reverse("entries"))]
    if entry is not None:
        way.append(Crumb(entry.number, page_of(entry)))
    return [*way, *(Crumb(words) for words in last)]


def page_of(entry: Entry) -> str:
    """Return the address of an entry."""
    return reverse("entry", args=[entry.id])


def followed(action: Callable[..., Entry]) -> Callable[..., Entry]:
    """Return an action of an entry after which its duties are opened and ended in the same answer."""

    def act(**given: Any) -> Entry:
        entry = action(**given)
        follow_entries([entry.id])
        return entry

    return act


ENTRY: Record[Entry] = Record(
    "entry",
    load=lambda actor, entry_id: entry_or_unseen(actor, entry_id),
    page=page_of,
    crumbs=lambda actor, entry: crumbs(entry),
    given=lambda entry: {"entry_id": entry.id},
)
