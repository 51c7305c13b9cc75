"""Giving approved records to registers of other states, as PFIF 1.4: never a victim's, each with the day it ends.

What a notice may show is what its record holds. Once it no longer hangs, a placeholder tells the receiver to forget it.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.team import may_open, role_in_team
from samanvay.access.boxes.groups import Group, Purpose
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid

from ... import events
from ...models import Notice
from ...pfif import PersonRecord, write_pfif
from .. import policies
from ..kinds import NoticeState, Show
from .notices import Boxes, opened_boxes

MOST_RECORDS = 200
END_OF_DAY = time(23, 59, 59)
SEX = {"female": "female", "male": "male", "transgender": "other"}


def export_pfif(*, by: Actor, purpose: Purpose | str) -> tuple[bytes, int, int]:
    """Return a PFIF document of the notices that may be shared and whose team the actor is in, and how much it holds.

    These are how many records and how many placeholders: of every notice that left earlier and hangs no more. Raises
    Refused, Invalid without a purpose, with nothing to give or beyond 200 records. Each box that is opened says so.
    """
    policies.may_exchange(by)
    if purpose not in set(Purpose):
        raise Invalid("purpose", _("Write why you export this."))
    with operation(events.NOTICE_EXCHANGED, by=by, target=("search", ""), purpose=str(purpose)) as op:
        shared = [each for each in _candidates() if _is_of_team(by, each)]
        whole = [each for each in shared if is_shared_now(each)]
        again = {each.entry_id for each in whole}
        # One record a person: the latest placeholder, and none where a later notice hangs.
        gone = {each.entry_id: each for each in shared if each.exchanged_at and not is_shared_now(each)}
        placeholders = [each for entry, each in sorted(gone.items()) if entry not in again]
        if not whole and not placeholders:
            raise Invalid("purpose", _("None of your searches has a notice that is approved for other registers."))
        if len(whole) > MOST_RECORDS:
            raise Invalid("purpose", _("At most 200 records can be given at a time."))
        made = [record_of(each, opened_boxes(by, each.entry), number) for number, each in enumerate(whole, 1)]
        made += [placeholder_of(each, number) for number, each in enumerate(placeholders, len(made) + 1)]
        Notice.objects.filter(pk__in=[each.id for each in whole]).update(exchanged_at=clock.now())
        op.add(
            notices=[each.id for each in whole],
            placeholders=[each.id for each in placeholders],
            format="PFIF 1.4",
        )
    return write_pfif(made), len(whole), len(placeholders)


def _candidates() -> Iterable[Notice]:
    notices = Notice.objects.filter(approved_at__isnull=False)
    return notices.select_related("entry__place__district", "entry__place__state", "entry__home").order_by("ordinal")


def _is_of_team(by: Actor, notice: Notice) -> bool:
    role = role_in_team(by, notice.entry.box_record)
    return may_open(role, Group.IDENTITY) and may_open(role, Group.TRACING)


def is_shared_now(notice: Notice) -> bool:
    """Tell whether a record may leave: a missing person's that hangs, is approved for it, and nothing is against it."""
    return (
        notice.state is NoticeState.HANGS
        and notice.is_exchanged
        and notice.entry.is_missing
        and policies.obstacle(notice.entry) is None
    )


def record_id(notice: Notice) -> str:
    """Return the number of a person's record for the whole world: our host and the number of the entry."""
    return f"{urlsplit(settings.SAMANVAY_URL).hostname or 'samanvay'}/{notice.entry.number}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _ends(notice: Notice) -> datetime:
    """Return when a record ends: with its last day, or when it was withdrawn."""
    last = datetime.combine(notice.until, END_OF_DAY, tzinfo=clock.INDIA)
    return min(last, notice.withdrawn_at) if notice.withdrawn_at else last


def placeholder_of(notice: Notice, number: int) -> PersonRecord:
    """Return what is left of a record that left earlier: its number and its days."""
    assert notice.approved_at is not None
    return PersonRecord(
        number,
        {
            "person_record_id": record_id(notice),
            "entry_date": _moment(notice.approved_at),
            "expiry_date": _moment(_ends(notice)),
            "source_date": _moment(notice.approved_at),
        },
    )


def record_of(notice: Notice, boxes: Boxes, number: int) -> PersonRecord:
    """Return a person's record: what the notice may show, under the unit's name, until its last day."""
    entry, shows = notice.entry, frozenset(notice.shows)
    identity, tracing = boxes.get(Group.IDENTITY, {}), boxes.get(Group.TRACING, {})
    unit = directory.unit_of(notice.home_unit)
    assert notice.approved_at is not None
    given, surname = identity.get("given", ""), identity.get("surname", "")
    is_named = Show.NAME in shows and given
    told = {
        **placeholder_of(notice, number).fields,
        "author_name": unit.name,
        "author_phone": notice.phone,
        "source_name": f"Samanvay, {unit.name}",
        "full_name": f"{given} {surname}".strip() if is_named else entry.label.en,
        "given_name": given if is_named else "",
        "family_name": surname if is_named else "",
        "alternate_names": identity.get("alias", "") if is_named else "",
        "description": _description(notice, identity, tracing),
        "sex": SEX.get(entry.sex, "") if Show.SEX in shows else "",
        "age": _age(notice) if Show.AGE in shows else "",
        "home_country": "IN",
    }
    place = entry.place
    note = {
        "note_record_id": f"{record_id(notice)}/N{notice.ordinal}",
        "person_record_id": record_id(notice),
        "entry_date": _moment(notice.approved_at),
        "author_name": unit.name,
        "author_phone": notice.phone,
        "source_date": _moment(notice.approved_at),
        "status": "information_sought",
        "last_known_location": place.name if place is not None and Show.PLACE in shows else "",
        "text": "Sought by the police. Tell the unit named here, or telephone 112 (for a child 1098).",
    }
    return PersonRecord(number, _filled(told), (_filled(note),))


def _filled(fields: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in fields.items() if text}


def _age(notice: Notice) -> str:
    lowest, highest = notice.entry.age_from, notice.entry.age_to
    if lowest is None or highest is None:
        return ""
    return str(lowest) if lowest == highest else f"{lowest}-{highest}"


def _description(notice: Notice, identity: dict[str, str], tracing: dict[str, str]) -> str:
    shows, entry = frozenset(notice.shows), notice.entry
    lines = [
        f"Father: {identity['father']}" if Show.FATHER in shows and identity.get("father") else "",
        f"Height: {entry.height_words.en}" if Show.HEIGHT in shows and entry.height_from else "",
        tracing.get("looks", "") if Show.LOOKS in shows else "",
        f"Marks: {identity.get('marks') or '; '.join(each.en for each in entry.mark_words)}"
        if Show.MARKS in shows and (identity.get("marks") or entry.marks)
        else "",
        f"Clothes: {tracing['clothes']}" if Show.CLOTHES in shows and tracing.get("clothes") else "",
        f"Languages: {', '.join(each.en for each in entry.language_words)}"
        if Show.LANGUAGES in shows and entry.languages
        else "",
        f"Missing since: {entry.happened.words('en')}" if Show.PLACE in shows and entry.happened else "",
    ]
    return "\n".join(line for line in lines if line)
