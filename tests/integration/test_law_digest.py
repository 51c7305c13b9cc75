"""What the digest tells of the law: for the reader's role, once a week, unless they chose otherwise."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.messages import digest_parts
from samanvay.duties.messages.actions.digests import send_digests
from samanvay.duties.messages.digest_parts import DigestPart, HowOften, register_part
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.law.actions import choose_how_often
from samanvay.law.loading import load_library

pytestmark = pytest.mark.django_db

# Monday after the week in which G Ganesh v State of Tamil Nadu was decided (22 May 2026), 09:00 in India.
MONDAY = datetime(2026, 5, 25, 3, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def court(db: None, settings: Any) -> User:
    """A court's officer and, beside, a doctor, whom that ruling does not concern."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with clock.frozen(MONDAY - 60 * DAY):
        load_library()
        unit = create_unit(by=SYSTEM, kind="court", name="Court", code="law:court", home_state="IN-UP")
        for role in ("court_officer", "doctor"):
            make_officer(role, role, unit.audience, name="Person", email=f"{role}@example.org")
    return User.objects.get(username="court_officer")


@pytest.fixture
def broken_part() -> Iterator[None]:
    """A part of another room that fails on the database."""

    def fails(*_asked: Any) -> list[Any]:
        User.objects.raw("select no_such_column from nowhere")[0]
        return []

    part = DigestPart("a_broken", Bilingual("Broken"), fails, lambda _actor: HowOften.EACH, lambda **_said: None)
    register_part(part)
    yield
    del digest_parts._parts["a_broken"]


def test_digest_tells_the_week_s_changes_to_whom_they_concern_though_another_part_fails(
    court: User, broken_part: None
) -> None:
    with clock.frozen(MONDAY):
        assert send_digests() == 1
        assert send_digests() == 0
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["court_officer@example.org"], "Samanvay: what changed")
    assert "1 law entry for your role changed since 18 May 2026: G Ganesh v State of Tamil Nadu" in message.body
    assert "/law/changes/?since=2026-05-18" in message.body
    with clock.frozen(MONDAY + DAY):
        assert send_digests() == 0, "told once"


def test_whoever_does_not_want_it_hears_nothing_and_chooses_it_where_e_mails_are_chosen(court: User) -> None:
    page = Client()
    page.force_login(court)
    shown = page.get(reverse("mail_choice"))
    assert shown.context["form"].initial["part_law"] == HowOften.WEEKLY
    said = {"how": "daily", "hour": "08:30", "weekday": "0", "part_law": "never"}
    assert page.post(reverse("mail_choice"), said).status_code == 302
    with clock.frozen(MONDAY + 7 * DAY):
        assert send_digests() == 0
    actor = actor_for(court)
    with reading(actor):
        choose_how_often(by=actor, how=HowOften.EACH)
    assert page.get(reverse("mail_choice")).context["form"].initial["part_law"] == HowOften.EACH
