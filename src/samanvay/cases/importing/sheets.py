"""Sheets of cases: written by the chunk, each case with its own events in the log, and taken back.

The same row again is known by what it says, so that a sheet that grows from week to week adds only what is new.
"""

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from samanvay.access.boxes import events as boxes
from samanvay.access.boxes.groups import TeamRole
from samanvay.access.models import Box, TeamMember, User
from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.audit.operations import Operation, operation
from samanvay.directory import queries as directory
from samanvay.directory.importing.officers import Written
from samanvay.directory.places.actions.places import keep_place
from samanvay.documents.importing.kinds import ImportKind, register_import
from samanvay.documents.importing.places import places_of
from samanvay.documents.models import Document, ImportRun
from samanvay.importing import Outcome, Result, Row
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.many import insert_columns, insert_many
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Refused
from samanvay.recording.submissions import Captured

from .. import events, policies
from ..counted.actions.listing import Counted, person_rows
from ..kinds import FORMS, FOUND, LEG_ROLES, LURES, EventKind, LegRole
from ..models import Case, CaseEvent, CaseLeg, CasePerson
from ..numbers import next_numbers
from ..people.elsewhere import recorded_elsewhere
from .spec import COUNTED, WAY, cases_spec

LONGEST_WHAT = 200
MOST_LISTED = 20_000  # persons of one batch of rows; beyond it a number stays a number until it is said again
RECENT = timedelta(days=30)  # people found longer ago stay a number: no time limit of theirs can be kept any more
_STATION = "थाना {name}"  # as the sheet writes it: the directory may not know the station


def require_cases(actor: Actor, home_state: str) -> None:
    """Refuse those who may not import or open no case; a case has an officer who owns it."""
    if actor.is_system:
        raise Refused(_("Only an officer with an account can open a case."))
    require(actor, Permission.IMPORT_RUN)
    policies.may_open_case(actor)


class _Chunk:
    """The rows of one chunk on their way to be cases."""

    def __init__(self, op: Operation, by: Actor, run: ImportRun, owner: User) -> None:
        self.op, self.by, self.owner = op, by, owner
        self.unit = directory.unit_of(run.home_unit)
        self.whose = {
            "readers": directory.readers_for(run.home_unit),
            "home_unit": run.home_unit,
            "home_state": self.unit.home_state,
        }
        self.station_header = run.mapping["columns"].get("station", "")
        self.now: datetime = clock.now()
        self.places: dict[str, str] = {}
        self.cases: list[Case] = []
        self.happenings: list[CaseEvent] = []
        self.legs: list[CaseLeg] = []
        self.persons: list[CasePerson] = []

    def place_of(self, key: str) -> str:
        if key not in self.places:
            self.places[key] = keep_place(by=self.by, key=key).key
        return self.places[key]

    def add(self, row: Row, submission: UUID, number: str) -> tuple[Case, dict[str, int]]:
        """Make the case of a row with its events and its way; they are saved together by :meth:`save`.

        Returns the case and how many of each it has.
        """
        said = row.values
        what, narrative = _words(said, row.raw.get(self.station_header, ""))
        keys = [self.place_of(str(said[code])) for code in ("place", "station", "district") if said.get(code)]
        case = Case(
            id=uuid7(),
            number=number,
            what=what,
            narrative=narrative,
            forms=[code for code in FORMS if code in (said.get("forms") or ())],
            lures=[code for code in LURES if code in (said.get("lures") or ())],
            source=said.get("source") or ("complaint" if said.get("fir_no") else "report"),
            people=_victims(said),
            place_id=keys[0] if keys else None,
            owner=self.owner,
            opened_at=self.now,
            opened_by=self.by.id,
            stage_since=self.now,
            submission_id=submission,
            **self.whose,
        )
        case.occurred = said.get("occurred")
        self.cases.append(case)
        told: list[tuple[str, PartialDate | None, int | None, str]] = [
            (kind, said.get("occurred"), int(said[code]), "") for code, kind in COUNTED.items() if said.get(code)
        ]
        if said.get("fir_no"):
            told.append((EventKind.FIR, said.get("fir_on") or said.get("occurred"), None, _fir_words(said)))
        subject = ("case", case.id)
        readers = case.readers
        self.op.also(
            events.CASE_OPENED, subject, readers,
            number=case.number, forms=case.forms, source=case.source, place=case.place_id, row=row.number,
        )  # fmt: skip
        self.op.also(boxes.TEAM_MEMBER_NAMED, subject, readers, user=self.owner.id, role=TeamRole.LEAD)
        for kind, occurred, people, note in told:
            happening = CaseEvent(
                id=uuid7(), case=case, kind=kind, people=people, note=note,
                place_id=case.place_id, recorded_at=self.now, recorded_by=self.by.id, **self.whose,
            )  # fmt: skip
            happening.occurred = occurred
            self.happenings.append(happening)
            self.op.also(
                events.CASE_EVENT_ADDED, subject, readers,
                event=happening.id, kind=kind, place=happening.place_id, people=people,
            )  # fmt: skip
        people = self._list_people(case, self.happenings[-len(told) :] if told else [], submission)
        way = [(role, self.place_of(key)) for role, key in _way(said, case.place_id)]
        for position, (role, place) in enumerate(way, 1):
            found = role == LegRole.RESCUE
            leg = CaseLeg(
                id=uuid7(), case=case, position=position, role=role, place_id=place,
                certainty="shown" if found else "stated",
                recorded_at=self.now, recorded_by=self.by.id, **self.whose,
            )  # fmt: skip
            leg.occurred = said.get("occurred") if found else None
            self.legs.append(leg)
            self.op.also(events.LEG_ADDED, subject, readers, leg=leg.id, role=role, place=place)
        return case, {"events": len(told), "legs": len(way), "persons": people}

    def _list_people(self, case: Case, told: list[CaseEvent], submission: UUID) -> int:
        """List the people whom a row found lately, once where it tells them as intercepted and as rescued."""
        found = [each for each in told if each.kind in FOUND and each.people]
        most = max(found, key=lambda each: each.people or 0, default=None)
        if most is None or most.occurred is None or most.occurred.latest < clock.today() - RECENT:
            return 0
        if len(self.persons) + (most.people or 0) > MOST_LISTED:
            return 0
        counted, sent = [Counted(most.people or 0)], Captured(submission)
        rows = person_rows(self.op, by=self.by, case=case, counted=counted, sent=sent, found_in=most)
        self.persons += rows
        return len(rows)

    def save(self) -> None:
        insert_many(Case, self.cases)
        if self.cases:
            insert_columns(
                TeamMember,
                {"record_id": [case.id for case in self.cases]},
                user_id=self.owner.id,
                role=TeamRole.LEAD,
                since=self.now,
                named_by=self.by.id,
                **self.whose,
            )
        insert_many(CaseEvent, self.happenings)
        insert_many(CaseLeg, self.legs)
        insert_many(CasePerson, self.persons)


def _victims(said: Mapping[str, Any]) -> int | None:
    if said.get("people") is not None:
        return int(said["people"])
    counted = [said[code] for code in ("rescued", "intercepted", "missing") if said.get(code)]
    return max(counted) if counted else None


def _way(said: Mapping[str, Any], place: str | None) -> list[tuple[LegRole, str]]:
    """Return the way that a row tells in its usual order: nothing where it says neither where from nor whereto.

    Where people were found they were found on this way.
    """
    told: list[tuple[LegRole, str]] = []
    for code, role in WAY.items():
        places = said.get(code) or ()
        told += [(role, str(key)) for key in ([places] if isinstance(places, str) else places)]
    if told and place and (said.get("rescued") or said.get("intercepted")):
        told.append((LegRole.RESCUE, place))
    order = list(LEG_ROLES)
    return sorted(told, key=lambda each: order.index(each[0]))


def _words(said: Mapping[str, Any], station: str) -> tuple[str, str]:
    """Return what happened in few words, and all that the row says in words."""
    told = " ".join(str(said["what"]).split())
    what = told if len(told) <= LONGEST_WHAT else told[: LONGEST_WHAT - 1].rpartition(" ")[0] + "…"
    lines = [str(said["what"]).strip()] if what != told else []
    if said.get("station"):
        lines.append(_STATION.format(name=station.removeprefix("थाना ").removeprefix("PS ")))
    if said.get("action"):
        lines.append(str(said["action"]).strip())
    return what, "\n\n".join(lines)


def _fir_words(said: Mapping[str, Any]) -> str:
    parts = [str(said["fir_no"]).strip()]
    if said.get("sections"):
        parts.append(str(said["sections"]).strip())
    return ", ".join(parts)


def _mark(row: Row, home_unit: int, time: int) -> UUID:
    """Return the submission of a row: what it says and whose it is; ``time`` counts those that were taken back."""
    said = sorted((code, repr(value)) for code, value in row.values.items() if value is not None)
    return UUID(bytes=hashlib.blake2b(repr((home_unit, said, time)).encode(), digest_size=16).digest())


def _known(rows: Sequence[Row], home_unit: int) -> tuple[dict[int, Case], dict[int, UUID]]:
    """Return by row the case that stands already, and for the others the submission that is still free."""
    standing: dict[int, Case] = {}
    free: dict[int, UUID] = {}
    left = list(rows)
    for time in itertools.count():
        marks = {row.number: _mark(row, home_unit, time) for row in left}
        found = {
            case.submission_id: case
            for case in Case.objects.filter(submission_id__in=list(marks.values()), home_unit=home_unit)
        }
        again = []
        for row in left:
            case = found.get(marks[row.number])
            if case is None:
                free[row.number] = marks[row.number]
            elif case.is_void:
                again.append(row)
            else:
                standing[row.number] = case
        if not again:
            break
        left = again
    return standing, free


def write_cases(rows: Sequence[Row], *, by: Actor, run: ImportRun) -> list[Written]:
    """Open a case for each row that is not known yet, all in one operation; answers row by row in order."""
    require_cases(by, run.home_state)
    policies.may_open_case(by, run.home_unit)
    owner = User.objects.get(pk=by.id)
    standing, free = _known(rows, run.home_unit)
    written = {
        number: Written(Outcome(number, Result.UNCHANGED, reference=str(case.id), version=case.version))
        for number, case in standing.items()
    }
    with operation(
        events.CASES_IMPORTED, by=by, target=("import", run.id), readers=directory.readers_for(run.home_unit)
    ) as op:
        chunk = _Chunk(op, by, run, owner)
        numbers = iter(next_numbers(chunk.unit, clock.today().year, len(free)) if free else ())
        for row in rows:
            if row.number in free:
                case, made = chunk.add(row, free[row.number], next(numbers))
                outcome = Outcome(row.number, Result.CREATED, reference=str(case.id), version=case.version)
                written[row.number] = Written(outcome, made)
        chunk.save()
        op.add(
            cases=len(chunk.cases), events=len(chunk.happenings), legs=len(chunk.legs), people=len(chunk.persons),
            known=len(standing),
        )  # fmt: skip
        if not chunk.cases:
            op.keep_silent()
    return [written[row.number] for row in rows]


def revert_cases(
    written: Sequence[tuple[Outcome, Mapping[str, Any]]], *, by: Actor, run: ImportRun, reason: str
) -> dict[int, Any]:
    """Void the cases that rows made, with their events; a case that somebody worked on since stays."""
    require_cases(by, run.home_state)
    policies.may_open_case(by, run.home_unit)
    left: dict[int, Any] = {}
    void = {"voided_at": clock.now(), "voided_by": by.id, "void_reason": reason, "version": F("version") + 1}
    with operation(
        events.CASES_IMPORT_UNDONE, by=by, target=("import", run.id), readers=directory.readers_for(run.home_unit)
    ) as op:
        found = {
            str(case.id): case
            for case in Case.objects.standing()
            .filter(pk__in=[outcome.reference for outcome, _before in written])
            .annotate(
                happened=Count("events", filter=Q(events__voided_at__isnull=True), distinct=True),
                walked=Count("legs", filter=Q(legs__voided_at__isnull=True), distinct=True),
                listed=Count("persons", filter=Q(persons__voided_at__isnull=True), distinct=True),
            )
        }
        persons = dict(CasePerson.objects.filter(case__in=list(found)).values_list("id", "case_id"))
        worked = Q(items__isnull=False) | Q(departures__isnull=False) | Q(persons__version__gt=1)
        busy = {str(key) for key in Case.objects.filter(worked, pk__in=list(found)).values_list("pk", flat=True)}
        busy |= {str(persons[key]) for key in recorded_elsewhere(persons)}
        busy |= {str(key) for key in Box.objects.filter(record_id__in=list(found)).values_list("record_id", flat=True)}
        busy |= {
            str(key)
            for key in Document.objects.filter(
                of="case", record_id__in=[case.id for case in found.values()]
            ).values_list("record_id", flat=True)
        }
        taken = []
        for outcome, before in written:
            case = found.get(outcome.reference)
            changed = case is None or case.version != outcome.version or outcome.reference in busy
            made = tuple(before.get(name, 0) for name in ("events", "legs", "persons"))
            if case is None or changed or (case.happened, case.walked, case.listed) != made:  # type: ignore[attr-defined]  # annotated
                left[outcome.row] = _("Not undone: changed since.")
                continue
            taken.append(case)
            op.also(events.CASE_VOIDED, ("case", case.id), case.readers, number=case.number)
        keys = [case.id for case in taken]
        CaseEvent.objects.filter(case_id__in=keys, voided_at__isnull=True).update(**void)
        CaseLeg.objects.filter(case_id__in=keys, voided_at__isnull=True).update(**void)
        CasePerson.objects.filter(case_id__in=keys, voided_at__isnull=True).update(**void)
        Case.objects.filter(pk__in=keys).update(**void)
        op.add(voided=len(taken), left=sorted(left))
        if not taken:
            op.keep_silent()
    return left


CASES = register_import(
    ImportKind(
        code="cases",
        words=Bilingual("Cases", "प्रकरण"),
        explanation=Bilingual(
            "A sheet of cases with date, district, station, incident, route, number of persons and FIR. Each "
            "new row becomes a case of your unit with its events and route, and you are its officer. No "
            "names: persons are only counted.",
            (
                "तिथि, जनपद, थाना, घटना, मार्ग, व्यक्तियों की संख्या और एफआईआर सहित प्रकरणों की तालिका। हर नई "
                "पंक्ति घटनाओं और मार्ग सहित आपकी इकाई का प्रकरण बनती है और आप उसके प्रभारी होते हैं। नाम नहीं "
                "लिए जाते: व्यक्ति केवल गिने जाते हैं।"
            ),
        ),
        require=require_cases,
        spec=cases_spec,
        write=write_cases,
        revert=revert_cases,
        places=places_of,
    )
)
