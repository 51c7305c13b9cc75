"""What the page of one duty shows: facts, deeds with their refusals, history."""

from typing import Any

from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.access.roles import BY_CODE
from samanvay.directory import queries as directory
from samanvay.duties import policies, queries
from samanvay.duties.kinds import kind_of
from samanvay.duties.models import Duty
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor

from .history import happenings, names_of
from .presenters import duty_line, moment_words, owner_words


def duty_context(actor: Actor, duty: Duty, *, wrong: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the page of a duty; ``wrong`` maps a deed to what was wrong with its form."""
    units = directory.units_of({duty.owner_audience, *(step["audience"] for step in duty.steps)})
    line = duty_line(actor, duty, units.get(duty.owner_audience), mine=True)
    against = {
        "done": policies.reason_against(policies.may_close_duty, actor, duty),
        "pause": policies.reason_against(policies.may_pause_duty, actor, duty),
        "resume": policies.reason_against(policies.may_resume_duty, actor, duty),
        "hand_over": policies.reason_against(policies.may_hand_over_duty, actor, duty),
        "withdraw": policies.reason_against(policies.may_drop_duty, actor, duty),
    }
    return {
        "duty": duty,
        "line": line,
        "facts": _facts(duty, units),
        "against": against,
        "colleagues": [] if against["hand_over"] else _colleagues(duty),
        "wrong": wrong or {},
        "history": happenings(queries.history(actor, duty), more=_further(duty)),
    }


def _facts(duty: Duty, units: dict[int, Any]) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (_("What it is"), str(kind_of(duty.kind).words)),
        (_("Waits for"), owner_words(duty, units.get(duty.owner_audience))),
    ]
    if duty.owner_user is not None:
        facts.append((_("Given to"), str(Bilingual(duty.owner_user.name, duty.owner_user.name_hi))))
    facts += [(_("Asked"), moment_words(duty.opened_at)), (_("Due"), moment_words(duty.due_at))]
    if duty.paused_at is not None:
        said = _("since %(when)s: %(reason)s")
        facts.append((_("Paused"), said % {"when": moment_words(duty.paused_at), "reason": duty.pause_reason}))
    for at, step in duty.step_times() if duty.is_waiting else []:
        role = BY_CODE.get(step["role"])
        unit = units.get(step["audience"])
        who = str(unit.names) if unit else str(role.name) if role else step["role"]
        facts.append((_("If nobody acts"), _("%(who)s hears on %(when)s") % {"who": who, "when": moment_words(at)}))
    if duty.done_at is not None:
        who = names_of([duty.done_by]).get(duty.done_by, "") if duty.done_by else ""
        facts.append((_("Done"), ", ".join(part for part in (moment_words(duty.done_at), who) if part)))
    if duty.dropped_at is not None:
        facts.append((_("Withdrawn"), f"{moment_words(duty.dropped_at)}: {duty.drop_reason}"))
    return facts


def _colleagues(duty: Duty) -> list[User]:
    """Return who else holds the owning role at the owning unit."""
    holders = directory.holders_of(duty.owner_role, duty.owner_audience)
    return list(holders.exclude(pk=duty.owner_user_id)) if duty.owner_user_id else list(holders)


def _further(duty: Duty) -> dict[str, str]:
    """Return what the log does not hold and the row does: proof and reasons, under their event."""
    proof = "" if kind_of(duty.kind).closes_itself else duty.proof
    return {"duty:done": proof, "duty:dropped": duty.drop_reason, "duty:paused": duty.pause_reason}
