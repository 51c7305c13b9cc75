"""Files that go with a report: seen by those who read the report, added by the unit that writes it."""

from datetime import timedelta

import pytest
from document_files import pdf
from reporting_state import officer

from samanvay.documents.actions import add_document, read_document
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.refusals import Unseen
from samanvay.reports.actions import write_report
from samanvay.reports.models import SituationReport
from samanvay.web.documents.presenters import document_list
from samanvay.web.documents.records import record_of
from samanvay.web.reports.confirming import report_context

PDF = pdf()


@pytest.fixture
def people(fresh_state: str) -> dict[str, Actor]:
    return {
        "chief": officer("police_chief", "Moradabad"),
        "dm": officer("district_magistrate", "Moradabad"),
        "desk": officer("state_bureau"),
    }


def written(actor: Actor) -> SituationReport:
    today = clock.today()
    with reading(actor):
        return write_report(
            by=actor, period_from=today - timedelta(days=6), period_to=today, narrative="Three meetings were held."
        )


@pytest.mark.parametrize("agency", ["chief", "dm"])
def test_either_agency_attaches_a_file_that_its_own_line_reads(people: dict[str, Actor], agency: str) -> None:
    writer, other = people[agency], people["dm" if agency == "chief" else "chief"]
    report = written(writer)
    with reading(writer):
        added = add_document(
            by=writer,
            record_id=report.pk,
            of="report",
            subject_id=None,
            kind="other",
            name="meeting.pdf",
            chunks=[PDF],
            readers=report.readers,
            home_unit=report.home_unit,
            home_state=report.home_state,
        )
        context = report_context(writer, report)
        assert [str(added.pk) in row["url"] for row in context["documents"].rows] == [True]
        assert not context["documents"].add.refused
        assert b"".join(read_document(by=writer, document_id=added.pk, purpose="investigation").chunks).startswith(
            b"%PDF"
        )
    with reading(other), pytest.raises(Unseen):
        record_of(other, "report", report.pk)
    if agency == "chief":
        with reading(people["desk"]) as desk:
            assert len(document_list(desk, record_of(desk, "report", report.pk)).rows) == 1
