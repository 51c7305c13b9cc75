"""The real application on a loopback port, walked in a real Chromium.

A journey asks for ``page_at`` (and ``signed_in``), goes to addresses, reads what an officer would read. A fault in
the console, a breach of the content security policy or a request to another host fails it at the end.
"""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect
from playwright.sync_api import Error as PlaywrightError

from samanvay.config.env import ROOT

SHOTS = ROOT / "shots"
# Ends a walk that waits for what never comes. No walk is judged by it: a busy machine may be slow, never wrong.
PATIENCE = 600_000  # ms
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey: it needs a browser and takes seconds."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


class QuietRequests(WSGIRequestHandler):
    """Does not write a line for every request."""

    def log_message(self, format: str, *args: Any) -> None:
        return


class Server(ThreadingMixIn, WSGIServer):
    """Answers each request in a thread, which leaves no database connection behind."""

    daemon_threads = False

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        from django.db import connections

        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        return  # a browser that hangs up early is no fault; faults of the application are answered with 500


@pytest.fixture(scope="session")
def application(django_db_setup: None) -> Any:
    """The application as a web server loads it."""
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


@pytest.fixture
def server(application: Any, fresh_db: str) -> Iterator[str]:
    """Serve the application on a free loopback port, on a database of its own; give the address."""
    httpd = make_server("127.0.0.1", 0, application, Server, QuietRequests)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05}, name="pages")
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    thread.join()
    httpd.server_close()


class Walk:
    """The pages of one test: their contexts, who is signed in, and the faults that were seen."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser = browser
        self.base = base
        self.faults: list[str] = []
        self.contexts: list[BrowserContext] = []
        self.cookies: list[Any] = []

    def page(self, width: int = 1280, *, language: str = "en", height: int = 860, touch: bool = False) -> Page:
        """Return a new page, relative addresses being those of the application."""
        context = self.browser.new_context(
            base_url=self.base,
            viewport={"width": width, "height": height},
            locale=language,
            timezone_id="Asia/Kolkata",
            has_touch=touch,
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies(self.cookies)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self._console(page, message))
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: script: {error}"))
        page.on("request", self._request)
        return page

    def sign_in(self, username: str) -> None:
        """Sign a user in, as if by password, for the pages made before and after."""
        from importlib import import_module

        from django.conf import settings
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

        from samanvay.access.models import User

        user = User.objects.get(username=username)
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self.cookies = [{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": self.base}]
        for context in self.contexts:
            context.add_cookies(self.cookies)

    def _console(self, page: Page, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        # A refusal is a page: the browser's remark on the status of the document itself is no fault.
        if message.text.startswith("Failed to load resource") and message.location.get("url") == page.url:
            return
        self.faults.append(f"{page.url}: console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.faults.append(f"a request left the machine: {request.url}")


@pytest.fixture
def walk(browser: Browser, server: str) -> Iterator[Walk]:
    """The walk of this test; faults that the browser saw fail it."""
    here = Walk(browser, server)
    yield here
    for context in here.contexts:
        context.close()
    assert here.faults == []


@pytest.fixture
def page_at(walk: Walk) -> Callable[..., Page]:
    """Give ``page_at(width, language="en")``: a new page of that width."""
    return walk.page


@pytest.fixture
def signed_in(walk: Walk) -> Callable[[str], None]:
    """Give ``signed_in(username)``: signs that user in for all pages of this test."""
    return walk.sign_in


def settled_page(page: Page, look: Callable[[], Any]) -> Any:
    """Look at a page; once more where it gave way to the next one meanwhile."""
    page.wait_for_load_state()
    try:
        return look()
    except PlaywrightError as left:
        if "context was destroyed" not in str(left) and "navigat" not in str(left):
            raise
        page.wait_for_load_state()
        return look()


@pytest.fixture
def shot() -> Callable[[Page, str], Path]:
    """Give ``shot(page, name)``: where ``SHOTS=1`` it keeps the whole page as shots/<name>.png to be looked at."""

    def take(page: Page, name: str) -> Path:
        path = SHOTS / f"{name}.png"
        if os.environ.get("SHOTS"):
            page.screenshot(path=path, full_page=True)
        return path

    return take


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Give ``axe(page)``: fails with each broken rule of accessibility and where it breaks."""

    def check(page: Page) -> None:
        # Style sheets and fonts first: contrast is measured on what is shown.
        page.wait_for_load_state("load")
        found = settled_page(page, lambda: Axe().run(page)).response["violations"]
        assert [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]] == []

    return check


@pytest.fixture
def fits() -> Callable[[Page], None]:
    """Give ``fits(page)``: fails when the page must be scrolled sideways."""

    def check(page: Page) -> None:
        measure = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        wide, shown = settled_page(page, lambda: page.evaluate(measure))
        assert wide <= shown, f"{page.url} is {wide} px wide in a window of {shown} px"

    return check
