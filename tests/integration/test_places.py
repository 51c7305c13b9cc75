"""What costs much is done for a few at once; whoever comes besides is told so, and everybody else is answered."""

import threading
from contextlib import ExitStack
from typing import Any

import pytest
from django.test import Client

from samanvay.access.actions import create_user
from samanvay.kernel import places, typeset
from samanvay.kernel.db.scope import SYSTEM
from samanvay.kernel.places import Places
from samanvay.kernel.refusals import Busy
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
