"""What costs much is done for a few at once; whoever comes besides is told so, and everybody else is answered."""

import threading
from contextlib import ExitStack
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from samanvay.access.users.actions import create_user
from samanvay.kernel import places, typeset
from samanvay.kernel.db.scope import FIRST_UNIT_AUDIENCE, SYSTEM, Actor, acting_as
from samanvay.kernel.ids import uuid7
from samanvay.kernel.places import Places
from samanvay.kernel.refusals import Busy
from samanvay.web.middleware import AT_ONCE, AtOnceMiddleware
from samanvay.web.signin.backend import PASSWORDS


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "PATIENCE", 0)


def test_who_comes_besides_is_told_and_a_place_that_is_left_is_free_again() -> None:
    few = Places(2)
    with few.taken():
        with few.taken(), pytest.raises(Busy):
            few.require_one()
        few.require_one()
    with pytest.raises(ValueError, match="of the work"), few.taken():
        raise ValueError("of the work")
    with few.taken(), few.taken():
        """Both are free again, whatever became of the work."""


def test_a_place_is_one_of_the_process_whichever_thread_holds_it() -> None:
    few, refused, is_held, may_go = Places(1), [], threading.Event(), threading.Event()

    def hold() -> None:
        with few.taken():
            is_held.set()
            may_go.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    assert is_held.wait(60)
    try:
        few.require_one()
    except Busy as busy:
        refused.append(busy)
    may_go.set()
    holder.join()
    assert len(refused) == 1
    few.require_one()


def test_so_many_wait_and_the_next_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "PATIENCE", 60)
    few, served, may_go, holds = Places(1, waiting=1), [], threading.Event(), threading.Event()

    def hold() -> None:
        with few.taken():
            holds.set()
            may_go.wait(60)
            served.append(threading.current_thread())

    working, waiting = threading.Thread(target=hold), threading.Thread(target=hold)
    working.start()
    assert holds.wait(60)
    waiting.start()
    while few._queue._value:
        """Until the second waits."""
    with pytest.raises(Busy):
        few.require_one()
    may_go.set()
    working.join(60)
    waiting.join(60)
    assert len(served) == 2


def test_a_sign_in_beside_many_others_is_asked_to_come_again_and_counts_as_no_try(db: None) -> None:
    create_user(by=SYSTEM, username="officer", name="Officer", password="a password of some length")
    browser = Client()
    wrong, right = ({"login": "officer", "password": each} for each in ("not it", "a password of some length"))
    with ExitStack() as many:
        for _ in range(2):
            many.enter_context(PASSWORDS.taken())
        for _ in range(10):
            busy = browser.post("/account/login/", wrong)
            assert (busy.status_code, busy["Retry-After"]) == (503, "5")
            assert "Try again in a few seconds" in busy.content.decode()
        assert browser.get("/account/login/").status_code == 200, "who only looks waits for nobody"
    assert browser.post("/account/login/", right).status_code == 302, "ten were no tries"


def test_a_paper_beside_two_that_are_being_set_is_refused_and_not_waited_for(monkeypatch: Any) -> None:
    taken = Places(1)
    monkeypatch.setattr(typeset, "_presses", taken)
    assert typeset.typeset('#json("shown.json")', "one").startswith(b"%PDF")
    with taken.taken(), pytest.raises(Busy):
        typeset.typeset('#json("shown.json")', "two")


def test_one_person_who_asks_for_many_papers_keeps_nobody_else_waiting() -> None:
    one, other = (Actor(uuid7(), name, (FIRST_UNIT_AUDIENCE,)) for name in ("one", "other"))
    with acting_as(one):
        own = typeset._own()
        assert typeset._own() is own
    with own.taken(), acting_as(other):
        assert typeset._own() is not own
        assert typeset.typeset('#json("shown.json")', "mine").startswith(b"%PDF")


def test_one_session_does_not_keep_the_others_waiting(db: None) -> None:
    is_held, may_go, answers = threading.Semaphore(0), threading.Event(), []

    def slow(request: HttpRequest) -> HttpResponse:
        if request.GET:
            is_held.release()
            may_go.wait(60)
        return HttpResponse("done")

    door = AtOnceMiddleware(slow)

    def ask(address: str, **headers: str) -> int:
        return door(RequestFactory().get(address, headers=headers)).status_code

    for one in ({"cookie": "sessionid=greedy"}, {"authorization": "Bearer greedy"}):
        asking = [
            threading.Thread(target=lambda: answers.append(ask("/?slow=1", **one)))  # noqa: B023
            for _ in range(AT_ONCE)
        ]
        for thread in asking:
            thread.start()
            assert is_held.acquire(timeout=60)
        assert ask("/", **one) == 429
        assert ask("/", cookie="sessionid=another") == ask("/") == 200
        may_go.set()
        for thread in asking:
            thread.join(60)
        assert ask("/", **one) == 200
        may_go.clear()
    assert answers == [200] * 2 * AT_ONCE
    assert not door._places, "who is answered is forgotten"
