"""The heads of the weekly figures are proposed from confirmed details, with their sum, and filled in by nobody else."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from reporting_state import officer

from read_by_hand import Reads, event, reads
from samanvay.access.models import User
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.reports.actions import confirm_claim, write_report
from samanvay.reports.figures import Cell
from samanvay.reports.models import Claim, Figure, SituationReport
from samanvay.reports.weeks.proposing import by_sex_and_age, proposals

__all__ = ["reads"]

PARTS = (
    "Five girls were rescued.",
    "Two boys were stopped.",
    "Three were arrested.",
    "Four were traced.",
    "Some were rescued.",
    "A camp for 120 people.",
    "A raid was made.",
)
STORY = " ".join(PARTS)


@pytest.fixture
def chief(fresh_state: str) -> Actor:
    return officer("police_chief", "Moradabad")


@pytest.fixture
def report(chief: Actor, reads: Reads) -> SituationReport:
    reads(
        events=(
            event(STORY, PARTS[0], "rescue", people=5, females=5, children=3),
            event(STORY, PARTS[1], "interception", people=2, males=2),
            event(STORY, PARTS[2], "arrest", people=3),
            event(STORY, PARTS[3], "traced", people=4),
            event(STORY, PARTS[4], "rescue"),
            event(STORY, PARTS[5], "sensitisation", people=120),
            event(STORY, PARTS[6], "raid", people=9),
        )
    )
    with reading(chief):
        return write_report(by=chief, period_from=date(2026, 11, 9), period_to=date(2026, 11, 15), narrative=STORY)


def confirm(chief: Actor, report: SituationReport, *numbers: int) -> None:
    with reading(chief):
        for claim in Claim.objects.filter(report=report, number__in=numbers).select_related("report"):
            confirm_claim(by=chief, claim=claim)


def test_only_confirmed_details_are_proposed_with_sum_and_source(chief: Actor, report: SituationReport) -> None:
    with reading(chief):
        assert proposals(chief, report) == {}
    confirm(chief, report, 1, 2, 4, 5, 6, 7)
    with reading(chief):
        found = proposals(chief, report)
    assert set(found) == {"rescued", "traced", "sensitised", "reached"}, (
        "the arrest is not confirmed, a raid has no head"
    )
    assert (found["rescued"].total, found["rescued"].readings, found["rescued"].unsaid) == (7, [1, 2], [5])
    assert found["rescued"].cells == {
        Cell("rescued", "female", "child"): 3,
        Cell("rescued", "female", "adult"): 2,
        Cell("rescued", "male", "unknown"): 2,
    }
    assert found["traced"].total == 4, "who was found again is no rescued person"
    assert (found["sensitised"].total, found["reached"].total) == (1, 120)


@pytest.mark.parametrize(
    ("told", "cells"),
    [
        ({"people": 4}, {("unknown", "unknown"): 4}),
        ({"people": 4, "females": 3}, {("female", "unknown"): 3, ("unknown", "unknown"): 1}),
        ({"people": 4, "females": 3, "males": 1, "children": 3}, {("female", "unknown"): 3, ("male", "unknown"): 1}),
        ({"people": 4, "females": 3, "males": 1, "children": 4}, {("female", "child"): 3, ("male", "child"): 1}),
        ({"people": 4, "females": 3, "males": 1, "children": 0}, {("female", "adult"): 3, ("male", "adult"): 1}),
        ({"people": 4, "males": 4, "children": 1}, {("male", "child"): 1, ("male", "adult"): 3}),
        ({"people": 4, "children": 1}, {("unknown", "child"): 1, ("unknown", "adult"): 3}),
    ],
)
def test_sex_and_age_are_told_together_only_where_they_are_of_the_same_persons(
    told: dict[str, int], cells: dict[tuple[str, str], int]
) -> None:
    assert by_sex_and_age(Claim(**told)) == cells


def test_page_proposes_and_saves_nothing_by_itself(
    chief: Actor, report: SituationReport, monkeypatch: pytest.MonkeyPatch, settled: Callable[[], None]
) -> None:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    client = Client()
    client.force_login(User.objects.get(pk=chief.id))
    confirm(chief, report, 1, 2)
    address = f"/reports/{report.pk}/counts/"
    page = client.get(address).content.decode()
    assert "Confirmed in the text: 7 (details 1, 2)." in page
    assert 'value="3"' not in page
    with reading(SYSTEM):
        version = SituationReport.objects.get(pk=report.pk).version
    filled = client.post(address, {"version": version, "propose": "rescued", "cases": "2"})
    words = filled.content.decode()
    assert filled.status_code == 200
    assert "Filled in and not saved yet" in words
    for name, number in (("rescued-female-child", 3), ("rescued-female-adult", 2), ("cases", 2)):
        assert f'name="{name}" value="{number}"' in words
    with reading(SYSTEM):
        assert not Figure.objects.filter(report=report, figure="rescued", number__gt=0).exists()
