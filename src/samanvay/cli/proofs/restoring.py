"""Everything comes back from a backup, except who was erased."""

import json
from typing import Any

from .promises import check, promise
from .stage import Stage


def _last(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"


@promise("A backup restores whole and proven; who was erased after it stays erased; a flipped byte is refused")
def restored(stage: Stage) -> str:
    from samanvay.access.boxes.actions.erasure import erase_person
    from samanvay.access.models import Box
    from samanvay.audit.heads import heads_file
    from samanvay.kernel.db.scope import SYSTEM, reading

    folder = stage.home.parent
    file = folder / "backup"
    made = stage.command("backup", str(file), "--json", SAMANVAY_ROLE="owner")
    check(made.returncode == 0, f"backup: {_last(made.stderr)}")
    whole = file.read_bytes()
    with reading(SYSTEM):
        victim = Box.objects.filter(group="identity").order_by("id")[0].subject_id
    erase_person(by=SYSTEM, subject_id=victim, reason="order")
    heads = heads_file().read_bytes()
    damaged = folder / "damaged"
    damaged.write_bytes(whole[: len(whole) // 2] + bytes([whole[len(whole) // 2] ^ 1]) + whole[len(whole) // 2 + 1 :])
    bad = stage.command("restore", str(damaged), SAMANVAY_HOME=str(folder / "bad"))
    check(bad.returncode == 1 and not (folder / "bad" / "pg").exists(), "a flipped byte was not refused")
    back = stage.command("restore", str(file), "--json", SAMANVAY_HOME=str(folder / "back"))
    check(back.returncode == 0, f"restore: {_last(back.stderr)}")
    # The restored line of the log and the one that goes on here noted their heads beside the same keys.
    heads_file().write_bytes(heads)
    proof: dict[str, Any] = json.loads(back.stdout)
    said: dict[str, Any] = json.loads(made.stdout)
    check(proof["holds"] and proof["tables"] == said["tables"], "the restored tables are not those of the backup")
    check(proof["replayed"] >= 1, "the erasure after the backup was not replayed")
    return (
        f"{proof['rows']} rows of {len(proof['tables'])} tables and {proof['events']} events of the log back from "
        f"{len(whole) / 1e6:.1f} MB, head in the chain, era {proof['era']}; {proof['replayed']} erasure replayed; "
        f"flipped byte: {_last(bad.stderr)}"
    )
