"""Whatever is sent to any form, address or call: no fault of ours, and the state goes on afterwards.

The addresses are those of the access matrix; the forms are read from the pages themselves.
"""

import json
import logging
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from django.db import transaction
from django.urls import resolve, reverse
from hostile import ALL, DAYS, ELEMENT, JSON_ONLY, Posted, encoded, forms_of
from matrix import ANYONE, ROWS, Row
from test_matrix import House, alike, expected, house
from things import OWN

from going_on import the_state_goes_on
from samanvay.api.interface import api

__all__ = ["house"]

# What ends the sitting of whoever sends it; it is tried, and not sent again.
ENDS_THE_SITTING = ("/account/", "/persona", "/language")
DAYS_A_FIELD = 4  # of a field of days; any other field gets one of all values: they go round, hundreds of times each


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
        self.escaped = 0
        self.values, self.days = cycle(ALL), cycle(DAYS)

    def send(self, persona: str, method: str, address: str, told: str, **more: Any) -> Any:
        client = self.house.clients[persona]
        client.raise_request_exception = False
        with transaction.atomic():
            answer = client.generic(method, address, **more)
            reads(answer)
            is_broken = transaction.get_connection().needs_rollback
            transaction.set_rollback(True)
        is_page = answer.get("Content-Type", "").startswith("text/html") and not answer.streaming
        if is_page:
            self.escaped += b"&lt;img src=x onerror" in answer.content
            if ELEMENT.encode() in answer.content:
                self.faults.append(f"{told}: an element that was sent stands on the page")
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
            values = [next(self.days) for _ in range(DAYS_A_FIELD)] if name in form.times else [next(self.values)]
            for value in values:
                fields = {**form.fields, name: (value,)}
                self.send_form(persona, form, fields, f"{name}={value[:40]!r}")
        first = next(iter(form.fields))
        self.send_form(persona, form, {**form.fields, first: (*form.fields[first], "x", "x")}, f"{first} thrice")
        everywhere = next(self.values)
        if len(everywhere) * len(form.fields) < 2_000_000:
            self.send_form(persona, form, dict.fromkeys(form.fields, (everywhere,)), f"all={everywhere[:40]!r}")

    def send_again(self) -> None:
        """Send, now for good, what was taken in, so that what came of it stands in the tables."""
        for persona, method, address, more in self.taken:
            if not address.startswith(ENDS_THE_SITTING):
                answer = self.house.clients[persona].generic(method, address, **more)
                if answer.status_code >= 500:
                    self.faults.append(f"{answer.status_code} {method} {address} for good: {str(more)[:200]}")


def reads(answer: Any) -> None:
    if getattr(answer, "streaming", False):
        b"".join(answer.streaming_content)


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


def goes_on(house: House, sender: Sender) -> None:
    """Fail with every fault of ours, and where what was taken in stops the state."""
    sender.send_again()
    assert not sender.faults, "\n".join(sender.faults)
    the_state_goes_on(house.clients["police_chief"])


CASE = {"what": "Two boys at the bus stand", "forms": ["child_labour"], "source": "checking", "occurred": "2 Nov 2026"}
PERSON = {"sex": "female", "age": "14", "height_from": 140, "height_to": 150, "languages": ["hindi"], "marks": []}
ENTRIES = {"kind": "missing", "people": [PERSON], "happened": "2 Nov 2026", "gone_for": "job", "told_by": "family"}
BODIES = {"CaseIn": CASE, "EntriesIn": ENTRIES, "Done": {"proof": "", "pii_answer": "", "version": 1}}


def calls(house: House) -> Iterator[tuple[str, str, dict[str, str], dict[str, Any]]]:
    """Yield each call of the interface: method, address, the names of its query, a body that it takes."""
    description = api.get_openapi_schema()
    for path, methods in description["paths"].items():
        for method, said in methods.items():
            address = path.replace("{key}", "00000000-0000-0000-0000-000000000000")
            if "duties/{key}" in path:
                address = path.replace("{key}", str(house.things["duty"][OWN]["key"]))
            query = {each["name"]: "x" for each in said.get("parameters", ()) if each["in"] == "query"}
            shape = said.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            name = shape.get("$ref", "").rpartition("/")[2]
            fields = dict.fromkeys(description["components"]["schemas"].get(name, {}).get("properties", ()))
            yield method.upper(), address, query, {**fields, **BODIES.get(name, {})}


def test_whatever_is_sent_to_the_interface_is_answered(house: House, sender: Sender) -> None:
    sort = "station_officer"
    for method, address, query, body in calls(house):
        for name in query:
            for value in ALL:
                told = f"{method} {address} {name}={value[:40]!r}"
                sender.send(
                    sort, method, address, told, QUERY_STRING=encoded({**dict.fromkeys(query, ("x",)), name: (value,)})
                )
        for name in body:
            for value in (*ALL, *JSON_ONLY):
                told = f"{method} {address} {name}={str(value)[:40]!r}"
                given = {key: each for key, each in body.items() if each is not None} | {name: value}
                sender.send(sort, method, address, told, data=json.dumps(given), content_type="application/json")
        if method == "POST":
            for text in ("", "[", "[]", "null", '{"what": NaN}', "\ufeff{}", "1" * 5000, '"\\ud800"'):
                sender.send(
                    sort,
                    method,
                    address,
                    f"{method} {address} {text[:40]!r}",
                    data=text,
                    content_type="application/json",
                )
    goes_on(house, sender)


@pytest.mark.slow
def test_whatever_is_sent_to_a_form_is_answered(house: House, sender: Sender) -> None:
    tried = 0
    for persona, form in forms_to_try(house):
        sender.send_hostile(persona, form)
        tried += 1
    assert tried > 150
    assert sender.escaped > 0, "no page gave back the element that was sent"
    goes_on(house, sender)
