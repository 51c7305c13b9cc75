"""Arranging an agenda before the conference begins: its order, added items, postponed ones."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid

from .. import events, policies
from ..models import Conference, Item
from ..states import ItemState
from ..wording import reason_of, short
from .consent import take_out, together
from .items import items_in_order


def move_item(*, by: Actor, item: Item, steps: int, expected: int | None = None) -> Conference:
    """Move an item up (negative) or down by steps; with that the order is by hand."""
    conference = item.conference
    policies.may_arrange_conference(by, conference)
    with operation(
        events.AGENDA_ORDERED, by=by, target=("conference", conference.id), readers=conference.readers
    ) as op:
        listed = items_in_order(by, conference)
        conference.revise(expected=expected, changes={"is_ordered": True})
        keys = [each.pk for each in listed]
        place = keys.index(item.pk)
        to = min(max(place + steps, 0), len(keys) - 1)
        listed.insert(to, listed.pop(place))
        lay_in_order(listed)
        op.add(item=item.pk, to=to + 1)
    return conference


def take_up_separately(*, by: Actor, item: Item, expected: int | None = None) -> Conference:
    """Take a district out of those that are taken note of together; with that the order is by hand."""
    conference = item.conference
    policies.may_arrange_conference(by, conference)
    with operation(
        events.AGENDA_ORDERED, by=by, target=("conference", conference.id), readers=conference.readers
    ) as op:
        listed = items_in_order(by, conference)
        if item not in together(listed):
            raise Invalid("item", _("This district is on the agenda by itself already."))
        conference.revise(expected=expected, changes={"is_ordered": True})
        lay_in_order(take_out(listed, item))
        op.add(item=item.pk)
    return conference


def order_by_stakes(*, by: Actor, conference: Conference, expected: int | None = None) -> Conference:
    """Let the order follow what is at stake again."""
    policies.may_arrange_conference(by, conference)
    with operation(events.AGENDA_ORDERED, by=by, target=("conference", conference.id), readers=conference.readers):
        conference.revise(expected=expected, changes={"is_ordered": False})
    return conference


def lay_in_order(listed: Iterable[Item]) -> None:
    """Number items in the order given, inside the caller's operation."""
    moved = []
    for position, each in enumerate(listed, 1):
        if each.position != position:
            each.position = position
            moved.append(each)
    Item.objects.bulk_update(moved, ["position"])


def add_item(*, by: Actor, conference: Conference, words: Bilingual, is_last: bool = True) -> Item:
    """Add a part to the agenda, after the districts or before them."""
    policies.may_arrange_conference(by, conference)
    said = Bilingual(short("words_en", words.en, 160), short("words_hi", words.hi, 160))
    if not said.en:
        raise Invalid("words_en", _("Write what is to be discussed."))
    with operation(events.ITEM_ADDED, by=by, target=("conference", conference.id), readers=conference.readers):
        last = Item.objects.filter(conference=conference).order_by("-position").first()
        item = Item.objects.create(
            conference=conference,
            position=(last.position if last else 0) + 1,
            words_en=said.en,
            words_hi=said.hi,
            is_last=is_last,
            **conference.ownership(),
        )
    return item


def postpone_item(*, by: Actor, item: Item, reason: str, expected: int | None = None) -> Item:
    """Leave an item for the next conference, with the reason."""
    policies.may_arrange_conference(by, item.conference)
    why = reason_of(reason)
    if item.is_consent:
        raise Invalid("reason", _("Postpone single districts: this item only holds them together."))
    return _mark(by, item, {"state": ItemState.POSTPONED, "reason": why}, expected)


def take_back_item(*, by: Actor, item: Item, expected: int | None = None) -> Item:
    """Put a postponed item back on the agenda."""
    policies.may_arrange_conference(by, item.conference)
    return _mark(by, item, {"state": ItemState.WAITING, "reason": ""}, expected)


def _mark(by: Actor, item: Item, changes: dict[str, object], expected: int | None) -> Item:
    readers = item.conference.readers
    with operation(events.ITEM_MARKED, by=by, target=("conference", item.conference_id), readers=readers) as op:
        op.add(item=item.pk, state=changes["state"])
        item.revise(expected=expected, changes=changes)
    return item
