"""Saying why the counts of a report are lower than its confirmed details, as it is submitted."""

from django.db import transaction
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.pii import refuse_pii
from samanvay.kernel.refusals import Invalid

from ... import events, policies
from ...actions.writing import submit_report
from ...models import SituationReport
from ..differing import differing_counts, numbers_of

LONGEST_REASON = 500


def submit_explained(
    *, by: Actor, report: SituationReport, reason: str = "", expected: int | None = None
) -> SituationReport:
    """Hand the report to the unit above, with the reason why its counts and details differ where one is given."""
    with transaction.atomic():
        seen = report.version
        if reason.strip():
            explain_counts(by=by, report=report, reason=reason, expected=expected)
        return submit_report(by=by, report=report, expected=expected if report.version == seen else report.version)


def explain_counts(*, by: Actor, report: SituationReport, reason: str, expected: int | None = None) -> SituationReport:
    """Keep why the counts are lower than the confirmed details, with the numbers of which it is said.

    Where they do not differ there is nothing to explain, and nothing is kept. Raises Invalid.
    """
    policies.may_count_report(by, report)
    reason = " ".join(reason.split())
    found = differing_counts(by, report)
    if not reason:
        raise Invalid("reason", _("Give a reason."))
    if len(reason) > LONGEST_REASON:
        raise Invalid("reason", _("At most %(most)d characters.") % {"most": LONGEST_REASON})
    refuse_pii("reason", reason)
    if not found:
        return report
    with operation(events.REPORT_EXPLAINED, by=by, target=("report", report.id), readers=report.readers) as op:
        op.add(numbers=numbers_of(found))
        report.revise(expected=expected, changes={"explained": {"reason": reason, "numbers": numbers_of(found)}})
    return report
