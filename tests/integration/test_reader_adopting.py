"""Numbers that were learned anew: compared, adopted, told, withdrawn; and what is no reader's is refused."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from samanvay.audit.models import Event
from samanvay.cli import main, reader_learning
from samanvay.cli import reader as commands
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.reports.teaching import numbers
from samanvay.reports.teaching.comparing import Comparison, Figures
from samanvay_insight.extract.learned import weights

GOOD = Figures(
    precision={"places": 0.95, "movements": 0.8, "events": 0.9},
    recall={"places": 0.95, "movements": 0.7, "events": 0.8},
    undoubted=200,
    right=198,
)
WORSE = replace(GOOD, recall={"places": 0.95, "movements": 0.6, "events": 0.8})
LEARNING = Path(__file__).parents[2] / "packages" / "insight-reader-model" / "learning"


@pytest.fixture
def home(settings: Any, tmp_path: Path, fresh_db: str) -> Iterator[Path]:
    settings.SAMANVAY_HOME = tmp_path / "home"
    numbers.follow_numbers()
    yield settings.SAMANVAY_HOME
    weights.use(None)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Numbers as shipped but for their common words."""
    with np.load(weights.shipped()) as stored:
        whole = {name: stored[name] for name in stored.files}
    whole["common"] = np.frombuffer(json.dumps(["zzz"]).encode(), dtype=np.uint8)
    np.savez(tmp_path / "new.npz", **whole)
    return tmp_path / "new.npz"


@pytest.fixture
def compare(monkeypatch: pytest.MonkeyPatch) -> Any:
    def reads(after: Figures, before: Figures = GOOD) -> None:
        monkeypatch.setattr(commands, "compared", lambda _before, _after: Comparison(400, before, after))

    reads(GOOD)
    return reads


def run(*words: Any) -> Result:
    return CliRunner().invoke(main, ["reader", *map(str, words)])


def shown() -> dict[str, str]:
    return dict(json.loads(run("show", "--json").stdout))


def log() -> list[tuple[str, str, dict[str, Any]]]:
    with reading(SYSTEM):
        found = Event.objects.filter(kind__startswith="reader:").order_by("seq")
        return [(event.kind, event.subject_id, event.detail) for event in found]


def test_adopted_numbers_are_read_with_and_withdrawn_again(home: Path, new: Path, compare: Any) -> None:
    assert shown()["file"] == "shipped"
    done = run("adopt", new, "--reason", "Reads our district better.")
    assert done.exit_code == 0, done.output
    assert "movements: recall" in done.output
    assert "198 of 200" in done.output
    said = shown()
    assert (said["checksum"], said["by"]) == (numbers.checksum_of(new), "system")
    assert said["reason"] == "Reads our district better."
    new.unlink()
    numbers.follow_numbers()
    assert weights.learned().common == frozenset({"zzz"})
    assert run("withdraw", "--reason", "It misses Nepal.").exit_code == 0
    numbers.follow_numbers()
    assert weights.in_use() is None
    assert shown()["file"] == "shipped"
    (first, checksum, told), (second, same, why) = log()
    assert (first, second) == ("reader:adopted", "reader:withdrawn")
    assert checksum == same == said["checksum"]
    assert told | {"because": "Reads our district better.", "right": 198, "undoubted": 200, "anyway": False} == told
    assert why == {"because": "It misses Nepal."}


def test_withdrawing_what_is_shipped_is_told(home: Path) -> None:
    done = run("withdraw", "--reason", "Why.")
    assert done.exit_code == 1
    assert "in use already" in done.output
    assert log() == []


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (WORSE, "Movements are read worse: 0.686 after 0.747"),
        (replace(GOOD, precision={**GOOD.precision, "events": 0.5}), "Events are read worse"),
        (replace(GOOD, right=195), "Of 200 rows read without doubt 195 are right: fewer than 98 of 100"),
    ],
)
def test_a_worse_reader_is_refused_unless_anyway(
    home: Path, new: Path, compare: Any, after: Figures, words: str
) -> None:
    compare(after)
    done = run("adopt", new, "--reason", "Try.")
    assert done.exit_code == 1
    assert words in done.output
    assert shown()["file"] == "shipped"
    assert log() == []
    done = run("adopt", new, "--reason", "Try.", "--anyway")
    assert done.exit_code == 0, done.output
    assert f"Adopted all the same: {words}" in done.output
    assert shown()["file"] != "shipped"
    assert log()[0][2]["anyway"] is True


def test_the_margin_is_as_given(home: Path, new: Path, compare: Any) -> None:
    compare(WORSE)
    assert run("adopt", new, "--reason", "Try.", "--margin", "0.1").exit_code == 0


def test_places_alone_may_be_read_worse_and_98_of_100_is_enough() -> None:
    after = replace(GOOD, precision={**GOOD.precision, "places": 0.1}, undoubted=100, right=98)
    assert Comparison(400, GOOD, after).against() == []
    assert Comparison(400, GOOD, replace(after, right=97)).against()
    assert Comparison(400, GOOD, replace(after, undoubted=0, right=0)).against() == []


@pytest.mark.parametrize("bytes_", [b"", b"nothing of the kind", b"PK\x03\x04"])
def test_a_damaged_or_foreign_file_is_refused_even_anyway(
    home: Path, tmp_path: Path, compare: Any, bytes_: bytes
) -> None:
    bad = tmp_path / "bad.npz"
    bad.write_bytes(bytes_)
    done = run("adopt", bad, "--reason", "Try.", "--anyway")
    assert done.exit_code == 1
    assert "bad.npz" in done.output
    assert "Nothing is adopted" in done.output
    assert "Traceback" not in done.output
    assert not (home / "reader").exists()


def test_an_adopted_file_that_changes_is_not_read_with(home: Path, new: Path, compare: Any) -> None:
    assert run("adopt", new, "--reason", "Try.").exit_code == 0
    numbers.follow_numbers()
    (adopted,) = (home / "reader").glob("*.npz")
    adopted.write_bytes(adopted.read_bytes()[:-9])
    note = home / "reader" / numbers.IN_USE
    note.write_text(note.read_text())
    numbers.follow_numbers()
    assert weights.in_use() is None
    assert "its checksum differs" in shown()["damage"]
    assert "samanvay reader withdraw" in run("show").output
    assert run("withdraw", "--reason", "Damaged.").exit_code == 0


@pytest.mark.parametrize(
    "note", ["", "{}", "[]", '{"file": "../x.npz", "checksum": "", "since": "", "by": "", "reason": ""}']
)
def test_a_note_that_is_none_leaves_the_shipped_reader(home: Path, note: str) -> None:
    (home / "reader").mkdir(parents=True)
    (home / "reader" / numbers.IN_USE).write_text(note)
    numbers.follow_numbers()
    assert weights.in_use() is None
    assert numbers.IN_USE in shown()["damage"]


def test_without_the_narratives_nothing_is_adopted_but_anyway(
    home: Path, new: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("samanvay_insight_reader_model.FILE", tmp_path / "a" / "b" / "c" / "reader.npz")
    monkeypatch.setattr(weights, "shipped", lambda: new)
    done = run("adopt", new, "--reason", "Try.")
    assert done.exit_code == 1
    assert "packages/insight-reader-model/learning is not there" in done.output
    done = run("adopt", new, "--reason", "Try.", "--anyway")
    assert done.exit_code == 0, done.output
    assert log()[0][2] == {"because": "Try.", "anyway": True}


def test_a_reason_is_needed(home: Path, new: Path, compare: Any) -> None:
    assert "Give a reason" in run("adopt", new, "--reason", " ").output
    assert log() == []


def learned(tmp_path: Path, *more: Any, out: str = "out.npz") -> Result:
    rows = tmp_path / "rows.txt"
    rows.write_text("=== x1 officer\nTwo girls of Gonda.\n---\nP: Gonda\n")
    return run("learn", rows, "--out", tmp_path / out, *more)


def test_learning_without_torch_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_learning, "is_group_installed", lambda: False)
    done = learned(tmp_path)
    assert done.exit_code == 1
    assert "pip install --group learn" in done.output


def test_learning_without_its_folder_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samanvay_insight_reader_model.FILE", tmp_path / "a" / "b" / "c" / "reader.npz")
    done = learned(tmp_path)
    assert done.exit_code == 1
    assert "learning is not there" in done.output


@pytest.mark.parametrize(
    ("out", "words"), [("rows.txt", "ends in .npz"), ("no/new.npz", "is not there"), ("there.npz", "is there already")]
)
def test_learning_refuses_a_bad_place_for_its_numbers(tmp_path: Path, out: str, words: str) -> None:
    (tmp_path / "there.npz").write_text("Mine.")
    done = learned(tmp_path, out=out)
    assert done.exit_code == 1
    assert words in done.output
    assert (tmp_path / "there.npz").read_text() == "Mine."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of learning that does in a moment what the real one does in hours: or fails."""
    made = tmp_path / "packages" / "learning"
    made.mkdir(parents=True)
    monkeypatch.setattr(reader_learning, "learning_folder", lambda: made)
    monkeypatch.setattr(reader_learning, "is_group_installed", lambda: True)
    figures = {
        **{part: {"precision": 0.9, "recall": 0.8} for part in GOOD.precision},
        "without_doubt": {"rows": 50, "right": 50},
    }
    (made / "compare.py").write_text(f"import json\nprint(json.dumps({{'narratives': 9, 'readers': [{figures}] * 2}}))")
    (made / "learn.py").write_text(
        "import sys\nasked = sys.argv[1:]\nassert asked[:3] == ['--on', '--rounds', '3']\n"
        "assert '--also' in asked\nopen(asked[asked.index('--out') + 1], 'w').write('numbers')\nprint('1 round')"
    )
    return made


def test_learning_writes_new_numbers_and_shows_before_and_after(home: Path, folder: Path, tmp_path: Path) -> None:
    done = learned(tmp_path, "--rounds", "3")
    assert done.exit_code == 0, done.output
    assert "9 narratives that neither learned from" in done.stdout
    assert (tmp_path / "out.npz").read_text() == "numbers"
    assert log() == [], "nothing is adopted by learning"
    done = learned(tmp_path, "--rounds", "3", "--json", out="more.npz")
    said = json.loads(done.stdout)
    assert said["after"]["recall"]["events"] == 0.8
    assert said["against"] == []


def test_learning_that_fails_leaves_no_numbers(home: Path, folder: Path, tmp_path: Path) -> None:
    (folder / "learn.py").write_text(
        "import sys\nopen(sys.argv[sys.argv.index('--out') + 1], 'w').write('half')\nsys.exit(1)"
    )
    done = learned(tmp_path, "--rounds", "3")
    assert done.exit_code == 1
    assert "Learning ended without numbers" in done.output
    assert not list(tmp_path.glob("*.npz"))


@pytest.mark.slow
def test_two_readers_are_compared_on_narratives_that_neither_learned_from() -> None:
    shipped = str(weights.shipped())
    asked = [sys.executable, str(LEARNING / "compare.py"), "--first", "6", shipped, shipped]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    first, second = (Figures.of(each) for each in said["readers"])
    assert said["narratives"] == 6
    assert first == second
    assert 0 < first.recall["places"] <= 1
    assert "reader 2 of 2" in done.stderr


def test_comparing_damaged_numbers_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.npz").write_text("nothing")
    with pytest.raises(reader_learning.Away, match="Comparing ended without figures"):
        reader_learning.compared(tmp_path / "bad.npz", tmp_path / "bad.npz")
