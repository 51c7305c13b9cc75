"""What each page is for, in both languages: written beside the pages of a room, in its ``help.toml``.

A table bears the name of an address: ``title``, ``purpose`` (two sentences), ``words`` by which officers look for it,
``terms`` of the glossary, ``steps`` of who does it, ``needs`` where the page names no permission or its policy another.
``[room]`` speaks for the pages without a text of their own; ``[task_roles]`` says who does tasks of a kind.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from inspect import unwrap
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.access.roles import BY_CODE
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against

from . import finders
from .pages import Page

WEB = Path(__file__).resolve().parents[1]
ROOM, TASKS = "room", "task_roles"


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page, or of a room: then ``name`` is empty."""

    name: str
    room: str
    title: Bilingual
    purpose: Bilingual
    words: str = ""
    terms: tuple[str, ...] = ()
    steps: tuple[Bilingual, ...] = ()
    needs: tuple[Permission, ...] = ()


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of all rooms: of pages by their address's name, of rooms, and the roles that do tasks of a kind."""

    pages: Mapping[str, PageText]
    rooms: Mapping[str, PageText]
    tasks: Mapping[str, frozenset[str]]


@cache
def texts() -> Texts:
    """Return the texts of all rooms, in the order of their names and of their files."""
    pages: dict[str, PageText] = {}
    rooms: dict[str, PageText] = {}
    tasks: dict[str, frozenset[str]] = {}
    for path in sorted(WEB.glob("*/help.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        room = path.parent.name
        tasks |= {kind: _roles(who) for kind, who in told.pop(TASKS, {}).items()}
        rooms[room] = _text("", room, told.pop(ROOM))
        pages |= {name: _text(name, room, said) for name, said in told.items()}
    return Texts(pages, rooms, tasks)


def _text(name: str, room: str, said: Mapping[str, Any]) -> PageText:
    return PageText(
        name,
        room,
        Bilingual(*said["title"]),
        Bilingual(*said["purpose"]),
        said.get("words", ""),
        tuple(said.get("terms", ())),
        tuple(Bilingual(*step) for step in said.get("steps", ())),
        tuple(Permission(code) for code in said.get("needs", ())),
    )


def _roles(who: list[str]) -> frozenset[str]:
    """Return the roles that are named, or hold a permission that is named."""
    permissions = {each for each in who if ":" in each}
    found = {code for code, role in BY_CODE.items() if permissions & {*role.permissions}}
    return frozenset(found | {BY_CODE[each].code for each in who if ":" not in each})


@cache
def views() -> Mapping[str, Callable[..., Any]]:
    """Return the view of every page by its address's name; what stands in a namespace is the API's."""
    found: dict[str, Callable[..., Any]] = {}
    stack: list[Any] = [get_resolver()]
    while stack:
        for each in stack.pop().url_patterns:
            if isinstance(each, URLResolver):
                stack += [] if each.namespace else [each]
            elif each.name:
                found[each.name] = each.callback
    return found


def room_of(view: Callable[..., Any]) -> str:
    """Return the web room of a view; of the sign-in library's that of signing in."""
    parts = unwrap(view).__module__.split(".")
    return parts[2] if parts[:2] == ["samanvay", "web"] and len(parts) > 3 else "signin"


def text_of(name: str) -> PageText | None:
    """Return the text of a page, that of its room where it has none of its own; None for what is no page of ours."""
    known = texts()
    if name in known.pages:
        return known.pages[name]
    view = views().get(name)
    return known.rooms.get(room_of(view)) if view else None


def needed(name: str) -> tuple[Permission, ...]:
    """Return the permissions of which a page asks one: those that its text names, else its own; none where neither."""
    text = texts().pages.get(name)
    if text is not None and text.needs:
        return text.needs
    about: Page | None = getattr(views().get(name), "page", None)
    return (about.permission,) if about is not None and about.permission is not None else ()


def address_of(name: str) -> str:
    """Return the address of a page, empty where it is that of a record."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def reason_not_to_open(actor: Actor, name: str) -> str:
    """Return why a page is shut to an actor, in its policy's words; nothing where it is open.

    Of the page of a record this tells the permission alone: its policy is asked for each record.
    """
    about: Page | None = getattr(views().get(name), "page", None)
    may = about.may if about is not None and address_of(name) else None
    if may is not None and (refused := reason_against(may, actor)):
        return refused
    permissions = needed(name)
    refusals = [reason_against(partial(require, actor), each) for each in permissions]
    return refusals[0] if refusals and all(refusals) else ""


def pages_found(actor: Actor, asked: finders.Asked) -> list[PageText]:
    """Return the pages with every word that are open to an actor, those with the words in their title first.

    Without words all that are open.
    """
    found = []
    for text in texts().pages.values():
        in_title = finders.has_words(asked, text.title)
        fits = in_title or finders.has_words(asked, text.title, text.words)
        if fits and address_of(text.name) and not reason_not_to_open(actor, text.name):
            found.append((not in_title, text))
    return [text for _rank, text in sorted(found, key=lambda each: each[0])]


def help_for(request: HttpRequest) -> str:
    """Return the address of the help about the page of a request; help's own front where it is about none."""
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    return reverse("help_page", args=[name]) if text_of(name) else reverse("help")
