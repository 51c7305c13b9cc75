"""Adding entries: one person, or several who are missing, were found or were seen together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.sealing import seal
from samanvay.access.boxes.actions.team import name_member
from samanvay.access.boxes.groups import TeamRole
from samanvay.access.models import User
from samanvay.access.permissions import Permission
from samanvay.access.policies import unit_with
from samanvay.audit.operations import operation
from samanvay.cases.kinds import SEXES, PersonRole, noun_for
from samanvay.cases.models import Case
from samanvay.cases.queries import case_or_unseen
from samanvay.directory import queries as directory
from samanvay.directory.models import Place, Unit
from samanvay.documents.actions import add_document
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import kept_place, known_code, not_in_future, plain_text
from samanvay.recording.submissions import Captured, captured_or_new, one_at_a_time

from ... import events
from ...kinds import ENTRY_KINDS, GONE_FOR, TOLD_BY
from ...models import Entry
from .. import policies
from ..ages import GROWN_UP, AgeTold
from ..numbers import next_numbers
from ..queries import entry_or_unseen
from .checks import category_of, groups_to_seal, kept_home, known_height, known_languages, known_marks, noted
from .sealing import needs_two
from .telling import told_of

MOST_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What is told of one person; nothing is guessed. ``height`` in centimetres, ``home`` a place's key.

    ``sealed`` holds the fields of boxes by group: identity, contact, tracing, statement; ``photo`` is a name and bytes.
    """

    sex: str = "unknown"
    age: AgeTold | None = None
    height: tuple[int, int] | None = None
    languages: Sequence[str] = ()
    marks: Sequence[str] = ()
    home: str | None = None
    sealed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    photo: tuple[str, Iterable[bytes]] | None = None


class OfPerson(Invalid):
    """A value of one of several people; ``person`` counts from 0, ``group`` is that of a sealed field."""

    def __init__(self, person: int, refusal: Invalid, group: str = "") -> None:
        super().__init__(refusal.field, refusal.words, code=refusal.code)
        self.person = person
        self.group = group


def add_entries(
    *,
    by: Actor,
    kind: str,
    people: Sequence[PersonDetails],
    category: str = "",
    happened: PartialDate | None = None,
    place: str | None = None,
    gone_for: str = "",
    told_by: str = "",
    note: str = "",
    external: str = "",
    case: UUID | None = None,
    beside: UUID | None = None,
    is_quick: bool = False,
    unit: int | None = None,
    captured: Captured | None = None,
) -> list[Entry]:
    """Add an entry for each person to a register of a unit of the actor's, and seal what names them.

    ``place`` is a place's key, ``beside`` an entry of the same register with whom these people were. Whoever adds
    leads the search. All of it or nothing; the same submission twice gives the same entries. Raises Unseen, Refused,
    Invalid (an Aadhaar or telephone number in words that are not sealed among them).
    """
    audience = unit if unit is not None else unit_with(by, Permission.TRACING_WRITE)
    policies.may_add_entry(by, audience)
    known_code("kind", kind, ENTRY_KINDS)
    if not 1 <= len(people) <= MOST_AT_ONCE:
        raise Invalid("people", _("From one to %(n)d people at once.") % {"n": MOST_AT_ONCE})
    sent = captured_or_new(captured)
    home = directory.unit_of(audience)
    readers = directory.readers_for(audience)
    shared = {
        "kind": kind,
        "category": category_of(kind, category),
        "happened": not_in_future("happened", happened),
        "gone_for": known_code("gone_for", gone_for, GONE_FOR) if gone_for and kind == "missing" else "",
        "told_by": known_code("told_by", told_by, TOLD_BY) if told_by else "",
        "external": plain_text("external", external, longest=80),
    }
    words = noted("note", note)
    with operation(events.ENTRY_ADDED, by=by, readers=readers) as op:
        # One at a time for a submission: of two equal ones at once the second then finds the first.
        one_at_a_time(sent.submission_id)
        known = list(Entry.objects.filter(added_by=by.id, submission_id=sent.submission_id).order_by("number"))
        if known:
            op.keep_silent()
            return known
        owner = User.objects.filter(pk=by.id, is_active=True).first()
        if owner is None:
            raise Invalid("owner", _("You do not have permission. Only an officer with an account can add an entry."))
        of_case = case_or_unseen(by, case) if case else None
        numbers = next_numbers(home, kind, clock.today().year, len(people))
        party = _party(by, kind, beside, len(people))
        row = kept_place(by, place)
        entries = []
        for at, (told, number) in enumerate(zip(people, numbers, strict=True)):
            try:
                entry = _added(
                    by, told, number, home, readers, owner, of_case, party, row, words, is_quick, shared, sent
                )
            except Invalid as refusal:
                raise OfPerson(at, refusal) from refusal
            entries.append(entry)
        first, *others = entries
        op.about("tracing", first.id, readers)
        op.add(**_told_of(first))
        for entry in others:
            op.also(events.ENTRY_ADDED, ("tracing", entry.id), readers, **_told_of(entry))
        for at, (entry, told) in enumerate(zip(entries, people, strict=True)):
            _seal(by, entry, told, at)
            _keep_photo(by, entry, told, at)
    return entries


def _party(by: Actor, kind: str, beside: UUID | None, count: int) -> UUID | None:
    if beside is None:
        return uuid7() if count > 1 else None
    other = entry_or_unseen(by, beside, lock=True)
    policies.may_amend_entry(by, other)
    if other.kind != kind:
        raise Invalid("beside", _("People of one group must be in the same register."))
    if other.party is None:
        other.revise(expected=None, changes={"party": uuid7()})
    return other.party


def _added(
    by: Actor,
    told: PersonDetails,
    number: str,
    home: Unit,
    readers: list[int],
    owner: User,
    case: Case | None,
    party: UUID | None,
    place: Place | None,
    note: str,
    is_quick: bool,
    shared: Mapping[str, object],
    sent: Captured,
) -> Entry:
    lowest, highest = (told.age.lowest, told.age.highest) if told.age else (None, None)
    height_from, height_to = known_height(told.height)
    now = clock.now()
    entry = Entry.objects.create(
        number=number,
        noun=noun_of(told.sex, lowest, highest),
        sex=known_code("sex", told.sex, SEXES),
        age_from=lowest,
        age_to=highest,
        age_is_guessed=bool(told.age and told.age.is_guessed),
        height_from=height_from,
        height_to=height_to,
        languages=known_languages(told.languages),
        marks=known_marks(told.marks),
        home=kept_home(by, told.home),
        place=place,
        note=with_accounts(note, told.age),
        party=party,
        case=case,
        owner=owner,
        is_quick=is_quick,
        state_since=now,
        added_at=now,
        added_by=by.id,
        readers=readers,
        home_unit=home.audience,
        home_state=home.home_state,
        **shared,
        **sent.columns(),
    )
    name_member(
        by=by,
        record_id=entry.box_record,
        user=owner,
        role=TeamRole.LEAD,
        readers=readers,
        home_unit=entry.home_unit,
        home_state=entry.home_state,
        is_founding=True,
    )
    return entry


def _seal(by: Actor, entry: Entry, told: PersonDetails, at: int) -> None:
    for group, values in groups_to_seal(told.sealed):
        try:
            seal(
                by=by,
                record_id=entry.box_record,
                subject_id=entry.subject,
                group=group,
                values=values,
                **entry.ownership(),
                needs_two=needs_two(entry),
            )
        except Invalid as refusal:
            raise OfPerson(at, refusal, group) from refusal


def _keep_photo(by: Actor, entry: Entry, told: PersonDetails, at: int) -> None:
    if told.photo is None:
        return
    name, chunks = told.photo
    try:
        add_document(
            by=by,
            of="tracing",
            record_id=entry.box_record,
            subject_id=entry.subject,
            kind="photo",
            name=name,
            chunks=chunks,
            **entry.ownership(),
        )
    except Invalid as refusal:
        raise OfPerson(at, Invalid("photo", refusal.words)) from refusal


def noun_of(sex: str, lowest: int | None, highest: int | None) -> str:
    """Return how somebody of a sex and a range of years is called where no name may stand."""
    band = "unknown"
    if highest is not None and highest < GROWN_UP:
        band = "under_18"
    elif lowest is not None and lowest >= GROWN_UP:
        band = "adult"
    return noun_for(PersonRole.VICTIM, sex, band)


def with_accounts(note: str, age: AgeTold | None) -> str:
    """Return a note that also says what was told of an age where the accounts differ."""
    if age is None or not age.accounts:
        return note
    told = _("Ages given: %(accounts)s.") % {"accounts": noted("age", age.accounts)}
    return f"{note}\n{told}".strip()


def _told_of(entry: Entry) -> dict[str, object]:
    return {
        "number": entry.number,
        "register": entry.kind,
        "is_child": entry.is_child,
        "place": entry.place_id,
        "gone_for": entry.gone_for,
        "party": entry.party,
        "told": told_of(entry),
    }
