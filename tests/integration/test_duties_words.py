"""Duties as people read them: numbers and clocks in words, figures of a persona, the calendar file."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import translation
from icalendar import Calendar
from reporting_state import officer

from samanvay.access.models import User
from samanvay.duties.models import Duty
from samanvay.duties.queries import KindCount
from samanvay.kernel import clock
from samanvay.kernel.ids import uuid7
from samanvay.web.components.pieces import Action
from samanvay.web.kit.clocks import clock_pill, late_pill
from samanvay.web.today.desk import Line, tasks_sentence
from samanvay.web.today.task_words import OWN_TRAINING
from samanvay.web.today.views import calendar_of

NOON = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)  # 12:00 in India


@pytest.mark.parametrize(
    ("tasks", "training", "reports", "words"),
    [
        (0, 0, 0, "You have no task."),
        (1, 0, 0, "You have 1 task."),
        (5, 0, 2, "You have 5 tasks and 2 reports to accept."),
        (5, 1, 57, "You have 5 tasks, 1 training task and 57 reports to accept."),
    ],
)
def test_sentence_says_what_each_number_counts(tasks: int, training: int, reports: int, words: str) -> None:
    counts = [KindCount("case:cwc", tasks, NOON), KindCount(next(iter(OWN_TRAINING)), training, NOON)]
    beside = [Line("", "", None, Action("", ""), NOON, stands_for=reports, of="report")]
    with translation.override("en"):
        assert tasks_sentence(counts, beside) == words


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (timedelta(minutes=20), "just overdue"),
        (timedelta(hours=31), "31 h late"),
        (timedelta(days=6, hours=3), "6 days late"),
    ],
)
def test_lateness_is_told_in_hours_then_in_days(late: timedelta, words: str) -> None:
    with clock.frozen(NOON), translation.override("en"):
        assert late_pill(NOON - late).words == words


@pytest.mark.parametrize(
    ("left", "words", "kind"),
    [
        (timedelta(hours=5, minutes=10), "5 h 10 left", "hot"),
        (timedelta(minutes=20), "20 min left", "hot"),
        (timedelta(hours=8), "due today", "warn"),
        (timedelta(hours=20), "20 h left", "warn"),
        (timedelta(days=2), "2 days left", "calm"),
        (timedelta(hours=-3), "since 09:00", "hot"),
        (timedelta(days=-22), "since 2 Nov", "hot"),
        (timedelta(days=-400), "since 20 Oct 2025", "hot"),
    ],
)
def test_clock_says_how_long_there_is(left: timedelta, words: str, kind: str) -> None:
    with clock.frozen(NOON), translation.override("en"):
        pill = clock_pill(due_at=NOON + left)
        assert (pill.words, pill.kind) == (words, kind)
        assert clock_pill(due_at=NOON + left, paused=True).words == "deferred"


def test_calendar_holds_titles_hours_and_addresses_and_no_name() -> None:
    running = Duty(id=uuid7(), title_en="Joint check", due_at=NOON, version=2)
    paused = Duty(id=uuid7(), title_en="Visit", due_at=NOON, paused_at=NOON)
    with translation.override("en"), clock.frozen(NOON):
        read = Calendar.from_ical(calendar_of([running, paused], lambda path: f"https://x.example{path}"))
    first, second = read.walk("VEVENT")
    assert first["summary"] == "Joint check"
    assert first.decoded("dtend") == NOON
    assert UUID(str(first["uid"]).split("@")[0]) == running.id
    assert str(first["url"]) == f"https://x.example/duties/{running.id}/"
    assert len(first.walk("VALARM")) == 1
    assert second["status"] == "TENTATIVE"
    assert second.walk("VALARM") == []


def test_card_of_the_week_is_that_of_the_persona(fresh_state: str) -> None:
    shown = []
    for actor in (officer("police_chief", "Moradabad"), officer("state_bureau")):
        user = User.objects.get(pk=actor.id)
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "of the test"})
        client = Client()
        client.force_login(user)
        shown.append([
            (str(card.title), str(card.stats[0].number), str(card.stats[0].words).partition(" reported")[0])
            for card in client.get("/").context["cards"]
            if card.stats
        ])  # fmt: skip
    assert shown == [[], [("This quarter", "0", "of 75 districts")]], "of one's single district its own card tells it"
