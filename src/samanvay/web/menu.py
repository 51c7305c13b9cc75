"""The menu: each room says in its urls.py what it offers and to whom; the bar shows what the actor may open."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.db.scope import Actor


@dataclass(frozen=True)
class Entry:
    """One room's place in the menu. ``permissions``: any one of them opens it; none means every officer."""

    label: Any
    url_name: str
    permissions: tuple[Permission, ...] = ()
    order: int = 100

    def open_to(self, actor: Actor) -> bool:
        return not self.permissions or any(holds(actor, permission) for permission in self.permissions)


@dataclass(frozen=True)
class Item:
    """What the bar shows of an entry."""

    label: Any
    url: str
    current: bool = False


_entries: dict[str, Entry] = {}


def register(label: Any, url_name: str, *permissions: Permission, order: int = 100) -> None:
    """Add a room to the menu; called once in the room's urls.py. A second call for one address replaces the first."""
    _entries[url_name] = Entry(label, url_name, permissions, order)


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
    return [Item(entry.label, url, current=url == here) for entry, url in shown]


def _lies_under(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
