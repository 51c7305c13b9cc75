"""Measure taking in a sheet of cases: an ugly file staged, checked and written with its events in the log.

    python benchmarks/imports.py [--cases 100000] [--alone 1000] [--home FOLDER]

A database of its own is made in a folder that goes afterwards. The file is drawn with a fixed seed: dates in five
ways of writing, Hindi digits, districts in two scripts, former names and slips, totals and empty rows, wrong dates.
The peer is the plain way: one ``open_case`` and its events after the other on the first rows, said for all by rule of
three.
"""

import argparse
import csv
import io
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from samanvay.kernel.pg import running

HEADER = ("Sl", "Date", "Distt", "Thana", "Brief facts", "Type", "Lured by", "Victims", "Rescued", "Arrested", "FIR No",
          "U/s", "Remarks")  # fmt: skip
DISTRICTS = (
    "बहराइच",
    "Bahraich",
    "Gorakhpur",
    "लखनऊ",
    "VARANASI",
    "Allahabad",
    "Moradabad",
    "Kheri",
    "गोण्डा",
    "Bahrich",
)
STATIONS = ("Kotwali", "Rupaidiha", "रुपईडीहा", "Nanpara", "Katghar", "")
FORMS = ("sexual exploitation", "बाल श्रम", "Begging", "bonded labour", "", "Bandhua")
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
MONTHS = ("जनवरी", "फरवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर")
EXCEL = date(1899, 12, 30)


def ugly(cases: int, seed: int = 7) -> bytes:
    """Return a CSV of so many cases as offices write them."""
    draw = random.Random(seed)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Monthly statement of cases"])
    writer.writerow(HEADER)
    for number in range(1, cases + 1):
        people = draw.randint(1, 9)
        writer.writerow([
            number, _day(draw), draw.choice(DISTRICTS), draw.choice(STATIONS),
            f"{people} persons stopped on the way, entry {number}", draw.choice(FORMS),
            draw.choice(("Job", "शादी", "")), people,
            str(people).translate(DEVANAGARI) if draw.random() < 0.3 else people,
            draw.choice((0, 1, 2, "-", "")), f"{draw.randint(1, 400)}/2025" if draw.random() < 0.5 else "",
            draw.choice(("143 BNS", "")), "",
        ])  # fmt: skip
        if number % 5_000 == 0:
            writer.writerow(["", "Total", "", "", "", "", "", "24,998", "24,998", "5,002", "", "", ""])
            writer.writerow([])
    return out.getvalue().encode()


def _day(draw: random.Random) -> str:
    day = date(2024, 1, 1) + timedelta(days=draw.randrange(600))
    plain = f"{day.day}.{day.month}.{day:%y}"
    ways = (plain, f"{day:%d-%m-%Y}", plain.translate(DEVANAGARI), str((day - EXCEL).days),
            f"{day.day} {MONTHS[day.month - 1]} {day.year}")  # fmt: skip
    return "31.02.2025" if draw.random() < 0.005 else draw.choice(ways)


@contextmanager
def state(home: Path) -> Iterator[Any]:
    """Make a database that knows the places and units of the state; give an officer of its bureau."""
    with running(home, fsync=True) as endpoint:
        common = {**os.environ, "SAMANVAY_HOME": str(home), "SAMANVAY_KEYS": str(home / "keys")}
        common |= {"DATABASE_URL": endpoint.url("app"), "DATABASE_OWNER_URL": endpoint.url("owner")}
        common |= {"DJANGO_SETTINGS_MODULE": "samanvay.config.settings"}
        owner = {**common, "SAMANVAY_ROLE": "owner"}
        subprocess.run([sys.executable, "-m", "samanvay.cli", "migrate", "--quiet"], env=owner, check=True)
        os.environ.update({**common, "SAMANVAY_ROLE": "app"})
        import django

        django.setup()
        from django.db import connections

        yield _officer()
        connections.close_all()


def _officer() -> Any:
    from samanvay.access.actors import actor_for
    from samanvay.access.users.actions import create_user, give_grant
    from samanvay.directory.loading import load_places, load_units
    from samanvay.directory.models import Unit
    from samanvay.kernel.db.scope import SYSTEM, reading

    load_places(by=SYSTEM)
    load_units(by=SYSTEM, state="IN-UP")
    with reading(SYSTEM):
        unit = Unit.objects.filter(kind="state_bureau", home_state="IN-UP")[0]
        user = create_user(by=SYSTEM, username="bench", name="Bench")
        give_grant(
            by=SYSTEM, user=user, role="state_bureau", audience=unit.audience, compartment=unit.compartment,
            home_state="IN-UP", since=date(2020, 1, 1),
        )  # fmt: skip
        return actor_for(user)


def told(words: str, rows: int, seconds: float) -> None:
    """Print a line of the table."""
    print(f"{words:<52}{rows:>9,}{seconds:>9.1f}{rows / seconds:>12,.0f}", flush=True)


def alone(by: Any, run: Any, rows: int) -> float:
    """Open so many cases one after the other, as a form would, and return the seconds."""
    from samanvay.cases.actions import add_event, open_case
    from samanvay.cases.importing.spec import COUNTED, cases_spec
    from samanvay.documents.importing import staged
    from samanvay.kernel.db.scope import reading

    with reading(by):
        kept = list(run.rows.filter(status="created").order_by("number")[:rows])
        checked = list(staged.checked(run, cases_spec("IN-UP"), kept))
    begun = time.perf_counter()
    for row in checked:
        said = row.values
        place = str(said.get("place") or said.get("station") or said["district"])
        with reading(by):
            case = open_case(
                by=by, what=said["what"], forms=said.get("forms") or (), lures=said.get("lures") or (),
                occurred=said.get("occurred"), place=place, people=said.get("people"),
            )  # fmt: skip
            for code, kind in COUNTED.items():
                if said.get(code):
                    add_event(by=by, case_id=case.id, kind=kind, occurred=said.get("occurred"), place=place,
                              people=said[code])  # fmt: skip
            if said.get("fir_no"):
                add_event(by=by, case_id=case.id, kind="fir", occurred=said.get("occurred"), place=place,
                          note=said["fir_no"])  # fmt: skip
    return time.perf_counter() - begun


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--alone", type=int, default=1_000, help="rows that the peer writes")
    parser.add_argument("--home", type=Path, help="where the database is made; by default a temporary folder")
    given = parser.parse_args()
    content = ugly(given.cases)
    with tempfile.TemporaryDirectory(dir=given.home) as folder, state(Path(folder)) as by:
        from samanvay.audit.models import Event
        from samanvay.cases.models import Case
        from samanvay.documents.importing import actions as imports
        from samanvay.kernel.db.scope import SYSTEM, reading

        print(f"{'':<52}{'rows':>9}{'seconds':>9}{'rows/s':>12}")
        begun = time.perf_counter()
        with reading(by):
            run = imports.stage_file(by=by, kind="cases", content=content, file_name="ugly.csv", audience=by.units[0])
        staged_in = time.perf_counter() - begun
        told("staged and checked", run.total, staged_in)
        begun = time.perf_counter()
        imports.begin_apply(by=by, run=run)
        run = imports.apply_rows(by=by, run=run)
        written_in = time.perf_counter() - begun
        with reading(SYSTEM):
            cases, events = Case.objects.count(), Event.objects.count()
        told("written, with cases, events, team and log", cases, written_in)
        told("both together", cases, staged_in + written_in)
        print(f"{run.bad:,} rows have faults and wait; {events:,} events in the log")
        peer = alone(by, run, given.alone)
        told("peer: one action after the other", given.alone, peer)
        print(f"at that pace {cases:,} cases would take {peer / given.alone * cases / 60:,.0f} minutes (not measured)")
        begun = time.perf_counter()
        imports.begin_undo(by=by, run=run)
        imports.undo_rows(by=by, run=run)
        told("withdrawn", cases, time.perf_counter() - begun)


if __name__ == "__main__":
    main()
