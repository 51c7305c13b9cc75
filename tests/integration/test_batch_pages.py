"""The pages of a batch, its roll and door, of one's own trainings, and of a unit's week."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from batch_world import batches, called, fresh, noon, plan_of, signs_in, turns
from django.test import Client
from icalendar import Calendar
from roster_world import world

from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.rosters.batches.actions import calling
from samanvay.rosters.batches.duty_kinds import RELEASE
from samanvay.rosters.batches.states import BatchState, TurnState
from samanvay.rosters.delivery import attendance_codes
from samanvay.rosters.delivery.actions import attendance
from samanvay.rosters.models import Batch, Presence, Turn

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> SimpleNamespace:
    return world()


@pytest.fixture
def batch(here: SimpleNamespace) -> Batch:
    return called(batches(plan_of(here))[0])


def client(who: SimpleNamespace) -> Client:
    made = Client()
    made.force_login(who.user)
    return made


def read(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_everybody_sees_what_a_batch_is_and_nobody_who_is_in_it(here: SimpleNamespace, batch: Batch) -> None:
    page = read(client(here.sho).get(f"/rosters/batches/{batch.pk}/"))
    assert batch.where.en in page
    assert "Checks at the border" in page
    assert f"{len(turns(batch))} of {batch.size} seats" in page
    assert not [turn for turn in turns(batch) if turn.member.name in page]
    assert "Cancel this batch" not in page
    assert "Cancel this batch" in read(client(here.trainer).get(f"/rosters/batches/{batch.pk}/"))


def test_the_hall_is_kept_and_the_calendar_file_counts_on(here: SimpleNamespace, batch: Batch) -> None:
    runs = client(here.trainer)
    address = f"/rosters/batches/{batch.pk}/"
    form = {"hall": "Hall 2", "version": batch.version, "submission_id": "01a21b3d-0000-7000-8000-000000000001"}
    assert runs.post(f"{address}where/", form).status_code == 302
    again = {**form, "version": fresh(batch).version, "submission_id": "01a21b3d-0000-7000-8000-00000000001a"}
    assert runs.post(f"{address}where/", again).status_code == 302
    event = Calendar.from_ical(runs.get(f"{address}batch.ics").content).walk("VEVENT")[0]
    assert (str(event["uid"]), event["sequence"]) == (f"{batch.pk}@samanvay", 1), "the same hall again is no change"
    assert event.decoded("dtstart") == batch.starts_on
    assert event.decoded("dtend") == batch.ends_on + timedelta(days=1)
    assert "Hall 2" in str(event["location"])
    other = {**again, "hall": "Call Sunita, 14 years", "submission_id": "01a21b3d-0000-7000-8000-00000000001b"}
    wrong = runs.post(f"{address}where/", {**other, "version": fresh(batch).version})
    assert wrong.status_code == 400
    assert "Not saved yet" in read(wrong)


def test_a_cancelled_batch_says_so_in_calendars(here: SimpleNamespace, batch: Batch) -> None:
    runs = client(here.trainer)
    form = {
        "reason": "The roof leaks.",
        "version": batch.version,
        "submission_id": "01a21b3d-0000-7000-8000-000000000002",
    }
    answer = runs.post(f"/rosters/batches/{batch.pk}/cancel/", form, follow=True)
    assert "another week" in read(answer)
    calendar = Calendar.from_ical(runs.get(f"/rosters/batches/{batch.pk}/batch.ics").content)
    assert str(calendar["method"]) == "CANCEL"
    assert str(calendar.walk("VEVENT")[0]["status"]) == "CANCELLED"


def test_a_batch_is_called_by_hand(here: SimpleNamespace) -> None:
    batch = batches(plan_of(here))[-1]
    runs = client(here.trainer)
    assert "Call everybody now" in read(runs.get(f"/rosters/batches/{batch.pk}/"))
    answer = runs.post(f"/rosters/batches/{batch.pk}/call/", {"version": batch.version}, follow=True)
    assert "on their Today page" in read(answer)
    assert fresh(batch).state == BatchState.CALLED


def test_the_roll_is_ticked_saved_and_closed(here: SimpleNamespace, batch: Batch) -> None:
    first, second, *_rest = turns(batch)
    days = attendance.days_of(batch)
    address = f"/rosters/batches/{batch.pk}/roll/"
    runs = client(here.trainer)
    with noon(batch.ends_on):
        page = read(runs.get(address))
        assert first.member.name in page
        assert page.count('type="checkbox"') == len(turns(batch)) * len(days)
        form = {
            "turn": [str(turn.pk) for turn in turns(batch)],
            "there": [f"{first.pk}:{day.isoformat()}" for day in days],
            f"absence-{second.pk}": "court",
        }
        kept = read(runs.post(address, form, follow=True))
        assert "3 ticks changed" in kept
        assert kept.count('value="court" selected') == 1, "a reason that was chosen stays until the batch is closed"
        assert read(runs.get(address)).count(" checked") == 3
        assert runs.post(address, {**form, "deed": "close"}).status_code == 302
    assert fresh(batch).state == BatchState.HELD
    assert fresh(first).state == TurnState.CAME
    assert (fresh(second).state, fresh(second).absence) == (TurnState.MISSED, "court")
    assert client(here.sho).get(address).status_code == 403


def test_the_roll_of_a_full_batch_is_kept_and_a_scan_meanwhile_stays(here: SimpleNamespace, batch: Batch) -> None:
    """Three hundred people on three days, each with a reason: fifteen hundred fields."""
    first, second, *_rest = turns(batch)
    address = f"/rosters/batches/{batch.pk}/roll/"
    runs, day = client(here.trainer), batch.starts_on
    with noon(day):
        attendance.record_attendance(by=here.trainer.actor, batch=batch, ticks={first.pk: [day]})
        seen = re.findall(r'name="turn" value="([^"]*)"', read(runs.get(address)))
        assert f"{first.pk}={day.isoformat()}" in seen
        attendance.record_attendance(by=here.trainer.actor, batch=batch, ticks={second.pk: [day]})
        form = {"turn": seen, "there": ["nobody"] * 900, **{f"absence-{at}": "court" for at in range(300)}}
        assert "1 tick changed" in read(runs.post(address, form, follow=True))
    with reading(SYSTEM):
        assert [each.turn_id for each in Presence.objects.filter(voided_at=None)] == [second.pk]


def test_the_roll_goes_out_on_paper_and_as_csv(here: SimpleNamespace, batch: Batch) -> None:
    runs = client(here.trainer)
    assert runs.get(f"/rosters/batches/{batch.pk}/sheet.pdf").content.startswith(b"%PDF")
    lines = read(runs.get(f"/rosters/batches/{batch.pk}/roll.csv")).splitlines()
    assert len(lines) == len(turns(batch)) + 1
    assert lines[0].endswith(batch.ends_on.isoformat())


def test_somebody_who_was_not_called_is_taken_in_by_number(here: SimpleNamespace, batch: Batch) -> None:
    with reading(SYSTEM):
        other = Turn.objects.filter(batch__plan=batch.plan).exclude(batch=batch).select_related("member").first()
    runs = client(here.trainer)
    address = f"/rosters/batches/{batch.pk}/walk-in/"
    with noon(batch.starts_on):
        assert "Nobody with this number" in read(runs.post(address, {"number": "NOBODY"}))
        first = turns(batch)[0]
        ticks = {"turn": str(first.pk), "there": f"{first.pk}:{batch.starts_on.isoformat()}"}
        answer = runs.post(address, {"number": other.member.employee_no, **ticks}, follow=True)
        assert "Added and marked" in read(answer)
        assert read(answer).count(" checked") == 2, "the ticks of the page are kept too"
        assert other.member.name in read(answer)


def test_the_door_shows_a_code_by_which_a_member_is_marked(here: SimpleNamespace, batch: Batch) -> None:
    turn = turns(batch)[0]
    who = signs_in(turn.member)
    runs, scans = client(here.trainer), client(who)
    address = f"/rosters/batches/{batch.pk}/door/"
    assert "There is no code today" in read(runs.get(address))
    with noon(batch.starts_on):
        page = read(runs.get(address))
        assert "<svg" in page
        assert "0 people are here" in page
        code = attendance_codes.code_of(batch)
        page = read(scans.get(f"/rosters/here/{code}/"))
        assert "Mark me as present" in page
        assert "data-at-once" in page
        with reading(SYSTEM):
            assert not Presence.objects.exists(), "to look is not to be marked"
        assert "You are marked as present today" in read(scans.post(f"/rosters/here/{code}/", {"deed": "here"}))
        assert "You are marked as present today" in read(scans.get(f"/rosters/here/{code}/"))
        assert "1 person is here" in read(runs.get(address))
        later = clock.now() + timedelta(minutes=5)
    with clock.frozen(later):
        assert "This code has expired" in read(scans.get(f"/rosters/here/{code}/"))
    assert scans.get("/rosters/here/nonsense/").status_code == 404
    with reading(SYSTEM):
        assert Presence.objects.filter(turn=turn).count() == 1


def test_who_is_not_of_the_batch_is_told_and_walks_in_by_a_press(here: SimpleNamespace, batch: Batch) -> None:
    with reading(SYSTEM):
        other = Turn.objects.filter(batch__plan=batch.plan).exclude(batch=batch).select_related("member").first()
    who = signs_in(other.member)
    with noon(batch.starts_on):
        code = attendance_codes.code_of(batch)
        address = f"/rosters/here/{code}/"
        page = read(client(who).get(address))
        assert "a seat is free" in page
        with reading(SYSTEM):
            assert not Presence.objects.exists(), "to look is not to walk in"
        assert "You were added" in read(client(who).post(address))
        assert "not on the roll of members" in read(client(here.sho).get(address))


def test_my_trainings_name_nobody_else(here: SimpleNamespace, batch: Batch) -> None:
    mine, others = turns(batch)[0], turns(batch)[1:]
    who = signs_in(mine.member)
    page = read(client(who).get("/rosters/mine/"))
    assert batch.where.en in page
    assert "I cannot come" in page
    assert not [turn for turn in others if turn.member.name in page or turn.member.employee_no in page]
    assert "You are not on the roll" in read(client(here.head).get("/rosters/mine/"))


def test_a_member_cannot_come_finds_another_week_and_comes_after_all(here: SimpleNamespace, batch: Batch) -> None:
    turn = turns(batch)[0]
    who = client(signs_in(turn.member))
    address = f"/rosters/turns/{turn.pk}/"
    form = {
        "absence": "court",
        "words": "Summons of the court",
        "version": fresh(turn).version,
        "submission_id": "01a21b3d-0000-7000-8000-000000000003",
    }
    page = read(who.post(address, form, follow=True))
    assert "Moved: now" in page
    assert "I can come now" in page
    assert re.search(r"now \d+", read(who.get("/rosters/mine/")))
    assert "The earlier week is valid again" in read(
        who.post(f"{address}come/", {"version": fresh(turn).version}, follow=True)
    )
    assert fresh(turn).state == TurnState.CALLED


def test_another_members_turn_is_not_ones_own_business(here: SimpleNamespace, batch: Batch) -> None:
    mine, other = turns(batch)[0], next(turn for turn in turns(batch) if turn.unit_id != turns(batch)[0].unit_id)
    colleague = next((turn for turn in turns(batch)[1:] if turn.unit_id == mine.unit_id), None)
    who = client(signs_in(mine.member))
    assert who.get(f"/rosters/turns/{other.pk}/").status_code == 404
    assert colleague is not None
    assert who.get(f"/rosters/turns/{colleague.pk}/").status_code == 403


def test_a_station_officer_says_who_cannot_go_and_releases_the_rest(here: SimpleNamespace, batch: Batch) -> None:
    week = batch.monday
    for each in batches(batch.plan):
        if each.monday == week:
            called(each)
    with reading(SYSTEM):
        own = list(Turn.objects.filter(unit=here.stations[0], monday=week).select_related("member"))
        duty = Duty.objects.get(kind=RELEASE.code, owner_role="station_officer")
    assert len(own) > 1
    commands = client(here.sho)
    page = read(commands.get(duty.link))
    assert all(turn.member.name in page for turn in own)
    form = {"absence": "law_and_order", "words": "", "version": own[0].version,
            "submission_id": "01a21b3d-0000-7000-8000-000000000004"}  # fmt: skip
    assert "Moved: now" in read(commands.post(f"/rosters/turns/{own[0].pk}/", form, follow=True))
    assert fresh(duty).title_en.startswith(f"Release {len(own) - 1} ")
    assert "all are confirmed" in read(commands.post(duty.link, follow=True))
    assert fresh(duty).done_at is not None


def test_way_to_the_release_is_left_out_where_its_page_refuses(here: SimpleNamespace, batch: Batch) -> None:
    with reading(SYSTEM):
        duty = Duty.objects.get(kind=RELEASE.code, owner_role="station_officer")
        member = Turn.objects.filter(unit=here.stations[0]).select_related("member")[0].member
    desk = client(signs_in(member))
    assert desk.get(duty.link).status_code == 403
    page = desk.get(f"/duties/{duty.pk}/")
    assert page.status_code == 200
    assert duty.link not in read(page)
    assert duty.link not in read(desk.get("/"))
    assert duty.link in read(client(here.sho).get(f"/duties/{duty.pk}/"))
    assert duty.link in read(client(here.sho).get("/"))


def test_who_has_no_week_is_listed_for_those_who_coordinate(here: SimpleNamespace) -> None:
    plan = plan_of(here, spare=0.25)
    batch = batches(plan)[0]
    runs = client(here.trainer)
    assert "Everybody has a week" in read(runs.get("/rosters/waiting/"))
    turn = turns(batch)[0]
    form = {
        "absence": "illness",
        "version": turn.version,
        "submission_id": "01a21b3d-0000-7000-8000-000000000005",
    }
    assert "No other week has a seat" in read(runs.post(f"/rosters/turns/{turn.pk}/", form, follow=True))
    assert turn.member.name in read(runs.get("/rosters/waiting/"))
    assert "1 member has no week." in read(runs.get("/rosters/plans/"))
    assert f"{turn.member.employee_no},{turn.member.name}" in read(runs.get("/rosters/waiting.csv"))
    assert "Week found: 0. Still without a week: 1." in read(runs.post("/rosters/waiting/", follow=True))


def test_a_call_opens_the_duty_that_leads_to_ones_own_trainings(here: SimpleNamespace) -> None:
    batch = batches(plan_of(here))[0]
    who = signs_in(turns(batch)[0].member)
    calling.call_batch(by=here.trainer.actor, batch=batch)
    with reading(SYSTEM):
        title = Duty.objects.get(owner_user=who.user).title_en
    assert title in read(client(who).get("/"))
