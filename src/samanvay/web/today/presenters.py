"""Duties and notices as rows of a page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from samanvay.access.roles import BY_CODE
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.duties.kinds import kind_of
from samanvay.duties.models import Duty
from samanvay.duties.policies import may_close_duty, may_pause_duty, may_resume_duty, reason_against
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.web.components.pieces import Pill

from .words import clock_pill, day_words


@dataclass(frozen=True)
class DutyLine:
    """One duty as a row: what, for whom, how long, and what its reader may do from here."""

    id: UUID
    version: int
    title: str
    sub: str
    url: str
    clock: Pill
    link: str = ""
    link_words: str = ""
    is_waiting: bool = True
    is_paused: bool = False
    asks_proof: bool = False
    closes_itself: bool = False
    can_do: bool = False
    can_pause: bool = False


@dataclass(frozen=True)
class Section:
    """A part of Today: its words, its rows, how many there are to show and to hold, and the way to the rest of them."""

    name: str
    words: str
    lines: list[DutyLine] = field(default_factory=list)
    total: int = 0
    more_url: str = ""
    holds: int = 0

    @property
    def left_off(self) -> int:
        return self.total - len(self.lines)


def duty_lines(actor: Actor, duties: Iterable[Duty], *, mine: bool) -> list[DutyLine]:
    """Return duties as rows; ``mine`` leaves out whose they are."""
    listed = list(duties)
    units = directory.units_of({duty.owner_audience for duty in listed})
    return [duty_line(actor, duty, units.get(duty.owner_audience), mine=mine) for duty in listed]


def duty_line(actor: Actor, duty: Duty, unit: Unit | None, *, mine: bool) -> DutyLine:
    """Return one duty as a row."""
    kind = kind_of(duty.kind)
    return DutyLine(
        id=duty.pk,
        version=duty.version,
        title=str(duty.title),
        sub=_sub(duty, unit, mine),
        url=reverse("duty", args=[duty.pk]),
        clock=state_pill(duty),
        link=duty.link if mine and duty.is_waiting else "",
        link_words=str(kind.link_words or _("Open it")),
        is_waiting=duty.is_waiting,
        is_paused=duty.paused_at is not None,
        asks_proof=kind.asks_proof,
        closes_itself=kind.closes_itself,
        can_do=not reason_against(may_close_duty, actor, duty),
        can_pause=not reason_against(may_resume_duty if duty.paused_at else may_pause_duty, actor, duty),
    )


def state_pill(duty: Duty) -> Pill:
    """Return how long there is, or what became of the duty."""
    if duty.done_at is not None:
        return Pill(_("done"), "ok", "✓")
    if duty.dropped_at is not None:
        return Pill(_("withdrawn"), "calm")
    return clock_pill(due_at=duty.due_at, paused=duty.paused_at is not None)


def owner_words(duty: Duty, unit: Unit | None) -> str:
    """Return for whom a duty waits: role and unit."""
    role = BY_CODE.get(duty.owner_role)
    said = [str(role.name) if role else duty.owner_role, str(unit.names) if unit else ""]
    return ", ".join(part for part in said if part)


def moment_words(moment: Any) -> str:
    """Return a moment in India as it is written here: "24 Nov 2026, 18:00"."""
    return formats.date_format(moment.astimezone(clock.INDIA), "DATETIME_FORMAT")


def _sub(duty: Duty, unit: Unit | None, mine: bool) -> str:
    said = [] if mine else [owner_words(duty, unit)]
    if duty.done_at is not None:
        said.append(_("done %(when)s") % {"when": day_words(duty.done_at)})
    elif duty.paused_at is not None:
        said.append(_("paused: %(reason)s") % {"reason": duty.pause_reason})
    else:
        said.append(_("asked %(when)s") % {"when": day_words(duty.opened_at)})
        said.append(_("due %(when)s") % {"when": moment_words(duty.due_at)})
    return " · ".join(said)
