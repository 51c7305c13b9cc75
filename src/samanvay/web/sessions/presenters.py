"""Words for the list of sessions."""

import re
from collections.abc import Iterable
from typing import Any

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.access.roles import BY_CODE
from samanvay.access.signin.confirmers import confirmers
from samanvay.directory.queries import line_of, name_of_unit
from samanvay.kernel.bilingual import Bilingual

# In this order: Edge and Opera also say Chrome, Chrome also says Safari.
BROWSERS = (
    (re.compile(r"Edg(e|A|iOS)?/"), "Edge"),
    (re.compile(r"OPR/|Opera"), "Opera"),
    (re.compile(r"SamsungBrowser/"), "Samsung Internet"),
    (re.compile(r"Firefox/|FxiOS/"), "Firefox"),
    (re.compile(r"Chrome/|CriOS/"), "Chrome"),
    (re.compile(r"Safari/"), "Safari"),
)
SYSTEMS = (
    (re.compile(r"Android"), "Android"),
    (re.compile(r"iPhone|iPad"), "iOS"),
    (re.compile(r"Windows"), "Windows"),
    (re.compile(r"Mac OS X|Macintosh"), "macOS"),
    (re.compile(r"Linux|X11"), "Linux"),
)


def browser_name(agent: str) -> str:
    """Return "Firefox, Windows" for what a browser says of itself; a few words for one that says nothing known."""
    found = [next((name for pattern, name in table if pattern.search(agent)), "") for table in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in found if name) or _("Unknown browser")


def session_rows(sessions: Iterable[UserSession], current_key: str) -> list[dict[str, Any]]:
    """Return the rows of the list: this session first, then the most recently seen."""
    order = sorted(sessions, key=lambda each: (each.session_key != current_key, -each.last_seen_at.timestamp()))
    return [
        {"session": each, "browser": browser_name(each.user_agent), "is_this": each.session_key == current_key}
        for each in order
    ]


def confirmer_words(user: User) -> list[str]:
    """Return who may confirm a user after a reset, each as "name, role, unit", the nearest first, at most five."""
    people = confirmers(user, line_of(user))[:5]
    named = [(Bilingual(each.user.name, each.user.name_hi), each) for each in people]
    return [f"{name}, {BY_CODE[each.role].name}, {name_of_unit(each.audience) or '–'}" for name, each in named]
