"""Lending: a district offers help to others for some days, and takes the offer back."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import unit_with
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, SYSTEM_AUDIENCE, Actor
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import head_count, known_code, known_codes
from samanvay.recording.submissions import Captured, captured_or_new, once

from ...models import Offer
from .. import events, policies
from ..kinds import KINDS, LANGUAGES
from ..texts import checked_text

LENT = {code: kind for code, kind in KINDS.items() if kind.is_lent}
LONGEST_OFFER = timedelta(days=92)


def offer_help(
    *,
    by: Actor,
    kind: str,
    since: date,
    until: date,
    languages: Iterable[str] = (),
    how_many: int | None = None,
    words: str = "",
    pii_answer: str = "",
    captured: Captured | None = None,
) -> Offer:
    """Offer help of the actor's unit from a day until a day; every officer reads it. Raises Refused, Invalid."""
    policies.may_offer_help(by)
    unit = directory.unit_of(unit_with(by, Permission.REQUEST_SEND))
    known_code("kind", kind, LENT)
    spoken = known_codes("languages", languages, LANGUAGES)
    if kind == "interpreter" and not spoken:
        raise Invalid("languages", _("Enter which languages."))
    if until < since:
        raise Invalid("until", _("The end is before the beginning."))
    if until < clock.today():
        raise Invalid("until", _("This day is already past."))
    if until - since > LONGEST_OFFER:
        raise Invalid("until", _("An offer is valid for at most three months. Offer again after that."))
    said, _answered = checked_text("words", words, by=by, pii_answer=pii_answer, longest=500)
    own = directory.readers_for(unit.audience)
    sent = captured_or_new(captured)
    with operation(events.OFFER_MADE, by=by, readers=own) as op:
        if known := once(op, Offer, sent.submission_id, offered_by=by.id):
            return known
        place = unit.place
        district = (place.district_id or place.key) if place is not None else unit.home_state
        offer = Offer.objects.create(
            district=district,
            kind=kind,
            languages=spoken,
            how_many=head_count("how_many", how_many),
            since=since,
            until=until,
            words=said,
            offered_at=clock.now(),
            offered_by=by.id,
            readers=sorted({SYSTEM_AUDIENCE, OFFICERS_AUDIENCE, *own}),
            home_unit=unit.audience,
            home_state=unit.home_state,
            **sent.columns(),
        )
        op.about("offer", offer.id)
        op.add(of=kind, district=district)
    return offer


def withdraw_offer(*, by: Actor, offer: Offer, reason: str, expected: int | None = None) -> Offer:
    """Take an offer back, with the reason."""
    policies.may_withdraw_offer(by, offer)
    why, _answered = checked_text("reason", reason, missing=_("Give the reason for withdrawing."), longest=300)
    own = directory.readers_for(offer.home_unit)
    with operation(events.OFFER_WITHDRAWN, by=by, target=("offer", offer.id), readers=own, of=offer.kind):
        offer.revise(expected=expected, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": why})
    return offer
