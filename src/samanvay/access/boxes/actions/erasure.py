"""Forgetting a person: destroying their keys, and with them tokens, files and links."""

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from samanvay.access.models import BoxPast, DataKey, Erasure, GlassBreak, SearchToken
from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.refusals import Invalid

from .. import events, ledger
from ..keys import destroy, hold


class Reason(StrEnum):
    """On what ground a person is erased: a code, since words could name them."""

    ACQUITTAL = "acquittal"
    MISTAKE = "mistake"
    ORDER = "order"
    REQUEST = "request"
    RETENTION = "retention"


REASON_WORDS: dict[Reason, Bilingual] = {
    Reason.ORDER: Bilingual("Order of a court or authority", "न्यायालय या प्राधिकरण का आदेश"),
    Reason.REQUEST: Bilingual("Request of the person", "व्यक्ति का अनुरोध"),
    Reason.ACQUITTAL: Bilingual("Acquittal, purge date reached", "दोषमुक्ति, शोधन तिथि पूर्ण"),
    Reason.RETENTION: Bilingual("Retention period over", "रखने की अवधि पूर्ण"),
    Reason.MISTAKE: Bilingual("Recorded by mistake", "भूल से अंकित"),
}


def erase_person(*, by: Actor, subject_id: UUID, reason: Reason | str) -> Erasure:
    """Destroy every data key of a person, their search tokens, and tell the rooms that hold their files.

    For holders of ``box:erase`` (the data-protection officer sees no case: the keys are found by the person's
    identifier). Twice gives the same answer, and destroys whatever the first time may have left. Backups made
    earlier forget by the ledger's replay; it holds in full once the backups of the key table have expired too.
    """
    if not by.is_system:
        require(by, Permission.BOX_ERASE)
    if reason not in set(Reason):
        raise Invalid("reason", _("Give the ground on which this person's data is erased."))
    with operation(events.PERSON_ERASED, by=by, target=("person", subject_id), reason=str(reason)) as op:
        hold(subject_id)
        done = Erasure.objects.select_for_update().filter(pk=subject_id).first()
        if done is not None:
            if left := _clean(subject_id, (), op.id):
                op.add(keys=left, again=True)
            else:
                op.keep_silent()
            return done
        keys = tuple(DataKey.objects.select_for_update().filter(subject_id=subject_id).values_list("pk", flat=True))
        if not keys:
            raise Invalid("subject", _("No sealed record exists under this number."))
        line = ledger.Line(subject_id, keys, clock.now(), by.id, op.id, str(reason))
        erasure = _carry_out(line, op.id)
        op.add(keys=len(keys), replayed=False)
        # Last before the commit, so that a refusal above leaves no order behind.
        ledger.append(line)
    return erasure


def _carry_out(line: ledger.Line, op: UUID) -> Erasure:
    _clean(line.subject, line.keys, op)
    with acting_as(SYSTEM, op=op):
        return Erasure.objects.create(subject_id=line.subject, at=line.at, by=line.by, op=line.op, reason=line.reason)


def _clean(subject_id: UUID, keys: Iterable[UUID], op: UUID) -> int:
    """Destroy what opens or finds a person; return how many keys, tokens and reasons there were."""
    # The system reaches rows of every unit; the event still names the officer.
    with acting_as(SYSTEM, op=op):
        left = destroy(keys, [subject_id])
        left += SearchToken.objects.filter(subject_id=subject_id).delete()[0]
        # Reasons are free text and may say who it was about.
        left += GlassBreak.objects.filter(subject_id=subject_id).exclude(reason="").update(reason="")
        left += BoxPast.objects.filter(box__subject_id=subject_id).exclude(reason="").update(reason="")
    return left


def replay_erasures() -> int:
    """Carry out, as the system, every order of the ledger that this database does not know or not wholly.

    Returns how many orders found something to do.

    Called after a restore and at every start. Running it again does nothing.
    """
    lines = list(ledger.lines())
    subjects = [line.subject for line in lines]
    with acting_as(SYSTEM), transaction.atomic():
        known = set(Erasure.objects.values_list("pk", flat=True))
        left = set(DataKey.objects.filter(subject_id__in=subjects).values_list("subject_id", flat=True))
        left |= set(SearchToken.objects.filter(subject_id__in=subjects).values_list("subject_id", flat=True))
    return sum(_replay(line) for line in lines if line.subject not in known or line.subject in left)


def _replay(line: ledger.Line) -> bool:
    with operation(events.PERSON_ERASED, by=SYSTEM, target=("person", line.subject), reason=line.reason) as op:
        hold(line.subject)
        if not Erasure.objects.filter(pk=line.subject).exists():
            _carry_out(line, op.id)
            op.add(keys=len(line.keys), replayed=True, ordered_by=line.by, order=line.op)
            return True
        if left := _clean(line.subject, line.keys, op.id):
            op.add(keys=left, again=True)
            return True
        op.keep_silent()
        return False
