"""From events of the log to a timeline that people read."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access import queries as access
from samanvay.audit.models import Event
from samanvay.audit.vocabulary import kind_of
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM
from samanvay.web.components.pieces import Happening


def names_of(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of officers by id, in the active language; the machinery is "the system"."""
    wanted = {key for key in ids if key is not None}
    return {**access.names_of(wanted), **({SYSTEM.id: _("the system")} if SYSTEM.id in wanted else {})}


def happenings(events: Iterable[Event], *, more: dict[str, str] | None = None) -> list[Happening]:
    """Return events as a timeline, the latest first; runs of the same event by one person become one entry.

    ``more`` gives a kind of event a further line.
    """
    listed = list(events)
    names = names_of(event.actor for event in listed)
    runs: list[tuple[Event, int]] = []
    for event in listed:
        last = runs[-1][0] if runs else None
        if last is not None and (last.kind, last.actor) == (event.kind, event.actor):
            runs[-1] = (event, runs[-1][1] + 1)
        else:
            runs.append((event, 1))
    return [
        Happening(
            at=event.at.astimezone(clock.INDIA),
            words=f"{kind_of(event.kind).words} ({count})" if count > 1 else str(kind_of(event.kind).words),
            by=names.get(event.actor, ""),
            more=(more or {}).get(event.kind, ""),
        )
        for event, count in reversed(runs)
    ]
