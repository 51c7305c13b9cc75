"""Matching in bulk: every entry that waits against whole registers at once, for what came by a sheet and for the night.

Goes on where it was stopped: an entry that was looked at says so itself.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import pyarrow as pa

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay_insight.linkage import learn_known, top_matches

from ... import events
from ...kinds import EntryKind
from ...models import CodedEntry, Entry
from ..asking import BEST, DOUBLE_FLOOR, FLOOR_IN_BULK, SAMPLE, Answer, shared_among, weights
from ..features import Features, register_of
from .coding import code_stale, coded_features
from .proposing import keep

CHUNK = 500  # entries between two words of progress
READ = 20_000

Register = list[tuple[UUID, Features]]
Found = defaultdict[UUID, list[Answer]]


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
    """Look at every entry that waits, all of them at once, and keep what was found with a word after each part."""
    while code_stale():
        continue
    with reading(SYSTEM):
        waiting = CodedEntry.objects.filter(is_sought=True, looked_at__isnull=True)
        rows = list(waiting.order_by("seq").values_list("entry_id", "entry__kind", "seq"))
    if not rows:
        return
    found = _best_of({key: kind for key, kind, _seq in rows}, _registers())
    looked = pairs = 0
    for at in range(0, len(rows), CHUNK):
        part = [(key, seq) for key, _kind, seq in rows[at : at + CHUNK]]
        empty = [(key, seq) for key, seq in part if not found.get(key)]
        for key, seq in part:
            if found.get(key):
                pairs += keep(key, found[key], seq=seq)
        _keep_nothing(empty)
        looked += len(part)
        yield Progress(looked, len(rows), pairs)


def _keep_nothing(entries: Sequence[tuple[UUID, int]]) -> None:
    """Note of entries to which nothing is like that they were looked at; one that had a pair is kept as the others."""
    with reading(SYSTEM):
        had = set(
            Entry.objects.filter(pk__in=[key for key, _seq in entries])
            .exclude(as_left__isnull=True, as_right__isnull=True)
            .values_list("id", flat=True)
        )
    for key, seq in entries:
        if key in had:
            keep(key, [], seq=seq)
    rest = [key for key, _seq in entries if key not in had]
    with operation(events.CANDIDATES_PROPOSED, by=SYSTEM, target=("tracing", "")) as op:
        coded = CodedEntry.objects.filter(entry__in=rest, looked_at__isnull=True)
        last = max((seq for _key, seq in entries), default=0)
        count = coded.filter(seq__lte=last).update(looked_at=clock.now())
        op.add(looked=count)
        if not count:
            op.keep_silent()


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


def _best_of(waiting: dict[UUID, str], registers: dict[str, Register]) -> Found:
    """Return for those who wait their best in every register in which they are sought."""
    found: Found = defaultdict(list)
    missing = registers.get(EntryKind.MISSING, [])
    kinds = set(waiting.values())
    for other in (EntryKind.FOUND, EntryKind.SIGHTING):
        everyone = registers.get(other, [])
        there = everyone if EntryKind.MISSING in kinds else [each for each in everyone if each[0] in waiting]
        if missing and there:
            left = register_of(missing)
            model = learn_known(left, register_of(everyone), weights(), sample=SAMPLE)
            table = top_matches(left, register_of(there), model, k=BEST)
            _across(table, waiting, found)
    for kind in (EntryKind.MISSING, EntryKind.FOUND):
        everyone = [(key, features.undated()) for key, features in registers.get(kind, [])]
        mine = [each for each in everyone if each[0] in waiting]
        if mine:
            table = top_matches(register_of(everyone), register_of(mine), weights(), k=BEST + 1)
            _doubles(table, len(everyone), found)
    _without_company(found)
    return found


def _rows(table: pa.Table) -> Iterator[tuple[UUID, UUID, float, float, tuple[int, ...]]]:
    columns = [table[name].to_pylist() for name in ("left", "right", "weight", "probability", "pattern")]
    for left, right, weight, probability, pattern in zip(*columns, strict=True):
        yield UUID(left), UUID(right), weight, probability, tuple(pattern)


def _across(table: pa.Table, waiting: dict[UUID, str], found: Found) -> None:
    """Give each pair of two registers to the one of it that waits, the found one before the missing."""
    for left, right, weight, probability, pattern in _rows(table):
        if probability < FLOOR_IN_BULK:
            continue
        if right in waiting:
            found[right].append(Answer(left, weight, probability, pattern))
        elif left in waiting:
            found[left].append(Answer(right, weight, probability, pattern))


def _doubles(table: pa.Table, size: int, found: Found) -> None:
    """Add second reports of one person in one register; whoever is compared is beside themselves in it."""
    told: Found = defaultdict(list)
    for left, right, weight, probability, pattern in _rows(table):
        if left != right:
            told[right].append(Answer(left, weight, probability, pattern))
    for key, listed in told.items():
        chances = shared_among([each.weight for each in listed], size, weights())
        among = (replace(each, probability=chance) for each, chance in zip(listed, chances, strict=True))
        found[key] += [each for each in among if each.probability >= DOUBLE_FLOOR]


def _without_company(found: Found) -> None:
    """Take out pairs of those who were together: they are two persons, whatever their records share."""
    ids = {*found, *(each.other for listed in found.values() for each in listed)}
    with reading(SYSTEM):
        party = dict(Entry.objects.filter(pk__in=ids, party__isnull=False).values_list("id", "party"))
    for key, listed in found.items():
        kept = [each for each in listed if key not in party or party.get(each.other) != party[key]]
        found[key] = sorted(kept, key=lambda each: -each.weight)[:BEST]
