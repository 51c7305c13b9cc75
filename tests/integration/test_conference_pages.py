"""Pages of conferences without a browser: the wall without scripts, two who type, what the wall costs, the files."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from test_conferences import (
    MONDAY,
    attended,
    call_coming_conferences,
    decided,
    division_meeting,
    first_district,
    item_of,
    overdue,
    people,
    series_of,
)

from confirming import answer_offered
from samanvay.access.models import User
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.review import actions, queries
from samanvay.review.agenda.consent import together
from samanvay.review.agenda.items import agenda
from samanvay.review.models import Conference, Invitation, Item, Line
from samanvay.web.kit.pasted import mark_of
from samanvay_insight.script.legacy import to_legacy

__all__ = ["people"]
SECRET = "a secret of thirty-two letters 0"


@pytest.fixture(autouse=True)
def second_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.id))
    return client


def test_wall_works_without_scripts_and_shows_both_sides(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    conference = division_meeting(people)
    item = item_of(by, conference, "Bijnor")
    client, url = client_of(by), f"/conferences/{conference.pk}/"
    assert client.post(url + "go/", {"item": item.pk}).status_code == 302
    shown = client.get(url + "live/").content.decode()
    assert '<h1 id="wall-title">Bijnor' in shown
    line = {"item": item.pk, "kind": "update", "text": "Sunita, 14 years, is home"}
    answer = client.post(url + "lines/", line)
    assert answer.status_code == 400
    assert "<mark" in answer.content.decode()
    line |= {"pii_answer": answer_offered(answer)}
    assert client.post(url + "lines/", line).status_code == 302
    with reading(by):
        kept = Line.objects.get()
    change = f"/conferences/lines/{kept.pk}/change/"
    assert client.post(change, {"text": "Two raids were made", "version": kept.version}).status_code == 302
    clash = client.post(change, {"text": "Three raids were made", "version": kept.version})
    assert clash.status_code == 409
    for words in ("Two raids were made", "Three raids were made", "Somebody changed this entry"):
        assert words in clash.content.decode()
    same = client.post(change, {"text": "Three", "version": kept.version}, headers={"HX-Request": "true"})
    assert same.status_code == 200, "the part alone, in its place"
    assert same.content.decode().startswith('<div id="lines">')
    wrong = client.post(
        url + "lines/", {"item": item.pk, "kind": "decision", "text": "Do it", "owner": "", "said_on": ""}
    )
    assert wrong.status_code == 400
    assert "Choose who must do it." in wrong.content.decode()


def test_a_line_in_an_old_font_is_shown_as_it_reads_and_kept_as_agreed(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    conference = division_meeting(people)
    item = item_of(by, conference, "Bijnor")
    client, url = client_of(by), f"/conferences/{conference.pk}/"
    client.post(url + "go/", {"item": item.pk})
    told, anew = "तीन छापे मारे गए", "दो छापे मारे गए और बालिकाओं को मुक्त कराया"
    line = {"item": item.pk, "kind": "update", "text": to_legacy(told)}
    asked = client.post(url + "lines/", line, headers={"HX-Request": "true"}).content.decode()
    assert told in asked
    assert escape(to_legacy(told)) in asked
    with reading(by):
        assert not Line.objects.exists()
    agreed = line | {"letters": "read", "letters_of": mark_of(to_legacy(told))}
    assert client.post(url + "lines/", agreed).status_code == 302
    with reading(by):
        kept = Line.objects.get()
    assert kept.text == told
    change = f"/conferences/lines/{kept.pk}/change/"
    typed = {"text": to_legacy(anew), "version": kept.version}
    assert anew in client.post(change, typed).content.decode()
    assert client.post(change, typed | {"letters": "typed", "letters_of": mark_of(to_legacy(anew))}).status_code == 302
    with reading(by):
        assert Line.objects.get().text == to_legacy(anew)


def test_wall_asks_as_much_for_five_districts_as_for_seventy_five(people: dict[str, Actor]) -> None:
    series_of(people)
    call_coming_conferences()
    small = division_meeting(people)
    counted = []
    with clock.frozen(MONDAY):
        with reading(people["desk"]):
            large = actions.begin_conference(by=people["desk"], conference=Conference.objects.get(place="IN-UP"))
        for actor, conference in ((people["commissioner"], small), (people["desk"], large)):
            item = first_district(actor, conference)
            client = client_of(actor)
            with CaptureQueriesContext(connection) as seen:
                answer = client.post(
                    f"/conferences/{conference.pk}/go/", {"item": item.pk}, headers={"HX-Request": "true"}
                )
            assert answer.status_code == 200
            counted.append(len(seen))
    assert abs(counted[0] - counted[1]) <= 2, counted  # the desk holds its own grants
    assert max(counted) < 90


def test_invited_chief_sees_the_order_and_its_own_item_only(people: dict[str, Actor]) -> None:
    by, chief = people["commissioner"], people["moradabad"]
    conference = division_meeting(people)
    decided(by, item_of(by, conference, "Moradabad"))
    decided(by, item_of(by, conference, "Bijnor"), "Name a second officer")
    client, url = client_of(chief), f"/conferences/{conference.pk}/"
    shown = client.get(url).content.decode()
    assert "Bijnor" in shown
    assert "Check the placement agencies" in shown
    assert "Name a second officer" not in shown
    assert client.get(url + "live/").status_code == 403
    assert client.get(url + "minutes/").status_code == 403
    assert "Name a second officer" not in client.get("/conferences/decisions/").content.decode()
    assert client_of(people["bijnor"]).post(url + "here/").status_code == 302
    assert client.post(url + "begin/").status_code == 403


def test_minutes_are_paper_in_both_languages_and_decisions_a_table(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    conference = division_meeting(people, begun=False)
    overdue("Bijnor", "Home verification of a child", 9)
    with reading(by):
        conference = actions.begin_conference(by=by, conference=conference)
    decided(by, item_of(by, conference, "Bijnor"), "Check the agencies, all of them")
    client, url = client_of(by), f"/conferences/{conference.pk}/"
    refused = client.post(url + "end/")
    assert refused.status_code == 400
    assert "Nobody is noted as present." in refused.content.decode()
    attended(by, conference)
    assert client.post(url + "end/").status_code == 302
    titles = []
    for language in ("en", "hi", "nowhere"):
        answer = client.get(url + f"minutes.pdf?language={language}")
        assert answer.status_code == 200
        titles.append(pypdfium2.PdfDocument(answer.content).get_metadata_value("Title").split(":")[0])
    assert titles == ["Minutes", "कार्यवृत्त", "Minutes"]
    rows = list(csv.reader(io.StringIO(client.get("/conferences/decisions.csv").content.decode("utf-8-sig"))))
    assert rows[1][0] == "Check the agencies, all of them"
    assert rows[1][2] == "Bijnor"
    assert "27 Nov 2026" in rows[1]
    assert client.get("/conferences/decisions/?q=nowhere").content.decode().count("Nothing found.") == 1
    calendar = client.get(url + "invitation.ics")
    assert calendar["Content-Type"] == "text/calendar; charset=utf-8; method=REQUEST"


def test_join_gives_a_link_on_the_page_alone_and_no_secret(
    people: dict[str, Actor], settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    conference = division_meeting(people, begun=False)
    url = f"/conferences/{conference.pk}/join/"
    client = client_of(people["moradabad"])
    assert "No video server is set up" in client.post(url).content.decode()
    settings.JITSI, settings.JITSI_SECRET = "https://meet.up.example", SECRET
    answer = client.post(url)
    shown = answer.content.decode()
    assert 'href="https://meet.up.example/' in shown
    assert "?jwt=" in shown
    assert SECRET not in shown + caplog.text
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def state_sitting(people: dict[str, Actor]) -> Conference:
    """Call the round of 75 districts for Monday."""
    series_of(people)
    call_coming_conferences()
    with reading(people["desk"]):
        return Conference.objects.get(place="IN-UP")


def state_of(by: Actor, item: Item) -> tuple[str, str]:
    with reading(by):
        fresh = Item.objects.get(pk=item.pk)
        return fresh.state, fresh.reason


def test_agenda_proposes_fifteen_and_holds_the_rest_together(people: dict[str, Actor]) -> None:
    desk, conference = people["desk"], state_sitting(people)
    with reading(desk):
        items = [line.item for line in agenda(desk, conference)]
    under = together(items)
    before = [item for item in items if item.district and item not in under]
    assert len(before) == 15
    assert len(under) == 60
    client, url = client_of(desk), f"/conferences/{conference.pk}/"
    shown = client.get(url).content.decode()
    assert "weight" not in shown.split('id="agenda"')[1], "no score is shown"
    assert shown.count("Take up separately") == 60
    assert "Posts" not in shown
    assert "posts are vacant" in shown
    picked = under[7]
    assert client.post(url + "order/", {"way": "apart", "item": picked.pk}).status_code == 302
    with reading(desk):
        items = [line.item for line in agenda(desk, Conference.objects.get(pk=conference.pk))]
    assert picked not in together(items)
    assert len(together(items)) == 59
    again = client.post(url + "order/", {"way": "apart", "item": picked.pk})
    assert again.status_code == 400
    assert "on the agenda by itself already" in again.content.decode()
    told = client_of(people["moradabad"]).get(url).content.decode()
    assert "The other districts, taken note of together" in told, "by hand, so the order is told"


def test_begun_on_another_day_asks_and_an_extra_sitting_leaves_the_planned_one(people: dict[str, Actor]) -> None:
    desk, conference = people["desk"], state_sitting(people)
    client, url = client_of(desk), f"/conferences/{conference.pk}/"
    assert client.post(url + "begin/").url == url + "begin/"
    asked = client.get(url + "begin/").content.decode()
    assert "This meeting is planned for Monday 23 Nov 2026. Begin it now, or hold an extra meeting?" in asked
    assert client.post(url + "begin/", {"how": "extra"}).status_code == 302
    assert client.post(url + "begin/", {"how": "extra"}).status_code == 302, "pressed twice"
    with reading(desk):
        states = list(Conference.objects.order_by("starts_at").values_list("state", "starts_at"))
    assert [state for state, _at in states] == ["running", "planned"]
    assert states[1][1] == MONDAY
    with reading(desk):
        extra = Conference.objects.get(state="running")
    answer = client.post(url + "begin/", {"how": "planned"})
    assert answer.url == f"/conferences/{extra.pk}/live/", "led into the one that runs"
    attended(desk, extra)
    assert client.post(f"/conferences/{extra.pk}/end/").status_code == 302
    answer = client.post(url + "begin/", {"how": "planned"})
    assert answer.url == url + "attendance/", "the roll comes first"
    with reading(desk):
        coming = Conference.objects.filter(state="planned").get()
    assert coming.starts_at == MONDAY + timedelta(days=7), "the next one exists at once"
    with clock.frozen(MONDAY + timedelta(days=3)):
        assert call_coming_conferences() == 0, "never two"


def test_skipping_asks_why_and_is_undone_and_ending_says_what_is_open(people: dict[str, Actor]) -> None:
    desk, conference = people["desk"], state_sitting(people)
    with clock.frozen(MONDAY):
        client, url = client_of(desk), f"/conferences/{conference.pk}/"
        assert client.post(url + "begin/").url == url + "attendance/"
        with reading(desk):
            items = queries.items(conference)
        opening, first, second = items[:3]
        client.post(url + "go/", {"item": first.pk, "mark": "discussed"})
        assert state_of(desk, opening) == ("discussed", "")
        assert client.post(url + "go/", {"item": second.pk, "mark": "passed"}).status_code == 400, "why is not said"
        client.post(url + "go/", {"item": second.pk, "mark": "passed", "skip_reason": "absent"})
        assert state_of(desk, first) == ("passed", "absent")
        wall = client.get(url + "live/").content.decode()
        assert f"Undo: {first.words_en} (Skipped)" in wall
        client.post(url + "mark/", {"item": first.pk, "state": "waiting"})
        assert state_of(desk, first) == ("waiting", "")
        assert f'id="wall-title">{first.words_en}' in client.get(url + "live/").content.decode()
        client.post(url + "go/", {"item": second.pk, "mark": "passed", "skip_reason": "nothing_new"})

        consent = next(item for item in items if item.is_consent)
        under = together(items)
        client.post(url + "go/", {"item": consent.pk})
        assert client.get(url + "live/").content.decode().count("Take up separately") == len(under)
        client.post(url + "go/", {"item": under[0].pk})
        client.post(url + "go/", {"item": consent.pk, "mark": "discussed"})
        client.post(url + "go/", {"item": items[-1].pk, "mark": "discussed"})
        assert state_of(desk, under[1]) == ("discussed", "")
        running = client.get(url).content.decode()
        assert running.count("Taken note of together") == len(under), "and none of them as taken up"
        told = client_of(people["moradabad"]).get(url).content.decode()
        assert under[1].words_en in told.split("taken note of together")[1], "the invited read which"
        client.post(url + "mark/", {"item": consent.pk, "state": "waiting"})
        assert state_of(desk, under[1]) == ("waiting", ""), "withdrawn together"
        assert (
            client.post(url + "mark/", {"item": consent.pk, "state": "passed", "skip_reason": "absent"}).status_code
            == 400
        )
        client.post(url + "go/", {"item": items[-1].pk, "mark": "discussed"})

        asked = client.get(url + "end/").content.decode()
        assert "Nobody is noted as present." in asked
        assert second.words_en in asked
        with reading(desk):
            invited = queries.invitations(conference)
        roll = {"listed": [each.pk for each in invited], "chair": "Additional DG"}
        assert client.post(url + "attendance/", roll).status_code == 400, "nobody is ticked"
        roll |= {"present": [invited[0].pk], "role": ["dcpu"], "district": [first.district]}
        assert client.post(url + "attendance/", roll).url == url + "live/"
        assert client.post(url + "end/").url == url + "minutes/"
    minutes = client.get(url + "minutes/").content.decode()
    told = dict(re.findall(r"<dt>([^<]+)</dt>\s*<dd>(.*?)</dd>", minutes, re.DOTALL))
    assert "(Additional DG)" in told["Chair"]
    assert ">2<" in told["Present"]
    assert f"{first.words_en} (Nothing new since the last meeting)" in told["Skipped"]
    assert under[0].words_en in told["Taken up without a line"]
    assert under[1].words_en in told["Taken note of together"]
    assert second.words_en in told["Not taken up"]
    assert "Nobody" not in minutes


def test_nobody_is_present_for_being_expected_and_vacant_posts_stand_apart(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    conference = division_meeting(people)
    address = f"/conferences/{conference.pk}/attendance/"
    shown = client_of(by).get(address).content.decode()
    assert " checked" not in shown
    held, _mark, vacant = shown.rpartition("Vacant posts")
    rows = [[row for row in part.split("<li>") if 'name="present"' in row] for part in (held, vacant)]
    assert len(rows[0]) == 2, "the two chiefs who are posted"
    assert "Post vacant" not in held
    assert all("Post vacant" in row for row in rows[1])
    assert rows[1]
    with reading(by):
        first = Invitation.objects.filter(conference=conference).order_by("pk").first()
        actions.note_roll(by=by, conference=conference, roll={first.pk: ("present", "")})
    assert client_of(by).get(address).content.decode().count(" checked") == 1


def test_minutes_without_attendance_are_not_confirmed(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    conference = division_meeting(people)
    with reading(by), pytest.raises(Invalid, match="Nobody is noted as present"):
        actions.end_conference(by=by, conference=conference)
    attended(by, conference)
    with reading(by):
        held = actions.end_conference(by=by, conference=Conference.objects.get(pk=conference.pk))
        first = queries.invitations(held)[0]
        actions.note_roll(by=by, conference=held, roll={first.pk: ("absent", "")})
        with pytest.raises(Refused, match="Note the attendance first"):
            actions.confirm_minutes(by=by, conference=held)
