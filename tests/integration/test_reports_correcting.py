"""Putting a detail right and confirming it in one press: the question whether it is another's incident stands there."""

import re
from datetime import date

import pytest
from django.test import Client
from reporting_state import district, officer

from read_by_hand import Reads, event, place, reads
from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.reports.actions import confirm_claim, write_report
from samanvay.reports.models import Claim

__all__ = ["reads"]


@pytest.fixture
def chief(fresh_state: str) -> Actor:
    return officer("police_chief", "Moradabad")


@pytest.fixture
def client(chief: Actor, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    client = Client()
    client.force_login(User.objects.get(pk=chief.id))
    return client


def told(reads: Reads, actor: Actor, at: str) -> Claim:
    text = f"Seven girls were rescued at {at} on 12.11.2026."
    reads(events=(event(text, text, "rescue", place(text, at, district(at)), people=7, date="2026-11-12"),))
    with reading(actor):
        report = write_report(by=actor, narrative=text, period_from=date(2026, 11, 9), period_to=date(2026, 11, 15))
        return Claim.objects.select_related("report").get(report=report)


def fresh(claim: Claim) -> Claim:
    with reading(SYSTEM):
        return Claim.objects.select_related("report").get(pk=claim.pk)


def test_question_is_asked_on_the_same_page_and_the_answer_is_kept(chief: Actor, reads: Reads, client: Client) -> None:
    first = told(reads, chief, "Moradabad")
    with reading(chief):
        confirm_claim(by=chief, claim=first)
    second = told(reads, chief, "Ballia")
    address = f"/reports/readings/{second.pk}/correct/"
    assert "same-asked" not in client.get(address).content.decode(), "another place: nothing to ask"
    sent = {"version": second.version, "event_kind": "rescue", "place": "Moradabad", "people": "7"}
    sent |= {"occurred": "12.11.2026", "confirm": "1"}
    asked = client.post(address, sent)
    page = asked.content.decode()
    assert asked.status_code == 400
    assert "Is this the same incident?" in page
    assert 'value="Moradabad"' in page, "what was typed stands there still"
    after = fresh(second)
    assert (after.version, after.is_corrected, after.state) == (second.version, False, "proposed"), "both, or neither"
    wrong = client.post(address, {**sent, "people": "0", "same": "none"}).content.decode()
    assert 'name="same" value="none"' in wrong, "the answer stays beside another mistake"
    done = client.post(address, {**sent, "same": "none"})
    assert done.status_code == 302
    after = fresh(second)
    assert (after.state, after.place_id, after.apart_from) == ("confirmed", district("Moradabad"), [first.pk])
    with reading(SYSTEM):
        kinds = list(Event.objects.filter(body__contains=str(second.pk)).order_by("seq").values_list("kind", flat=True))
    assert kinds == ["claim:corrected", "claim:kept_apart", "claim:confirmed"]


def test_link_is_kept_by_the_press_that_corrects(chief: Actor, reads: Reads, client: Client) -> None:
    first = told(reads, chief, "Moradabad")
    with reading(chief):
        confirm_claim(by=chief, claim=first)
    second = told(reads, chief, "Moradabad")
    address = f"/reports/readings/{second.pk}/correct/"
    page = client.get(address).content.decode()
    assert "Is this the same incident?" in page, "asked before anything is sent"
    answer = next(found for found in re.findall(r'name="same"\s+value="([^"]+)"', page) if found != "none")
    sent = {"version": second.version, "event_kind": "rescue", "place": "Moradabad", "people": "7", "females": "7"}
    sent |= {"occurred": "12.11.2026", "confirm": "1", "same": answer}
    assert client.post(address, sent).status_code == 302
    after = fresh(second)
    assert (after.females, after.state, after.same_as_claim) == (7, "confirmed", first.pk)
