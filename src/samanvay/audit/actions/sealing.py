"""The sealer: chains finished events in batches, without holding any writer up.

It takes only events whose transactions lie below the snapshot horizon: all of those are finished, so no late row can
appear in a batch already sealed. A batch ends at a transaction's edge.
"""

from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, acting_as

from .. import heads
from ..events import ERA_BEGUN
from ..leaves import COLUMNS, GENESIS, Row, chain_head, leaf, merkle_root
from ..models import Era, Seal
from ..operations import current_era, forget_era, operation, within_operation

BATCH = 20_000

# Ordered by the columns of the table: a bare name would mean the text of the select list, where 1000 is before 999.
NEXT_BATCH = f"""
with horizon as (select pg_snapshot_xmin(pg_current_snapshot()) as xid),
candidates as (
  select xid from audit_event
  where era = %(era)s and xid > %(last)s::xid8 and (era < %(now)s or xid < (select xid from horizon))
  order by xid, seq limit %(batch)s
),
edge as (select max(xid) as xid from candidates)
select {COLUMNS} from audit_event
where era = %(era)s and xid > %(last)s::xid8 and xid <= (select xid from edge)
order by audit_event.xid, audit_event.seq
"""  # noqa: S608 (the columns are a constant of ours)


# Of an era that is over every event is finished; what a restore brought back unsealed is sealed first.
UNSEALED_ERA = """
select min(era) from audit_event where era < %(now)s and (era > %(era)s or (era = %(era)s and xid > %(last)s::xid8))
"""


def _seal_next() -> Seal | None:
    """Seal one batch of the oldest era with unsealed events and return it, or None when nothing finished is left."""
    now = current_era()
    with transaction.atomic(), acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtext('samanvay:sealer'))")
        if not cursor.fetchone()[0]:
            return None
        before = Seal.objects.order_by("-number").only("number", "head", "era", "last_xid").first()
        sealed_era, sealed_xid = (before.era, before.last_xid) if before is not None else (0, 0)
        cursor.execute(UNSEALED_ERA, {"now": now, "era": sealed_era, "last": str(sealed_xid)})
        era = cursor.fetchone()[0]
        era = now if era is None else era
        last = sealed_xid if sealed_era == era else 0
        cursor.execute(NEXT_BATCH, {"era": era, "now": now, "last": str(last), "batch": BATCH})
        rows = [Row(*values) for values in cursor.fetchall()]
        if not rows:
            return None
        leaves = [leaf(row) for row in rows]
        root = merkle_root(leaves)
        first_xid, last_xid = int(rows[0].xid), int(rows[-1].xid)
        head = chain_head(
            bytes(before.head) if before else GENESIS,
            root,
            era=era,
            first_xid=first_xid,
            last_xid=last_xid,
            count=len(rows),
        )
        with within_operation(UUID(rows[-1].op)):
            seal = Seal.objects.create(
                era=era,
                first_xid=first_xid,
                last_xid=last_xid,
                seqs=[int(row.seq) for row in rows],
                leaves=b"".join(leaves),
                root=root,
                head=head,
                at=clock.now(),
            )
        # A sealer that is stopped between its commit and its note leaves a head that was begun.
        heads.note(f"{heads.SEALING} {seal.number} {head.hex()}")
    heads.note(f"{seal.number} {head.hex()}")
    return seal


def begin_era(because: str) -> int:
    """Begin a new era after a restore (transaction ids start anew) and note the seal it goes on from."""
    with operation(ERA_BEGUN, by=SYSTEM) as op:
        number = current_era() + 1
        Era.objects.create(number=number, because=because)
        forget_era()
        last = Seal.objects.aggregate(last=Max("number"))["last"] or 0
        op.add(era=number, last_seal=last, because=because)
    heads.note(f"{heads.RESTORED} {last}", is_vouched=True)
    return number


def seal_log(most: int = 100) -> list[Seal]:
    """Seal what is finished, up to ``most`` batches, and return the new seals. One sealer works at a time."""
    seals: list[Seal] = []
    while len(seals) < most and (seal := _seal_next()) is not None:
        seals.append(seal)
    return seals
