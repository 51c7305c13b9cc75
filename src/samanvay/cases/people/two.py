"""The rule of two persons: whose sealed records take a second one to open in an emergency."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from samanvay.access.boxes.actions.sealing import ask_for_two
from samanvay.audit.models import Amendment
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, current_operation

from ..kinds import ADULT_BANDS, SEXUAL_FORMS
from ..models import Case, CaseItem, CasePerson


def needs_two(case: Case, person: CasePerson) -> bool:
    """Tell whether a second person must agree before the glass is broken: a child, or perhaps one, in a sexual case.

    What was recorded before an amendment counts like what stands now: a rule for two persons is not lifted by one.
    """
    return _is_sexual(case) and not {person.age_band, *_said_before([person], "age_band")} <= ADULT_BANDS


def _is_sexual(case: Case) -> bool:
    forms = {*case.forms, *(form for said in _said_before([case], "forms") for form in said)}
    return not SEXUAL_FORMS.isdisjoint(forms)


def _said_before(rows: Sequence[Case | CasePerson], field: str) -> list[Any]:
    # The system looks: a unit that the case was shared with later does not see the amendments of before.
    with acting_as(SYSTEM, op=current_operation()):
        of = {"target_kind": rows[0]._meta.model_name, "target_id__in": [row.pk for row in rows], "field": field}
        return list(Amendment.objects.filter(**of).values_list("old", flat=True))


def follow_rule_of_two(*, by: Actor, case: Case) -> None:
    """Ask for a second person wherever one must agree now, after forms or an age changed; the rule is never lowered."""
    if not _is_sexual(case):
        return
    for person in CasePerson.objects.filter(case=case):
        if person.may_be_child or needs_two(case, person):
            ask_for_two(by=by, subject_id=person.id, needs_two=True, readers=case.readers)
            for item in CaseItem.objects.filter(Q(person=person) | Q(person__isnull=True), case=case):
                ask_for_two(by=by, subject_id=item.id, needs_two=True, readers=case.readers)
