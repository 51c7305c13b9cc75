"""What recipients do with an advisory: see, accept, decline, say that it is done; and the second look at it."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.audit.operations import Operation, operation
from samanvay.audit.vocabulary import EventKind
from samanvay.documents.actions import AlreadyHere, add_document
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.pii import check_pii
from samanvay.kernel.refusals import Invalid
from samanvay.recording.submissions import one_at_a_time

from ...models import Advisory, Recipient
from ...playbook.vocabulary import Proof
from .. import events, policies
from ..clocks import DONE_AGAIN_WITHIN
from ..duties import close_duties, drop_duties, open_check_duty, open_do_duty
from ..duty_kinds import ANSWER_ADVISORY, CHECK_ADVISORY, DO_ADVISORY
from ..notices import notify_recipient, notify_sender
from ..states import RecipientState
from .sending import title_of
from .writing import checked_reason, proof_of

LONGEST_PROOF = 2_000
LONGEST_WORDS = 500


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A file that shows that it was done: its name and its bytes."""

    name: str
    chunks: Iterable[bytes]


def see_advisory(*, by: Actor, advisory: Advisory) -> int:
    """Note that an owner has opened an advisory; returns at how many recipients it was new."""
    fresh = [
        each
        for each in advisory.recipients.filter(state=RecipientState.SENT)
        if advisory.is_sent and policies.owns_row(by, each)
    ]
    for recipient in fresh:
        with operation(
            events.ADVISORY_SEEN,
            by=by,
            target=("advisory", advisory.pk),
            readers=recipient.readers,
            unit=recipient.unit,
        ):
            recipient.revise(expected=None, changes={"state": RecipientState.SEEN, "seen_at": clock.now()})
    return len(fresh)


def accept_advisory(*, by: Actor, recipient: Recipient, expected: int | None = None) -> Recipient:
    """Take an advisory on; the duty to do it begins."""
    policies.may_move(by, recipient, RecipientState.ACCEPTED)
    with _event(events.ADVISORY_ACCEPTED, by, recipient):
        recipient.revise(
            expected=expected,
            changes={
                "state": RecipientState.ACCEPTED,
                "seen_at": recipient.seen_at or clock.now(),
                "answered_at": clock.now(),
                "answered_by": by.id,
                "decline_reason": "",
            },
        )
        close_duties(recipient, ANSWER_ADVISORY, proof="accepted")
        open_do_duty(recipient, title_of(recipient.advisory), timedelta(days=recipient.advisory.do_days))
    return recipient


def decline_advisory(*, by: Actor, recipient: Recipient, reason: str, expected: int | None = None) -> Recipient:
    """Decline an advisory with the reason, which the sender reads."""
    policies.may_move(by, recipient, RecipientState.DECLINED)
    why = checked_reason(reason, longest=LONGEST_WORDS)
    with _event(events.ADVISORY_DECLINED, by, recipient) as op:
        recipient.revise(
            expected=expected,
            changes={
                "state": RecipientState.DECLINED,
                "seen_at": recipient.seen_at or clock.now(),
                "answered_at": clock.now(),
                "answered_by": by.id,
                "decline_reason": why,
            },
        )
        close_duties(recipient, ANSWER_ADVISORY, proof="declined")
        drop_duties(recipient, why, DO_ADVISORY)  # it was taken on and not done
        notify_sender(recipient, title_of(recipient.advisory), "declined", op.id)
    return recipient


def say_done(
    *,
    by: Actor,
    recipient: Recipient,
    words: str = "",
    file: ProofFile | None = None,
    submission: UUID | None = None,
    pii_answer: str = "",
    expected: int | None = None,
) -> Recipient:
    """Say that an accepted advisory is carried out, with what shows it; it waits for a check where one is asked.

    The same ``submission`` twice is one saying, with one file. Raises Invalid where the proof that is asked for lacks.
    """
    kept = "\n".join(line.rstrip() for line in words.strip().splitlines())
    with _event(events.ADVISORY_DONE, by, recipient) as op:
        if submission is not None:
            one_at_a_time(submission)
            recipient.refresh_from_db()
            if recipient.submission == submission:
                op.keep_silent()
                return recipient
        policies.may_say_done(by, recipient)
        _check_proof(recipient, kept, file)
        check_pii("words", kept, by=by, pii_answer=pii_answer)
        document = _keep(by, recipient, file, submission) if file is not None else None
        waits = recipient.asks_check
        recipient.revise(
            expected=expected,
            changes={
                "state": RecipientState.TO_CHECK if waits else RecipientState.DONE,
                "done_at": clock.now(),
                "done_by": by.id,
                "proof_words": kept,
                "proof_document": document,
                "submission": submission,
            },
        )
        close_duties(recipient, DO_ADVISORY, proof="done")
        if waits:
            open_check_duty(recipient, title_of(recipient.advisory))
        op.add(document=document, waits_for_check=waits)
        notify_sender(recipient, title_of(recipient.advisory), "done", op.id)
    return recipient


def check_work(*, by: Actor, recipient: Recipient, expected: int | None = None) -> Recipient:
    """Agree, as a second person, that it is done."""
    policies.may_check(by, recipient)
    with _event(events.ADVISORY_CHECKED, by, recipient) as op:
        changes = {"state": RecipientState.DONE, "checked_at": clock.now(), "checked_by": by.id, "back_words": ""}
        recipient.revise(expected=expected, changes=changes)
        close_duties(recipient, CHECK_ADVISORY, proof="checked")
        notify_recipient(recipient, title_of(recipient.advisory), "checked", op.id)
    return recipient


def send_back(*, by: Actor, recipient: Recipient, words: str, expected: int | None = None) -> Recipient:
    """Send the work back with words that say what lacks; the duty to do it begins again."""
    policies.may_check(by, recipient)
    why = checked_reason(words, "words", LONGEST_WORDS)
    with _event(events.ADVISORY_SENT_BACK, by, recipient) as op:
        changes = {"state": RecipientState.ACCEPTED, "checked_at": clock.now(), "checked_by": by.id, "back_words": why}
        recipient.revise(expected=expected, changes=changes)
        close_duties(recipient, CHECK_ADVISORY, proof="sent back")
        open_do_duty(recipient, title_of(recipient.advisory), DONE_AGAIN_WITHIN)
        notify_recipient(recipient, title_of(recipient.advisory), "sent_back", op.id)
    return recipient


def _event(kind: EventKind, by: Actor, recipient: Recipient) -> AbstractContextManager[Operation]:
    return operation(
        kind,
        by=by,
        target=("advisory", recipient.advisory_id),
        readers=recipient.readers,
        unit=recipient.unit,
        district=recipient.district,
        recipient=recipient.pk,
    )


def _check_proof(recipient: Recipient, words: str, file: ProofFile | None) -> None:
    proof = proof_of(recipient.advisory)
    if len(words) > LONGEST_PROOF:
        raise Invalid("words", _("At most %(n)d characters.") % {"n": LONGEST_PROOF})
    if proof == Proof.DOCUMENT and file is None:
        raise Invalid("file", _("A photograph or document is required here. Choose one."))
    if proof == Proof.WORDS and not words and file is None:
        raise Invalid("words", _("Write in a few words what was done, or add a photograph."))


def _keep(by: Actor, recipient: Recipient, file: ProofFile, submission: UUID | None) -> UUID:
    """Keep the file with the recipient's record; the same file again is the one that lies there."""
    try:
        document = add_document(
            by=by,
            of="advisory",
            record_id=recipient.pk,
            subject_id=None,
            kind="scene",
            name=file.name,
            chunks=file.chunks,
            readers=recipient.readers,
            home_unit=recipient.unit,
            home_state=recipient.home_state,
            submission_id=submission,
        )
    except AlreadyHere as known:
        return known.document.pk
    if document.is_infected:
        raise Invalid("file", _("A virus was found in this file. Choose another file."))
    return document.pk
