"""Proving the log: every sealed event is hashed again and held against what was sealed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import connection

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, reading

from .leaves import COLUMNS, GENESIS, Row, chain_head, leaf, merkle_root, split_leaves
from .models import Seal
from .sealing import RESTORED, heads_file

IN_SPAN = f"""
select {COLUMNS} from audit_event where era = %s and xid >= %s::xid8 and xid <= %s::xid8
order by audit_event.xid, audit_event.seq
"""  # noqa: S608 (the columns are a constant of ours)

MOST_COMPARED = 2_000

WHAT_WORDS = {
    "changed": Bilingual("changed", "बदली गई"),
    "removed": Bilingual("removed", "हटाई गई"),
    "added": Bilingual("added", "जोड़ी गई"),
    "reordered": Bilingual("reordered", "क्रम बदला गया"),
    "broken chain": Bilingual("broken chain", "शृंखला टूटी हुई"),
    "missing seal": Bilingual("missing seal", "मुहर अनुपस्थित"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with the log: what, which event (0 where it is the chain itself), in which seal."""

    what: str  # changed | removed | added | reordered | broken chain | missing seal
    seq: int
    seal: int
    kind: str = ""

    @property
    def what_words(self) -> Bilingual:
        """What is wrong, in words."""
        return WHAT_WORDS[self.what]


@dataclass(slots=True)
class Verdict:
    """What verification found."""

    events: int = 0
    seals: int = 0
    unsealed: int = 0
    head: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.findings


def verify_log(progress: Callable[[int], None] | None = None) -> Verdict:
    """Hash every sealed event again, batch by batch, and compare leaves, roots, heads and the noted heads.

    Names each changed, removed, added or reordered event. When one batch fails, verification goes on from the
    stored head, so that later batches are not blamed for it. O(events).
    """
    verdict = Verdict()
    noted = _noted_heads()
    previous = GENESIS
    sealed_numbers = set()
    with reading(SYSTEM):
        for seal in Seal.objects.order_by("number").iterator(chunk_size=20):
            verdict.seals += 1
            sealed_numbers.add(seal.number)
            verdict.events += len(seal.seqs)
            verdict.findings.extend(_check_seal(seal, previous))
            head = bytes(seal.head)
            if noted.get(seal.number, head) != head:
                verdict.findings.append(Finding("broken chain", 0, seal.number))
            previous = head
            if progress is not None:
                progress(verdict.events)
        verdict.findings.extend(
            Finding("missing seal", 0, number) for number in sorted(noted) if number not in sealed_numbers
        )
        verdict.findings.extend(_strays())
        verdict.unsealed = _count_unsealed()
    verdict.head = previous.hex()
    return verdict


def _noted_heads() -> dict[int, bytes]:
    path = heads_file()
    if not path.exists():
        return {}
    noted: dict[int, bytes] = {}
    for line in path.read_text().splitlines():
        word, _, rest = line.partition(" ")
        if word == RESTORED:
            # A restore goes back to an earlier seal: what was noted after it belongs to the abandoned line.
            noted = {number: head for number, head in noted.items() if number <= int(rest)}
        else:
            noted[int(word)] = bytes.fromhex(rest)
    return noted


def _check_seal(seal: Seal, previous: bytes) -> Iterator[Finding]:
    leaves = split_leaves(bytes(seal.leaves))
    root = merkle_root(leaves)
    head = chain_head(
        previous,
        root,
        era=seal.era,
        first_xid=seal.first_xid,
        last_xid=seal.last_xid,
        count=len(seal.seqs),
    )
    if root != bytes(seal.root) or head != bytes(seal.head):
        yield Finding("broken chain", 0, seal.number)
    sealed = dict(zip(seal.seqs, leaves, strict=True))
    rows = _rows_of(seal)
    present = {int(row.seq): row for row in rows}
    changed = [row for seq, row in present.items() if seq in sealed and leaf(row) != sealed[seq]]
    moved = _reordered(changed, sealed)
    for row in changed:
        seq = int(row.seq)
        yield Finding("reordered" if seq in moved else "changed", seq, seal.number, row.kind)
    for seq in seal.seqs:
        if seq not in present:
            yield Finding("removed", seq, seal.number)
    for seq, row in present.items():
        if seq not in sealed:
            yield Finding("added", seq, seal.number, row.kind)


def _rows_of(seal: Seal) -> list[Row]:
    """Return the rows in the span of a seal, and those it sealed that now lie elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute(IN_SPAN, [seal.era, str(seal.first_xid), str(seal.last_xid)])
        rows = [Row(*values) for values in cursor.fetchall()]
        known = {int(row.seq) for row in rows}
        elsewhere = [seq for seq in seal.seqs if seq not in known]
        if elsewhere:
            cursor.execute(
                f"select {COLUMNS} from audit_event where seq = any(%s)",  # noqa: S608 (a constant of ours)
                [elsewhere],
            )
            rows.extend(Row(*values) for values in cursor.fetchall())
    return rows


def _reordered(changed: list[Row], sealed: dict[int, bytes]) -> set[int]:
    """Return the changed events whose content was sealed in another's place: they were moved, not rewritten."""
    if len(changed) < 2 or len(changed) > MOST_COMPARED:
        return set()
    places = [(row.xid, row.seq, row.at) for row in changed]
    moved = set()
    for row in changed:
        for xid, seq, at in places:
            if seq == row.seq:
                continue
            candidates = (row._replace(xid=xid, seq=seq), row._replace(xid=xid, seq=seq, at=at))
            if any(leaf(candidate) == sealed[int(seq)] for candidate in candidates):
                moved.add(int(row.seq))
    return moved


def _strays() -> Iterator[Finding]:
    """Yield events that lie before the last seal of their era, but in no span: added behind the sealer's back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select e.seq, e.kind from audit_event e "
            "where e.xid <= (select max(s.last_xid) from audit_seal s where s.era = e.era) "
            "and not exists (select 1 from audit_seal s where s.era = e.era "
            "and e.xid between s.first_xid and s.last_xid) order by e.seq"
        )
        for seq, kind in cursor.fetchall():
            yield Finding("added", seq, 0, kind)


def _count_unsealed() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from audit_event e where e.xid > coalesce((select max(s.last_xid) from audit_seal s "
            "where s.era = e.era), '0'::xid8)"
        )
        return int(cursor.fetchone()[0])
