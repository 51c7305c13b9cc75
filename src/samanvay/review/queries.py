"""Reads on conferences: the list, one of them, its lines and minutes; decisions over all conferences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from samanvay.access.permissions import Permission
from samanvay.access.policies import require, units_with
from samanvay.audit.models import Amendment
from samanvay.directory.models import Unit
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from .models import Conference, Invitation, Item, Line, Series
from .series.rhythm import extra_submission
from .states import ConferenceState, LineKind, Presence

OPEN, DONE, LATE = "open", "done", "late"


@dataclass(frozen=True, slots=True)
class LineFilters:
    """What lines are narrowed to; an empty value narrows nothing. ``state`` is open, done or late."""

    words: str = ""
    district: str = ""
    role: str = ""
    state: str = ""
    kind: str = LineKind.DECISION
    since: date | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.district or self.role or self.state or self.since)


def conferences(actor: Actor, *, past: bool = False, kind: str = "", words: str = "") -> QuerySet[Conference]:
    """Return the conferences that the actor is invited to or runs: coming ones by date, past ones the latest first."""
    require(actor, Permission.CONFERENCE_READ)
    found = Conference.objects.past() if past else Conference.objects.coming()
    if kind:
        found = found.filter(kind=kind)
    for word in words.split():
        found = found.filter(Q(name_en__icontains=word) | Q(name_hi__icontains=word))
    return found.order_by("-starts_at", "-id") if past else found.order_by("starts_at", "id")


def next_run_by(actor: Actor) -> Conference | None:
    """Return the next conference that the actor runs, None where none is planned or they run none."""
    run = units_with(actor, Permission.CONFERENCE_RUN)
    if not run:
        return None
    return Conference.objects.coming().filter(line__overlap=list(run)).order_by("starts_at", "id").first()


def running_sitting(conference: Conference) -> Conference | None:
    """Return the sitting that runs of the same series; of a conference of none it itself, or the extra one of today."""
    same = Q(pk=conference.pk) | Q(submission_id=extra_submission(conference.pk, None))
    if conference.series_id:
        same = Q(series=conference.series_id)
    return Conference.objects.filter(same, state=ConferenceState.RUNNING).order_by("begun_at").first()


def is_anybody_there(item: Item) -> bool:
    """Tell whether an office of the district of an item is noted as present."""
    present = Invitation.objects.filter(conference=item.conference_id, presence=Presence.PRESENT)
    return bool(item.district) and present.filter(district=item.district).exists()


def series_seen(actor: Actor) -> list[Series]:
    """Return the series that go on, of which the actor sees the row."""
    require(actor, Permission.CONFERENCE_READ)
    return list(Series.objects.going().order_by("name_en", "pk"))


def series_or_unseen(actor: Actor, key: UUID) -> Series:
    """Return a series. Raises Refused, Unseen."""
    require(actor, Permission.CONFERENCE_READ)
    found = Series.objects.filter(pk=key).first()
    if found is None:
        raise Unseen
    return found


def conference_or_unseen(actor: Actor, key: UUID) -> Conference:
    """Return a conference that the actor sees. Raises Refused, Unseen."""
    require(actor, Permission.CONFERENCE_READ)
    found = Conference.objects.filter(pk=key).first()
    if found is None:
        raise Unseen
    return found


def item_or_unseen(actor: Actor, conference: Conference, key: UUID | None) -> Item:
    """Return an item of a conference. Raises Unseen."""
    found = Item.objects.filter(pk=key, conference=conference).first() if key else None
    if found is None:
        raise Unseen
    found.conference = conference
    return found


def current_item(conference: Conference) -> Item | None:
    """Return the item that is on the wall, None where none is."""
    return Item.objects.filter(pk=conference.current).first() if conference.current else None


def line_or_unseen(actor: Actor, key: UUID) -> Line:
    """Return a line that the actor sees. Raises Refused, Unseen."""
    require(actor, Permission.CONFERENCE_READ)
    found = Line.objects.filter(pk=key).select_related("conference", "item", "owner_user").first()
    if found is None:
        raise Unseen
    return found


def invitations(conference: Conference) -> list[Invitation]:
    """Return the invitations that the reader sees, in the order of districts as they were made."""
    return list(Invitation.objects.filter(conference=conference).order_by("pk"))


def items(conference: Conference) -> list[Item]:
    """Return the items of a conference by position."""
    return list(Item.objects.filter(conference=conference).order_by("position", "pk"))


def lines_of(conference: Conference, item: Item | None = None) -> list[Line]:
    """Return the lines of a conference, or of one item, in the order of writing, struck out ones among them."""
    found = Line.objects.filter(conference=conference).select_related("owner_user")
    if item is not None:
        found = found.filter(item=item)
    lines = list(found.order_by("written_at", "pk"))
    for each in lines:
        each.conference = conference
    return lines


def lines_found(actor: Actor, asked: LineFilters) -> QuerySet[Line]:
    """Return the lines that stand and that the actor sees, narrowed; the latest conference first."""
    require(actor, Permission.CONFERENCE_READ)
    found = Line.objects.standing().select_related("conference", "item", "owner_user")
    if asked.kind:
        found = found.filter(kind=asked.kind)
    for word in asked.words.split():
        found = found.filter(text__icontains=word)
    if asked.district:
        found = found.filter(item__district=asked.district)
    if asked.role:
        found = found.filter(owner_role=asked.role)
    if asked.since:
        first = datetime.combine(asked.since, time(), tzinfo=clock.INDIA)
        found = found.filter(conference__starts_at__gte=first)
    if asked.state in (OPEN, DONE, LATE):
        waiting = Duty.objects.overdue(clock.now()) if asked.state == LATE else Duty.objects.waiting()
        keys = [UUID(key) for key in waiting.filter(subject_kind="decision").values_list("subject_id", flat=True)]
        if asked.state == DONE:
            done = Duty.objects.filter(subject_kind="decision", done_at__isnull=False)
            found = found.filter(pk__in=[UUID(key) for key in done.values_list("subject_id", flat=True)]).exclude(
                pk__in=keys
            )
        else:
            found = found.filter(pk__in=keys)
    return found.order_by("-conference__starts_at", "item__position", "written_at", "pk")


def duties_of(lines: Iterable[Line]) -> dict[UUID, list[Duty]]:
    """Return the duties that decisions became, those withdrawn left out, as far as the reader sees them."""
    wanted = [str(line.pk) for line in lines if line.is_decision]
    found: dict[UUID, list[Duty]] = {}
    if wanted:
        rows = Duty.objects.filter(subject_kind="decision", subject_id__in=wanted, dropped_at__isnull=True)
        for duty in rows.order_by("due_at", "id"):
            found.setdefault(UUID(duty.subject_id), []).append(duty)
    return found


def last_decisions(conference: Conference, district: str, *, most: int = 5) -> list[Line]:
    """Return the latest decisions of earlier conferences under a district."""
    found = (
        Line.objects.standing()
        .decisions()
        .filter(item__district=district, conference__starts_at__lt=conference.starts_at)
        .select_related("conference", "item", "owner_user")
    )
    return list(found.order_by("-conference__starts_at", "-pk")[:most]) if district else []


def amendments_of(lines: Iterable[Line]) -> dict[UUID, list[Amendment]]:
    """Return the amendments of lines, in their order."""
    found: dict[UUID, list[Amendment]] = {}
    keys = [line.pk for line in lines]
    for each in Amendment.objects.filter(target_kind="line", target_id__in=keys).order_by("at", "id"):
        found.setdefault(each.target_id, []).append(each)
    return found


def units_named(audiences: Iterable[int | None]) -> dict[int, Unit]:
    """Return units by audience."""
    wanted = {each for each in audiences if each is not None}
    return {unit.audience: unit for unit in Unit.objects.filter(audience__in=wanted).select_related("place")}


def time_left(conference: Conference, waiting: int) -> timedelta:
    """Return how long each item still to come has, of the time that is left."""
    ends_at = (conference.begun_at or conference.starts_at) + timedelta(minutes=conference.minutes)
    return max(ends_at - clock.now(), timedelta(0)) / max(waiting, 1)
