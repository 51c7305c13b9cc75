"""May this person do this to this act; each "no" is the sentence on the greyed button."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.team import holds_among
from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require_confirmed
from samanvay.access.roles import BY_CODE
from samanvay.cases import policies as of_cases
from samanvay.cases.models import Case
from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor, Held
from samanvay.kernel.refusals import Refusal, Refused

from .kinds import ActKind, kinds_made_by
from .models import Act
from .offices import answering_roles, grants_as, had_office
from .states import ActState, may_follow


class SameAct(Refusal):
    """An act of this code and subject stands already: ``standing`` is asked about, "the same act?"."""

    status = 409

    def __init__(self, standing: Act) -> None:
        self.standing = standing
        super().__init__(
            _("Already recorded for %(who)s. If it is the same, open that one; if not, say that it is another.")
            % {"who": standing.subject_words}
        )


def may_read_acts(actor: Actor) -> None:
    """Refuse those whose roles read no case; which acts they see is the database's matter."""
    of_cases.may_read_cases(actor)


def may_read_act(actor: Actor, act: Act) -> None:
    """Refuse unless the actor reads cases at one of the units that see this act."""
    may_read_acts(actor)
    if not actor.is_system and not holds_among(actor, Permission.CASE_READ, act.readers):
        raise Refused(
            _("You do not have permission. Acts are read by those who read cases at a unit that sees this one."),
            units=act.readers,
        )


def may_declare(actor: Actor, case: Case, kind: ActKind | None = None) -> None:
    """Refuse unless the case stands and the actor's role at a unit of it records acts, of one kind if it is given."""
    if not maker_grants(actor, case, kind):
        raise Refused(
            _("You do not have permission. At a unit of this case, these can record it: %(roles)s.")
            % {"roles": _names(kind.makers) if kind is not None else _("the offices of the case")},
            units=case.readers,
        )
    if case.is_void:
        raise Refused(_("This case is cancelled and cannot be changed."))


def maker_grants(actor: Actor, case: Case, kind: ActKind | None = None) -> list[Held]:
    """Return the roles at units of a case by which an actor may record acts in it, of one kind if it is given."""
    require_confirmed(actor)
    return [
        held
        for held in actor.grants
        if held.audience in case.readers
        and (held.role in kind.makers if kind is not None else kinds_made_by(frozenset({held.role})))
        and holds(actor, Permission.CASE_READ, audience=held.audience)
        and holds(actor, Permission.DUTY_DO, audience=held.audience)
    ]


def may_answer(actor: Actor, act: Act, to: ActState = ActState.CONFIRMED) -> None:
    """Refuse unless the actor answers for the receiver, had no hand in the act, and their office stood on its day."""
    require_confirmed(actor)
    if act.receiver_unit is None:
        raise Refused(_("No receiver is named. The office that recorded it must correct it first."))
    if actor.id in act.hands:
        raise Refused(_("Whoever recorded an act does not answer for its receiver. Another officer must answer."))
    roles = answering_roles(act.kind, act.receiver_unit)
    held = grants_as(actor, roles, [act.receiver_unit])
    if not held or not holds(actor, Permission.DUTY_DO, audience=act.receiver_unit):
        unit = directory.name_of_unit(act.receiver_unit) or ""
        raise Refused(
            _("Only %(who)s at %(unit)s can answer.") % {"who": _names(roles), "unit": unit}, units=[act.receiver_unit]
        )
    if any(grant.audience == act.maker_unit for grant in actor.grants):
        raise Refused(
            _("You are posted at the unit that recorded it. Another officer of the receiving office must answer.")
        )
    _may_follow(act, to)
    if to != ActState.CONTRADICTED and not had_office(act):
        raise Refused(
            _("Your office was not on the system on that day and cannot answer for it. It can be attested on paper.")
        )


def may_contradict(actor: Actor, act: Act) -> None:
    """Refuse unless the actor may answer for the receiver and the act is not contradicted already."""
    may_answer(actor, act, ActState.CONTRADICTED)


def may_correct(actor: Actor, act: Act) -> None:
    """Refuse unless the act stands and the actor records such acts at the unit that made it, or made it themselves."""
    _may_as_maker(actor, act)
    _may_follow(act, ActState.DECLARED)


def may_withdraw(actor: Actor, act: Act) -> None:
    """Refuse unless the act stands and the actor records such acts at the unit that made it."""
    _may_as_maker(actor, act)
    _may_follow(act, ActState.WITHDRAWN)


def may_attest(actor: Actor, act: Act) -> None:
    """Refuse unless the receiver's office stood empty that day and the actor is a second person of the maker's line."""
    require_confirmed(actor)
    if actor.id in act.hands:
        raise Refused(_("A second officer of your line must attest this."))
    line = directory.readers_for(act.maker_unit)
    if not any(held.audience in line and holds(actor, Permission.CASE_READ, audience=held.audience)
               and holds(actor, Permission.DUTY_DO, audience=held.audience) for held in actor.grants):  # fmt: skip
        raise Refused(_("Only an officer of the unit that recorded it, or above it, can attest it."), units=line)
    _may_follow(act, ActState.ATTESTED)
    if act.receiver_unit is None:
        raise Refused(_("No receiver is named. The office that recorded it must correct it first."))
    if had_office(act):
        unit = directory.name_of_unit(act.receiver_unit) or ""
        raise Refused(_("%(unit)s was on the system on that day and must answer itself.") % {"unit": unit})


def _may_as_maker(actor: Actor, act: Act) -> None:
    require_confirmed(actor)
    if grants_as(actor, act.kind.makers, [act.maker_unit]) and holds(
        actor, Permission.DUTY_DO, audience=act.maker_unit
    ):
        return
    unit = directory.name_of_unit(act.maker_unit) or ""
    raise Refused(
        _("Only %(who)s at %(unit)s can change what they recorded.") % {"who": _names(act.kind.makers), "unit": unit},
        units=[act.maker_unit],
    )


def _may_follow(act: Act, to: ActState) -> None:
    if not may_follow(act.state, to):
        raise Refused(_("This act is now: %(state)s. That cannot be done to it.") % {"state": act.state_words})


def _names(roles: Iterable[str]) -> str:
    return ", ".join(str(BY_CODE[role].name) for role in roles if role in BY_CODE)
