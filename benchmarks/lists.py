"""The latest 50 cases and counts among a million, for a station, a district, a state and the nation.

Ours is the product's own query as the application's role under row security; the peer is the same SQL as the owner,
whom no policy holds, with the filter written into it. Medians and 95th percentiles of warm runs, in milliseconds.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
from load import Country

ROUNDS = 30
Row = tuple[str, str, str, str, str]


def measured(work: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, float]:
    """Return median and 95th percentile in milliseconds, after two rounds that are not counted."""
    times = []
    for number in range(rounds + 2):
        begun = time.perf_counter()
        work()
        if number > 1:
            times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    return statistics.median(times), times[max(0, -(-95 * len(times) // 100) - 1)]


def bench(told: Country, owner: "psycopg.Connection[Any]") -> list[str]:
    """Return the lines of the table."""
    from django.db import connection

    from samanvay.cases import queries
    from samanvay.cases.models import Case, CasePerson
    from samanvay.kernel.db.scope import Actor, Held, reading

    lines = [f"{'p50 / p95 in ms':<34}{'station':>18}{'district':>18}{'state':>18}{'nation':>18}"]
    actors = {
        name: Actor(UUID(int=1), name, (audience,), (Held("station_officer", audience, "police"),))
        for name, audience in told.asked.items()
    }
    standing = Case.objects.standing()
    latest = standing.newest_first()[:50]
    ours: dict[str, Callable[[Any], Any]] = {
        "latest 50": lambda actor: queries.latest_cases(actor, 50),
        "latest 50 of one stage": lambda actor: queries.cases_page(actor, queries.Filters(stage="tried"), size=50),
        "count, capped at 1000": lambda actor: queries.capped_count(Case.objects.standing()),
        "count, full": lambda actor: Case.objects.standing().count(),
        "count of a stage, capped": lambda actor: queries.capped_count(
            queries.cases_found(actor, queries.Filters(stage="tried"))
        ),
        "latest 50 persons": lambda actor: list(CasePerson.objects.order_by("-added_at", "-id")[:50]),
    }
    loaded = (
        "select exists (select from cases_caseperson p join cases_case c on c.id = p.case_id "
        "where c.number like 'XX-BEN-%')"
    )
    if not owner.execute(loaded).fetchall()[0][0]:
        del ours["latest 50 persons"]
    for words, ask in ours.items():

        def one(actor: Actor, ask: Callable[[Any], Any] = ask) -> None:
            with reading(actor):
                ask(actor)

        lines.append(row(words, {name: measured(lambda a=actor, f=one: f(a)) for name, actor in actors.items()}))

    with reading(actors["nation"]), connection.cursor():
        sql, parameters = latest.query.sql_with_params()
        count_sql = "select count(*) from cases_case where voided_at is null"
    app = connection.get_connection_params()
    with psycopg.connect(host=app["host"], user=app["user"], dbname=app["dbname"], port=app.get("port")) as plain:
        for words, statement, given in (("latest 50, SQL alone", sql, parameters), ("count, SQL alone", count_sql, ())):

            def under(audience: int, statement: Any = statement, given: Any = given) -> None:
                with plain.transaction():
                    plain.execute("select set_config('sam.audiences', %s, true)", [f"{{{audience}}}"])
                    plain.execute(statement, given, prepare=False).fetchall()

            def peer(audience: int, statement: Any = statement, given: Any = given) -> None:
                where = f"readers && '{{{audience}}}'::int[] and "
                if "ORDER" in statement:
                    wanted = statement.replace("WHERE ", f'WHERE "cases_case".{where}', 1)
                else:
                    wanted = statement.replace("where ", f"where {where}", 1)
                owner.execute(wanted, given, prepare=False).fetchall()

            lines.append(row(words, {n: measured(lambda a=a, f=under: f(a)) for n, a in told.asked.items()}))
            lines.append(
                row("  peer: no RLS, filter", {n: measured(lambda a=a, f=peer: f(a)) for n, a in told.asked.items()})
            )
    return lines


def row(words: str, figures: dict[str, tuple[float, float]]) -> str:
    """Return one line of the table."""
    return f"{words:<34}" + "".join(f"{f'{p50:.1f} / {p95:.1f}':>18}" for p50, p95 in figures.values())
