"""A notice leads where its reader may go: to the page it tells of, or to the task's own page, never to a 404."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from reporting_state import officer

from samanvay.access.models import User
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import open_duty
from samanvay.duties.kinds import kind_of
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading
from samanvay.reports.actions import write_report
from samanvay.reports.models import SituationReport


@pytest.fixture
def client_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)

    def client_of(actor: Actor) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=actor.id))
        return client

    return client_of


def asked(role: str, actor: Actor, report: SituationReport) -> Duty:
    """Open a task for somebody about a report that their office may or may not read."""
    [audience] = actor.units
    with acting_as(SYSTEM):
        return open_duty(
            by=SYSTEM,
            kind=kind_of("report:returned"),
            subject=("report", report.pk),
            title=Bilingual("A report came back", "रिपोर्ट लौटाई गई"),
            owner_role=role,
            owner_audience=audience,
            due_at=clock.now() + timedelta(days=2),
            readers=directory.readers_for(audience),
            home_state="IN-UP",
            link=f"/reports/{report.pk}/",
        )


def test_magistrate_is_led_to_the_task_and_the_writer_to_the_report(
    fresh_state: str, client_of: Callable[[Actor], Client]
) -> None:
    chief, magistrate = officer("police_chief", "Moradabad"), officer("district_magistrate", "Moradabad")
    with reading(chief):
        report = write_report(
            by=chief, narrative="A quiet week.", period_from=date(2026, 11, 9), period_to=date(2026, 11, 15)
        )
    for role, actor, is_theirs in (("police_chief", chief, True), ("district_magistrate", magistrate, False)):
        duty, client = asked(role, actor, report), client_of(actor)
        page = client.get("/notices/").content.decode()
        link = f"/reports/{report.pk}/" if is_theirs else f"/duties/{duty.pk}/"
        assert f'<a href="{link}">' in page
        assert client.get(link).status_code == 200
        assert (client.get(f"/reports/{report.pk}/").status_code == 200) is is_theirs
