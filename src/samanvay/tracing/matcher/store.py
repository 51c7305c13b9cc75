"""The coded registers in memory: filled from the encrypted codes, kept up with their changes, asked for pairs.

What is held are the codes of ``features``; no name as written, no box. It is as good as sealed all
the same, and so it is only ever in this process's memory.
"""

import logging
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection

from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay_insight.linkage import Index, Weights, learn_known, match_one

from ..kinds import EntryKind
from ..models import CodedEntry
from .actions.coding import coded_features
from .asking import SAMPLE, Answer, Query, shared_among, weights
from .features import Features, register_of

log = logging.getLogger("samanvay.matcher")

CHUNK = 20_000
GROWN = 0.1  # by what share two registers change until it is learned again how many of the one stand in the other


class Store:
    """The registers by kind, and up to which change they are followed."""

    def __init__(self) -> None:
        self.registers: dict[str, Index] = {}
        self.kinds: dict[UUID, str] = {}
        self.left_out: dict[UUID, str] = {}  # entries that could not be loaded, each with the kind of its error
        self.seq = 0
        self.learned: dict[str, tuple[int, Weights]] = {}  # by register, with the size of both when it was learned

    def __len__(self) -> int:
        return len(self.kinds)

    def follow(self, most: int = CHUNK) -> int:
        """Take in what changed since; return how many changes there were. Again until it returns 0.

        When it does, the share of each register that is known among the missing is learned where it is due.
        An entry whose codes cannot be loaded is left out and named, and keeps no other out.
        """
        with reading(SYSTEM):
            changed = CodedEntry.objects.filter(seq__gt=self.seq).order_by("seq")
            keys = list(changed.values_list("entry_id", "seq")[:most])
        if not keys:
            self.learn()
            return 0
        self._take_in([key for key, _seq in keys])
        self.seq = keys[-1][1]
        return len(keys)

    def _take_in(self, keys: Sequence[UUID]) -> None:
        """Take entries in as they now stand; where that fails, by halves, so that one alone is left out."""
        self.drop(keys)
        try:
            with reading(SYSTEM):
                rows = list(CodedEntry.objects.filter(entry_id__in=keys).select_related("entry").order_by("seq"))
                features = coded_features([row for row in rows if row.is_sought])
            for kind in EntryKind:
                sought = [row.entry_id for row in rows if row.entry.kind == kind and row.entry_id in features]
                self.add(str(kind), [(key, features[key]) for key in sought])
        except Exception as error:
            if not connection.is_usable():
                raise
            self.drop(keys)
            if len(keys) > 1:
                self._take_in(keys[: len(keys) // 2])
                self._take_in(keys[len(keys) // 2 :])
                return
            log.warning("entry %s cannot be loaded and is left out: %s", keys[0], type(error).__name__)
            self.left_out[keys[0]] = type(error).__name__
        else:
            for key in keys:
                self.left_out.pop(key, None)

    def add(self, kind: str, entries: Sequence[tuple[UUID, Features]]) -> None:
        """Put entries into a register."""
        if not entries:
            return
        if kind not in self.registers:
            self.registers[kind] = Index("missing" if kind == EntryKind.MISSING else "found")
        self.registers[kind].add(register_of(entries))
        self.kinds.update(dict.fromkeys((key for key, _features in entries), kind))

    def learn(self) -> None:
        """Learn which share of the found, and of the sightings, is registered as missing, where the registers grew."""
        missing = self.registers.get(EntryKind.MISSING)
        for kind in (EntryKind.FOUND, EntryKind.SIGHTING):
            register = self.registers.get(kind)
            if not missing or not register:
                self.learned.pop(kind, None)
                continue
            size, before = len(missing) + len(register), self.learned.get(kind, (0, None))[0]
            if abs(size - before) > GROWN * before:
                self.learned[kind] = size, learn_known(missing, register, weights(), sample=SAMPLE)

    def weights_of(self, query: Query) -> Weights:
        """Return the weights for a query: those of the found or the sightings where one of these meets the missing."""
        kinds = {query.register, self.kinds.get(query.entry, query.register)} - {EntryKind.MISSING}
        if EntryKind.MISSING in (query.register, self.kinds.get(query.entry)) and kinds:
            return self.learned.get(kinds.pop(), (0, weights()))[1]
        return weights()

    def warm(self) -> None:
        """Ask once, so that nobody waits for what is compiled, laid out and heard when it is first asked for."""
        somebody = UUID(int=0)
        known = Features({"sex": ["F"], "given": ["mn meeneii"], "marks": ["scar:chin"]}, (0, 0), (24_000, 24_000), 150)
        for holds in ("missing", "found"):
            tried = Index(holds)
            tried.add(register_of([(somebody, known)]))
            match_one(tried, register_of([(UUID(int=1), known)]), weights(), 1)
        self.answer([Query(somebody, known, register) for register in self.registers])

    def drop(self, ids: Iterable[UUID]) -> None:
        """Take entries out of their registers."""
        gone: dict[str, list[str]] = {}
        for key in ids:
            kind = self.kinds.pop(key, None)
            if kind is not None:
                gone.setdefault(kind, []).append(str(key))
        for kind, keys in gone.items():
            self.registers[kind].drop(keys)

    def answer(self, queries: Sequence[Query]) -> list[list[Answer]]:
        """Return the best of each query, the heaviest first."""
        return [self._best(query) for query in queries]

    def _best(self, query: Query) -> list[Answer]:
        register = self.registers.get(query.register)
        if register is None:
            return []
        sought = register_of([(query.entry, query.features)])
        wanted = query.k + len(query.without)
        missing = self.registers.get(EntryKind.MISSING)
        model = self.weights_of(query)
        table = match_one(register, sought, model, wanted, register=missing)
        other = "left" if query.register == EntryKind.MISSING else "right"
        found = zip(*(table[name].to_pylist() for name in (other, "weight", "probability", "pattern")), strict=True)
        without = {str(key) for key in query.without}
        kept = sorted((each for each in found if each[0] not in without), key=lambda each: -each[1])
        chances = [each[2] for each in kept]
        if len(kept) < len(table):
            chances = shared_among([each[1] for each in kept], len(register), model)
        return [
            Answer(UUID(key), weight, chance, tuple(pattern))
            for (key, weight, _with_all, pattern), chance in zip(kept, chances, strict=True)
        ][: query.k]
