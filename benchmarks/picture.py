"""Measure the picture: what its map and tables are made of, and the whole page, with many facts.

    python benchmarks/picture.py [--facts 100000 1500000] [--rounds 12] [--seed 7] [--home FOLDER]

A database of its own is made in a folder that goes afterwards. Facts of three years are drawn with a fixed seed: some
four hundred ways that are walked very unequally, events at their ends, a twentieth of them told by the quarter alone;
each is near to a reporting district, the districts it names and the state desk. They are loaded by COPY. Times are of
warm reads in one process, of a district's police chief (most facts come as opened to all) and of the state desk (all
facts are near).
"""

import argparse
import gzip
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from samanvay.kernel.pg import running

LOAD_DIRECTORY = (
    "import django; django.setup()\n"
    "from samanvay.directory.loading import load_places, load_units\n"
    "from samanvay.kernel.db.scope import SYSTEM\n"
    "load_places(by=SYSTEM); load_units(by=SYSTEM, state='IN-UP')\n"
)
COLUMNS = (
    "kind, event_kind, journey, origin, via, destination, place, quarter, month, is_as_reported, persons, forms, "
    "lures, disparities, modes, who, certainty, readers"
)
FORMS = ("forced_labour", "sexual_exploitation", "child_labour", "begging", "bonded_labour", "forced_marriage")
LURES = ("job", "marriage", "debt", "kin", "film_or_modelling")
DISPARITIES = ("poverty", "school_left", "disaster")
MODES = ("train", "bus", "road")
WHO = ("female/12_15", "female/16_17", "male/12_15", "female/18_25")
MONTHS = 36


@contextmanager
def state(home: Path) -> Iterator[str]:
    """Give the address of a database with the directory loaded; Django is set up over it as the application."""
    with running(home, fsync=False) as endpoint:
        common = {**os.environ, "SAMANVAY_HOME": str(home), "SAMANVAY_KEYS": str(home / "keys")}
        common |= {"DATABASE_URL": endpoint.url("app"), "DATABASE_OWNER_URL": endpoint.url("owner")}
        common |= {"DJANGO_SETTINGS_MODULE": "samanvay.config.settings"}
        owner = {**common, "SAMANVAY_ROLE": "owner"}
        subprocess.run([sys.executable, "-m", "samanvay.cli", "migrate", "--quiet"], env=owner, check=True)
        app = {**common, "SAMANVAY_ROLE": "app"}
        subprocess.run([sys.executable, "-c", LOAD_DIRECTORY], env=app, check=True)
        os.environ.update(app)
        import django

        django.setup()
        yield endpoint.url("owner")


class Drawn:
    """Facts drawn at random: ways with unequal weights, and who is near to each."""

    def __init__(self, seed: int) -> None:
        from samanvay.directory import queries as directory
        from samanvay.directory.models import Unit
        from samanvay.kernel.db.scope import SYSTEM, reading

        self.random = random.Random(seed)
        with reading(SYSTEM):
            own = directory.districts_of("IN-UP")
            far = [key for name in ("IN-BR", "IN-JH", "IN-UK", "IN-RJ") for key in directory.districts_of(name)]
            heads = {key: directory.district_units(key)["police"].audience for key in own}
            chains = directory.readers_for_many(set(heads.values()))
            self.readers = {key: chains[audience] for key, audience in heads.items()}
            self.chief = heads[own[0]]
            self.desk = Unit.objects.get(kind="state_bureau", home_state="IN-UP").audience
        ends = [*own, *far, "NP", "IN-JH", "region:ncr"]
        self.own = own
        self.ways = []
        for _ in range(400):
            origin, *via, destination = self.random.sample(ends, self.random.choice((2, 2, 3, 3, 4)))
            reporter = self.random.choice(own)
            near = {0, self.desk, *self.readers[reporter]}
            for key in (origin, *via, destination):
                near.update(self.readers.get(key, []))
            self.ways.append((origin, via, destination, sorted(near)))
        self.weights = [1 / (rank + 3) for rank in range(len(self.ways))]

    def rows(self, count: int) -> Iterator[tuple[UUID, tuple[Any, ...]]]:
        """Yield the key and the columns of each fact."""
        draw = self.random
        today = date.today().replace(day=1)
        for origin, via, destination, near in draw.choices(self.ways, self.weights, k=count):
            total = today.year * 12 + today.month - 1 - draw.randrange(MONTHS)
            month = date(total // 12, total % 12 + 1, 1)
            quarter = month.replace(month=(month.month - 1) // 3 * 3 + 1)
            is_event = draw.random() < 0.3
            places = (
                ("", [], "", draw.choice([origin, destination, *via])) if is_event else (origin, via, destination, "")
            )
            told = (
                "event" if is_event else "movement",
                draw.choice(("arrest", "rescue", "interception")) if is_event else "",
                draw.getrandbits(62),
                *places,
                quarter,
                month,
                draw.random() < 0.1,
                draw.choice((None, 1, 1, 2, 3, 5)),
                [draw.choice(FORMS)] if draw.random() < 0.7 else [],
                [draw.choice(LURES)] if draw.random() < 0.4 else [],
                [draw.choice(DISPARITIES)] if draw.random() < 0.3 else [],
                [draw.choice(MODES)] if draw.random() < 0.3 else [],
                [draw.choice(WHO)] if draw.random() < 0.5 else [],
                draw.choice(("stated", "stated", "stated", "hearsay")),
                near,
            )
            yield UUID(int=draw.getrandbits(128)), told


def load(owner_url: str, drawn: Drawn, count: int) -> None:
    """Empty both tables of facts and fill them."""
    with psycopg.connect(owner_url) as connection:
        connection.execute("select set_config('sam.op', gen_random_uuid()::text, true)")
        connection.execute("truncate picture_fact, picture_sharedfact")
        rows = sorted(drawn.rows(count), key=lambda row: row[1][8])  # facts arrive month by month
        with connection.cursor() as cursor:
            with cursor.copy(f"copy picture_fact (id, open_on, is_open, {COLUMNS}) from stdin") as copy:
                for key, told in rows:
                    copy.write_row((key, date(2020, 1, 1), True, *told))
            with cursor.copy(f"copy picture_sharedfact (fact_id, {COLUMNS}, near) from stdin") as copy:
                for number, (key, told) in enumerate(rows):
                    month = None if number % 20 == 0 else told[8]
                    copy.write_row((key, *told[:8], month, *told[9:-1], [0, 2], told[-1]))
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("vacuum analyze picture_fact, picture_sharedfact, picture_facttally, picture_toldtally")


def measured(work: Callable[[], Any], rounds: int) -> str:
    """Return median and 95th percentile in milliseconds, after two rounds that are not counted.

    Of work that gives a page also the processor time of this process, without the database's, and the page compressed.
    """
    times, spent, page = [], [], b""
    for number in range(rounds + 2):
        began, worked = time.perf_counter(), time.process_time()
        page = work() or b""
        if number > 1:
            times.append((time.perf_counter() - began) * 1000)
            spent.append((time.process_time() - worked) * 1000)
    times.sort()
    said = (
        f"p50 {statistics.median(times):6.0f} ms   p95 {times[min(len(times) - 1, round(0.95 * len(times)))]:6.0f} ms"
    )
    if page:
        said += f"   processor {statistics.median(spent):5.1f} ms   {len(gzip.compress(page, 6)) / 1000:5.1f} kB"
    return said


def bench(facts: list[int], rounds: int, seed: int, home: Path) -> None:
    """Print a line for each size, reader and read."""
    with state(home) as owner_url:
        from django.template.loader import render_to_string
        from django.test import RequestFactory

        from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, Actor, Held, acting_as, reading
        from samanvay.picture import queries
        from samanvay.web.picture.blind import blind
        from samanvay.web.picture.glance import place_glance
        from samanvay.web.picture.sheets import district
        from samanvay.web.picture.views import picture as page
        from samanvay.web.trends.views import trends

        drawn = Drawn(seed)

        def officer(role: str, audience: int) -> Actor:
            held = (Held(role, audience, "police"),)
            return Actor(UUID(int=1), role, (OFFICERS_AUDIENCE, audience), held)

        readers = {
            "police chief": officer("police_chief", drawn.chief),
            "state desk": officer("state_bureau", drawn.desk),
        }
        year = queries.Filters(queries.last_twelve_months())
        form = queries.Filters(queries.last_twelve_months(), form="begging")
        narrow = queries.Filters(queries.last_twelve_months(), form="begging", lure="job", sex="female", age="child")
        for count in facts:
            load(owner_url, drawn, count)
            for name, actor in readers.items():

                def data(actor: Actor = actor, filters: Any = year) -> None:
                    with reading(actor):
                        queries.picture(actor, filters)

                def whole(actor: Actor = actor, view: Any = page, query: str = "", **named: str) -> bytes:
                    request = RequestFactory().get(f"/picture/{query}")
                    request.actor, request.session = actor, {}
                    with reading(actor), acting_as(actor):
                        answer = view(request, **named)
                    assert answer.status_code == 200
                    return bytes(answer.content)

                def card(actor: Actor = actor) -> bytes:
                    with reading(actor), acting_as(actor):
                        return render_to_string("kit/place_glance.html", {"glance": place_glance(actor)}).encode()

                lines = {
                    "map's data, twelve months": data,
                    "map's data, one form": lambda data=data: data(filters=form),
                    "map's data, form, lure, girls": lambda data=data: data(filters=narrow),
                    "the page of the map": whole,
                    "the map of the state": lambda whole=whole: whole(query="?view=state"),
                    "the map, one form": lambda whole=whole: whole(query="?form=begging"),
                    "the tab of districts": lambda whole=whole: whole(query="?tab=districts"),
                    "the tab of stop-overs": lambda whole=whole: whole(query="?tab=stops"),
                    "the card of a place": card,
                    "the sheet of a district": lambda whole=whole: whole(view=district, key=drawn.own[0]),
                    "the trends board": lambda whole=whole: whole(view=trends),
                    "blind transit": lambda whole=whole: whole(view=blind),
                }
                for words, work in lines.items():
                    print(f"{count:>9,} facts  {name:12}  {words:30}  {measured(work, rounds)}", flush=True)


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, nargs="+", default=[100_000, 1_500_000])
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--home", type=Path, help="folder for the database; one that goes afterwards if not given")
    given = parser.parse_args()
    if given.home:
        bench(given.facts, given.rounds, given.seed, given.home.absolute())
        return
    with tempfile.TemporaryDirectory(prefix="samanvay-bench-") as folder:
        bench(given.facts, given.rounds, given.seed, Path(folder))


if __name__ == "__main__":
    main()
