"""Text messages: signed, without names, quiet at night, tried again, never in the way; the number is kept nowhere."""

import hashlib
import hmac
import json
import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.forms.models import model_to_dict
from duty_world import Line

from samanvay.audit.operations import operation
from samanvay.config import checks
from samanvay.directory import events
from samanvay.directory.models import Officer
from samanvay.duties.actions.ticking import escalate_due, queue_texts
from samanvay.duties.messages.actions.mail import choose_mail
from samanvay.duties.messages.actions.texting import after_quiet, is_safe_address, send_texts, texts_due
from samanvay.duties.models import TextMessage
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.web import urls as urls  # what the rooms put on the health page comes with their addresses
from samanvay.web.kit.readings import readings

NOON = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
NIGHT = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)  # 22:30 in India
SECRET = "a secret of the test that is long enough"
NUMBER = "+919876543210"


class Gateway(HTTPServer):
    """Answers as told and keeps what was posted."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.status = 200
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.is_babbling = False


class Answer(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        if self.server.is_babbling:
            self.wfile.write(b"220 ready for mail\r\n")
            return
        self.send_response(self.server.status)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    server = Gateway()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.SMS_SECRET = SECRET
    settings.SMS_TEMPLATES = {"overdue.en": "1107001", "escalated.en": "1107002", "urgent.en": "1107003"}
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def line(db: None) -> Line:
    made = Line()
    for name, number in (("sho", NUMBER), ("chief", "+919876543211")):
        user = made.people[name]
        officer = Officer(user=user, employee_no=name, home_state="IN-UP", name=user.name, phone=number)
        with operation(events.OFFICER_CREATED, by=SYSTEM, target=("officer", officer.pk)):
            officer.save(force_insert=True)
    return made


def late(hours: int, *, begun: datetime = NOON) -> Any:
    return clock.frozen(begun + timedelta(hours=hours))


def test_overdue_duty_is_told_signed_and_without_a_name(
    line: Line, gateway: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with clock.frozen(NOON):
        line.duty(due_at=NOON + timedelta(hours=1))
        assert not texts_due()
    with late(2):
        escalate_due()
        assert send_texts() == 1
        assert send_texts() == 0
    (headers, body) = gateway.got[0]
    said = json.loads(body)
    assert said["to"] == NUMBER
    assert said["text"].startswith("Samanvay: your overdue tasks: 1. See http")
    assert said["template"] == "1107001"
    assert "trial" not in said["text"]
    expected = hmac.new(SECRET.encode(), headers["X-Samanvay-Time"].encode() + b"." + body, hashlib.sha256)
    assert headers["X-Samanvay-Signature"] == f"sha256={expected.hexdigest()}"
    with reading(SYSTEM):
        kept = TextMessage.objects.get()
    assert kept.sent_at is not None
    assert "98765" not in str(model_to_dict(kept)) + caplog.text


def test_night_is_quiet_but_for_what_is_urgent() -> None:
    assert after_quiet(NOON) == NOON
    assert after_quiet(NIGHT) == datetime(2026, 11, 26, 1, 30, tzinfo=UTC)
    assert after_quiet(NIGHT + timedelta(hours=5)) == datetime(2026, 11, 26, 1, 30, tzinfo=UTC)


def test_urgent_duty_is_told_at_night_and_another_in_the_morning(line: Line, gateway: Gateway) -> None:
    with clock.frozen(NIGHT):
        line.duty(due_at=NIGHT)
        line.duty(subject=("trial", "2"), urgent=True)
        escalate_due()
        assert send_texts() == 1
        assert not texts_due()
    assert "your urgent tasks" in json.loads(gateway.got[0][1])["text"]
    with late(9, begun=NIGHT):
        assert send_texts() == 1


def test_worker_that_comes_late_keeps_the_quiet(line: Line, gateway: Gateway) -> None:
    with clock.frozen(NIGHT - timedelta(hours=2)):
        line.duty(due_at=NIGHT - timedelta(hours=2))
        escalate_due()
        assert texts_due()
    with clock.frozen(NIGHT):
        assert not texts_due()
        assert send_texts() == 0
    with late(9, begun=NIGHT):
        assert send_texts() == 1


def test_many_duties_of_one_person_are_one_message(line: Line, gateway: Gateway) -> None:
    with clock.frozen(NOON):
        for number in range(5):
            line.duty(subject=("trial", str(number)), due_at=NOON)
    with late(1):
        while escalate_due():
            continue
        assert send_texts() == 1
    assert "your overdue tasks: 5." in json.loads(gateway.got[0][1])["text"]
    with reading(SYSTEM):
        assert TextMessage.objects.filter(sent_at__isnull=False).count() == 5, "each duty has its sending on record"


def test_failing_gateway_is_tried_again_later_and_given_up_in_the_end(line: Line, gateway: Gateway) -> None:
    gateway.status = 503
    with clock.frozen(NOON):
        line.duty(due_at=NOON)
        escalate_due()
        assert send_texts() == 0
        assert send_texts() == 0, "not before its time"
    with reading(SYSTEM):
        assert TextMessage.objects.get().trouble == "answered 503"
    with clock.frozen(NOON):
        (shown,) = (each for each in readings() if each.name == "Text messages")
        assert (shown.is_bad, shown.more) == (True, "answered 503")
    for hours in (1, 24, 48, 72, 96):
        with late(hours):
            send_texts()
    with late(120):
        assert not texts_due()
    assert len(gateway.got) == 6
    with reading(SYSTEM):
        assert TextMessage.objects.get().ended_at is not None


def test_redirect_is_not_followed(line: Line, gateway: Gateway) -> None:
    gateway.status = 307
    with clock.frozen(NOON):
        line.duty(due_at=NOON)
        escalate_due()
        assert send_texts() == 0
    assert len(gateway.got) == 1


def test_own_overdue_duties_can_be_declined_and_escalations_cannot(line: Line, gateway: Gateway) -> None:
    for name in ("sho", "chief"):
        with acting_as(line.actor(name)) as actor:
            choose_mail(by=actor, how="daily", hour=time(8, 30), texts_of_own=False)
    with clock.frozen(NOON):
        line.duty(due_at=NOON)
    with late(3):
        while escalate_due():
            continue
        assert send_texts() == 1
    assert json.loads(gateway.got[0][1])["template"] == "1107002"


def test_worker_is_asked_once(line: Line, gateway: Gateway) -> None:
    with clock.frozen(NOON):
        assert not queue_texts()
        line.duty(due_at=NOON)
        escalate_due()
        assert queue_texts()
        assert not queue_texts()


def test_nothing_is_put_down_where_no_gateway_is_set_up(line: Line) -> None:
    with clock.frozen(NOON):
        line.duty(due_at=NOON)
        escalate_due()
    with reading(SYSTEM):
        assert not TextMessage.objects.exists()


def test_production_refuses_a_gateway_without_https_secret_and_templates(settings: Any) -> None:
    settings.SMS_URL, settings.SMS_SECRET, settings.SMS_TEMPLATES = "http://sms.example", "short", {}
    settings.IS_PRODUCTION = True
    assert len(list(checks.text_messages())) == 3
    assert not is_safe_address("http://127.0.0.1:80/")
    assert is_safe_address("https://sms.example/send")
    settings.SMS_URL = ""
    assert not list(checks.text_messages())


def test_gateway_that_speaks_something_else_is_tried_again_later(line: Line, gateway: Gateway) -> None:
    gateway.is_babbling = True
    with clock.frozen(NOON):
        line.duty(due_at=NOON)
        escalate_due()
        assert send_texts() == 0
        assert not texts_due()
    with reading(SYSTEM):
        assert TextMessage.objects.get().trouble == "BadStatusLine"
