"""Duties as other pages show them: for whom, and how long there is."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.roles import BY_CODE
from samanvay.directory.models import Unit
from samanvay.directory.queries import units_of
from samanvay.duties.models import Duty
from samanvay.web.components.pieces import DutyRow, Pill

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
