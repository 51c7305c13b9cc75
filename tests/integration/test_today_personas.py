"""The desk of every persona: it answers, says something that fits, and each way on from an empty day opens."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from duty_world import TRIED, Line

from samanvay.access.models import User
from samanvay.audit.operations import operation
from samanvay.demo.loading import _post_everybody
from samanvay.demo.personas import personas
from samanvay.duties import events
from samanvay.duties.actions.duties import open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7


def links(part: str) -> list[str]:
    return re.findall(r'href="(/[^"#]*)', part)


@pytest.mark.slow
def test_every_persona_s_day_says_something_and_its_ways_on_open(fresh_state: str, settings: object) -> None:
    with reading(SYSTEM):
        _post_everybody()
        for persona in personas()[::2]:
            user = User.objects.get(username=persona.login)
            grant = user.grants_held.get()
            open_duty(
                by=SYSTEM,
                kind=TRIED,
                subject=("trial", persona.login),
                title=Bilingual("Call the committee", "समिति को बुलाएँ"),
                owner_role=grant.role,
                owner_audience=grant.audience,
                due_at=clock.now() + timedelta(hours=1),
                readers=[grant.audience],
                home_state="IN-UP",
            )
    opened: set[str] = set()
    for position, persona in enumerate(personas()):
        client = Client()
        client.force_login(User.objects.get(username=persona.login))
        answer = client.get("/")
        said = answer.content.decode()
        assert answer.status_code == 200, persona.login
        assert ("समिति को बुलाएँ" in said or "Call the committee" in said) == (position % 2 == 0), persona.login
        assert said.count('class="btn big') == 1, persona.login
        empty = said.partition('class="empty"')[2].partition("</section>")[0]
        ways = links(empty) if position % 2 else []
        assert position % 2 == 0 or ways, f"{persona.login} is not told what to do"
        for way in set(ways) - opened:  # each once: who may open it is asked of the same permission everywhere
            assert client.get(way, follow=True).status_code == 200, (persona.login, way)
            opened.add(way)
    assert len(opened) > 6


@pytest.mark.django_db
def test_many_duties_cost_no_more_queries_than_few() -> None:
    line = Line()
    user = line.people["sho"]
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "of the test"})
    client = Client()
    client.force_login(user)
    first = line.duty(by=line.actor("nodal"))
    counted = []
    for many in (7, 40):
        copies = [copied(first) for _ in range(many)]
        with operation(events.DUTY_OPENED, by=SYSTEM):
            Duty.objects.bulk_create(copies)
        client.get("/tasks/")
        with CaptureQueriesContext(connection) as queries:
            answer = client.get("/tasks/")
        assert answer.content.decode().count("data-row") == 1 + len(copies) + (7 if counted else 0)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def copied(duty: Duty) -> Duty:
    kept = {field.attname: getattr(duty, field.attname) for field in Duty._meta.concrete_fields}
    return Duty(**{**kept, "id": uuid7()})
