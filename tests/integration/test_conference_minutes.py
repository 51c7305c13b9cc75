"""Minutes that say what was added after the end, whose versions stay, and an end that asks what is open."""

import re
from datetime import timedelta
from typing import Any

import pypdfium2
from test_conference_pages import client_of, second_factor, state_of
from test_conferences import attended, decided, division_meeting, item_of, people

from samanvay.access.models import User
from samanvay.duties.models import Duty, Notice
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, reading
from samanvay.review import actions, queries
from samanvay.review.models import Conference, Line

__all__ = ["people", "second_factor"]


def held(people: dict[str, Actor]) -> Conference:
    """Hold the commissioner's meeting, with one line said in it."""
    by = people["commissioner"]
    conference = division_meeting(people)
    with reading(by):
        actions.write_line(by=by, item=item_of(by, conference, "Bijnor"), kind="update", text="Two raids were made")
    attended(by, conference)
    with reading(by):
        return actions.end_conference(by=by, conference=conference)


def paper(answer: Any) -> str:
    found = pypdfium2.PdfDocument(answer.content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in found)


def test_what_is_written_after_the_end_is_marked_wherever_it_is_read(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    conference = held(people)
    with clock.frozen(clock.now() + timedelta(hours=5)):
        late = decided(by, item_of(by, conference, "Bijnor"), "Name a second officer")
        url, client = f"/conferences/{conference.pk}/", client_of(by)
        assert "What you write now is marked as added after it." in client.get(url + "live/").content.decode()
        with reading(by):
            title = Duty.objects.get(subject_id=str(late.pk)).title_en
            words = f"Added after the meeting on 20 Nov 2026, 17:00 by {User.objects.get(pk=by.id).name}"
        assert title == "Added on 20 Nov 2026 to the meeting of 20 Nov 2026: Name a second officer"
        minutes = client.get(url + "minutes/").content.decode()
        assert minutes.count("Added after the meeting on") == 1, "of two lines one"
        assert words in minutes
        assert words in paper(client.get(url + "minutes.pdf"))
        assert words in client.get("/conferences/decisions.csv").content.decode()
        with reading(by):
            resumed = actions.take_up_again(by=by, conference=conference)
            assert Line.objects.get(pk=late.pk).is_added, "also where the meeting is resumed"
            attended(by, resumed)


def test_line_of_before_is_known_by_its_time(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    conference = held(people)
    with reading(by):
        line = queries.lines_of(conference)[0]
    assert not line.is_added
    line.written_at += timedelta(minutes=1)
    assert line.is_added


def test_sent_minutes_change_by_a_new_version_alone(people: dict[str, Actor]) -> None:
    by, chief = people["commissioner"], people["moradabad"]
    conference = held(people)
    client, url = client_of(chief), f"/conferences/{conference.pk}/"
    with reading(by):
        conference = actions.confirm_minutes(by=by, conference=conference)
        first = queries.lines_of(conference)[0]
    sent = client.get(url + "minutes/").content.decode()
    assert "Version 1, 20 Nov 2026, 12:00" in sent
    with clock.frozen(clock.now() + timedelta(days=1)):
        decided(by, item_of(by, conference, "Bijnor"), "Name a second officer")
        with reading(chief):
            assert Notice.objects.filter(words_en__startswith="Minutes were added to").count() == 1
    with clock.frozen(clock.now() + timedelta(days=2)), reading(by):
        actions.amend_line(by=by, line=queries.line_or_unseen(by, first.pk), text="Three raids", reason="Counted again")
    latest = client.get(url + "minutes/").content.decode()
    for words in ("Version 3, 22 Nov 2026", "Three raids", "Name a second officer", "Added after the meeting"):
        assert words in latest
    before = client.get(url + "minutes/?version=1").content.decode()
    said = before.split("<section")[2]
    assert "Two raids were made" in said
    assert "Name a second officer" not in said
    assert "Amended on" not in said
    assert "A later version was sent." in before
    second = paper(client.get(url + "minutes.pdf?version=2"))
    assert "Version 2, 21 Nov 2026" in second
    assert "Two raids were made" in second
    assert "Name a second officer" in second
    assert "An earlier version." in second
    assert client.get(url + "minutes.pdf?version=9").status_code == 404
    assert client.get(url + "minutes/?version=x").status_code == 200


def test_end_asks_who_is_not_ticked_and_why_districts_were_left(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    conference = division_meeting(people)
    bijnor, rampur = item_of(by, conference, "Bijnor"), item_of(by, conference, "Rampur")
    client, url = client_of(by), f"/conferences/{conference.pk}/"
    with reading(by):
        actions.note_roll(by=by, conference=conference, roll={}, chair="")
    assert client.post(url + "end/").status_code == 400, "the chair alone is no meeting"
    attended(by, conference)
    client.post(url + "mark/", {"item": rampur.pk, "state": "passed", "skip_reason": "absent"})
    told = dict(re.findall(r"<dt>([^<]+)</dt>\s*<dd>(.*?)</dd>", client.get(url + "end/").content.decode(), re.DOTALL))
    assert "District police chief (SSP/SP): " in told["Not ticked"]
    assert "Rampur" in told["Skipped"]
    assert "Nobody of the district is present" in told["Skipped"]
    assert "Bijnor" in told["Not taken up"]
    assert client.post(url + "end/", {"skip_reason": "no_time"}).status_code == 302
    assert state_of(by, bijnor) == ("passed", "no_time")
    assert state_of(by, rampur) == ("passed", "absent")
    assert client.post(url + "end/").url == url + "minutes/", "ended by another already"
