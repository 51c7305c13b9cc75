"""What two sides let each other see: applied when both accept or a consent is given, taken back when either ends it.

A pair that both sides accepted opens the sealed boxes that say who a person is, to the other entry's unit and the
office that accepted, for their owners and the accepting officers. The rows themselves, with the places in them, follow
only where the pair tells the place (see :func:`samanvay.tracing.matches.sides.tells_place`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from samanvay.access.boxes.actions.sealing import let_units_see
from samanvay.access.boxes.actions.team import name_member, remove_member
from samanvay.access.boxes.groups import Group, TeamRole
from samanvay.access.models import Grant, TeamMember, User
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, acting_as

from ... import events
from ...entries.actions.telling import told_of
from ...kinds import Side
from ...models import Acceptance, Candidate, Entry, EntryStep, Judgement, QuestionSheet
from ..policies import AGREED, SIDES
from ..sides import readers_of, tells_place

# What says who somebody is; a telephone or an address would say where.
TOLD = (Group.IDENTITY, Group.TRACING)


@dataclass(frozen=True, slots=True)
class Due:
    """What the other side is to see of one entry: by which units, by which persons, and whether the rows too."""

    units: frozenset[int] = frozenset()
    users: frozenset[UUID] = frozenset()
    with_rows: bool = False


def apply_sight(candidate: Candidate, *, op: UUID) -> None:
    """Make what each side sees of the other what the pair's state says, inside the caller's operation ``op``."""
    with acting_as(SYSTEM, op=op):
        locked = Candidate.objects.select_for_update(of=("self",)).select_related("left__owner", "right__owner")
        pair = locked.get(pk=candidate.pk)
        accepted = {
            each.side: each for each in Acceptance.objects.filter(candidate=pair, accepts=True, ended_at__isnull=True)
        }
        opened: dict[str, Any] = {}
        for side, entry, other in ((Side.LEFT, pair.left, pair.right), (Side.RIGHT, pair.right, pair.left)):
            due = _due(pair, other, accepted.get(_across(side))) if pair.state in AGREED else Due()
            kept = _apply(pair, side, entry, due)
            if kept:
                opened[str(side)] = kept
        if opened != pair.opened:
            pair.revise(expected=None, changes={"opened": opened})
    candidate.refresh_from_db()


def _across(side: Side) -> Side:
    return Side.RIGHT if side == Side.LEFT else Side.LEFT


def _due(pair: Candidate, other: Entry, acceptance: Acceptance | None) -> Due:
    if acceptance is None:
        return Due()
    units = {other.home_unit, acceptance.unit}
    users = {acceptance.by, *([other.owner_id] if other.owner_id else [])}
    posted = Grant.objects.filter(user__in=users, audience__in=units).in_force(clock.today())
    return Due(frozenset(units), frozenset(posted.values_list("user_id", flat=True)), pair.tells_place)


def _apply(pair: Candidate, side: Side, entry: Entry, due: Due) -> dict[str, Any]:
    """Bring one entry from what it was opened to before to what is due; return what is to be kept of it."""
    before = pair.opened.get(str(side), {})
    elsewhere = _opened_by_others(pair, entry)
    boxes_before, rows_before = set(before.get("boxes", ())), set(before.get("rows", ()))
    home = set(entry.readers) - rows_before - elsewhere["rows"]
    boxes = set(due.units) - home
    rows = boxes if due.with_rows else set()
    let_units_see(
        by=SYSTEM,
        subject_id=entry.subject,
        groups=TOLD,
        add=sorted(boxes),
        remove=sorted(boxes_before - boxes - elsewhere["boxes"]),
    )
    _share_rows(entry, rows, rows_before - rows - elsewhere["rows"])
    members = _name(entry, due, before.get("members", {}), elsewhere["members"])
    return {"boxes": sorted(boxes), "rows": sorted(rows), "members": members} if boxes or members else {}


def _opened_by_others(pair: Candidate, entry: Entry) -> dict[str, set[Any]]:
    """Return what other pairs opened of an entry: it stays when this pair closes."""
    found: dict[str, set[Any]] = {"boxes": set(), "rows": set(), "members": set()}
    pairs = Candidate.objects.filter(left=entry) | Candidate.objects.filter(right=entry)
    for other in pairs.exclude(pk=pair.pk).exclude(opened={}):
        side = "left" if other.left_id == entry.id else "right"
        said = other.opened.get(side, {})
        found["boxes"].update(said.get("boxes", ()))
        found["rows"].update(said.get("rows", ()))
        found["members"].update(said.get("members", {}).values())
    return found


def _share_rows(entry: Entry, add: Iterable[int], remove: Iterable[int]) -> None:
    after = sorted({*entry.readers, *add} - set(remove))
    if set(after) == set(entry.readers):
        return
    with operation(events.ENTRY_SHARED, by=SYSTEM, target=("tracing", entry.id), readers=entry.readers) as op:
        op.add(added=sorted(set(after) - set(entry.readers)), removed=sorted(set(entry.readers) - set(after)))
        entry.revise(expected=None, changes={"readers": after})
        op.add(told=told_of(entry))
        for model in (EntryStep, QuestionSheet):
            model._default_manager.filter(entry=entry).update(readers=after)


def _name(entry: Entry, due: Due, before: dict[str, str], elsewhere: set[str]) -> dict[str, str]:
    """Name the other side's officers into an entry's team, and let those go who are no longer due; user to membership.

    Their memberships are read by their own units alone: a list of the team must not tell where the other one is.
    """
    kept: dict[str, str] = {}
    for user, member in before.items():
        if UUID(user) in due.users:
            kept[user] = member
        elif member not in elsewhere:
            row = TeamMember.objects.filter(pk=member, until__isnull=True).first()
            if row is not None:
                remove_member(by=SYSTEM, member_id=row.pk)
    for person in User.objects.filter(pk__in=due.users).order_by("id"):
        current = TeamMember.objects.filter(record_id=entry.box_record, user=person, until__isnull=True).first()
        if str(person.pk) in kept or (current is not None and str(current.pk) not in elsewhere):
            continue  # who is of the team already keeps the part they have
        named = current or name_member(
            by=SYSTEM,
            record_id=entry.box_record,
            user=person,
            role=TeamRole.CARE,
            readers=[SYSTEM_AUDIENCE, *sorted(due.units)],
            home_unit=entry.home_unit,
            home_state=entry.home_state,
        )
        kept[str(person.pk)] = str(named.pk)
    return kept


def words_readers(candidate: Candidate, side: str) -> list[int]:
    """Return who reads what somebody of a side says of a pair.

    Words, and the unit of whoever spoke, could tell where a found person is: until that may be told, each side reads
    its own, and whoever stands above both reads all.
    """
    if candidate.tells_place:
        return readers_of(candidate)
    above = set(candidate.left_units) & set(candidate.right_units)
    return sorted({SYSTEM_AUDIENCE, *(candidate.units_of(side) if side else above), *above})


def follow_consent(found: Entry, *, op: UUID) -> int:
    """Let every pair of a found entry tell or hide the place as the person's consent now says; return how many did.

    Works inside the caller's operation ``op``.
    """
    with acting_as(SYSTEM, op=op):
        changed = 0
        pairs = Candidate.objects.filter(right=found).select_related("left", "right")
        for pair in pairs:
            tells = tells_place(pair.left, pair.right)
            if tells == pair.tells_place:
                continue
            pair.revise(expected=None, changes={"tells_place": tells})
            for model in (Judgement, Acceptance):
                for side in (*SIDES, ""):
                    rows = model._default_manager.filter(candidate=pair, side=side)
                    rows.update(readers=words_readers(pair, side))
            apply_sight(pair, op=op)
            changed += 1
    return changed
