"""The menu: each room says in its urls.py what it offers and to whom; the bar shows what the actor may open."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import pgettext_lazy

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.db.scope import Actor


class Turn(StrEnum):
    """A turn of the loop, under which rooms stand together in the menu of whoever has many of them."""

    RECORD = "record"
    SEE = "see"
    ACT = "act"
    LEARN = "learn"
    REVIEW = "review"
    KEEP = "keep"


TURNS: dict[Turn, Any] = {
    Turn.RECORD: pgettext_lazy("menu", "Record"),
    Turn.SEE: pgettext_lazy("menu", "See"),
    Turn.ACT: pgettext_lazy("menu", "Act"),
    Turn.LEARN: pgettext_lazy("menu", "Learn"),
    Turn.REVIEW: pgettext_lazy("menu", "Review"),
    Turn.KEEP: pgettext_lazy("menu", "Keep"),
}
# As many rooms as one sees side by side.
MOST_BESIDE = 7


@dataclass(frozen=True)
class Entry:
    """One room's place in the menu. ``permissions``: any one of them opens it; none means every officer.

    ``turn`` is where it stands when there are many; one without stands by itself.
    """

    label: Any
    url_name: str
    permissions: tuple[Permission, ...] = ()
    order: int = 100
    turn: Turn | None = None

    def open_to(self, actor: Actor) -> bool:
        return not self.permissions or any(holds(actor, permission) for permission in self.permissions)


@dataclass(frozen=True)
class Item:
    """What the bar shows of an entry, or of the rooms of a turn: ``items``, without an address of their own."""

    label: Any
    url: str
    current: bool = False
    items: list["Item"] = field(default_factory=list)


_entries: dict[str, Entry] = {}


def register(label: Any, url_name: str, *permissions: Permission, order: int = 100, turn: Turn | None = None) -> None:
    """Add a room to the menu; called once in the room's urls.py. A second call for one address replaces the first."""
    _entries[url_name] = Entry(label, url_name, permissions, order, turn)


def items_for(request: HttpRequest, actor: Actor | None) -> list[Item]:
    """Return the menu of an actor, the room of this page marked; empty for somebody who is not signed in."""
    if actor is None:
        return []
    shown = []
    for entry in sorted(_entries.values(), key=lambda each: each.order):
        if entry.open_to(actor):
            try:
                shown.append((entry, reverse(entry.url_name)))
            except NoReverseMatch:
                continue
    here = max((url for _entry, url in shown if _lies_under(request.path, url)), key=len, default="")
    items = [(entry.turn, Item(entry.label, url, current=url == here)) for entry, url in shown]
    return [item for _turn, item in items] if len(items) <= MOST_BESIDE else _by_turn(items)


def _by_turn(items: list[tuple[Turn | None, Item]]) -> list[Item]:
    """Return the items with those of a turn under its name, where there are several; each turn at its first room."""
    found: list[Item] = []
    for turn, item in items:
        together = [each for other, each in items if other == turn] if turn else []
        if len(together) < 2:
            found.append(item)
        elif item is together[0]:
            found.append(Item(TURNS[turn], "", any(each.current for each in together), together))
    return found


def _lies_under(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
