"""Sheets of situation reports: drafts of the districts' units with their counts and readings."""

import pytest
from reporting_state import district, officer, unit_for

from samanvay.documents.actions import add_document
from samanvay.documents.importing import actions as imports
from samanvay.documents.importing.queries import counts_by_status, faults, import_seen
from samanvay.documents.models import ImportRun
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.reports.actions import submit_report
from samanvay.reports.models import Figure, SituationReport

SHEET = """जनपद,पक्ष,दिनांक से,दिनांक तक,दर्ज मामले,मुक्त,Arrested,विवरण
बहराइच,पुलिस,16.11.2026,22.11.2026,१,3,2,Three girls were rescued at Rupaidiha and one agent was arrested.
Varanasi,Police,16/11/2026,22/11/2026,0,0,0,
Agra,DM,16.11.26,22.11.26,,,,Two boys were rescued at Agra.
Gonda,Police,22.11.2026,16.11.2026,1,1,1,Wrong way round
Gonda,Army,16.11.2026,22.11.2026,1,1,1,No such voice
"""


@pytest.fixture
def by(fresh_state: str) -> Actor:
    return officer("state_bureau")


def stage(by: Actor, sheet: str = SHEET) -> ImportRun:
    audience = unit_for("state_bureau", "").audience
    with reading(by):
        return imports.stage_file(
            by=by, kind="reports", content=sheet.encode(), file_name="week.csv", audience=audience
        )


def write(by: Actor, run: ImportRun) -> dict[str, int]:
    imports.begin_apply(by=by, run=run)
    imports.apply_rows(by=by, run=run)
    with reading(by):
        return counts_by_status(run)


def test_rows_become_drafts_of_the_districts_units(by: Actor) -> None:
    run = stage(by)
    with reading(by):
        assert [(error.row, error.field) for error in faults(run)] == [(5, "period_to"), (6, "voice")]
    assert write(by, run) == {"bad": 2, "created": 2, "refused": 1}
    with reading(by):
        refused = next(error for error in faults(run) if error.row == 4)
        assert "is not under your unit" in refused.expected.en
        report = SituationReport.objects.get(district_id=district("Bahraich"))
        assert (report.agency, report.state, report.home_unit) == (
            "police", "draft", unit_for("police_chief", "Bahraich").audience,
        )  # fmt: skip
        assert report.claims.exists()
        said = {row.figure: row.number for row in Figure.objects.filter(report=report, number__isnull=False)}
        assert said == {"cases": 1, "rescued": 3, "arrested": 2}
        quiet = SituationReport.objects.get(district_id=district("Varanasi"))
        assert quiet.is_quiet


def test_the_same_sheet_adds_no_second_draft(by: Actor) -> None:
    write(by, stage(by))
    assert write(by, stage(by)) == {"bad": 2, "refused": 1, "unchanged": 2}


def test_undo_takes_untouched_drafts_away_and_leaves_a_submitted_one(by: Actor) -> None:
    run = stage(by)
    write(by, run)
    chief = officer("police_chief", "Bahraich")
    with reading(chief):
        submit_report(by=chief, report=SituationReport.objects.get(district_id=district("Bahraich")))
    with reading(by):
        run = import_seen(by, run.id)
    imports.begin_undo(by=by, run=run)
    imports.undo_rows(by=by, run=run)
    with reading(by):
        assert counts_by_status(run) == {"bad": 2, "kept": 1, "refused": 1, "undone": 1}
    with reading(SYSTEM):
        assert SituationReport.objects.get().district_id == district("Bahraich")


def test_undo_leaves_a_draft_that_a_file_lies_with(by: Actor) -> None:
    run = stage(by)
    write(by, run)
    chief = officer("police_chief", "Bahraich")
    with reading(chief):
        report = SituationReport.objects.get(district_id=district("Bahraich"))
        add_document(
            by=chief,
            record_id=report.pk,
            of="report",
            subject_id=None,
            kind="other",
            name="meeting.txt",
            chunks=[b"Minutes of the meeting"],
            readers=report.readers,
            home_unit=report.home_unit,
            home_state=report.home_state,
        )
    with reading(by):
        run = import_seen(by, run.id)
    imports.begin_undo(by=by, run=run)
    imports.undo_rows(by=by, run=run)
    with reading(by):
        assert counts_by_status(run) == {"bad": 2, "kept": 1, "refused": 1, "undone": 1}
    with reading(SYSTEM):
        assert SituationReport.objects.get() == report


def test_reports_without_an_agency_have_that_of_the_post_at_which_they_are_taken(by: Actor) -> None:
    run = stage(by, "District,From,To,Rescued\nBahraich,16 Nov 2026,22 Nov 2026,3\n")
    [told] = run.summary["notes"]
    assert (told["field"], told["kind"], told["count"]) == ("voice", "own post", 1)
    assert "Police" in told["examples"][0]["words"]["en"]
    assert write(by, run) == {"created": 1}
    with reading(by):
        assert SituationReport.objects.get().agency == "police"


def test_a_blank_agency_beside_named_ones_is_a_fault(by: Actor) -> None:
    run = stage(by, "District,Voice,From,To,Rescued\nBahraich,,16 Nov 2026,22 Nov 2026,3\n")
    with reading(by):
        assert [(error.row, error.field) for error in faults(run)] == [(2, "voice")]
