"""Acts over the interface: the same actions, the same sight, the same refusals."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from acts_world import acting_offices, confirmed, declared, girls_found, ordered
from django.test import Client

from samanvay.acts.models import Act
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return acting_offices()


def call(one: SimpleNamespace, path: str, **body: Any) -> tuple[int, Any]:
    """Ask the interface as an officer in their browser."""
    client = Client()
    client.force_login(one.user)
    if not body:
        answer = client.get(f"/api/{path}")
    else:
        answer = client.post(f"/api/{path}", json.dumps(body, default=str), content_type="application/json")
    return answer.status_code, answer.json()


def told(people: SimpleNamespace, *girls: Any, **changes: Any) -> dict[str, Any]:
    now = clock.now().astimezone(clock.INDIA)
    return {
        "code": "produced", "persons": [girl.id for girl in girls], "receiver": people.committee.audience,
        "on": now.date().isoformat(), "at": f"{now:%H:%M}", "reference": "GD 12", "details": {"mode": "sitting"},
        **changes,
    }  # fmt: skip


def test_an_act_is_recorded_listed_confirmed_and_contradicted(people) -> None:
    case, girls = girls_found(people)
    status, made = call(people.sho, "acts", case=case.id, **told(people, *girls))
    assert status == 201, made
    assert [(act["code"], act["state"], act["is_in_full"]) for act in made["acts"]] == [
        ("produced", "declared", True)
    ] * 2
    status, waiting = call(people.member, "acts")
    assert [act["id"] for act in waiting["acts"]] == [act["id"] for act in made["acts"]]
    assert len(call(people.sho, "acts?box=not_confirmed")[1]["acts"]) == 2
    first, second = made["acts"]
    status, answer = call(people.member, f"acts/{first['id']}/confirm", reference="CWC/7", version=first["version"])
    assert (status, answer["state"], answer["answer_reference"]) == (200, "confirmed", "CWC/7")
    given = {"words": "Not brought", "version": second["version"]}
    status, answer = call(people.member, f"acts/{second['id']}/contradict", **given)
    assert (status, answer["state"], answer["answer_words"]) == (200, "contradicted", "Not brought")
    given = {"reason": "Wrong number", "reference": "GD 13", "version": answer["version"]}
    status, answer = call(people.sho, f"acts/{second['id']}/correct", **given)
    assert (status, answer["state"], answer["reference"]) == (200, "declared", "GD 13")
    given = {"reason": "Never happened", "version": answer["version"]}
    assert call(people.sho, f"acts/{second['id']}/withdraw", **given)[1]["state"] == "withdrawn"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": "31 Feb 2026"}, "on"),
        ({"at": None}, "at"),
        ({"persons": []}, "persons"),
        ({"code": "no-such"}, "code"),
        ({"receiver": 99}, "receiver"),
        ({"details": {"colour": "red"}}, "colour"),
        ({"details": {"members": "many"}}, "members"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(people, changes, field) -> None:
    case, (girl, _other) = girls_found(people)
    status, problem = call(people.sho, "acts", case=case.id, **told(people, girl, **changes))
    assert (status, problem["field"]) == (400, field)
    with reading(SYSTEM):
        assert not Act.objects.exists()


def test_the_same_act_is_asked_about(people) -> None:
    case, (girl, _other) = girls_found(people)
    declared(people, case, girl)
    status, problem = call(people.sho, "acts", case=case.id, **told(people, girl))
    assert status == 409
    assert "Girl 1" in problem["detail"]
    assert call(people.sho, "acts", case=case.id, **told(people, girl, is_another=True))[0] == 201


def test_a_hour_without_its_zone_and_one_to_come_are_refused(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl)
    for at in ("2090-01-01T10:00:00+05:30", "tomorrow"):
        status, problem = call(people.member, f"acts/{act.id}/confirm", at=at, version=act.version)
        assert (status, problem["field"]) == (400, "at"), at


def test_a_welfare_act_is_given_to_the_police_as_done_with_its_day(people) -> None:
    case, (girl, _other) = girls_found(people)
    confirmed(people, declared(people, case, girl))
    act = ordered(people, case, girl)
    seen = call(people.sho, f"acts/{act.id}")[1]
    assert (seen["is_in_full"], seen["reference"], seen["details"], seen["receiver_unit"]) == (False, "", {}, None)
    assert seen["happened"]["earliest"] == clock.today().isoformat()
    assert call(people.probation, f"acts/{act.id}")[1]["reference"] == "CWC/9"
    assert call(people.far, f"acts/{act.id}")[0] == 404
    assert call(people.sho, f"acts/{act.id}/confirm", version=1)[0] == 403
