"""The digest: at the hour chosen, once for a day, in the officer's language, nothing where nothing waits."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from duty_world import Line

from samanvay.access.users.actions import choose_language
from samanvay.duties.actions.ticking import escalate_due, send_notices
from samanvay.duties.messages.actions.digests import day_due, send_digests
from samanvay.duties.messages.actions.mail import choose_mail
from samanvay.duties.models import MailChoice, Notice
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading

NINE = datetime(2026, 11, 25, 3, 30, tzinfo=UTC)  # Wednesday, 09:00 in India
DAY = timedelta(days=1)


class DeadMailServer(BaseEmailBackend):
    def send_messages(self, email_messages: object) -> int:
        raise ConnectionRefusedError("no mail server")


@pytest.fixture
def line(db: None, settings: Any) -> Line:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return Line()


@pytest.mark.parametrize(
    ("how", "last_on", "moment", "due"),
    [
        ("daily", None, NINE, date(2026, 11, 25)),
        ("daily", date(2026, 11, 24), NINE - timedelta(hours=1), None),  # its hour has not come
        ("daily", date(2026, 11, 25), NINE, None),  # it went out
        ("daily", date(2026, 11, 22), NINE, date(2026, 11, 25)),  # after a stop of days: one, not three
        ("daily", date(2026, 11, 23), NINE - timedelta(hours=2), None),  # yesterday's is too old at seven
        ("weekly", date(2026, 11, 16), NINE, date(2026, 11, 23)),  # stopped on Monday, sent on Wednesday
        ("weekly", date(2026, 11, 23), NINE, None),
        ("each", None, NINE, None),
        ("escalations", None, NINE, None),
    ],
)
def test_day_whose_digest_is_due(how: str, last_on: date | None, moment: datetime, due: date | None) -> None:
    assert day_due(MailChoice(how=how, last_on=last_on), moment) == due


def test_digest_goes_out_once_a_day_with_counts_and_titles_and_no_name(line: Line) -> None:
    with clock.frozen(NINE):
        line.duty()
        assert send_notices() == 0, "what does not press waits for the digest"
        assert send_digests() == 1
        assert send_digests() == 0
        (message,) = mail.outbox
        assert message.to == ["sho@example.org"]
        assert message.subject == "Samanvay: you have 1 task"
        assert "Do the trial" in message.body
        assert "Person" not in message.body
    with clock.frozen(NINE + 5 * timedelta(hours=1)):
        assert send_digests() == 0
    with clock.frozen(NINE + DAY):
        assert send_digests() == 1
    with reading(SYSTEM):
        assert not Notice.objects.filter(user=line.people["sho"], sent_at__isnull=True).exists()


def test_digest_is_in_the_officer_s_language_and_silent_where_nothing_waits(line: Line) -> None:
    with acting_as(line.actor("sho")) as sho:
        choose_language(by=sho, user=line.people["sho"], language="hi")
    with clock.frozen(NINE):
        line.duty()
        send_digests()
    assert [message.to for message in mail.outbox] == [["sho@example.org"]]
    assert "परीक्षण करें" in mail.outbox[0].body
    assert "बाद में: 1" in mail.outbox[0].body


def test_failing_server_is_tried_five_times_and_the_day_is_not_sent_twice(line: Line, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.DeadMailServer"
    with clock.frozen(NINE):
        line.duty()
        for _ in range(7):
            assert send_digests() == 0
        with reading(SYSTEM):
            assert MailChoice.objects.get(user=line.people["sho"]).failures == 5
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert send_digests() == 0, "given up for the day"
    with clock.frozen(NINE + DAY):
        assert send_digests() == 1


def test_what_has_come_up_goes_out_at_once_whatever_was_chosen(line: Line) -> None:
    with clock.frozen(NINE), acting_as(line.actor("chief")) as chief:
        choose_mail(by=chief, how="escalations", hour=time(8, 30))
        line.duty(due_at=NINE + timedelta(hours=1))
    with clock.frozen(NINE + timedelta(hours=4)):
        while escalate_due():
            continue
        assert send_notices() == 1
        assert mail.outbox[0].to == ["chief@example.org"]
        assert "Nobody acted" in mail.outbox[0].body


def test_each_at_once_begins_when_it_is_chosen(line: Line) -> None:
    with clock.frozen(NINE):
        line.duty()
    with clock.frozen(NINE + timedelta(hours=1)), acting_as(line.actor("sho")) as sho:
        choose_mail(by=sho, how="each", hour=time(8, 30))
        assert send_notices() == 0, "what was told before does not burst out"
        line.duty(subject=("trial", "2"))
        assert send_notices() == 1
