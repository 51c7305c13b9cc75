"""The example files are what a newcomer tries first: each is read as the README says."""

import pytest
from reporting_state import officer, unit_for

from samanvay.config.env import ROOT
from samanvay.documents.importing import actions as imports
from samanvay.documents.importing.queries import faults
from samanvay.documents.models import ImportRun
from samanvay.kernel.db.scope import Actor, reading

EXAMPLES = ROOT / "examples"


@pytest.fixture
def by(fresh_state: str) -> Actor:
    return officer("state_bureau")


def stage(by: Actor, kind: str, name: str) -> tuple[ImportRun, list[tuple[int, str]]]:
    audience = unit_for("state_bureau", "").audience
    content = (EXAMPLES / name).read_bytes()
    with reading(by):
        run = imports.stage_file(by=by, kind=kind, content=content, file_name=name, audience=audience)
        return run, [(error.row, error.field) for error in faults(run)]


def test_the_case_sheet_as_sent_names_its_faults_and_keeps_the_rest(by: Actor) -> None:
    run, named = stage(by, "cases", "cases_as_sent.xlsx")
    assert named == [(8, "occurred"), (9, "district"), (10, "forms"), (11, "people"), (12, "what")]
    assert (run.good, run.bad, run.sheet) == (4, 5, "प्रकरण")
    imports.begin_apply(by=by, run=run)
    imports.apply_rows(by=by, run=run)
    with reading(by):
        assert run.rows.filter(status="created").count() == 4


def test_the_sheet_of_reports_takes_its_agency_from_the_post_and_names_two_rows(by: Actor) -> None:
    run, named = stage(by, "reports", "weekly_reports_invented.csv")
    assert named == [(5, "period_to"), (6, "district")]
    assert run.good == 3
    assert ("voice", "own post", 5) in [(note["field"], note["kind"], note["count"]) for note in run.summary["notes"]]


def test_the_invented_table_names_the_unmapped_row_and_the_wrong_code(by: Actor) -> None:
    run, named = stage(by, "ncrb-crimes", "ncrb_shape_invented.csv")
    assert named == [(6, "lgd"), (8, "name")]
    assert run.good == 5
