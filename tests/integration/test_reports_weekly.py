"""The weekly report as a duty: asked on Monday at ten, closed by the report, heard at the desk when nobody wrote."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from reporting_state import district, officer, unit_for

from samanvay.audit import outbox
from samanvay.audit.operations import operation
from samanvay.directory.queries import readers_for
from samanvay.duties.actions.duties import do_duty
from samanvay.duties.actions.ticking import escalate_due
from samanvay.duties.models import Duty, Notice
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.picture.models import ReportedWeek
from samanvay.reports import events
from samanvay.reports.actions import decide_report, submit_report, write_report
from samanvay.reports.actions.writing import draft_report
from samanvay.reports.models import SituationReport
from samanvay.reports.queries import week_of
from samanvay.reports.weeks import standing
from samanvay.reports.weeks.weekly import asked_week, open_weekly_duties, unowned_agencies, week_to_write

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=clock.INDIA)


@pytest.fixture
def people(fresh_state: str) -> dict[str, Actor]:
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


def fallen() -> list[Duty]:
    with reading(SYSTEM):
        return list(Duty.objects.filter(kind="report:weekly_vacant").order_by("opened_at", "title_en"))


def duties() -> list[Duty]:
    with reading(SYSTEM):
        return list(Duty.objects.filter(kind="report:weekly").order_by("opened_at", "owner_role"))


def sent(actor: Actor, first: datetime, days: int = 6, words: str = "") -> SituationReport:
    with reading(actor):
        report = write_report(
            by=actor,
            period_from=first.date(),
            period_to=(first + timedelta(days=days)).date(),
            narrative=words,
            is_quiet=not words,
        )
        return submit_report(by=actor, report=report)


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        (MONDAY - timedelta(minutes=1), "2026-11-09"),
        (MONDAY, "2026-11-16"),
        (MONDAY + timedelta(days=6, hours=13), "2026-11-16"),
        (MONDAY + timedelta(days=7), "2026-11-23"),
    ],
)
def test_week_asked_for_changes_on_monday_at_ten(moment: datetime, first: str) -> None:
    assert asked_week(moment).first.isoformat() == first


def test_each_agency_with_a_holder_is_asked_once(people: dict[str, Actor]) -> None:
    with clock.frozen(MONDAY):
        assert open_weekly_duties() == 2 + len(fallen())
        assert open_weekly_duties() == 0
    opened = duties()
    assert [duty.owner_role for duty in opened] == ["district_magistrate", "police_chief"]
    assert {duty.title_en for duty in opened} == {"Weekly report of Moradabad for 16–22 Nov 2026"}
    assert {duty.title_hi for duty in opened} == {"जनपद मुरादाबाद की साप्ताहिक रिपोर्ट, 16–22 नवंबर 2026"}
    assert {duty.due_at for duty in opened} == {MONDAY + timedelta(hours=32)}
    with clock.frozen(MONDAY + timedelta(days=7)):
        assert open_weekly_duties() == 4, "the next week is asked for anew"


def test_districts_without_an_officer_are_named(people: dict[str, Actor]) -> None:
    with reading(SYSTEM):
        unowned = {(agency.district, agency.unit.compartment) for agency in unowned_agencies("IN-UP")}
    assert (district("Moradabad"), "police") not in unowned
    assert (district("Ballia"), "police") in unowned
    assert len(unowned) == 2 * 75 - 2


def test_who_has_spoken_is_not_asked(people: dict[str, Actor]) -> None:
    with clock.frozen(MONDAY - timedelta(days=1)):
        sent(people["chief"], MONDAY - timedelta(days=7))
    with clock.frozen(MONDAY):
        open_weekly_duties()
    assert [duty.owner_role for duty in duties()] == ["district_magistrate"]


def test_report_closes_the_duty_of_its_own_agency_and_week(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    with clock.frozen(MONDAY):
        open_weekly_duties()
    with clock.frozen(MONDAY + timedelta(hours=2)):
        sent(people["chief"], MONDAY, days=0, words="One meeting was held.")
        deliver()
        assert all(duty.is_waiting for duty in duties()), "a report on the running week is no report on the last"
        sent(people["chief"], MONDAY - timedelta(days=7))
        deliver()
        deliver()
    assert [(duty.owner_role, duty.is_waiting) for duty in duties()] == [
        ("district_magistrate", True),
        ("police_chief", False),
    ]


def standings(actor: Actor, week: date) -> dict[str, str]:
    with reading(actor):
        found = standing.week_standing(actor, week_of(week))
    return {row.agency.unit.compartment: row.standing for row in found if row.agency.district == district("Moradabad")}


def reported() -> set[tuple[str, str]]:
    with reading(SYSTEM):
        return {(row.agency, row.week.isoformat()) for row in ReportedWeek.objects.all()}


def test_report_of_some_days_settles_no_week_and_the_rest_of_it_does(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    last = MONDAY - timedelta(days=7)
    with clock.frozen(last):
        with pytest.raises(Invalid, match="The week ends on 22") as refusal:
            sent(people["chief"], last, days=0)
        assert refusal.value.field == "period_to"
        sent(people["chief"], last, days=0, words="One meeting was held.")
        deliver()
        assert (reported(), standings(people["desk"], last.date())["police"]) == (set(), "waiting")
    with clock.frozen(MONDAY):
        open_weekly_duties()
        assert [duty.owner_role for duty in duties()] == ["district_magistrate", "police_chief"]
        assert standings(people["desk"], last.date())["police"] == "waiting"
        sent(people["chief"], last + timedelta(days=1), days=5)
        deliver()
        assert standings(people["desk"], last.date())["police"] == "submitted"
    assert [duty.is_waiting for duty in duties()] == [True, False]
    assert reported() == {("police", "2026-11-16")}


def test_report_of_another_unit_is_a_report_and_settles_nothing_of_its_district(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    ahtu, last = officer("ahtu_in_charge", "Moradabad"), MONDAY - timedelta(days=7)
    with clock.frozen(MONDAY):
        sent(ahtu, last)
        deliver()
        open_weekly_duties()
        sent(ahtu, last)
        deliver()
        assert [duty.is_waiting for duty in duties()] == [True, True]
        assert standings(people["desk"], last.date()) == {"police": "waiting", "administration": "waiting"}
        assert reported() == set()
        sent(people["chief"], last)
        deliver()
        assert standings(people["desk"], last.date())["police"] == "quiet"
    assert reported() == {("police", "2026-11-16")}


def test_new_report_is_about_the_week_owed_then_about_the_running_one(people: dict[str, Actor]) -> None:
    chief = people["chief"]

    def asked(moment: datetime) -> str:
        with clock.frozen(moment), reading(chief):
            return week_to_write(chief).first.isoformat()

    early, friday = MONDAY - timedelta(hours=1), MONDAY + timedelta(days=4)
    assert (asked(early), asked(friday)) == ("2026-11-09", "2026-11-16")
    sent(chief, MONDAY - timedelta(days=14))
    sent(chief, MONDAY - timedelta(days=7), days=2)
    assert (asked(early), asked(friday)) == ("2026-11-16", "2026-11-16")
    sent(chief, MONDAY - timedelta(days=4), days=3)
    assert (asked(early), asked(friday)) == ("2026-11-23", "2026-11-23")
    with clock.frozen(friday), reading(people["desk"]) as desk:
        assert week_to_write(desk).first.isoformat() == "2026-11-16"


def test_week_of_a_vacant_post_falls_to_whoever_stands_above_else_to_the_desk(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    ranger = officer("range_officer")
    below = [
        agency
        for agency in unowned_agencies("IN-UP")
        if agency.unit.compartment == "police" and ranger.units[0] in readers_for(agency.unit.audience)
    ]
    assert len(below) > 1
    with clock.frozen(MONDAY):
        assert open_weekly_duties() == 2 + 3
        assert open_weekly_duties() == 0
        opened = {(duty.owner_role, duty.title_en.split(":")[0]): duty for duty in fallen()}
        own = opened["range_officer", "Police"]
        assert (own.owner_audience, own.link) == (ranger.units[0], "/reports/week/?week=2026-11-16")
        assert {role for role, _said in opened} == {"range_officer", "state_bureau"}
        assert ("state_bureau", "Administration") in opened
        assert not any(sign.isdigit() for sign in own.title_en.split(", for")[0]), "a number would not fall with them"
    chiefs = [officer("police_chief", unit=agency.unit) for agency in below[:-1]]
    with clock.frozen(MONDAY + timedelta(hours=1)):
        assert open_weekly_duties() == len(chiefs), "who is posted since owes it"
        sent(chiefs[0], MONDAY - timedelta(days=7))
        deliver()
        assert all(duty.is_waiting for duty in fallen())
        posted = officer("police_chief", unit=below[-1].unit)
        sent(posted, MONDAY - timedelta(days=7))
        deliver()
    assert {duty.owner_role for duty in fallen() if not duty.is_waiting} == {"range_officer"}


def test_report_that_the_desk_took_in_comes_back_to_the_district_and_not_to_the_desk(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    desk = people["desk"]
    for name in ("Moradabad", "Ballia"):
        unit = unit_for("police_chief", name)
        with reading(desk):
            report = draft_report(
                by=desk, unit=unit, district=district(name), narrative="One meeting was held.",
                period_from=(MONDAY - timedelta(days=7)).date(), period_to=(MONDAY - timedelta(days=1)).date(),
            )  # fmt: skip
            with operation(events.REPORT_ACCEPTED, by=desk):
                report.revise(expected=None, changes={"state": "accepted"})
            decide_report(by=desk, report=report, accept=False, words="Say where.")
    deliver()
    with reading(SYSTEM):
        owners = Duty.objects.filter(kind="report:returned").order_by("owner_role")
        assert list(owners.values_list("owner_role", "owner_user", "owner_audience")) == [
            ("police_chief", None, unit_for("police_chief", "Moradabad").audience),
            ("state_bureau", None, unit_for("state_bureau", "").audience),
        ]


def test_weekly_duty_is_not_done_by_a_press(people: dict[str, Actor]) -> None:
    with clock.frozen(MONDAY):
        open_weekly_duties()
    duty = next(each for each in duties() if each.owner_role == "police_chief")
    with pytest.raises(Refused, match="This task closes automatically when"), reading(people["chief"]) as chief:
        do_duty(by=chief, duty=duty)


def test_desk_hears_two_days_after_the_hour(people: dict[str, Actor]) -> None:
    with clock.frozen(MONDAY):
        open_weekly_duties()
    with clock.frozen(MONDAY + timedelta(hours=32 + 47)):
        while escalate_due():
            continue
        assert heard(people["desk"]) == []
    with clock.frozen(MONDAY + timedelta(hours=32 + 49)):
        while escalate_due():
            continue
        assert len(heard(people["desk"])) == 2


def heard(actor: Actor) -> list[Any]:
    with reading(SYSTEM):
        return list(Notice.objects.filter(user_id=actor.id, words_en__startswith="Nobody acted"))


def test_returned_report_becomes_a_duty_of_its_writer_until_it_is_sent_again(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    report = sent(people["chief"], MONDAY - timedelta(days=7))
    with reading(people["desk"]) as desk:
        decide_report(by=desk, report=report, accept=False, words="Say who was asked.")
    deliver()
    with reading(SYSTEM):
        duty = Duty.objects.get(kind="report:returned")
        assert duty.owner_user_id == people["chief"].id
        assert "police_chief of" not in duty.title_en
    with reading(people["chief"]) as chief:
        submit_report(by=chief, report=report)
    deliver()
    with reading(SYSTEM):
        assert not Duty.objects.get(kind="report:returned").is_waiting
