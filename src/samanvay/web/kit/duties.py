"""Duties as other pages show them: for whom, and how long there is."""

from collections.abc import Callable, Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.roles import BY_CODE
from samanvay.directory.models import Unit
from samanvay.directory.queries import units_of
from samanvay.duties import policies
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.web.components.pieces import Action, DutyRow, Pill

from .clocks import clock_pill


def state_pill(duty: Duty) -> Pill:
    """Return how long there is, or what became of the duty."""
    if duty.done_at is not None:
        return Pill(_("done"), "ok", "✓")
    if duty.dropped_at is not None:
        return Pill(_("withdrawn"), "calm")
    return clock_pill(due_at=duty.due_at, paused=duty.paused_at is not None)


def holder_words(code: str, unit: Unit | None) -> str:
    """Return a role and the unit at which it is held."""
    role = BY_CODE.get(code)
    said = [str(role.name) if role else code, str(unit.names) if unit else ""]
    return ", ".join(part for part in said if part)


MOST_NOW = 3


def do_now(
    actor: Actor, duties: Iterable[Duty], verbs: Mapping[str, Callable[[Duty], Action]], *more: DutyRow | None
) -> list[DutyRow]:
    """Return the next steps of a record for its reader, at most three, each with its clock and its verb.

    Of duties those that wait for the reader, and those past their time that wait for whoever they command. ``verbs``
    give the button of a kind; any other leads to the duty. ``more`` are steps that no duty asks for.
    """
    waiting = [duty for duty in duties if duty.is_waiting and duty.paused_at is None]
    policies.know_lines(waiting)
    now = clock.now()
    own = [
        duty for duty in waiting if policies.owns(actor, duty) or (duty.due_at < now and policies.commands(actor, duty))
    ]
    units = units_of({duty.owner_audience for duty in own})
    rows = [
        DutyRow(
            duty.title,
            "" if policies.owns(actor, duty) else holder_words(duty.owner_role, units.get(duty.owner_audience)),
            reverse("duty", args=[duty.id]),
            state_pill(duty),
            [
                verbs[duty.kind](duty)
                if duty.kind in verbs
                else Action(_("Open"), reverse("duty", args=[duty.id]), "primary")
            ],
        )
        for duty in sorted(own, key=lambda duty: duty.due_at)
    ]
    return [*rows, *(each for each in more if each)][:MOST_NOW]


def duty_rows(duties: Iterable[Duty]) -> list[DutyRow]:
    """Return what waits in a case, the most urgent first: for whom, and until when."""
    rows = list(duties)
    units = units_of({duty.owner_audience for duty in rows})
    return [
        DutyRow(
            duty.title,
            holder_words(duty.owner_role, units.get(duty.owner_audience)),
            reverse("duty", args=[duty.id]),
            state_pill(duty),
        )
        for duty in rows
    ]
