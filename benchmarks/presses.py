"""``python benchmarks/presses.py``: each post's main task in presses, and how high its desk is, as a table.

The walk is the test's (``tests/journeys/test_presses.py``), on a demonstration of its own in a headless Chromium.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADS = ("post", "task", "presses", "fields typed", "px wide", "desk, hi, 1280", "hi, 360", "en, 1280", "en, 360", "")


def main() -> None:
    """Walk all posts and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "presses.tsv"
        tests = ["-q", "-p", "no:xdist", "-m", "", "tests/journeys/test_presses.py"]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *tests], cwd=ROOT, env={**os.environ, "PRESSES": str(file)}, check=False
        )
        rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    for row in (HEADS, ["---"] * len(HEADS), *rows):
        print(f"| {' | '.join(row)} |")
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
