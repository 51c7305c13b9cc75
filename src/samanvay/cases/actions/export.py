"""Taking a list of cases out of the house: few rows, no names, a purpose, a watermark, an event."""

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

from .. import events, policies
from ..fields import CASE_FIELDS
from ..queries import Filters, cases_found

MOST_ROWS = 2_000
TAKEN_OUT = tuple(field for field in CASE_FIELDS if field.is_exported)
COLUMNS = ("number", *(field.name for field in TAKEN_OUT), "stage", "opened", "exported by")
CASES = Bilingual("cases", "प्रकरण")


def export_cases(*, by: Actor, filters: Filters, purpose: Purpose | str) -> str:
    """Return the filtered cases that the actor sees as CSV, each row marked with who took it and when.

    Free text beyond the title stays inside. Raises Refused, Invalid without a purpose or beyond 2,000 rows.
    """
    policies.may_export_cases(by)
    if purpose not in set(Purpose):
        raise Invalid("purpose", _("Write why you export this."))
    with operation(events.CASE_EXPORTED, by=by, target=("search", ""), purpose=str(purpose)) as op:
        rows = list(cases_found(by, filters, Permission.CASE_EXPORT).select_related("place", "owner")[: MOST_ROWS + 1])
        if len(rows) > MOST_ROWS:
            raise Invalid("purpose", _("At most 2,000 rows are exported. Narrow the list first."))
        mark = f"{by.label}, {clock.now().astimezone(clock.INDIA):%Y-%m-%d %H:%M}, {op.id}"
        lines = [
            (
                case.number,
                *(field.cell(case) for field in TAKEN_OUT),
                case.stage,
                f"{case.opened_at.astimezone(clock.INDIA):%Y-%m-%d}",
                mark,
            )
            for case in rows
        ]
        op.add(rows=len(rows), filtered=filters != Filters())
        tell_of_export(by, what=CASES, rows=len(rows), purpose=Purpose(purpose))
    return "".join(csv_lines([COLUMNS, *lines]))
