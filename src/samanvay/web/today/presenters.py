"""Duties and notices as rows of a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.models import Proposal
from samanvay.access.queries import proposals_by_id
from samanvay.access.roles import BY_CODE
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.duties.duty_kinds import BESIDE
from samanvay.duties.kinds import kind_of
from samanvay.duties.models import Duty
from samanvay.duties.policies import (
    know_lines,
    may_ask_duty,
    may_close_duty,
    may_pause_duty,
    may_resume_duty,
    may_send_back_duty,
)
from samanvay.kernel.db.scope import SYSTEM, Actor
from samanvay.kernel.refusals import reason_against
from samanvay.web.components.pieces import Pill
from samanvay.web.kit import offers
from samanvay.web.kit.clocks import day_words, moment_words
from samanvay.web.kit.duties import owner_words, state_pill
from samanvay.web.kit.people import names_of


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
    can_ask: bool = False
    can_send_back: bool = False
    why: str = ""
    otherwise: str = ""
    open_words: str = ""
    proposal: str = ""


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


@dataclass(frozen=True)
class Known:
    """The units and officers that some duties name and the proposals they ask about, looked up together."""

    units: Mapping[int, Unit]
    names: Mapping[UUID, str]
    proposals: Mapping[str, Proposal]


def known_of(duties: Iterable[Duty]) -> Known:
    """Look up what the rows of some duties name, in three queries however many they are."""
    listed = list(duties)
    named = {duty.owner_audience for duty in listed} | {duty.opener_unit for duty in listed if duty.opener_unit}
    steps = {step["audience"] for duty in listed for step in duty.steps}
    openers = {duty.opened_by for duty in listed if duty.opened_by != SYSTEM.id}
    asked = [duty.subject_id for duty in listed if duty.subject_kind == "proposal"]
    return Known(
        directory.units_of({*named, *steps}),
        names_of(openers) if openers else {},
        proposals_by_id(asked),
    )


def duty_lines(actor: Actor, duties: Iterable[Duty], *, mine: bool) -> list[DutyLine]:
    """Return duties as rows; ``mine`` says that they wait for the reader."""
    listed = list(duties)
    if not mine and listed:
        know_lines(listed)
    known = known_of(listed)
    return [duty_line(actor, duty, known, mine=mine) for duty in listed]


def duty_line(actor: Actor, duty: Duty, known: Known, *, mine: bool) -> DutyLine:
    """Return one duty as a row."""
    kind = kind_of(duty.kind)
    url = reverse("duty", args=[duty.pk])
    link = f"{url}#answer" if duty.kind in BESIDE else duty.link
    proposal = known.proposals.get(duty.subject_id) if mine else None
    return DutyLine(
        id=duty.pk,
        version=duty.version,
        title=str(duty.title),
        sub=_sub(actor, duty, known.units.get(duty.owner_audience), mine),
        url=url,
        clock=state_pill(duty),
        link=link if mine and duty.is_waiting else "",
        link_words=str(kind.link_words or _("Open it")),
        is_waiting=duty.is_waiting,
        is_paused=duty.paused_at is not None,
        asks_proof=kind.asks_proof,
        closes_itself=kind.closes_itself,
        can_do=not reason_against(may_close_duty, actor, duty),
        can_pause=not reason_against(may_resume_duty if duty.paused_at else may_pause_duty, actor, duty),
        can_ask=mine and not reason_against(may_ask_duty, actor, duty),
        can_send_back=mine and not reason_against(may_send_back_duty, actor, duty),
        why=why_words(duty, known),
        otherwise=otherwise_words(duty, known),
        open_words=_open_words(duty),
        proposal=offers.proposal_sentence(proposal) if proposal else "",
    )


def why_words(duty: Duty, known: Known) -> str:
    """Return by what rule a duty was opened, or who asked it."""
    unit = known.units.get(duty.opener_unit) if duty.opener_unit is not None else None
    person = known.names.get(duty.opened_by, "")
    asker = ", ".join(part for part in (person, str(unit.names) if unit else "") if part)
    rule = kind_of(duty.kind).rule
    said = [str(rule)] if rule else []
    if asker:
        said.append(_("asked by %(who)s") % {"who": asker})
    return "; ".join(said) or str(kind_of(duty.kind).words)


def otherwise_words(duty: Duty, known: Known) -> str:
    """Return what happens if nobody acts: who hears next, and when."""
    if not duty.is_waiting:
        return ""
    if duty.paused_at is not None:
        return _("The clock stands: nobody above is told.")
    ahead = duty.step_times()
    if not ahead:
        return (
            _("Nobody further up is told.") if duty.level else _("You are reminded at the hour; nobody above is told.")
        )
    at, step = ahead[0]
    return _("If nobody acts, %(who)s hears on %(when)s.") % {
        "who": step_words(step, known.units),
        "when": moment_words(at),
    }


def step_words(step: Mapping[str, Any], units: Mapping[int, Unit]) -> str:
    """Return who hears at a step: role and unit."""
    role, unit = BY_CODE.get(step["role"]), units.get(step["audience"])
    said = [str(role.name) if role else str(step["role"]), str(unit.names) if unit else ""]
    return ", ".join(part for part in said if part)


def _open_words(duty: Duty) -> str:
    """Return what is still open on a duty: a question, or whose it is."""
    said = []
    if duty.asked_at is not None:
        said.append(_("question open since %(when)s") % {"when": day_words(duty.asked_at)})
    if duty.sent_back_at is not None:
        said.append(_("sent back %(when)s, not decided yet") % {"when": day_words(duty.sent_back_at)})
    return " · ".join(said) if duty.is_waiting else ""


def pause_words(duty: Duty) -> str:
    """Return why the clock of a paused duty stands."""
    return _("until the question is answered") if duty.waits_for_answer else duty.pause_reason


def _sub(actor: Actor, duty: Duty, unit: Unit | None, mine: bool) -> str:
    is_own = mine and duty.owner_user_id == actor.id
    said = [_("for you") if is_own else _("for %(who)s") % {"who": owner_words(duty, unit)}]
    if duty.done_at is not None:
        said.append(_("done %(when)s") % {"when": day_words(duty.done_at)})
    elif duty.paused_at is not None:
        said.append(_("paused: %(reason)s") % {"reason": pause_words(duty)})
    else:
        said.append(_("asked %(when)s") % {"when": day_words(duty.opened_at)})
        said.append(_("due %(when)s") % {"when": moment_words(duty.due_at)})
    return " · ".join(said)
