"""Measure the list of cases under row security: latest 50, counts, filters, one case, for four sizes of audience.

    python benchmarks/cases.py [--cases 1000000] [--rounds 15] [--home FOLDER]

A database of its own is made in a folder that goes afterwards. Cases lie in 36 states, 800 districts and 17,000
stations, each read by its station, district, state and the nation. The queries are those of the pages; each figure is
the best warm round in one process, in milliseconds.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from samanvay.kernel.pg import running

STATES, DISTRICTS, STATIONS = 36, 800, 17_000
NATION, STATE, DISTRICT, STATION = 100, 1_000, 2_000, 10_000

FILL = """
select set_config('sam.op', gen_random_uuid()::text, true), set_config('sam.audiences', '{{0}}', true);
insert into cases_case (id, version, readers, home_unit, home_state, submission_id, device, form_version, void_reason,
  number, what, narrative, forms, stage, source, people, occurred_earliest, occurred_latest, occurred_said, owner_id,
  opened_at, opened_by, stage_since)
select gen_random_uuid(), 1,
  array[0, {station} + s, {district} + s % {districts}, {state} + s % {districts} % {states}, {nation}],
  {station} + s, 'IN-UP', gen_random_uuid(), '', '', '',
  'UP-XXX-2026-' || lpad(n::text, 7, '0'), 'Three persons stopped on the way', '',
  array[(array['begging','online','bonded_labour','forced_marriage'])[1 + n / 4 % 4]],
  (array['opened','investigated','charged','tried','closed'])[1 + n / 5 % 5], 'checking', n % 7,
  date '2026-01-01' - n % 1500, date '2026-01-01' - n % 1500, '', '{owner}',
  timestamptz '2026-11-01' - n * interval '90 seconds', gen_random_uuid(), now()
from (select n, ((n::bigint * 7919) % {stations})::int as s from generate_series(1, {cases}) n) drawn;
"""


@contextmanager
def filled(home: Path, cases: int) -> Iterator[None]:
    """Make a database with so many cases; Django is set up over it as the application."""
    with running(home, fsync=False) as endpoint:
        common = {**os.environ, "SAMANVAY_HOME": str(home), "SAMANVAY_KEYS": str(home / "keys")}
        common |= {"DATABASE_URL": endpoint.url("app"), "DATABASE_OWNER_URL": endpoint.url("owner")}
        common |= {"DJANGO_SETTINGS_MODULE": "samanvay.config.settings"}
        owner = {**common, "SAMANVAY_ROLE": "owner"}
        subprocess.run([sys.executable, "-m", "samanvay.cli", "migrate", "--quiet"], env=owner, check=True)
        sizes = {"states": STATES, "districts": DISTRICTS, "stations": STATIONS, "cases": cases}
        sizes |= {"nation": NATION, "state": STATE, "district": DISTRICT, "station": STATION}
        os.environ.update({**common, "SAMANVAY_ROLE": "app"})
        import django

        django.setup()
        from samanvay.access.users.actions import create_user
        from samanvay.kernel.db.scope import SYSTEM

        user = create_user(by=SYSTEM, username="bench", name="Bench")
        with psycopg.connect(endpoint.url("owner")) as connection:
            connection.execute(FILL.format(**sizes, owner=user.id))
        with psycopg.connect(endpoint.url("owner"), autocommit=True) as connection:
            connection.execute("vacuum analyze cases_case")
        yield
        from django.db import connections

        connections.close_all()


def milliseconds(actor: Any, work: Callable[[], Any], rounds: int) -> float:
    """Return the best time of some reading in its own transaction."""
    from samanvay.kernel.db.scope import reading

    best = float("inf")
    for _ in range(rounds):
        with reading(actor):
            began = time.perf_counter()
            work()
            best = min(best, time.perf_counter() - began)
    return best * 1000


def measure(rounds: int) -> list[tuple[str, list[float]]]:
    """Return the rows of the table: the words and the times for station, district, state and nation."""
    from samanvay.cases.models import Case
    from samanvay.cases.queries import Filters, capped_count, case_or_unseen, cases_found, cases_page
    from samanvay.kernel.db.scope import Actor, Held, reading
    from samanvay.kernel.ids import uuid7

    actors = [
        Actor(uuid7(), "bench", (audience,), (Held("police_chief", audience, "police"),))
        for audience in (STATION + 5, DISTRICT + 5, STATE + 5, NATION)
    ]
    table: list[tuple[str, list[float]]] = []

    def row(words: str, work: Callable[[Actor], Any]) -> None:
        table.append((words, [milliseconds(actor, lambda actor=actor: work(actor), rounds) for actor in actors]))

    def key_of(actor: Actor) -> Any:
        with reading(actor):
            return Case.objects.newest_first().values_list("pk", flat=True).first()

    keys = {actor.id: key_of(actor) for actor in actors}
    row("latest 50", lambda actor: cases_page(actor, Filters(), size=50))
    row("latest 50 of a stage", lambda actor: cases_page(actor, Filters(stage="tried"), size=50))
    row("latest 50 of a form", lambda actor: cases_page(actor, Filters(form="online"), size=50))
    row("count, no further than 1,000", lambda actor: capped_count(cases_found(actor, Filters())))
    row("count of all", lambda actor: Case.objects.count())
    row("one case by its key", lambda actor: case_or_unseen(actor, keys[actor.id]))
    row("one case by its number", lambda actor: cases_page(actor, Filters(number="UP-XXX-2026-0000005")))
    return table


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--home", type=Path, help="where the database is made; by default a temporary folder")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.home) as folder:
        began = time.perf_counter()
        with filled(Path(folder), given.cases):
            print(f"{given.cases:,} cases, made in {time.perf_counter() - began:.0f} s, {os.cpu_count()} cores; ms")
            print(f"{'':<32}{'station':>10}{'district':>10}{'state':>10}{'nation':>10}")
            for words, times in measure(given.rounds):
                print(f"{words:<32}" + "".join(f"{each:>10.2f}" for each in times))


if __name__ == "__main__":
    main()
