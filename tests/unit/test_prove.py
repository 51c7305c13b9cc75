"""How proofs are carried out: what holds, what is broken, what could not be tried, and what failed unforeseen."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from samanvay.cli.proofs import PROMISES, carry_out
from samanvay.cli.proofs.matrix import Walk
from samanvay.cli.proofs.promises import Broken, NotHere, Promise, check
from samanvay.cli.proofs.reading import interview
from samanvay.cli.proofs.sealed import pattern
from samanvay.cli.proofs.visits import LINK
from samanvay.config import env


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


def test_the_interview_is_tried_where_only_the_repository_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(env, "ROOT", tmp_path / "clone")
    assert interview(None).startswith("retold: 3 movements")  # type: ignore[arg-type]


def test_a_telling_that_lacks_a_movement_is_told_from_the_interview(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samanvay.web.reports.example.EXAMPLE", "Some traffickers were arrested at Moradabad.")
    with pytest.raises(Broken, match=r"movements read: \[\]"):
        interview(None)  # type: ignore[arg-type]


def test_the_matrix_is_waited_for_however_slow_the_machine_is() -> None:
    walk = Walk()
    slow = "import time; time.sleep(2); print('846 passed')"
    walk.process = subprocess.Popen([sys.executable, "-c", slow], stdout=subprocess.PIPE, text=True)
    assert walk.end() == "846 passed"


def test_a_failed_matrix_breaks_its_promise() -> None:
    walk = Walk()
    failed = "import sys; print('1 failed'); sys.exit(1)"
    walk.process = subprocess.Popen([sys.executable, "-c", failed], stdout=subprocess.PIPE, text=True)
    with pytest.raises(Broken, match="1 failed"):
        walk.end()


def test_the_checks_of_a_change_carry_out_the_proofs() -> None:
    said = (env.ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in said if line.startswith("make ")] == ["make test", "make prove"]
