"""Certificates of the mandatory core on the roll: when a member last passed it, followed as certificates come and go.

A certificate belongs to an account; the officer who holds the account has the number by which the roll knows them.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Max

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.directory.models import Officer
from samanvay.kernel.db.scope import SYSTEM, reading

from ...models import Certificate, CourseEdition, Member
from .. import events


def core_courses() -> list[str]:
    """Return the codes of the courses that are mandatory for somebody, as they are published now."""
    present = CourseEdition.objects.filter(no=F("course__current"), said__core=True)
    return list(present.values_list("course__code", flat=True))


def certified_days(home_state: str, numbers: Iterable[str]) -> dict[str, date]:
    """Return by employee number when the latest standing certificate of the core was issued; read as the machinery."""
    officers = dict(
        Officer.objects.standing()
        .filter(home_state=home_state, employee_no__in=list(numbers), user__isnull=False)
        .values_list("user_id", "employee_no")
    )
    if not officers:
        return {}
    found = Certificate.objects.filter(learner__in=officers, course__in=core_courses(), revoked_at=None)
    days = found.values("learner").annotate(day=Max("issued_on")).order_by()
    return {officers[each["learner"]]: each["day"] for each in days}


def follow_certificate(event: Event) -> None:
    """Note on the roll that a certificate was issued or revoked; nothing for somebody who is not on it."""
    with reading(SYSTEM):
        learner = Certificate.objects.filter(pk=event.subject_id).values_list("learner", flat=True).first()
        officer = Officer.objects.standing().filter(user=learner).first() if learner is not None else None
        if officer is None:
            return
        number, state = officer.employee_no.upper(), officer.home_state
        day = certified_days(state, [officer.employee_no]).get(officer.employee_no)
        member = Member.objects.standing().filter(home_state=state, employee_no=number).first()
    if member is None or member.certified_on == day:
        return
    with operation(
        events.MEMBER_CERTIFIED,
        by=SYSTEM,
        target=("member", member.pk),
        readers=member.readers,
        fields=["certified_on"],
    ):
        member.revise(expected=None, changes={"certified_on": day})
