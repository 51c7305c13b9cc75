"""Lists of other registers: each new row becomes an entry of the importer's unit, what names people sealed at once.

A row is known by its number in that register, or else by all that it says: known rows add nothing and are told. The
officer who took the file owns the entries and leads the search.
"""

import hashlib
import hmac
import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from samanvay.access.boxes import keyring
from samanvay.access.boxes.names import token_key
from samanvay.access.limits import require_sealed_door
from samanvay.access.models import User
from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.directory.importing.officers import Written
from samanvay.documents.importing.kinds import ImportKind, register_import
from samanvay.documents.models import Document, ImportRun
from samanvay.importing import ImportSpec, Outcome, Result, Row
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refusal, Refused

from .. import events
from ..entries import policies
from ..entries.actions.telling import Telling
from ..entries.numbers import next_numbers
from ..kinds import EntryKind
from ..models import Entry, Judgement, Notice, QuestionSheet
from .bulk import Chunk
from .duties import ask_for_firs, drop_duties, tell_ends
from .places import places_in_register
from .rows import RowTold, told_in
from .spec import found_spec, missing_spec


def require_registers(actor: Actor, home_state: str) -> None:
    """Refuse those who may not import or write no register; an entry has an officer who owns it."""
    if actor.is_system:
        raise Refused(_("You do not have permission. Only an officer with an account can add an entry."))
    require(actor, Permission.IMPORT_RUN)
    policies.may_add_entry(actor)
    require_sealed_door(actor)


def _mark(row: Row, run: ImportRun, time: int, number: int) -> UUID:
    """Return the submission of a row, keyed: what it says may name somebody. ``time`` counts those taken back."""
    said = sorted((code, repr(value)) for code, value in row.values.items() if value is not None)
    words = repr((run.kind, run.home_unit, said, time)).encode()
    return UUID(bytes=hmac.digest(token_key("import", number), words, hashlib.sha256)[:16])


def _known(rows: Sequence[Row], run: ImportRun) -> tuple[dict[int, Entry], dict[int, UUID]]:
    """Return by row the entry that stands already, and for the others the submission that is still free."""
    numbers = [str(row.values["external"]) for row in rows if row.values.get("external")]
    seen = Entry.objects.standing().filter(external__in=numbers, home_state=run.home_state)
    by_external = {entry.external: entry for entry in seen.order_by("-added_at")}
    standing = {
        row.number: by_external[external] for row in rows if (external := row.values.get("external")) in by_external
    }
    free: dict[int, UUID] = {}
    left = [row for row in rows if row.number not in standing]
    ring = keyring.ring(keyring.TOKENS)
    for again_for in itertools.count():
        if not left:
            return standing, free
        marks = {row.number: [_mark(row, run, again_for, no) for no in ring.keys] for row in left}
        every = [mark for some in marks.values() for mark in some]
        found = {
            entry.submission_id: entry
            for entry in Entry.objects.filter(submission_id__in=every, home_unit=run.home_unit)
        }
        again = []
        for row in left:
            entry = next((found[mark] for mark in marks[row.number] if mark in found), None)
            if entry is None:
                free[row.number] = _mark(row, run, again_for, ring.current)
            elif entry.is_void:
                again.append(row)
            else:
                standing[row.number] = entry
        left = again
    raise AssertionError


def written_rows(rows: Sequence[Row], *, by: Actor, run: ImportRun, told_of: Callable[[Row], RowTold]) -> list[Written]:
    """Add an entry for each row that is not known yet, all in one operation; answers row by row in order."""
    require_registers(by, run.home_state)
    policies.may_add_entry(by, run.home_unit)
    unit = directory.unit_of(run.home_unit)
    written: dict[int, Written] = {}
    told: dict[int, RowTold] = {}
    standing, free = _known(rows, run)
    for number, entry in standing.items():
        written[number] = Written(Outcome(number, Result.UNCHANGED, reference=str(entry.id), version=entry.version))
    for row in rows:
        if row.number in free:
            try:
                told[row.number] = told_of(row)
            except Refusal as refusal:
                if refusal.status >= 500:
                    raise
                written[row.number] = Written(Outcome(row.number, Result.REFUSED, words=refusal.words))
    with operation(
        events.ENTRIES_IMPORTED, by=by, target=("import", run.id), readers=directory.readers_for(run.home_unit)
    ) as op:
        chunk = Chunk(op, by, run, User.objects.get(pk=by.id))
        numbers = {
            each: iter(next_numbers(unit, each, clock.today().year, count))
            for each in EntryKind
            if (count := sum(one.kind == each for one in told.values()))
        }
        for number, one in told.items():
            entry = chunk.add(number, one, free[number], next(numbers[EntryKind(one.kind)]))
            outcome = Outcome(number, Result.CREATED, reference=str(entry.id), version=entry.version)
            written[number] = Written(outcome, {"steps": int(one.fir is not None)})
        chunk.save()
        op.add(entries=len(chunk.entries), known=len(standing), boxes=len(chunk.sealed))
        if not chunk.entries:
            op.keep_silent()
        ask_for_firs(run, by, told.values())
        tell_ends(run, by, told.values())
    return [written[row.number] for row in rows]


def taken_back(
    written: Sequence[tuple[Outcome, Mapping[str, Any]]], *, by: Actor, run: ImportRun, reason: str
) -> dict[int, Any]:
    """Void the entries that rows made; one on which somebody worked since stays."""
    require_registers(by, run.home_state)
    policies.may_add_entry(by, run.home_unit)
    left: dict[int, Any] = {}
    telling = Telling()
    void = {"voided_at": clock.now(), "voided_by": by.id, "void_reason": reason, "version": F("version") + 1}
    with operation(
        events.ENTRIES_IMPORT_UNDONE, by=by, target=("import", run.id), readers=directory.readers_for(run.home_unit)
    ) as op:
        found = _untouched([outcome.reference for outcome, _before in written])
        taken = []
        for outcome, before in written:
            entry = found.get(outcome.reference)
            if entry is None or entry.version != outcome.version or entry.step_count != before.get("steps", 0):
                left[outcome.row] = _("Not undone: changed since.")
                continue
            taken.append(entry)
            op.also(
                events.ENTRY_VOIDED, ("tracing", entry.id), entry.readers, number=entry.number, told=telling.of(entry)
            )
        Entry.objects.filter(pk__in=[entry.id for entry in taken]).update(**void)
        op.add(voided=len(taken), left=sorted(left))
        if not taken:
            op.keep_silent()
        if not left:
            drop_duties(run, reason)
    return left


def _untouched(references: Sequence[str]) -> dict[str, Any]:
    """Return by id those entries of a list that stand and on which nothing hangs, with ``step_count``."""
    mine = {"entry": OuterRef("pk")}
    entries = Entry.objects.standing().filter(pk__in=references, case__isnull=True)
    entries = entries.exclude(
        Exists(QuestionSheet.objects.filter(**mine))
        | Exists(Notice.objects.filter(**mine))
        | Exists(Document.objects.filter(record_id=OuterRef("pk")))
        | Exists(Judgement.objects.filter(Q(candidate__left=OuterRef("pk")) | Q(candidate__right=OuterRef("pk"))))
    )
    return {str(entry.id): entry for entry in entries.annotate(step_count=Count("steps"))}


def _register(code: str, kind: EntryKind, spec: Callable[[str], ImportSpec], words: Bilingual, told: Bilingual) -> None:
    def write(rows: Sequence[Row], *, by: Actor, run: ImportRun) -> list[Written]:
        headers = run.mapping["columns"]
        return written_rows(rows, by=by, run=run, told_of=lambda row: told_in(row, kind, headers))

    register_import(
        ImportKind(
            code=code,
            words=words,
            explanation=told,
            require=require_registers,
            spec=spec,
            write=write,
            revert=taken_back,
            places=places_in_register(asks_state=kind is EntryKind.FOUND),
            is_sealed=True,
        )
    )


_register(
    "missing",
    EntryKind.MISSING,
    missing_spec,
    Bilingual("Missing persons register", "गुमशुदा व्यक्तियों की पंजी"),
    Bilingual(
        "A list from TrackChild, Khoya-Paya, CCTNS or a station: each new row becomes an entry of your unit, "
        "and you lead the search. Names, telephone numbers, marks and clothes are sealed immediately.",
        (
            "ट्रैकचाइल्ड, खोया-पाया, सीसीटीएनएस या थाने की पंजी की सूची: हर नई पंक्ति आपकी इकाई की प्रविष्टि "
            "बनती है और तलाश के प्रभारी आप होते हैं। नाम, फ़ोन, पहचान चिह्न और कपड़े तुरंत सीलबंद हो जाते हैं।"
        ),
    ),
)
_register(
    "found",
    EntryKind.FOUND,
    found_spec,
    Bilingual("Found persons register", "मिले व्यक्तियों की पंजी"),
    Bilingual(
        "Children in homes, people found lost, unknown patients, unidentified bodies: each new row becomes "
        "an entry of your unit. Names and what they say about home are sealed immediately.",
        (
            "आश्रय गृहों के बच्चों, भटके हुए मिले व्यक्तियों, अज्ञात रोगियों या अज्ञात शवों की सूची: हर नई "
            "पंक्ति आपकी इकाई की प्रविष्टि बनती है। नाम और घर के बारे में बताई गई बातें तुरंत सीलबंद हो जाती हैं।"
        ),
    ),
)
