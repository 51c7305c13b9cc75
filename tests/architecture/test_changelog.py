"""What is new is said by release, in short bullets, and the latest release is the version of the program."""

import re
import tomllib
from importlib import metadata

from samanvay.config.env import ROOT

MOST_WORDS = 29
TEXT = (ROOT / "CHANGELOG.md").read_text()


def test_every_bullet_is_short() -> None:
    lines = [line for line in TEXT.splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not line.startswith("- ")] == []
    long = [line for line in lines if len(line.removeprefix("- ").split()) > MOST_WORDS]
    assert not long, f"say it in under {MOST_WORDS + 1} words"


def test_the_latest_release_is_the_version() -> None:
    releases = re.findall(r"^## (\S+)$", TEXT, re.M)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert releases[0] == version
    assert len(releases) == len(set(releases))
    assert metadata.version("samanvay") == version, "run make setup"
