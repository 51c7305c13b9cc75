"""No line of a template is longer than need be."""

import subprocess
import sys

from samanvay.config.env import ROOT


def test_lines_are_broken_where_they_can_be() -> None:
    ran = subprocess.run(
        [sys.executable, ROOT / "scripts" / "templates.py", "check"], check=False, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
