"""How proofs are carried out: what holds, what is broken, what could not be tried, and what failed unforeseen."""

from pathlib import Path
from typing import Any

import pytest

from samanvay.cli.proofs import PROMISES, carry_out
from samanvay.cli.proofs.promises import Broken, NotHere, Promise, check
from samanvay.cli.proofs.sealed import pattern
from samanvay.cli.proofs.visits import LINK


def _holds(stage: Any) -> str:
    check(True, "never said")
    return "tried"


def _broken(stage: Any) -> str:
    check(False, "a hole")
    return "not reached"


def _missing(stage: Any) -> str:
    raise NotHere("no such file")


def _unforeseen(stage: Any) -> str:
    raise KeyError("x")


def test_each_outcome_is_told_apart_and_nothing_unforeseen_counts_as_held() -> None:
    told: list[Any] = []
    promises = [Promise(proof.__name__, proof) for proof in (_holds, _broken, _missing, _unforeseen)]
    outcomes = carry_out(promises, None, told.append)  # type: ignore[arg-type]
    assert [each.result for each in outcomes] == ["holds", "broken", "not tried", "broken"]
    assert [each.mark for each in outcomes] == ["✓", "✗", "–", "✗"]
    assert [each.done for each in outcomes][:3] == ["tried", "a hole", "no such file"]
    assert "KeyError" in outcomes[3].trace
    assert told == outcomes


def test_a_failed_check_says_why() -> None:
    with pytest.raises(Broken, match="why"):
        check(False, "why")


def test_every_promise_has_words_of_its_own_and_a_proof() -> None:
    assert len({each.words for each in PROMISES}) == len(PROMISES) >= 15


def test_every_file_of_proofs_is_on_the_list() -> None:
    folder = Path(__file__).resolve().parents[2] / "src" / "samanvay" / "cli" / "proofs"
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "promises", "stage", "visits"}
    assert files == {each.proof.__module__.rpartition(".")[2] for each in PROMISES}


def test_sealed_words_are_found_whole_and_in_any_script() -> None:
    wanted = pattern({"Maya Gurung", "मीना"})
    assert wanted.search("<td>Maya Gurung</td>")
    assert wanted.search("नाम: मीना, आयु")
    assert not wanted.search("Mayan Gurungs")


def test_links_are_found_that_lead_inside() -> None:
    page = '<a href="/cases/?page=2">x</a><a href="https://example.org/">y</a><form hx-get="/today/part/">'
    assert LINK.findall(page) == ["/cases/?page=2", "/today/part/"]
