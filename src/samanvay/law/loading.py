"""Taking in the library that comes with the product: each text that is new becomes an edition, none is overwritten."""

from pathlib import Path
from typing import Any

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, PARTNERS_AUDIENCE, SYSTEM, SYSTEM_AUDIENCE, Actor, reading

from . import events
from .library_files import FOLDER, read_library, shipped_library
from .models import LawEdition, LawEntry
from .saying import digest_of, said_of

EVERYBODY = (SYSTEM_AUDIENCE, OFFICERS_AUDIENCE, PARTNERS_AUDIENCE)
OF_NO_STATE: dict[str, Any] = {"home_unit": SYSTEM_AUDIENCE, "home_state": "IN"}


def load_library(*, by: Actor = SYSTEM, folder: Path = FOLDER) -> dict[str, int]:
    """Take in entries that are new or say something else; returns how many were added, updated, left out, brought back.

    An entry that the files have no more is left out: found no more, kept for what cites it. Raises LibraryError with
    nothing written where a file is not as it should be.
    """
    entries = (shipped_library() if folder == FOLDER else read_library(folder)).entries
    said = {code: said_of(entry) for code, entry in entries.items()}
    digests = {code: digest_of(each) for code, each in said.items()}
    counts = {"added": 0, "updated": 0, "left": 0, "back": 0}
    with reading(by):
        known = {entry.code: entry for entry in LawEntry.objects.all()}
        held = {
            (code, no): digest for code, no, digest in LawEdition.objects.values_list("entry__code", "no", "digest")
        }
    fresh = [code for code in entries if code not in known]
    newer = [code for code in entries if code in known and held[code, known[code].current] != digests[code]]
    back = [code for code in entries if code in known and known[code].left_at is not None]
    gone = [code for code, entry in known.items() if code not in entries and entry.left_at is None]
    if not (fresh or newer or back or gone):
        return counts
    now = clock.now()
    with operation(events.LAW_SHIPPED, by=by, target=("law", "library"), readers=EVERYBODY) as op:
        made = [
            LawEntry(code=code, current=1, changed_at=now, readers=list(EVERYBODY), **OF_NO_STATE) for code in fresh
        ]
        LawEntry.objects.bulk_create(made)
        changed = []
        for code in {*newer, *back, *gone}:
            entry = known[code]
            changes: dict[str, Any] = {"changed_at": now, "left_at": now if code in gone else None}
            if code in newer:
                changes["current"] = entry.current + 1
            changed.append(entry.revise(expected=None, changes=changes))
        LawEdition.objects.bulk_create(
            LawEdition(
                entry=entry,
                no=entry.current,
                digest=digests[entry.code],
                said=said[entry.code],
                taken_in_at=now,
                readers=list(EVERYBODY),
                **OF_NO_STATE,
            )
            for entry in [*made, *changed]
            if entry.code in fresh or entry.code in newer
        )
        for entry in [*made, *changed]:
            kind = events.LAW_LEFT if entry.left_at else events.LAW_SHIPPED
            op.also(kind, ("law entry", entry.pk), EVERYBODY, edition=entry.current)
        counts = {"added": len(fresh), "updated": len(newer), "left": len(gone), "back": len(back)}
        op.add(**counts)
    return counts
