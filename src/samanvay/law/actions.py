"""The intentions on the law: counsel says whether an edition is right, and takes that back; a digest is chosen."""

from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import unit_with
from samanvay.access.roles import BY_CODE
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.duties.messages.digest_parts import HowOften
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import check_pii
from samanvay.kernel.refusals import Invalid
from samanvay.recording.submissions import once

from . import events, policies
from .audiences import EVERYBODY
from .models import LawCheck, LawDigestChoice, LawEdition, LawEntry
from .vocabulary import OUTCOMES

LONGEST_WORDS = 600
CORRECTION = "correction"


def verify_entry(
    *,
    by: Actor,
    edition: LawEdition,
    outcome: str,
    words: str = "",
    pii_answer: str = "",
    submission_id: UUID | None = None,
) -> LawCheck:
    """Say as counsel that an edition is right as it stands, or what is to be corrected; it holds for that edition.

    The same submission twice gives the first answer. Raises Refused, Invalid (PersonalDataFound).
    """
    policies.may_verify_entry(by, edition)
    if outcome not in OUTCOMES:
        raise Invalid("outcome", _("Choose from the list."))
    said = " ".join(words.split())
    if outcome == CORRECTION and not said:
        raise Invalid("words", _("Say what is wrong, what is right, and where that is written."))
    if len(said) > LONGEST_WORDS:
        raise Invalid("words", _("At most %(n)d characters.") % {"n": LONGEST_WORDS})
    check_pii("words", said, by=by, pii_answer=pii_answer)
    unit = directory.unit_of(unit_with(by, Permission.LAW_VERIFY))
    at_unit = [held.role for held in by.grants if held.audience == unit.audience]
    role = next(code for code in at_unit if Permission.LAW_VERIFY in BY_CODE[code].permissions)
    submission_id = submission_id or uuid7()
    with operation(
        events.LAW_CHECKED, by=by, target=("law entry", edition.entry_id), readers=EVERYBODY, outcome=outcome
    ) as op:
        LawEntry.objects.select_for_update().get(pk=edition.entry_id)  # one word at a time on an entry
        if known := once(op, LawCheck, submission_id, checked_by=by.id):
            return known
        op.add(edition=edition.no)
        check = LawCheck.objects.create(
            edition=edition,
            outcome=outcome,
            words=said,
            role=role,
            checked_at=clock.now(),
            checked_by=by.id,
            submission_id=submission_id,
            readers=sorted({*EVERYBODY, *directory.readers_for(unit.audience)}),
            home_unit=unit.audience,
            home_state=unit.home_state,
        )
    return check


def undo_check(*, by: Actor, check: LawCheck) -> LawCheck:
    """Take one's word on an edition back; what was said before stands again. Raises Refused, Stale."""
    policies.may_undo_check(by, check)
    with operation(
        events.LAW_CHECK_UNDONE, by=by, target=("law entry", check.edition.entry_id), readers=check.readers
    ) as op:
        op.add(edition=check.edition.no)
        check.revise(expected=None, changes={"undone_at": clock.now(), "undone_by": by.id})
    return check


def choose_how_often(*, by: Actor, how: HowOften) -> LawDigestChoice:
    """Keep how often a person's digest tells of the law."""
    with operation(events.LAW_DIGEST_CHOSEN, by=by, target=("user", by.id), how=how.value) as op:
        choice, made = LawDigestChoice.objects.get_or_create(user_id=by.id, defaults={"how": how.value})
        if not made and choice.how == how:
            op.keep_silent()
        elif not made:
            choice.revise(expected=None, changes={"how": how.value})
    return choice
