"""The weekly report as a duty: asked on Monday at ten, closed by the report, heard at the desk when nobody wrote."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from reporting_state import district, officer

from samanvay.audit import outbox
from samanvay.duties.actions import do_duty
from samanvay.duties.models import Duty, Notice
from samanvay.duties.ticking import escalate_due
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Refused
from samanvay.reports.actions import decide_report, submit_report, write_report
from samanvay.reports.models import SituationReport
from samanvay.reports.weekly import asked_week, open_weekly_duties, unowned_voices

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


def duties() -> list[Duty]:
    with reading(SYSTEM):
        return list(Duty.objects.filter(kind="report:weekly").order_by("opened_at", "owner_role"))


def quiet_report(actor: Actor, first: datetime, days: int = 6) -> SituationReport:
    with reading(actor):
        report = write_report(
            by=actor,
            period_from=first.date(),
            period_to=(first + timedelta(days=days)).date(),
            narrative="",
            is_quiet=True,
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


def test_each_voice_with_a_holder_is_asked_once(people: dict[str, Actor]) -> None:
    with clock.frozen(MONDAY):
        assert open_weekly_duties() == 2
        assert open_weekly_duties() == 0
    opened = duties()
    assert [duty.owner_role for duty in opened] == ["district_magistrate", "police_chief"]
    assert {duty.title_en for duty in opened} == {"Weekly report of Moradabad for 16–22 Nov 2026"}
    assert {duty.title_hi for duty in opened} == {"जनपद मुरादाबाद का साप्ताहिक प्रतिवेदन, 16–22 नवंबर 2026"}
    assert {duty.due_at for duty in opened} == {MONDAY + timedelta(hours=32)}
    with clock.frozen(MONDAY + timedelta(days=7)):
        assert open_weekly_duties() == 2, "the next week is asked for anew"


def test_districts_without_an_officer_are_not_asked_but_named(people: dict[str, Actor]) -> None:
    with reading(SYSTEM):
        unowned = {(voice.district, voice.unit.compartment) for voice in unowned_voices()}
    assert (district("Moradabad"), "police") not in unowned
    assert (district("Ballia"), "police") in unowned
    assert len(unowned) == 2 * 75 - 2


def test_who_has_spoken_is_not_asked(people: dict[str, Actor]) -> None:
    with clock.frozen(MONDAY - timedelta(days=3)):
        quiet_report(people["chief"], MONDAY - timedelta(days=7))
    with clock.frozen(MONDAY):
        assert open_weekly_duties() == 1
    assert [duty.owner_role for duty in duties()] == ["district_magistrate"]


def test_report_closes_the_duty_of_its_own_voice_and_week(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    with clock.frozen(MONDAY):
        open_weekly_duties()
    with clock.frozen(MONDAY + timedelta(hours=2)):
        quiet_report(people["chief"], MONDAY, days=0)
        deliver()
        assert all(duty.is_waiting for duty in duties()), "a report on the running week is no report on the last"
        quiet_report(people["chief"], MONDAY - timedelta(days=7))
        deliver()
        deliver()
    assert [(duty.owner_role, duty.is_waiting) for duty in duties()] == [
        ("district_magistrate", True),
        ("police_chief", False),
    ]


def test_weekly_duty_is_not_done_by_a_press(people: dict[str, Actor]) -> None:
    with clock.frozen(MONDAY):
        open_weekly_duties()
    duty = next(each for each in duties() if each.owner_role == "police_chief")
    with pytest.raises(Refused, match="closes by itself"), reading(people["chief"]) as chief:
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
    report = quiet_report(people["chief"], MONDAY - timedelta(days=7))
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
