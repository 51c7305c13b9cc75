"""May this person do this with an entry of a register; each "no" is the sentence on the greyed button."""

from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.team import holds_among, may_open, role_in_team
from samanvay.access.boxes.groups import Group, TeamRole
from samanvay.access.permissions import Permission
from samanvay.access.policies import holders, require
from samanvay.cases.policies import may_open_case
from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Refused

from ..models import Entry
from ..states import ENTRY_TRANSITIONS, EntryState
from .step_kinds import STEPS


def may_read_register(actor: Actor) -> None:
    """Refuse those whose roles read no register; which entries they see is the database's matter."""
    if not actor.is_system:
        require(actor, Permission.TRACING_READ)


def may_read_entry(actor: Actor, entry: Entry) -> None:
    """Refuse unless the actor reads registers at one of the units that see this entry."""
    may_read_register(actor)
    _may(actor, Permission.TRACING_READ, entry)


def may_add_entry(actor: Actor, audience: int | None = None) -> None:
    """Refuse those who write in no register, at a unit if one is given."""
    if not actor.is_system:
        require(actor, Permission.TRACING_WRITE, audience=audience)


def _may(actor: Actor, permission: Permission, entry: Entry) -> None:
    if actor.is_system or holds_among(actor, permission, entry.readers):
        return
    raise Refused(
        _("You do not have permission. At a unit that sees this entry, this can be done by: %(roles)s.")
        % {"roles": ", ".join(holders(permission))},
        code=str(permission),
        units=entry.readers,
    )


def _not_void(entry: Entry) -> None:
    if entry.is_void:
        raise Refused(_("This entry is cancelled and cannot be changed."))


def may_amend_entry(actor: Actor, entry: Entry) -> None:
    """Refuse unless the entry stands, is not closed, and the actor writes registers at one of its units."""
    _not_void(entry)
    _may(actor, Permission.TRACING_WRITE, entry)
    if entry.state == EntryState.CLOSED:
        raise Refused(_("This entry is closed. Reopen the search first."))


may_link_case = may_amend_entry


def may_add_step(actor: Actor, entry: Entry, kind: str = "") -> None:
    """Refuse unless the actor may write in the entry and the step is one of its register."""
    may_amend_entry(actor, entry)
    if kind and entry.kind not in STEPS[kind].kinds:
        raise Refused(_("This step is not possible in this register."))


def may_answer_questions(actor: Actor, entry: Entry) -> None:
    """Refuse but for a missing person's entry in which the actor may write."""
    if not entry.is_missing:
        raise Refused(_("The questions about trafficking are only for missing persons: ask whoever reports them."))
    may_amend_entry(actor, entry)


def may_move_entry(actor: Actor, entry: Entry, to: EntryState | None = None) -> None:
    """Refuse unless the state may follow; a found person goes home by the steps of the return alone."""
    _not_void(entry)
    _may(actor, Permission.TRACING_WRITE, entry)
    if to is None:
        return
    if to not in ENTRY_TRANSITIONS[EntryState(entry.state)]:
        raise Refused(_("This status is not possible after the present one."))
    if to is EntryState.RESTORED and not entry.is_missing and not actor.is_system:
        raise Refused(_("A found person is restored in steps: their consent first, then home verification."))


def may_name_team(actor: Actor, entry: Entry) -> None:
    """Refuse unless the actor leads the search or names teams at its home unit or above; a case names its own team."""
    _not_void(entry)
    if entry.case_person:
        raise Refused(_("Add officers to the team in the case, not here."))
    _leads_or_names(actor, entry)


def may_share_entry(actor: Actor, entry: Entry) -> None:
    """Refuse unless the actor leads the search or names teams at its home unit or above; a case is shared as a case."""
    _not_void(entry)
    if entry.case_person and not actor.is_system:
        raise Refused(_("This entry belongs to a case. Share the case instead."))
    _leads_or_names(actor, entry)


def _leads_or_names(actor: Actor, entry: Entry) -> None:
    if actor.is_system or role_in_team(actor, entry.box_record) is TeamRole.LEAD:
        return
    if not holds_among(actor, Permission.CASE_TEAM, directory.readers_for(entry.home_unit)):
        raise Refused(
            _(
                "You do not have permission. The officer who leads the search can do this, or at its unit or "
                "above: %(roles)s."
            )
            % {"roles": ", ".join(holders(Permission.CASE_TEAM))},
            code=str(Permission.CASE_TEAM),
            units=directory.readers_for(entry.home_unit),
        )


def may_void_entry(actor: Actor, entry: Entry) -> None:
    """Refuse unless the entry stands and the actor leads the search or commands at its home unit or above it."""
    _not_void(entry)
    if entry.case_person and not actor.is_system:
        raise Refused(_("This entry belongs to a case. Cancel the person's entry in the case instead."))
    if actor.is_system or role_in_team(actor, entry.box_record) is TeamRole.LEAD:
        return
    if not holds_among(actor, Permission.CASE_VOID, directory.readers_for(entry.home_unit)):
        raise Refused(
            _(
                "You do not have permission. The officer who leads the search can cancel this entry, or at its "
                "unit or above: %(roles)s."
            )
            % {"roles": ", ".join(holders(Permission.CASE_VOID))},
            code=str(Permission.CASE_VOID),
            units=directory.readers_for(entry.home_unit),
        )


def may_reread(actor: Actor, entry: Entry, *, is_fresh: bool) -> None:
    """Refuse unless the actor made the entry and has just sealed it."""
    if actor.id != entry.added_by or not is_fresh:
        raise Refused(_("What was typed can be read again for ten minutes by whoever typed it. Open it with a reason."))


def may_print_receipt(actor: Actor, entry: Entry) -> None:
    """Refuse unless a missing person's entry stands and the actor opens the name: the receipt holds it."""
    _not_void(entry)
    if not entry.is_missing:
        raise Refused(_("A receipt is for the family that reported a missing person."))
    if entry.case_person or not may_open(role_in_team(actor, entry.box_record), Group.IDENTITY):
        raise Refused(_("The receipt holds the name: it is printed by the team of the search."), code="team")


def may_seal(actor: Actor, entry: Entry) -> None:
    """Refuse unless the actor is in the team; which groups, the box decides."""
    _not_void(entry)
    if not actor.is_system and role_in_team(actor, entry.box_record) is None:
        raise Refused(
            _(
                "You do not have permission. Only the search team can write sealed records. Ask the officer who "
                "leads the search to add you."
            )
        )


def may_open_case_of(actor: Actor, entry: Entry) -> None:
    """Refuse unless the actor may write in the entry and opens cases, and it has no case yet."""
    may_amend_entry(actor, entry)
    may_open_case(actor)
    if not entry.is_missing:
        raise Refused(_("A case can be opened only from the entry of a missing person."))
    if entry.case_id:
        raise AlreadyDone(_("This entry already has a case."))


def may_export_entries(actor: Actor) -> None:
    """Refuse those who read no register or export no record."""
    may_read_register(actor)
    require(actor, Permission.CASE_EXPORT)
