"""Fills a database as an installation in use and keeps it as the fixture of a release.

    .venv/bin/python scripts/fill_release.py 0.2.0

writes ``tests/releases/0.2.0.dump.xz``, the database as pg_dump's custom format has it, and ``0.2.0.json``: the moment
of the filling, the noted heads of the log, each subscriber with the kinds of event it takes, and every task that could
stand in the queue. Run it at the commit of a release, before its tag. ``tests/integration/test_releases.py`` brings
each release's database to today's tables.

What is filled is the told demonstration of invented persons, a week old; since then cases, reports, registers,
officers and a finding came whose events nobody has taken yet, one event failed and is parked, and tasks wait in the
queue. The keys of the filled home end with it, so nothing sealed in the fixture can ever be opened.

It runs with the code of an older checkout too, where that has the same actions: with its ``src`` in PYTHONPATH.
"""

import json
import lzma
import os
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RELEASES = ROOT / "tests" / "releases"
# Whoever signs in, and what proves an operation, is the home's own.
LEFT_OUT = ("public.django_session", "public.usersessions_usersession", "public.shared_cache", "sam.secret")
SHEETS = {
    "cases": ("desk", "cases_as_sent.xlsx"),
    "reports": ("desk", "weekly_reports_invented.csv"),
    "missing": ("desk", "missing_register_invented.csv"),
    "found": ("desk", "found_register_invented.xlsx"),
    "officers": ("admin", "officers_clean.csv"),
}
HEARD = "On {day} three girls of Gumla were rescued at Moradabad. They were being taken to Delhi by train."


def fill() -> Any:
    """Fill the database and return the moment up to which everything was delivered."""
    from samanvay.audit.actions.sealing import seal_log
    from samanvay.audit.outbox import deliver_all
    from samanvay.demo.loading import load_demonstration
    from samanvay.kernel import clock

    with clock.frozen(clock.now() - timedelta(days=7)):
        load_demonstration(whole=False, say=say)
        while deliver_all(batch=20_000):
            continue
        seal_log()
    _tell_more()
    _fail_once()
    _queue()
    seal_log()
    return clock.now()


def say(words: str) -> None:
    print(words, file=sys.stderr)


def _tell_more() -> None:
    """Let officers work for a day that nobody delivers."""
    from samanvay.access.actors import actor_for
    from samanvay.access.models import User
    from samanvay.documents.importing.actions import apply_rows, begin_apply, stage_file
    from samanvay.kernel import clock
    from samanvay.kernel.db.scope import reading
    from samanvay.kernel.ids import uuid7
    from samanvay.picture.findings.actions.deciding import make_finding
    from samanvay.picture.states import Subject
    from samanvay.reports.actions import confirm_all, submit_report, write_report
    from samanvay.reports.queries import week_of
    from samanvay_insight import gazetteer

    def actor(login: str) -> Any:
        return actor_for(User.objects.get(username=login))

    for kind, (login, name) in SHEETS.items():
        by, content = actor(login), (ROOT / "examples" / name).read_bytes()
        with reading(by):
            run = stage_file(by=by, kind=kind, content=content, file_name=name, audience=by.grants[0].audience)
        run = apply_rows(by=by, run=begin_apply(by=by, run=run))
        say(f"{run.done} {kind}")
    week = week_of(clock.today())
    for chief in User.objects.filter(is_persona=True, username__startswith="sp").order_by("username")[:3]:
        by = actor_for(chief)
        with reading(by):
            report = write_report(
                by=by, submission_id=uuid7(), period_from=week.first, period_to=week.last, is_quiet=False,
                narrative=HEARD.format(day=f"{clock.today():%d %B %Y}"),
            )  # fmt: skip
            confirm_all(by=by, report=report)
            submit_report(by=by, report=report)
    district = next(place.key for place in gazetteer.lookup("Moradabad") if place.kind == "district")
    by = actor("desk")
    with reading(by):
        make_finding(
            by=by, subject=Subject.DISTRICT, place=district, said="More girls are told of than in any week before.",
            since=week.first, until=clock.today(),
        )  # fmt: skip


def _fail_once() -> None:
    """Let the pages of the Picture fail on their first event, so that it is parked."""
    from samanvay.audit import outbox

    def fail(event: Any) -> None:
        raise RuntimeError("the receiver fails")

    whole = next(each for each in outbox.subscribers() if each.name == "picture")
    outbox.deliver(outbox.Subscriber(whole.name, dict.fromkeys(whole.receivers, fail)), 1)


def _queue() -> None:
    """Let work wait for the worker, beside what the demonstration left."""
    from samanvay.directory.tasks import rebuild
    from samanvay.tracing.match_tasks import match_in_bulk

    rebuild.enqueue()
    match_in_bulk.enqueue()


def tasks() -> list[str]:
    """Return the path under which each task of ours stands in the queue."""
    from django_tasks.base import Task

    found = {
        each.module_path
        for name, module in list(sys.modules.items())
        if name.startswith("samanvay.")
        for each in vars(module).values()
        if isinstance(each, Task)
    }
    return sorted(found)


def contents(moment: Any) -> dict[str, Any]:
    """Return what the fixture says beside the database."""
    from django.conf import settings

    import samanvay.config.urls  # noqa: F401 (imports every room)
    from samanvay.audit.outbox import subscribers

    heads = Path(settings.SAMANVAY_KEYS) / "audit-heads.log"
    return {
        "filled_at": moment.isoformat(timespec="seconds"),
        "subscribers": {each.name: sorted(each.receivers) for each in subscribers()},
        "tasks": tasks(),
        "heads": heads.read_text().splitlines(),
    }


def dumped(address: str) -> bytes:
    """Return the database at an address, compressed, without the rows that LEFT_OUT names."""
    from samanvay.kernel.pg.dump import program

    command = [program("pg_dump"), "--format=custom", "--compress=none", f"--dbname={address}"]
    command += [f"--exclude-table-data={table}" for table in LEFT_OUT]
    done = subprocess.run(command, capture_output=True, check=True)
    return lzma.compress(done.stdout, preset=9 | lzma.PRESET_EXTREME)


def main(release: str) -> None:
    """Fill a database in a home that ends with the program, and keep it."""
    from samanvay.cli.database import database
    from samanvay.kernel.pg import running

    with tempfile.TemporaryDirectory() as home:
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            os.environ.pop(name, None)
        os.environ |= {"SAMANVAY_HOME": home, "SAMANVAY_KEYS": f"{home}/keys"}
        with running(Path(home)) as endpoint:
            subprocess.run([sys.executable, "-m", "samanvay.cli", "migrate", "--quiet"], check=True)
            with database():
                said = json.dumps(contents(fill()), indent=1)
            (RELEASES / f"{release}.json").write_text(f"{said}\n")
            (RELEASES / f"{release}.dump.xz").write_bytes(dumped(endpoint.url("owner")))
    for path in sorted(RELEASES.glob(f"{release}.*")):
        say(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
