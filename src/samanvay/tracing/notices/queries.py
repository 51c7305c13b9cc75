"""Notices as those who see their entries may read them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from samanvay.access.permissions import Permission
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against

from ..entries.policies import may_read_register
from ..entries.queries import readable
from ..models import Entry, Notice
from . import policies


@dataclass(frozen=True, slots=True)
class NoticesOfEntry:
    """The notices of an entry for its page: the latest first, and why no other may be asked for (empty: it may)."""

    notices: list[Notice]
    why_not: str
    may_be_shown: bool

    @property
    def open(self) -> Notice | None:
        """The one that waits or hangs."""
        return next((each for each in self.notices if each.until >= clock.today() and not _over(each)), None)


def _over(notice: Notice) -> bool:
    return notice.withdrawn_at is not None or notice.declined_at is not None


def of(actor: Actor, entry: Entry) -> NoticesOfEntry:
    """Return the notices of an entry that the actor reads. There is no part for them where none can ever hang."""
    notices = list(Notice.objects.filter(entry=entry).select_related("entry").order_by("-ordinal"))
    why_not = reason_against(policies.may_ask_notice, actor, entry)
    return NoticesOfEntry(notices, why_not, may_be_shown=bool(notices) or policies.is_ever_noticed(entry))


def open_notices(actor: Actor) -> QuerySet[Notice]:
    """Return the notices that wait or may hang, as far as the actor reads their entries, the first to end first."""
    may_read_register(actor)
    found = readable(actor, Notice.objects.open(), Permission.TRACING_READ)
    return found.select_related("entry__place", "entry__owner").order_by("until", "id")


def to_take_down(actor: Actor) -> QuerySet[Notice]:
    """Return those that were printed and may hang no more, the latest first; at most those of the last 90 days."""
    may_read_register(actor)
    since = clock.now() - policies.SHOWN_AFTER
    found = readable(actor, Notice.objects.filter(printings__gt=0, printed_at__gte=since), Permission.TRACING_READ)
    over = found.filter(withdrawn_at__isnull=False) | found.filter(until__lt=clock.today())
    return over.select_related("entry__place").order_by("-until", "id")
