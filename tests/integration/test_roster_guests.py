"""Guests of a batch: invited by lines, written to by the worker, answering under their address, told, erased."""

from datetime import datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
from beside_world import a_batch, turns
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar
from roster_world import a_published_plan, this_monday, world

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.duties.models import Notice
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay.rosters import tasks
from samanvay.rosters.batches import events as batch_events
from samanvay.rosters.guests.actions import inviting, mailing
from samanvay.rosters.guests.pasted_lines import GuestLine, read_lines
from samanvay.rosters.models import Guest
from samanvay.rosters.plans import events as plan_events
from samanvay.rosters.plans.actions.planning import drop_plan
from samanvay.web.rosters import invited
from samanvay.web.rosters.invitation_paper import Invitation

pytestmark = pytest.mark.django_db
MAYA = GuestLine("Maya Thapa", "Asha Trust", "maya@example.org", "+919876543210")
HARI = GuestLine("Hari Prasad", "Bar of Bahraich", "", "+919876543211")


class Deaf(BaseEmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError("no mail server")


@pytest.fixture
def here(settings: Any) -> SimpleNamespace:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()
    made = world()
    made.batch = a_batch(made)
    return made


def invite(here: SimpleNamespace, *lines: GuestLine, **given: Any) -> list[Guest]:
    said = {"kind": "ngo", "language": "en", **given}
    made, bad = inviting.invite_guests(by=here.trainer.actor, batch=here.batch, lines=list(enumerate(lines, 1)), **said)
    assert not bad
    return made


def again(guest: Guest) -> Guest:
    with reading(SYSTEM):
        return Guest.objects.select_related("batch__centre", "batch__plan").get(pk=guest.pk)


def secret_in(body: str) -> str:
    return body.split("/rosters/invited/")[1].split("/")[0]


def sent_to(here: SimpleNamespace, guest: Guest) -> str:
    """Have the worker send the invitation; return the secret in it."""
    assert not mailing.send_invitation(guest.pk, is_last=False)
    return secret_in(mail.outbox[-1].body)


def moved(here: SimpleNamespace, **changes: Any) -> list[UUID]:
    """Move the batch by a week as the action does, and return whom the worker is to tell."""
    monday = here.batch.monday + timedelta(weeks=1)
    with operation(batch_events.BATCH_MOVED, by=SYSTEM, target=("batch", here.batch.id)) as op:
        here.batch.revise(expected=None, changes={
            "monday": monday, "starts_on": monday, "ends_on": monday + timedelta(days=2),
            "sequence": here.batch.sequence + 1, **changes,
        })  # fmt: skip
        with acting_as(SYSTEM, op=op.id):
            return mailing.guests_to_tell(here.batch)


def test_lines_are_read_with_their_numbers_and_bad_ones_named() -> None:
    good, bad = read_lines(
        "Maya Thapa; Asha Trust; Maya@Example.org; 98765 43210\n"
        "\n"
        "; Nobody; a@example.org\n"
        "Hari Prasad;;; ९८७६५४३२११\n"
        "Asha; ; not an address\n"
        "Neha; Trust\n"
        "Ravi; ; ravi@example.org; 12\n"
        "Aadhaar; ; ; 2345 6789 0124"
    )
    assert [(number, line) for number, line in good] == [(1, MAYA), (4, GuestLine("Hari Prasad", phone=HARI.phone))]
    assert [each.number for each in bad] == [3, 5, 6, 7, 8]


def test_who_runs_the_batch_invites_within_its_seats_and_nobody_else(here: SimpleNamespace) -> None:
    turns(here.batch, here.members["DCPU"][:19])
    made, bad = inviting.invite_guests(
        by=here.trainer.actor, batch=here.batch, kind="lawyer", language="hi", lines=[(1, MAYA), (2, HARI)]
    )
    assert [each.name for each in made] == [MAYA.name], "of twenty seats one is left"
    assert [each.number for each in bad] == [2]
    by = here.sho.actor
    with reading(by):
        with pytest.raises(Refused):
            inviting.invite_guests(by=by, batch=here.batch, kind="ngo", language="hi", lines=[(1, HARI)])
        with pytest.raises(Refused):
            inviting.guests_of(by, here.batch)


def test_the_same_press_twice_invites_once_and_a_known_address_is_named(here: SimpleNamespace) -> None:
    press = uuid7()
    first = invite(here, MAYA, HARI, submission_id=press)
    assert [each.pk for each in invite(here, MAYA, HARI, submission_id=press)] == [each.pk for each in first]
    made, bad = inviting.invite_guests(
        by=here.trainer.actor, batch=here.batch, kind="ngo", language="en",
        lines=[(7, GuestLine("Maya T", "", "maya@example.org", ""))],
    )  # fmt: skip
    assert not made
    assert bad[0].number == 7


def test_the_invitation_goes_out_in_the_guests_language_with_a_calendar_file(here: SimpleNamespace) -> None:
    (guest,) = invite(here, MAYA, language="hi")
    secret = sent_to(here, guest)
    (message,) = mail.outbox
    assert message.to == ["maya@example.org"]
    with translation.override("hi"):
        assert "सीमा पर जाँच" in message.subject
        assert mailing.days_words(here.batch) in message.body
    ((name, content, kind),) = message.attachments
    event = Calendar.from_ical(content).walk("VEVENT")[0]
    assert (name, kind) == ("samanvay.ics", "text/calendar")
    assert event["DTSTART"].dt == here.batch.starts_on
    assert event["DTEND"].dt == here.batch.ends_on + timedelta(days=1)
    kept = again(guest)
    assert kept.sent_at is not None
    assert secret not in str(kept.__dict__), "only the hash is kept"


def test_a_server_that_fails_is_tried_again_and_whoever_invited_is_told_at_last(
    here: SimpleNamespace, settings: Any
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Deaf"
    (guest,) = invite(here, MAYA)
    assert mailing.send_invitation(guest.pk, is_last=False)
    assert again(guest).failed_at is None
    assert not mailing.send_invitation(guest.pk, is_last=True)
    assert again(guest).failed_at is not None
    assert again(guest).sent_at is None
    with reading(SYSTEM):
        (notice,) = Notice.objects.filter(user=here.trainer.user)
    assert MAYA.name not in notice.words_en + notice.words_hi
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    sent_to(here, guest)
    assert again(guest).failed_at is None


def test_the_worker_puts_a_failed_invitation_off(here: SimpleNamespace, settings: Any, monkeypatch: Any) -> None:
    put_off: list[Any] = []

    class Later:
        def enqueue(self, *given: Any) -> None:
            put_off.append(given)

    settings.EMAIL_BACKEND = f"{__name__}.Deaf"
    (guest,) = invite(here, MAYA)
    monkeypatch.setattr(type(tasks.invite_by_mail), "using", lambda self, **given: Later())
    tasks.invite_by_mail.call(str(guest.pk), 1)
    assert put_off == [(str(guest.pk), 2)]
    tasks.invite_by_mail.call(str(guest.pk), len(mailing.WAITS))
    assert len(put_off) == 1
    assert again(guest).failed_at is not None


def test_the_address_tells_what_when_and_where_and_no_name(here: SimpleNamespace) -> None:
    guest, _other = invite(here, MAYA, HARI)
    secret = sent_to(here, guest)
    url = reverse("roster_invited", args=[f"{secret}/"])
    answer = Client().get(url)
    shown = answer.content.decode()
    assert answer.status_code == 200
    for told in ("Checks at the border", "Centre C-EAST", "I will come", here.batch.label):
        assert told in shown
    for hidden in (MAYA.name, HARI.name, "Asha Trust", "maya@example.org", str(guest.pk)):
        assert hidden not in shown
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "सीमा पर जाँच" in Client().get(url, {"language": "hi"}).content.decode()
    assert Client().get(reverse("roster_invited", args=["0" * 26])).status_code == 404


def test_a_guest_answers_and_changes_their_mind_until_the_first_day(here: SimpleNamespace) -> None:
    (guest,) = invite(here, MAYA)
    secret = sent_to(here, guest)
    url = reverse("roster_invited", args=[f"{secret}/"])
    assert Client().post(url, {"said": "coming"}).status_code == 200
    assert again(guest).said == "coming"
    assert Client().post(url, {"said": "perhaps"}).status_code == 400
    assert Client().post(url, {"said": "cannot"}).status_code == 200
    assert again(guest).said == "cannot"
    first = datetime.combine(here.batch.starts_on, time(12), clock.INDIA)
    with clock.frozen(first):
        inviting.answer_invitation(secret=secret, said="coming")
    with clock.frozen(first + timedelta(days=1)), pytest.raises(Invalid):
        inviting.answer_invitation(secret=secret, said="cannot")
    with clock.frozen(first + timedelta(days=3)), pytest.raises(Unseen):
        inviting.invited_by_secret(secret)


def test_who_said_no_frees_a_seat_and_comes_back_only_while_one_is_left(here: SimpleNamespace) -> None:
    turns(here.batch, here.members["DCPU"][:19])
    (guest,) = invite(here, MAYA)
    secret = sent_to(here, guest)
    inviting.answer_invitation(secret=secret, said="cannot")
    invite(here, HARI)
    with pytest.raises(Invalid):
        inviting.answer_invitation(secret=secret, said="coming")


def test_a_new_letter_ends_the_address_before_it(here: SimpleNamespace) -> None:
    (guest,) = invite(here, HARI)
    by = here.trainer.actor
    first = inviting.draw_address(by=by, guest=again(guest), why="letter")
    second = inviting.draw_address(by=by, guest=again(guest), why="letter")
    with pytest.raises(Unseen):
        inviting.invited_by_secret(first)
    assert inviting.invited_by_secret(second).label == here.batch.label
    address = f"https://example.org/rosters/invited/{second}/"
    with reading(by):
        pdf = Invitation(here.batch, again(guest), address).pdf()
    pages = pypdfium2.PdfDocument(pdf)
    words = [page.get_textpage().get_text_bounded() for page in pages]
    assert len(words) == 2
    assert all(HARI.name in page for page in words)
    assert second in words[0].replace("\r\n", "")


def test_too_many_tries_from_one_address_are_stopped(here: SimpleNamespace, monkeypatch: Any) -> None:
    monkeypatch.setitem(invited.RATES, "look", "1/10m/ip")
    url = reverse("roster_invited", args=["0" * 26])
    assert [Client().get(url).status_code for _ in range(2)] == [404, 429]


def test_guests_are_told_of_a_move_once_and_asked_again(here: SimpleNamespace) -> None:
    maya, hari = invite(here, MAYA, HARI)
    secret = sent_to(here, maya)
    inviting.answer_invitation(secret=secret, said="coming")
    assert set(moved(here)) == {maya.pk, hari.pk}
    assert again(maya).said == "", "the answer was for other days"
    for guest in (maya, hari, maya):
        assert not mailing.send_change(guest.pk, is_last=False)
    assert len(mail.outbox) == 2, "one invitation, one word of the move; the other has no address"
    assert mailing.days_words(again(maya).batch) in mail.outbox[-1].body
    assert secret not in mail.outbox[-1].body
    assert inviting.invited_by_secret(secret).starts_on == here.batch.starts_on
    assert again(maya).told_sequence == here.batch.sequence > again(hari).told_sequence


def test_of_a_batch_that_is_called_off_those_who_would_come_are_told(here: SimpleNamespace) -> None:
    maya, other = invite(here, MAYA, GuestLine("Ravi", "", "ravi@example.org", ""))
    inviting.answer_invitation(secret=sent_to(here, other), said="cannot")
    assert moved(here, state="cancelled", cancelled_at=clock.now()) == [maya.pk]
    mailing.send_change(maya.pk, is_last=False)
    calendar = Calendar.from_ical(mail.outbox[-1].attachments[0][1])
    assert calendar["METHOD"] == "CANCEL"
    assert not mailing.send_invitation(maya.pk, is_last=False), "nobody is invited to what is called off"
    assert len(mail.outbox) == 2


def test_what_follows_a_move_and_a_dropped_plan_is_left_to_the_worker(here: SimpleNamespace, monkeypatch: Any) -> None:
    asked: list[str] = []
    monkeypatch.setattr(type(tasks.tell_guest), "enqueue", lambda self, *given: asked.extend(given))
    (guest,) = invite(here, MAYA)
    plan = a_published_plan(here)
    with operation(batch_events.BATCH_MOVED, by=SYSTEM, target=("batch", here.batch.id)):
        here.batch.revise(expected=None, changes={"sequence": 1, "plan": plan, "label": "2027-W01-999"})
    tasks.SUBSCRIBES[batch_events.BATCH_MOVED](the_last(batch_events.BATCH_MOVED.code))
    assert asked == [str(guest.pk)]
    drop_plan(by=here.trainer.actor, plan=plan, reason="Elections were called.")
    tasks.SUBSCRIBES[plan_events.PLAN_DROPPED](the_last(plan_events.PLAN_DROPPED.code))
    assert asked == [str(guest.pk)] * 2
    assert not mailing.send_change(guest.pk, is_last=False)
    assert "Cancelled" in mail.outbox[-1].subject
    with pytest.raises(Invalid):
        inviting.draw_address(by=SYSTEM, guest=again(guest), why="mail")


def the_last(kind: str) -> Event:
    with reading(SYSTEM):
        return Event.objects.filter(kind=kind).order_by("-seq")[0]


def test_attendance_is_noted_from_the_first_day(here: SimpleNamespace) -> None:
    (guest,) = invite(here, MAYA)
    by = here.trainer.actor
    with pytest.raises(Invalid):
        inviting.note_guest(by=by, guest=again(guest), came=True)
    with clock.frozen(datetime.combine(here.batch.starts_on, time(12), clock.INDIA)):
        inviting.note_guest(by=by, guest=again(guest), came=True)
    assert again(guest).came is True


def test_erased_nothing_of_the_person_is_kept_and_the_address_ends(here: SimpleNamespace) -> None:
    (guest,) = invite(here, MAYA)
    secret = sent_to(here, guest)
    with reading(here.sho.actor), pytest.raises(Refused):
        inviting.erase_guest(by=here.sho.actor, guest=again(guest))
    inviting.erase_guest(by=here.trainer.actor, guest=again(guest))
    kept = again(guest)
    assert (kept.name, kept.organisation, kept.email, kept.phone) == ("", "", "", "")
    assert kept.is_void
    with pytest.raises(Unseen):
        inviting.invited_by_secret(secret)
    with reading(SYSTEM):
        told = list(Event.objects.filter(subject_kind="guest", subject_id=str(guest.pk)).values_list("body", flat=True))
    assert len(told) == 3
    assert not any(word in body for body in told for word in ("Maya", "maya@", "Asha", "98765"))


def test_a_year_after_the_batch_guests_are_erased_by_themselves(here: SimpleNamespace) -> None:
    (guest,) = invite(here, MAYA)
    assert inviting.erase_old_guests() == 0
    end = datetime.combine(here.batch.ends_on, time(12), clock.INDIA)
    with clock.frozen(end + timedelta(days=365)):
        assert inviting.erase_old_guests() == 0
    with clock.frozen(end + timedelta(days=366)):
        assert inviting.erase_old_guests() == 1
        assert inviting.erase_old_guests() == 0
    assert again(guest).name == ""


def test_the_page_keeps_the_good_lines_and_gives_the_bad_ones_back(here: SimpleNamespace) -> None:
    client = Client()
    client.force_login(here.trainer.user)
    url = reverse("roster_guests", args=[here.batch.pk])
    assert client.get(url).status_code == 200
    given = {
        "what": "lines", "kind": "ngo", "language": "en", "submission_id": str(uuid7()),
        "lines": "Maya Thapa;Asha Trust;maya@example.org\nNobody at all\nHari;;;98765 43211",
    }  # fmt: skip
    answer = client.post(url, given)
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "Line 2" in shown
    assert shown.count("Nobody at all") == 1, "in the form again, and nowhere else"
    assert "Maya Thapa" in shown
    assert [each.name for each in inviting.guests_of(here.trainer.actor, here.batch)] == ["Maya Thapa", "Hari"]


def test_what_is_wrong_with_one_guest_stands_at_its_field(here: SimpleNamespace) -> None:
    client = Client()
    client.force_login(here.trainer.user)
    given = {
        "name": "Maya Thapa", "email": "maya", "kind": "ngo", "language": "en", "submission_id": str(uuid7()),
    }  # fmt: skip
    answer = client.post(reverse("roster_guests", args=[here.batch.pk]), given)
    assert answer.status_code == 400
    assert list(answer.context["one"].errors) == ["email"]
    assert 'value="Maya Thapa"' in answer.content.decode()


def test_from_the_page_a_letter_is_printed_a_guest_noted_and_erased(here: SimpleNamespace) -> None:
    (guest,) = invite(here, HARI)
    client = Client()
    client.force_login(here.trainer.user)

    def url(name: str) -> str:
        return reverse(name, args=[here.batch.pk, guest.pk])

    answer = client.post(url("roster_guest_letter"))
    assert answer["Content-Type"] == "application/pdf"
    assert again(guest).sent_at is not None
    assert client.post(url("roster_guest_send")).status_code == 400, "no address"
    assert client.post(url("roster_guest_came"), {"came": "yes"}).status_code == 400, "not begun"
    assert client.get(url("roster_guest_erase")).status_code == 200
    assert client.post(url("roster_guest_erase")).status_code == 302
    assert again(guest).is_void
    assert client.post(url("roster_guest_letter")).status_code == 404


def test_guests_of_a_batch_that_has_begun_are_not_invited(here: SimpleNamespace) -> None:
    begun = a_batch(here, monday=this_monday() - timedelta(weeks=1), number=2)
    with pytest.raises(Invalid):
        inviting.invite_guests(by=here.trainer.actor, batch=begun, kind="ngo", language="en", lines=[(1, MAYA)])
