"""The source interview, written as a district's report: what is read in it, and that nothing of it counts by itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reporting_state import district, officer

from read_by_hand import without_doubt
from samanvay.audit import outbox
from samanvay.config.env import ROOT
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.picture.models import Fact
from samanvay.reports.actions import confirm_all, submit_report, write_report
from samanvay.reports.models import Claim, SituationReport
from samanvay.reports.queries import week_of
from samanvay.web.reports.example import EXAMPLE

SEED = ROOT.parent / "shared" / "seed"


__all__ = ["without_doubt"]

pytestmark = pytest.mark.usefixtures("without_doubt")


@pytest.fixture
def interview() -> str:
    found = sorted(Path(SEED).glob("*.txt"))
    if not found:
        pytest.skip("the source interview (../shared/seed/*.txt) is not on this machine")
    return found[0].read_text(encoding="utf-8")


@pytest.fixture
def chief(fresh_state: str, settings: Any, tmp_path: Path) -> Actor:
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    return officer("police_chief", "Moradabad")


@pytest.fixture
def deliver(settled: Callable[[], None]) -> Callable[[], None]:
    def until_quiet() -> None:
        settled()
        while outbox.deliver_all():
            settled()

    return until_quiet


def report_of(actor: Actor, narrative: str) -> SituationReport:
    week = week_of(clock.today())
    with reading(actor):
        return write_report(by=actor, period_from=week.first, period_to=week.last, narrative=narrative)


def movements(report: SituationReport) -> set[tuple[str | None, tuple[str, ...], str | None]]:
    with reading(SYSTEM):
        found = report.claims.filter(kind="movement").exclude(state="aside")
        return {(claim.origin_id, tuple(claim.via), claim.destination_id) for claim in found}


def placed_events(report: SituationReport) -> list[tuple[str, str]]:
    with reading(SYSTEM):
        found = report.claims.filter(kind="event", place__isnull=False).exclude(state="aside")
        return [(claim.event_kind, claim.place_id) for claim in found]


def expected() -> set[tuple[str | None, tuple[str, ...], str | None]]:
    return {
        ("IN-JH", (district("Bijnor"),), None),
        ("NP", (district("Varanasi"),), None),
        ("IN-UK", (), "region:ncr"),
    }


def test_interview_gives_its_three_movements_and_the_arrest_at_moradabad(chief: Actor, interview: str) -> None:
    report = report_of(chief, interview)
    assert movements(report) == expected()
    with reading(SYSTEM):
        assert report.claims.filter(kind="movement").exclude(state="aside").count() == 3
    assert placed_events(report) == [("arrest", district("Moradabad"))]


def test_every_reading_of_the_interview_rests_on_its_words(chief: Actor, interview: str) -> None:
    report = report_of(chief, interview)
    with reading(SYSTEM):
        for claim in report.claims.all():
            assert report.narrative[claim.start : claim.end] == claim.evidence


def test_each_paragraph_names_the_form_and_lure_of_its_own_readings(chief: Actor, interview: str) -> None:
    report = report_of(chief, interview)
    with reading(SYSTEM):
        found = report.claims.filter(kind="movement").exclude(state="aside")
        assert {(tuple(claim.forms), tuple(claim.lures)) for claim in found} == {(("sexual_exploitation",), ("job",))}


def test_nothing_of_the_interview_counts_before_it_is_confirmed(
    chief: Actor, interview: str, deliver: Callable[[], None]
) -> None:
    report = report_of(chief, interview)
    deliver()
    with reading(SYSTEM):
        assert set(Claim.objects.values_list("state", flat=True)) == {"proposed", "aside"}
        assert not Fact.objects.exists()
    with reading(chief):
        confirm_all(by=chief, report=report)
        submit_report(by=chief, report=report)
    deliver()
    with reading(SYSTEM):
        drawn = {
            (fact.origin or None, tuple(fact.via), fact.destination or None)
            for fact in Fact.objects.filter(kind="movement")
        }
        assert drawn == expected()
        assert all(fact.stops == fact.via for fact in Fact.objects.all()), "kept wherever it names a place on the way"
        assert [fact.place for fact in Fact.objects.filter(event_kind="arrest").exclude(place="")] == [
            district("Moradabad")
        ]


def test_example_paragraph_tells_the_same_facts_in_other_words(chief: Actor) -> None:
    report = report_of(chief, EXAMPLE)
    assert movements(report) == expected()
    assert placed_events(report) == [("arrest", district("Moradabad"))]
    with reading(SYSTEM):
        assert report.claims.filter(state="aside").count() == 1


def test_example_paragraph_borrows_no_sentence_of_the_interview(interview: str) -> None:
    told = " ".join(interview.split())
    for sentence in EXAMPLE.replace("\n", " ").split("."):
        words = sentence.split()
        for start in range(len(words) - 5):
            assert " ".join(words[start : start + 6]) not in told
