"""The week of a vacant post: since when, who can send its report in its place, and does."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from reporting_state import district, officer, unit_for

from samanvay.access.models import Grant, User
from samanvay.audit.operations import operation
from samanvay.directory.models import Unit
from samanvay.duties.events import DUTY_OPENED
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.reports.actions import confirm_all, decide_report, submit_report, write_report
from samanvay.reports.models import SituationReport
from samanvay.reports.queries import week_of
from samanvay.reports.weeks import standing
from samanvay.reports.weeks.standing import Standing
from samanvay.reports.weeks.weekly import open_weekly_duties

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=clock.INDIA)
WEEK = week_of((MONDAY - timedelta(days=7)).date())
MESSAGE = "Three girls from Gumla were rescued at Bijnor. They were being taken to Delhi."


@pytest.fixture
def people(fresh_state: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Actor]]:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    with clock.frozen(MONDAY):
        yield {
            "secretary": officer("home_secretary"),
            "second": officer("state_bureau"),
            "chief": officer("police_chief", "Moradabad"),
            "dm": officer("district_magistrate", "Bijnor"),
        }


@pytest.fixture
def vacated(people: dict[str, Actor]) -> int:
    """Let the magistrate of Bijnor have left on the tenth; return the audience of the office."""
    with operation(DUTY_OPENED, by=SYSTEM):
        Grant.objects.filter(user_id=people["dm"].id).update(until=datetime(2026, 11, 10).date())
    return unit_for("district_magistrate", "Bijnor").audience


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.id))
    return client


def row_of(actor: Actor, name: str, agency: str) -> standing.Row:
    with reading(actor):
        rows = standing.week_standing(actor, WEEK)
    return next(row for row in rows if (row.agency.district, row.agency.unit.compartment) == (district(name), agency))


def test_week_says_since_when_a_post_is_vacant_and_who_can_send_its_report(
    people: dict[str, Actor], vacated: int
) -> None:
    row = row_of(people["secretary"], "Bijnor", "administration")
    assert row.is_vacant
    assert row.vacant_since == datetime(2026, 11, 11).date()
    assert row.may_file
    assert [seat.role for seat in row.writers] == ["home_secretary"]
    assert not row_of(people["secretary"], "Bijnor", "police").may_file, "police is not below the Home Department"
    page = client_of(people["secretary"]).get("/reports/week/").content.decode()
    assert "District Magistrate: post vacant since 11 Nov 2026. Can send it in its place: Home Secretary" in page
    links = {part.partition('"')[0].replace("&amp;", "&") for part in page.split('href="/reports/new/')[1:]}
    assert f"?week=2026-11-16&for={vacated}" in links
    client = client_of(people["secretary"])
    for link in sorted(links):
        assert client.get(f"/reports/new/{link}").status_code == 200, "no button refuses who sees it"
    assert "Vacant post" not in client.get("/reports/week.csv").content.decode()


def test_report_sent_in_the_place_of_a_vacant_post_settles_its_week(people: dict[str, Actor], vacated: int) -> None:
    secretary = people["secretary"]
    open_weekly_duties()
    client, address = client_of(secretary), f"/reports/new/?week={WEEK.first.isoformat()}&for={vacated}"
    shown = client.get(address).content.decode()
    assert "The post is vacant: District Magistrate." in shown
    form = {"period_from": WEEK.first.isoformat(), "period_to": WEEK.last.isoformat(), "narrative": MESSAGE}
    answer = client.post(address, form)
    assert answer.status_code == 302
    assert client.get(answer.url).status_code == 200
    with reading(secretary):
        report = SituationReport.objects.get()
        assert (report.home_unit, report.agency, report.is_taken_down) == (vacated, "administration", False)
        assert confirm_all(by=secretary, report=report)
        submit_report(by=secretary, report=report)
    assert row_of(secretary, "Bijnor", "administration").standing is Standing.SUBMITTED
    assert not row_of(secretary, "Bijnor", "administration").may_file
    assert "sent in place of a vacant post" in client.get(answer.url).content.decode()
    given = {"narrative": "", "is_quiet": True, "period_from": WEEK.first, "period_to": WEEK.last}
    with reading(secretary):
        with pytest.raises(Refused, match="Somebody else must accept it"):
            decide_report(by=secretary, report=SituationReport.objects.get(), accept=True)
        with pytest.raises(Invalid, match="already sent"):
            write_report(by=secretary, in_place_of=vacated, **given)


def test_commissioner_whose_task_it_is_sends_the_report_of_a_vacant_post(
    people: dict[str, Actor], vacated: int
) -> None:
    with reading(SYSTEM):
        division = Unit.objects.get(code="division-office:division:UP:moradabad")
    commissioner = officer("divisional_commissioner", unit=division)
    open_weekly_duties()
    with reading(commissioner):
        duty = Duty.objects.filter(kind="report:weekly_vacant", owner_audience=division.audience).get()
    page = client_of(commissioner).get(duty.link).content.decode()
    assert f"for={vacated}" in page
    assert "Can send it in its place: Divisional commissioner" in page
    assert client_of(commissioner).get(f"/reports/new/?for={vacated}").status_code == 200


def test_nothing_is_not_said_beside_what_was_sent(people: dict[str, Actor]) -> None:
    chief = people["chief"]
    week = {"period_from": WEEK.first, "period_to": WEEK.last}
    with reading(chief):
        report = write_report(by=chief, narrative=MESSAGE, **week)
        assert confirm_all(by=chief, report=report)
        submit_report(by=chief, report=report)
        with pytest.raises(Invalid, match="A report with incidents was already sent"):
            write_report(by=chief, narrative="", is_quiet=True, **week)


def test_nobody_else_writes_for_a_vacant_post(people: dict[str, Actor], vacated: int) -> None:
    given = {"narrative": MESSAGE, "period_from": WEEK.first, "period_to": WEEK.last}
    held = unit_for("police_chief", "Moradabad").audience
    for who, audience, words in (
        ("chief", vacated, "An office above the vacant post"),
        ("second", vacated, "An office above the vacant post"),
        ("secretary", held, "held again"),
        ("secretary", 999_999, "sends no weekly report"),
    ):
        with reading(people[who]), pytest.raises(Refused, match=words):
            write_report(by=people[who], in_place_of=audience, **given)
    assert client_of(people["chief"]).get(f"/reports/new/?for={vacated}").status_code == 403


def test_task_of_vacant_posts_leads_to_the_line_from_which_it_is_done(people: dict[str, Actor], vacated: int) -> None:
    open_weekly_duties()
    with reading(people["secretary"]):
        links = set(Duty.objects.filter(kind="report:weekly_vacant").values_list("link", flat=True))
    client = client_of(people["secretary"])
    assert links
    for link in links:
        assert f"for={vacated}" in client.get(link).content.decode()
