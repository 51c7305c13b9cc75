"""The order of the rooms, and that each migration of ours stands on the kernel's functions."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from samanvay.config.env import ROOT


def test_rooms_import_downwards_only() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]


FIRST = sorted((ROOT / "src" / "samanvay").glob("*/migrations/0001_*.py"))


@pytest.mark.parametrize("path", FIRST, ids=lambda path: path.parts[-3])
def test_first_migration_of_a_room_depends_on_the_kernel(path: Path) -> None:
    if path.parts[-3] == "kernel":
        return
    assert '("kernel", "0001_initial")' in path.read_text(), (
        f"{path.name}: add the dependency on the kernel's functions"
    )


@pytest.mark.django_db
def test_models_and_migrations_agree(capsys: pytest.CaptureFixture[str]) -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=1)


def test_every_kind_of_duty_has_its_words_in_a_web_process_from_its_first_page() -> None:
    registered = {
        node.args[0].value
        for path in (ROOT / "src" / "samanvay").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "register_kind"
    }
    tell = (
        "import django; django.setup(); import samanvay.config.urls; "
        "from samanvay.duties.kinds import _kinds; print(*_kinds)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "samanvay.config.settings"}
    done = subprocess.run([sys.executable, "-c", tell], env=environment, capture_output=True, text=True, check=True)
    assert registered - set(done.stdout.split()) == set(), "import where they are registered in the app's ready()"


def test_reference_is_made_of_today_s_code() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/reference.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
