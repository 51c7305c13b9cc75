"""The interface against its own description: whatever a program sends, the answer is as the description says."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, Any, get_args, get_origin

import pytest
import schemathesis
from case_world import world
from hypothesis import HealthCheck, given, settings
from pydantic import AfterValidator, BaseModel
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi
from two_persons import let_hold

from samanvay.access.actions import issue_token, make_client
from samanvay.access.permissions import Permission as P
from samanvay.api.interface import api
from samanvay.api.times import CapturedAt
from samanvay.config.wsgi import application
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, Held
from samanvay.kernel.ids import uuid7

EXAMPLES = 40
ADMINISTRATOR = Actor(uuid7(), "administrator", (900,), (Held("administrator", 900, "oversight"),))


@pytest.fixture
def token(fresh_db: str) -> str:
    here = world()
    client = make_client(
        by=ADMINISTRATOR,
        name="Fuzzer",
        role="station_officer",
        audience=here.station.audience,
        compartment="police",
        home_state="IN-UP",
    )
    _row, text = issue_token(
        by=ADMINISTRATOR,
        client=client,
        name="fuzzer",
        audience=here.station.audience,
        permissions=[P.CASE_READ, P.CASE_OPEN, P.DIRECTORY_READ, P.DUTY_DO],
        expires_on=clock.today() + timedelta(days=1),
    )
    let_hold()
    return text


@pytest.mark.slow
def test_answers_are_as_the_description_says(token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application, headers=headers)
    tried = set()
    for found in schema.get_all_operations():
        operation = found.ok()
        tried.add(operation.label)

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def follow(case: Any) -> None:
            answer = case.call(headers=headers)
            case.validate_response(
                answer,
                checks=[
                    checks.not_a_server_error,
                    openapi.status_code_conformance,
                    openapi.response_schema_conformance,
                ],
            )

        follow()
    assert {"GET /api/me", "GET /api/cases", "POST /api/cases", "GET /api/places"} <= tried


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
