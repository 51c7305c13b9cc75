"""What the events of a register tell of an entry, so that rooms beside this one can count it: codes, ids and days.

Each event of an entry holds it whole under ``told``, as the entry stood afterwards: who follows the events needs the
last one alone. Entries whose events are older than that are told once by :func:`tell_older`.
"""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading

from ... import events
from ...kinds import EntryKind
from ...models import Candidate, Entry
from ...states import CandidateState

BATCH = 500

Progress = Callable[[int, int], None]


class Telling:
    """Tells of entries; of many at once it looks up each unit and place once."""

    def __init__(self) -> None:
        self._units: dict[int, tuple[Unit, frozenset[int]]] = {}
        self._districts: dict[tuple[int, str | None], str] = {}

    def of(self, entry: Entry) -> dict[str, object]:
        """Return what is told of an entry.

        ``district`` and ``on`` (a day) say where and when it counts: as missing, found or seen. ``shared`` are the
        readers that it has beside its unit's own line, ``ages`` child, adult or unknown.
        """
        unit, line = self._unit(entry.home_unit)
        return {
            "register": entry.kind,
            "unit": entry.home_unit,
            "shared": sorted(set(entry.readers) - line),
            "district": self._district(unit, entry.place_id),
            "on": happened_on(entry),
            "sex": entry.sex,
            "ages": ages_of(entry),
            "case": entry.case_id,
        }

    def _unit(self, audience: int) -> tuple[Unit, frozenset[int]]:
        if audience not in self._units:
            self._units[audience] = directory.unit_of(audience), frozenset(directory.readers_for(audience))
        return self._units[audience]

    def _district(self, unit: Unit, place: str | None) -> str:
        key = unit.audience, place if unit.compartment in directory.BY_PLACE else None
        if key not in self._districts:
            self._districts[key] = directory.counting_district(unit, key[1])
        return self._districts[key]


def told_of(entry: Entry) -> dict[str, object]:
    """Return what is told of one entry (see :class:`Telling`)."""
    return Telling().of(entry)


def happened_on(entry: Entry) -> date:
    """Return the day on which an entry counts: its own, else that of its recording within what is known of it."""
    recorded = day_of(entry.added_at)
    return entry.happened.nearest(recorded) if entry.happened else recorded


def ages_of(entry: Entry) -> str:
    """Return whether somebody is a child or grown up, as far as the years told say."""
    return "child" if entry.is_child else "unknown" if entry.may_be_child else "adult"


def day_of(moment: datetime) -> date:
    """Return the day of a moment in India."""
    return moment.astimezone(clock.INDIA).date()


def tell_older(progress: Progress | None = None) -> int:
    """Tell of the entries whose events say too little to count them, each by one event; return how many.

    In batches, each an operation of its own; what was told is not told again. ``progress`` is told how many of how
    many were looked at.
    """
    with reading(SYSTEM):
        ids = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    told = 0
    for first in range(0, len(ids), BATCH):
        told += _tell(ids[first : first + BATCH])
        if progress:
            progress(min(first + BATCH, len(ids)), len(ids))
    return told


def _tell(ids: list[UUID]) -> int:
    telling = Telling()
    with operation(events.ENTRY_TOLD, by=SYSTEM, target=("register", "")) as op:
        known = Event.objects.filter(subject_kind="tracing", subject_id__in=[str(key) for key in ids])
        said = set(known.filter(body__contains='"told": {"').values_list("subject_id", flat=True))
        entries = [entry for entry in Entry.objects.filter(pk__in=ids).order_by("pk") if str(entry.pk) not in said]
        doubles = _doubles(entries)
        for entry in entries:
            more: dict[str, object] = {"same_as": doubles[entry.pk]} if entry.pk in doubles else {}
            op.also(events.ENTRY_TOLD, ("tracing", entry.pk), entry.readers, told=telling.of(entry), **more)
        op.add(entries=len(entries))
        if not entries:
            op.keep_silent()
    return len(entries)


def _doubles(entries: list[Entry]) -> dict[UUID, UUID]:
    """Return of entries that are second reports of somebody, as was verified, the first report."""
    pairs = Candidate.objects.filter(
        right__in=[entry.pk for entry in entries], state=CandidateState.VERIFIED, left__kind=EntryKind.MISSING
    ).filter(right__kind=EntryKind.MISSING)
    return dict(pairs.values_list("right", "left"))
