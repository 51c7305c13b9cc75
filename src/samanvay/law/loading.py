"""Taking in the library that comes with the product: each text that is new becomes an edition, none is overwritten.

Where the state has a text of its own, what a release says anew waits beside it as a draft, for the state to decide.
"""

from pathlib import Path
from typing import Any

from samanvay.audit.operations import Operation, operation
from samanvay.directory.queries import home_state
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading

from . import events
from .audiences import EVERYBODY, OF_NO_STATE
from .drafts.actions import offer_shipped, replace_offers
from .library_files import FOLDER, Entry, StatutoryClock, read_library, shipped_library
from .models import LawDraft, LawEdition, LawEntry
from .models.entry import SHIPPED
from .saying import digest_of, said_of


def load_library(*, by: Actor = SYSTEM, folder: Path = FOLDER) -> dict[str, int]:
    """Take in what is new or says something else; returns how much was added, updated, offered, left out, brought back.

    A file that bears a state's code holds for that state alone. What the files have no more is left out: found no more,
    kept for what cites it. What the state wrote stands, whatever the files say: ``offered`` counts the texts that wait
    for its decision. Raises LibraryError with nothing written where a file is not as it should be.
    """
    library = shipped_library() if folder == FOLDER else read_library(folder)
    of_state = f"{home_state()}.toml"
    entries = [each for each in library.entries.values() if each.file == of_state or not each.file.startswith("IN-")]
    clocks = {each.code for each in library.clocks}
    texts: list[Entry | StatutoryClock] = [*entries, *library.clocks]
    said = {each.code: said_of(each) for each in texts}
    digests = {code: digest_of(each) for code, each in said.items()}
    counts = {"added": 0, "updated": 0, "offered": 0, "left": 0, "back": 0}
    with reading(by):
        known = {entry.code: entry for entry in LawEntry.objects.all()}
        held = {
            code: (digest, origin)
            for code, digest, origin in LawEdition.objects.order_by("no").values_list("entry__code", "digest", "origin")
        }
        shipped = _last_shipped()
    own = {code for code, (_digest, origin) in held.items() if origin != SHIPPED}
    differs = [code for code in said if code in known and held[code][0] != digests[code]]
    fresh = [code for code in said if code not in known]
    newer = [code for code in differs if code not in own]
    offered = [code for code in differs if code in own and shipped.get(code) != digests[code]]
    back = [code for code in said if code in known and known[code].left_at is not None]
    gone = [code for code, entry in known.items() if code not in said and code not in own and entry.left_at is None]
    if not (fresh or newer or offered or back or gone):
        return counts
    now = clock.now()
    with operation(events.LAW_SHIPPED, by=by, target=("law", "library"), readers=EVERYBODY) as op:
        made = [
            LawEntry(
                code=code, is_clock=code in clocks, current=1, changed_at=now, readers=list(EVERYBODY), **OF_NO_STATE
            )
            for code in fresh
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
        _tell(op, [*made, *changed])
        for code in offered:
            replace_offers(code)
            offer_shipped(known[code], said[code], digests[code], op)
        counts = {
            "added": len(fresh),
            "updated": len(newer),
            "offered": len(offered),
            "left": len(gone),
            "back": len(back),
        }
        op.add(**counts)
    return counts


def _last_shipped() -> dict[str, str]:
    """Return by code the digest of the last text that a release brought, whether it was taken or waits or was not."""
    editions = LawEdition.objects.filter(origin=SHIPPED).values_list("entry__code", "digest", "taken_in_at")
    offers = LawDraft.objects.filter(origin=SHIPPED).values_list("code", "digest", "written_at")
    return {code: digest for code, digest, _at in sorted([*editions, *offers], key=lambda each: each[2])}


def _tell(op: Operation, entries: list[LawEntry]) -> None:
    """Record of each entry that it says something else, comes back, or is left out."""
    for entry in entries:
        kind = events.LAW_LEFT if entry.left_at else events.LAW_SHIPPED
        op.also(kind, ("law entry", entry.pk), EVERYBODY, edition=entry.current)
