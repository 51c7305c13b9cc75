"""Matching in bulk: every entry that waits against whole registers at once, for what came by a sheet and for the night.

Goes on where it was stopped: an entry that was looked at says so itself.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from samanvay.audit.operations import operation
from samanvay.insight.linkage import best
from samanvay.kernel.db.scope import SYSTEM, reading

from . import events
from .actions.proposing import keep
from .coding import code_stale, coded_features
from .features import Features, register_of
from .kinds import EntryKind
from .matching import BEST, DOUBLE_FLOOR, FLOOR, Answer, shared_among, weights
from .models import CodedEntry, Entry

CHUNK = 5_000  # entries that are looked at between two words of progress
READ = 20_000
# For each register of those who wait: the registers in which they are sought, and whether they are then the missing.
SOUGHT_IN: dict[str, tuple[tuple[str, bool], ...]] = {
    EntryKind.MISSING: ((EntryKind.FOUND, True), (EntryKind.SIGHTING, True), (EntryKind.MISSING, False)),
    EntryKind.FOUND: ((EntryKind.MISSING, False), (EntryKind.FOUND, False)),
    EntryKind.SIGHTING: ((EntryKind.MISSING, False),),
}

Register = list[tuple[UUID, Features]]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many entries were looked at, of how many, and how many pairs wait for a look since."""

    looked: int
    total: int
    pairs: int


def wait_anew() -> int:
    """Let every entry that is sought be looked at again; return how many."""
    with operation(events.ENTRY_CODED, by=SYSTEM, purpose="matching anew") as op:
        count = CodedEntry.objects.filter(is_sought=True).update(looked_at=None)
        op.add(count=count)
    return count


def match_waiting() -> Iterator[Progress]:
    """Look at every entry that waits, register by register, and tell how far it is."""
    while code_stale():
        continue
    registers = _registers()
    with reading(SYSTEM):
        waiting = CodedEntry.objects.filter(is_sought=True, looked_at__isnull=True)
        rows = list(waiting.order_by("seq").values_list("entry_id", "entry__kind", "seq"))
    looked = pairs = 0
    for at in range(0, len(rows), CHUNK):
        chunk = rows[at : at + CHUNK]
        found: defaultdict[UUID, list[Answer]] = defaultdict(list)
        for kind in EntryKind:
            sought = {key for key, of_kind, _seq in chunk if of_kind == kind}
            if sought:
                _look(kind, [each for each in registers.get(kind, []) if each[0] in sought], registers, found)
        _without_company(found)
        for key, _kind, seq in chunk:
            pairs += keep(key, found.get(key, []), seq=seq)
            looked += 1
        yield Progress(looked, len(rows), pairs)


def _registers() -> dict[str, Register]:
    """Return every register that is sought in, in codes."""
    found: defaultdict[str, Register] = defaultdict(list)
    last = 0
    while True:
        with reading(SYSTEM):
            rows = list(
                CodedEntry.objects.filter(seq__gt=last, is_sought=True).select_related("entry").order_by("seq")[:READ]
            )
            features = coded_features(rows)
        if not rows:
            return found
        for row in rows:
            if row.entry_id in features:
                found[row.entry.kind].append((row.entry_id, features[row.entry_id]))
        last = rows[-1].seq


def _look(kind: str, sought: Register, registers: dict[str, Register], found: dict[UUID, list[Answer]]) -> None:
    """Add to ``found`` the best of some entries of one register in every register that they are sought in."""
    if not sought:
        return
    doubles: defaultdict[UUID, list[Answer]] = defaultdict(list)
    for other, are_missing in SOUGHT_IN[kind]:
        there = registers.get(other, [])
        if not there:
            continue
        same = other == kind
        mine = [(key, features.undated()) for key, features in sought] if same else sought
        if are_missing:
            # The best of the missing for each of the found: whoever waits keeps what comes up for them.
            table = best(register_of(mine), register_of(there), weights(), k=BEST)
            keys, others = "left", "right"
        else:
            table = best(register_of(there), register_of(mine), weights(), k=BEST + 1)
            keys, others = "right", "left"
        columns = [table[name].to_pylist() for name in (keys, others, "weight", "probability", "pattern")]
        for key, one, weight, probability, pattern in zip(*columns, strict=True):
            if key != one:
                told = Answer(UUID(one), weight, probability, tuple(pattern))
                (doubles if same else found)[UUID(key)].append(told)
        for key, listed in doubles.items():
            chances = shared_among([each.weight for each in listed], len(there))
            told_of = (replace(each, probability=chance) for each, chance in zip(listed, chances, strict=True))
            found[key] += [each for each in told_of if each.probability >= DOUBLE_FLOOR]
        doubles.clear()
    for key, listed in found.items():
        found[key] = [each for each in listed if each.probability >= FLOOR]


def _without_company(found: dict[UUID, list[Answer]]) -> None:
    """Take out pairs of those who were together: they are two persons, whatever their records share."""
    ids = {*found, *(each.other for listed in found.values() for each in listed)}
    with reading(SYSTEM):
        together = Entry.objects.filter(pk__in=ids, party__isnull=False)
        party = dict(together.values_list("id", "party"))
    for key, listed in found.items():
        kept = [each for each in listed if key not in party or party.get(each.other) != party[key]]
        found[key] = sorted(kept, key=lambda each: -each.weight)[:BEST]
