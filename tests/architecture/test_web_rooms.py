"""The rooms of the web side by side: what import-linter does not see, templates and offers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from samanvay.config.env import ROOT
from samanvay.web import urls
from samanvay.web.kit import offers

WEB = ROOT / "src" / "samanvay" / "web"
NAME = re.compile(r"""["']([\w/-]+\.html)(?:#\w+)?["']""")
SHARED = {"kit", ""}  # the page layer, and the templates that are no room's


def room_of(path: Path) -> str:
    first = path.relative_to(WEB).parts[0]
    return "" if first in ("templates", path.name) else first


OWNERS: dict[str, str] = {
    path.as_posix().rpartition("/templates/")[2]: room_of(path) for path in WEB.rglob("templates/**/*.html")
}


def strangers(path: Path, text: str) -> Iterator[str]:
    """Yield the templates of other rooms that a file names."""
    for name in NAME.findall(text):
        if OWNERS.get(name, "") not in SHARED | {room_of(path)}:
            yield name


def test_template_of_another_room_is_seen() -> None:
    page = WEB / "cases" / "templates" / "cases" / "case.html"
    text = '{% extends "layout.html" %}{% include "kit/form.html" %}{% include "cases/list.html" %}'
    assert not list(strangers(page, text))
    assert list(strangers(page, """{% include 'law/entry.html' with each=1 %}""")) == ["law/entry.html"]
    assert list(strangers(WEB / "cases" / "views" / "case.py", 'render(request, "law/entry.html")')) == [
        "law/entry.html"
    ]


def test_no_room_shows_a_template_of_another() -> None:
    found = {
        f"{path.relative_to(WEB)}: {name}"
        for path in WEB.rglob("*")
        if path.suffix in (".html", ".py") and room_of(path) != ""
        for name in strangers(path, path.read_text(encoding="utf-8"))
    }
    assert not found, f"move what is shared to web/kit, or let the room give it in kit/offers.py: {sorted(found)}"


def test_every_offer_is_given_once_the_addresses_are_read() -> None:
    assert urls.urlpatterns
    offers.require_all()


def test_offer_that_no_room_gives_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offers, "_offers", [*offers._offers])
    lacking = offers.Offer[[], str]("words_of_nobody")
    with pytest.raises(ImproperlyConfigured, match="words_of_nobody"):
        offers.require_all()
    with pytest.raises(ImproperlyConfigured, match="words_of_nobody"):
        lacking()
    lacking.given(lambda: "given")
    offers.require_all()
    assert lacking() == "given"
