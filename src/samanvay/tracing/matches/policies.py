"""May this person judge, accept, verify a pair, lead the way home; and if not, why not."""

from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.team import holds_among
from samanvay.access.permissions import Permission
from samanvay.access.policies import holders, require
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Refused

from ..kinds import EntryKind, Side
from ..models import Acceptance, Candidate, Entry, Judgement, Restoration
from ..states import RESTORATION_TRANSITIONS, TELLS_FAMILY, CandidateState, EntryState, RestorationState

SIDES = (Side.LEFT, Side.RIGHT)
JUDGED = (CandidateState.PROPOSED, CandidateState.UNSURE, CandidateState.SAME, CandidateState.DIFFERENT)
AGREED = (CandidateState.ACCEPTED, CandidateState.VERIFIED)


def sides_of(actor: Actor, candidate: Candidate, permission: Permission = Permission.TRACING_READ) -> tuple[Side, ...]:
    """Return the sides of a pair for which an actor holds a permission: both for one who stands above both."""
    return tuple(side for side in SIDES if holds_among(actor, permission, candidate.units_of(side)))


def may_read_candidate(actor: Actor, candidate: Candidate) -> None:
    """Refuse unless the actor reads registers at a unit of either side."""
    if not actor.is_system and not sides_of(actor, candidate):
        require(actor, Permission.TRACING_READ)
        raise Refused(_("You do not have permission. The units of the two entries can see this pair."))


def _for_sides(actor: Actor, candidate: Candidate, permission: Permission) -> tuple[Side, ...]:
    sides = sides_of(actor, candidate, permission)
    if not sides:
        raise Refused(
            _("You do not have permission. At a unit of one of the two entries, this can be done by: %(roles)s.")
            % {"roles": ", ".join(holders(permission))},
            code=str(permission),
            units=candidate.readers,
        )
    return sides


def may_judge(actor: Actor, candidate: Candidate) -> None:
    """Refuse unless the actor judges matches at a unit of either side and the pair is still judged."""
    _for_sides(actor, candidate, Permission.TRACING_JUDGE)
    if candidate.state in AGREED:
        raise Refused(_("Both districts accepted this pair. A nodal officer must end the acceptance first."))
    if candidate.state not in JUDGED:
        raise Refused(
            _(
                "This pair is no longer valid: an entry was closed or changed. If it still fits, it will be proposed "
                "again automatically."
            )
        )


def may_withdraw_judgement(actor: Actor, judgement: Judgement) -> None:
    """Refuse unless the judgement stands and is the actor's own, or of somebody below their command on that side."""
    candidate = judgement.candidate
    if not judgement.stands:
        raise AlreadyDone(_("This decision was already withdrawn."))
    if candidate.state in AGREED:
        raise Refused(_("Both districts accepted this pair. A nodal officer must end the acceptance first."))
    if judgement.by == actor.id:
        return
    units = candidate.units_of(judgement.side) if judgement.side else candidate.readers
    if not holds_among(actor, Permission.TRACING_ACCEPT, units):
        raise Refused(
            _(
                "You do not have permission. Only the officer who gave a decision, or the nodal officer of their "
                "side, can withdraw it."
            )
        )


def open_sides(actor: Actor, candidate: Candidate, standing: list[Acceptance]) -> tuple[Side, ...]:
    """Return the sides for which an actor may still accept: never both, however high they stand."""
    taken = {each.side for each in standing}
    if any(each.by == actor.id for each in standing):
        return ()
    return tuple(side for side in sides_of(actor, candidate, Permission.TRACING_ACCEPT) if side not in taken)


def may_accept(actor: Actor, candidate: Candidate, standing: list[Acceptance]) -> None:
    """Refuse unless the pair was judged the same and the actor is nodal for a side that has not spoken yet."""
    _for_sides(actor, candidate, Permission.TRACING_ACCEPT)
    if candidate.state != CandidateState.SAME:
        raise Refused(_("A pair can be accepted only after an officer decided that it is one person."))
    if any(each.by == actor.id for each in standing):
        raise Refused(_("You accepted for one side. Another nodal officer must accept for the other side."))
    if not open_sides(actor, candidate, standing):
        raise AlreadyDone(_("Your side has already decided. The other side's nodal officer must accept or reject."))


def may_end_acceptance(actor: Actor, candidate: Candidate) -> None:
    """Refuse unless an acceptance stands and the actor is nodal for either side."""
    _for_sides(actor, candidate, Permission.TRACING_ACCEPT)
    if candidate.state == CandidateState.VERIFIED:
        raise AlreadyDone(_("The person's identity is already verified. This cannot be undone here."))
    if candidate.state not in (CandidateState.SAME, CandidateState.ACCEPTED):
        raise Refused(_("This pair has not been accepted."))


def may_verify(actor: Actor, candidate: Candidate, how: str = "") -> None:
    """Refuse unless both sides accepted; what tells the family waits for a grown-up's consent."""
    _for_sides(actor, candidate, Permission.TRACING_WRITE)
    if candidate.state == CandidateState.VERIFIED:
        raise AlreadyDone(_("This is already verified."))
    if candidate.state != CandidateState.ACCEPTED:
        raise Refused(_("The nodal officers of both sides must accept the match before it can be verified."))
    if how in TELLS_FAMILY and not candidate.tells_place:
        raise Refused(
            _("Take the person's consent first. The family of an adult must not be told anything before that.")
        )


def may_begin_restoration(actor: Actor, found: Entry) -> None:
    """Refuse unless the person was found alive, is not home, and the actor writes at a unit of the entry."""
    may_lead_home(actor, found)
    if found.kind != EntryKind.FOUND or found.category == "body":
        raise Refused(_("Only a person who was found alive can be restored."))
    if found.is_void or found.state not in (EntryState.OPEN, EntryState.TRACED):
        raise Refused(_("This entry is closed."))


def may_read_way_home(actor: Actor, restoration: Restoration) -> None:
    """Refuse unless the actor reads registers at a unit that reads this way home."""
    if not actor.is_system and not holds_among(actor, Permission.TRACING_READ, restoration.readers):
        require(actor, Permission.TRACING_READ)
        raise Refused(
            _("You do not have permission. The units that lead this restoration and verify the home can see it.")
        )


def may_lead_home(actor: Actor, found: Entry) -> None:
    """Refuse unless the actor writes in registers at a unit of the found person's entry."""
    if not holds_among(actor, Permission.TRACING_WRITE, found.readers):
        raise Refused(
            _("You do not have permission. At the unit where the person is, the restoration is led by: %(roles)s.")
            % {"roles": ", ".join(holders(Permission.TRACING_WRITE))},
            code=str(Permission.TRACING_WRITE),
        )


def may_answer_home_check(actor: Actor, restoration: Restoration) -> None:
    """Refuse unless the actor writes at the unit that was asked to verify the home, and it still waits."""
    if restoration.state != RestorationState.HOME_CHECK or restoration.home_unit_asked is None:
        raise Refused(_("No home is being verified."))
    if not holds_among(actor, Permission.TRACING_WRITE, [restoration.home_unit_asked]):
        raise Refused(_("You do not have permission. Only the unit that was asked can verify the home."))


def may_follow(restoration: Restoration, to: RestorationState) -> None:
    """Refuse what cannot follow the present state of the way home."""
    if to not in RESTORATION_TRANSITIONS[RestorationState(restoration.state)]:
        raise Refused(_("This is not possible: the status is “%(state)s”.") % {"state": restoration.state_words})
