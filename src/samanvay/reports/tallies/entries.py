"""What an entry of the register of missing persons adds: one missing on its day, one traced on the day of that.

The registers lie beside this room, so nothing of theirs is imported: the events of an entry are read from the log, and
each says under ``told`` where, when and of whom the entry counts. An entry all of whose events are older than that adds
nothing until ``samanvay rebuild-tallies`` has let its room tell of it once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from samanvay.audit.models import Event
from samanvay.audit.vocabulary import kind_of
from samanvay.directory import queries as directory

from ..figures import Cell
from ..models import TallySource
from .lines import Counted, Lines, Spot, day_of, keep_lines

SUBJECT = "tracing"
ENTRY_ADDED, ENTRY_MOVED, ENTRY_VOIDED = (kind_of(f"tracing:entry_{code}") for code in ("added", "moved", "voided"))
ENTRY_EVENTS = (
    ENTRY_ADDED,
    ENTRY_MOVED,
    ENTRY_VOIDED,
    *(kind_of(f"tracing:entry_{code}") for code in ("amended", "linked", "same", "shared", "told")),
)
MISSING, SOUGHT, TRACED = "missing", "open", frozenset({"traced", "restored"})


@dataclass(slots=True)
class _Entry:
    """An entry as its events have left it."""

    told: dict[str, Any] = field(default_factory=dict)
    traced_on: date | None = None
    same_as: UUID | None = None
    is_void: bool = False

    def follow(self, event: Event) -> None:
        detail = event.detail
        self.told = detail.get("told") or self.told
        if "same_as" in detail:
            self.same_as = UUID(detail["same_as"])
        if event.kind == ENTRY_VOIDED.code:
            self.is_void = True
        elif event.kind == ENTRY_MOVED.code:
            self._move(detail["to"], date.fromisoformat(detail["on"]) if "on" in detail else day_of(event.at))

    def _move(self, to: str, on: date) -> None:
        """Keep the day of the first move out of the search; who is sought again was not traced."""
        if to == SOUGHT:
            self.traced_on = None
        elif to in TRACED and self.traced_on is None:
            self.traced_on = on

    @property
    def lines(self) -> Lines:
        told = self.told
        if self.is_void or told["register"] != MISSING or not told["district"]:
            return Counter()
        days = {"missing": date.fromisoformat(told["on"]), "traced": self.traced_on}
        return Counter(
            {(told["district"], day, Cell(figure, told["sex"], told["ages"])): 1 for figure, day in days.items() if day}
        )


def tally_entries(keys: Iterable[UUID]) -> set[Spot]:
    """Make the lines of entries anew from their events; returns the districts and days that may have changed.

    Works inside the caller's operation, as the system.
    """
    wanted = list(dict.fromkeys(keys))
    found: dict[UUID, _Entry] = defaultdict(_Entry)
    events = Event.objects.filter(
        subject_kind=SUBJECT,
        subject_id__in=[str(key) for key in wanted],
        kind__in=[kind.code for kind in ENTRY_EVENTS],
    )
    for event in events.order_by("era", "xid", "seq"):
        found[UUID(event.subject_id)].follow(event)
    units = directory.units_of({entry.told["unit"] for entry in found.values() if entry.told})
    lines = directory.readers_for_many(units)
    spots: set[Spot] = set()
    for key in wanted:
        told = found[key].told
        if not told or told["unit"] not in units:
            spots |= keep_lines(key, None)
            continue
        unit = units[told["unit"]]
        counted = Counted(
            source=TallySource.ENTRY,
            of=key,
            lines=found[key].lines,
            compartment=unit.compartment,
            readers=sorted({*lines[unit.audience], *told["shared"]}),
            home_unit=unit.audience,
            home_state=unit.home_state,
            case=UUID(told["case"]) if told["case"] else None,
            same_as=found[key].same_as,
        )
        spots |= keep_lines(key, counted)
    return spots


def entries_of(events: Sequence[Event]) -> list[UUID]:
    """Return the entries that events are about; events of a whole sheet or register name none."""
    return [UUID(event.subject_id) for event in events if event.subject_kind == SUBJECT]


def entries_on_record() -> set[UUID]:
    """Return every entry of the register of missing persons that the log tells of."""
    added = Event.objects.filter(subject_kind=SUBJECT, kind=ENTRY_ADDED.code, body__contains='"register": "missing"')
    return {UUID(key) for key in added.values_list("subject_id", flat=True)}
