"""The consent item: the districts after it in the order are taken note of together."""

from collections.abc import Iterable, Sequence

from samanvay.kernel.bilingual import Bilingual

from ..models import Conference, Item
from ..states import ItemState

PROPOSED = 15  # districts that an agenda proposes to take up one by one
WORDS = Bilingual("The other districts, taken note of together", "शेष जनपद, एक साथ संज्ञान")


def together(items: Iterable[Item]) -> list[Item]:
    """Return of items in their order the districts under the consent item."""
    found: list[Item] | None = None
    for each in items:
        if each.is_consent:
            found = []
        elif found is not None and each.district and each.state != ItemState.POSTPONED:
            found.append(each)
    return found or []


def not_taken_up(items: Sequence[Item]) -> list[Item]:
    """Return of items in their order those that nobody came to, but for the consent item and what stands under it."""
    under = together(items)
    return [each for each in items if each.is_waiting and not each.is_consent and each not in under]


def take_out(items: Sequence[Item], item: Item) -> list[Item]:
    """Return items in an order in which one of those under the consent item stands before it."""
    rest = [each for each in items if each.pk != item.pk]
    at = next(number for number, each in enumerate(rest) if each.is_consent)
    return [*rest[:at], item, *rest[at:]]


def of_conference(conference: Conference) -> list[Item]:
    """Return the items of a conference by position."""
    return list(Item.objects.filter(conference=conference).order_by("position", "pk"))
