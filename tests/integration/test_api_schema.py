"""The interface against its own description: whatever a program or a browser sends, the answer is as it says.

Each door is tried by the whole of schemathesis: every operation with data that is right, data that is wrong in one
place, methods that are not declared, and what was made by one call asked for by the next.
"""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Annotated, Any, get_args, get_origin
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
import schemathesis
from case_world import world
from django.conf import settings
from django.db import connections
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from ninja.responses import NinjaJSONEncoder
from pydantic import AfterValidator, BaseModel
from schemathesis.engine import events, from_schema
from two_persons import let_hold

from samanvay.access.limits import BY_A_TOKEN
from samanvay.access.permissions import Permission as P
from samanvay.access.policies import holds
from samanvay.access.tokens.actions import issue_token, make_client
from samanvay.api.interface import api
from samanvay.api.times import CapturedAt
from samanvay.cases.kinds import FORMS, SEXES
from samanvay.config.wsgi import application
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, Held
from samanvay.kernel.ids import uuid7
from samanvay.tracing.kinds import ENTRY_KINDS

EXAMPLES = 12
ADMINISTRATOR = Actor(uuid7(), "administrator", (900,), (Held("administrator", 900, "oversight"),))
PROBLEM = "application/problem+json"
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "negative_data_rejection",
    "positive_data_acceptance",
    "unsupported_method",
    "allow_header_conformance",
    "ignored_auth",
    "use_after_free",
    "ensure_resource_availability",
)

Headers = dict[str, str]


class QuietRequests(WSGIRequestHandler):
    """Does not write a line for every request."""

    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture(scope="module")
def here(own_database: Callable[..., AbstractContextManager[str]], django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """Give units and officers, committed, so that the engine's own threads see them."""
    with own_database(), django_db_blocker.unblock():
        yield world()


@pytest.fixture(scope="module")
def address(here: SimpleNamespace) -> Iterator[str]:
    """Serve the interface on a free loopback port, one request at a time."""
    httpd = make_server("127.0.0.1", 0, application, WSGIServer, QuietRequests)

    def serve() -> None:
        httpd.serve_forever(poll_interval=0.05)
        connections.close_all()

    thread = threading.Thread(target=serve, name="interface")
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    thread.join()
    httpd.server_close()


def by_token(here: SimpleNamespace, *permissions: P) -> Headers:
    client = make_client(
        by=ADMINISTRATOR,
        name=f"Machine {len(permissions)}",
        role="station_officer",
        audience=here.station.audience,
        compartment="police",
        home_state="IN-UP",
    )
    _row, text = issue_token(
        by=ADMINISTRATOR,
        client=client,
        name="n",
        audience=here.station.audience,
        permissions=permissions or [each for each in BY_A_TOKEN if holds(here.sho.actor, each)],
        expires_on=clock.today() + timedelta(days=1),
    )
    let_hold()
    return {"Authorization": f"Bearer {text}"}


def by_session(officer: SimpleNamespace) -> Headers:
    browser = Client()
    browser.force_login(officer.user)
    session, against_forgery = browser.cookies[settings.SESSION_COOKIE_NAME].value, _get_new_csrf_string()
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={against_forgery}"
    return {"Cookie": cookies, "X-CSRFToken": against_forgery}


DOORS: dict[str, Callable[[SimpleNamespace], Headers]] = {
    "a machine with all it may": by_token,
    "a machine that only looks up places": lambda here: by_token(here, P.DIRECTORY_READ),
    "an officer of a station": lambda here: by_session(here.sho),
    "a counsellor": lambda here: by_session(here.counsellor),
    "a partner's worker": lambda here: by_session(here.worker),
}
# Dates, ages and marks come as people say them, a place by its key, the next page by what the one before gave: no
# schema tells which of them are taken.
AS_PEOPLE_SAY = {
    "include-name": [
        *("GET /api/cases", "POST /api/cases", "POST /api/entries"),
        *("POST /api/acts", "POST /api/acts/{key}/correct"),
        *("POST /api/acts/{key}/confirm", "POST /api/acts/{key}/contradict"),
    ],
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "400", "403", "404", "409"]}},
}


def faults_at(address: str, headers: Headers) -> tuple[Counter[str], list[str]]:
    """Return how often each check was made, and each fault: which call, which check, why, and how to see it again."""
    said = json.loads(json.dumps(api.get_openapi_schema(), cls=NinjaJSONEncoder))
    refusals = said["paths"]["/api/me"]["get"]["responses"]["403"]["content"]
    config = schemathesis.Config.from_dict(
        {
            "seed": 1,
            "base-url": address,
            "headers": headers,
            "request-timeout": 600,
            "generation": {
                "deterministic": True,
                "max-examples": EXAMPLES,
                "database": "none",
                # Beside its own token or session no caller sends another of each: a token would count alone.
                "with-security-parameters": False,
            },
            "checks": {"content_type_conformance": {"enabled": PROBLEM in refusals}},
            "operations": [AS_PEOPLE_SAY],
        }
    )
    made: Counter[str] = Counter()
    faults: list[str] = []
    for event in from_schema(schemathesis.openapi.from_dict(said, config=config)).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            faults.append(f"the engine fails: {getattr(event, 'info', None) or event.exception}")
        if not isinstance(event, events.ScenarioFinished):
            continue
        for each in (check for checks in event.recorder.checks.values() for check in checks):
            made[each.name] += 1
            if each.failure_info is not None:
                failure = each.failure_info.failure
                faults.append(f"{event.label}: {each.name}: {failure.message}\n{each.failure_info.code_sample}")
    return made, faults


@pytest.mark.slow
@pytest.mark.parametrize("door", DOORS)
def test_answers_are_as_the_description_says(here: SimpleNamespace, address: str, door: str) -> None:
    made, faults = faults_at(address, DOORS[door](here))
    assert not faults, "\n\n".join(faults[:5])
    lacking = {check for check in CHECKS if made[check] < len(api.get_openapi_schema()["paths"])}
    assert not lacking, f"hardly made: {lacking}, of {made}"


def test_every_call_is_described_with_its_doors_and_refusals() -> None:
    schema = api.get_openapi_schema()
    assert schema["components"]["securitySchemes"].keys() == {"ByToken", "BySession"}
    for path, methods in schema["paths"].items():
        for method, said in methods.items():
            assert said["summary"], path
            assert {"401", "403"} <= {str(status) for status in said["responses"]}, (method, path)


def bare_times(given: type[BaseModel]) -> Iterator[str]:
    """Name the fields of a shape that take a day or an instant without holding it against the years of the house."""
    for name, field in given.model_fields.items():
        whole = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
        yield from (f"{given.__name__}.{name}" for _ in bare(whole))


def bare(annotation: Any) -> Iterator[Any]:
    kind, *more = get_args(annotation) if get_origin(annotation) is Annotated else (annotation,)
    if kind in (date, datetime):
        if not any(isinstance(each, AfterValidator) for each in more):
            yield kind
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from bare_times(kind)
    else:
        for part in get_args(kind):
            yield from bare(part)


def test_interface_takes_no_day_or_instant_that_is_not_bounded() -> None:
    class Bare(BaseModel):
        at: datetime | None = None
        inner: list[tuple[str, date]] = []
        kept: CapturedAt | None = None

    assert set(bare_times(Bare)) == {"Bare.at", "Bare.inner"}
    taken = [
        shape
        for _prefix, router in api._routers
        for view in router.path_operations.values()
        for operation in view.operations
        for shape in operation.models
    ]
    assert {each for shape in taken for each in bare_times(shape)} == set()


def test_description_names_the_words_that_are_taken() -> None:
    shapes = api.get_openapi_schema()["components"]["schemas"]
    assert shapes["EntriesIn"]["properties"]["kind"]["enum"] == list(ENTRY_KINDS)
    assert shapes["CaseIn"]["properties"]["forms"]["items"]["enum"] == list(FORMS)
    assert shapes["PersonTold"]["properties"]["sex"]["enum"] == list(SEXES)
