"""Trainings that members attended, noted on the roll as the sheet would say them; and taken back.

Called inside the operation of whoever noted who came; the machinery's hand writes.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from samanvay.audit.operations import Operation

from ...models import Member
from .. import events


def note_attended(op: Operation, days: Mapping[UUID, date]) -> dict[UUID, date | None]:
    """Note for members the day on which they last attended, where it is later than what is known.

    Returns by member what the roll said before; members who are gone from the roll altogether are left out.
    """
    found = list(Member.objects.standing().filter(pk__in=list(days)).select_for_update())
    before = {each.pk: each.trained_on for each in found}
    later = [each for each in found if each.trained_on is None or each.trained_on < days[each.pk]]
    _write(op, {each.pk: days[each.pk] for each in later}, later)
    return before


def take_back_attended(op: Operation, days: Mapping[UUID, tuple[date, date | None]]) -> int:
    """Give members back what the roll said before a training that they did not attend after all.

    ``days`` are by member the day that was noted and what was there before; one that was noted otherwise since stays.
    """
    found = Member.objects.standing().filter(pk__in=list(days)).select_for_update()
    wrong = [each for each in found if each.trained_on == days[each.pk][0] != days[each.pk][1]]
    _write(op, {each.pk: days[each.pk][1] for each in wrong}, wrong)
    return len(wrong)


def _write(op: Operation, days: Mapping[UUID, date | None], members: list[Member]) -> None:
    for each in members:
        each.trained_on = days[each.pk]
        each.version += 1
        op.also(events.MEMBER_TRAINED, ("member", each.pk), each.readers, fields=["trained_on"])
    if members:
        Member.objects.bulk_update(members, ["trained_on", "version"], batch_size=1_000)
