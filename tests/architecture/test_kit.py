"""The page layer: what each page that it opens is sure to do, and how much of the rooms still stands outside it."""

import ast
import inspect
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from samanvay.access.models import User
from samanvay.access.users.actions import create_user
from samanvay.config.env import ROOT
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Refused, Stale, Unseen
from samanvay.web.kit import pages
from samanvay.web.kit.pages import FORM, POST, Page, Record, every_officer, page, record_page

WEB = ROOT / "src" / "samanvay" / "web"
# What the rooms still do by hand: `except Invalid`, `@never_cache`, `officer_page`. It only sinks: lower a number with
# each page that goes over to samanvay.web.kit, and raise none.
NONE = (0, 0, 0)
BY_HAND: dict[str, tuple[int, int, int]] = {
    "cases": (1, 0, 0),
    "documents": (1, 0, 0),
    "law": (1, 0, 0),
    "measures": (1, 0, 0),
    "picture": (0, 0, 1),
    "reports": (1, 0, 0),
    "rosters": (5, 1, 0),
    "tracing": (2, 0, 0),
    "training": (2, 2, 2),
}


def addresses(resolver: URLResolver | None = None, named: frozenset[str] = frozenset()) -> Iterator[tuple[Any, ...]]:
    """Yield every address with the arguments that it gives."""
    for entry in (resolver or get_resolver()).url_patterns:
        gives = named | set(entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, gives)
        else:
            yield entry, gives


PAGES: dict[str, tuple[URLPattern, frozenset[str], Page]] = {
    str(entry.name): (entry, named, entry.callback.page)
    for entry, named in addresses()
    if hasattr(entry.callback, "page")
}


def a_request(method: str = "GET", actor: Any = None) -> HttpRequest:
    request = RequestFactory().generic(method, "/somewhere/")
    request.actor = actor  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_says_who_may_and_is_kept_by_no_browser(name: str) -> None:
    entry, named, about = PAGES[name]
    assert about.may or about.permission
    assert set(about.methods) in ({"GET", "HEAD"}, {"GET", "HEAD", "POST"}, {"POST"})
    answer = entry.callback(a_request(), **dict.fromkeys(named, "1"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/") or "login" in answer["Location"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_address_gives_what_the_record_and_the_view_ask_for(name: str) -> None:
    entry, named, about = PAGES[name]
    view = inspect.unwrap(entry.callback)
    if about.record is None:
        inspect.signature(view).bind(None, **dict.fromkeys(named))
        return
    own = dict(list(inspect.signature(view).parameters.items())[2:])
    assert named >= {name for name, each in own.items() if each.default is each.empty}
    inspect.signature(about.record.load).bind(None, **dict.fromkeys(named - own.keys()))


def test_pages_of_whole_rooms_go_through_the_kit() -> None:
    assert len(PAGES) > 40


def test_page_that_does_not_say_who_may_is_no_page() -> None:
    with pytest.raises(TypeError, match="say who may open"):
        page()(lambda request: HttpResponse())


THING = SimpleNamespace(pk=7)
RECORD: Record[Any] = Record(
    "thing",
    load=lambda actor, key: THING if key == 7 else _raise(Unseen()),
    page=lambda thing: f"/things/{thing.pk}/",
    crumbs=lambda actor, thing: [],
    given=lambda thing: {"thing": thing},
)
ACTOR = SimpleNamespace(is_confirmed=True, is_system=False, language="en", grants=(), only=None, via="session")


def _raise(refusal: Exception) -> Any:
    raise refusal


def opened(view: Any, method: str = "GET", **named: Any) -> HttpResponse:
    request = a_request(method, ACTOR)
    request.user = SimpleNamespace(is_authenticated=True)  # type: ignore[attr-defined]
    return view(request, **named)


def test_record_is_looked_for_before_the_policy_is_asked() -> None:
    asked: list[Any] = []

    def may(actor: Any, thing: Any) -> None:
        asked.append(thing)
        raise Refused

    view = record_page(RECORD, may=may)(lambda request, thing: HttpResponse())
    with pytest.raises(Unseen):
        opened(view, key=8)
    assert asked == []
    with pytest.raises(Refused):
        opened(view, key=7)
    assert asked == [THING]


def test_page_opens_by_its_methods_alone() -> None:
    view = record_page(RECORD, may=lambda actor, thing: None, methods=POST)(lambda request, thing: HttpResponse())
    assert opened(view, key=7).status_code == 405
    assert opened(view, "PUT", key=7).status_code == 405


def test_what_the_view_names_goes_to_it_and_the_rest_of_the_address_to_the_record() -> None:
    view = record_page(RECORD, may=lambda actor, thing: None)(
        lambda request, thing, part: HttpResponse(f"{thing.pk} {part}")
    )
    assert opened(view, key=7, part="x").content == b"7 x"


@pytest.mark.parametrize(("methods", "again"), [(FORM, "/somewhere/"), (POST, "/things/7/")])
@pytest.mark.django_db
def test_whoever_was_slower_sees_both_versions_that_no_browser_keeps(
    methods: tuple[str, ...], again: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: dict[str, Any] = {}

    def two_versions(request: HttpRequest, refusal: Stale, **more: Any) -> HttpResponse:
        shown.update(more, theirs=refusal.theirs)
        return HttpResponse(status=409)

    def slower(request: HttpRequest, thing: Any) -> HttpResponse:
        create_user(by=SYSTEM, username="half", name="What was written before")
        raise Stale(theirs={"people": 4, "version": 2}, yours={"people": 5, "version": 1})

    monkeypatch.setattr(pages, "two_versions", two_versions)
    answer = opened(record_page(RECORD, may=lambda actor, thing: None, methods=methods)(slower), "POST", key=7)
    assert answer.status_code == 409
    assert "no-store" in answer["Cache-Control"]
    assert shown.pop("record") is THING
    assert shown == {"again": again, "page": "/things/7/", "crumbs": [], "theirs": {"people": 4, "version": 2}}
    with reading(SYSTEM):
        assert not User.objects.filter(username="half").exists()


def test_button_to_a_page_is_greyed_by_the_policy_of_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def may(actor: Any, case: Any) -> None:
        assert (actor, case) == (ACTOR, found)
        raise Refused("Not by you.")

    found = SimpleNamespace(pk="01a22e72-5cf9-757a-b8d5-b8a9b0e803a3")
    entry, _named, about = PAGES["case_void"]
    monkeypatch.setattr(entry.callback, "page", replace(about, may=may))
    button = pages.action_to(ACTOR, "case_void", "Void", found, "danger")
    assert (button.refused, button.kind) == ("Not by you.", "danger")
    assert button.url.endswith(f"/{found.pk}/void/")


def test_button_to_a_page_without_a_record_is_greyed_for_whoever_lacks_its_permission() -> None:
    button = pages.action_to(ACTOR, "case_quick", "Quick", query="?at=1")
    assert button.url.endswith("/quick/?at=1")
    assert button.refused


def test_page_for_whoever_comes_opens_by_its_methods_and_is_kept_by_no_browser() -> None:
    view = pages.open_page("GET", "HEAD")(lambda request: HttpResponse())
    assert "no-store" in view(a_request())["Cache-Control"]
    assert view(a_request("POST")).status_code == 405


def test_page_stands_on_its_view() -> None:
    view = page(may=every_officer)(lambda request: HttpResponse())
    assert view.page == Page(FORM, every_officer)  # type: ignore[attr-defined]


def by_hand(source: str) -> Counter[str]:
    """Count what a file does by hand that the kit does for its pages."""
    found: Counter[str] = Counter()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler) and node.type is not None:
            found["invalid"] += any(isinstance(each, ast.Name) and each.id == "Invalid" for each in ast.walk(node.type))
        if isinstance(node, ast.FunctionDef):
            names = [ast.unparse(each).partition("(")[0] for each in node.decorator_list]
            found["cache"] += names.count("never_cache")
            found["door"] += names.count("officer_page")
    return found


def test_pages_by_hand_are_counted() -> None:
    source = (
        "@never_cache\n@officer_page(permission=X)\ndef view(request):\n"
        "    try:\n        act()\n    except (Invalid, Refused):\n        pass\n"
    )
    assert by_hand(source) == {"invalid": 1, "cache": 1, "door": 1}


def test_fewer_pages_by_hand_than_ever() -> None:
    now: dict[str, tuple[int, int, int]] = {}
    for room in sorted(path for path in WEB.iterdir() if path.is_dir() and path.name != "kit"):
        files = [by_hand(path.read_text(encoding="utf-8")) for path in room.rglob("*.py")]
        count = sum(files, Counter())
        if count:
            now[room.name] = (count["invalid"], count["cache"], count["door"])
    more = {
        room: one for room, one in now.items() if any(a > b for a, b in zip(one, BY_HAND.get(room, NONE), strict=True))
    }
    assert not more, f"make these pages with samanvay.web.kit: {more}, where BY_HAND allows {BY_HAND}"
    assert now == BY_HAND, f"fewer than BY_HAND says: write {now}"
