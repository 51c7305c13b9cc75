"""What makes a restored database trustworthy: the log holds, the erased stay erased, the sealed can be opened."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from samanvay.cli.composition import Surroundings
from samanvay.kernel.pg import CannotStart

from .unpacking import Unpacked

LEDGER = "erasures.jsonl"
HEADS = "audit-heads.log"


@dataclass
class Proof:
    """What was found out about a restored database."""

    tables: dict[str, int]
    rows: int
    files: int
    made_at: str
    era: int = 0
    events: int = 0
    seals: int = 0
    head: str = ""
    contains_head: bool = False
    erased: int = 0
    replayed: int = 0
    delivered: int = 0
    openable: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.wrong

    def as_json(self) -> dict[str, Any]:
        return {"holds": self.holds, **asdict(self)}


def ledger_holds(keys: Path, known: dict[str, Any]) -> str:
    """Return why the erasure ledger beside the keys is not the one of the backup, or "" where it is.

    It is append-only, so the ledger at the time of the backup is its beginning.
    """
    try:
        data = (keys / LEDGER).read_bytes()
    except OSError:
        return (
            f"The erasure ledger {LEDGER} is missing in {keys}: put it there, or say --without-ledger, on record; "
            "persons who were erased since the backup would then come back."
        )
    if len(data) < known["bytes"] or hashlib.sha256(data[: known["bytes"]]).hexdigest() != known["sha256"]:
        return (
            f"The erasure ledger in {keys} is older than the backup, or another one: put the latest there, or say "
            "--without-ledger, on record."
        )
    return ""


@contextmanager
def _heads_kept(keys: Path) -> Iterator[None]:
    """Take back what a failed restore noted beside the keys: the noted heads bind the database that still runs."""
    path = keys / HEADS
    before = path.stat().st_size if path.exists() else None
    try:
        yield
    except BaseException:
        if before is not None:
            os.truncate(path, before)
        else:
            path.unlink(missing_ok=True)
        raise


def prove_restored(
    surroundings: Surroundings, unpacked: Unpacked, *, because: str, keys: Path, counted: dict[str, int]
) -> Proof:
    """Begin the new era, replay the ledger, and prove, in a process of its own as the owner of the tables.

    Raises CannotStart with the first thing that does not hold.
    """
    proof = Proof(counted, sum(counted.values()), unpacked.count, unpacked.header["made_at"])
    asked = json.dumps({"because": because, "head": unpacked.header["audit"]["head"]})
    with _heads_kept(keys):
        done = subprocess.run(
            [sys.executable, "-m", "samanvay.cli.backups.settling"],
            input=asked,
            # A copy of the heads follows when the restored database serves: nobody could take back what it was told.
            env={**surroundings.environment("owner"), "SAMANVAY_HEADS_COPY": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            lines = [line for line in done.stderr.splitlines() if line.strip()]
            raise CannotStart(f"The restored database could not be proven: {lines[-1] if lines else 'no word'}")
        for name, value in json.loads(done.stdout).items():
            setattr(proof, name, value)
        if not proof.holds:
            raise CannotStart(f"The restored database does not hold: {'; '.join(proof.wrong[:3])}.")
    return proof
