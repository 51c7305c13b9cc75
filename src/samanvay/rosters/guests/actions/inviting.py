"""Guests of a batch: invited, given an address to answer under, answered, noted at the door, erased.

The secret of an address is drawn when the invitation leaves, by e-mail or on paper, and only its hash is kept: whoever
reads the table or the worker's queue can answer for nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from samanvay.access.pins import secret_hash
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading
from samanvay.kernel.ids import public_code, uuid7
from samanvay.kernel.refusals import Invalid, Unseen

from ...batches import policies
from ...batches.capacity import is_called_off, lock, seats_left
from ...batches.states import BATCH_WORDS, BatchState
from ...delivery.readers import read_by_runners
from ...models import Batch, Guest
from .. import events
from ..models import GUEST_KINDS
from ..pasted_lines import BadLine, GuestLine

KEPT_FOR = timedelta(days=365)
AT_ONCE = 200
LANGUAGES = ("en", "hi")


@dataclass(frozen=True, slots=True)
class Invitation:
    """All that the address of an invitation tells: of the batch, and what its holder said. No name, no other guest."""

    label: str
    course: str
    where: Bilingual
    address: str
    hall: str
    link: str
    starts_on: date
    ends_on: date
    is_cancelled: bool
    said: str
    may_answer: bool


def guests_of(actor: Actor, batch: Batch) -> list[Guest]:
    """Return the guests of a batch for those who run it, by when they were invited. Raises Refused."""
    policies.may_run(actor, batch)
    with reading(SYSTEM):
        return list(Guest.objects.filter(batch=batch).standing().order_by("invited_at", "id"))


def seats_for_guests(actor: Actor, batch: Batch) -> int:
    """Return how many more a batch takes. Raises Refused."""
    policies.may_run(actor, batch)
    with reading(SYSTEM):
        return seats_left(batch)


def guest_or_unseen(actor: Actor, batch: Batch, key: UUID) -> Guest:
    """Return one guest of a batch for those who run it. Raises Refused, Unseen."""
    policies.may_run(actor, batch)
    with reading(SYSTEM):
        found = (
            Guest.objects.filter(batch=batch, pk=key).standing().select_related("batch__centre", "batch__plan").first()
        )
    if found is None:
        raise Unseen
    return found


def invite_guests(
    *,
    by: Actor,
    batch: Batch,
    kind: str,
    language: str,
    lines: Sequence[tuple[int, GuestLine]],
    submission_id: UUID | None = None,
) -> tuple[list[Guest], list[BadLine]]:
    """Put guests down by numbered lines; returns them and the lines that were not taken, with why.

    Not taken are those already invited, and those for whom no seat is left. The same submission twice gives the same.
    Nothing is sent yet. Raises Refused, Invalid.
    """
    policies.may_run(by, batch)
    if kind not in GUEST_KINDS:
        raise Invalid("kind", _("Choose from the list."))
    if language not in LANGUAGES:
        raise Invalid("language", _("Choose from the list."))
    _may_invite(batch)
    submission = submission_id or uuid7()
    made, bad = [], []
    with (
        operation(events.GUESTS_INVITED, by=by, target=("batch", batch.id), readers=batch.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        lock(batch)  # two who invite, or whoever is placed meanwhile, count the same seats
        batch = Batch.objects.get(pk=batch.pk)
        _may_invite(batch)
        home, left = read_by_runners(batch), seats_left(batch)
        everyone = list(Guest.objects.filter(batch=batch))
        standing = [each for each in everyone if not each.is_void]
        known = {each.submission_id: each for each in everyone if each.invited_by == by.id}
        ways = {way for each in standing for way in (each.email, each.phone) if way}
        fresh = 0
        for number, line in lines:
            key = uuid5(submission, line.text)
            if key in known:
                made.append(known[key])
                continue
            if {line.email, line.phone} & ways:
                bad.append(BadLine(number, line.text, _("Somebody with this address or number is already invited.")))
                continue
            if left <= 0:
                bad.append(BadLine(number, line.text, _("All seats are taken.")))
                continue
            guest = Guest.objects.create(
                batch=batch, kind=kind, name=line.name, organisation=line.organisation, email=line.email,
                phone=line.phone, language=language, token_hash=secret_hash(public_code()), invited_at=clock.now(),
                invited_by=by.id, submission_id=key, told_sequence=batch.sequence, **home,
            )  # fmt: skip
            made.append(guest)
            ways |= {way for way in (line.email, line.phone) if way}
            left -= 1
            fresh += 1
        op.add(count=fresh, of_kind=kind)
        if not fresh:
            op.keep_silent()
    return made, bad


def _may_invite(batch: Batch) -> None:
    if is_called_off(batch):
        raise Invalid(
            "state",
            _("Not possible now. Status of the batch: %(state)s.") % {"state": BATCH_WORDS[BatchState.CANCELLED]},
        )
    if batch.state not in (BatchState.PLANNED, BatchState.CALLED):
        raise Invalid("state", _("Not possible now. Status of the batch: %(state)s.") % {"state": batch.state_words})
    if batch.starts_on < clock.today():
        raise Invalid("state", _("This batch has already begun."))


def draw_address(*, by: Actor, guest: Guest, why: str) -> str:
    """Draw a new secret for a guest's address and return it, which nobody can read again; the one before ends.

    ``why``: "letter" or "mail". Raises Refused, Invalid.
    """
    policies.may_run(by, guest.batch)
    _may_invite(guest.batch)
    secret = public_code()
    with (
        operation(events.GUEST_ADDRESS_DRAWN, by=by, target=("guest", guest.id), readers=guest.readers, why=why) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        changes: dict[str, Any] = {"token_hash": secret_hash(secret)}
        if why == "letter":
            changes |= {"sent_at": clock.now(), "told_sequence": guest.batch.sequence}
        guest.revise(expected=None, changes=changes)
    return secret


def invited_by_secret(secret: str) -> Invitation:
    """Return what the holder of an invitation sees. Raises Unseen for an unknown, ended or expired address."""
    with reading(SYSTEM):
        guest = _guest_of(secret)
        batch = guest.batch
        centre = batch.centre
        return Invitation(
            label=batch.label,
            course=batch.course,
            where=batch.where,
            address=centre.address if centre is not None else "",
            hall=batch.hall,
            link=batch.link,
            starts_on=batch.starts_on,
            ends_on=batch.ends_on,
            is_cancelled=is_called_off(batch),
            said=guest.said,
            may_answer=_may_answer(batch),
        )


def answer_invitation(*, secret: str, said: str) -> Guest:
    """Keep what the holder of an invitation says, "coming" or "cannot"; until the first day it may be changed.

    Raises Unseen for an unknown, ended or expired address, Invalid.
    """
    if said not in ("coming", "cannot"):
        raise Invalid("said", _("Choose one of the answers."))
    with reading(SYSTEM):
        found = _guest_of(secret)
    with operation(events.GUEST_ANSWERED, by=SYSTEM, target=("guest", found.id), readers=found.readers) as op:
        if _may_answer(found.batch):
            lock(found.batch)
        batch = Batch.objects.get(pk=found.batch_id)
        guest = Guest.objects.get(pk=found.pk)
        if not _may_answer(batch):
            raise Invalid(
                "said", _("The training has begun or was cancelled. Please telephone the person who invited you.")
            )
        if said == "coming" and guest.said == "cannot" and not seats_left(batch):
            raise Invalid(
                "said", _("All seats have been taken meanwhile. Please telephone the person who invited you.")
            )
        op.add(said=said)
        if guest.said == said:
            op.keep_silent()
            return guest
        guest.revise(expected=None, changes={"said": said, "said_at": clock.now()})
    return guest


def _may_answer(batch: Batch) -> bool:
    is_open = batch.state in (BatchState.PLANNED, BatchState.CALLED) and not is_called_off(batch)
    return is_open and clock.today() <= batch.starts_on


def _guest_of(secret: str) -> Guest:
    found = (
        Guest.objects.standing()
        .filter(token_hash=secret_hash(secret), batch__ends_on__gte=clock.today())
        .select_related("batch__centre", "batch__district", "batch__plan")
        .first()
    )
    if found is None:
        raise Unseen
    return found


def note_guest(*, by: Actor, guest: Guest, came: bool) -> Guest:
    """Note whether a guest came. Raises Refused, Invalid before the first day."""
    policies.may_run(by, guest.batch)
    if clock.today() < guest.batch.starts_on:
        raise Invalid("came", _("The training has not begun yet."))
    with (
        operation(events.GUEST_NOTED, by=by, target=("guest", guest.id), readers=guest.readers, came=came) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        if guest.came == came:
            op.keep_silent()
            return guest
        guest.revise(expected=None, changes={"came": came})
    return guest


def erase_guest(*, by: Actor, guest: Guest) -> Guest:
    """Strike a guest out and blank who they are: of the person nothing is kept but the kind. Raises Refused."""
    policies.may_run(by, guest.batch)
    with (
        operation(events.GUEST_ERASED, by=by, target=("guest", guest.id), readers=guest.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        guest.revise(expected=None, changes={
            "name": "", "organisation": "", "email": "", "phone": "", "token_hash": secret_hash(public_code()),
            "voided_at": clock.now(), "voided_by": by.id, "void_reason": "a year" if by.is_system else "asked",
        })  # fmt: skip
        op.add(fields=["name", "organisation", "email", "phone"])
    return guest


def erase_old_guests(limit: int = AT_ONCE) -> int:
    """Blank the guests of batches that ended a year ago; returns how many. Called every round of the ticker."""
    with reading(SYSTEM):
        old = Guest.objects.standing().filter(batch__ends_on__lt=clock.today() - KEPT_FOR)
        found = list(old.select_related("batch").order_by("invited_at")[:limit])
    for guest in found:
        erase_guest(by=SYSTEM, guest=guest)
    return len(found)
