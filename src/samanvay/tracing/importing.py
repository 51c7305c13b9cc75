"""Lists of other registers: each new row becomes an entry of the importer's unit, what names people sealed at once.

A row is known by its number in that register, or else by all that it says: known rows add nothing and are told. The
officer who took the file owns the entries and leads the search.
"""

import hashlib
import hmac
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from samanvay.access.boxes import events as box_events
from samanvay.access.boxes import keyring
from samanvay.access.boxes.groups import TeamRole
from samanvay.access.boxes.many import ToSeal, seal_many
from samanvay.access.boxes.names import token_key
from samanvay.access.limits import require_sealed_door
from samanvay.access.models import TeamMember, User
from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.audit.operations import Operation, operation
from samanvay.directory import queries as directory
from samanvay.directory.actions import keep_place
from samanvay.directory.actions.roster import Written
from samanvay.directory.models import Place
from samanvay.documents.import_kinds import ImportKind, register_import
from samanvay.documents.models import Document, ImportRun
from samanvay.duties.actions import drop_duty, open_duty
from samanvay.duties.kinds import DutyKind, register_kind
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.many import insert_columns, insert_many
from samanvay.kernel.db.scope import SYSTEM, Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.imports import ImportSpec, Outcome, Result, Row
from samanvay.kernel.refusals import Refusal, Refused

from . import events, policies
from .actions.checks import kept_home
from .actions.entries import noun_of
from .import_places import places_in_register
from .import_rows import RowTold, told_in
from .import_spec import found_spec, missing_spec
from .kinds import EntryKind
from .models import Entry, EntryStep, Judgement, Notice, QuestionSheet
from .numbers import next_numbers
from .states import EntryState
from .step_kinds import StepKind

FIRS_OF_LIST = register_kind(
    "tracing:firs_of_list",
    "FIRs for missing children of a list",
    "सूची के गुमशुदा बच्चों की एफआईआर",
    link_words=Bilingual("To the list", "सूची देखें"),
    rule=Bilingual(
        "A missing child is an FIR at once (G Ganesh, Supreme Court, 2026); the day for a list is to be verified by counsel",
        "गुमशुदा बच्चे पर तत्काल एफआईआर (जी गणेश, सर्वोच्च न्यायालय, 2026); सूची की समय-सीमा विधि परामर्शी द्वारा सत्यापित की जानी है",
    ),
)
CHECKED_WITHIN = timedelta(hours=24)
END_OF_DAY = time(18)
RECORDS_END = register_kind(
    "tracing:records_end",
    "Records of another register end",
    "अन्य पंजी के अभिलेखों की अवधि समाप्त",
    link_words=Bilingual("To the list", "सूची देखें"),
    rule=Bilingual(
        "PFIF: a record is not kept beyond the day that its author set",
        "पीएफआईएफ: अभिलेख लेखक द्वारा तय दिन के बाद नहीं रखा जाता",
    ),
)


def require_registers(actor: Actor, home_state: str) -> None:
    """Refuse those who may not import or write no register; an entry has an officer who owns it."""
    if actor.is_system:
        raise Refused(_("An entry is made by an officer with an account."))
    require(actor, Permission.IMPORT_RUN)
    policies.may_add_entry(actor)
    require_sealed_door(actor)


@dataclass(slots=True)
class _Chunk:
    """The rows of one chunk on their way to be entries, written together by :meth:`save`."""

    op: Operation
    by: Actor
    run: ImportRun
    owner: User

    def __post_init__(self) -> None:
        self.now: datetime = clock.now()
        self.readers = directory.readers_for(self.run.home_unit)
        self.whose: dict[str, Any] = {
            "readers": self.readers, "home_unit": self.run.home_unit, "home_state": self.run.home_state,
        }  # fmt: skip
        self.places: dict[str, Place] = {}
        self.homes: dict[str, Place | None] = {}
        self.entries: list[Entry] = []
        self.steps: list[EntryStep] = []
        self.sealed: list[ToSeal] = []

    def add(self, row: int, told: RowTold, submission: UUID, number: str) -> Entry:
        age_from, age_to = (told.age.lowest, told.age.highest) if told.age else (None, None)
        height_from, height_to = told.height or (None, None)
        entry = Entry(
            id=uuid7(),
            number=number,
            kind=told.kind,
            category=told.category,
            state=told.state,
            state_since=self.now,
            noun=noun_of(told.sex, age_from, age_to),
            sex=told.sex,
            age_from=age_from,
            age_to=age_to,
            age_is_guessed=bool(told.age and told.age.is_guessed),
            height_from=height_from,
            height_to=height_to,
            languages=list(told.languages),
            marks=list(told.marks),
            happened=told.happened,
            place=self._place(told.place),
            home=self._home(told.home),
            gone_for=told.gone_for,
            told_by="register",
            note=told.note,
            external=told.external,
            owner=self.owner,
            added_at=self.now,
            added_by=self.by.id,
            submission_id=submission,
            **self.whose,
        )
        self.entries.append(entry)
        self.op.also(
            events.ENTRY_ADDED, ("tracing", entry.id), self.readers,
            number=number, register=told.kind, is_child=entry.is_child, place=entry.place_id, gone_for=told.gone_for,
            party=None, row=row,
        )  # fmt: skip
        self.op.also(
            box_events.TEAM_MEMBER_NAMED, ("case", entry.box_record), self.readers, user=self.owner.id,
            role=TeamRole.LEAD,
        )  # fmt: skip
        if told.fir is not None:
            reference, on = told.fir
            step = EntryStep(
                id=uuid7(), entry=entry, kind=StepKind.FIR, on=on, reference=reference, added_at=self.now,
                added_by=self.by.id, **self.whose,
            )  # fmt: skip
            self.steps.append(step)
            self.op.also(events.ENTRY_STEP_ADDED, ("tracing", entry.id), self.readers, step=step.id, of_kind=step.kind)
        self.sealed += [
            ToSeal(entry.subject, entry.box_record, group, content) for group, content in told.sealed.items()
        ]
        return entry

    def save(self) -> None:
        insert_many(Entry, self.entries)
        insert_columns(
            TeamMember,
            {"record_id": [entry.box_record for entry in self.entries]},
            user_id=self.owner.id, role=TeamRole.LEAD, since=self.now, named_by=self.by.id, **self.whose,
        )  # fmt: skip
        insert_many(EntryStep, self.steps)
        seal_many(self.op, by=self.by, wanted=self.sealed, **self.whose)

    def _place(self, key: str | None) -> Place | None:
        if not key:
            return None
        if key not in self.places:
            self.places[key] = keep_place(by=self.by, key=key)
        return self.places[key]

    def _home(self, key: str | None) -> Place | None:
        if not key:
            return None
        if key not in self.homes:
            self.homes[key] = kept_home(self.by, key)
        return self.homes[key]


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
    for time in itertools.count():
        if not left:
            return standing, free
        marks = {row.number: [_mark(row, run, time, no) for no in ring.keys] for row in left}
        every = [mark for some in marks.values() for mark in some]
        found = {
            entry.submission_id: entry
            for entry in Entry.objects.filter(submission_id__in=every, home_unit=run.home_unit)
        }
        again = []
        for row in left:
            entry = next((found[mark] for mark in marks[row.number] if mark in found), None)
            if entry is None:
                free[row.number] = _mark(row, run, time, ring.current)
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
        chunk = _Chunk(op, by, run, User.objects.get(pk=by.id))
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
        _ask_for_firs(run, by, told.values())
        _tell_ends(run, by, told.values())
    return [written[row.number] for row in rows]


def _ask_for_firs(run: ImportRun, by: Actor, told: Iterable[RowTold]) -> None:
    """Open one duty for a list whose missing children have no FIR, not one for each row of a whole register."""
    if any(
        one.kind == EntryKind.MISSING and one.state == EntryState.OPEN and one.is_child and not one.has_fir
        for one in told
    ):
        title = Bilingual(
            "Missing children of a list taken in have no FIR: look and register",
            "दर्ज की गई सूची के गुमशुदा बच्चों की एफआईआर नहीं है: जाँचकर दर्ज करें",
        )
        _open(run, by, FIRS_OF_LIST, "firs", clock.now() + CHECKED_WITHIN, title)


def _tell_ends(run: ImportRun, by: Actor, told: Iterable[RowTold]) -> None:
    for day in sorted({one.expires for one in told if one.expires is not None}):
        title = Bilingual(
            f"Records of another register end on {day:%d.%m.%Y}: ask their author, or close and erase them",
            f"अन्य पंजी के अभिलेखों की अवधि {day:%d.%m.%Y} को समाप्त होती है: लेखक से पूछें, अन्यथा बंद कर मिटाएँ",
        )
        _open(run, by, RECORDS_END, f"ends:{day}", datetime.combine(day, END_OF_DAY, tzinfo=clock.INDIA), title)


def _open(run: ImportRun, by: Actor, kind: DutyKind, key: str, due: datetime, title: Bilingual) -> None:
    role = next((held.role for held in by.grants if held.audience == run.home_unit), "station_officer")
    open_duty(
        by=by,
        kind=kind,
        subject=("import", run.id),
        title=title,
        owner_role=role,
        owner_audience=run.home_unit,
        owner_user=User.objects.get(pk=by.id),
        due_at=due,
        readers=run.readers,
        home_state=run.home_state,
        link=f"/imports/{run.id}/",
        key=f"list:{run.id}:{key}",
    )


def taken_back(
    written: Sequence[tuple[Outcome, Mapping[str, Any]]], *, by: Actor, run: ImportRun, reason: str
) -> dict[int, Any]:
    """Void the entries that rows made; one on which somebody worked since stays."""
    require_registers(by, run.home_state)
    policies.may_add_entry(by, run.home_unit)
    left: dict[int, Any] = {}
    void = {"voided_at": clock.now(), "voided_by": by.id, "void_reason": reason, "version": F("version") + 1}
    with operation(
        events.ENTRIES_IMPORT_UNDONE, by=by, target=("import", run.id), readers=directory.readers_for(run.home_unit)
    ) as op:
        found = _untouched([outcome.reference for outcome, _before in written])
        taken = []
        for outcome, before in written:
            entry = found.get(outcome.reference)
            if entry is None or entry.version != outcome.version or entry.step_count != before.get("steps", 0):
                left[outcome.row] = _("Changed since; left as it is.")
                continue
            taken.append(entry)
            op.also(events.ENTRY_VOIDED, ("tracing", entry.id), entry.readers, number=entry.number)
        Entry.objects.filter(pk__in=[entry.id for entry in taken]).update(**void)
        op.add(voided=len(taken), left=sorted(left))
        if not taken:
            op.keep_silent()
        if not left:
            waiting = Duty.objects.waiting().filter(subject_kind="import", subject_id=str(run.id))
            for duty in waiting.filter(kind__in=(FIRS_OF_LIST.code, RECORDS_END.code)):
                drop_duty(by=SYSTEM, duty=duty, reason=reason)
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
        "A list from TrackChild, Khoya-Paya, CCTNS or a station's register: each new row becomes an entry of your unit, "
        "and you lead the search. Names, telephones, marks and clothes are sealed from the first moment.",
        "ट्रैकचाइल्ड, खोया-पाया, सीसीटीएनएस या थाने की पंजी की सूची: हर नई पंक्ति आपकी इकाई की प्रविष्टि बनती है और तलाश के प्रभारी "
        "आप होते हैं। नाम, फ़ोन, पहचान चिह्न और कपड़े पहले क्षण से सीलबंद रहते हैं।",
    ),
)
_register(
    "found",
    EntryKind.FOUND,
    found_spec,
    Bilingual("Found persons register", "मिले व्यक्तियों की पंजी"),
    Bilingual(
        "A list of children in homes, people found lost, unknown patients or unidentified bodies: each new row becomes an "
        "entry of your unit. Names and what they say of home are sealed from the first moment.",
        "आश्रय गृहों के बच्चों, भटके हुए मिले व्यक्तियों, अज्ञात रोगियों या अज्ञात शवों की सूची: हर नई पंक्ति आपकी इकाई की प्रविष्टि "
        "बनती है। नाम और घर के बारे में बताई गई बातें पहले क्षण से सीलबंद रहती हैं।",
    ),
)
