"""Size L: a million cases of 36 states, 800 districts and 17,000 stations, by COPY, in a throwaway database.

The state of the demonstration is real (its units and their readers), so that its personas see their share; the other
35 are drawn. The same seed gives the same cases. COPY past the actions is allowed nowhere else.
"""

import json
import random
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg

NATION = 9_000_000
STATES, DISTRICTS, STATIONS = 36, 800, 17_000
FORMS = ("sexual_exploitation", "child_labour", "forced_marriage", "domestic_servitude", "bonded_labour", "begging")
STAGES = ("opened", "investigated", "charged", "tried", "closed")
BATCH = 5_000


@dataclass
class Country:
    """The readers of every station, and one station, district and state to ask for."""

    stations: list[tuple[str, list[int]]]  # (home state, readers from 0 upwards)
    asked: dict[str, int] = field(default_factory=dict)


def country(real: dict[int, list[int]]) -> Country:
    """Return a country: ``real`` are the readers of the real state's units by their audience."""
    stations: list[tuple[str, list[int]]] = [("IN-UP", [*chain, NATION]) for chain in real.values()]
    per_state, per_district = DISTRICTS // STATES, STATIONS // DISTRICTS
    for state in range(1, STATES):
        top = 1_000_000 + state
        for district in range(per_state + (state <= DISTRICTS % STATES)):
            seat = 2_000_000 + state * 100 + district
            zone = 3_000_000 + state * 100 + district // 6
            for station in range(per_district):
                home = 4_000_000 + (state * 100 + district) * 100 + station
                stations.append((f"IN-{state:02d}", [0, home, seat, zone, top, NATION]))
    one = next(readers for _state, readers in stations if readers[1] > 4_000_000)
    asked = {"station": one[1], "district": one[2], "state": one[4], "nation": NATION}
    return Country(stations, asked)


def load(owner: "psycopg.Connection[Any]", told: Country, count: int, seed: int) -> float:
    """Add ``count`` cases, three years of them in order of time, and return the seconds it took."""
    draw = random.Random(seed)
    users = [row[0] for row in owner.execute("select id from access_user order by id").fetchall()]
    places = [row[0] for row in owner.execute("select key from directory_place where kind = 'district'").fetchall()]
    # As many cases in the real state as in another: its units are drawn as often as 17,000 / 36 stations would be.
    real = [each for each in told.stations if each[0] == "IN-UP"]
    drawn = [each for each in told.stations if each[0] != "IN-UP"]
    begun = time.monotonic()
    start = datetime.now(tz=UTC) - timedelta(days=3 * 365)
    step = timedelta(days=3 * 365) / count
    columns = (
        "id, version, readers, home_unit, home_state, submission_id, device, form_version, void_reason, number, what, "
        "narrative, forms, stage, source, people, opened_at, opened_by, stage_since, occurred_said, owner_id, place_id"
    )
    with owner.transaction():
        owner.execute("select set_config('sam.op', gen_random_uuid()::text, true)")
        with owner.cursor().copy(f"copy cases_case ({columns}) from stdin") as copy:
            lines: list[str] = []
            for number in range(count):
                state, readers = draw.choice(real) if draw.random() < 1 / STATES else draw.choice(drawn)
                at = (start + step * number).isoformat()
                user = users[number % len(users)]
                fields = (
                    UUID(int=draw.getrandbits(128)), 1, "{" + ",".join(map(str, readers)) + "}", readers[1], state,
                    UUID(int=draw.getrandbits(128)), "", "", "", f"XX-BEN-2026-{number:07d}",
                    f"Case {number} of the bench", "", "{" + draw.choice(FORMS) + "}", draw.choice(STAGES),
                    "checking", draw.randrange(1, 9), at, user, at, "", user, draw.choice(places),
                )  # fmt: skip
                lines.append("\t".join(map(str, fields)) + "\n")
                if len(lines) == BATCH:
                    copy.write("".join(lines))
                    lines.clear()
            copy.write("".join(lines))
    return time.monotonic() - begun


def load_persons(owner: "psycopg.Connection[Any]", each: int) -> float:
    """Give every case of the bench so many persons and return the seconds it took."""
    begun = time.monotonic()
    with owner.transaction():
        owner.execute("select set_config('sam.op', gen_random_uuid()::text, true)")
        owner.execute(
            """
            insert into cases_caseperson (id, version, readers, home_unit, home_state, submission_id, device,
              form_version, void_reason, role, noun, no, sex, age_band, added_at, added_by, case_id)
            select gen_random_uuid(), 1, c.readers, c.home_unit, c.home_state, gen_random_uuid(), '', '', '', 'victim',
              'girl', n, 'female', 'unknown', c.opened_at, c.opened_by, c.id
            from cases_case c cross join generate_series(1, %s) n where c.number like 'XX-BEN-%%'
            """,
            [each],
        )
    return time.monotonic() - begun


def settle(owner: "psycopg.Connection[Any]") -> None:
    """Let the planner know what came."""
    for table in ("cases_case", "cases_caseperson"):
        owner.execute(f"vacuum analyze {table}")


def real_readers() -> dict[int, list[int]]:
    """Return the readers of the real state's stations, AHTUs and district units, by audience."""
    from samanvay.directory.models import Unit
    from samanvay.directory.queries import readers_for_many
    from samanvay.kernel.db.scope import SYSTEM, reading

    with reading(SYSTEM):
        audiences = list(
            Unit.objects.filter(home_state="IN-UP", compartment="police")
            .exclude(kind__in=["nodal_desk", "state_bureau", "state_police"])
            .values_list("audience", flat=True)
        )
        return readers_for_many(audiences)


def stages_known() -> None:
    """Refuse to load what the product does not know."""
    from samanvay.cases.kinds import FORMS as known_forms
    from samanvay.cases.kinds import SOURCES
    from samanvay.cases.states import STAGES as known_stages

    strange = {*FORMS} - {*known_forms} | {*STAGES} - {*known_stages} | {"checking"} - {*SOURCES}
    if strange:
        raise SystemExit(f"the bench draws what the product does not know: {json.dumps(sorted(strange))}")
