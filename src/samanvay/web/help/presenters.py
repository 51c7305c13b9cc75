"""What a page is for and who may do what there, in words; the guide of a post."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.roles import ROLES, Role
from samanvay.duties.kinds import DutyKind, kind_of
from samanvay.kernel.db.scope import Actor
from samanvay.web.kit import page_texts
from samanvay.web.kit.page_texts import PageText


@dataclass(frozen=True, slots=True)
class Who:
    """Who may open a page: the roles, none where only the record says; the reader; whether its record decides too."""

    roles: str
    you: str
    you_may: bool
    of_record: bool


def who_may(actor: Actor, name: str) -> Who:
    """Return who may open a page."""
    needed = page_texts.needed(name)
    of_record = not page_texts.address_of(name)
    refused = page_texts.reason_not_to_open(actor, name)
    # Of a page with a text of its own a test holds the permissions to the access matrix; any other may ask for more.
    is_known = bool(needed) or name in page_texts.texts().pages
    if refused:
        you = refused
    elif of_record and not is_known:
        you = _("Who may open it depends on the record. A grey button on the page before it says why not.")
    elif of_record:
        you = _("You may, for records of your units and those shared with you.")
    else:
        you = _("You may.")
    roles = ", ".join(roles_with(needed)) or (_("Everybody who is signed in") if is_known else "")
    return Who(roles, you, not refused, of_record and is_known)


def roles_with(needed: Iterable[Permission]) -> list[str]:
    """Return the names of the roles that hold one of some permissions; none where nothing is asked."""
    asked = {*needed}
    return [str(role.name) for role in ROLES if asked & role.permissions]


def pages_by_room(texts: Iterable[PageText]) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Return texts of pages under the names of their rooms."""
    rooms: dict[str, list[dict[str, Any]]] = {}
    for text in texts:
        rooms.setdefault(text.room, []).append({"text": text, "url": page_texts.address_of(text.name)})
    return [(page_texts.texts().rooms[room].title, shown) for room, shown in rooms.items()]


def may_role(role: Role, name: str) -> bool:
    """Tell whether a role opens a page, where nothing but permissions decides."""
    needed = page_texts.needed(name)
    return not needed or bool(role.permissions & {*needed})


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide of a post: what it sees, the kinds of its tasks with their clocks, its pages step by step."""

    role: Role
    tasks: list[DutyKind]
    pages: list[PageText]

    @property
    def stepwise(self) -> list[PageText]:
        return [page for page in self.pages if page.steps]

    @property
    def others(self) -> list[PageText]:
        return [page for page in self.pages if not page.steps]


def guide_of(role: Role) -> Guide:
    """Return the guide of a role."""
    texts = page_texts.texts()
    tasks = [kind_of(code) for code, roles in texts.tasks.items() if role.code in roles]
    return Guide(role, tasks, [text for text in texts.pages.values() if may_role(role, text.name)])
