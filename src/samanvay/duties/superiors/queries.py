"""Who must act on a duty, whether they have read of it, when they were last reminded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samanvay.access.models import Grant, User
from samanvay.audit.models import Event
from samanvay.directory.officers import queries as officers
from samanvay.directory.policies import may_see_contacts
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as

from ..events import DUTY_REMINDED
from ..models import Duty, Notice


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds the post that a duty waits for: their names, the number to call, when one of them read of it.

    ``vacant_since`` is the first day without anybody there; None while the post is held, or if it never was.
    """

    people: tuple[Bilingual, ...] = ()
    phone: str = ""
    seen_at: datetime | None = None
    vacant_since: date | None = None


def owners_of_many(actor: Actor, duties: Iterable[Duty]) -> dict[UUID, Owner]:
    """Return who must act on each of some duties that the actor sees; numbers only for those who may see contacts.

    When a notice was read is looked up by the machinery: its row is its reader's alone.
    """
    listed = list(duties)
    seats = {(duty.owner_role, duty.owner_audience) for duty in listed}
    at = Grant.objects.filter(role__in={role for role, _unit in seats}, audience__in={unit for _role, unit in seats})
    held = list(at.filter(user__is_active=True).in_force(clock.today()).select_related("user").order_by("since", "pk"))
    holders = {duty.pk: _holders(duty, held) for duty in listed}
    people = {user.pk for users in holders.values() for user in users}
    phones = officers.phones_of(people) if may_see_contacts(actor) else {}
    ended: dict[tuple[str, int], date] = {}
    if not all(holders.values()):
        for grant in at.exclude(pk__in=[each.pk for each in held]):
            last = grant.ended_at.astimezone(clock.INDIA).date() if grant.ended_at else grant.until
            if last is not None:
                seat = (grant.role, grant.audience)
                ended[seat] = max(ended.get(seat, last), last)
    with acting_as(SYSTEM):
        notices = Notice.objects.filter(duty__in=listed, seen_at__isnull=False).order_by("seen_at")
        seen = {(each.duty_id, each.user_id): each.seen_at for each in notices if each.seen_at is not None}
    return {
        duty.pk: Owner(
            tuple(Bilingual(user.name, user.name_hi) for user in holders[duty.pk]),
            next((phones[user.pk] for user in holders[duty.pk] if phones.get(user.pk)), ""),
            max((seen[duty.pk, user.pk] for user in holders[duty.pk] if (duty.pk, user.pk) in seen), default=None),
            None if holders[duty.pk] else ended.get((duty.owner_role, duty.owner_audience)),
        )
        for duty in listed
    }


def _holders(duty: Duty, held: Iterable[Grant]) -> list[User]:
    if duty.owner_user is not None:
        return [duty.owner_user]
    return [each.user for each in held if (each.role, each.audience) == (duty.owner_role, duty.owner_audience)]


def last_reminders(duties: Iterable[Duty]) -> dict[UUID, datetime]:
    """Return when the owner of each of some duties was last reminded, of those who were."""
    asked = Event.objects.filter(
        kind=DUTY_REMINDED.code, subject_kind="duty", subject_id__in=[str(duty.pk) for duty in duties]
    )
    return {UUID(key): at for key, at in asked.order_by("at").values_list("subject_id", "at")}
