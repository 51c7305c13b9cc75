"""The units for systemd: each runs a command that exists, comes back whatever ends it, may do no more than needed."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from samanvay.cli import COMMANDS
from samanvay.config.env import ROOT

FOLDER = ROOT / "docs" / "how-to" / "systemd"
UNITS = sorted(path.name for path in FOLDER.iterdir())
SERVICES = [name for name in UNITS if name.endswith(".service")]
KEPT = [f"samanvay-{name}.service" for name in ("matcher", "ticker", "web", "worker")]
PROGRAM = "/opt/samanvay/.venv/bin/samanvay"
OWNERS = {"samanvay-migrate.service", "samanvay-backup.service"}
HARDENING = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "UMask": "0077",
}


def unit(name: str) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False, delimiters=["="])
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(FOLDER / name)
    return parser


def test_there_is_a_unit_for_each_program() -> None:
    names = {name.removeprefix("samanvay-") for name in UNITS}
    assert names == {
        *("web.service", "worker.service", "ticker.service", "matcher.service", "migrate.service"),
        *("backup.service", "backup.timer", "verify.service", "verify.timer"),
    }


@pytest.mark.parametrize("name", SERVICES)
def test_each_unit_runs_a_command_that_exists(name: str) -> None:
    service = unit(name)["Service"]
    for key in ("ExecStart", "ExecStopPost"):
        if key in service:
            [command] = re.findall(rf"{PROGRAM} ([\w-]+)", service[key])
            assert command in COMMANDS
    if name in KEPT:
        program = name.removeprefix("samanvay-").removesuffix(".service")
        assert service["ExecStart"] == f"{PROGRAM} {program}"
        assert service["ExecStopPost"] == f"-{PROGRAM} note-end {program}"


@pytest.mark.parametrize("name", KEPT)
def test_each_program_comes_back_whatever_ends_it(name: str) -> None:
    found = unit(name)
    assert found["Service"]["Restart"] == "always"
    assert found["Service"]["RestartSec"] == "1"
    assert found["Unit"]["StartLimitIntervalSec"] == "0", "however often it ended"
    for other in KEPT:
        assert other not in found["Unit"].get("Requires", ""), "no program falls with another"
        assert other not in found["Unit"].get("BindsTo", "")


@pytest.mark.parametrize("name", SERVICES)
def test_each_unit_is_hardened(name: str) -> None:
    service = unit(name)["Service"]
    assert {key: service.get(key) for key in HARDENING} == HARDENING
    rights = ("samanvay", "") if name not in OWNERS else (None, "CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER")
    assert (service.get("User"), service["CapabilityBoundingSet"]) == rights


def test_only_what_needs_the_owner_has_the_owners_address() -> None:
    texts = {name: (FOLDER / name).read_text() for name in SERVICES}
    assert {name for name, text in texts.items() if "/etc/samanvay/owner" in text} == OWNERS


def test_the_units_use_the_folders_and_files_that_the_page_makes() -> None:
    page = (FOLDER.parent / "production.md").read_text()
    for name in SERVICES:
        text = (FOLDER / name).read_text()
        for path in re.findall(r"(?:EnvironmentFile|ReadWritePaths)=(\S+)", text):
            assert path in page, f"{name}: {path}"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_itself_finds_no_fault(tmp_path: Path) -> None:
    program = tmp_path / "samanvay"
    program.write_text(f"#!{sys.executable}\n")
    program.chmod(0o755)
    for name in UNITS:
        (tmp_path / name).write_text((FOLDER / name).read_text().replace(PROGRAM, str(program)))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)],
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    said = [line for line in done.stderr.splitlines() if "samanvay" in line]
    assert (done.returncode, said) == (0, []), done.stderr
