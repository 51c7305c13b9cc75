"""Addresses that open something by themselves stand in one list, from which our logs and the proxy's leave them out."""

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from matrix import ANYONE, ROWS

from samanvay.config.env import ROOT
from samanvay.web.kit.unlogged import SECRET_PATHS, WithoutSecrets
from samanvay.web.signin.urls import state_sign_in

# Open to anybody, and no right: what is nowhere, and the steps and people of the demonstration.
OPEN_TO_ALL = {"api_nothing_here", "thread_take", "become"}
# Words in an address that name a thing; who may open it is decided by who asks.
PLAIN = {
    "api/": {"key", "rest"},
    "today/district/": {"place"},
    "reports/week/": {"monday", "district"},
    "directory/places/": {"key"},
    "picture/": {"table", "kind", "code", "key"},
    "law/": {"kind", "code"},
    "help/": {"name", "role"},
    "cases/": {"group"},
    "acts/": {"code"},
    "tracing/": {"group", "deed"},
    "requests/": {"deed"},
    "rosters/release/": {"monday"},
    "training/": {"code", "lesson", "question", "form"},
    "convergence/": {"code"},
    "trends/": {"kind", "key"},
    "thread/": {"step"},
    "account/oidc/": {"provider_id"},
}


def routes(patterns: Iterable[Any], before: str = "") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the name of every address, the address, and what stands in it."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            address = before + str(each.pattern)
            found = re.findall(r"<(?:(\w+):)?(\w+)>", address)
            yield each.name or "", address, {name: kind for kind, name in found}


EVERY = [*routes(get_resolver().url_patterns), *routes(state_sign_in(True), "account/")]
CAPTURING = [each for each in EVERY if each[2]]


def test_every_address_that_opens_something_by_itself_is_in_the_list() -> None:
    anybody = {row.name.rpartition(":")[2] for row in ROWS if row.who == ANYONE}
    open_ones = {name for name, _address, _things in CAPTURING if name in anybody}
    assert open_ones >= {"request_reply", "certificate_verify", "roster_invited"}
    assert open_ones - OPEN_TO_ALL <= set(SECRET_PATHS), "put it into SECRET_PATHS, or say here that it is no right"


@pytest.mark.parametrize(("name", "address", "things"), CAPTURING, ids=[each[1] for each in CAPTURING])
def test_what_stands_in_an_address_is_known_to_be_no_secret(name: str, address: str, things: dict[str, str]) -> None:
    words = {thing for thing, kind in things.items() if kind not in ("uuid", "int")}
    plain = {word for start, known in PLAIN.items() if address.startswith(start) for word in known}
    assert name in SECRET_PATHS or words <= plain, "put it into SECRET_PATHS, or say here that it is no secret"


def test_the_list_names_addresses_as_they_begin() -> None:
    found = {name: address for name, address, _things in EVERY if name in SECRET_PATHS}
    assert set(found) == set(SECRET_PATHS)
    for name, start in SECRET_PATHS.items():
        assert found[name].startswith(f"{start}/"), name


def test_the_page_gives_the_proxy_the_whole_list() -> None:
    page = (ROOT / "docs" / "how-to" / "production.md").read_text()
    [block] = re.findall(r"^```nginx\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    [paths, body] = re.findall(r"location ~ \^/\((\S+)\)/ \{(.*?)\}", block, re.DOTALL)[0]
    assert set(paths.split("|")) == set(SECRET_PATHS.values())
    assert "access_log off;" in body
    assert "error_log /dev/null;" in body
    [line] = re.findall(r"^log_format .*$", block, re.MULTILINE)
    kept = set(re.findall(r"\$(\w+)", line))
    assert "uri" in kept  # the path without its query
    assert not kept & {"request", "request_uri", "args", "query_string", "http_referer", "is_args"}
    assert re.search(r"error_log \S+ crit;", block)  # a lesser level quotes the request with its query


@pytest.mark.parametrize("start", sorted(set(SECRET_PATHS.values())))
def test_no_secret_address_stands_in_a_line_of_our_logs(start: str) -> None:
    record = logging.LogRecord("django.request", 30, "", 0, "Not Found: %s", (f"/{start}/abc-123/more/?x=1",), None)
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == f"Not Found: /{start}/…"


def test_other_lines_of_our_logs_stay_as_they_are() -> None:
    record = logging.LogRecord("django.request", 30, "", 0, "Not Found: %s", ("/training/law/lessons/one/",), None)
    WithoutSecrets().filter(record)
    assert record.getMessage() == "Not Found: /training/law/lessons/one/"
    assert record.args == ("/training/law/lessons/one/",)


def test_every_handler_of_our_logs_leaves_secrets_out(settings: Any) -> None:
    for handler in settings.LOGGING["handlers"].values():
        assert "secrets" in handler["filters"]
