"""Keys of a production: made by one command, once, in the right place; a missing one is named at the start."""

import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sealed_people import sealed

from samanvay.access.boxes import keyring
from samanvay.audit.heads import _append, heads_file
from samanvay.cli import main
from samanvay.kernel.db.scope import SYSTEM
from samanvay.kernel.ids import uuid7

ALL = {"master.json", "tokens.json", "projector.key", "second-factor.key", "signing.key"}


@pytest.fixture
def production(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    # The tests' own database is ready: the command must not look for another.
    for name, value in (("SAMANVAY_DATABASE_READY", "1"), ("SAMANVAY_ROLE", os.environ.get("SAMANVAY_ROLE", "app"))):
        monkeypatch.setenv(name, value)
    settings.IS_PRODUCTION, settings.IS_DEMO = True, False
    settings.SAMANVAY_KEYS, settings.SAMANVAY_HOME = tmp_path / "keys", tmp_path / "home"
    settings.SAMANVAY_KEYS.mkdir(mode=0o700)
    return settings


def made() -> Result:
    return CliRunner().invoke(main, ["make-keys"])


def files(settings: Any) -> set[str]:
    return {path.name for path in settings.SAMANVAY_KEYS.iterdir() if not path.name.startswith(".")}


def test_all_keys_are_made_once(production: Any) -> None:
    first = made()
    assert first.exit_code == 0, first.output
    assert files(production) == ALL
    assert all(name in first.output for name in ALL)
    before = {name: (production.SAMANVAY_KEYS / name).read_bytes() for name in ALL}
    (production.SAMANVAY_KEYS / "projector.key").unlink()
    again = made()
    assert again.exit_code == 0, again.output
    assert "Made in" in again.output
    assert "master.json" not in again.output
    assert all((production.SAMANVAY_KEYS / name).read_bytes() == before[name] for name in ALL - {"projector.key"})
    assert "none was made" in made().output
    for content in before.values():
        assert content.decode() not in first.output


def test_no_key_is_made_in_a_folder_that_is_not_there(production: Any) -> None:
    production.SAMANVAY_KEYS = production.SAMANVAY_KEYS / "mistyped"
    refused = made()
    assert refused.exit_code == 1
    assert "does not exist" in refused.output
    assert not production.SAMANVAY_KEYS.exists()


def test_no_key_is_made_under_the_data(production: Any) -> None:
    production.SAMANVAY_HOME = production.SAMANVAY_KEYS.parent
    refused = made()
    assert refused.exit_code == 1
    assert "under the data" in refused.output
    assert files(production) == set()


def test_no_key_is_made_for_a_database_that_was_sealed_with_another(production: Any, tmp_path: Path) -> None:
    made()
    sealed(SYSTEM, uuid7())
    production.SAMANVAY_KEYS = tmp_path / "elsewhere"
    production.SAMANVAY_KEYS.mkdir(mode=0o700)
    refused = made()
    assert refused.exit_code == 1
    assert "put it back from its copy" in refused.output
    assert files(production) == set()


@pytest.mark.parametrize("name", [keyring.PROJECTOR, keyring.SECOND_FACTOR])
def test_a_production_makes_up_no_key_on_the_way(production: Any, name: str) -> None:
    with pytest.raises(keyring.KeysMissing, match=name):
        keyring.secret(name)
    assert files(production) == set()


def test_a_first_state_without_keys_is_one_sentence_with_the_command(production: Any) -> None:
    done = CliRunner().invoke(
        main,
        [
            *("init", "--state", "IN-UP", "--login", "a", "--name", "A", "--employee-no", "1"),
            *("--second-login", "b", "--second-name", "B", "--second-employee-no", "2"),
        ],
    )
    assert done.exit_code == 1
    assert "run: samanvay make-keys." in done.output
    assert "master.json" in done.output
    assert "Traceback" not in done.output


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes files of others")
def test_files_that_root_makes_beside_the_keys_are_the_services(production: Any) -> None:
    os.chown(production.SAMANVAY_KEYS, 65534, 65534)
    keyring.make_all()
    _append(heads_file(), b"born token\n")
    for path in production.SAMANVAY_KEYS.iterdir():
        assert path.stat().st_uid == 65534, path.name
    assert heads_file().exists()
