"""What is looked at: one small function a probe, each giving readings in words.

A room adds its own with ``@probe``; a probe that fails is itself a reading, so that the page never breaks.
"""

import platform
import shutil
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.audit.outbox import lags
from samanvay.audit.verifying import look_at_heads
from samanvay.documents import previews
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.db.times import out_of_bounds
from samanvay.web.components.pieces import Pill
from samanvay.web.kit.readings import Reading, probe

LATE = timedelta(minutes=5)
LITTLE_DISK = 0.10

SUBSCRIBERS: dict[str, Any] = {
    "acts": gettext_lazy("Acts of care"),
    "cases": gettext_lazy("Cases"),
    "documents": gettext_lazy("Documents"),
    "duties": gettext_lazy("Tasks"),
    "measures": gettext_lazy("Advisories and requests"),
    "picture": gettext_lazy("Picture"),
    "reports": gettext_lazy("Reports"),
    "review": gettext_lazy("Meetings"),
    "rosters": gettext_lazy("Training calendar"),
    "support": gettext_lazy("Signs of trafficking"),
    "tracing": gettext_lazy("Missing and found"),
    "training": gettext_lazy("Training"),
}


def said(span: timedelta) -> str:
    """Return a span of time in the largest unit that fits it."""
    seconds = int(span.total_seconds())
    if seconds < 120:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    minutes = seconds // 60
    if minutes < 120:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    return ngettext("%(n)d hour", "%(n)d hours", minutes // 60) % {"n": minutes // 60}


@lru_cache(maxsize=1)
def _all_applied(fingerprint: int) -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def unapplied_migrations() -> bool:
    """Tell whether the database lacks migrations of this release. Looked up anew when their number changes."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from django_migrations")
        return not _all_applied(int(cursor.fetchone()[0]))


@probe
def database() -> Iterator[Reading]:
    """Show the database's version and the role that we are there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_setting('server_version'), current_user, rolsuper or rolbypassrls from pg_roles "
            "where rolname = current_user"
        )
        version, role, is_mighty = cursor.fetchone()
    state = Pill(_("can bypass row security"), "hot") if is_mighty else Pill(_("working"), "ok")
    yield Reading(_("Database"), state, f"PostgreSQL {version}, {role}")


@probe
def migrations() -> Iterator[Reading]:
    """Show whether the tables are those of this release."""
    if unapplied_migrations():
        yield Reading(_("Tables"), Pill(_("not up to date"), "hot"), _("Run: samanvay migrate"))
    else:
        yield Reading(_("Tables"), Pill(_("up to date"), "ok"))


@probe
def times() -> Iterator[Reading]:
    """Show each time in an old row that cannot be read, and that this release would not take in."""
    with reading(SYSTEM):
        wrong = out_of_bounds()
    if not wrong:
        yield Reading(_("Times in the tables"), Pill(_("all can be read"), "ok"))
    for each in wrong:
        place = {"table": each.table, "column": each.column, "row": each.row}
        command = f"samanvay correct-time {each.table} {each.column} {each.row} VALUE --because …"
        said = {"value": each.value, "command": command}
        more = (
            _("%(value)s cannot be shown; the nearest possible time is shown instead. On the server run: %(command)s")
            % said
        )
        name = _("Time in %(table)s.%(column)s, row %(row)s") % place
        yield Reading(name, Pill(_("not between the years 1800 and 2200"), "hot"), more)


@probe
def outbox() -> Iterator[Reading]:
    """Show for each subscriber how far it is behind."""
    for lag in lags():
        if lag.is_beyond:
            state = Pill(_("it points beyond the end of the log: compare with a backup"), "hot")
        elif lag.parked:
            words = ngettext("%(n)d event waiting after a failure", "%(n)d events waiting after a failure", lag.parked)
            state = Pill(words % {"n": lag.parked}, "hot")
        elif lag.oldest is not None and lag.oldest > LATE:
            state = Pill(_("%(span)s behind") % {"span": said(lag.oldest)}, "warn")
        else:
            state = Pill(_("up to date"), "ok")
        more = ngettext("%(n)d event to deliver", "%(n)d events to deliver", lag.waiting) % {"n": lag.waiting}
        room = SUBSCRIBERS.get(lag.subscriber, lag.subscriber)
        yield Reading(_("Events to %(room)s") % {"room": room}, state, more)


@probe
def sealing() -> Iterator[Reading]:
    """Show how much of the log waits to be sealed, and for how long."""
    with reading(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            "select count(*), min(e.at) from audit_event e where e.xid > coalesce((select max(s.last_xid) "
            "from audit_seal s where s.era = e.era), '0'::xid8)"
        )
        waiting, oldest = cursor.fetchone()
    age = clock.now() - oldest if oldest else timedelta(0)
    state = Pill(_("%(span)s behind") % {"span": said(age)}, "warn") if age > LATE else Pill(_("up to date"), "ok")
    more = ngettext("%(n)d event not yet sealed", "%(n)d events not yet sealed", waiting) % {"n": waiting}
    yield Reading(_("Seal of the log"), state, more)


@probe
def heads() -> Iterator[Reading]:
    """Show whether the heads noted outside the database are there and are those of its latest seals."""
    wrong = list(dict.fromkeys(look_at_heads()))
    if not wrong:
        yield Reading(_("Heads of the log"), Pill(_("recorded"), "ok"))
    for each in wrong:
        yield Reading(_("Heads of the log"), Pill(str(each.what_words), "hot"), str(each.what_to_do))


@lru_cache(maxsize=1)
def _reach() -> previews.Reach:
    return previews.reach()


@probe
def drawing() -> Iterator[Reading]:
    """Show whether the program that reads strangers' files is shut off from the keys, as it finds itself by trying."""
    words = {
        "keys": _("the keys"),
        "parent": _("the settings of its parent"),
        "network": _("the network and the database"),
    }
    if reached := _reach().reached:
        said = {"what": ", ".join(words[name] for name in reached)}
        more = _("It can access: %(what)s. Linux 5.13 or later prevents this (Landlock, seccomp).") % said
        yield Reading(_("File previews"), Pill(_("not isolated"), "hot"), more)
    else:
        more = _("It has no access to keys, database or network.")
        yield Reading(_("File previews"), Pill(_("isolated"), "ok"), more)


@probe
def disk() -> Iterator[Reading]:
    """Show how much room is left where data and files lie."""
    place = Path(settings.SAMANVAY_HOME)
    while not place.exists():
        place = place.parent
    usage = shutil.disk_usage(place)
    free = usage.free / usage.total
    state = Pill(_("little space left"), "hot") if free < LITTLE_DISK else Pill(_("enough space"), "ok")
    more = _("%(gb)d GB free, %(share)d %%") % {"gb": usage.free // 10**9, "share": free * 100}
    yield Reading(_("Disk"), state, more)


@probe
def version() -> Iterator[Reading]:
    """Show what runs here."""
    more = f"Python {platform.python_version()}, Django {metadata.version('django')}"
    yield Reading(_("Release"), Pill(metadata.version("samanvay")), more)
