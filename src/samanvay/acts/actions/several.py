"""One act for several persons of a case at once: each is an act of its own."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid
from samanvay.recording.submissions import Captured, captured_or_new

from ..kinds import act_kind
from ..models import Act
from ..policies import SameAct
from .declaring import declare_act


class SameActs(SameAct):
    """For one person or more an act of this kind stands already; ``all`` are those that stand."""

    def __init__(self, standing: Sequence[Act]) -> None:
        super().__init__(standing[0])
        self.all = standing


def declare_acts(
    *, by: Actor, case_id: UUID, code: str, persons: Sequence[UUID], captured: Captured | None = None, **told: Any
) -> list[Act]:
    """Record an act as `declare_act` does, once for each person, or once where its kind is of the case; all or none.

    Raises SameActs with all that stand already, else what `declare_act` raises.
    """
    sent = captured_or_new(captured)
    if not act_kind(code).of_person:
        return [declare_act(by=by, case_id=case_id, code=code, captured=sent, **told)]
    if not persons:
        raise Invalid("persons", _("Tick at least one person."))
    made: list[Act] = []
    standing: list[Act] = []
    with transaction.atomic():
        for person in dict.fromkeys(persons):
            part = sent.part(str(person))
            try:
                with transaction.atomic():
                    made.append(declare_act(by=by, case_id=case_id, code=code, person_id=person, captured=part, **told))
            except SameAct as refusal:
                standing.append(refusal.standing)
        if standing:
            raise SameActs(standing)
    return made
