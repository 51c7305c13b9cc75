"""A report that was accepted and comes back: what counted from it while it is revised, and when it stands again."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from reporting_state import district, officer

from read_by_hand import without_doubt
from samanvay.audit import outbox
from samanvay.cases.actions import open_case
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.picture.models import Fact, ReportedWeek
from samanvay.reports.actions import (
    confirm_all,
    decide_report,
    give_counts,
    reopen_claim,
    revise_report,
    submit_report,
    write_report,
)
from samanvay.reports.figures import Cell
from samanvay.reports.models import Figure, SituationReport
from samanvay.reports.queries import week_of
from samanvay.reports.weeks import comparing, standing
from samanvay.reports.weeks.comparing import Both

SUNDAY = datetime(2026, 11, 15, 12, 0, tzinfo=clock.INDIA)
WEEK = week_of(SUNDAY.date())
STORY = "Two accused were arrested at Moradabad."
ARRESTED = Cell("arrested")


__all__ = ["without_doubt"]

pytestmark = pytest.mark.usefixtures("without_doubt")


@pytest.fixture
def people(fresh_state: str) -> dict[str, Actor]:
    with clock.frozen(SUNDAY):
        return {
            "chief": officer("police_chief", "Moradabad"),
            "dm": officer("district_magistrate", "Moradabad"),
            "desk": officer("state_bureau"),
        }


@pytest.fixture
def deliver(settled: Callable[[], None]) -> Callable[[], None]:
    def until_quiet() -> None:
        settled()
        while outbox.deliver_all():
            settled()

    return until_quiet


def sent(actor: Actor, numbers: dict[Cell, int | None], narrative: str = STORY) -> SituationReport:
    with clock.frozen(SUNDAY), reading(actor):
        report = write_report(by=actor, period_from=WEEK.first, period_to=WEEK.last, narrative=narrative)
        give_counts(by=actor, report=report, numbers=numbers)
        confirm_all(by=actor, report=report)
        return submit_report(by=actor, report=report)


def decided(actor: Actor, report: SituationReport, *, accept: bool, words: str = "") -> None:
    with reading(actor):
        decide_report(by=actor, report=SituationReport.objects.get(pk=report.pk), accept=accept, words=words)


def both(actor: Actor) -> Both:
    with reading(actor):
        return comparing.both_agencies(actor, district("Moradabad"), WEEK)


def police(actor: Actor) -> standing.Row:
    with reading(actor):
        rows = standing.week_standing(actor, WEEK)
    here = [row for row in rows if row.agency.district == district("Moradabad")]
    return next(row for row in here if row.agency.unit.compartment == "police")


def arrests() -> int:
    with reading(SYSTEM):
        return Fact.objects.filter(event_kind="arrest").count()


def weeks() -> set[str]:
    with reading(SYSTEM):
        return {row.week.isoformat() for row in ReportedWeek.objects.filter(agency="police")}


def test_accepted_report_is_returned_put_right_and_stands_again(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    chief, dm, desk = people["chief"], people["dm"], people["desk"]
    report = sent(chief, {ARRESTED: 7})
    sent(dm, {ARRESTED: 4}, "One meeting was held.")
    decided(desk, report, accept=True)
    deliver()
    assert (both(dm).differing, both(desk).differing, arrests(), weeks()) == (1, 1, 1, {"2026-11-09"})
    with pytest.raises(Invalid, match="what should be changed"):
        decided(desk, report, accept=False)
    with pytest.raises(Refused, match="A unit above the one"):
        decided(chief, report, accept=False, words="Mine.")

    decided(desk, report, accept=False, words="Four were arrested: two were counted twice.")
    deliver()
    for who in people.values():
        assert set(both(who).parts) == {"administration"}, "what is being revised stands beside nothing"
    with reading(desk):
        assert comparing.differing_figures(desk, [district("Moradabad")], WEEK) == {}
    with reading(chief):
        beside = comparing.both_agencies(chief, district("Moradabad"), WEEK, beside=report.pk)
        assert beside.differing == 1, "whoever revises it sees on its own page what the other voice counts"
    with reading(dm):
        assert not Figure.objects.filter(report_id=report.pk).exists()
    assert (police(desk).standing, arrests()) == ("returned", 0), "what came back tells nobody anything"
    with reading(SYSTEM):
        duty = Duty.objects.get(kind="report:returned")
        assert (duty.owner_user_id, duty.is_waiting) == (chief.id, True)

    with reading(chief):
        report = SituationReport.objects.get(pk=report.pk)
        claim = report.claims.get(state="confirmed")
        reopen_claim(by=chief, claim=claim)
        give_counts(by=chief, report=report, numbers={ARRESTED: 4})
    deliver()
    assert arrests() == 0, "a reading that is withdrawn counts no more"
    with reading(chief):
        submit_report(by=chief, report=report)
    deliver()
    assert (both(dm).differing, set(both(dm).parts)) == (0, {"police", "administration"})
    decided(desk, report, accept=True)
    row = police(desk)
    assert (row.standing, row.days_late) == ("accepted", 0), "nobody is late because more was asked"
    with reading(SYSTEM):
        assert not Duty.objects.get(kind="report:returned").is_waiting


def test_counts_that_nobody_typed_follow_the_cases_again(people: dict[str, Actor], deliver: Callable[[], None]) -> None:
    chief, desk = people["chief"], people["desk"]
    report = sent(chief, {Cell("sensitised"): 1})
    decided(desk, report, accept=True)
    with clock.frozen(SUNDAY), reading(chief):
        open_case(by=chief, what="Girls on a train", source="checking")
    deliver()

    def counted() -> int | None:
        with reading(SYSTEM):
            return Figure.objects.filter(report_id=report.pk, figure="cases").values_list("number", flat=True).first()

    assert counted() is None, "what was accepted stays as it was sent"
    decided(desk, report, accept=False, words="A case is missing.")
    deliver()
    assert counted() == 1


def test_week_that_was_put_right_is_the_one_that_counts(people: dict[str, Actor], deliver: Callable[[], None]) -> None:
    chief, desk = people["chief"], people["desk"]
    report = sent(chief, {ARRESTED: 2})
    decided(desk, report, accept=True)
    deliver()
    decided(desk, report, accept=False, words="This was the week before.")
    deliver()
    assert weeks() == {"2026-11-09"}
    with reading(chief):
        report = SituationReport.objects.get(pk=report.pk)
        first, last = (day - timedelta(days=7) for day in (WEEK.first, WEEK.last))
        revise_report(
            by=chief, report=report, narrative=STORY, period_from=first, period_to=last, expected=report.version
        )
    deliver()
    assert weeks() == set()
    with reading(SYSTEM):
        rows = Figure.objects.filter(report_id=report.pk)
        assert set(rows.values_list("period_from", "period_to")) == {(date(2026, 11, 2), date(2026, 11, 8))}
    with reading(chief):
        submit_report(by=chief, report=report)
    deliver()
    assert weeks() == {"2026-11-02"}
    assert both(desk).parts == {}
