"""The Home Secretary: takes down a district's message, sees both agencies, what is late and what changed; no case."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from reporting_state import district, officer, unit_for

from samanvay.access.models import User
from samanvay.audit import outbox
from samanvay.audit.operations import operation
from samanvay.cases.actions import open_case
from samanvay.cases.models import Case
from samanvay.directory.places.actions.places import keep_place
from samanvay.duties import queries as duties
from samanvay.duties.models import Duty
from samanvay.duties.policies import may_drop_duty, may_hand_over_duty
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Invalid, Refused, Unseen, reason_against
from samanvay.picture import events
from samanvay.picture.findings.actions.deciding import decide_finding, finding_readers, make_finding
from samanvay.picture.models import Fact, Finding, ReportedWeek
from samanvay.picture.states import FindingState, Subject
from samanvay.reports import queries
from samanvay.reports.actions import confirm_all, decide_report, give_counts, submit_report, write_report
from samanvay.reports.figures import Cell
from samanvay.reports.models import SituationReport
from samanvay.reports.queries import week_of
from samanvay.reports.weeks import comparing, standing
from samanvay.reports.weeks.standing import Standing
from samanvay.reports.weeks.weekly import open_weekly_duties

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=clock.INDIA)
WEEK = week_of((MONDAY - timedelta(days=7)).date())
MESSAGE = "Three girls from Gumla were rescued at Moradabad. They were being taken to Delhi; the stop-over was Bijnor."


@pytest.fixture
def people(fresh_state: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Actor]]:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    with clock.frozen(MONDAY):
        yield {
            "secretary": officer("home_secretary"),
            "dm": officer("district_magistrate", "Moradabad"),
            "chief": officer("police_chief", "Moradabad"),
            "desk": officer("state_bureau"),
        }


@pytest.fixture
def deliver(settled: Callable[[], None]) -> Callable[[], None]:
    def until_quiet() -> None:
        settled()
        while outbox.deliver_all():
            settled()

    return until_quiet


def written(actor: Actor, narrative: str = MESSAGE, **more: Any) -> SituationReport:
    with reading(actor):
        return write_report(by=actor, narrative=narrative, period_from=WEEK.first, period_to=WEEK.last, **more)


def sent(actor: Actor, numbers: dict[Cell, int | None]) -> SituationReport:
    with reading(actor):
        report = written(actor)
        give_counts(by=actor, report=report, numbers=numbers)
        return submit_report(by=actor, report=report)


def test_message_of_a_district_is_taken_down_counts_and_leaves_the_districts_week_owed(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    secretary, moradabad = people["secretary"], district("Moradabad")
    for asked, words in (("", "Choose the district"), (district("Moradabad")[:-1] + "999", "in your charge")):
        with pytest.raises(Invalid, match=words) as refusal:
            written(secretary, district=asked)
        assert refusal.value.field == "district"
    with pytest.raises(Invalid, match="Only the district itself"):
        written(secretary, "", district=moradabad, is_quiet=True)
    with pytest.raises(Invalid, match="in your charge"):
        written(people["dm"], district=district("Ballia"))
    open_weekly_duties()
    report = written(secretary, district=moradabad)
    assert (report.is_taken_down, report.district_id, report.agency) == (True, moradabad, "administration")
    with reading(secretary):
        with pytest.raises(Refused, match="The district itself gives its counts"):
            give_counts(by=secretary, report=report, numbers={Cell("arrested"): 2})
        assert confirm_all(by=secretary, report=report)
        submit_report(by=secretary, report=report)
    deliver()
    for who in ("secretary", "dm", "chief"):
        with reading(people[who]):
            assert Fact.objects.filter(kind="movement", via=[district("Bijnor")], is_open=False).exists(), who
    with reading(people["dm"]), pytest.raises(Unseen):
        queries.report(people["dm"], report.pk)
    # the district itself has not spoken: neither its effort nor its duty nor the week by district say so
    with reading(SYSTEM):
        assert not ReportedWeek.objects.exists()
        assert Duty.objects.waiting().filter(kind="report:weekly").count() == 2
    with reading(secretary):
        rows = [row for row in standing.week_standing(secretary, WEEK) if row.agency.district == moradabad]
    assert {row.standing for row in rows} == {Standing.WAITING}


def test_both_agencies_are_seen_as_the_magistrate_sees_them_and_the_own_line_is_decided(
    people: dict[str, Actor],
) -> None:
    secretary, moradabad = people["secretary"], district("Moradabad")
    police, office = sent(people["chief"], {Cell("arrested"): 2}), sent(people["dm"], {Cell("sensitised"): 3})
    for who in ("secretary", "dm"):
        with reading(people[who]):
            both = comparing.both_agencies(people[who], moradabad, WEEK)
            assert {agency: dict(part.numbers) for agency, part in both.parts.items()} == {
                "police": {Cell("arrested"): 2},
                "administration": {Cell("sensitised"): 3},
            }
            with pytest.raises(Unseen):
                queries.report(people[who], police.pk)
    with reading(secretary):
        assert queries.report(secretary, office.pk).narrative == MESSAGE
        rows = [row for row in standing.week_standing(secretary, WEEK) if row.agency.district == moradabad]
        assert {(row.agency.unit.compartment, row.standing, row.report) for row in rows} == {
            ("police", Standing.SUBMITTED, None),
            ("administration", Standing.SUBMITTED, office.pk),
        }
        assert len(standing.week_standing(secretary, WEEK)) == 150
        assert list(queries.reports_to_decide(secretary)) == [office]
        assert decide_report(by=secretary, report=office, accept=False, words="Say where.").state == "returned"
        with pytest.raises(Refused, match="A unit above"):
            decide_report(by=secretary, report=police, accept=True)


def test_what_is_late_in_the_state_is_seen_as_lines_and_on_cases_as_counts(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    secretary = people["secretary"]
    open_weekly_duties()
    with reading(people["chief"]):
        open_case(
            by=people["chief"],
            what="Girls on the night bus",
            forms=["begging"],
            source="checking",
            occurred=PartialDate.day(clock.today()),
            place=keep_place(by=SYSTEM, key=district("Moradabad")).key,
            people=2,
        )
    with operation(events.FACTS_OPENED, by=SYSTEM):
        late = Duty.objects.filter(kind="report:weekly").first()
        hidden = Duty.objects.get(pk=late.pk)
        hidden.pk, hidden.key, hidden.kind = None, None, "case:before_cwc"
        hidden.readers = [0, unit_for("police_chief", "Moradabad").audience]
        hidden.save(force_insert=True)
    with clock.frozen(MONDAY + timedelta(days=3)), reading(secretary):
        seen = list(duties.overdue_below(secretary))
        assert {(duty.kind, duty.owner_role) for duty in seen} == {
            ("report:weekly", "police_chief"),
            ("report:weekly", "district_magistrate"),
            ("report:weekly_vacant", "state_bureau"),
        }
        assert [(each.kind, each.count) for each in duties.overdue_in_state(secretary)] == [
            ("report:weekly", 2),
            ("report:weekly_vacant", 2),
            ("case:before_cwc", 1),
        ]
        for duty in seen:
            refused = reason_against(may_drop_duty, secretary, duty)
            assert bool(refused) == (duty.owner_role in ("police_chief", "state_bureau")), (
                "the police's duties are read, not commanded"
            )
            assert bool(reason_against(may_hand_over_duty, secretary, duty)) == bool(refused)
        assert not Case.objects.exists()
    for who in ("dm", "desk"):
        with clock.frozen(MONDAY + timedelta(days=3)), reading(people[who]):
            assert duties.overdue_in_state(people[who]) == []
    client = Client()
    client.force_login(User.objects.get(pk=secretary.id))
    with clock.frozen(MONDAY + timedelta(days=3)):
        assert "Overdue in the whole state" in client.get("/").content.decode()
        assert "Weekly report of Moradabad" in client.get("/tasks/?show=below").content.decode()
        assert all("night bus" not in client.get(each).content.decode() for each in ("/", "/tasks/?show=below"))
        assert client.get("/cases/").status_code == 403


def test_findings_of_the_whole_state_are_seen_and_decided(people: dict[str, Actor]) -> None:
    secretary = people["secretary"]
    day = clock.today()
    with reading(people["desk"]):
        found = make_finding(
            by=people["desk"], subject=Subject.FORM, form="begging", said="More at signals", since=day, until=day
        )
    home = unit_for("home_secretary", "").audience
    assert home in finding_readers("IN-UP", [])
    with reading(secretary):
        seen = Finding.objects.get(pk=found.pk)
        decided = decide_finding(by=secretary, finding=seen, to=FindingState.WATCHED, reason="Refresh in a week.")
    assert decided.state == FindingState.WATCHED
    with reading(people["dm"]), pytest.raises(Refused):
        decide_finding(by=people["dm"], finding=found, to=FindingState.WATCHED, reason="Mine.")
