"""The way into a video room, and when a series comes back."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import PersonalDataFound, pii_token
from samanvay.review.invitations import video_rooms as rooms
from samanvay.review.models import Conference
from samanvay.review.series.rhythm import next_moment, submission_of
from samanvay.review.wording import checked

SECRET = "a secret of thirty-two letters 0"
NOW = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 11, 0, tzinfo=clock.INDIA)


@pytest.fixture
def somebody() -> Actor:
    return Actor(uuid7(), "Meera Saxena", (100,))


@pytest.fixture
def conference() -> Conference:
    return Conference(name_en="Weekly review", room="k3j5h7q9", minutes=120, starts_at=MONDAY)


def opened(text: str) -> Any:
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


@pytest.mark.parametrize("moderates", [True, False])
def test_jitsi_link_is_signed_for_one_person_and_ten_minutes(
    somebody: Actor, conference: Conference, moderates: bool
) -> None:
    server = rooms.Server("jitsi", "https://meet.up.example", SECRET, "samanvay")
    link = rooms.jitsi_link(server, somebody, conference, moderates=moderates, moment=NOW)
    parts = urlsplit(link)
    assert (parts.netloc, parts.path) == ("meet.up.example", "/k3j5h7q9")
    head, body, signature = parse_qs(parts.query)["jwt"][0].split(".")
    expected = hmac.new(SECRET.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    assert signature == base64.urlsafe_b64encode(expected).rstrip(b"=").decode()
    assert opened(head)["alg"] == "HS256"
    said = opened(body)
    assert (said["iss"], said["aud"], said["sub"], said["room"]) == (
        "samanvay", "samanvay", "meet.up.example", "k3j5h7q9",
    )  # fmt: skip
    assert datetime.fromtimestamp(said["exp"], UTC) == NOW + timedelta(minutes=10)
    assert said["context"]["user"]["moderator"] is moderates
    assert said["context"]["user"]["name"] == "Meera Saxena"
    assert SECRET not in link
    assert SECRET not in repr(server)


def test_bigbluebutton_links_carry_the_checksum_of_call_and_parameters(somebody: Actor, conference: Conference) -> None:
    server = rooms.Server("bbb", "https://bbb.up.example/bigbluebutton", SECRET)
    create, join = rooms.links(server, somebody, conference, moderates=True)
    for call, link in (("create", create), ("join", join)):
        path, _sep, query = link.partition("?")
        query, _sep, checksum = query.rpartition("&checksum=")
        assert path == f"https://bbb.up.example/bigbluebutton/api/{call}"
        assert checksum == hashlib.sha256(f"{call}{query}{SECRET}".encode()).hexdigest()
        assert SECRET not in link
    made, joined = (parse_qs(urlsplit(link).query) for link in (create, join))
    assert joined["password"] == made["moderatorPW"]
    assert joined["role"] == ["MODERATOR"]
    nothing, guest = rooms.links(server, somebody, conference, moderates=False)
    assert nothing == "", "only who moderates opens the room"
    assert parse_qs(urlsplit(guest).query)["password"] == made["attendeePW"] != made["moderatorPW"]
    assert parse_qs(urlsplit(guest).query)["role"] == ["VIEWER"]


def test_without_a_secret_there_is_no_server(settings: Any) -> None:
    assert rooms.server() is None
    settings.JITSI = "https://meet.up.example/"
    assert rooms.server() is None
    settings.JITSI_SECRET = SECRET
    found = rooms.server()
    assert found is not None
    assert replace(found, secret="") == rooms.Server("jitsi", "https://meet.up.example", "", "samanvay")


@pytest.mark.parametrize(
    ("rhythm", "weekday", "after", "day"),
    [
        ("weekly", 0, "2026-11-23T10:59", "2026-11-23"),
        ("weekly", 0, "2026-11-23T11:00", "2026-11-30"),
        ("monthly", 1, "2026-11-03T10:00", "2026-11-03"),
        ("monthly", 1, "2026-11-03T12:00", "2026-12-01"),
        ("quarterly", 2, "2026-11-26T10:00", "2027-01-13"),
        ("quarterly", 2, "2026-10-14T10:00", "2026-10-14"),
    ],
)
def test_next_moment_of_a_rhythm_lies_after(rhythm: str, weekday: int, after: str, day: str) -> None:
    found = next_moment(rhythm, weekday, time(11), datetime.fromisoformat(after).replace(tzinfo=clock.INDIA))
    assert found.isoformat() == f"{day}T11:00:00+05:30"


def test_one_moment_is_called_once_whatever_its_time_zone() -> None:
    series = uuid7()
    assert submission_of(series, MONDAY) == submission_of(series, MONDAY.astimezone(UTC))
    assert submission_of(series, MONDAY) != submission_of(series, MONDAY + timedelta(weeks=1))


def test_word_of_the_writer_answers_for_a_name_but_for_no_number() -> None:
    said, by = "The chief secretary, Shri Ram Singh, will write", Actor(id=uuid7(), label="chair", audiences=(100,))
    with pytest.raises(PersonalDataFound):
        checked("text", said, by=by)
    assert checked("text", said, by=by, pii_answer=pii_token("text", said, by=by)) == (said, True)
    with pytest.raises(PersonalDataFound):
        checked("text", "Ring 98390 11122", by=by)
    assert checked("text", " Two raids were made \n", by=by) == ("Two raids were made", False)
