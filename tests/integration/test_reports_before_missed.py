"""Reports and claims from before places as written, additions and numbers: rows that lack them still say the same."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from reporting_state import officer

from read_by_hand import without_doubt
from samanvay.access.models import User
from samanvay.audit.operations import operation
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading
from samanvay.kernel.ids import uuid7
from samanvay.reports.actions import confirm_claim, correct_claim, write_report
from samanvay.reports.events import REPORT_WRITTEN
from samanvay.reports.models import Claim, SituationReport

STORY = "Two accused were arrested at Moradabad. FIR 212/26 was made."
CLAIM_NEW = ("written", "is_unsettled", "females", "males", "children", "added_by")
REPORT_NEW = ("unread", "numbers")


__all__ = ["without_doubt"]

pytestmark = pytest.mark.usefixtures("without_doubt")


@pytest.fixture
def chief(fresh_state: str) -> Actor:
    return officer("police_chief", "Moradabad")


@pytest.fixture
def old(chief: Actor) -> SituationReport:
    """A report whose rows hold no column of the new ones, as before the migration and from code that still runs."""
    with reading(chief):
        made = write_report(by=chief, period_from=date(2026, 11, 9), period_to=date(2026, 11, 15), narrative=STORY)
    report, claim = uuid7(), uuid7()
    with acting_as(SYSTEM), operation(REPORT_WRITTEN, by=SYSTEM), connection.cursor() as cursor:
        _copy(cursor, SituationReport, REPORT_NEW, made.pk, id=report, submission_id=uuid7())
        first = Claim.objects.filter(report=made).values_list("pk", flat=True)[0]
        _copy(cursor, Claim, CLAIM_NEW, first, id=claim, report_id=report)
    with reading(SYSTEM):
        return SituationReport.objects.get(pk=report)


def _copy(cursor: object, model: type, left_out: tuple[str, ...], of: UUID, **changed: UUID) -> None:
    columns = [field.column for field in model._meta.concrete_fields if field.column not in left_out]  # type: ignore[attr-defined]
    values = ", ".join("%s" if column in changed else f'"{column}"' for column in columns)
    named = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table  # type: ignore[attr-defined]
    given = [changed[column] for column in columns if column in changed]
    statement = f"insert into {table} ({named}) select {values} from {table} where id = %s"
    cursor.execute(statement, [*given, of])  # type: ignore[attr-defined]


def test_claim_of_before_names_its_places_and_may_be_decided(chief: Actor, old: SituationReport) -> None:
    with reading(chief):
        claim = Claim.objects.select_related("report").get(report=old)
        assert (claim.written, claim.is_unsettled, claim.added_by, claim.females) == ([], False, None, None)
        assert claim.is_undoubted
        correct_claim(
            by=chief, claim=claim, origin=None, via=[], destination=None, place=claim.place_id, people=3, occurred=None,
            event_kind="arrest", females=1,
        )  # fmt: skip
        assert confirm_claim(by=chief, claim=claim).state == "confirmed"


def test_page_of_before_shows_what_was_not_asked_then(
    chief: Actor, old: SituationReport, monkeypatch: pytest.MonkeyPatch, settled: Callable[[], None]
) -> None:
    assert (old.unread, old.numbers) == (None, None)
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    client = Client()
    client.force_login(User.objects.get(pk=chief.id))
    assert client.get(f"/reports/{old.pk}/").status_code == 200
    assert client.get(f"/reports/{old.pk}/add/").status_code == 200
    assert client.get(f"/reports/{old.pk}/counts/").status_code == 200
