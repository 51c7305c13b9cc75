"""Running a conference: begin, go from item to item, mark, end, take up again."""

from datetime import timedelta
from typing import Any

from samanvay.audit.operations import operation
from samanvay.duties.actions.duties import do_duty, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import SYSTEM, Actor
from samanvay.kernel.ids import uuid7

from .. import events, policies
from ..agenda.actions import lay_in_order
from ..agenda.items import DETAIL, SHEET, Line, agenda
from ..agenda.sheet_lines import sheet_lines
from ..duty_kinds import CONFIRM
from ..invitations.inviting import readers_of_district
from ..models import Conference, Invitation, Item, Shown
from ..models import Line as Said
from ..states import ConferenceState, ItemState
from .calling import carry_postponed, close_preparing, moment_in_both

LONGEST_TURN = timedelta(hours=2)  # a wall left alone overnight is no discussion
TIME_TO_CONFIRM = timedelta(days=2)
SHEET_WORDS = Bilingual("Last three months", "पिछले तीन माह")


def begin_conference(*, by: Actor, conference: Conference, expected: int | None = None) -> Conference:
    """Begin: the order is fixed and of each district is kept what was at stake, as it is shown."""
    policies.may_move_on(by, conference, ConferenceState.RUNNING)
    with operation(events.CONFERENCE_BEGUN, by=by, target=("conference", conference.id), readers=conference.readers):
        if conference.is_planned:
            lines = agenda(by, conference)
            lay_in_order(line.item for line in lines)
            _keep_shown(conference, lines)
            conference.is_ordered = True
        first = _first_waiting(conference)
        conference.revise(
            expected=expected,
            changes={
                "state": ConferenceState.RUNNING,
                "begun_at": conference.begun_at or clock.now(),
                "ended_at": None,
                "current": None,
                "current_since": None,
            },
            also=["is_ordered"],
        )
        close_preparing(conference)
    if first is not None:
        walk_to(by=by, conference=conference, item=first)
    return conference


def walk_to(*, by: Actor, conference: Conference, item: Item, mark: str = "") -> Conference:
    """Bring an item to the wall. The one left gets its time, and ``mark`` or, where something was said, "discussed".

    The first time, the sheet of its district is kept as it is shown.
    """
    policies.may_run_conference(by, conference)
    policies.may_mark_item(by, item)
    with operation(
        events.CONFERENCE_WALKED, by=by, target=("conference", conference.id), readers=conference.readers
    ) as op:
        op.add(item=item.pk)
        _leave(conference, mark)
        if item.district and not Shown.objects.filter(item=item, source=SHEET).exists():
            _keep_sheet(by, conference, item)
        conference.revise(expected=None, changes={"current": item.pk, "current_since": clock.now()})
    return conference


def mark_item(*, by: Actor, item: Item, state: str, expected: int | None = None) -> Item:
    """Mark an item as discussed, passed over or waiting again."""
    policies.may_mark_item(by, item)
    to = ItemState(state)
    with operation(
        events.ITEM_MARKED, by=by, target=("conference", item.conference_id), readers=item.conference.readers
    ) as op:
        op.add(item=item.pk, state=to)
        item.revise(expected=expected, changes={"state": to})
    return item


def pass_over_rest(*, by: Actor, conference: Conference) -> int:
    """Mark every item that nobody came to as passed over; returns how many."""
    policies.may_write_line(by, conference)
    with operation(events.ITEM_MARKED, by=by, target=("conference", conference.id), readers=conference.readers) as op:
        count = _pass_over(conference)
        op.add(passed=count)
        if not count:
            op.keep_silent()
    return count


def end_conference(*, by: Actor, conference: Conference, expected: int | None = None) -> Conference:
    """End: what nobody came to is passed over, the minutes are a draft, and the chair is asked to confirm them."""
    policies.may_move_on(by, conference, ConferenceState.HELD)
    with operation(
        events.CONFERENCE_ENDED, by=by, target=("conference", conference.id), readers=conference.readers
    ) as op:
        _leave(conference, "")
        op.add(passed=_pass_over(conference))
        conference.revise(
            expected=expected,
            changes={
                "state": ConferenceState.HELD,
                "ended_at": clock.now(),
                "current": None,
                "current_since": None,
            },
        )
        _ask_to_confirm(conference)
        following = Conference.objects.filter(
            series=conference.series_id, state=ConferenceState.PLANNED, starts_at__gt=conference.starts_at
        )
        after = following.order_by("starts_at").first() if conference.series_id else None
        if after is not None:
            op.add(carried=carry_postponed(conference, after))
    return conference


def take_up_again(*, by: Actor, conference: Conference, expected: int | None = None) -> Conference:
    """Go on with a conference that was ended too early; its minutes are not confirmed yet."""
    policies.may_move_on(by, conference, ConferenceState.RUNNING)
    with operation(events.CONFERENCE_REOPENED, by=by, target=("conference", conference.id), readers=conference.readers):
        close_confirming(conference)
        conference.revise(expected=expected, changes={"state": ConferenceState.RUNNING, "ended_at": None})
    return conference


def note_joining(*, by: Actor, conference: Conference) -> None:
    """Record that somebody asked for the way into the room; the link itself is kept nowhere."""
    policies.may_join(by, conference)
    with operation(events.CONFERENCE_JOINED, by=by, target=("conference", conference.id), readers=conference.readers):
        return


def close_confirming(conference: Conference) -> None:
    """Close the duty to confirm the minutes, inside the caller's operation."""
    waiting = Duty.objects.waiting().filter(kind=CONFIRM.code, subject_kind="conference", subject_id=str(conference.id))
    for duty in waiting:
        do_duty(by=SYSTEM, duty=duty)


def _ask_to_confirm(conference: Conference) -> None:
    open_duty(
        by=SYSTEM,
        kind=CONFIRM,
        subject=("conference", conference.id),
        title=Bilingual("Confirm the minutes: {name}, {when}", "कार्यवृत्त की पुष्टि करें: {name}, {when}").format(
            name=conference.names, when=moment_in_both(conference.starts_at)
        ),
        owner_role=conference.chair_role,
        owner_audience=conference.home_unit,
        due_at=clock.now() + TIME_TO_CONFIRM,
        readers=conference.line,
        home_state=conference.home_state,
        link=f"/conferences/{conference.id}/minutes/",
        key=f"conference:confirm:{conference.id}:{conference.version}",
    )


def _first_waiting(conference: Conference) -> Item | None:
    found = Item.objects.filter(conference=conference, state=ItemState.WAITING).order_by("position").first()
    if found is not None:
        found.conference = conference
    return found


def _leave(conference: Conference, mark: str) -> None:
    """Give the item on the wall the time that it had, and its mark."""
    if conference.current is None:
        return
    item = Item.objects.filter(pk=conference.current).first()
    if item is None:
        return
    since = conference.current_since or clock.now()
    turn = min(max(clock.now() - since, timedelta(0)), LONGEST_TURN)
    changes: dict[str, Any] = {"seconds": item.seconds + int(turn.total_seconds())}
    was_said = Said.objects.standing().filter(item=item).exists()
    if was_said and (mark == ItemState.PASSED or item.is_waiting):
        changes["state"] = ItemState.DISCUSSED  # what was spoken of was not passed over
    elif mark in (ItemState.DISCUSSED, ItemState.PASSED):
        changes["state"] = mark
    item.revise(expected=None, changes=changes)


def _pass_over(conference: Conference) -> int:
    waiting = Item.objects.filter(conference=conference, state=ItemState.WAITING)
    said = Said.objects.standing().filter(conference=conference).values("item")
    waiting.filter(pk__in=said).update(state=ItemState.DISCUSSED)
    return waiting.exclude(pk__in=said).update(state=ItemState.PASSED)


def _keep_shown(conference: Conference, lines: list[Line]) -> None:
    """Keep what was at stake: numbers for the district's own offices too, lines that have other readers for none."""
    invitations = list(Invitation.objects.filter(conference=conference))
    own_line = readers_of_district(conference, "", [])
    kept = []
    for line in lines:
        readers = readers_of_district(conference, line.item.district, invitations)
        for reason in line.stakes.reasons if line.stakes else ():
            said = [each.to_json() for each in reason.told.lines]
            is_open = reason.source.lines_told
            words = reason.words.to_json()
            about = {"item": line.item, "words": words, "home_unit": conference.home_unit}
            about["home_state"] = conference.home_state
            kept.append(
                Shown(
                    id=uuid7(),
                    source=reason.source.code,
                    number=reason.told.number,
                    score=reason.score,
                    lines=said if is_open else [],
                    is_told=reason.source.is_told,
                    readers=readers if reason.source.is_told else own_line,
                    **about,
                )
            )
            if said and not is_open:
                kept.append(
                    Shown(
                        id=uuid7(),
                        source=reason.source.code + DETAIL,
                        number=0,
                        score=0.0,
                        lines=said,
                        is_told=False,
                        readers=own_line,
                        **about,
                    )
                )
    insert_many(Shown, kept)


def _keep_sheet(by: Actor, conference: Conference, item: Item) -> None:
    number, lines = sheet_lines(by, item.district)
    # What the chair's office sees of a district nobody else need see: its neighbours have a picture of their own.
    Shown(
        id=uuid7(),
        item=item,
        source=SHEET,
        number=number,
        score=0.0,
        words=SHEET_WORDS.to_json(),
        lines=[each.to_json() for each in lines],
        is_told=False,
        readers=readers_of_district(conference, "", []),
        home_unit=conference.home_unit,
        home_state=conference.home_state,
    ).save(force_insert=True)
