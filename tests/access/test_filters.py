"""A filter of an address that cannot be read is told on the page, and no file is given for it.

The addresses are those of the access matrix; the filters are read from the pages themselves.
"""

import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import lxml.html
import pytest
from django.db import transaction
from django.urls import reverse
from matrix import BY_NAME, ROWS, Row
from test_hostile import who_may
from test_matrix import House, house
from things import OWN

__all__ = ["house"]

UNREADABLE = "NaN-१२"
# These go on to another page, or are kinds of a form; what is typed into a field of text is looked for as it stands.
NO_FILTERS = {"after", "as", "before", "from", "open", "q", "to"}
TYPED = {"", "text", "search", "hidden"}
# Forms that ask for something, and say at the field what is wrong.
SAID_AT_THE_FIELD = {"effect", "law_changes", "law_entry", "gallery"}


def filters_of(page: bytes, address: str) -> dict[str, str]:
    """Return the filters of a page: what its forms and chips put into its own address, with a value that there is."""
    found: dict[str, str] = {}
    tree = lxml.html.document_fromstring(page, base_url=f"http://here{address}")
    for form in tree.forms:
        if form.method.upper() == "GET" and urlsplit(form.get("action") or address).path == address:
            for part in form.inputs:
                if part.tag == "select" or (part.get("type") or "") not in TYPED:
                    values = part.value_options if part.tag == "select" else [part.get("value") or ""]
                    found[part.get("name")] = next((each for each in values if each), "")
    for link in tree.xpath("//ul[@class='chips']//a"):
        parts = urlsplit(link.get("href") or "")
        if parts.path == address:
            found |= dict(parse_qsl(parts.query))
    return {name: value for name, value in found.items() if name and name not in NO_FILTERS}


def files_of(page: bytes, name: str) -> list[str]:
    """Return the addresses of a page's tables as files that take a filter on."""
    links = lxml.html.document_fromstring(page).xpath("//a[@download or contains(@href, 'csv')]/@href")
    return [link for link in links if name in dict(parse_qsl(urlsplit(link).query))]


@pytest.fixture
def walked(house: House) -> Iterator[list[tuple[Row, Any, str]]]:
    """Give every page that opens, with whom it opens to and its address."""
    log = logging.getLogger("django.request")
    level = log.level
    log.setLevel(logging.CRITICAL)
    found = []
    with transaction.atomic():
        for row in ROWS:
            persona = who_may(row, "GET")
            if row.get == 200 and not row.is_api and persona:
                arguments = house.things[row.of][OWN] if row.of else {}
                found.append((row, house.clients[persona], reverse(row.name, kwargs=arguments)))
        yield found
        transaction.set_rollback(True)
    log.setLevel(level)


def test_every_list_tells_which_of_its_filters_it_could_not_read(walked: list[tuple[Row, Any, str]]) -> None:
    silent, asked, files = [], 0, 0
    for row, client, address in walked:
        page = client.get(address)
        is_page = page.get("Content-Type", "").startswith("text/html") and not page.streaming
        if page.status_code != 200 or not is_page or not page.content.strip():
            continue
        for name in filters_of(page.content, address):
            answer = client.get(address, {name: UNREADABLE})
            asked += 1
            words = answer.content.decode()
            is_told = answer.status_code in (400, 404) or f"“{UNREADABLE}” is no" in words
            if not is_told and row.name not in SAID_AT_THE_FIELD:
                silent.append(f"{row.name}: {name}")
            for file in files_of(answer.content, name):
                files += 1
                if client.get(file).status_code != 400:
                    silent.append(f"{row.name}: {name}, in the file {file}")
    assert silent == [], "\n".join(silent)
    assert (asked > 60, files > 20) == (True, True), "the walk has met the lists and their files"


@pytest.mark.parametrize("name", ["case_export", "entry_export"])
def test_a_list_is_not_taken_out_by_an_address_that_was_not_read(house: House, name: str) -> None:
    client = house.clients[who_may(BY_NAME[name], "GET")]
    told = client.get(reverse(name), {"since": "NaN"})
    assert "“NaN” is not a date" in told.content.decode()
    sent = client.post(f"{reverse(name)}?since=NaN", {"purpose": "for the monthly review of the district"})
    assert (sent.status_code, "Content-Disposition" in sent.headers) == (400, False)


def test_what_was_not_read_is_quoted_as_text_and_not_at_length(house: House) -> None:
    client = house.clients[who_may(BY_NAME["cases"], "GET")]
    words = client.get(reverse("cases"), {"since": "<b>" + "x" * 99}).content.decode()
    assert "“&lt;b&gt;" in words
    assert "x" * 60 not in words.split('<p class="notice warn" role="status">')[1].split("</p>")[0]
