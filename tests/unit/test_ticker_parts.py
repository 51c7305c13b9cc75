"""A program in the background outlives whatever its work raises."""

import signal

import pytest
from django.db.utils import DataError, OperationalError

from samanvay.cli import background
from samanvay.cli.background import LONGEST_WAIT, Patience, Stop, until_stopped


@pytest.mark.parametrize("error", [DataError, OperationalError, MemoryError, SystemExit, KeyboardInterrupt, ValueError])
def test_a_program_outlives_what_its_work_raises(monkeypatch: pytest.MonkeyPatch, error: type[BaseException]) -> None:
    monkeypatch.setattr(signal, "signal", lambda *of: None)
    monkeypatch.setattr(Stop, "wait", lambda self, seconds: self.event.is_set())
    stop, tries = Stop(), []

    def work() -> int:
        tries.append(error)
        if len(tries) < 3:
            raise error("as it comes")
        stop.event.set()
        return 1

    until_stopped(stop, work, 0)
    assert len(tries) == 3


def test_what_keeps_failing_waits_longer_each_time_and_never_for_ever() -> None:
    patience = Patience()
    waits = [patience.note(ValueError(), "the round") for _ in range(50)]
    assert waits[:3] == [1.0, 2.0, 4.0]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


def test_every_part_of_the_round_has_a_name_of_its_own() -> None:
    parts = background.parts()
    assert len(parts) == 25
    assert next(iter(parts)) == "take_in_texts"
    assert list(parts)[-1] == "seal_log"
