"""Hue-and-cry notices: asked for, decided on by a second person, printed by the team, withdrawn."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Max
from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.opening import open_box
from samanvay.access.boxes.content import refuse_aadhaar
from samanvay.access.boxes.groups import Group, Purpose
from samanvay.access.boxes.names import phone_tokens
from samanvay.access.models import Box, SearchToken
from samanvay.audit.operations import Operation, operation
from samanvay.documents.actions import Opened, read_document
from samanvay.documents.models import Document
from samanvay.documents.states import Scan
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.contacts import NotAPhone, phone_e164
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay.recording.checks import plain_text
from samanvay.recording.submissions import Captured, captured_or_new, once

from ... import events
from ...entries.queries import entry_or_unseen
from ...kinds import EntryKind
from ...models import Entry, Notice
from .. import policies
from ..kinds import DEFAULT_DAYS, MOST_DAYS, NAMELESS, SHOWS, Show, Why

SHORTEST_REASON, LONGEST_REASON = 10, 2_000
PICTURES = ("image/jpeg", "image/png", "image/webp", "image/heic")
Boxes = dict[Group, dict[str, str]]


def notice_or_unseen(by: Actor, notice_id: UUID, *, lock: bool = False) -> Notice:
    """Return a notice that the actor sees, with its entry. Raises Unseen."""
    notices = Notice.objects.select_related("entry__place__district", "entry__place__state")
    if lock:
        notices = Notice.objects.select_for_update(of=("self",)).select_related("entry")
    notice = notices.filter(pk=notice_id).first()
    if notice is None:
        raise Unseen
    return notice


def allowed_shows(entry: Entry) -> dict[str, Bilingual]:
    """Return what a notice of this entry may show: of a body or an unknown patient nothing that names."""
    is_nameless = entry.kind == EntryKind.FOUND
    return {code: words for code, words in SHOWS.items() if not is_nameless or code in NAMELESS}


def ask_notice(
    *,
    by: Actor,
    entry_id: UUID,
    shows: Iterable[str],
    reason: str,
    until: date | None = None,
    phone: str = "",
    captured: Captured | None = None,
) -> Notice:
    """Ask for a notice with what it may show, until a day (by default in 30 days), under the unit's own number.

    The same submission twice gives the same notice. Raises Unseen, Refused, Invalid: for more than 90 days, for what
    this entry may not show, for a telephone number that is the family's.
    """
    sent = captured_or_new(captured)
    with operation(events.NOTICE_ASKED, by=by) as op:
        if known := once(op, Notice, sent.submission_id, asked_by=by.id):
            return known
        entry = entry_or_unseen(by, entry_id, lock=True)
        policies.may_ask_notice(by, entry)
        last = Notice.objects.filter(entry=entry).aggregate(last=Max("ordinal"))["last"] or 0
        notice = Notice.objects.create(
            entry=entry,
            ordinal=last + 1,
            shows=_shows(entry, shows),
            reason=_reason("reason", reason),
            until=_until(until),
            phone=_own_phone(entry, phone),
            asked_at=clock.now(),
            asked_by=by.id,
            **entry.ownership(),
            **sent.columns(),
        )
        op.about("tracing", entry.id, entry.readers)
        op.add(notice=notice.id, number=notice.number, shows=notice.shows, until=notice.until)
    return notice


def _shows(entry: Entry, shows: Iterable[str]) -> list[str]:
    allowed = allowed_shows(entry)
    wanted = set(shows)
    if not wanted - {Show.EXCHANGE}:
        raise Invalid("shows", _("Choose what the notice shows."))
    if not wanted <= set(allowed):
        raise Invalid("shows", _("This cannot be shown on a notice of this person."))
    return [code for code in SHOWS if code in wanted]


def _reason(field: str, text: str) -> str:
    kept = plain_text(field, text, longest=LONGEST_REASON)
    if len(kept) < SHORTEST_REASON:
        raise Invalid(field, _("Write the reason, in at least %(n)d letters.") % {"n": SHORTEST_REASON})
    refuse_aadhaar(field, kept)
    return kept


def _until(until: date | None) -> date:
    today = clock.today()
    day = until or today + timedelta(days=DEFAULT_DAYS)
    if not today <= day <= today + timedelta(days=MOST_DAYS):
        raise Invalid("until", _("At most %(n)d days from today. You can ask again after that.") % {"n": MOST_DAYS})
    return day


def _own_phone(entry: Entry, phone: str) -> str:
    """Return the unit's number in one form; refuses what is sealed as the family's or the person's own."""
    if not phone.strip():
        return ""
    try:
        number = phone_e164(phone)
    except NotAPhone as error:
        raise Invalid("phone", error.words) from error
    sealed = {Group.CONTACT, Group.TRACING}
    if SearchToken.objects.filter(
        subject_id=entry.subject, group__in=sealed, tokens__overlap=phone_tokens([number])
    ).exists():
        raise Invalid("phone", _("This number belongs to the family or the person. Enter your unit's own number."))
    return number


def approve_notice(*, by: Actor, notice_id: UUID, answer: str = "", expected: int | None = None) -> Notice:
    """Approve a notice as the second person; where something has to be weighed, the words of it are asked for."""
    with operation(events.NOTICE_APPROVED, by=by) as op:
        notice = notice_or_unseen(by, notice_id, lock=True)
        policies.may_approve_notice(by, notice)
        words = plain_text("answer", answer, longest=LONGEST_REASON)
        if policies.cautions(notice.entry):
            words = _reason("answer", answer)
        notice.revise(expected=expected, changes={"approved_at": clock.now(), "approved_by": by.id, "answer": words})
        _about(op, notice)
        op.add(until=notice.until, shows=notice.shows)
    return notice


def decline_notice(*, by: Actor, notice_id: UUID, answer: str, expected: int | None = None) -> Notice:
    """Decline a notice, with the reason."""
    with operation(events.NOTICE_DECLINED, by=by) as op:
        notice = notice_or_unseen(by, notice_id, lock=True)
        policies.may_decide_notice(by, notice)
        words = _reason("answer", answer)
        notice.revise(expected=expected, changes={"declined_at": clock.now(), "declined_by": by.id, "answer": words})
        _about(op, notice)
    return notice


def withdraw_notice(*, by: Actor, notice_id: UUID, why: Why = Why.ASKED, expected: int | None = None) -> Notice:
    """Withdraw a notice: nothing of it is printed any more, and what hangs is to be taken down."""
    with operation(events.NOTICE_WITHDRAWN, by=by) as op:
        notice = notice_or_unseen(by, notice_id, lock=True)
        policies.may_withdraw_notice(by, notice)
        notice.revise(
            expected=expected, changes={"withdrawn_at": clock.now(), "withdrawn_by": by.id, "withdrawn_why": why}
        )
        _about(op, notice)
        op.add(why=why, printings=notice.printings)
    return notice


def print_notice(*, by: Actor, notice_id: UUID) -> tuple[Notice, Boxes, Opened | None]:
    """Open what an approved notice shows, for one printing: each is an event, and each box says that it was opened.

    Returns the notice, the fields of the boxes that it needs, and the copy of the photograph, where it shows one.
    Raises Unseen, Refused.
    """
    with operation(events.NOTICE_PRINTED, by=by) as op:
        notice = notice_or_unseen(by, notice_id, lock=True)
        policies.may_print_notice(by, notice)
        boxes = opened_boxes(by, notice.entry)
        if notice.entry.kind == EntryKind.FOUND and boxes.get(Group.IDENTITY, {}).get("given"):
            raise Refused(_("This person's name is now known. Ask their family; a notice is not needed."))
        Notice.objects.filter(pk=notice.pk).update(printings=F("printings") + 1, printed_at=clock.now())
        notice.refresh_from_db(fields=["printings", "printed_at"])
        _about(op, notice)
        op.add(printing=notice.printings, shows=notice.shows)
    return notice, boxes, _photo(by, notice)


def opened_boxes(by: Actor, entry: Entry) -> Boxes:
    """Open what a notice may draw on: identity and the fields of the search; each opening is on record."""
    found: Boxes = {}
    for box in Box.objects.filter(subject_id=entry.subject, group__in=(Group.IDENTITY, Group.TRACING)):
        found[Group(box.group)] = open_box(by=by, box_id=box.id, purpose=Purpose.TRACING)
    return found


def photo_of(entry: Entry) -> Document | None:
    """Return the latest photograph of the person that may be given out, None where there is none."""
    return (
        Document.objects.filter(
            of="tracing", record_id=entry.box_record, kind="photo", voided_at__isnull=True, erased_at__isnull=True,
            media_type__in=PICTURES,
        )
        .exclude(scan__in=(Scan.WAITING, Scan.INFECTED))
        .order_by("-added_at", "-id")
        .first()
    )  # fmt: skip


def _photo(by: Actor, notice: Notice) -> Opened | None:
    if Show.PHOTO not in notice.shows:
        return None
    with reading(by):
        document = photo_of(notice.entry)
    if document is None:
        return None
    return read_document(by=by, document_id=document.id, purpose=Purpose.TRACING)


def _about(op: Operation, notice: Notice) -> None:
    op.about("tracing", notice.entry_id, notice.readers)
    op.add(notice=notice.id, number=notice.number)
