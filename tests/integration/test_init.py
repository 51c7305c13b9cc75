"""``samanvay init``: a new state gets its units and two administrators of two units, once."""

import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import transaction

from samanvay.access.models import Grant, User
from samanvay.access.signin.actions.resetting import choose_password
from samanvay.audit.models import Event
from samanvay.cli import main
from samanvay.cli.init import init
from samanvay.directory.models import Place, Unit
from samanvay.kernel.db.scope import SYSTEM, reading

GIVEN = [
    "init", "--state", "IN-UP", "--login", "first", "--name", "First Officer", "--employee-no", "A-1",
    "--second-login", "second", "--second-name", "Second Officer", "--second-employee-no", "A-2",
]  # fmt: skip
PASSWORDS = ("correct horse battery", "staple of another colour")


@pytest.fixture
def run(fresh_state: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    # The tests' own database is ready: the command must not look for another.
    for name, value in (("SAMANVAY_DATABASE_READY", "1"), ("SAMANVAY_ROLE", os.environ.get("SAMANVAY_ROLE", "app"))):
        monkeypatch.setenv(name, value)

    def begun(*passwords: str) -> Any:
        files = []
        for option, password in zip(("--password-file", "--second-password-file"), passwords, strict=True):
            file = tmp_path / option.strip("-")
            file.write_text(f"{password}\n", encoding="utf-8")
            files += [option, str(file)]
        return CliRunner().invoke(main, [*GIVEN, *files])

    return begun


def test_two_administrators_of_two_units_are_made_once_and_on_record(run: Any) -> None:
    done = run(*PASSWORDS)
    assert done.exit_code == 0, done.output
    grants = Grant.objects.filter(role="administrator").select_related("user")
    assert {grant.user.username for grant in grants} == {"first", "second"}
    assert len({grant.audience for grant in grants}) == 2
    assert not any(grant.waits for grant in grants)
    for login, password in zip(("first", "second"), PASSWORDS, strict=True):
        assert User.objects.get(username=login).check_password(password)
    assert Place.objects.filter(kind="district", state_id="IN-UP").count() == 75
    assert Unit.objects.filter(kind="ahtu", home_state="IN-UP").count() == 75
    with reading(SYSTEM):
        event = Event.objects.get(kind="state:begun")
    assert {each["audience"] for each in event.detail["administrators"]} == {grant.audience for grant in grants}

    again = run(*PASSWORDS)
    assert again.exit_code == 1
    assert "already" in again.output


def test_passwords_are_asked_for_where_no_file_is_given_and_are_no_argument(run: Any) -> None:
    typed = "".join(f"{password}\n{password}\n" for password in PASSWORDS)
    done = CliRunner().invoke(main, GIVEN, input=typed)
    assert done.exit_code == 0, done.output
    assert User.objects.get(username="second").check_password(PASSWORDS[1])
    assert not [option for option in init.params if option.name == "password"]


def test_weak_password_one_person_twice_or_one_password_twice_is_refused_before_anything_is_made(run: Any) -> None:
    for passwords, words in (
        (("short", PASSWORDS[1]), "too short"),
        ((PASSWORDS[0], "short"), "too short"),
        ((PASSWORDS[0], PASSWORDS[0]), "two passwords"),
    ):
        done = run(*passwords)
        assert done.exit_code == 1
        assert words in done.output
    alone = CliRunner().invoke(main, [*GIVEN, "--second-login", "First"])
    assert alone.exit_code == 1
    assert "two persons" in alone.output
    assert not User.objects.exists()


def test_the_only_administrator_is_let_in_again_by_a_code(run: Any) -> None:
    run(*PASSWORDS)
    unknown = CliRunner().invoke(main, ["reset-sign-in", "--yes", "nosuch"])
    assert unknown.exit_code == 1
    assert "There is no login nosuch" in unknown.output
    done = CliRunner().invoke(main, ["reset-sign-in", "--yes", "first"])
    assert done.exit_code == 0, done.output
    assert not User.objects.get(username="first").has_usable_password()
    code = done.output.strip()
    with transaction.atomic():
        assert choose_password(username="first", code=code, password="another horse battery").user is not None
    assert User.objects.get(username="first").check_password("another horse battery")


def test_installation_of_one_state_refuses_another_empty_or_filled(run: Any) -> None:
    other = CliRunner().invoke(main, [*GIVEN, "--state", "IN-BR"])
    assert other.exit_code == 1
    assert "This installation is of IN-UP" in other.output
    assert not Unit.objects.filter(home_state="IN-BR").exclude(kind="nodal_desk").exists()
    assert run(*PASSWORDS).exit_code == 0, "the same state goes on"
    assert "is of IN-UP" in CliRunner().invoke(main, [*GIVEN, "--state", "IN-BR"]).output, "filled or not"


def test_unknown_state_is_refused_before_anything_is_made(fresh_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMANVAY_DATABASE_READY", "1")
    done = CliRunner().invoke(main, [*GIVEN, "--state", "IN-XX"])
    assert done.exit_code == 2
    assert "knows no state 'IN-XX'" in done.output
    assert not Place.objects.exists()
    none = CliRunner().invoke(main, ["load-units"])
    assert none.exit_code == 1
    assert "no state yet" in none.output
