"""May this person do this to this case; each "no" is the sentence on the greyed button."""

from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.team import holds_among, role_in_team
from samanvay.access.boxes.groups import TeamRole
from samanvay.access.permissions import Permission
from samanvay.access.policies import holders, holds, require
from samanvay.access.queries import officers_holding
from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused

from .kinds import FOUND, PersonRole
from .models import Case, CaseDeparture, CaseEvent, CaseItem, CaseLeg, CasePerson, CaseProvision, Recount
from .states import ACQUITTED_AT, TRANSITIONS, Stage

OfCase = Case | CaseDeparture | CaseEvent | CasePerson | CaseLeg | CaseItem | CaseProvision | Recount
Entry = CaseDeparture | CaseEvent | CaseItem | CaseLeg | CasePerson | CaseProvision


def may_read_cases(actor: Actor) -> None:
    """Refuse those whose roles read no case; which rows they see is the database's matter."""
    if not actor.is_system:
        require(actor, Permission.CASE_READ)


def may_read_case(actor: Actor, case: OfCase) -> None:
    """Refuse unless the actor reads cases at one of the units that see this one."""
    may_read_cases(actor)
    _may(actor, Permission.CASE_READ, case)


def may_open_case(actor: Actor, audience: int | None = None) -> None:
    """Refuse those who open no case, at a unit if one is given."""
    require(actor, Permission.CASE_OPEN, audience=audience)


def _may(actor: Actor, permission: Permission, case: OfCase) -> None:
    if actor.is_system or holds_among(actor, permission, case.readers):
        return
    raise Refused(
        _("You do not have permission. At a unit of this case, these can do it: %(roles)s.")
        % {"roles": ", ".join(holders(permission))},
        code=str(permission),
        units=case.readers,
    )


def _not_void(case: Case) -> None:
    if case.is_void:
        raise Refused(_("This case is cancelled and cannot be changed."))


def may_amend_case(actor: Actor, case: Case) -> None:
    """Refuse unless the case stands and the actor amends cases at one of its units, or leads a case of their own.

    Whoever may open cases, as a partner that rescues, writes in those that they lead and hands them over; in no other.
    """
    _not_void(case)
    if not (holds_among(actor, Permission.CASE_AMEND, case.readers) or _leads_own(actor, case)):
        _may(actor, Permission.CASE_AMEND, case)
    if case.is_closed:
        raise Refused(_("This case is closed. Reopen it first."))


def _leads_own(actor: Actor, case: Case) -> bool:
    opens = holds(actor, Permission.CASE_OPEN, audience=case.home_unit)
    return opens and role_in_team(actor, case.id) is TeamRole.LEAD


may_add_person = may_amend_case
may_add_event = may_amend_case
may_add_leg = may_amend_case
may_add_item = may_amend_case
may_cite_provision = may_amend_case


def may_void_entry(actor: Actor, entry: Entry) -> None:
    """Refuse unless the actor amends the case of the entry."""
    may_amend_case(actor, entry.case)


may_amend_person = may_void_entry


def may_amend_entry(actor: Actor, entry: CaseLeg | CaseItem) -> None:
    """Refuse unless the entry stands and the actor amends its case."""
    may_amend_case(actor, entry.case)
    if entry.is_void:
        raise Refused(_("This entry is cancelled and cannot be changed."))


def may_tell_left(actor: Actor, person: CasePerson) -> None:
    """Refuse unless the person's entry stands and the actor amends the case."""
    may_amend_case(actor, person.case)
    if person.is_void:
        raise Refused(_("This entry is cancelled and cannot be changed."))


def may_recount(actor: Actor, event: CaseEvent) -> None:
    """Refuse unless the event stands, tells of people found, and the actor amends its case."""
    may_amend_case(actor, event.case)
    if event.is_void:
        raise Refused(_("This entry is cancelled and cannot be changed."))
    if event.kind not in FOUND:
        raise Refused(_("Only the number of a rescue or an interception is corrected here."))


def may_answer_recount(actor: Actor, recount: Recount) -> None:
    """Refuse unless the number waits and the actor reads cases at the unit that took the people over."""
    _not_void(recount.case)
    if not recount.is_waiting:
        raise Refused(_("This number is answered already."))
    if recount.asked_by == actor.id or not holds(actor, Permission.CASE_READ, audience=recount.asked_unit):
        said = _("You do not have permission. The unit that took the people over answers: %(unit)s.")
        unit = directory.unit_of(recount.asked_unit)
        raise Refused(said % {"unit": unit.names}, code=str(Permission.CASE_READ), units=(recount.asked_unit,))


def may_move_case(actor: Actor, case: Case, to: Stage | None = None) -> None:
    """Refuse unless the stage may follow. A case is closed by its lead or at its unit or above, reopened by a command.

    A unit with which it was shared works in it and does neither.
    """
    _not_void(case)
    stages = TRANSITIONS[Stage(case.stage)]
    if to is not None and to not in stages:
        raise Refused(_("The case cannot go from its present stage to this one."))
    if case.is_closed:
        line = directory.readers_for(case.home_unit)
        # Where nobody above holds that power, as at the border force, the unit itself reopens.
        needed = Permission.CASE_VOID if officers_holding(Permission.CASE_VOID, line, 1) else Permission.CASE_AMEND
        _may_at_home(actor, needed, case, _(
            "You do not have permission. At the unit of the case or above it, these can reopen it: %(roles)s."
        ))  # fmt: skip
    _may(actor, Permission.CASE_AMEND, case)
    closes = to == Stage.CLOSED if to else stages == {Stage.CLOSED}
    if closes and role_in_team(actor, case.id) is not TeamRole.LEAD:
        _may_at_home(actor, Permission.CASE_AMEND, case, _(
            "You do not have permission. The officer who leads the case can close it; at its unit or above also: "
            "%(roles)s."
        ))  # fmt: skip


def _may_at_home(actor: Actor, permission: Permission, case: Case, words: str) -> None:
    """Refuse, in ``words`` that name the ``roles``, unless the actor holds it at the unit of the case or above it."""
    line = directory.readers_for(case.home_unit)
    if not actor.is_system and not holds_among(actor, permission, line):
        raise Refused(words % {"roles": ", ".join(holders(permission))}, code=str(permission), units=line)


def may_name_team(actor: Actor, case: Case) -> None:
    """Refuse unless the actor leads the case or names teams at its home unit or above it."""
    _not_void(case)
    if actor.is_system or role_in_team(actor, case.id) is TeamRole.LEAD:
        return
    if not holds_among(actor, Permission.CASE_TEAM, directory.readers_for(case.home_unit)):
        raise Refused(
            _(
                "You do not have permission. The officer who leads the case can change the team; at its unit or "
                "above also: %(roles)s."
            )
            % {"roles": ", ".join(holders(Permission.CASE_TEAM))},
            code=str(Permission.CASE_TEAM),
            units=directory.readers_for(case.home_unit),
        )


may_share_case = may_name_team
may_change_owner = may_name_team


def may_hand_over(actor: Actor, case: Case) -> None:
    """Refuse unless the actor records in the case and may let another unit see it."""
    may_add_event(actor, case)
    may_share_case(actor, case)


def may_void_case(actor: Actor, case: Case) -> None:
    """Refuse unless the case stands and the actor commands at its home unit or above it."""
    _not_void(case)
    words = _("You do not have permission. At the unit of the case or above it, these can cancel it: %(roles)s.")
    _may_at_home(actor, Permission.CASE_VOID, case, words)


def may_seal(actor: Actor, case: Case) -> None:
    """Refuse unless the actor is in the team; which groups, the box decides."""
    _not_void(case)
    if not actor.is_system and role_in_team(actor, case.id) is None:
        raise Refused(
            _(
                "You do not have permission. Only the case team writes sealed records. Ask the officer who leads the "
                "case to add you."
            )
        )


def may_seal_entry(actor: Actor, entry: CaseItem | CasePerson) -> None:
    """Refuse unless the actor is in the team of the entry's case."""
    may_seal(actor, entry.case)


def may_set_purge(actor: Actor, case: Case, person: CasePerson) -> None:
    """Refuse unless the person stands accused in a case that was tried and the actor leads it or commands above it."""
    if person.role != PersonRole.ACCUSED:
        raise Refused(_("Only accused persons have an erasure date."))
    _not_void(case)
    may_stop_purge(actor, case)
    if case.stage not in ACQUITTED_AT:
        raise Refused(_("A person can be acquitted only when the case is on trial or closed."))


def may_stop_purge(actor: Actor, case: Case) -> None:
    """Refuse unless the actor leads the case or commands at its home unit or above it."""
    if actor.is_system or role_in_team(actor, case.id) is TeamRole.LEAD:
        return
    if not holds_among(actor, Permission.CASE_VOID, directory.readers_for(case.home_unit)):
        raise Refused(
            _(
                "You do not have permission. The officer who leads the case can set erasure dates; at its unit "
                "or above also: %(roles)s."
            )
            % {"roles": ", ".join(holders(Permission.CASE_VOID))},
            code=str(Permission.CASE_VOID),
            units=directory.readers_for(case.home_unit),
        )


def may_export_cases(actor: Actor) -> None:
    """Refuse those who export no case."""
    require(actor, Permission.CASE_EXPORT)
