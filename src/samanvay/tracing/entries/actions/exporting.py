"""Taking a list of entries out of the house: few rows, no names, a purpose, a watermark, an event."""

from django.utils.translation import gettext as _

from samanvay.access.boxes.groups import Purpose
from samanvay.access.permissions import Permission
from samanvay.audit.operations import operation
from samanvay.duties.exports import tell_of_export
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid
from samanvay.kernel.spreadsheets import csv_lines

from ... import events
from .. import policies
from ..queries import Filters, entries_found

MOST_ROWS = 2_000
ENTRIES = Bilingual("entries of the registers", "पंजी की प्रविष्टियाँ")
COLUMNS = (
    "number", "register", "category", "state", "sex", "age from", "age to", "height from", "height to", "languages",
    "marks", "since", "place", "home", "gone for", "other number", "added", "exported by",
)  # fmt: skip


def export_entries(*, by: Actor, filters: Filters, purpose: Purpose | str) -> str:
    """Return the filtered entries that the actor sees as CSV, each row marked with who took it and when.

    Free text and whatever is sealed stay inside. Raises Refused, Invalid without a purpose or beyond 2,000 rows.
    """
    policies.may_export_entries(by)
    if purpose not in set(Purpose):
        raise Invalid("purpose", _("Write why you export this."))
    with operation(events.ENTRIES_EXPORTED, by=by, target=("search", ""), purpose=str(purpose)) as op:
        found = entries_found(by, filters, Permission.CASE_EXPORT).select_related("place", "home")
        rows = list(found[: MOST_ROWS + 1])
        if len(rows) > MOST_ROWS:
            raise Invalid("purpose", _("At most 2,000 rows are exported. Narrow the list first."))
        mark = f"{by.label}, {clock.now().astimezone(clock.INDIA):%Y-%m-%d %H:%M}, {op.id}"
        lines = [
            (
                entry.number,
                entry.kind,
                entry.category,
                entry.state,
                entry.sex,
                entry.age_from,
                entry.age_to,
                entry.height_from,
                entry.height_to,
                " ".join(entry.languages),
                "; ".join(entry.marks),
                entry.happened.words("en") if entry.happened else "",
                entry.place.name if entry.place else "",
                entry.home.name if entry.home else "",
                entry.gone_for,
                entry.external,
                f"{entry.added_at.astimezone(clock.INDIA):%Y-%m-%d}",
                mark,
            )
            for entry in rows
        ]
        op.add(rows=len(rows), filtered=filters != Filters())
        tell_of_export(by, what=ENTRIES, rows=len(rows), purpose=Purpose(purpose))
    return "".join(csv_lines([COLUMNS, *lines]))
