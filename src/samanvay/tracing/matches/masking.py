"""What somebody sees of each side of a pair: their own side, the other's in outline, and more once both accepted.

The system reads both entries; what leaves here are values that this person may see. Of a found grown-up who has not
consented nothing leaves that says where they are: no place, no number (it names the district), no kind of house.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from samanvay.access.models import Box
from samanvay.cases.kinds import NOUNS
from samanvay.directory.models import Place
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, current_operation

from ..kinds import EntryKind, Side
from ..models import Candidate, Entry, Restoration
from .actions.sight import TOLD
from .policies import AGREED, sides_of
from .queries import entries_of


class Sight(StrEnum):
    """How much of a side somebody sees."""

    ACCEPTED = "accepted"
    MASKED = "masked"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Seen:
    """One side of a pair as one person sees it; what they may not see, or is not known, is empty.

    ``entry_id`` is set where they read the row itself. ``hides_place`` says that there is a place that is not told.
    """

    side: Side
    sight: Sight
    label: Bilingual
    kind: str
    number: str = ""
    entry_id: UUID | None = None
    category: Bilingual = field(default_factory=lambda: Bilingual("", ""))
    sex: Bilingual = field(default_factory=lambda: Bilingual("", ""))
    age: Bilingual = field(default_factory=lambda: Bilingual("", ""))
    height: Bilingual = field(default_factory=lambda: Bilingual("", ""))
    languages: tuple[Bilingual, ...] = ()
    marks: tuple[Bilingual, ...] = ()
    happened: PartialDate | None = None
    home: Place | None = None
    place: Place | None = None
    hides_place: bool = False
    boxes: tuple[Box, ...] = ()

    @property
    def is_own(self) -> bool:
        return self.sight == Sight.OWN


def both_sides(actor: Actor, pair: Candidate) -> tuple[Seen, Seen]:
    """Return both sides of a pair as an actor sees them."""
    return sides_of_pairs(actor, [pair])[0]


def sides_of_pairs(actor: Actor, pairs: Sequence[Candidate]) -> list[tuple[Seen, Seen]]:
    """Return both sides of each of several pairs as an actor sees them, in as few queries as for one."""
    entries = entries_of(pairs)
    readable = set(Entry.objects.filter(pk__in=entries).values_list("id", flat=True))
    boxes: dict[UUID, list[Box]] = {}
    subjects = [entry.subject for entry in entries.values()]
    for box in Box.objects.filter(subject_id__in=subjects, group__in=TOLD).order_by("group"):
        boxes.setdefault(box.subject_id, []).append(box)
    found = []
    for pair in pairs:
        own = sides_of(actor, pair)
        left, right = entries[pair.left_id], entries[pair.right_id]
        found.append(
            (
                _seen(pair, Side.LEFT, left, boxes, is_own=Side.LEFT in own, is_readable=left.id in readable),
                _seen(pair, Side.RIGHT, right, boxes, is_own=Side.RIGHT in own, is_readable=right.id in readable),
            )
        )
    return found


def _seen(
    pair: Candidate, side: Side, entry: Entry, boxes: Mapping[UUID, list[Box]], *, is_own: bool, is_readable: bool
) -> Seen:
    hides = not is_own and side == Side.RIGHT and not pair.tells_place
    if not is_own and pair.state not in AGREED:
        return _masked(side, entry, hides=hides)
    return Seen(
        side=side,
        sight=Sight.OWN if is_own else Sight.ACCEPTED,
        label=outline(entry) if hides else entry.label,
        kind=entry.kind,
        number="" if hides else entry.number,
        entry_id=entry.id if is_readable and not hides else None,
        category=Bilingual("", "") if hides else entry.category_words,
        sex=entry.sex_words,
        age=entry.age_words,
        height=entry.height_words,
        languages=tuple(entry.language_words),
        marks=tuple(entry.mark_words),
        happened=entry.happened,
        home=entry.home,
        place=None if hides else entry.place,
        hides_place=hides,
        boxes=tuple(boxes.get(entry.subject, ())),
    )


def _masked(side: Side, entry: Entry, *, hides: bool) -> Seen:
    """Return the outline of an entry: what every district may know of a person whom it cannot name."""
    return Seen(
        side=side,
        sight=Sight.MASKED,
        label=outline(entry),
        kind=entry.kind,
        sex=entry.sex_words,
        age=_band(entry),
        languages=tuple(entry.language_words),
        happened=_month(entry),
        home=district_of(entry.home),
        place=None if hides else district_of(entry.place),
        hides_place=hides,
    )


def outline(entry: Entry) -> Bilingual:
    """Return how the other side calls an entry before both accepted: what it is, without its number."""
    noun = NOUNS[entry.noun]
    words = {
        EntryKind.MISSING: Bilingual("Missing: {noun}", "गुमशुदा: {noun}"),
        EntryKind.FOUND: Bilingual("Found: {noun}", "मिले व्यक्ति: {noun}"),
        EntryKind.SIGHTING: Bilingual("Seen: {noun}", "देखे गए: {noun}"),
    }
    return words[EntryKind(entry.kind)].format(noun=noun)


def proof_words(actor: Actor, pair: Candidate) -> str:
    """Return by what it was confirmed who somebody is; nothing for a side that may not know where they are.

    Words of the found side may say where it was confirmed, and by whom.
    """
    may_know = pair.tells_place or Side.RIGHT in sides_of(actor, pair) or pair.verified_by == actor.id
    return pair.verified_words if may_know else ""


# The years in which an age is told to the other side: a band from its first to its last.
BANDS = ((0, 5), (6, 11), (12, 15), (16, 17), (18, 25), (26, 40))


def _band(entry: Entry) -> Bilingual:
    if entry.age_from is None or entry.age_to is None:
        return Bilingual("", "")
    first = next((low for low, high in BANDS if entry.age_from <= high), BANDS[-1][1] + 1)
    last = next((high for _low, high in BANDS if entry.age_to <= high), None)
    if last is None:
        return Bilingual("{n} or over", "{n} या अधिक").format(n=first)
    return Bilingual("{n} to {m} years", "{n} से {m} वर्ष").format(n=first, m=last)


def _month(entry: Entry) -> PartialDate | None:
    """Return the month in which it happened: a day and a district together could be a headline."""
    when = entry.happened
    if when is None or when.earliest is None or when.latest is None:
        return None
    first, last = when.earliest, when.latest
    if (first.year, first.month) == (last.year, last.month):
        return PartialDate.month(first.year, first.month)
    return PartialDate.between(first, last)


def district_of(place: Place | None) -> Place | None:
    """Return the district of a place, or the state where it has none."""
    if place is None or place.kind in ("district", "state", "country"):
        return place
    return place.district or place.state


@dataclass(frozen=True, slots=True)
class FoundOne:
    """Whose way home it is, as one person sees it: by number at their own unit, in outline elsewhere."""

    label: Bilingual
    home: Place | None
    is_child: bool


def found_one(actor: Actor, way: Restoration) -> FoundOne:
    """Return whose way home it is; the unit that verifies a home learns where home is, not where the person is."""
    with acting_as(SYSTEM, op=current_operation()):
        rows = Entry.objects.select_related("home__district", "home__state")
        entry = rows.get(pk=way.found_id)
        # Whoever cannot say where home is was perhaps reported missing by those who can.
        sought = rows.filter(as_left__restorations=way).first() if entry.home is None else None
    known_home = sought.home if sought is not None else entry.home
    reads = Entry.objects.filter(pk=entry.id).exists()
    home = entry.home if reads and entry.home is not None else district_of(known_home)
    return FoundOne(entry.label if reads else outline(entry), home, entry.is_child)
