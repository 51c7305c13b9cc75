"""Measure the search at size M: 200,000 cases, 220,000 entries, 20,000 officers, in a database that goes.

python benchmarks/find.py [--cases 200000] [--rounds 12] [--seed 7]

Ours is what a page does for a person: all finders of the product, under row security, as a station officer, a police
chief and the state's nodal officer. The peers look for the same words in the same tables, in the same run: plain
``icontains`` on every column that has them, as one would write in an afternoon, and Django's ``SearchVector``.
"""

import argparse
import os
import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psycopg
from lists import measured
from load import Country, load, real_readers, stages_known

from samanvay.cli.proofs.stage import throwaway

YEARS = (2024, 2025, 2026)
SERIES = 75  # districts
ASKED: dict[str, tuple[str, ...]] = {
    "case number, whole": ("UP-ZAB-2025-000123", "up zbc 2026 000071", "UPZAA2024000005"),
    "case number, beginning": ("UP-ZAB-2025-0001", "UP-ZBA-2026-00007"),
    "running number": ("123", "71/2026", "००००५५"),
    "entry number": ("UP-ZAB-M2025-000123", "M 71"),
    "no such number": ("UP-ZAB-2026-999999", "999999"),
    "district": ("Bahraich", "बहराइच", "Prayagraj"),
    "place, misspelt": ("Baharaich", "Gorakpur", "Varansi"),
    "unit": ("AHTU Bahraich", "thana kotwali", "एएचटीयू वाराणसी"),
    "officer": ("Meera Rawat", "officer 1234", "PNO0004711"),
    "section of law": ("BNS 143", "370", "POCSO 19"),
    "word of a page": ("password", "नई रिपोर्ट", "log"),
    "name that is not searched": ("Sunaina Majhi", "सुनैना"),
    "noise": ("qwxz vbnm", "zzzz"),
}


def fill(owner: "psycopg.Connection[Any]", seed: int) -> None:
    """Give the cases numbers of 75 series over three years, an entry and more to each, and the state its officers."""
    draw = random.Random(seed)
    names = [(f"Officer {number}", f"PNO{number:07d}") for number in range(20_000)]
    given = ("Meera", "Rajesh", "Sunita", "Imran", "Kavita", "Arun"), ("Rawat", "Singh", "Yadav", "Khan", "Devi", "Pal")
    with owner.transaction():
        owner.execute("select set_config('sam.op', gen_random_uuid()::text, true)")
        owner.execute(
            """
            with made as (
              insert into cases_caseseries (id, version, district, state, code)
              select gen_random_uuid(), 1, 'bench:' || n, 'IN-UP', 'Z' || chr(65 + n / 26) || chr(65 + n %% 26)
              from generate_series(0, %(series)s - 1) n returning id)
            insert into cases_casecounter (series_id, year, last)
            select made.id, year, 100000 from made cross join unnest(%(years)s) year
            """,
            {"series": SERIES, "years": list(YEARS)},
        )
        numbered = """
            select id, 'UP-Z' || chr((65 + r %% 75 / 26)::int) || chr((65 + r %% 75 %% 26)::int) as letters,
                   2024 + (r / 75) %% 3 as year, lpad((r / 225 + 1)::text, 6, '0') as running, r
            from (select id, row_number() over (order by id) - 1 as r from cases_case where number like 'XX-BEN-%%') c
        """
        owner.execute("create temporary table numbered on commit drop as " + numbered.replace("%%", "%"))
        owner.execute(
            "update cases_case c set number = n.letters || '-' || n.year || '-' || n.running from numbered n "
            "where n.id = c.id"
        )
        owner.execute(
            "insert into tracing_entrycounter (id, version, series, year, last) select gen_random_uuid(), 1, "
            "letters || '-' || kind, year, 100000 from (select distinct letters, year from numbered) n, "
            "(values ('M'), ('F')) k (kind)"
        )
        for letter, kind, every in (("M", "missing", 1), ("F", "found", 10)):
            owner.execute(
                """
                insert into tracing_entry (id, version, readers, home_unit, home_state, submission_id, device,
                  form_version, void_reason, number, kind, category, state, state_since, noun, sex, age_is_guessed,
                  languages, marks, gone_for, told_by, note, external, is_quick, added_at, added_by, happened_said)
                select gen_random_uuid(), 1, c.readers, c.home_unit, c.home_state, gen_random_uuid(), '', '', '',
                  n.letters || '-' || %s::text || n.year || '-' || n.running, %s, '', 'open', c.opened_at, 'girl',
                  'female', false, '{}', '{}', '', '', '', '', false, c.opened_at, c.opened_by, ''
                from cases_case c join numbered n on n.id = c.id where n.r %% %s = 0
                """,
                [letter, kind, every],
            )
        with owner.cursor().copy(
            "copy directory_officer (id, version, employee_no, home_state, name, name_hi, rank, sex, phone, email, "
            "language, service, void_reason) from stdin"
        ) as copy:
            for _name, number in names:
                key = f"{draw.getrandbits(128):032x}"
                name = f"{draw.choice(given[0])} {draw.choice(given[1])} {number[-4:]}"
                copy.write("\t".join((key, "1", number, "IN-UP", name, *[""] * 5, "hi", "", "")) + "\n")
    for table in ("cases_case", "tracing_entry", "directory_officer"):
        owner.execute(f"vacuum analyze {table}")


def actors() -> dict[str, Any]:
    """Return three persons of the demonstration."""
    from samanvay.access.actors import actor_for
    from samanvay.access.models import User
    from samanvay.kernel.db.scope import SYSTEM, reading

    with reading(SYSTEM):
        return {each.username: actor_for(each) for each in User.objects.filter(username__in=("sho", "chief", "nodal"))}


def ours(said: str, actor: Any) -> Any:
    """Search as the page does."""
    from samanvay.web.kit import finders

    return finders.groups_for(actor, finders.asked_of(said))


def plainly(fits: Callable[[Any, tuple[str, ...], str], Any]) -> Callable[[str, Any], Any]:
    """Return a search of the same tables by the columns that hold the words: five rows and a count of each."""
    from samanvay.cases.models import Case
    from samanvay.directory.models import Officer, Place, Unit
    from samanvay.tracing.models import Entry

    tables: Iterable[tuple[Any, tuple[str, ...]]] = (
        (Case.objects.standing(), ("number",)),
        (Entry.objects.standing(), ("number", "external")),
        (Place.objects.all(), ("name", "name_hi")),
        (Unit.objects.all(), ("name", "name_hi", "code")),
        (Officer.objects.standing(), ("name", "name_hi", "employee_no")),
    )

    def search(said: str, actor: Any) -> Any:
        for rows, columns in tables:
            found = fits(rows, columns, said)
            list(found[:5])
            found.count()

    return search


def contains(rows: Any, columns: tuple[str, ...], said: str) -> Any:
    """Keep the rows of which a column has the text."""
    from django.db.models import Q

    wanted = Q()
    for column in columns:
        wanted |= Q(**{f"{column}__icontains": said})
    return rows.filter(wanted).order_by("pk")


def by_vector(rows: Any, columns: tuple[str, ...], said: str) -> Any:
    """Keep the rows whose columns match as PostgreSQL's text search does."""
    from django.contrib.postgres.search import SearchVector

    return rows.annotate(words=SearchVector(*columns, config="simple")).filter(words=said).order_by("pk")


def timed(search: Callable[[str, Any], Any], texts: Iterable[str], actor: Any, rounds: int) -> list[float]:
    """Return how long each search took, in milliseconds, one transaction each; one round before is not counted."""
    from samanvay.kernel.db.scope import reading

    times = []
    for number in range(rounds + 1):
        for said in texts:
            begun = time.perf_counter()
            with reading(actor):
                search(said, actor)
            if number:
                times.append((time.perf_counter() - begun) * 1000)
    return times


def processor(searches: int, actor: Any) -> float:
    """Return the processor time of a search in milliseconds on the average: of this process and of its database."""
    from django.db import connection

    from samanvay.kernel.db.scope import reading

    def spent() -> float:
        with connection.cursor() as cursor:
            cursor.execute("select pg_backend_pid()")
            (backend,) = cursor.fetchone()
        fields = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") + time.process_time()

    every = [said for texts in ASKED.values() for said in texts]
    begun = spent()
    for number in range(searches):
        with reading(actor):
            ours(every[number % len(every)], actor)
    return (spent() - begun) / searches * 1000


def at(times: list[float], share: float) -> float:
    """Return a percentile."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def page_times(rounds: int) -> str:
    """Return how long the whole answer takes while somebody types, with session and page, in this process."""
    from django.conf import settings
    from django.test import Client

    from samanvay.access.models import User

    settings.ALLOWED_HOSTS = ["*"]
    client = Client(SERVER_NAME="localhost", headers={"hx-request": "true"})
    client.force_login(User.objects.get(username="nodal"), backend="samanvay.web.signin.backend.OfficerBackend")
    every = [said for texts in ASKED.values() for said in texts]
    turn = iter(every * (rounds + 1))
    middle, high = measured(lambda: client.get("/find/", {"q": next(turn)}), rounds=len(every) * rounds - 2)
    return f"the whole answer while typing, nodal officer: {middle:.1f} / {high:.1f}"


def main() -> None:
    """Load, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    with throwaway() as stage:
        import samanvay.web.urls  # noqa: F401  (the finders put themselves into the search)

        stages_known()
        chains = [[*readers] for readers in real_readers().values()]
        # Every case is of the one state, as the simulated state of this size has them.
        stations = [(state, readers) for state in ("IN-UP", "IN-UQ") for readers in chains]
        with stage.owner() as owner:
            load(owner, Country(stations), given.cases, given.seed)
            fill(owner, given.seed)
            counts = [
                owner.execute(f"select count(*) from {table}").fetchall()[0][0]
                for table in ("cases_case", "tracing_entry", "directory_officer", "directory_unit", "directory_place")
            ]
        print("{:,} cases, {:,} entries, {:,} officers, {:,} units, {:,} places\n".format(*counts), flush=True)
        peers = {"icontains": plainly(contains), "SearchVector": plainly(by_vector)}
        people = actors()
        print(f"{'p50 / p95 in ms':<28}" + "".join(f"{name:>16}" for name in (*people, *peers)), flush=True)
        total: dict[str, list[float]] = {name: [] for name in (*people, *peers)}
        for words, texts in ASKED.items():
            took = {name: timed(ours, texts, actor, given.rounds) for name, actor in people.items()}
            for name, search in peers.items():
                if name == "icontains" or words in ("case number, whole", "district", "officer"):
                    took[name] = timed(search, texts[:1], people["nodal"], 1)
            for name, times in took.items():
                total[name] += times
            print(row(words, took), flush=True)
        print(row("all", total), flush=True)
        print("peers: as the nodal officer, under the same row security, the first text of each sort, once\n")
        print(f"processor time of a search, nodal officer, with its database: {processor(400, people['nodal']):.1f} ms")
        print(page_times(given.rounds))


def row(words: str, took: dict[str, list[float]]) -> str:
    """Return one line of the table."""
    return f"{words:<28}" + "".join(f"{f'{at(times, 0.5):.1f} / {at(times, 0.95):.1f}':>16}" for times in took.values())


if __name__ == "__main__":
    main()
