"""What an officer above does about the task of another."""

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.refusals import Refused

from .. import events, policies
from ..messages.telling import owners_of, tell
from ..models import Duty, Notice, TextMessage


def remind_owner(*, by: Actor, duty: Duty) -> bool:
    """Remind the owner of a duty, once a day; tells whether it was done now. Raises Refused."""
    policies.may_remind_owner(by, duty)
    people = owners_of(duty)
    if not people:
        raise Refused(_("Nobody holds this post: reassign the task."))
    key = f"reminded:{duty.id}:{clock.today()}"
    with acting_as(SYSTEM):
        told = Notice.objects.filter(duty=duty, key__startswith=key).exists()
    if told:
        return False
    with operation(events.DUTY_REMINDED, by=by, target=("duty", duty.id), readers=duty.readers, of_kind=duty.kind):
        words = Bilingual(f"Reminder: {duty.title_en}", f"स्मरण: {duty.title_hi or duty.title_en}")
        tell(people, duty=duty, words=words, key=key, reason=TextMessage.Reason.OVERDUE)
    return True
