"""``python -m benchmarks``: every measurement in its order, as one report with the date and the machine.

    python -m benchmarks [--only NAME ...]

Prints tables and asserts nothing. Each measurement is a program of its own in this folder.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).resolve().parent
MEASUREMENTS = {
    "place_search": "Places found by name",
    "find": "The search over everything, at size M",
    "names": "Names compared across scripts",
    "matcher": "The matcher asked over its socket",
    "extract": "Reports read",
    "legacy": "Hindi in legacy fonts",
    "seal": "Sealing and opening",
    "routes": "Routes from partial legs",
    "blind": "Blind transit found",
    "picture": "The picture",
    "shifts": "Changes found",
    "effect": "Whether something worked",
    "roster": "Everybody trained, again and again",
    "rosters": "The roll and the roster in the product",
    "linkage": "Missing and found persons matched",
    "imports": "Sheets of cases taken in",
    "examination": "Two thousand people examined at once",
    "simulate": "The simulated state, and how much of it can be inferred",
    "presses": "The desks: presses and heights",
    "size_l": "Cases and pages at size L",
    "recovery": "Killed programs back at work",
}


def machine() -> str:
    """Return what this was measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}; load before it began {load[0]:.1f} (of {os.cpu_count()})"
    )


def main() -> None:
    """Run what is asked for and print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=sorted(MEASUREMENTS), default=list(MEASUREMENTS))
    chosen = parser.parse_args().only
    print(f"Measured on {datetime.now(tz=ZoneInfo('Asia/Kolkata')):%d %b %Y, %H:%M} IST")
    print(machine(), flush=True)
    failed = []
    for name, words in MEASUREMENTS.items():
        if name not in chosen:
            continue
        print(f"\n== {words} (benchmarks/{name}.py)", flush=True)
        begun = time.monotonic()
        if subprocess.run([sys.executable, str(FOLDER / f"{name}.py")], check=False).returncode != 0:
            failed.append(name)
        print(f"-- {time.monotonic() - begun:.0f} s", flush=True)
    if failed:
        sys.exit(f"These could not be measured: {', '.join(failed)}.")


if __name__ == "__main__":
    main()
