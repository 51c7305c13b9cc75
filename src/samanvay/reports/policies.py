"""May this person write, confirm, submit, accept; and if not, why not."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.team import require_among
from samanvay.access.models import Grant
from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Refused

from .models import CasePair, Claim, SituationReport
from .states import CLAIM_FOLLOWS, IN_HAND, REPORT_FOLLOWS, ClaimState, ReportState
from .weeks.offices import somebody_writes_at

UNDO_WITHIN = timedelta(minutes=10)


def may_write_report(actor: Actor) -> None:
    """Refuse unless the person writes reports at some unit."""
    require(actor, Permission.REPORT_WRITE)


def _writes(actor: Actor, report: SituationReport) -> bool:
    """Tell whether the report is of the person's unit, or was begun by them above it, in the place of a vacant post."""
    if holds(actor, Permission.REPORT_WRITE, audience=report.home_unit):
        return True
    above = any(holds(actor, Permission.REPORT_WRITE, audience=audience) for audience in report.readers)
    return above and report.written_by == actor.id and not somebody_writes_at(report.home_unit)


def is_in_place(report: SituationReport) -> bool:
    """Tell whether an office above wrote the report in place of a vacant post: its writer served elsewhere."""
    day = report.written_at.astimezone(clock.INDIA).date()
    own = Grant.objects.filter(user_id=report.written_by, audience=report.home_unit)
    return not report.is_taken_down and not own.in_force(day).exists()


def may_revise_report(actor: Actor, report: SituationReport) -> None:
    """Refuse unless the report is the person's unit's own and still in its hands."""
    if not _writes(actor, report):
        raise Refused(_("You do not have permission. Only the unit that writes this report can change it."))
    if report.state not in IN_HAND:
        raise AlreadyDone(_("The report is already submitted. Ask the unit above to return it."))


def may_count_report(actor: Actor, report: SituationReport) -> None:
    """Refuse unless the person may revise the report and it is the district's own."""
    may_revise_report(actor, report)
    if report.is_taken_down:
        raise Refused(
            _("This is a message from a district that was recorded here. The district itself gives its counts.")
        )


def may_decide_claim(actor: Actor, claim: Claim) -> None:
    """Refuse unless the claim stands in a report of the person's unit; what was set aside is not decided."""
    if not _writes(actor, claim.report):
        raise Refused(
            _(
                "You do not have permission. Only the unit that writes this report can decide on the details found "
                "in it."
            )
        )
    if not CLAIM_FOLLOWS[ClaimState(claim.state)]:
        raise Refused(_("This was left out; it is not counted."))


def may_decide_claims(actor: Actor, report: SituationReport) -> None:
    """Refuse unless the report is of the person's unit."""
    if not _writes(actor, report):
        raise Refused(
            _(
                "You do not have permission. Only the unit that writes this report can decide on the details found "
                "in it."
            )
        )


def may_add_claim(actor: Actor, report: SituationReport) -> None:
    """Refuse unless the report is of the person's unit and has words in which something was missed."""
    may_decide_claims(actor, report)
    if not report.narrative:
        raise Refused(_("This report has no text. Edit it, and write what happened."))


def may_correct_claim(actor: Actor, claim: Claim) -> None:
    """Refuse unless the person decides on the claim and nobody has yet."""
    may_decide_claim(actor, claim)
    if claim.state != ClaimState.PROPOSED:
        raise Refused(_("Undo the decision first, then correct it."))


def may_settle_place(actor: Actor, claim: Claim) -> None:
    """Refuse unless the claim is of the person's unit, or counts already and the person serves at the state's desk."""
    if not CLAIM_FOLLOWS[ClaimState(claim.state)] or claim.state == ClaimState.REFUSED:
        raise Refused(_("This detail does not count. Its places need not be settled."))
    if not _writes(actor, claim.report) and not (claim.is_told and desk_states(actor, [claim.home_state])):
        raise Refused(
            _(
                "You do not have permission. The unit that writes this report, or the state's desk, says which "
                "place it is."
            )
        )


def desk_states(actor: Actor, states: Iterable[str]) -> list[str]:
    """Return those of some states at whose desk the person serves."""
    desks = {state: directory.desk_of(state) for state in states}
    return [
        state
        for state, desk in desks.items()
        if desk is not None and holds(actor, Permission.REPORT_ACCEPT, audience=desk.audience)
    ]


def may_settle_pair(actor: Actor, pair: CasePair) -> None:
    """Refuse unless the person amends cases at a unit that is asked of the two, or that sees both."""
    require_among(actor, Permission.CASE_AMEND, pair.readers)


def may_submit_report(actor: Actor, report: SituationReport) -> None:
    """Refuse unless the person may revise the report and it says something."""
    may_revise_report(actor, report)
    if not report.is_quiet and not report.narrative.strip() and not report.says_a_number:
        raise Refused(_("Write what happened, give the counts, or choose “Nothing to report”."))


def may_decide_report(actor: Actor, report: SituationReport) -> None:
    """Refuse unless the report waits and the person accepts reports at a unit above it that reads it."""
    if ReportState.ACCEPTED not in REPORT_FOLLOWS[ReportState(report.state)]:
        raise Refused(_("Only a submitted report can be accepted."))
    if report.written_by == actor.id and is_in_place(report):
        raise Refused(_("You sent this report in place of a vacant post. Somebody else must accept it."))
    _require_above(actor, report)


def may_return_report(actor: Actor, report: SituationReport) -> None:
    """Refuse unless the report was sent, be it accepted already, and the person accepts reports at a unit above it."""
    if ReportState.RETURNED not in REPORT_FOLLOWS[ReportState(report.state)]:
        raise Refused(_("Only a submitted or accepted report can be returned."))
    _require_above(actor, report)


def may_undo_acceptance(actor: Actor, report: SituationReport) -> None:
    """Refuse unless the person accepted the report within the last ten minutes and still may."""
    if report.state != ReportState.ACCEPTED or report.decided_by != actor.id or report.decided_at is None:
        raise Refused(_("Only the person who accepted a report undoes it."))
    if report.decided_at < clock.now() - UNDO_WITHIN:
        raise Refused(_("Ten minutes have passed since it was accepted. Return the report with a reason instead."))
    _require_above(actor, report)


def _require_above(actor: Actor, report: SituationReport) -> None:
    above = [audience for audience in report.readers if audience != report.home_unit]
    if not any(holds(actor, Permission.REPORT_ACCEPT, audience=audience) for audience in above):
        raise Refused(
            _("You do not have permission. A unit above the one that wrote the report can accept or return it.")
        )
