"""Sending an advisory: to whoever owns it there, held where nobody does; adding, reminding, withdrawing."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, Actor, acting_as, reading
from samanvay.kernel.refusals import Invalid

from ...models import Advisory, Recipient
from .. import events, policies
from ..addressees import Addressee, posted_addressees
from ..duties import drop_duties, open_answer_duty, open_naming_duty
from ..duty_kinds import NAME_OWNER
from ..notices import notify_recipient, notify_recipients
from ..states import UNANSWERED, AdvisoryState, RecipientState
from .writing import checked_reason, new_recipient

REMINDED_AGAIN_AFTER = timedelta(hours=20)


def send_advisory(*, by: Actor, advisory: Advisory, expected: int | None = None) -> Advisory:
    """Send a draft to its recipients: each gets the duty to answer; one without an owner is held.

    Raises Refused, Invalid where nobody is named.
    """
    policies.may_change_draft(by, advisory)
    recipients = list(advisory.recipients.all())
    if not recipients:
        raise Invalid("districts", _("Choose at least one district."))
    chains = directory.readers_for_many({each.unit for each in recipients})
    sender = policies.sender_readers(advisory)
    readers = sorted({SYSTEM_AUDIENCE, *sender, *(each for chain in chains.values() for each in chain)})
    now = clock.now()
    with operation(events.ADVISORY_SENT, by=by, target=("advisory", advisory.pk), readers=readers) as op:
        year = clock.today().year
        changes = {
            "state": AdvisoryState.SENT,
            "sent_at": now,
            "sent_by": by.id,
            "year": year,
            "number": _next_number(advisory.home_state, year, op.id),
            "readers": readers,
        }
        advisory.revise(expected=expected, changes=changes)
        _open_to_readers(advisory, readers)
        held = _send_to(recipients, advisory, sender, chains, op.id)
        op.add(recipients=len(recipients), held=held, source=advisory.source, number=advisory.number)
    return advisory


def add_recipients(*, by: Actor, advisory: Advisory, seats: Sequence[Addressee]) -> int:
    """Send an advisory that went out to further recipients; returns how many were not among them before."""
    policies.may_manage_advisory(by, advisory)
    known = set(advisory.recipients.values_list("unit", "role"))
    fresh = [seat for seat in seats if seat.key not in known]
    if not fresh:
        raise Invalid("districts", _("These districts already have it. Choose another district."))
    chains = directory.readers_for_many({seat.unit.audience for seat in fresh})
    sender = policies.sender_readers(advisory)
    readers = sorted({*advisory.readers, *(each for chain in chains.values() for each in chain)})
    with operation(events.ADVISORY_RECIPIENT_ADDED, by=by, target=("advisory", advisory.pk), readers=readers) as op:
        asks = any(each.version_sent.second_check for each in advisory.measures.select_related("version_sent"))
        made = [new_recipient(advisory, seat, "", asks) for seat in fresh]
        advisory.revise(expected=None, changes={"readers": readers})
        _open_to_readers(advisory, readers)
        Recipient.objects.bulk_create(made)
        op.add(recipients=len(made), held=_send_to(made, advisory, sender, chains, op.id))
    return len(made)


def release_held(role: str = "", audience: int | None = None) -> int:
    """Send what is held for a seat that somebody holds now, for every seat where none is named; returns how many.

    Called when somebody is given a role and by the ticker, which finds postings that begin on a later day.
    """
    with reading(SYSTEM):
        found = Recipient.objects.filter(state=RecipientState.HELD, advisory__state=AdvisoryState.SENT)
        if audience is not None:
            found = found.filter(role=role, unit=audience)
        waiting = [each for each in found.select_related("advisory") if directory.holders_of(each.role, each.unit)]
    for recipient in waiting:
        with operation(
            events.ADVISORY_RELEASED,
            by=SYSTEM,
            target=("advisory", recipient.advisory_id),
            readers=recipient.readers,
            unit=recipient.unit,
        ):
            recipient.revise(expected=None, changes={"state": RecipientState.SENT, "sent_at": clock.now()})
            drop_duties(recipient, "somebody is posted", NAME_OWNER)
            open_answer_duty(recipient, title_of(recipient.advisory))
    return len(waiting)


def remind(*, by: Actor, advisory: Advisory) -> int:
    """Remind those who have not answered, each at most once a day; returns how many were reminded."""
    policies.may_manage_advisory(by, advisory)
    now = clock.now()
    with operation(events.ADVISORY_REMINDED, by=by, target=("advisory", advisory.pk), readers=advisory.readers) as op:
        late = [
            each
            for each in advisory.recipients.filter(state__in=(*UNANSWERED, RecipientState.ACCEPTED))
            if each.reminded_at is None or now - each.reminded_at > REMINDED_AGAIN_AFTER
        ]
        for recipient in late:
            recipient.revise(expected=None, changes={"reminded_at": now})
            notify_recipient(recipient, title_of(advisory), "reminded", op.id)
        op.add(recipients=len(late))
        if not late:
            op.keep_silent()
    return len(late)


def withdraw_advisory(*, by: Actor, advisory: Advisory, reason: str, expected: int | None = None) -> Advisory:
    """Withdraw an advisory with a reason: what waits is dropped, the recipients are told, what was done stays."""
    policies.may_manage_advisory(by, advisory)
    why = checked_reason(reason)
    with operation(events.ADVISORY_WITHDRAWN, by=by, target=("advisory", advisory.pk), readers=advisory.readers) as op:
        changes = {"state": AdvisoryState.WITHDRAWN, "withdrawn_at": clock.now(), "withdrawn_by": by.id}
        advisory.revise(expected=expected, changes={**changes, "withdraw_reason": why})
        notify_recipients(advisory, title_of(advisory), "withdrawn", op.id)
        for recipient in advisory.recipients.exclude(state=RecipientState.DONE):
            recipient.revise(expected=None, changes={"state": RecipientState.WITHDRAWN})
            drop_duties(recipient, "withdrawn by the sender")
    return advisory


def title_of(advisory: Advisory) -> Bilingual:
    """Return the title of an advisory as it now stands, whoever asks."""
    with acting_as(SYSTEM):
        text = advisory.texts.get(no=advisory.text_no)
    return text.title


def _next_number(state: str, year: int, op: UUID) -> int:
    """Return the next number of a state's year; others who send wait until this operation ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"advisory:{state}:{year}"])
    with acting_as(SYSTEM, op=op):
        last = (
            Advisory.objects.filter(home_state=state, year=year, number__isnull=False)
            .order_by("-number")
            .values_list("number", flat=True)
            .first()
        )
    return (last or 0) + 1


def _open_to_readers(advisory: Advisory, readers: list[int]) -> None:
    for row in (*advisory.texts.all(), *advisory.measures.all()):
        row.revise(expected=None, changes={"readers": readers})


def _send_to(
    recipients: Iterable[Recipient],
    advisory: Advisory,
    sender: Iterable[int],
    chains: dict[int, list[int]],
    op: UUID,
) -> int:
    """Send to each who has an owner, hold the others; returns how many are held."""
    listed = list(recipients)
    units = directory.units_of({each.unit for each in listed})
    owned = posted_addressees([Addressee(units[each.unit], each.role) for each in listed])
    title = title_of(advisory)
    now = clock.now()
    held = 0
    for recipient in listed:
        is_owned = (recipient.unit, recipient.role) in owned
        recipient.advisory = advisory
        recipient.revise(
            expected=None,
            changes={
                "readers": sorted({SYSTEM_AUDIENCE, *sender, *chains[recipient.unit]}),
                "state": RecipientState.SENT if is_owned else RecipientState.HELD,
                "sent_at": now if is_owned else None,
            },
        )
        if is_owned:
            open_answer_duty(recipient, title)
        else:
            held += 1
            open_naming_duty(recipient)
    return held
