"""Sheets of weekly reports of past weeks: what a state took down before it used Samanvay, taken in as it was sent.

A row is a report that a district sent on paper and that the importing office received: it becomes a report of the
district's unit that is accepted already. Its words are not read; its counts stand as they were sent. So the first day
knows who spoke in which week, and a year without a report is told from a year that nobody typed in.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.audit.operations import Operation, operation
from samanvay.directory import queries as directory
from samanvay.directory.importing.officers import Written
from samanvay.directory.models import Unit
from samanvay.documents.importing.kinds import ImportKind, register_import
from samanvay.documents.importing.places import places_of
from samanvay.documents.models import Document, ImportRun
from samanvay.importing import Field, ImportSpec, Kind, Outcome, Result, Row
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Refusal

from .. import events
from ..actions.counts import FEWEST_SAID, counted_rows, readers_when_sent
from ..figures import Cell
from ..models import CaseCount, Figure, SituationReport
from ..states import ReportState
from ..weeks.weekly import asked_week
from .counts import counted, figure_fields
from .reports import FIELDS, in_order, require_reports, unit_for

HEAD = tuple(replace(one, required=True) for one in FIELDS[:4])  # district, agency, first and last day


def require_past_reports(actor: Actor, home_state: str) -> None:
    """Refuse those who may not import, or accept no report: what is taken in counts as accepted."""
    require_reports(actor, home_state)
    if not actor.is_system:
        require(actor, Permission.REPORT_ACCEPT)


def _is_over(values: Mapping[str, object]) -> Iterable[tuple[str, Bilingual]]:
    last, running = values.get("period_to"), asked_week().last
    if isinstance(last, date) and last > running:
        yield (
            "period_to",
            Bilingual("a past week for which a report was due", "बीता हुआ सप्ताह जिसकी रिपोर्ट देय थी"),
        )


def past_reports_spec(home_state: str) -> ImportSpec:
    """Return the spec of a sheet of weekly reports of past weeks."""
    return ImportSpec(
        "past_reports",
        (
            *HEAD,
            Field("received", Bilingual("Received on", "प्राप्ति दिनांक"), Kind.DATE, past=True,
                  aliases=("Received", "Date of receipt", "Sent on", "प्राप्त", "भेजने की तिथि")),
            *figure_fields(),
        ),
        key=("district", "voice", "period_from", "period_to"),
        rules=(in_order, _is_over),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Line:
    """Whose reports of a district are: the unit, who reads them, who reads their counts."""

    unit: Unit
    own: list[int]
    sent: list[int]


class _Chunk:
    """The rows of one chunk on their way to be reports; what is the same for a district is asked once."""

    def __init__(self, op: Operation, by: Actor, run: ImportRun) -> None:
        self.op, self.by, self.run = op, by, run
        self.now = clock.now()
        self.lines: dict[tuple[str, str], _Line | Refusal] = {}
        self.reports: list[SituationReport] = []
        self.figures: list[Figure] = []

    def line_of(self, district: str, agency: str) -> _Line:
        """Return whose report a district's is in one agency. Raises Refusal where it may not be taken in."""
        if (district, agency) not in self.lines:
            try:
                heads = directory.district_units(district)
                unit = unit_for(self.by, agency, heads)
                own = directory.readers_for(unit.audience)
                self.lines[district, agency] = _Line(unit, own, readers_when_sent(own, heads))
            except Refusal as refusal:
                self.lines[district, agency] = refusal
        found = self.lines[district, agency]
        if isinstance(found, Refusal):
            raise found
        return found

    def add(self, row: Row) -> SituationReport:
        """Make the report of a row with its counts; they are saved together by :meth:`save`. Raises Refusal."""
        said = row.values
        district, agency = str(said["district"]), str(said["voice"])
        line = self.line_of(district, agency)
        numbers: dict[Cell, int] = counted(said)
        is_quiet = not any(numbers.values())
        received = said.get("received")
        at = datetime.combine(received, time(12), tzinfo=clock.INDIA) if isinstance(received, date) else self.now
        report = SituationReport(
            id=uuid7(),
            district_id=district,
            agency=agency,
            period_from=said["period_from"],
            period_to=said["period_to"],
            is_quiet=is_quiet,
            state=ReportState.ACCEPTED,
            source_name=self.run.file_name[:120],
            written_by=self.by.id,
            written_at=self.now,
            submitted_at=min(at, self.now),
            decided_by=self.by.id,
            decided_at=self.now,
            submission_id=_mark(row),
            readers=line.own,
            home_unit=line.unit.audience,
            home_state=line.unit.home_state,
        )
        self.reports.append(report)
        self.figures += counted_rows(report, numbers or (FEWEST_SAID if is_quiet else {}), line.sent)
        self.op.also(
            events.REPORT_TAKEN_IN, ("report", report.id), line.own,
            district=district, voice=agency, period_from=report.period_from, period_to=report.period_to, quiet=is_quiet,
        )  # fmt: skip
        return report

    def save(self) -> None:
        insert_many(SituationReport, self.reports)
        insert_many(Figure, self.figures)


def _mark(row: Row) -> UUID:
    """Return the submission of a row: one agency of one district speaks once for a period."""
    said = [str(row.values[field.code]) for field in HEAD]
    return UUID(bytes=hashlib.blake2b(repr(("past", said)).encode(), digest_size=16).digest())


def _known(rows: Sequence[Row]) -> dict[tuple[str, str, date, date], SituationReport]:
    """Return the reports that were sent already on the periods of some rows."""
    found = SituationReport.objects.spoken().filter(
        district_id__in={str(row.values["district"]) for row in rows},
        period_from__gte=min(row.values["period_from"] for row in rows),
        period_to__lte=max(row.values["period_to"] for row in rows),
    )
    return {(each.district_id, each.agency, each.period_from, each.period_to): each for each in found}


def write_past_reports(rows: Sequence[Row], *, by: Actor, run: ImportRun) -> list[Written]:
    """Take in a report for each row on which nobody has spoken yet; answers row by row in order."""
    require_past_reports(by, run.home_state)
    written: list[Written] = []
    standing = _known(rows) if rows else {}
    with operation(events.PAST_REPORTS_IMPORTED, by=by, target=("import", run.id), readers=run.readers) as op:
        chunk = _Chunk(op, by, run)
        for row in rows:
            said = row.values
            key = (str(said["district"]), str(said["voice"]), said["period_from"], said["period_to"])
            if (known := standing.get(key)) is not None:
                outcome = Outcome(row.number, Result.UNCHANGED, reference=str(known.id), version=known.version)
            else:
                outcome = _taken_in(chunk, row)
            written.append(Written(outcome))
        chunk.save()
        op.add(reports=len(chunk.reports))
        if not chunk.reports:
            op.keep_silent()
    return written


def _taken_in(chunk: _Chunk, row: Row) -> Outcome:
    try:
        report = chunk.add(row)
    except Refusal as refusal:
        if refusal.status >= 500:
            raise
        return Outcome(row.number, Result.REFUSED, words=refusal.words)
    return Outcome(row.number, Result.CREATED, reference=str(report.id), version=report.version)


def revert_past_reports(
    written: Sequence[tuple[Outcome, Mapping[str, Any]]], *, by: Actor, run: ImportRun, reason: str
) -> dict[int, Any]:
    """Take away the reports that rows made; one that somebody changed or added a document to stays."""
    require_past_reports(by, run.home_state)
    left: dict[int, Any] = {}
    with operation(events.PAST_REPORTS_UNDONE, by=by, target=("import", run.id), readers=run.readers) as op:
        found = SituationReport.objects.in_bulk([outcome.reference for outcome, _before in written])
        busy = set(Document.objects.filter(of="report", record_id__in=list(found)).values_list("record_id", flat=True))
        gone: list[SituationReport] = []
        for outcome, _before in written:
            report = found.get(UUID(outcome.reference))
            if report is None or report.version != outcome.version or report.pk in busy:
                left[outcome.row] = _("Not undone: changed since.")
                continue
            gone.append(report)
            op.also(
                events.REPORT_TAKEN_BACK, ("report", report.id), report.readers,
                district=report.district_id, voice=report.agency,
                period_from=report.period_from, period_to=report.period_to,
            )  # fmt: skip
        for model in (Figure, CaseCount):
            model.objects.filter(report__in=gone).delete()
        SituationReport.objects.filter(pk__in=[report.pk for report in gone]).delete()
        op.add(reports=len(gone), left=sorted(left))
        if not gone:
            op.keep_silent()
    return left


PAST_REPORTS = register_import(
    ImportKind(
        code="past_reports",
        words=Bilingual("Weekly reports of past weeks", "पिछले सप्ताहों की रिपोर्टें"),
        explanation=Bilingual(
            "Weekly reports that districts sent before they used this system: district, police or "
            "administration, week, date of receipt and counts. Each row counts as an accepted report of its "
            "district.",
            (
                "वे साप्ताहिक रिपोर्टें जो जनपदों ने इस प्रणाली से पहले भेजी थीं: जनपद, पुलिस या प्रशासन, "
                "सप्ताह, प्राप्ति दिनांक और संख्याएँ। हर पंक्ति अपने जनपद की स्वीकृत रिपोर्ट मानी जाती है।"
            ),
        ),
        require=require_past_reports,
        spec=past_reports_spec,
        write=write_past_reports,
        revert=revert_past_reports,
        places=places_of,
    )
)
