"""Conferences: called by themselves, an agenda that writes itself, lines that become duties, minutes for all."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from reporting_state import district, officer

from arranging import arranging
from samanvay.directory.models import Unit
from samanvay.duties.actions.duties import do_duty, open_duty
from samanvay.duties.actions.ticking import escalate_due
from samanvay.duties.kinds import register_kind
from samanvay.duties.models import Duty, Notice
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.pii import PersonalDataFound
from samanvay.kernel.refusals import Invalid, Refused, Stale, Unseen
from samanvay.picture.facts.actions.projecting import note_reports
from samanvay.reports.actions import submit_report, write_report
from samanvay.review import actions, queries
from samanvay.review.agenda import actions as agenda_actions
from samanvay.review.agenda.items import agenda
from samanvay.review.invitations.calendar_file import invitation_file
from samanvay.review.kinds import KINDS
from samanvay.review.models import Conference, Invitation, Item, Line, Shown
from samanvay.review.queries import LineFilters
from samanvay.review.series import actions as series_actions
from samanvay.review.series.nightly import call_coming_conferences

FRIDAY = datetime(2026, 11, 20, 12, 0, tzinfo=clock.INDIA)
MONDAY = datetime(2026, 11, 23, 11, 0, tzinfo=clock.INDIA)
LATE = register_kind("test:conference", "Tried by a meeting", "परीक्षण")


@pytest.fixture
def people(fresh_state: str) -> Iterator[dict[str, Actor]]:
    with clock.frozen(FRIDAY), reading(SYSTEM):
        nodal = Unit.objects.get(kind="state_police", home_state="IN-UP")
        division = Unit.objects.get(code="division-office:division:UP:moradabad")
    with clock.frozen(FRIDAY):
        yield {
            "nodal": officer("state_nodal_officer", unit=nodal),
            "desk": officer("state_bureau"),
            "commissioner": officer("divisional_commissioner", unit=division),
            "moradabad": officer("police_chief", "Moradabad"),
            "bijnor": officer("police_chief", "Bijnor"),
        }


def given(by: Actor, chair: Actor, kind: str = "weekly_round") -> series_actions.Given:
    of = KINDS[kind]
    return series_actions.Given(
        kind=kind,
        name=of.name,
        chair=(chair.grants[0].role, chair.grants[0].audience),
        invited=of.invited,
        minutes=of.minutes,
        standing=of.standing,
    )


def series_of(people: dict[str, Actor]) -> Any:
    with reading(people["desk"]):
        return series_actions.make_series(
            by=people["desk"], given=given(people["desk"], people["nodal"]), rhythm="weekly", weekday=0, at=time(11)
        )


def division_meeting(people: dict[str, Actor], *, begun: bool = True) -> Conference:
    """Call the commissioner's meeting of the five districts of Moradabad's division; of a division, to be quick."""
    by = people["commissioner"]
    with reading(by):
        conference = actions.call_conference(by=by, given=given(by, by), starts_at=MONDAY)
        return actions.begin_conference(by=by, conference=conference) if begun else conference


def attended(by: Actor, conference: Conference) -> None:
    """Note that one office is there."""
    with reading(by):
        first = queries.invitations(conference)[0]
        actions.note_roll(by=by, conference=conference, roll={first.pk: ("present", "")})


def item_of(by: Actor, conference: Conference, name: str) -> Item:
    with reading(by):
        return Item.objects.select_related("conference").get(conference=conference, district=district(name))


def first_district(by: Actor, conference: Conference) -> Item:
    with reading(by):
        found = Item.objects.filter(conference=conference).exclude(district="").select_related("conference")
        return found.order_by("position")[0]


def overdue(name: str, title: str, days: int) -> None:
    """Let a duty of a district's administration be past its hour: what its commissioner sees."""
    with reading(SYSTEM):
        unit = Unit.objects.get(kind="district_office", place_id=district(name))
        above = Unit.objects.get(code="division-office:division:UP:moradabad")
    open_duty(
        by=SYSTEM,
        kind=LATE,
        subject=("test", title),
        title=Bilingual(title, title),
        owner_role="district_magistrate",
        owner_audience=unit.audience,
        due_at=clock.now() - timedelta(days=days),
        readers=[above.audience],
        home_state="IN-UP",
    )


def test_next_conference_of_a_series_is_called_once_with_a_duty_to_its_chair(people: dict[str, Actor]) -> None:
    series = series_of(people)
    assert call_coming_conferences() == 1
    assert call_coming_conferences() == 0
    with reading(people["nodal"]):
        conference = Conference.objects.get(series=series)
        duty = Duty.objects.get(kind="conference:prepare")
        assert (conference.starts_at, duty.due_at) == (MONDAY, MONDAY - timedelta(hours=2))
        assert (duty.owner_role, duty.owner_audience) == ("state_nodal_officer", people["nodal"].grants[0].audience)
        assert Item.objects.filter(conference=conference).exclude(district="").count() == 75
        told = set(Notice.objects.values_list("user_id", flat=True))
    with reading(people["moradabad"]):
        assert Notice.objects.filter(user_id=people["moradabad"].id).count() == 1
        assert Conference.objects.count() == 1, "the invited see it"
    assert people["nodal"].id in told
    with reading(people["commissioner"]):
        assert Conference.objects.count() == 0, "who is not invited does not"
    with clock.frozen(MONDAY + timedelta(hours=1)):
        assert call_coming_conferences() == 1, "the Monday after"


def test_moved_or_cancelled_conference_is_not_called_again_and_calendars_follow(people: dict[str, Actor]) -> None:
    series_of(people)
    call_coming_conferences()
    desk = people["desk"]
    with reading(desk):
        conference = Conference.objects.get()
        invited = queries.invitations(conference)
        units = queries.units_named([*(each.audience for each in invited), conference.home_unit])
        before = invitation_file(conference, invited, units, "https://s/c/1/")
        with pytest.raises(Invalid):
            actions.move_conference(by=desk, conference=conference, starts_at=FRIDAY, reason="Earlier")
        actions.move_conference(
            by=desk, conference=conference, starts_at=MONDAY + timedelta(hours=4), reason="The chair is in court"
        )
        after = invitation_file(conference, invited, units, "https://s/c/1/")
    assert call_coming_conferences() == 0
    with reading(desk):
        actions.cancel_conference(by=desk, conference=conference, reason="A holiday was declared")
        cancelled = invitation_file(conference, invited, units, "https://s/c/1/")
        assert not Duty.objects.waiting().filter(kind="conference:prepare").exists()
    assert call_coming_conferences() == 0
    files = [Calendar.from_ical(each) for each in (before, after, cancelled)]
    events = [each.walk("vevent")[0] for each in files]
    assert len({str(each["uid"]) for each in events}) == 1
    assert [int(each["sequence"]) for each in events] == [0, 1, 2]
    assert [str(each["method"]) for each in files] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len(events[0]["attendee"]) == len(invited)
    assert events[1]["dtstart"].dt == MONDAY + timedelta(hours=4)


def test_agenda_puts_what_is_at_stake_first_until_moved_by_hand(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    conference = division_meeting(people, begun=False)
    overdue("Bijnor", "Home verification of a child", 9)
    overdue("Bijnor", "Answer to the desk", 2)
    with reading(by):
        lines = [line for line in agenda(by, conference) if line.item.district]
        first = lines[0]
        assert first.item.words_en == "Bijnor"
        assert first.stakes is not None
        reason = next(each for each in first.stakes.reasons if each.source.code == "overdue")
        assert (reason.told.number, reason.score) == (2, 4.0)
        assert reason.words.en == "2 tasks are overdue"
        assert "Home verification of a child" in reason.told.lines[0].en
        assert "11 Nov 2026" in reason.told.lines[0].en
        conference = agenda_actions.move_item(by=by, item=first.item, steps=1, expected=conference.version)
        names = [line.item.words_en for line in agenda(by, conference) if line.item.district]
        assert names.index("Bijnor") == 1
        with pytest.raises(Stale):
            agenda_actions.move_item(by=by, item=first.item, steps=1, expected=1)
        conference = agenda_actions.order_by_stakes(by=by, conference=Conference.objects.get(pk=conference.pk))
        assert next(line.item.words_en for line in agenda(by, conference) if line.item.district) == "Bijnor"
        moradabad = item_of(by, conference, "Moradabad")
        assert agenda_actions.postpone_item(by=by, item=moradabad, reason="Their chief is new").state == "postponed"


def test_snapshot_stays_what_was_shown_when_it_began(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    conference = division_meeting(people, begun=False)
    overdue("Bijnor", "Home verification of a child", 9)
    with reading(by):
        conference = actions.begin_conference(by=by, conference=conference)
    overdue("Bijnor", "Answer to the desk", 2)
    with reading(by):
        bijnor = next(line for line in agenda(by, conference) if line.item.words_en == "Bijnor")
        assert {each.source: each.number for each in bijnor.shown}["overdue"] == 1
        with pytest.raises(Refused):
            agenda_actions.move_item(by=by, item=bijnor.item, steps=1)


def decided(by: Actor, item: Item, text: str = "Check the placement agencies", **more: Any) -> Line:
    owner = more.pop("owner", None)
    with reading(by):
        if owner is None:
            unit = Unit.objects.get(kind="district_police", place_id=item.district)
            owner = f"police_chief:{unit.audience}"
        return actions.write_line(
            by=by, item=item, kind="decision", text=text, owner=owner, said_on=date(2026, 11, 27), **more
        )


def test_decision_is_a_duty_that_rises_to_the_chair_and_comes_back(people: dict[str, Actor]) -> None:
    by, chief = people["commissioner"], people["moradabad"]
    conference = division_meeting(people)
    line = decided(by, item_of(by, conference, "Moradabad"))
    with reading(chief):
        duty = Duty.objects.get(kind="decision")
        assert duty.owner_audience == chief.grants[0].audience
        assert duty.title_en == "Decided on 20 Nov 2026: Check the placement agencies"
        assert duty.due_at == datetime(2026, 11, 27, 18, 0, tzinfo=clock.INDIA)
        with pytest.raises(Invalid, match="how it can be seen"):
            do_duty(by=chief, duty=duty)
    with clock.frozen(MONDAY + timedelta(days=7)):
        while escalate_due():
            continue
        with reading(by):
            words = [str(each.words) for each in Notice.objects.filter(user_id=by.id)]
            assert "Nobody acted: Decided on 20 Nov 2026: Check the placement agencies" in words
            later = actions.call_conference(by=by, given=given(by, by), starts_at=clock.now() + timedelta(hours=3))
            back = next(each for each in agenda(by, later) if each.item.words_en == "Moradabad")
            assert back.stakes is not None
            assert "decisions" in {reason.source.code for reason in back.stakes.reasons}
            assert [each.pk for each in queries.lines_found(by, LineFilters(state="late"))] == [line.pk]
            assert queries.last_decisions(later, district("Moradabad"))[0].pk == line.pk
        with reading(chief):
            do_duty(by=chief, duty=Duty.objects.get(kind="decision"), proof="Four agencies checked, list sent")
        with reading(by):
            assert [each.pk for each in queries.lines_found(by, LineFilters(state="done"))] == [line.pk]
            assert not queries.lines_found(by, LineFilters(state="open")).exists()


def test_decision_for_a_group_is_a_duty_of_each_district_in_it(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    conference = division_meeting(people, begun=False)
    overdue("Bijnor", "Home verification of a child", 9)
    with reading(by):
        conference = actions.begin_conference(by=by, conference=conference)
    line = decided(by, item_of(by, conference, "Bijnor"), owner="*overdue:police_chief")
    every = decided(by, item_of(by, conference, "Bijnor"), "Name a second officer", owner="*every:district_magistrate")
    with reading(by):
        assert Duty.objects.filter(subject_id=str(line.pk)).count() == line.group_size == 1
        assert Duty.objects.filter(subject_id=str(every.pk)).count() == every.group_size == 5
        with pytest.raises(Invalid):
            actions.write_line(
                by=by,
                item=line.item,
                kind="decision",
                text="x",
                owner="*differences:police_chief",
                said_on=date(2026, 12, 1),
            )
        actions.strike_line(by=by, line=every, reason="Said twice")
        assert not Duty.objects.waiting().filter(subject_id=str(every.pk)).exists()


def test_text_that_points_at_somebody_is_not_kept(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    item = item_of(by, division_meeting(people), "Bijnor")
    with reading(by):
        with pytest.raises(PersonalDataFound):
            actions.write_line(by=by, item=item, kind="update", text="Sunita, 14 years, was brought home")
        with pytest.raises(PersonalDataFound):
            actions.write_line(by=by, item=item, kind="update", text="Ring 98390 11122")
        assert not Line.objects.exists()


def test_two_who_mend_one_line_see_both_sides(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    item = item_of(by, division_meeting(people), "Bijnor")
    with reading(by):
        line = actions.write_line(by=by, item=item, kind="update", text="Two raids were made")
        seen = line.version
        actions.change_line(by=by, line=line, text="Three raids were made", expected=seen)
        again = queries.line_or_unseen(by, line.pk)
        with pytest.raises(Stale) as both:
            actions.change_line(by=by, line=again, text="Two raids and one rescue", expected=seen)
    assert both.value.theirs["text"] == "Three raids were made"
    assert both.value.yours["text"] == "Two raids and one rescue"


def test_invited_see_their_own_item_and_after_confirmation_the_whole(people: dict[str, Actor]) -> None:
    by, chief = people["commissioner"], people["moradabad"]
    conference = division_meeting(people)
    mine = decided(by, item_of(by, conference, "Moradabad"))
    with reading(by):
        other = actions.write_line(
            by=by, item=item_of(by, conference, "Bijnor"), kind="update", text="Two raids were made"
        )
        struck = actions.write_line(
            by=by, item=item_of(by, conference, "Bijnor"), kind="update", text="The girl from the corner house is back"
        )
        actions.strike_line(by=by, line=struck, reason="Too much of one person")
    with reading(chief):
        assert Item.objects.filter(conference=conference).count() == 7, "the running order is everybody's"
        assert list(Line.objects.values_list("pk", flat=True)) == [mine.pk]
        assert set(Shown.objects.values_list("item__district", flat=True)) <= {district("Moradabad")}
        with pytest.raises(Unseen):
            queries.line_or_unseen(chief, other.pk)
        assert actions.say_here(by=chief, conference=conference).presence == "present"
        with pytest.raises(Refused):
            actions.confirm_minutes(by=chief, conference=conference)
    with reading(by):
        conference = actions.end_conference(by=by, conference=Conference.objects.get(pk=conference.pk))
        assert Duty.objects.waiting().filter(kind="conference:confirm").count() == 1
        states = dict(Item.objects.exclude(district="").values_list("words_en", "state"))
        assert (states["Moradabad"], states["Rampur"]) == ("discussed", "waiting")
        conference = actions.confirm_minutes(by=by, conference=conference)
        assert not Duty.objects.waiting().filter(kind="conference:confirm").exists()
    with reading(chief):
        assert set(Line.objects.values_list("pk", flat=True)) == {mine.pk, other.pk}, "what was deleted stays behind"
        assert Notice.objects.filter(words_en__startswith="Minutes are ready").count() == 1
        presence = dict(Invitation.objects.filter(role="police_chief").values_list("district", "presence"))
        assert presence[district("Moradabad")] == "present"
        assert presence[district("Bijnor")] == "absent"
    with reading(by):
        line = queries.line_or_unseen(by, other.pk)
        with pytest.raises(Invalid):
            actions.change_line(by=by, line=line, text="Three raids were made")
        actions.amend_line(by=by, line=line, text="Three raids were made", reason="Counted again")
    with reading(chief):
        amended = queries.amendments_of(Line.objects.filter(pk=other.pk))[other.pk]
        assert [(each.old, each.new, each.reason) for each in amended] == [
            ("Two raids were made", "Three raids were made", "Counted again")
        ]


def test_part_that_was_postponed_comes_back_at_the_next_conference(people: dict[str, Actor]) -> None:
    series_of(people)
    call_coming_conferences()
    desk = people["desk"]
    with reading(desk):
        first = Conference.objects.get()
        part = agenda_actions.add_item(by=desk, conference=first, words=Bilingual("Interpreters for Nepali", ""))
        agenda_actions.postpone_item(by=desk, item=part, reason="The officer is on leave")
    with clock.frozen(MONDAY):
        with reading(desk):
            first = actions.begin_conference(by=desk, conference=Conference.objects.get())
        with clock.frozen(MONDAY + timedelta(hours=1)):
            assert call_coming_conferences() == 0, "the next one exists since it began"
            attended(desk, first)
            with reading(desk):
                actions.end_conference(by=desk, conference=Conference.objects.get(pk=first.pk))
                assert [each.words_en for each in agenda_of(desk)][-1] == "Interpreters for Nepali"


def agenda_of(by: Actor) -> list[Item]:
    return [line.item for line in agenda(by, Conference.objects.coming().get())]


def test_titles_of_duties_stay_with_the_chair_and_their_number_goes_out(people: dict[str, Actor]) -> None:
    by, chief = people["commissioner"], people["bijnor"]
    conference = division_meeting(people, begun=False)
    overdue("Bijnor", "Home verification of a child", 9)
    with reading(by):
        conference = actions.begin_conference(by=by, conference=conference)
        assert any("Home verification" in str(each.lines) for each in Shown.objects.all())
        attended(by, conference)
        conference = actions.end_conference(by=by, conference=Conference.objects.get(pk=conference.pk))
        actions.confirm_minutes(by=by, conference=conference)
    for actor in (chief, people["moradabad"]):
        with reading(actor):
            told = list(Shown.objects.filter(item__district=district("Bijnor")))
            assert {each.source: each.number for each in told}["overdue"] == 1
            assert not any("Home verification" in str(each.lines) for each in told)


def test_next_item_costs_the_same_however_many_districts(people: dict[str, Actor]) -> None:
    series_of(people)
    call_coming_conferences()
    by = people["desk"]
    counted = []
    with clock.frozen(MONDAY), reading(by):
        state = actions.begin_conference(by=by, conference=Conference.objects.get())
    small = division_meeting(people)
    for actor, conference in ((by, state), (people["commissioner"], small)):
        item = first_district(actor, conference)
        with reading(actor), CaptureQueriesContext(connection) as seen:
            actions.walk_to(by=actor, conference=conference, item=item)
        counted.append(len(seen))
    assert counted[0] == counted[1]


def test_silence_of_both_agencies_is_counted_up_to_the_last_week(people: dict[str, Actor]) -> None:
    by, chief = people["commissioner"], people["moradabad"]
    conference = division_meeting(people, begun=False)
    with clock.frozen(FRIDAY - timedelta(days=10)), reading(chief):
        report = write_report(
            by=chief, period_from=date(2026, 11, 2), period_to=date(2026, 11, 8), narrative="", is_quiet=True
        )
        submit_report(by=chief, report=report)
    with arranging():
        note_reports({report.pk})
    with reading(by):
        lines = {line.item.words_en: line for line in agenda(by, conference)}
        stakes = lines["Moradabad"].stakes
        assert stakes is not None
        silent = next(each for each in stakes.reasons if each.source.code == "silence")
        assert [str(each) for each in silent.told.lines] == [
            "Police: no report for the last week",
        ]
        vacant = next(each for each in stakes.reasons if each.source.code == "vacant")
        assert "Post vacant: District Magistrate, Moradabad" in [str(each) for each in vacant.told.lines]
        assert silent.told.number == 1, "whose post is vacant is not silent"
