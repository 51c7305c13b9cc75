"""Events as people read them: when, who, what, about which record."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.access.queries import users_by_id
from samanvay.audit.models import Event
from samanvay.audit.vocabulary import kind_of
from samanvay.kernel.db.scope import SYSTEM


def lines(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Return the lines of some events, with the names of those who acted looked up at once."""
    shown = list(events)
    people = users_by_id(event.actor for event in shown)
    return [_line(event, people.get(event.actor)) for event in shown]


def _line(event: Event, user: User | None) -> dict[str, Any]:
    told = {name: value for name, value in event.detail.items() if value not in (None, "", [])}
    return {
        "event": event,
        "at": date_format(localtime(event.at), "j M Y, H:i:s"),
        "who": _("the system") if event.actor == SYSTEM.id else (user.name if user else str(event.actor)),
        "login": user.username if user else "",
        "what": str(kind_of(event.kind).words),
        "detail": ", ".join(f"{name}: {value}" for name, value in told.items()),
    }
