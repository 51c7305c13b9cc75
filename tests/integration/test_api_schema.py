"""The interface against its own description: whatever a program sends, the answer is as the description says."""

from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from case_world import world
from hypothesis import HealthCheck, given, settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi
from two_persons import let_hold

from samanvay.access.actions import issue_token, make_client
from samanvay.access.permissions import Permission as P
from samanvay.api.interface import api
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
