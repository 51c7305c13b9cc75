"""Lists that leave the house: the data protection officer hears of each at once, in the same transaction."""

from samanvay.access.boxes.groups import PURPOSE_WORDS, Purpose
from samanvay.access.models import Grant, User
from samanvay.access.permissions import Permission
from samanvay.access.policies import unit_with
from samanvay.access.proposals.second_persons import ANSWERS_FOR_STATE
from samanvay.access.roles import BY_CODE
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, current_operation

from .messages.telling import notify

WATCHES = "data_protection_officer"


def tell_of_export(by: Actor, *, what: Bilingual, rows: int, purpose: Purpose) -> None:
    """Tell who watches over a state's data who took out how many rows of what, and for what purpose.

    Called within the operation of the export. The officer is named by role, unit and login, since a notice goes out by
    e-mail. Where no data protection officer serves, the Home Secretary is told.
    """
    audience = unit_with(by, Permission.CASE_EXPORT)
    held = next(held for held in by.grants if held.audience == audience)
    unit = directory.unit_of(audience)
    login = User.objects.filter(pk=by.id).values_list("username", flat=True).first() or by.label
    role, aim = BY_CODE[held.role].name, PURPOSE_WORDS[purpose]
    words = Bilingual(
        f"{role.en}, {unit.name} (login {login}) exported {rows} {what.en}. Purpose: {aim.en}",
        f"{role.hi}, {unit.name_hi or unit.name} (लॉगिन {login}) ने {rows} {what.hi} निर्यात किए। प्रयोजन: {aim.hi}",
    )
    serving = Grant.objects.filter(home_state=unit.home_state).in_force(clock.today())
    for watching in (WATCHES, ANSWERS_FOR_STATE):
        people = list(
            User.objects.filter(pk__in=serving.filter(role=watching).values("user"), is_active=True).exclude(pk=by.id)
        )
        if people:
            break
    operation = current_operation()
    with acting_as(SYSTEM, op=operation):
        notify(
            people=people,
            words=Bilingual(words.en[:300], words.hi[:300]),
            link="/audit/",
            key=f"export:{operation}",
            audience=held.audience,
            home_state=unit.home_state,
        )
