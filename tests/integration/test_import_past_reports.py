"""Sheets of weekly reports of past weeks: accepted reports of the districts, weeks known as reported, taken back."""

from collections.abc import Callable

import pytest
from reporting_state import district, officer, unit_for

from samanvay.audit.models import Event
from samanvay.audit.outbox import deliver_all
from samanvay.documents.importing import actions as imports
from samanvay.documents.importing.queries import counts_by_status, faults, import_seen
from samanvay.documents.models import ImportRun
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Refused
from samanvay.picture.models import ReportedWeek
from samanvay.reports.actions import submit_report, write_report
from samanvay.reports.models import Figure, SituationReport

SHEET = """District,Voice,From,To,Received on,Cases,Rescued,Arrested
Bahraich,Police,05.01.2026,11.01.2026,13.01.2026,2,3,1
Bahraich,Police,12.01.2026,18.01.2026,20.02.2026,0,0,0
Varanasi,DM,05.01.2026,11.01.2026,,1,,
Gonda,Police,11.01.2026,05.01.2026,,1,1,1
Gonda,Police,05.01.2026,10.01.2099,,1,1,1
"""


@pytest.fixture
def by(fresh_state: str) -> Actor:
    return officer("state_bureau")


def stage(by: Actor, content: str = SHEET) -> ImportRun:
    audience = unit_for("state_bureau", "").audience
    with reading(by):
        return imports.stage_file(
            by=by, kind="past_reports", content=content.encode(), file_name="year.csv", audience=audience
        )


def write(by: Actor, run: ImportRun) -> dict[str, int]:
    imports.begin_apply(by=by, run=run)
    imports.apply_rows(by=by, run=run)
    with reading(by):
        return counts_by_status(run)


def delivered(settled: Callable[[], None]) -> set[tuple[str, str, str, bool]]:
    settled()
    while deliver_all():
        continue
    with reading(SYSTEM):
        return {(row.district, row.week.isoformat(), row.agency, row.is_quiet) for row in ReportedWeek.objects.all()}


def test_rows_become_accepted_reports_with_their_counts_and_the_weeks_are_known(
    by: Actor, settled: Callable[[], None]
) -> None:
    run = stage(by)
    with reading(by):
        assert [(error.row, error.field) for error in faults(run)] == [(5, "period_to"), (6, "period_to")]
    # the administration's part stands below no unit of the police
    assert write(by, run) == {"bad": 2, "created": 2, "refused": 1}
    with reading(by):
        told, quiet = SituationReport.objects.order_by("period_from")
        assert (told.state, told.is_quiet, told.home_unit) == (
            "accepted", False, unit_for("police_chief", "Bahraich").audience,
        )  # fmt: skip
        assert (quiet.is_quiet, quiet.submitted_at.astimezone(clock.INDIA).date().isoformat()) == (True, "2026-02-20")
        said = dict(Figure.objects.filter(report=told).values_list("figure", "number"))
        assert said == {"cases": 2, "rescued": 3, "arrested": 1}
        assert Figure.objects.filter(report=quiet, number=0).count() == 3
        assert Event.objects.filter(kind="report:taken_in", subject_id=str(told.id)).count() == 1
    # the other agency of the district sees the counts, as of any report that was sent
    with reading(officer("district_magistrate", "Bahraich")):
        assert Figure.objects.filter(figure="rescued", number=3).exists()
    bahraich = district("Bahraich")
    assert delivered(settled) == {(bahraich, "2026-01-05", "police", False), (bahraich, "2026-01-12", "police", True)}


def test_a_week_on_which_somebody_spoke_here_is_not_taken_in_again(by: Actor) -> None:
    chief = officer("police_chief", "Bahraich")
    with clock.frozen(clock.now().replace(year=2026, month=1, day=11)), reading(chief):
        first = clock.today().replace(day=5)
        report = write_report(by=chief, period_from=first, period_to=first.replace(day=11), narrative="", is_quiet=True)
        submit_report(by=chief, report=report)
    assert write(by, stage(by)) == {"bad": 2, "created": 1, "refused": 1, "unchanged": 1}
    assert write(by, stage(by)) == {"bad": 2, "refused": 1, "unchanged": 2}


def test_what_was_taken_in_is_taken_back_with_its_weeks(by: Actor, settled: Callable[[], None]) -> None:
    run = stage(by)
    write(by, run)
    assert len(delivered(settled)) == 2
    with reading(by):
        run = import_seen(by, run.id)
    imports.begin_undo(by=by, run=run)
    imports.undo_rows(by=by, run=run)
    with reading(SYSTEM):
        assert not SituationReport.objects.exists()
        assert not Figure.objects.exists()
    assert delivered(settled) == set()


def test_only_who_accepts_reports_takes_them_in(by: Actor) -> None:
    analyst = officer("state_desk_analyst", unit=unit_for("state_bureau", ""))
    with pytest.raises(Refused), reading(analyst):
        imports.stage_file(
            by=analyst, kind="past_reports", content=SHEET.encode(), file_name="year.csv",
            audience=unit_for("state_bureau", "").audience,
        )  # fmt: skip
