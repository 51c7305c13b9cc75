"""``samanvay init``: a new state gets its units and one administrator, once."""

import os
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import transaction

from samanvay.access.actions import choose_password
from samanvay.access.models import Grant, User
from samanvay.cli import main
from samanvay.directory.models import Place, Unit

GIVEN = ["init", "--login", "first", "--name", "First Officer", "--employee-no", "A-1", "--password"]


@pytest.fixture
def run(fresh_state: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    # The tests' own database is ready: the command must not look for another.
    for name, value in (("SAMANVAY_DATABASE_READY", "1"), ("SAMANVAY_ROLE", os.environ.get("SAMANVAY_ROLE", "app"))):
        monkeypatch.setenv(name, value)
    return lambda password: CliRunner().invoke(main, [*GIVEN, password])


def test_first_administrator_is_made_once(run: Any) -> None:
    done = run("correct horse battery")
    assert done.exit_code == 0, done.output
    user = User.objects.get(username="first")
    assert user.check_password("correct horse battery")
    assert [grant.role for grant in Grant.objects.filter(user=user)] == ["administrator"]
    assert Place.objects.filter(kind="district", state_id="IN-UP").count() == 75
    assert Unit.objects.filter(kind="ahtu", home_state="IN-UP").count() == 75

    again = run("correct horse battery")
    assert again.exit_code == 1
    assert "already" in again.output


def test_weak_password_is_refused_before_anything_is_made(run: Any) -> None:
    done = run("short")
    assert done.exit_code == 1
    assert "too short" in done.output
    assert not User.objects.exists()


def test_the_only_administrator_is_let_in_again_by_a_code(run: Any) -> None:
    run("correct horse battery")
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
