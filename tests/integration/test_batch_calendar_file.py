"""The calendar file of a batch: published for whoever opens it, called off with the batch or with its plan."""

import pytest
from icalendar import Calendar
from roster_world import a_published_plan, world

from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.rosters.batches.calendar_file import invitation_file
from samanvay.rosters.models import Batch
from samanvay.rosters.plans.actions import planning

pytestmark = pytest.mark.django_db


def test_a_file_names_nobody_and_is_called_off_with_the_plan() -> None:
    here = world()
    plan = a_published_plan(here)

    def read() -> Calendar:
        with reading(SYSTEM):
            batch = Batch.objects.filter(plan=plan).select_related("plan", "centre", "district").order_by("label")[0]
            return Calendar.from_ical(invitation_file(batch, uid=str(batch.pk), address="https://here/batch/"))

    calendar = read()
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "PUBLISH", "a request would have to name its organiser and attendees"
    assert event["STATUS"] == "CONFIRMED"
    assert "ATTENDEE" not in event
    planning.drop_plan(by=here.trainer.actor, plan=plan, reason="The elections were moved.")
    calendar = read()
    assert calendar["METHOD"] == "CANCEL"
    assert calendar.walk("VEVENT")[0]["STATUS"] == "CANCELLED"
