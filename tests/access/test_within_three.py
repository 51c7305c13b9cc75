"""Every page that somebody may open lies within three presses of their desk; the phone's sheet is left out."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from matrix import OFFICERS, ROWS, Row

from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.access.policies import holds
from samanvay.demo.loading import _post_everybody
from samanvay.kernel.db.scope import SYSTEM, Actor, reading

# Opened by the sign-in itself, once something of one's own is enrolled, by those who teach, or by a field or a bar.
NO_WAY = {
    *("second_factor_needed", "account_change_password", "mfa_generate_recovery_codes", "mfa_list_webauthn"),
    *("roster_teaching_mine", "report_places", "readers_progress"),
}


class Links(HTMLParser):
    """Collects the addresses of links and of plain forms, without those of the sheet that only phones show."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.in_sheet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "details" and (self.in_sheet or given.get("class") == "menu"):
            self.in_sheet += 1
        address = (
            given.get("href")
            if tag == "a"
            else given.get("action")
            if tag == "form" and given.get("method") != "post"
            else None
        )
        if address and not self.in_sheet:
            self.found.add(address)

    def handle_endtag(self, tag: str) -> None:
        if tag == "details" and self.in_sheet:
            self.in_sheet -= 1


def named(address: str) -> str:
    """Return the name of a page, a tab of it apart."""
    asked = urlsplit(address)
    try:
        tab = parse_qs(asked.query).get("tab", [])
        return "#".join([resolve(asked.path).view_name, *tab])
    except Resolver404:
        return ""


def links_of(client: Client, address: str) -> Iterator[str]:
    answer = client.get(address, follow=True)
    if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", "") or answer.streaming:
        return
    parser = Links()
    parser.feed(answer.content.decode())
    here = answer.redirect_chain[-1][0] if answer.redirect_chain else address
    for found in parser.found:
        if re.match(r"https?:|mailto:|tel:|#", found) is None:
            yield urljoin(here, found)


def within(client: Client, presses: int) -> set[str]:
    """Return the names of the pages that so many presses reach; of each name one page is looked at."""
    seen, edge = {"today"}, ["/"]
    for _ in range(presses):
        following: dict[str, str] = {}
        for address in edge:
            for found in links_of(client, address):
                name = named(found)
                if name and name not in seen:
                    following.setdefault(name, found)
        seen |= set(following)
        edge = list(following.values())
    return seen


def may_open(actor: Actor, row: Row) -> bool:
    if row.of or row.get is None or row.get >= 400 or row.is_api or row.name in NO_WAY or row.name.endswith("csv"):
        return False  # a file stands beside its list only where that holds something
    asked: Any = (row.get_who,) if row.get_who is not None else row.permissions
    return row.who == OFFICERS if not asked else any(holds(actor, permission) for permission in asked)


@pytest.mark.slow
def test_every_page_lies_within_three_presses_of_the_desk(fresh_state: str) -> None:
    with reading(SYSTEM):
        _post_everybody()
    missing = {}
    for login in ("nodal", "chief", "cwc", "admin"):
        user = User.objects.get(username=login)
        client = Client()
        client.force_login(user)
        reached = within(client, 3)
        actor = actor_for(user)
        missing[login] = sorted(row.name for row in ROWS if may_open(actor, row) and row.name not in reached)
    assert {login: names for login, names in missing.items() if names} == {}
