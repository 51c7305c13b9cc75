"""Whatever is sent to any form, address or call: no fault of ours, and the state goes on afterwards.

The addresses are those of the access matrix; the forms are read from the pages themselves.
"""

import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.urls import resolve, reverse
from hostile import ALL, DAYS, Posted, encoded, forms_of
from matrix import ANYONE, ROWS, Row
from test_matrix import House, alike, expected, house
from things import OWN

__all__ = ["house"]

# What ends the sitting of whoever sends it; it is tried, and not sent again.
ENDS_THE_SITTING = ("account_", "usersessions_", "persona", "language")
A_FIELD = 3  # values sent in each field that is no time; they go round, so that each is tried hundreds of times


def who_may(row: Row, method: str) -> str:
    """Return a persona whom a row lets in, or nobody's name."""
    if row.who == ANYONE:
        return "anonymous"
    for persona in alike(row):
        if persona not in ("anonymous", "nobody") and min(expected(row, method, persona)) < 403:
            return persona
    return ""


class Sender:
    """Sends to the house, undoes what was done, and keeps what was answered by a fault and what was taken in."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.faults: list[str] = []
        self.taken: list[tuple[str, str, str, dict[str, Any]]] = []
        self.sent = 0
        self.slow: list[str] = []

    def send(self, persona: str, method: str, address: str, told: str, **more: Any) -> Any:
        client = self.house.clients[persona]
        client.raise_request_exception = False
        self.sent += 1
        began = time.perf_counter()
        with transaction.atomic():
            answer = client.generic(method, address, **more)
            if getattr(answer, "streaming", False):
                b"".join(answer.streaming_content)
            is_broken = transaction.get_connection().needs_rollback
            transaction.set_rollback(True)
        if (spent := time.perf_counter() - began) > 2:
            self.slow.append(f"{spent:.1f} {told}")
        if answer.status_code >= 500:
            error = answer.exc_info[1] if getattr(answer, "exc_info", None) else ""
            self.faults.append(f"{answer.status_code} {told}: {type(error).__name__}: {str(error)[:200]!r}")
        elif method == "POST" and answer.status_code < 400 and not is_broken:
            self.taken.append((persona, method, address, more))
        return answer

    def send_form(self, persona: str, form: Posted, fields: dict[str, tuple[str, ...]], told: str) -> Any:
        text = encoded(fields)
        told = f"{form.method} {form.address} as {persona}, {told}"
        if form.method == "GET":
            return self.send(persona, "GET", form.address, told, QUERY_STRING=text)
        return self.send(
            persona, "POST", form.address, told, data=text, content_type="application/x-www-form-urlencoded"
        )

    def send_hostile(self, persona: str, form: Posted) -> None:
        for name in form.fields:
            values = [*DAYS] if name in form.times else [self.next() for _ in range(A_FIELD)]
            for value in values:
                fields = {**form.fields, name: (value,)}
                self.send_form(persona, form, fields, f"{name}={value[:40]!r}")
        first = next(iter(form.fields))
        self.send_form(persona, form, {**form.fields, first: (*form.fields[first], "x", "x")}, f"{first} thrice")
        everywhere = self.next()
        if len(everywhere) * len(form.fields) < 2_000_000:
            self.send_form(persona, form, dict.fromkeys(form.fields, (everywhere,)), f"all={everywhere[:40]!r}")

    def next(self) -> str:
        self.turn = (getattr(self, "turn", -1) + 1) % len(ALL)
        return ALL[self.turn]


@pytest.fixture
def sender(house: House) -> Iterator[Sender]:
    quiet = [logging.getLogger(name) for name in ("django.request", "django.security", "samanvay")]
    before = [logger.level for logger in quiet]
    for logger in quiet:
        logger.setLevel(logging.CRITICAL + 1)
    yield Sender(house)
    for logger, level in zip(quiet, before, strict=True):
        logger.setLevel(level)


def forms_to_try(house: House) -> Iterator[tuple[str, Posted]]:
    """Yield each form of the product once, with somebody who may send it."""
    known = set()
    for row in ROWS:
        arguments = house.things[row.of][OWN] if row.of else {}
        address = reverse(row.name, kwargs=arguments)
        found: list[Posted] = []
        persona = who_may(row, "GET") if row.get == 200 else ""
        if persona:
            with transaction.atomic():
                answer = house.clients[persona].generic("GET", address)
                transaction.set_rollback(True)
            if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
                found += forms_of(answer.content, address)
        sends = who_may(row, "POST") if row.post and not row.is_api else ""
        if sends and row.data:
            data = {name: tuple(map(str, v)) if isinstance(v, list) else (str(v),) for name, v in row.data.items()}
            yield sends, Posted("POST", address, data)
        for form in found:
            name = resolve(form.address.partition("?")[0]).view_name
            shape = (form.method, name, frozenset(form.fields))
            if shape not in known:
                known.add(shape)
                yield persona, form


@pytest.mark.slow
def test_whatever_is_sent_breaks_nothing(house: House, sender: Sender) -> None:
    forms = list(forms_to_try(house))
    print("FORMS", len(forms), sum(len(f.fields) for _p, f in forms), flush=True)
    for persona, form in forms:
        b, n, k = time.perf_counter(), sender.sent, len(sender.faults)
        sender.send_hostile(persona, form)
        print(
            f"{time.perf_counter() - b:.1f}", sender.sent - n, len(form.fields), form.method, form.address, flush=True
        )
        for fault in sender.faults[k:]:
            print("FAULT", fault, flush=True)
    print(len(forms), "forms", sender.sent, "sent", len(sender.taken), "taken", sender.slow)
    for fault in sender.faults:
        print(fault)
    assert not sender.faults
