"""Entries of the registers in the search: by their numbers alone, also those of another register."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samanvay.kernel.db.scope import Actor
from samanvay.tracing.entries import policies, queries
from samanvay.tracing.models import Entry
from samanvay.web.kit import finders

from .presenters import kind_words, state_pill


@finders.register(
    "entries", _("Missing and found"), example="UP-BHR-M2026-000012 · M 12", may=policies.may_read_register, order=20
)
def entries(actor: Actor, asked: finders.Asked) -> finders.Hits:
    """Return the entries with a number, whole or by its parts."""

    def hit(entry: Entry) -> finders.Hit:
        said = (kind_words(entry), entry.place.names if entry.place else "", state_pill(entry).words)
        is_exact = finders.is_same_number(asked.text, entry.number)
        url = reverse("entry", args=[entry.pk])
        return finders.Hit(entry.label, url, " · ".join(str(each) for each in said if each), is_exact)

    found = queries.entries_found(actor, queries.Filters(number=asked.text)).select_related("place")
    return finders.hits_of(found, hit, "entries", number=asked.text)
