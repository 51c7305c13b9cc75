"""What the page of one duty shows: facts, actions with their refusals, history, the forms to answer or to decide."""

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.roles import BY_CODE
from samanvay.acts.clocks import ended_by
from samanvay.directory import queries as directory
from samanvay.duties import policies, queries
from samanvay.duties.actions.asking import Decision
from samanvay.duties.duty_kinds import BESIDE, DECISION
from samanvay.duties.kinds import kind_of
from samanvay.duties.models import Duty, Remark
from samanvay.duties.superiors import queries as superiors
from samanvay.duties.superiors.seats import is_below, seat_to_ask, seats_of, takers_of
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, reason_against
from samanvay.web.components.pieces import Crumb, Happening
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.duties import holder_words
from samanvay.web.kit.history import happenings
from samanvay.web.kit.pages import Record
from samanvay.web.kit.people import names_of
from samanvay.web.kit.pii import pii_question

from .presenters import Known, action_form, duty_line, known_of, pause_words, step_words, why_words

DUTY: Record[Duty] = Record(
    "duty",
    load=queries.duty,
    page=lambda duty: reverse("duty", args=[duty.pk]),
    crumbs=lambda actor, duty: [Crumb(_("Today"), reverse("today")), Crumb(duty.title, DUTY.page(duty))],
)
MOST_UNITS = 60
TEXT_ACTIONS = ("done", "pause", "ask", "send_back", "reassign", "withdraw")


def duty_context(
    actor: Actor,
    duty: Duty,
    *,
    wrong: Mapping[str, Invalid] = {},
    said: Mapping[str, str] = {},
    sought: str = "",
) -> dict[str, Any]:
    """Return the page of a duty; ``wrong`` and ``said`` map an action to what was wrong with its form and what it held.

    ``sought`` are words of units, to which a duty that was sent back could be given.
    """
    known = known_of([duty])
    line = duty_line(actor, duty, known, mine=True)
    against = {
        "done": reason_against(policies.may_close_duty, actor, duty),
        "pause": reason_against(policies.may_pause_duty, actor, duty),
        "resume": reason_against(policies.may_resume_duty, actor, duty),
        "hand_over": reason_against(policies.may_hand_over_duty, actor, duty),
        "withdraw": reason_against(policies.may_drop_duty, actor, duty),
        "remind": reason_against(policies.may_remind_owner, actor, duty),
        "reassign": reason_against(policies.may_reassign_duty, actor, duty),
        "reopen": reason_against(policies.may_reopen_duty, actor, duty),
        "ask": reason_against(policies.may_ask_duty, actor, duty),
        "send_back": reason_against(policies.may_send_back_duty, actor, duty),
    }
    about = queries.duty(actor, UUID(duty.subject_id)) if duty.kind in BESIDE else duty
    asked = {"done": kind_of(duty.kind).asks_proof}
    forms = {
        name: action_form(name, duty, asked=asked.get(name, True), wrong=wrong.get(name), said=said.get(name, ""))
        for name in TEXT_ACTIONS
    }
    return {
        "duty": duty,
        "line": line,
        "facts": _facts(duty, known),
        "against": against,
        "forms": forms,
        "ways": _ways(actor, duty) if not against["ask"] else [],
        "about": about,
        "about_line": duty_line(actor, about, known_of([about]), mine=False) if about is not duty else None,
        "owner": superiors.owners_of_many(actor, [duty])[duty.pk] if duty.is_waiting else None,
        "seats": [] if against["reassign"] else seat_choices(actor, duty, sought, below=True),
        "sought": sought,
        "remarks": remark_lines(queries.remarks(actor, about)),
        "answering": answer_context(actor, duty, about, wrong=wrong, said=said, sought=sought),
        "colleagues": [] if against["hand_over"] else _colleagues(duty),
        "wrong": wrong,
        "history": happenings(queries.history(actor, duty), more=_further(duty)),
    }


def _ways(actor: Actor, duty: Duty) -> list[tuple[str, str]]:
    """Return whom a duty's owner may ask: (way, role and unit) of the opener and of the unit above, each once.

    Whoever coordinates is offered where neither is there.
    """
    seats = {way: seat_to_ask(duty, actor, way=way) for way in ("opener", "superior")}
    if not any(seats.values()):
        seats = {"coordinator": seat_to_ask(duty, actor, way="coordinator")}
    units = directory.units_of({seat.audience for seat in seats.values() if seat is not None})
    found: dict[str, str] = {}
    for way, seat in seats.items():
        if seat is not None:
            found.setdefault(holder_words(seat.role, units.get(seat.audience)), way)
    return [(way, words) for words, way in found.items()]


def _facts(duty: Duty, known: Known) -> list[tuple[str, Any]]:
    given = duty.owner_user
    facts: list[tuple[str, Any]] = [
        (_("What it is"), kind_of(duty.kind).words),
        (_("Assigned to"), holder_words(duty.owner_role, known.units.get(duty.owner_audience))),
        (_("Officer"), Bilingual(given.name, given.name_hi) if given else None),
        (_("Why"), why_words(duty, known)),
        (_("Assigned on"), moment_words(duty.opened_at)),
        (_("Due"), moment_words(duty.due_at)),
    ]
    if duty.paused_at is not None:
        said = _("since %(when)s: %(reason)s")
        facts.append((_("Deferred"), said % {"when": moment_words(duty.paused_at), "reason": pause_words(duty)}))
    for at, step in duty.step_times() if duty.is_waiting else []:
        who = step_words(step, known.units)
        facts.append(
            (_("If nobody acts"), _("%(who)s is informed on %(when)s") % {"who": who, "when": moment_words(at)})
        )
    if duty.done_at is not None:
        who = names_of([duty.done_by]).get(duty.done_by, "") if duty.done_by else ""
        facts.append((_("Done"), ", ".join(part for part in (moment_words(duty.done_at), who) if part)))
    if duty.dropped_at is not None:
        facts.append((_("Withdrawn"), f"{moment_words(duty.dropped_at)}: {_reason_told(duty)}"))
    return facts


def _colleagues(duty: Duty) -> list[tuple[UUID, str]]:
    """Return who else holds the owning role at the owning unit, by name."""
    holders = directory.holders_of(duty.owner_role, duty.owner_audience)
    names = names_of(each.pk for each in holders if each.pk != duty.owner_user_id)
    return sorted(names.items(), key=itemgetter(1))


def _further(duty: Duty) -> dict[str, str]:
    """Return what the log does not hold and the row does: proof and reasons, under their event."""
    proof = "" if kind_of(duty.kind).closes_itself else duty.proof
    return {"duty:done": proof, "duty:dropped": _reason_told(duty), "duty:paused": duty.pause_reason}


def _reason_told(duty: Duty) -> str:
    """Return why a duty was withdrawn; of an act by which it ended, only its readers are told more."""
    return _("ended by an act of the case, not kept") if ended_by(duty) else duty.drop_reason


def remark_lines(remarks: Iterable[Remark]) -> list[Happening]:
    """Return what was asked and answered of a duty, the first remark first."""
    listed = list(remarks)
    names = names_of(remark.by for remark in listed)
    units = directory.units_of({remark.to_audience for remark in listed if remark.to_audience is not None})
    said = {
        Remark.Kind.ASKED: _("Question to %(who)s"),
        Remark.Kind.STANDS: _("Deferred until the answer"),
        Remark.Kind.ANSWERED: _("Answer"),
        Remark.Kind.SENT_BACK: _("Sent back; %(who)s decides"),
        Remark.Kind.INSISTED: _("The task stays with them"),
        Remark.Kind.REASSIGNED: _("Reassigned to %(who)s"),
    }
    return [
        Happening(
            at=remark.at.astimezone(clock.INDIA),
            words=said[Remark.Kind(remark.kind)]
            % {"who": step_words({"role": remark.to_role, "audience": remark.to_audience}, units)},
            by=names.get(remark.by, ""),
            more=remark.words,
        )
        for remark in listed
    ]


def answer_context(
    actor: Actor, duty: Duty, about: Duty, *, wrong: Mapping[str, Invalid], said: Mapping[str, str], sought: str
) -> dict[str, Any] | None:
    """Return the forms of a question or decision that waits, None for any other duty."""
    if duty.kind not in BESIDE or not duty.is_waiting:
        return None
    if duty.kind == DECISION.code:
        return _decision(actor, duty, about, wrong=wrong.get("decide"), said=said, sought=sought)
    return {
        "is_question": True,
        "against": reason_against(policies.may_answer_question, actor, duty),
        "answer": action_form("answer", duty, wrong=wrong.get("answer"), said=said.get("answer", "")),
        "let_stand": action_form("let_stand", duty, asked=False),
        "against_standing": reason_against(policies.may_stand, about),
    }


def seat_choices(actor: Actor, about: Duty, sought: str, *, below: bool = False) -> list[tuple[str, str]]:
    """Return to whom a duty may be given: every held role of the district's units, or of those whose names are sought.

    Each as a form posts it and in words. Left out are whoever owns it now, roles that may not open what it is about,
    and with ``below`` the units that the actor does not command.
    """
    found = directory.units_found(words=sought) if sought else directory.units_found(district=_district_of(about))
    listed = list(found[:MOST_UNITS])
    if not sought:
        own = directory.units_of(actor.units)
        listed = [*listed, *(unit for unit in own.values() if unit not in listed)]
    if below:
        commanded = is_below(actor, [unit.audience for unit in listed])
        listed = [unit for unit in listed if unit.audience in commanded]
    takers = takers_of(about)
    return [
        (f"{role}:{unit.audience}", f"{BY_CODE[role].name}, {unit.names}")
        for role, unit in seats_of(listed)
        if (role, unit.audience) != (about.owner_role, about.owner_audience) and not takers.refusal(role, unit.audience)
    ]


def _district_of(about: Duty) -> str:
    """Return the key of the district in which the owner's unit sits, "-" where it sits in none."""
    unit = directory.units_of([about.owner_audience]).get(about.owner_audience)
    if unit is None or unit.place is None:
        return "-"
    return unit.place.key if unit.place.kind == "district" else unit.place.district_id or "-"


def _decision(
    actor: Actor, duty: Duty, about: Duty, *, wrong: Invalid | None, said: Mapping[str, str], sought: str
) -> dict[str, Any]:
    against = reason_against(policies.may_decide_sent_back, actor, duty)
    chosen = said.get("what", "")
    return {
        "is_question": False,
        "against": against,
        "seats": [] if against else seat_choices(actor, about, sought),
        "sought": sought,
        "wrong": {wrong.field: str(wrong)} if wrong else {},
        "pii": pii_question(wrong, said),
        "said": said,
        "may_move_hour": not kind_of(about.kind).fixed_hour,
        "choices": [
            (Decision.INSIST.value, _("They keep the task"), chosen == Decision.INSIST),
            (Decision.REASSIGN.value, _("Reassign"), chosen == Decision.REASSIGN),
            *(
                []
                if reason_against(policies.may_withdraw, about)
                else [(Decision.WITHDRAW.value, _("Withdraw"), chosen == Decision.WITHDRAW)]
            ),
        ],
    }
