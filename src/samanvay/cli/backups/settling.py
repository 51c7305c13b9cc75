"""The first work on a restored database: a new era, the erasures, their consequences, the proof.

A program of its own, since it runs as the owner of the tables: until it has ended, the application has no rights.
Reads one JSON object and writes one.
"""

import json
import sys
from typing import Any

from samanvay.cli import django_ready


def settle(because: str, head: str | None) -> dict[str, Any]:
    """Make a restored database the present one and return what was found."""
    from django.db import transaction

    from samanvay.access.boxes import ledger
    from samanvay.access.boxes.actions.erasure import replay_erasures
    from samanvay.audit.actions.sealing import begin_era, seal_log
    from samanvay.audit.heads import note_what_is_missing
    from samanvay.audit.models import Seal
    from samanvay.audit.outbox import deliver_all
    from samanvay.audit.verifying import verify_log
    from samanvay.kernel.db.scope import SYSTEM, opening, reading

    before = verify_log()
    wrong = [f"event {each.seq or '-'} of the log is {each.what}" for each in before.findings if _counts(each)]
    with reading(SYSTEM):
        contains = head is None or Seal.objects.filter(head=bytes.fromhex(head)).exists()
    if contains:
        # The backup is authenticated and so is the head in it: heads that were lost are noted anew.
        with opening(SYSTEM, SYSTEM.id), transaction.atomic():
            note_what_is_missing()
    era = begin_era(because)
    with reading(SYSTEM):
        replayed = replay_erasures()
    # The files and links of the erased go now, not when a worker comes to it.
    delivered = 0
    while taken := deliver_all(batch=2000):
        delivered += taken
    seal_log()
    verdict = verify_log()
    wrong += [f"event {each.seq or '-'} of the log is {each.what} (seal {each.seal})" for each in verdict.findings]
    lines = list(ledger.lines())
    with reading(SYSTEM):
        wrong += still_there(lines)
        openable, closed = sample_of_boxes()
        wrong += closed
    if not contains:
        wrong.append("the head that the backup noted is not in the chain")
    return {
        "era": era,
        "events": verdict.events,
        "seals": verdict.seals,
        "head": verdict.head,
        "contains_head": contains,
        "erased": len({line.subject for line in lines}),
        "replayed": replayed,
        "delivered": delivered,
        "openable": openable,
        "wrong": wrong,
    }


def _counts(finding: Any) -> bool:
    """Leave out what is no fault yet: heads noted after the backup, or lost, are put right by the new era."""
    return finding.what not in ("missing seal", "heads gone", "heads shorter", "heads went back")


def still_there(lines: list[Any]) -> list[str]:
    """Return what is left of persons whom the ledger names: nothing should be."""
    from samanvay.access.models import DataKey, Erasure, SearchToken
    from samanvay.documents import storage
    from samanvay.documents.models import Document

    subjects = [line.subject for line in lines]
    keys = [key for line in lines for key in line.keys]
    left = {
        "data keys": DataKey.objects.filter(subject_id__in=subjects).count()
        + DataKey.objects.filter(pk__in=keys).count(),
        "search tokens": SearchToken.objects.filter(subject_id__in=subjects).count(),
        "files": sum(
            storage.path_of(key).exists()
            for key in Document.objects.filter(subject_id__in=subjects).values_list("pk", flat=True)
        ),
        "erasures not on record": len(set(subjects) - set(Erasure.objects.values_list("pk", flat=True))),
    }
    return [f"{count} {what} of erased persons are left" for what, count in left.items() if count]


def sample_of_boxes(most: int = 50) -> tuple[int, list[str]]:
    """Open the data keys of the latest boxes, not the boxes, and return how many opened and what did not."""
    from samanvay.access.boxes import keyring
    from samanvay.access.boxes.keys import unwrap
    from samanvay.access.boxes.sealing import Tampered
    from samanvay.access.models import DataKey

    rows = list(DataKey.objects.order_by("-id")[:most])
    if rows and not (keyring.folder() / f"{keyring.MASTER}.json").exists():
        return 0, [f"the master key is not in {keyring.folder()}"]
    for row in rows:
        try:
            unwrap(row.id, bytes(row.wrapped))
        except Tampered:
            return 0, [f"data keys do not open with the master key in {keyring.folder()}"]
    return len(rows), []


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    django_ready()
    answer = settle(asked["because"], asked["head"])
    json.dump(answer, sys.stdout)
