"""``samanvay demo reset``: deletes a demonstration that stands still, and nothing else."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from samanvay.cli import demo as command
from samanvay.cli import main
from samanvay.kernel.pg import HomeLock


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder as a demonstration leaves it, with a backup of somebody's own in it."""
    for name in (*command.MADE, "backups"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("SAMANVAY_HOME", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("SAMANVAY_MODE", raising=False)
    monkeypatch.setattr(command, "database", nullcontext)
    return tmp_path


def reset(monkeypatch: pytest.MonkeyPatch, *, told: bool = True, answer: str = "") -> Any:
    monkeypatch.setattr("samanvay.demo.told.is_told", lambda: told)
    options = [] if answer else ["--yes"]
    return CliRunner().invoke(main, ["demo", "reset", *options], input=answer)


def left(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()} - {"lock", "log"}


def test_the_demonstration_goes_and_what_is_not_its_own_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = reset(monkeypatch)
    assert done.exit_code == 0, done.output
    assert left(folder) == {"backups"}
    again = reset(monkeypatch)
    assert again.exit_code == 1
    assert "nothing was deleted" in again.output


def test_it_asks_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reset(monkeypatch, answer="n\n").exit_code == 1
    assert left(folder) == {*command.MADE, "backups"}


@pytest.mark.parametrize("case", ["untold", "running", "production", "own database"])
def test_nothing_else_is_deleted(folder: Path, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    if case == "production":
        monkeypatch.setenv("SAMANVAY_MODE", "production")
    if case == "own database":
        monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/else")
    with HomeLock(folder).take() if case == "running" else nullcontext():
        done = reset(monkeypatch, told=case != "untold")
    assert done.exit_code == 1, done.output
    assert left(folder) == {*command.MADE, "backups"}
