"""Facts reach those near at once and every other officer the next day, and say nothing of anybody."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from .promises import check, promise
from .stage import Stage
from .visits import personas

WORDS = (
    "Two girls from Gumla were rescued at Najibabad. They were being taken to Delhi via Bijnor. "
    "One agent was arrested at Najibabad."
)


def _seen() -> Mapping[str, int]:
    """Return how many facts each persona who may read facts sees now."""
    from samanvay.access.permissions import Permission
    from samanvay.access.policies import holds
    from samanvay.kernel.db.scope import reading
    from samanvay.picture import queries

    counts = {}
    for user, actor in personas():
        if holds(actor, Permission.FACT_READ):
            with reading(actor):
                counts[user.username] = len(queries.facts(actor, queries.Filters(queries.last_twelve_months())))
    return counts


def _deliver() -> None:
    from samanvay.audit.outbox import deliver_all

    while deliver_all(batch=2000):
        continue


@promise("A fact is seen by those near at once, by every other officer the next day")
def near_and_next_day(stage: Stage) -> str:
    from samanvay.access.actors import actor_for
    from samanvay.access.models import User
    from samanvay.demo.personas import number
    from samanvay.kernel import clock
    from samanvay.kernel.db.scope import SYSTEM, reading
    from samanvay.picture.facts.actions.projecting import open_facts
    from samanvay.picture.models import Fact
    from samanvay.reports.actions import confirm_all, submit_report, write_report
    from samanvay.reports.queries import week_of

    chief = actor_for(User.objects.get(username=f"chief.{number('Bijnor')}"))
    before = _seen()
    with reading(SYSTEM):
        known = set(Fact.objects.values_list("pk", flat=True))
    week = week_of(clock.today())
    with reading(chief):
        report = write_report(by=chief, period_from=week.first, period_to=week.last, narrative=WORDS, is_quiet=False)
        confirm_all(by=chief, report=report)
        submit_report(by=chief, report=report)
    _deliver()
    with reading(SYSTEM):
        fresh = [fact for fact in Fact.objects.all() if fact.pk not in known]
        whole = Fact.objects.count()
    check(len(fresh) > 0, "the report made no fact")
    readers: set[int] = set()
    for fact in fresh:
        readers |= set(fact.readers)
    actors: dict[str, Any] = {user.username: actor for user, actor in personas()}
    at_once = _seen()
    near = {login for login in before if set(actors[login].units) & readers}
    for login in before:
        gained = at_once[login] - before[login]
        check(gained > 0 if login in near else gained == 0, f"{login} sees {gained} of {len(fresh)} facts at once")
    check(bool(near) and near != set(before), "everybody is near, or nobody")
    with clock.frozen(clock.now() + timedelta(days=1)):
        open_facts()
        tomorrow = _seen()
    for login in before:
        check(tomorrow[login] == whole, f"{login} sees {tomorrow[login]} of {whole} facts the next day")
    return (
        f"a report of Bijnor made {len(fresh)} facts: at once seen by {len(near)} of {len(before)} personas "
        f"({', '.join(sorted(near))}), the next day all {len(before)} see all {whole} facts of the year"
    )


@promise("A fact bears no name, no case, no time of writing")
def bare(stage: Stage) -> str:
    from samanvay.picture.models import Fact, SharedFact

    tables = (Fact, SharedFact)
    columns = {f"{model.__name__}.{field.attname}" for model in tables for field in model._meta.concrete_fields}
    telling = [name for name in columns if any(word in name for word in ("case", "report", "claim", "created", "_by"))]
    relations = [field.name for model in tables for field in model._meta.get_fields() if field.is_relation]
    check(not [name for name in telling if not name.endswith("is_as_reported")], f"columns tell: {telling}")
    check(not [r for r in relations if r not in ("fact", "shared", "sharedfact")], f"relations tell: {relations}")
    with stage.owner() as owner:
        keys = owner.execute("select id::text from picture_fact").fetchall()
    versions = {key[14] for (key,) in keys}
    check(versions == {"4"}, f"keys are of versions {versions}: they tell when they were made")
    return f"{len(columns)} columns looked through; {len(keys)} keys, all random"
