"""Duties as rows of a page, and the forms of what is done with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from inspect import signature
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from samanvay.access.models import Proposal
from samanvay.access.policies import require
from samanvay.access.queries import proposals_by_id
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.duties import policies
from samanvay.duties.duty_kinds import BESIDE
from samanvay.duties.kinds import kind_of
from samanvay.duties.models import Duty, Notice
from samanvay.kernel.db.scope import SYSTEM, Actor
from samanvay.kernel.refusals import Invalid, Refusal, reason_against
from samanvay.web.kit import offers
from samanvay.web.kit.clocks import day_words, moment_words
from samanvay.web.kit.duties import holder_words, state_pill
from samanvay.web.kit.pages import Page
from samanvay.web.kit.people import names_of
from samanvay.web.kit.pii import pii_question


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


def duty_lines(actor: Actor, duties: Iterable[Duty], *, mine: bool) -> list[dict[str, Any]]:
    """Return duties as rows; ``mine`` says that they wait for the reader."""
    listed = list(duties)
    if not mine and listed:
        policies.know_lines(listed)
    known = known_of(listed)
    return [duty_line(actor, duty, known, mine=mine) for duty in listed]


def duty_line(actor: Actor, duty: Duty, known: Known, *, mine: bool) -> dict[str, Any]:
    """Return one duty as a row: what, for whom, how long, and what its reader may do from here."""
    kind = kind_of(duty.kind)
    url = reverse("duty", args=[duty.pk])
    link = f"{url}#answer" if duty.kind in BESIDE else duty.link
    proposal = known.proposals.get(duty.subject_id) if mine else None
    return {
        "duty": duty,
        "sub": _sub(actor, duty, known.units.get(duty.owner_audience), mine),
        "url": url,
        "clock": state_pill(duty),
        "link": link if mine and duty.is_waiting and (policies.owns(actor, duty) or opens(actor, link)) else "",
        "link_words": kind.link_words or _("Open it"),
        "asks_proof": kind.asks_proof,
        "can_do": not reason_against(policies.may_close_duty, actor, duty),
        "can_tick": duty.is_waiting
        and not kind.asks_proof
        and not reason_against(policies.may_close_duty, actor, duty),
        "can_remind": not mine and not reason_against(policies.may_remind_owner, actor, duty),
        "can_reassign": not mine and not reason_against(policies.may_reassign_duty, actor, duty),
        "can_reopen": not duty.is_waiting and not reason_against(policies.may_reopen_duty, actor, duty),
        "can_pause": not reason_against(
            policies.may_resume_duty if duty.paused_at else policies.may_pause_duty, actor, duty
        ),
        "can_ask": mine and not reason_against(policies.may_ask_duty, actor, duty),
        "can_send_back": mine and not reason_against(policies.may_send_back_duty, actor, duty),
        "why": why_words(duty, known),
        "otherwise": otherwise_words(duty, known),
        "open_words": _open_words(duty),
        "proposal": offers.proposal_sentence(proposal) if proposal else "",
    }


def duty_link(actor: Actor, duty: Duty) -> str:
    """Return where a duty is done, its own page where that does not open for this person or there is none."""
    page = reverse("duty", args=[duty.pk])
    if duty.kind in BESIDE:
        return f"{page}#answer"
    return duty.link if duty.link and (policies.owns(actor, duty) or opens(actor, duty.link)) else page


def notice_link(actor: Actor, notice: Notice) -> str:
    """Return where a notice leads, the page of its duty where that does not open for this person, "" for neither."""
    if notice.link and opens(actor, notice.link):
        return notice.link
    return reverse("duty", args=[notice.duty_id]) if notice.duty_id else ""


def opens(actor: Actor, link: str) -> bool:
    """Tell whether the page at which a duty is done opens for a reader of the duty, by that page's own policy."""
    try:
        found = resolve(urlsplit(link).path)
    except Resolver404:
        return True
    about: Page | None = getattr(found.func, "page", None)
    if about is None:
        return True
    given = []
    try:
        if about.permission is not None:
            require(actor, about.permission)
        if about.record is not None:
            asked = signature(about.record.load).parameters
            given = [about.record.load(actor, **{name: said for name, said in found.kwargs.items() if name in asked})]
        if about.may is not None:
            about.may(actor, *given)
    except Refusal:
        return False
    return True


def why_words(duty: Duty, known: Known) -> str:
    """Return by what rule a duty was opened, or who asked it."""
    unit = known.units.get(duty.opener_unit) if duty.opener_unit is not None else None
    person = known.names.get(duty.opened_by, "")
    asker = ", ".join(part for part in (person, str(unit.names) if unit else "") if part)
    rule = kind_of(duty.kind).rule
    said = [str(rule)] if rule else []
    if asker:
        said.append(_("assigned by %(who)s") % {"who": asker})
    return "; ".join(said) or str(kind_of(duty.kind).words)


def otherwise_words(duty: Duty, known: Known) -> str:
    """Return what happens if nobody acts: who hears next, and when."""
    if not duty.is_waiting:
        return ""
    if duty.paused_at is not None:
        return _("Deferred: it is not escalated.")
    ahead = duty.step_times()
    if not ahead:
        return (
            _("It is not escalated further.")
            if duty.level
            else _("You are reminded at the time limit; it is not escalated.")
        )
    at, step = ahead[0]
    return _("If nobody acts, %(who)s is informed on %(when)s.") % {
        "who": step_words(step, known.units),
        "when": moment_words(at),
    }


def step_words(step: Mapping[str, Any], units: Mapping[int, Unit]) -> str:
    """Return who hears at a step."""
    return holder_words(step["role"], units.get(step["audience"]))


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
    said = [_("for you") if is_own else _("for %(who)s") % {"who": holder_words(duty.owner_role, unit)}]
    if duty.done_at is not None:
        said.append(_("done %(when)s") % {"when": day_words(duty.done_at)})
    elif duty.paused_at is not None:
        said.append(_("deferred: %(reason)s") % {"reason": pause_words(duty)})
    else:
        said.append(_("assigned %(when)s") % {"when": day_words(duty.opened_at)})
        said.append(_("due %(when)s") % {"when": moment_words(duty.due_at)})
    return " · ".join(said)


def action_form(
    action: str, duty: Duty, *, asked: bool = True, wrong: Invalid | None = None, said: str = ""
) -> dict[str, Any]:
    """Return the form of an action on a duty: where it is posted, its button, the label of its text as ``asks``.

    Without ``asked`` it is one button. After a refusal ``said`` is shown again, with what was wrong.
    """
    address, label, asks, kind = {
        "done": ("duty_done", _("Done"), _("How it can be seen that this is done"), ""),
        "pause": ("duty_pause", _("Defer"), _("Reason for deferring"), "quiet"),
        "ask": ("duty_ask", _("Ask"), _("What you need to know"), "quiet"),
        "send_back": ("duty_send_back", _("Send back"), _("Why this is not your task, or cannot be done"), "quiet"),
        "reassign": ("duty_reassign", _("Reassign"), _("Why it is reassigned"), "quiet"),
        "withdraw": ("duty_withdraw", _("Withdraw"), _("Why this task is no longer needed"), "danger"),
        "answer": ("duty_answer", _("Answer"), _("Your answer"), ""),
        "let_stand": ("duty_let_stand", _("Defer until I answer"), "", "quiet"),
    }[action]
    hints = {
        "ask": _(
            "The officer who asked for this, or the unit above, answers within two working days. The time limit "
            "applies meanwhile."
        ),
        "send_back": _("Until the decision it stays your task and its time limit applies. Do not name victims."),
        "answer": _("Everybody who sees this task can read it. Do not name victims."),
    }
    return {
        "name": action,
        "url": reverse(address, args=[duty.pk]),
        "label": label,
        "asks": asks if asked else "",
        "kind": kind,
        "hint": hints.get(action, ""),
        "wrong": str(wrong) if wrong else "",
        "said": said,
        "pii": pii_question(wrong),
    }
