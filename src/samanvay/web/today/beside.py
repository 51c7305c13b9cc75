"""What the page of a question or of a duty sent back shows: the thread, and the forms to answer or to decide."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from samanvay.access.roles import BY_CODE
from samanvay.directory import queries as directory
from samanvay.duties import policies
from samanvay.duties.actions.asking import Decision
from samanvay.duties.duty_kinds import BESIDE, DECISION
from samanvay.duties.kinds import kind_of
from samanvay.duties.models import Duty, Remark
from samanvay.duties.owners import seats_of
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, reason_against
from samanvay.web.components.pieces import Happening
from samanvay.web.kit.people import names_of
from samanvay.web.kit.pii import pii_question

from .presenters import action_form, step_words

MOST_UNITS = 60


def remark_lines(remarks: Iterable[Remark]) -> list[Happening]:
    """Return the thread of a duty as people read it, the first remark first."""
    listed = list(remarks)
    names = names_of(remark.by for remark in listed)
    units = directory.units_of({remark.to_audience for remark in listed if remark.to_audience is not None})
    said = {
        Remark.Kind.ASKED: _("Question to %(who)s"),
        Remark.Kind.STANDS: _("The clock stands until the answer"),
        Remark.Kind.ANSWERED: _("Answer"),
        Remark.Kind.SENT_BACK: _("Sent back; %(who)s decides"),
        Remark.Kind.INSISTED: _("It stays with its owner"),
        Remark.Kind.REASSIGNED: _("Given to %(who)s"),
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


def beside_context(
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


def seat_choices(actor: Actor, about: Duty, sought: str) -> list[tuple[str, str]]:
    """Return to whom a duty may be given: every held role of the district's units, or of those whose names are sought.

    Each as a form posts it and in words. Whoever owns it now is left out.
    """
    found = directory.units_found(words=sought) if sought else directory.units_found(district=_district_of(about))
    listed = list(found[:MOST_UNITS])
    if not sought:
        own = directory.units_of(actor.units)
        listed = [*listed, *(unit for unit in own.values() if unit not in listed)]
    return [
        (f"{role}:{unit.audience}", f"{BY_CODE[role].name}, {unit.names}")
        for role, unit in seats_of(listed)
        if (role, unit.audience) != (about.owner_role, about.owner_audience)
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
            (Decision.INSIST.value, _("It is theirs: insist"), chosen == Decision.INSIST),
            (Decision.REASSIGN.value, _("Give it to somebody else"), chosen == Decision.REASSIGN),
            (Decision.WITHDRAW.value, _("Withdraw it"), chosen == Decision.WITHDRAW),
        ],
    }
