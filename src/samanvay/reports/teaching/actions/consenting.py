"""Consenting that decided reports teach the reader, confirming that as a second person, withdrawing it."""

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory.queries import home_state
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.pii import refuse_pii
from samanvay.kernel.refusals import AlreadyDone

from ...models import ReaderConsent
from .. import events, policies
from .adopting import reason_given


def give_consent(*, by: Actor, reason: str) -> ReaderConsent:
    """Say that decided reports of the state may teach the reader; it holds once a second person confirms."""
    policies.may_give_consent(by)
    reason = reason_given(reason)
    refuse_pii("reason", reason)
    state = home_state()
    if ReaderConsent.objects.open().filter(home_state=state).exists():
        raise AlreadyDone(_("Consent is given already."))
    consent = ReaderConsent(home_state=state, reason=reason, given_by=by.id, given_at=clock.now())
    with operation(events.CONSENT_GIVEN, by=by, target=("reader_consent", consent.pk)):
        consent.save(force_insert=True)
    return consent


def confirm_consent(*, by: Actor, consent: ReaderConsent, expected: int | None = None) -> ReaderConsent:
    """Confirm as a second person of the state's desk; rows may be exported from now on."""
    policies.may_confirm_consent(by, consent)
    with operation(events.CONSENT_CONFIRMED, by=by, target=("reader_consent", consent.pk)):
        return consent.revise(expected=expected, changes={"confirmed_by": by.id, "confirmed_at": clock.now()})


def withdraw_consent(*, by: Actor, consent: ReaderConsent, reason: str, expected: int | None = None) -> ReaderConsent:
    """Withdraw consent: nothing is exported any more. What left before does not come back."""
    policies.may_withdraw_consent(by, consent)
    reason = reason_given(reason)
    refuse_pii("reason", reason)
    changes = {"withdrawn_by": by.id, "withdrawn_at": clock.now(), "withdrawn_why": reason}
    with operation(events.CONSENT_WITHDRAWN, by=by, target=("reader_consent", consent.pk)):
        return consent.revise(expected=expected, changes=changes)
