"""Running a conference: begin, go from item to item, mark, end, take up again."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.duties.actions.duties import do_duty, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import SYSTEM, Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.recording.submissions import one_at_a_time

from .. import events, policies, queries
from ..agenda import consent
from ..agenda.actions import lay_in_order
from ..agenda.items import DETAIL, SHEET, Line, agenda
from ..agenda.sheet_lines import sheet_lines
from ..duty_kinds import CONFIRM
from ..invitations.inviting import readers_of_district
from ..models import Conference, Invitation, Item, Shown
from ..models import Line as Said
from ..states import ABSENT, SKIP_WORDS, ConferenceState, ItemState
from .calling import call_extra, call_following, carry_postponed, close_preparing, moment_in_both

LONGEST_TURN = timedelta(hours=2)  # a wall left alone overnight is no discussion
TIME_TO_CONFIRM = timedelta(days=2)
SHEET_WORDS = Bilingual("Last three months", "पिछले तीन माह")


def begin_conference(*, by: Actor, conference: Conference, expected: int | None = None) -> Conference:
    """Begin: the order is fixed and of each district is kept what was at stake, as it is shown.

    The next sitting of its series is called at once. Where a sitting of it runs already, that one is returned.
    """
    policies.may_run_conference(by, conference)
    with transaction.atomic():
        if (running := _running_beside(conference)) is not None:
            return running
        conference = Conference.objects.locked(conference)
        return _begin(by, conference, expected)


def hold_extra(*, by: Actor, conference: Conference) -> Conference:
    """Call an extra sitting and begin it; the one that it is made as stays as planned. One that runs is returned."""
    policies.may_run_conference(by, conference)
    with transaction.atomic():
        if (running := _running_beside(conference)) is not None:
            return running
        extra = call_extra(by=by, conference=conference)
        return _begin(by, extra, None) if extra.is_planned else extra


def _begin(by: Actor, conference: Conference, expected: int | None) -> Conference:
    policies.may_move_on(by, conference, ConferenceState.RUNNING)
    if not conference.is_planned:
        raise Refused(_("This meeting has ended. Resume it from its page."))
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
    call_following(conference=conference)
    return conference if first is None else walk_to(by=by, conference=conference, item=first)


def _running_beside(conference: Conference) -> Conference | None:
    """Return the running sitting of the same meeting; whoever else would begin one waits for the transaction."""
    one_at_a_time(conference.series_id or conference.pk)
    return queries.running_sitting(conference)


def walk_to(
    *,
    by: Actor,
    conference: Conference,
    item: Item,
    mark: str = "",
    skip_reason: str = "",
    left: UUID | None = None,
) -> Conference:
    """Bring an item to the wall. The one left gets its time, and ``mark`` or, where something was said, "discussed".

    The first time, the sheet of its district is kept as it is shown. A district that is taken note of with others is
    from now on taken up by itself. ``left`` is the item that stood on the wall when this was pressed: where somebody
    else has moved on since, nothing changes. Raises Invalid where an item is skipped without a ``skip_reason`` of the
    list.
    """
    with operation(
        events.CONFERENCE_WALKED, by=by, target=("conference", conference.id), readers=conference.readers
    ) as op:
        conference = Conference.objects.locked(conference)
        policies.may_mark_item(by, item)
        if left is not None and conference.current != left:
            op.keep_silent()
            return conference
        op.add(item=item.pk)
        if mark:
            op.add(left=conference.current, state=mark, reason=skip_reason)
        _leave(conference, mark, skip_reason)
        listed = consent.of_conference(conference)
        if item in consent.together(listed):
            lay_in_order(consent.take_out(listed, item))
            item.revise(expected=None, changes={"state": ItemState.WAITING})
        if item.district and not Shown.objects.filter(item=item, source=SHEET).exists():
            _keep_sheet(by, conference, item)
        conference.revise(expected=None, changes={"current": item.pk, "current_since": clock.now()})
    return conference


def mark_item(
    *, by: Actor, item: Item, state: str, skip_reason: str = "", was: str = "", expected: int | None = None
) -> Item:
    """Mark an item as discussed, skipped for a reason of the list, or waiting again. Raises Invalid.

    ``was`` is its mark when this was pressed: where somebody else has marked it since, nothing changes.
    """
    policies.may_mark_item(by, item)
    to = ItemState(state)
    with operation(
        events.ITEM_MARKED, by=by, target=("conference", item.conference_id), readers=item.conference.readers
    ) as op:
        item = Item.objects.select_for_update(of=("self",)).select_related("conference").get(pk=item.pk)
        if was not in ("", item.state):
            op.keep_silent()
            return item
        op.add(item=item.pk, state=to, reason=skip_reason)
        item.revise(expected=expected, changes=_marked(item, to, skip_reason))
    return item


def end_conference(
    *, by: Actor, conference: Conference, skip_reason: str = "", expected: int | None = None
) -> Conference:
    """End: the minutes are a draft, and the chair is asked to confirm them.

    What nobody came to stays not taken up, or is skipped for a ``skip_reason`` of the list. The next meeting of its
    series exists from now on. Raises Invalid where nobody is noted as present.
    """
    policies.may_move_on(by, conference, ConferenceState.HELD)
    if not conference.is_attended:
        raise Invalid("attendance", _("Nobody is noted as present. Note who is present, then end the meeting."))
    call_following(conference=conference)
    with operation(
        events.CONFERENCE_ENDED, by=by, target=("conference", conference.id), readers=conference.readers
    ) as op:
        conference = Conference.objects.locked(conference)
        policies.may_move_on(by, conference, ConferenceState.HELD)
        _leave(conference, "", "")
        said = Said.objects.standing().filter(conference=conference).values("item")
        waiting = Item.objects.filter(conference=conference, state=ItemState.WAITING)
        waiting.filter(pk__in=said).update(state=ItemState.DISCUSSED)
        if skip_reason:
            left = [each.pk for each in consent.not_taken_up(consent.of_conference(conference))]
            waiting.filter(pk__in=left).update(**_marked(Item(), ItemState.PASSED, skip_reason))
        op.add(not_taken_up=waiting.count())
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
    policies.may_run_conference(by, conference)
    with operation(
        events.CONFERENCE_REOPENED, by=by, target=("conference", conference.id), readers=conference.readers
    ) as op:
        running = _running_beside(conference)
        if running == conference:
            op.keep_silent()
            return running
        if running is not None:
            raise Refused(_("Another meeting of this series is running. End that one first."))
        conference = Conference.objects.locked(conference)
        policies.may_move_on(by, conference, ConferenceState.RUNNING)
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


def _leave(conference: Conference, mark: str, skip_reason: str) -> None:
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
        changes |= _marked(item, ItemState.DISCUSSED, "")  # what was spoken of was not skipped
    elif mark in (ItemState.DISCUSSED, ItemState.PASSED):
        changes |= _marked(item, ItemState(mark), skip_reason)
    item.revise(expected=None, changes=changes)


def _marked(item: Item, to: ItemState, skip_reason: str) -> dict[str, Any]:
    """Return what a mark changes of an item; of the consent item the districts under it go with it."""
    if item.is_consent:
        if to not in (ItemState.DISCUSSED, ItemState.WAITING):
            raise Invalid("state", _("Take note of these districts together, or take single ones up."))
        was = ItemState.WAITING if to == ItemState.DISCUSSED else ItemState.DISCUSSED
        keys = [each.pk for each in consent.together(consent.of_conference(item.conference)) if each.state == was]
        Item.objects.filter(pk__in=keys).update(state=to)
        return {"state": to}
    if to == ItemState.PASSED and skip_reason not in SKIP_WORDS:
        raise Invalid("reason", _("Choose why it is skipped."))
    if to == ItemState.PASSED and skip_reason == ABSENT and queries.is_anybody_there(item):
        raise Invalid("reason", _("An office of this district is noted as present. Choose another reason."))
    return {"state": to, "reason": skip_reason if to == ItemState.PASSED else ""}


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
