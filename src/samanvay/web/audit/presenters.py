"""Events as people read them: when, who, what, about which record."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.access.queries import users_by_id
from samanvay.audit.models import Event
from samanvay.audit.vocabulary import kind_of
from samanvay.kernel.db.scope import SYSTEM


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log."""

    seq: int
    at: str
    who: str
    login: str
    what: str
    code: str
    subject: str
    subject_id: str
    detail: str


def lines(events: Iterable[Event]) -> list[Line]:
    """Return the lines of some events, with the names of those who acted looked up at once."""
    shown = list(events)
    people = users_by_id(event.actor for event in shown)
    return [_line(event, people.get(event.actor)) for event in shown]


def _line(event: Event, user: User | None) -> Line:
    who = _("the system") if event.actor == SYSTEM.id else (user.name if user else str(event.actor))
    return Line(
        seq=event.seq,
        at=date_format(localtime(event.at), "j M Y, H:i:s"),
        who=who,
        login=user.username if user else "",
        what=str(kind_of(event.kind).words),
        code=event.kind,
        subject=event.subject_kind,
        subject_id=event.subject_id,
        detail=", ".join(f"{name}: {value}" for name, value in event.detail.items() if value not in (None, "", [])),
    )
