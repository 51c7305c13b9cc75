"""What every answer tells a browser to keep to, what cookies are called, and what is left when somebody signs out."""

import contextlib
import logging
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from case_world import world
from django.conf import settings
from django.test import Client

from samanvay.access.users.actions import create_user
from samanvay.kernel.db.scope import SYSTEM
from samanvay.web.kit.downloads import attached
from samanvay.web.kit.unlogged import Line

pytestmark = pytest.mark.django_db

PAGES = ("/account/login/", "/healthz", "/static/web/face.js", "/api/me", "/nothing/here/", "/")


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers_that_bind_a_browser(path: str) -> None:
    answer = Client().get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "object-src 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    if hasattr(answer, "close"):
        answer.close()


@pytest.mark.parametrize("path", ["/account/login/", "/healthz", "/static/web/face.js", "/law/changes.atom"])
def test_text_says_its_letters(path: str) -> None:
    with contextlib.closing(Client().get(path)) as answer:
        assert "charset=utf-8" in answer.headers["Content-Type"].lower().replace('"', "")


def test_a_stored_text_says_its_letters() -> None:
    assert attached("बयान.txt", "text/plain", 1, [b"a"]).headers["Content-Type"] == "text/plain; charset=utf-8"
    assert attached("one.pdf", "application/pdf", 1, [b"a"]).headers["Content-Type"] == "application/pdf"


def test_pages_let_no_other_window_reach_them() -> None:
    assert Client().get("/account/login/").headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_no_answer_names_another_origin_that_may_read_it() -> None:
    for path in PAGES:
        answer = Client().get(path, headers={"Origin": "https://elsewhere.example"})
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
        answer.close()


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT"])
@pytest.mark.parametrize("path", ["/account/login/", "/healthz", "/api/me"])
def test_nothing_is_echoed(method: str, path: str) -> None:
    answer = Client().generic(method, path, headers={"X-Told": "secret"})
    assert answer.status_code == 405
    assert answer.content == b""


def test_signing_out_clears_what_the_browser_kept() -> None:
    here = world()
    browser = Client()
    browser.force_login(here.sho.user)
    assert "Clear-Site-Data" not in browser.get("/account/sessions/").headers
    assert browser.post("/account/logout/").headers["Clear-Site-Data"] == '"cache", "storage"'


def test_words_said_once_travel_in_no_cookie() -> None:
    password = "seven slow boats at dawn"
    create_user(by=SYSTEM, username="asha", name="Asha", password=password)
    browser, other = Client(), Client()
    for each in (browser, other):
        assert each.post("/account/login/", {"login": "asha", "password": password}).status_code == 302
    browser.post("/account/sessions/end-others/")
    assert "messages" not in browser.cookies
    assert "Ended." in browser.get("/account/sessions/").content.decode()


NAMES = """
import django
django.setup()
from django.conf import settings
from samanvay.web.signin import guessing, phone_cookie
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
print(phone_cookie.NAME, guessing.NAME)
"""


def test_cookies_of_a_production_are_bound_to_its_host() -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "samanvay.config.settings",
        "SAMANVAY_MODE": "production",
        "SAMANVAY_SECRET_KEY": "k" * 60,
    }
    done = subprocess.run([sys.executable, "-c", NAMES], env=environment, capture_output=True, text=True, check=True)
    names = ["__Host-session", "__Host-csrf", "__Host-language", "__Secure-phone", "__Secure-known"]
    assert done.stdout.split() == names


def test_a_program_that_asks_in_the_clear_is_refused_and_not_led_on(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    page = Client().get("/account/login/")
    assert (page.status_code, page["Location"][:8]) == (301, "https://")
    assert Client().get("/law/changes.atom").status_code == 403
    assert Client().get("/law/changes.atom", secure=True).status_code == 200
    answer = Client(headers={"Authorization": "Bearer sam_x"}).get("/api/me")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert "https" in answer.json()["detail"]
    assert Client().get("/api/me", secure=True).status_code == 401


def test_a_refused_attempt_leaves_who_tried_what_and_no_address(caplog: pytest.LogCaptureFixture) -> None:
    here = world()
    browser = Client()
    browser.force_login(here.counsellor.user)
    with caplog.at_level("INFO", logger="samanvay.access"):
        assert browser.get("/audit/").status_code == 403
        assert browser.get("/cases/019ad0f2-0000-7000-8000-000000000000/").status_code == 404
        assert browser.get("/api/cases/019ad0f2-0000-7000-8000-000000000000").status_code in (403, 404)
    lines = [each.getMessage() for each in caplog.records if each.name == "samanvay.access"]
    assert len(lines) == 3
    assert all(str(here.counsellor.user.id) in line and "by session" in line for line in lines)
    assert not any("019ad0f2" in line for line in lines)


def test_nothing_in_a_line_of_the_log_looks_like_another_line() -> None:
    made = Line("{asctime} {levelname} {name} {message}", style="{")
    record = logging.LogRecord(
        "samanvay.web", logging.INFO, "", 0, "%s", ("a\n2026-01-01 INFO samanvay.access b\rc",), None
    )
    try:
        raise ValueError("x\n2026-01-01 INFO samanvay.access refused")
    except ValueError:
        record.exc_info = sys.exc_info()
    first, *others = made.format(record).split("\n")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} INFO samanvay.web a", first)
    assert others
    assert all(line.startswith("    ") and "\r" not in line for line in others)
    assert "Line" in settings.LOGGING["formatters"]["line"]["()"]


def test_a_page_that_breaks_tells_nothing_of_the_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: Any, **__: Any) -> None:
        raise RuntimeError("select secret from inside")

    here = world()
    monkeypatch.setattr("samanvay.web.sessions.views.session_rows", breaks)
    browser = Client(raise_request_exception=False)
    browser.force_login(here.sho.user)
    answer = browser.get("/account/sessions/")
    assert answer.status_code == 500
    assert "An error happened on our side" in answer.content.decode()
    for inside in ("secret", "RuntimeError", "Traceback", "session_rows", "samanvay/web"):
        assert inside not in answer.content.decode()
