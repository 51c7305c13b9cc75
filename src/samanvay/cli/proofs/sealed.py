"""What is sealed is nowhere: not on a page, not in the database, not in the log."""

import re
from typing import Any

from samanvay.kernel.pg.dump import program

from .promises import check, promise
from .stage import Stage
from .visits import crawl, personas, signed_in

VISITORS = ("nodal", "chief", "sho", "ahtu", "grp", "dm", "analyst", "cwc", "ngo", "dpo", "auditor", "admin")
MOST_PAGES = 70


def sought() -> tuple[set[str], set[str]]:
    """Return the sealed words of the demonstration's persons that occur nowhere else, and those that do.

    A surname that an officer bears, or a village that is a place of the directory, is rightly on pages.
    """
    from samanvay.demo.personas import GIVEN, SURNAMES
    from samanvay.demo.personas import personas as invented
    from samanvay.demo.story import CASES, NARRATIVES
    from samanvay.directory.models import Facility, Officer, Place, Unit
    from samanvay.kernel.db.scope import SYSTEM, reading

    values = {
        value
        for case in CASES
        for person in case.persons
        for value in (*person.identity.values(), *person.contact.values())
    }
    words: set[str] = set()
    for each in (*(p.name for p in invented()), *(n for pair in (*GIVEN, *SURNAMES) for n in pair)):
        words |= set(each.split())
    told = " ".join((*(t.words for t in NARRATIVES), *(c.what for c in CASES)))
    with reading(SYSTEM):
        for model in (Officer, Place, Unit, Facility):
            for name in model.objects.values_list("name", flat=True):
                words |= set(str(name).split())
    values |= {"".join(c for c in value if c.isdigit()) for value in values if sum(c.isdigit() for c in value) >= 10}
    # An adjective of nationality is no name, and stands in vocabularies.
    known = {v for v in values if set(v.split()) & words or v in told or v == "Nepali"}
    return values - known, known


def pattern(values: set[str]) -> "re.Pattern[str]":
    """Return what finds any of the words as a whole word."""
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(values))) + r")(?!\w)")


@promise("No page shows a sealed name or telephone")
def pages(stage: Stage) -> str:
    values, _common = sought()
    wanted = pattern(values)
    people: dict[str, Any] = {user.username: user for user, _actor in personas()}
    count = failed = letters = 0
    wrong: list[str] = []
    for login in VISITORS:
        for url, status, text in crawl(signed_in(people[login]), "/", MOST_PAGES):
            count += 1
            letters += len(text)
            failed += status >= 500
            if status >= 500:
                wrong.append(f"{login} {url} fails ({status})")
            if found := wanted.search(text):
                wrong.append(f"{login} reads {found[0]!r} on {url}")
    check(not wrong, "; ".join(wrong[:4]))
    return (
        f"{len(values)} sealed values sought on {count} pages of {len(VISITORS)} personas "
        f"({letters / 1e6:.1f} million letters, with CSVs): 0 found"
    )


@promise("No sealed value lies in the database in the clear, in no table and not in the log")
def database(stage: Stage) -> str:
    import subprocess

    from samanvay.audit.actions.sealing import seal_log

    seal_log()
    values, _common = sought()
    parameters = stage.endpoint.dsn("owner")
    done = subprocess.run(  # noqa: S603
        [program("pg_dump"), "--data-only", f"--dbname=host={parameters['host']} user={parameters['user']} "
         f"port={parameters['port']} dbname={parameters['dbname']}"],
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip
    found = pattern(values).search(done.stdout)
    check(found is None, f"{found[0]!r} stands in the database in the clear" if found else "")
    hexed = [value for value in values if value.encode().hex() in done.stdout]
    check(not hexed, f"{hexed} stands in the database as plain bytes")
    with stage.owner() as owner:
        boxes = owner.execute("select count(*) from access_box").fetchall()[0][0]
    check(boxes > 0, "the demonstration sealed nothing")
    return (
        f"{len(values)} values sought in {len(done.stdout) / 1e6:.0f} MB of all tables; {boxes} boxes hold them sealed"
    )


@promise("A box opens to its team or through broken glass alone, each opening on record")
def boxes(stage: Stage) -> str:
    from samanvay.access.boxes.actions.opening import open_box
    from samanvay.access.models import Box, GlassBreak, TeamMember
    from samanvay.audit.models import Event
    from samanvay.kernel import clock
    from samanvay.kernel.db.scope import SYSTEM, reading
    from samanvay.kernel.refusals import Refusal

    opened = refused = 0
    with reading(SYSTEM):
        every = list(Box.objects.filter(group="identity"))
        before = Event.objects.filter(kind="box:opened").count()
        now = clock.now()
        team = set(TeamMember.objects.in_force(now).values_list("record_id", "user_id"))
        glass = set(GlassBreak.objects.open_at(now).values_list("box_id", "by"))
    for user, actor in personas():
        for box in every:
            try:
                values = open_box(by=actor, box_id=box.id, purpose="care")
            except Refusal:
                refused += 1
                continue
            opened += 1
            check(bool(values), f"{user.username} opened an empty box")
            named = (box.record_id, user.id) in team or (box.id, user.id) in glass
            check(named, f"{user.username} opened a box without being of its team")
    with reading(SYSTEM):
        after = Event.objects.filter(kind="box:opened").count()
    check(opened > 0, "nobody could open a box, not even its team")
    check(after - before == opened, f"{opened} openings left {after - before} events")
    return f"{opened + refused} attempts of all personas on {len(every)} boxes: {opened} opened, each with its event"
