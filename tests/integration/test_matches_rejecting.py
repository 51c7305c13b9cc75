"""Several pairs rejected with one reason, and the same undone."""

import re
from types import SimpleNamespace
from uuid import UUID

import pytest
from case_world import officer
from django.test import Client
from match_world import WHY, compared, compiled, found_girl, match_world, missing_girl

from arranging import arranging
from confirming import answer_offered
from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.tracing.matches.actions.judging import judge
from samanvay.tracing.models import Candidate, Judgement
from samanvay.tracing.states import Band

__all__ = ["compiled"]
PAGE, UNDO = "/tracing/matches/", "/tracing/matches/undo/"


@pytest.fixture
def made(db: None) -> SimpleNamespace:
    made = match_world()
    compared(missing_girl(made), missing_girl(made, age="15"), found_girl(made))
    with arranging():
        Candidate.objects.update(band=Band.LOOK)
    return made


@pytest.fixture
def client(made: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    client = Client()
    client.force_login(User.objects.get(pk=made.sho.actor.id))
    return client


def ticks_of(shown: str) -> list[str]:
    return re.findall(r'name="tick"\s+value="([^"]+)"', shown)


def states() -> set[str]:
    with reading(SYSTEM):
        return set(Candidate.objects.values_list("state", flat=True))


def events_of(kind: str) -> int:
    with reading(SYSTEM):
        return Event.objects.filter(kind=kind).count()


def test_ticked_pairs_are_rejected_with_one_reason_and_undone_together(client: Client) -> None:
    ticks = ticks_of(client.get(PAGE).content.decode())
    assert len(ticks) == 3
    assert client.post(PAGE, {"tick": ticks}).status_code == 400, "a reason is asked for"
    asked = client.post(PAGE, {"tick": ticks, "reason": "Ring 98390 11122"})
    assert asked.status_code == 400
    assert 'name="tick"' in asked.content.decode()
    assert answer_offered(client.post(PAGE, {"tick": ticks, "reason": "Sunita, 14 years, is home"}))
    assert states() == {"proposed"}

    done = client.post(PAGE, {"tick": ticks, "reason": "Other birthmarks"}, follow=True).content.decode()
    assert "Rejected 3 pairs." in done
    assert states() == {"different"}
    assert events_of("tracing:candidate_judged") == 3
    again = client.post(UNDO, {"tick": ticks_of(done)}, follow=True).content.decode()
    assert "3 pairs wait again." in again
    assert states() == {"proposed"}
    assert events_of("tracing:judgement_withdrawn") == 3


def test_pair_that_changed_meanwhile_is_left_out_and_no_other_undoes(made: SimpleNamespace, client: Client) -> None:
    ticks = ticks_of(client.get(PAGE).content.decode())
    changed = UUID(ticks[0].split(":")[0])
    judge(by=officer("second", "station_officer", made.station).actor, candidate_id=changed, verdict="same", reason=WHY)
    done = client.post(PAGE, {"tick": ticks, "reason": "Other birthmarks"}, follow=True).content.decode()
    assert "Rejected 2 pairs." in done
    assert re.search(r"1 left out: [^<]+ / [^<]+\. It was changed meanwhile", done)
    with reading(SYSTEM):
        theirs = Judgement.objects.get(candidate_id=changed)
    other = client.post(UNDO, {"tick": [f"{theirs.pk}:{theirs.version}"]}, follow=True).content.decode()
    assert "can withdraw it" in other
    with reading(SYSTEM):
        assert Judgement.objects.get(pk=theirs.pk).withdrawn_at is None


def test_strong_match_has_no_box_and_is_rejected_with_no_others(client: Client) -> None:
    with arranging():
        Candidate.objects.update(band=Band.STRONG)
    with reading(SYSTEM):
        ticks = [f"{pair.pk}:{pair.version}" for pair in Candidate.objects.all()]
    shown = client.get(PAGE).content.decode()
    assert ticks_of(shown) == []
    assert "Reject the ticked pairs" not in shown
    done = client.post(PAGE, {"tick": ticks, "reason": "Other birthmarks"}, follow=True).content.decode()
    assert "Strong matches are decided one by one" in done
    assert states() == {"proposed"}


def test_nothing_ticked_is_said_above_the_list(client: Client) -> None:
    sent = client.post(PAGE, {"reason": "Other birthmarks"}).content.decode()
    assert "Nothing is ticked." in sent
    assert len(ticks_of(sent)) == 3
    undone = client.post(UNDO, follow=True)
    assert undone.redirect_chain == [(PAGE, 302)]
    assert "Nothing is ticked." in undone.content.decode()


def test_who_only_reads_has_no_boxes(made: SimpleNamespace, client: Client) -> None:
    reader = officer("reader", "state_desk_analyst", made.station)
    client.force_login(User.objects.get(pk=reader.actor.id))
    assert 'name="tick"' not in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"tick": ["x"], "reason": "y"}).status_code == 403
