"""Provisions that a case cites: the one of the day of the offence, another only by whoever says that they know."""

from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid
from samanvay.law.citing import held_on
from samanvay.law.models import LawEntry
from samanvay.law.queries import law_now
from samanvay.recording.checks import good_reason
from samanvay.recording.submissions import Captured, captured_or_new, one_at_a_time

from .. import events, policies
from ..models import CaseProvision
from ..queries import case_or_unseen, days_deciding, provision_or_unseen


def cite_provision(
    *, by: Actor, case_id: UUID, code: str, knows_day: bool = False, captured: Captured | None = None
) -> CaseProvision:
    """Cite a provision in a case, by its code in the law's library.

    One that did not hold on the day that decides is kept only with ``knows_day``: the FIR may name it all the same.
    What the case cites already is returned as it is. Raises Unseen, Refused, Invalid.
    """
    sent = captured_or_new(captured)
    with operation(events.PROVISION_CITED, by=by) as op:
        case = case_or_unseen(by, case_id, lock=True)
        policies.may_cite_provision(by, case)
        one_at_a_time(sent.submission_id)
        text = law_now().library.entries.get(code)
        if text is None or text.kind != "provision":
            raise Invalid("code", _("Choose a section from the list."))
        entry = LawEntry.objects.get(code=code)
        sent_before = CaseProvision.objects.filter(recorded_by=by.id, submission_id=sent.submission_id).first()
        known = sent_before or CaseProvision.objects.standing().filter(case=case, entry=entry).first()
        if known is not None:
            op.keep_silent()
            return known
        holds = held_on(text, days_deciding(case, text))
        if holds is False and not knows_day:
            raise Invalid(
                "knows_day",
                _(
                    "This section was not in force on that day. Cite the section that was, or confirm that you "
                    "know this."
                ),
            )
        provision = CaseProvision.objects.create(
            case=case,
            entry=entry,
            edition=entry.current,
            recorded_at=clock.now(),
            recorded_by=by.id,
            **case.ownership(),
            **sent.columns(),
        )
        op.about("case", case.id, case.readers)
        op.add(provision=code, edition=entry.current, held=holds)
    return provision


def void_provision(*, by: Actor, provision_id: UUID, reason: str) -> CaseProvision:
    """Take a provision out of a case; it stays visible as void, with the reason."""
    words = good_reason(reason)
    with operation(events.PROVISION_VOIDED, by=by) as op:
        provision = provision_or_unseen(by, provision_id)
        policies.may_amend_case(by, provision.case)
        op.about("case", provision.case_id, provision.readers)
        op.add(provision=provision.entry.code)
        if provision.is_void:
            op.keep_silent()
            return provision
        changes = {"voided_at": clock.now(), "voided_by": by.id, "void_reason": words}
        provision.revise(expected=None, changes=changes)
    return provision
