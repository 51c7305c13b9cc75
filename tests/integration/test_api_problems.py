"""Every error of the interface is a problem (RFC 9457), whoever answers with it, and is never kept by a browser."""

import json
from datetime import timedelta
from typing import Any

import pytest
from case_world import world
from django.db import DataError
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory
from ninja.errors import HttpError
from two_persons import let_hold

from factories import make_officer
from samanvay.access.permissions import Permission as P
from samanvay.access.tokens.actions import issue_token, make_client
from samanvay.api import who
from samanvay.api.interface import api
from samanvay.api.problems import KIND, STATUSES, ProblemMiddleware
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, Held
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Stale

pytestmark = pytest.mark.django_db

ADMINISTRATOR = Actor(uuid7(), "administrator", (900,), (Held("administrator", 900, "oversight"),))


@pytest.fixture
def caller() -> Client:
    station = world().station
    given = {"role": "station_officer", "audience": station.audience, "compartment": "police", "home_state": "IN-UP"}
    client = make_client(by=ADMINISTRATOR, name="Machine", **given)
    _row, text = issue_token(
        by=ADMINISTRATOR,
        client=client,
        name="n",
        audience=station.audience,
        permissions=[P.CASE_READ, P.CASE_OPEN],
        expires_on=clock.today() + timedelta(days=1),
    )
    let_hold()
    caller = Client(headers={"Authorization": f"Bearer {text}"})
    caller.raise_request_exception = False
    return caller


def is_problem(answer: Any, status: int) -> None:
    """Check an answer, with the status that it must have."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == KIND
    assert "no-store" in answer["Cache-Control"]
    said = json.loads(answer.content)
    assert said["status"] == status
    assert said["title"]
    assert said["detail"]


def test_method_that_is_not_offered_is_a_problem(caller: Client) -> None:
    answer = caller.delete("/api/me")
    is_problem(answer, 405)
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (RuntimeError("a fault"), 500),
        (DataError("what no column gives"), 500),
        (HttpError(422, "not so"), 422),
        (HttpError(429, "too often"), 429),
        (Stale(theirs={"a": 1}, yours={"a": 2}), 409),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_whatever_goes_wrong_in_a_call_is_a_problem(
    caller: Client, monkeypatch: pytest.MonkeyPatch, fault: Exception, status: int
) -> None:
    def breaks(*given: Any) -> None:
        raise fault

    monkeypatch.setattr(who.directory, "units_of", breaks)
    is_problem(caller.get("/api/me"), status)


def test_missing_second_factor_is_a_problem() -> None:
    user = make_officer("powerful", "administrator", 900, name="P", password="Ganga flows past 3 ghats")
    browser = Client()
    browser.force_login(user)
    answer = browser.get("/api/me")
    is_problem(answer, 403)
    assert "second factor" in answer.json()["detail"]


def test_foreign_host_and_unknown_address_are_problems(caller: Client) -> None:
    is_problem(caller.get("/api/me", headers={"Host": "evil.example"}), 400)
    is_problem(caller.get("/api/nothing"), 404)
    is_problem(Client().get("/api/me"), 401)
    is_problem(caller.get("/api/units"), 403)


def test_answers_of_the_interface_are_never_kept(caller: Client) -> None:
    answer = caller.get("/api/me")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 502, 503])
def test_page_of_an_error_becomes_a_problem_under_the_interface_alone(status: int) -> None:
    page = ProblemMiddleware(lambda request: HttpResponse("<h1>no</h1>", status=status))
    answer = page(RequestFactory().get("/api/cases"))
    assert (answer.status_code, answer["Content-Type"]) == (status, KIND)
    assert int(answer["Content-Length"]) == len(answer.content)
    assert page(RequestFactory().get("/cases/")).content == b"<h1>no</h1>"


def test_headers_of_an_error_stay() -> None:
    answer = ProblemMiddleware(lambda request: HttpResponseNotAllowed(["GET"]))(RequestFactory().put("/api/me"))
    assert answer["Allow"] == "GET"


def test_every_call_declares_its_problems() -> None:
    schema = api.get_openapi_schema()
    assert {"detail", "status", "theirs", "yours"} <= schema["components"]["schemas"]["Problem"]["properties"].keys()
    for path, methods in schema["paths"].items():
        for method, said in methods.items():
            declared = {int(status) for status in said["responses"]}
            assert set(STATUSES) <= declared, (method, path)
            for status in declared:
                kinds = set(said["responses"][status]["content"])
                assert kinds == ({KIND} if status >= 400 else {"application/json"}), (method, path, status)
