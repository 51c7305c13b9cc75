"""The purge clock of an acquitted person: started late enough to be noticed, and stopped again."""

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.audit.amendments import amend
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import good_reason

from ... import events, policies
from ...models import CasePerson
from ...queries import case_or_unseen, person_or_unseen

APPEAL = timedelta(days=180)  # an acquittal can be appealed against for so long; only then is anything destroyed
NOTICE = timedelta(days=30)  # and never sooner after the entry: time for another to see and stop it


def start_purge_clock(*, by: Actor, person_id: UUID, acquitted_on: date, reason: str = "") -> CasePerson:
    """Set the day after which an acquitted person's sealed data are destroyed.

    It comes when the appeal period is over and not before the time of notice after this entry. The event goes to
    the auditors and the data protection officer like every event. Raises Unseen, Refused, Invalid.
    """
    words = good_reason(reason)
    with operation(events.PURGE_SET, by=by) as op:
        person = person_or_unseen(by, person_id)
        case = case_or_unseen(by, person.case_id, lock=True)
        policies.may_set_purge(by, case, person)
        if acquitted_on > clock.today():
            raise Invalid("acquitted_on", _("This date is in the future."))
        if acquitted_on < case.opened_at.astimezone(clock.INDIA).date():
            raise Invalid("acquitted_on", _("This date is before the case was opened."))
        after = max(acquitted_on + APPEAL, clock.today() + NOTICE)
        if not amend(person, by=by, reason=words, expected=None, changes={"purge_after": after}):
            op.keep_silent()
        op.about("case", case.id, person.readers)
        op.add(case=case.id, person=person.id, acquitted_on=acquitted_on, purge_after=after)
    return person


def stop_purge_clock(*, by: Actor, person_id: UUID, reason: str) -> CasePerson:
    """Take the purge date of a person away again, with the reason: an appeal, a mistake. Raises Unseen, Refused."""
    words = good_reason(reason)
    with operation(events.PURGE_STOPPED, by=by) as op:
        person = person_or_unseen(by, person_id)
        policies.may_stop_purge(by, person.case)
        op.about("case", person.case_id, person.readers)
        op.add(case=person.case_id, person=person.id, purge_after=person.purge_after)
        if person.purge_after is None:
            op.keep_silent()
            return person
        amend(person, by=by, reason=words, expected=None, changes={"purge_after": None})
    return person
