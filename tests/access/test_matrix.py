"""The access matrix: every address, every method, every persona, in one's own unit and elsewhere.

The table is ``matrix.py``; the things in the addresses are made by ``things.py``.
"""

import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cache
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from matrix import ANYONE, BY_NAME, ROWS, Row
from things import FOREIGN, MAKERS, OWN, officer, units

from samanvay.access.roles import BY_CODE
from samanvay.access.users.actions import create_user
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM
from samanvay.kernel.ids import uuid7

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# Who tries a method that an address does not offer: enough to see that nothing hides there.
FEW = ("anonymous", "administrator")


def url_names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name, pattern) of every address of the product."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from url_names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif isinstance(entry, URLPattern):
            yield (f"{prefix}{entry.name}" if entry.name else "", str(entry.pattern))


@cache
def known() -> frozenset[str]:
    return frozenset(name for name, _pattern in url_names())


class Visitor(Client):
    """Somebody whose every request is the first after signing in: no cookie of an answer is kept, nor what drew it."""

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))


class House:
    """Everybody and everything that the matrix needs, made once."""

    def __init__(self) -> None:
        self.clients: dict[str, Visitor] = {"anonymous": Visitor()}
        audiences = {name: unit.audience for name, unit in units().items()}
        users = {role: officer(role, audiences[OWN], username=f"matrix-{role}") for role in BY_CODE}
        users["nobody"] = create_user(by=SYSTEM, username="matrix-nobody", name="Nobody", is_persona=True)
        for name, user in users.items():
            client = Visitor()
            client.force_login(user)
            session = client.session
            signed_in = SimpleNamespace(session=session)
            record_authentication(signed_in, user, "password")
            session.save()
            self.clients[name] = client
        self.things = {
            name: {where: make(audience) for where, audience in audiences.items()} for name, make in MAKERS.items()
        }
        # Not before: a code of the minute in which it was made would lie ahead of a clock that stopped earlier.
        self.at = clock.now()


@pytest.fixture(scope="module")
def house(filled_database: Callable[..., AbstractContextManager[Any]], django_db_blocker: Any) -> Iterator[House]:
    """Everybody and everything, committed: one long transaction would hold back the sealers of other tests."""
    make = transaction.atomic(House)
    news = logging.getLogger("django.request")  # refusals are what the matrix is after; none is news
    before = news.level
    news.setLevel(logging.CRITICAL)
    with (
        filled_database("house", make) as (_url, made),
        django_db_blocker.unblock(),
        override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=24 * 3600),  # they have signed in a moment ago
    ):
        yield made
    news.setLevel(before)


@pytest.fixture
def cell(house: House) -> Iterator[House]:
    """Undo what one row did. The clock stands where it stood when all was made: codes and days of it stay valid."""
    with clock.frozen(house.at), transaction.atomic():
        yield house
        transaction.set_rollback(True)


def missing(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return arguments of the same shape that name nothing."""
    shapes: dict[type, Any] = {UUID: uuid7, int: lambda: 10**9}
    return {name: shapes.get(type(value), lambda: "no-such-thing")() for name, value in arguments.items()}


def expected(row: Row, method: str, persona: str) -> set[int]:
    """Return the statuses that a persona may get for a thing of their own unit."""
    status = row.status(method)
    if persona == "anonymous":
        refused = row.anonymous or (401 if row.is_api else 302)
        if row.who == ANYONE:
            refused = row.anonymous or status or 405
        return {refused} if status is not None else {refused, 302, 401, 404, 405}
    if status is None:
        # Django's form views take a PUT as a POST, and pages that lead the signed-in on do so before they look
        # at the method; so these may answer as their declared methods do.
        alike = {row.post} if method == "PUT" else {302} & {row.get}
        return {403, 404, 405} | (alike - {None})
    if persona in row.but:
        return {row.but[persona]}
    needed = (row.get_who,) if method == "GET" and row.get_who is not None else row.permissions
    if not needed:
        return {status}
    role = BY_CODE.get(persona)
    may = role is not None and any(each in role.permissions for each in needed)
    return {status if may else row.without}


def ask(house: House, row: Row, method: str, persona: str, arguments: dict[str, Any]) -> Any:
    """Return the answer to one request, whose effects are undone."""
    url = reverse(row.name, kwargs=arguments)
    with transaction.atomic():
        client = house.clients[persona]
        if row.is_api:
            answer = client.generic(method, url, data=json.dumps(dict(row.data)), content_type="application/json")
        elif method == "POST":
            answer = client.post(url, dict(row.data))
        else:
            answer = client.generic(method, url)
        transaction.set_rollback(True)
    return answer


def alike(row: Row) -> list[str]:
    """Return one persona of each sort: of a compartment, with the same of the permissions that this row asks for.

    What is answered hangs on no more than this. Which one of a sort goes changes from row to row, so that every role
    opens hundreds of pages.
    """
    asked = {*row.permissions, *([row.get_who] if row.get_who is not None else [])}
    sorts: dict[Any, list[str]] = {("anonymous",): ["anonymous"], ("nobody",): ["nobody"]}
    for code, role in BY_CODE.items():
        sort = (
            role.compartment,
            frozenset(asked & role.permissions),
            role.may_break_glass,
            role.sees_audit,
            row.but.get(code),
        )
        sorts.setdefault(sort, []).append(code)
    turn = ROWS.index(row)
    return [codes[turn % len(codes)] for codes in sorts.values()]


def strangers(row: Row) -> list[str]:
    """Return who asks for a thing of another unit: anonymous, nobody, two who could act on one of their own, two not.

    What hides it is whose row it is, the same for every role; the pairs change from row to row.
    """
    turn = ROWS.index(row)
    chosen = ["anonymous", "nobody"]
    others = [persona for persona in alike(row) if persona not in chosen]
    could = [each for each in others if min(expected(row, "POST" if row.post else "GET", each)) < 400]
    for sort in (could, [each for each in others if each not in could]):
        chosen += [sort[(turn + step) % len(sort)] for step in range(min(2, len(sort)))]
    return chosen


def plain(answer: Any, url: str, arguments: dict[str, Any]) -> bytes:
    """Return an answer's body without what differs by nature: tokens against forgery, and the address itself."""
    body = re.sub(rb'csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken[^}]*', b"", answer.content)
    body = body.replace(url.encode(), b"HERE")
    for value in arguments.values():
        if not isinstance(value, int):
            body = body.replace(str(value).encode(), b"KEY")
    return bytes(body)


# What may lie in a browser: the outlines behind maps and the files of lessons, the same for everybody, and news of
# the law, which are public.
MAY_BE_KEPT = {"picture_ground", "picture_outlines", "picture_rails", "training_file", "law_feed"}


def is_kept(row: Row, answer: Any) -> bool:
    """Tell whether browsers may keep an answer that they must not."""
    is_free = row.name in MAY_BE_KEPT and answer.status_code == 200
    return not is_free and "no-store" not in answer.headers.get("Cache-Control", "")


def test_every_address_has_a_row() -> None:
    lacking = sorted(name or f"(no name) {pattern}" for name, pattern in url_names() if name not in BY_NAME)
    assert not lacking, (
        "These addresses have no row in tests/access/matrix.py: "
        + ", ".join(lacking)
        + ". Add one each under its room: Row(name, who, status of GET, status of POST); the module's docstring "
        "says how, and things.py how to make what an address is about."
    )


def test_every_row_has_an_address() -> None:
    gone = sorted(row.name for row in ROWS if row.name not in known())
    assert not gone, f"These rows of tests/access/matrix.py name no address any more; remove them: {', '.join(gone)}"


def test_names_of_rows_are_unique() -> None:
    assert len(BY_NAME) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_answers_are_as_declared(row: Row, cell: House) -> None:
    if row.name not in known():
        pytest.skip("no such address; test_every_row_has_an_address says so")
    wrong = []
    things = cell.things[row.of] if row.of else {OWN: {}}
    for method in METHODS:
        for persona in FEW if row.status(method) is None else alike(row):
            answer = ask(cell, row, method, persona, things[OWN])
            allowed = expected(row, method, persona)
            if answer.status_code not in allowed:
                wrong.append(f"{method} as {persona}: {answer.status_code}, declared {sorted(allowed)}")
            if is_kept(row, answer):
                wrong.append(f"{method} as {persona}: {answer.status_code}, which browsers may keep")
    assert not wrong, f"{row.name} answers otherwise than its row in tests/access/matrix.py says:\n" + "\n".join(wrong)


@pytest.mark.parametrize("row", [row for row in ROWS if row.of and not row.is_open], ids=lambda row: row.name)
def test_foreign_and_missing_things_answer_alike(row: Row, cell: House) -> None:
    if row.name not in known():
        pytest.skip("no such address; test_every_row_has_an_address says so")
    wrong = []
    foreign = cell.things[row.of][FOREIGN]
    nothing = missing(foreign)
    for method in METHODS:
        if row.status(method) is None:
            continue
        for persona in strangers(row):
            if row.who == ANYONE:
                continue
            there = ask(cell, row, method, persona, foreign)
            nowhere = ask(cell, row, method, persona, nothing)
            bodies = {
                plain(answer, reverse(row.name, kwargs=arguments), arguments)
                for answer, arguments in ((there, foreign), (nowhere, nothing))
            }
            if there.status_code != nowhere.status_code or len(bodies) > 1:
                wrong.append(f"{method} as {persona}: foreign {there.status_code}, missing {nowhere.status_code}")
            elif persona != "anonymous" and there.status_code not in (403, 404):
                wrong.append(f"{method} as {persona}: a foreign thing answers {there.status_code}")
            if is_kept(row, there) or is_kept(row, nowhere):
                wrong.append(f"{method} as {persona}: browsers may keep what tells of a foreign or missing thing")
    assert not wrong, f"{row.name} lets one tell a foreign thing from none:\n" + "\n".join(wrong)


@pytest.mark.parametrize("row", [row for row in ROWS if row.of and row.is_open], ids=lambda row: row.name)
def test_missing_open_things_are_not_there(row: Row, cell: House) -> None:
    nothing = missing(cell.things[row.of][OWN])
    for method in METHODS:
        if row.status(method) is not None:
            answer = ask(cell, row, method, "administrator", nothing)
            assert answer.status_code in {403, 404} | {405}, (method, answer.status_code)
            assert not is_kept(row, answer), method


def test_the_clock_stands_while_the_matrix_is_walked(cell: House) -> None:
    assert clock.now() == cell.at == clock.now()


def test_unauthenticated_are_sent_to_sign_in_and_back(cell: House) -> None:
    answer = cell.clients["anonymous"].get(reverse("usersessions_list"))
    assert answer["Location"] == f"{reverse('account_login')}?next={reverse('usersessions_list')}"


def test_every_page_carries_the_content_security_policy(cell: House) -> None:
    for row in ROWS:
        if row.get != 200 or row.is_api or row.of or row.name == "healthz":
            continue
        answer = cell.clients["station_officer"].get(reverse(row.name))
        assert "script-src 'self'" in answer.headers.get("Content-Security-Policy", ""), row.name
        assert answer.headers["X-Frame-Options"] == "DENY", row.name
        assert answer.headers["X-Content-Type-Options"] == "nosniff", row.name


def callbacks(resolver: URLResolver | None = None) -> Iterator[tuple[str, Any]]:
    """Yield (name, view) of every address that is not of the interface."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver) and str(entry.pattern) != "api/":
            yield from callbacks(entry)
        elif isinstance(entry, URLPattern):
            yield entry.name or "", entry.callback


def test_every_address_but_two_needs_the_token_against_forgery() -> None:
    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE
    found = dict(callbacks())
    assert len(found) > 300
    assert {name for name, view in found.items() if getattr(view, "csrf_exempt", False)} == {
        "request_reply",
        "roster_invited",
    }


def test_every_page_lets_its_officer_out(cell: House) -> None:
    out = f'action="{reverse("account_logout")}"'.encode()
    pages = [row.name for row in ROWS if row.get == 200 and not row.is_api and not row.of]
    answers = {name: cell.clients["station_officer"].get(reverse(name)) for name in pages}
    whole = {name: answer for name, answer in answers.items() if not answer.streaming and b"<html" in answer.content}
    assert len(whole) > 50
    assert not [name for name, answer in whole.items() if answer.status_code == 200 and out not in answer.content]
