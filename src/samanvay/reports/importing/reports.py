"""Sheets of situation reports: each row becomes a draft of its district's unit, which looks at it and submits it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.directory.importing.officers import Written
from samanvay.directory.kinds import COMPARTMENTS
from samanvay.directory.models import Unit
from samanvay.documents.importing.kinds import ImportKind, register_import
from samanvay.documents.importing.places import places_of
from samanvay.documents.models import Document, ImportRun
from samanvay.importing import Choice, Field, ImportSpec, Kind, Outcome, Result, Row
from samanvay.kernel.assumptions import Assumption, Note
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor
from samanvay.kernel.refusals import Invalid, Refusal, Refused

from .. import events
from ..actions.counts import count_draft, forget_counts
from ..actions.writing import draft_report
from ..models import SituationReport
from ..states import ClaimState, ReportState
from .counts import counted, counts_add_up, figure_fields, person_fields, says_a_count

AGENCIES = ("police", "administration")
AGENCY_ALIASES: dict[str, tuple[str, ...]] = {
    "police": ("SP", "SSP", "Police department", "एसपी", "पुलिस विभाग"),
    "administration": ("DM", "District administration", "Civil", "डीएम", "जिला प्रशासन"),
}


def require_reports(actor: Actor, home_state: str) -> None:
    """Refuse those who may not import or write no report."""
    if actor.is_system:
        return
    require(actor, Permission.IMPORT_RUN)
    require(actor, Permission.REPORT_WRITE)


def in_order(values: Mapping[str, object]) -> Iterable[tuple[str, Bilingual]]:
    """Expect a period that does not end before it begins."""
    first, last = values.get("period_from"), values.get("period_to")
    if first and last and str(last) < str(first):
        yield "period_to", Bilingual("the first day or later", "पहले दिन के बाद का दिन")


def _says_who(values: Mapping[str, object]) -> Iterable[tuple[str, Bilingual]]:
    if not values.get("voice"):
        yield "voice", Bilingual("whose report it is: police or administration", "किसकी रिपोर्ट है: पुलिस या प्रशासन")


def own_agency(run: ImportRun) -> Mapping[str, tuple[object, Note]]:
    """Return the agency that reports without a column for it have: that of the post at which the sheet was taken."""
    agency = directory.unit_of(run.home_unit).compartment
    if run.begun_by == SYSTEM.id or agency not in AGENCIES:
        return {}
    words = Bilingual(
        "No column says police or administration: {voice} is used, as in your posting.",
        "पुलिस या प्रशासन का कॉलम नहीं: आपकी तैनाती के अनुसार {voice} माना गया।",
    )
    return {"voice": (agency, Note(Assumption.OWN_POST, words.format(voice=COMPARTMENTS[agency])))}


def _says_something(values: Mapping[str, object]) -> Iterable[tuple[str, Bilingual]]:
    if not values.get("narrative") and not says_a_count(values):
        yield "narrative", Bilingual("text or a count; 0 where there is nothing", "विवरण या संख्या; कुछ न हो तो 0")


def reports_spec(home_state: str) -> ImportSpec:
    """Return the spec of a sheet of situation reports."""
    return ImportSpec(
        "reports",
        FIELDS,
        key=("district", "voice", "period_from", "period_to"),
        rules=(in_order, _says_who, _says_something, counts_add_up),
    )


FIELDS = (
    Field("district", Bilingual("District", "जनपद"), Kind.PLACE, required=True,
          aliases=("Distt", "Dist", "District name", "जिला", "ज़िला", "janpad", "zila")),
    Field("voice", Bilingual("Voice", "पक्ष"), Kind.CHOICE,
          choices=tuple(Choice(code, COMPARTMENTS[code], AGENCY_ALIASES[code]) for code in AGENCIES),
          aliases=("Reporting office", "From office", "Department", "विभाग", "प्रेषक")),
    Field("period_from", Bilingual("From", "दिनांक से"), Kind.DATE, required=True, past=True,
          aliases=("Period from", "Week from", "Start", "से", "अवधि से")),
    Field("period_to", Bilingual("To", "दिनांक तक"), Kind.DATE, required=True,
          aliases=("Period to", "Week to", "End", "तक", "अवधि तक")),
    *figure_fields(),
    Field("narrative", Bilingual("Narrative", "विवरण"), max_length=60_000,
          aliases=("Report", "Situation", "Details", "Text", "Remarks", "स्थिति", "संक्षिप्त विवरण", "टिप्पणी")),
    *person_fields(),
)  # fmt: skip


def unit_for(by: Actor, agency: str, heads: Mapping[str, Unit]) -> Unit:
    """Return which of a district's heads speaks with an agency.

    Raises Invalid where none does, Refused where it does not stand below the importer's unit.
    """
    unit = heads.get(agency)
    if unit is None:
        raise Invalid("district", _("This district has no unit for this side (police or administration)."))
    if not by.is_system and not set(directory.readers_for(unit.audience)) & set(by.units):
        raise Refused(_("This report belongs to %(unit)s, which is not under your unit.") % {"unit": unit.names})
    return unit


def _mark(row: Row) -> UUID:
    said = sorted((code, repr(value)) for code, value in row.values.items() if value is not None)
    return UUID(bytes=hashlib.blake2b(repr(said).encode(), digest_size=16).digest())


def write_reports(rows: Sequence[Row], *, by: Actor, run: ImportRun) -> list[Written]:
    """Write a draft for each row that is not known yet; answers row by row in order."""
    require_reports(by, run.home_state)
    written = []
    with operation(events.REPORTS_IMPORTED, by=by, target=("import", run.id), readers=run.readers) as op:
        for row in rows:
            try:
                written.append(Written(_draft(row, by, run)))
            except Refusal as refusal:
                if refusal.status >= 500:
                    raise
                written.append(Written(Outcome(row.number, Result.REFUSED, words=refusal.words)))
        made = [one.outcome.reference for one in written if one.outcome.wrote]
        op.add(drafts=made)
        if not made:
            op.keep_silent()
    return written


def _draft(row: Row, by: Actor, run: ImportRun) -> Outcome:
    said, mark = row.values, _mark(row)
    unit = unit_for(by, str(said["voice"]), directory.district_units(str(said["district"])))
    known = SituationReport.objects.filter(home_unit=unit.audience, submission_id=mark).first()
    if known is not None:
        return Outcome(row.number, Result.UNCHANGED, reference=str(known.id), version=known.version)
    narrative = str(said.get("narrative") or "")
    counts = counted(said)
    with operation(events.REPORT_COUNTED, by=by) as op:
        report = draft_report(
            by=by,
            unit=unit,
            district=str(said["district"]),
            period_from=said["period_from"],
            period_to=said["period_to"],
            narrative=narrative,
            is_quiet=not narrative and not any(counts.values()),
            source_name=run.file_name,
            submission_id=mark,
        )
        op.about("report", report.id, report.readers)
        op.add(figures=sorted({cell.figure for cell in counts}))
        if counts:
            count_draft(report, counts)
        else:
            op.keep_silent()
    return Outcome(row.number, Result.CREATED, reference=str(report.id), version=report.version)


def revert_reports(
    written: Sequence[tuple[Outcome, Mapping[str, Any]]], *, by: Actor, run: ImportRun, reason: str
) -> dict[int, Any]:
    """Take drafts away that nobody touched since; one that somebody worked on or submitted stays."""
    require_reports(by, run.home_state)
    left: dict[int, Any] = {}
    with operation(events.REPORTS_IMPORT_UNDONE, by=by, target=("import", run.id), readers=run.readers) as op:
        found = SituationReport.objects.in_bulk([outcome.reference for outcome, _before in written])
        attached = set(
            Document.objects.filter(of="report", record_id__in=list(found)).values_list("record_id", flat=True)
        )
        gone = []
        for outcome, _before in written:
            report = found.get(UUID(outcome.reference))
            untouched = report is not None and report.version == outcome.version and report.state == ReportState.DRAFT
            if (
                report is None
                or not untouched
                or report.pk in attached
                or report.claims.filter(state__in=(ClaimState.CONFIRMED, ClaimState.REFUSED)).exists()
            ):
                left[outcome.row] = _("Not undone: changed since.")
                continue
            gone.append(report)
            forget_counts(report)
            report.claims.all().delete()
            report.delete()
        op.add(drafts=[str(outcome.reference) for outcome, _before in written if outcome.row not in left])
        if not gone:
            op.keep_silent()
    return left


REPORTS = register_import(
    ImportKind(
        code="reports",
        words=Bilingual("Situation reports", "स्थिति रिपोर्ट"),
        explanation=Bilingual(
            "A sheet with district, police or administration, period, counts and text. Each row becomes a "
            "draft for the district's unit, which confirms the details found and submits it.",
            (
                "जनपद, पुलिस या प्रशासन, अवधि, संख्या और विवरण की तालिका। हर पंक्ति जनपद की इकाई का प्रारूप बनती "
                "है; इकाई पढ़े गए विवरणों की पुष्टि करके उसे प्रस्तुत करती है।"
            ),
        ),
        require=require_reports,
        spec=reports_spec,
        write=write_reports,
        revert=revert_reports,
        places=places_of,
        assumed=own_agency,
    )
)
