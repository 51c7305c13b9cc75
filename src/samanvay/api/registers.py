"""The registers of the missing and the found: new entries, one entry. Nothing sealed goes over this interface."""

from uuid import UUID, uuid4

from django.http import HttpRequest
from ninja import Router

from samanvay.recording.submissions import Captured
from samanvay.tracing.entries import queries
from samanvay.tracing.entries.actions import PersonDetails, add_entries
from samanvay.tracing.entries.ages import read_age
from samanvay.tracing.models import Entry

from .cases import said_date
from .door import actor_of
from .fields import occurred_out
from .fonts import in_unicode
from .idempotency import idempotent
from .schemas import EntriesIn, EntryList, EntryOut, PersonTold

router = Router(tags=["registers"])


def entry_out(entry: Entry) -> EntryOut:
    """Return what the interface says of an entry."""
    return EntryOut(
        id=entry.id,
        number=entry.number,
        version=entry.version,
        kind=entry.kind,
        category=entry.category,
        state=entry.state,
        sex=entry.sex,
        age_from=entry.age_from,
        age_to=entry.age_to,
        height_from=entry.height_from,
        height_to=entry.height_to,
        languages=entry.languages,
        marks=entry.marks,
        happened=occurred_out(entry.happened),
        place=entry.place_id,
        home=entry.home_id,
        gone_for=entry.gone_for,
        told_by=entry.told_by,
        external=entry.external,
        party=entry.party,
        case=entry.case_id,
        added_at=entry.added_at,
        home_unit=entry.home_unit,
        is_void=entry.is_void,
    )


def _told(person: PersonTold) -> PersonDetails:
    lowest, highest = person.height_from, person.height_to
    height = None
    if lowest is not None or highest is not None:
        one = lowest if lowest is not None else highest
        height = (one or 0, (highest if highest is not None else one) or 0)
    return PersonDetails(
        sex=person.sex,
        age=read_age(person.age),
        height=height,
        languages=person.languages,
        marks=person.marks,
        home=person.home,
    )


@router.post("/entries", response={201: EntryList}, url_name="entries", summary="Add entries to a register")
@idempotent
def added(request: HttpRequest, said: EntriesIn) -> tuple[int, EntryList]:
    """Add people who are missing, were found or were seen to a register of the actor's unit, without their names."""
    entries = add_entries(
        by=actor_of(request),
        kind=said.kind,
        people=[_told(person) for person in said.people],
        category=said.category,
        happened=said_date("happened", said.happened),
        place=said.place,
        gone_for=said.gone_for,
        told_by=said.told_by,
        note=in_unicode(said.font, note=said.note)["note"],
        external=said.external,
        case=said.case,
        unit=said.unit,
        captured=Captured(said.submission_id or uuid4(), said.captured_at, form_version="api"),
    )
    return 201, EntryList(entries=[entry_out(entry) for entry in entries])


@router.get("/entries/{key}", response=EntryOut, url_name="entry", summary="One entry of a register")
def entry(request: HttpRequest, key: UUID) -> EntryOut:
    """Return one entry that the actor sees; of any other it is not told whether it exists."""
    return entry_out(queries.entry_or_unseen(actor_of(request), key))
