"""The menu: each room says in its urls.py what it offers and to whom; the bar shows what the actor may open."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import pgettext_lazy

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.db.scope import Actor


class Turn(StrEnum):
    """A group of the menu. Administration stands under the name of the person, the others in the bar."""

    WORK = "work"
    CASES = "cases"
    PICTURE = "picture"
    LEARN = "learn"
    ADMINISTRATION = "administration"


TURNS: dict[Turn, Any] = {
    Turn.WORK: pgettext_lazy("menu", "Work"),
    Turn.CASES: pgettext_lazy("menu", "Cases"),
    Turn.PICTURE: pgettext_lazy("menu", "Picture"),
    Turn.LEARN: pgettext_lazy("menu", "Learn"),
    Turn.ADMINISTRATION: pgettext_lazy("menu", "Administration"),
}


@dataclass(frozen=True)
class Entry:
    """One room's place in the menu. ``permissions``: any one of them opens it; none means every officer."""

    label: Any
    url_name: str
    permissions: tuple[Permission, ...] = ()
    order: int = 100
    turn: Turn = Turn.WORK

    def open_to(self, actor: Actor) -> bool:
        return not self.permissions or any(holds(actor, permission) for permission in self.permissions)


@dataclass(frozen=True)
class Item:
    """A room in the menu; ``current`` is the value of ``aria-current``, empty elsewhere."""

    label: Any
    url: str
    current: str = ""


@dataclass(frozen=True)
class Group:
    """A group of the menu with the rooms that the actor may open; it leads to the first of them."""

    label: Any
    items: Sequence[Item]

    @property
    def url(self) -> str:
        return self.items[0].url

    @property
    def current(self) -> str:
        return self.items[0].current or ("true" if any(item.current for item in self.items) else "")


@dataclass(frozen=True)
class Menu:
    """The groups in the bar, the one under the name, and the group in which the page lies."""

    bar: Sequence[Group] = ()
    administration: Group | None = None

    @property
    def every(self) -> Sequence[Group]:
        return [*self.bar, *([self.administration] if self.administration else [])]

    @property
    def here(self) -> Group | None:
        return next((group for group in self.every if group.current), None)


_entries: dict[str, Entry] = {}


def register(label: Any, url_name: str, *permissions: Permission, order: int = 100, turn: Turn = Turn.WORK) -> None:
    """Add a room to the menu; called once in the room's urls.py. A second call for one address replaces the first."""
    _entries[url_name] = Entry(label, url_name, permissions, order, turn)


def menu_for(request: HttpRequest, actor: Actor | None) -> Menu:
    """Return the menu of an actor, the room of this page marked; empty for somebody who is not signed in."""
    if actor is None:
        return Menu()
    shown = []
    for entry in sorted(_entries.values(), key=lambda each: each.order):
        if entry.open_to(actor):
            try:
                shown.append((entry, reverse(entry.url_name)))
            except NoReverseMatch:
                continue
    here = max((url for _entry, url in shown if _lies_under(request.path, url)), key=len, default="")
    found: dict[Turn, list[Item]] = {}
    for entry, url in shown:
        found.setdefault(entry.turn, []).append(Item(entry.label, url, "page" if url == here else ""))
    groups = {turn: Group(words, found[turn]) for turn, words in TURNS.items() if turn in found}
    administration = groups.pop(Turn.ADMINISTRATION, None)
    return Menu(list(groups.values()), administration)


def _lies_under(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
