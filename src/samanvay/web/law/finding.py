"""The law in the search: sections with or without their Act, then entries by their words."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.law import policies, queries
from samanvay.law.entries import Entry
from samanvay.law.labels import label_of
from samanvay.web.kit import finders


@finders.register(
    "law", _("Law"), example="BNS 143 · 370 IPC · POCSO 19 · धारा 164", may=policies.may_read_law, order=70
)
def law(actor: Actor, asked: finders.Asked) -> finders.Hits:
    """Return the sections that were asked for, each with what it was or became; without any, entries by their words."""
    found = queries.search(actor, queries.LawFilters(words=asked.text)).found
    beside = {line.asked.code: [label_of(each) for each in line.entries if each != line.asked] for line in found.lines}

    def hit(entry: Entry) -> finders.Hit:
        title = Bilingual(entry.title_en, entry.title_hi)
        more = " · ".join([str(title), *beside.get(entry.code, ())])
        return finders.Hit(label_of(entry), reverse("law_entry", args=[entry.code]), more)

    entries = [line.asked for line in found.lines]
    if not found.is_near and (found.asked.words or not entries):
        entries += found.entries
    return finders.hits_of(entries, hit, "law", q=asked.text)
