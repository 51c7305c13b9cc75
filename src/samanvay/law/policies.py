"""May this person read the law, say as counsel whether it is right, write it, publish it; and if not, why not."""

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Refused

from .models import LawCheck, LawDraft, LawEdition
from .states import TRANSITIONS, DraftState


def may_read_law(actor: Actor) -> None:
    """Refuse unless the person is an officer or partner with a post."""
    if not holds(actor, Permission.FACT_READ) and not holds(actor, Permission.FACT_READ_PARTNER):
        raise Refused(_("You do not have permission. Officers and partners with a post can use the law library."))


def may_verify_entries(actor: Actor) -> None:
    """Refuse unless the person is counsel."""
    require(actor, Permission.LAW_VERIFY)


def may_verify_entry(actor: Actor, edition: LawEdition) -> None:
    """Refuse unless the person is counsel and the edition is the one that holds."""
    may_verify_entries(actor)
    if edition.no != edition.entry.current or edition.entry.left_at is not None:
        raise Refused(_("This text was replaced. Read the present text and say whether it is right."))


def may_undo_check(actor: Actor, check: LawCheck) -> None:
    """Refuse unless counsel takes back the own word, which still stands."""
    may_verify_entries(actor)
    if check.checked_by != actor.id:
        raise Refused(_("Only the person who said this can withdraw it. You can record what you think is right."))
    if check.undone_at is not None:
        raise AlreadyDone(_("This was already withdrawn."))


def may_write_law(actor: Actor) -> None:
    """Refuse unless the person keeps the law of the state."""
    require(actor, Permission.LAW_WRITE)


def may_read_drafts(actor: Actor) -> None:
    """Refuse unless the person keeps the law, or is counsel."""
    if not holds(actor, Permission.LAW_VERIFY):
        may_write_law(actor)


def may_revise_draft(actor: Actor, draft: LawDraft) -> None:
    """Refuse unless the person wrote the draft and it is not done with."""
    may_write_law(actor)
    if draft.written_by != actor.id:
        raise Refused(_("Only the writer can change this draft. Send it back and say what to change."))
    _may_become(draft, DraftState.DRAFT)


def may_send_draft(actor: Actor, draft: LawDraft) -> None:
    """Refuse unless the person wrote the draft and it was not sent yet."""
    may_revise_draft(actor, draft)
    _may_become(draft, DraftState.WAITING)


def may_withdraw_draft(actor: Actor, draft: LawDraft) -> None:
    """Refuse unless the person wrote the draft and it is not done with."""
    may_write_law(actor)
    if draft.written_by != actor.id:
        raise Refused(_("Only the writer can withdraw this draft."))
    _may_become(draft, DraftState.WITHDRAWN)


def may_send_back_draft(actor: Actor, draft: LawDraft) -> None:
    """Refuse unless the draft of another waits."""
    _may_decide(actor, draft)
    if draft.is_shipped:
        raise Refused(
            _(
                "You can accept or reject a text that came with a new version, but not edit it. Write a draft of "
                "your own."
            )
        )
    _may_become(draft, DraftState.SENT_BACK)


def may_publish_draft(actor: Actor, draft: LawDraft) -> None:
    """Refuse unless the draft of another waits; whether its base still holds is seen when it is published."""
    _may_decide(actor, draft)
    _may_become(draft, DraftState.PUBLISHED)


def may_set_draft_aside(actor: Actor, draft: LawDraft) -> None:
    """Refuse unless it is a release's text that waits for the state's decision."""
    may_read_drafts(actor)
    if not draft.is_shipped:
        raise Refused(_("Send an officer's draft back with a reason."))
    _may_become(draft, DraftState.SET_ASIDE)


def _may_decide(actor: Actor, draft: LawDraft) -> None:
    may_read_drafts(actor)
    if draft.written_by == actor.id:
        raise Refused(_("You wrote this draft. A second person must check and publish it."))


def _may_become(draft: LawDraft, state: DraftState) -> None:
    if state in TRANSITIONS[DraftState(draft.state)]:
        return
    if draft.state in (DraftState.DRAFT, DraftState.SENT_BACK):
        raise Refused(_("This draft has not been sent to a second person yet."))
    raise Refused(_("This draft cannot be changed now. Its status: %(state)s.") % {"state": draft.state_words})
