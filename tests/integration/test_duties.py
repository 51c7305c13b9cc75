"""Duties: opened once, done with proof, paused, handed over, escalated up the line; people told once."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.directory.models import Unit
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties import queries
from samanvay.duties.actions.duties import (
    Step,
    do_duty,
    drop_duty,
    hand_over_duty,
    open_duty,
    pause_duty,
    resume_duty,
    see_notices,
)
from samanvay.duties.actions.ticking import escalate_due, send_notices
from samanvay.duties.kinds import register_kind
from samanvay.duties.messages.actions.mail import choose_mail
from samanvay.duties.models import Duty, Notice
from samanvay.duties.policies import may_do_duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import AlreadyDone, Invalid, Refused, reason_against

pytestmark = pytest.mark.django_db

TRIAL = register_kind("trial", "Trial", "परीक्षण")
PROVEN = register_kind("trial_proof", "Trial with proof", "प्रमाण सहित", asks_proof=True)


class DeadMailServer(BaseEmailBackend):
    def send_messages(self, email_messages: object) -> int:
        raise ConnectionRefusedError("no mail server")


@pytest.fixture
def line(db: None) -> dict[str, Any]:
    """A state, a district under it and a station under that, each with one officer."""
    state = create_unit(
        by=SYSTEM, compartment="police", kind="state_police", name="State", code="t:state", home_state="IN-UP"
    )
    district = create_unit(
        by=SYSTEM, compartment="police", kind="district_police", name="District", code="t:d", parent=state
    )
    station = create_unit(by=SYSTEM, compartment="police", kind="station", name="Station", code="t:s", parent=district)
    return {
        "state": (state, officer("nodal", "state_nodal_officer", state)),
        "district": (district, officer("chief", "police_chief", district)),
        "station": (station, officer("sho", "station_officer", station)),
    }


def officer(name: str, role: str, unit: Unit) -> User:
    return make_officer(name, role, unit, email=f"{name}@example.org")


def wants_each(user: User) -> None:
    with reading(SYSTEM):
        choose_mail(by=actor_for(user), how="each", hour=time(8, 30))


def trial_duty(line: dict[str, Any], **changes: Any) -> Duty:
    station, district, state = (line[name][0] for name in ("station", "district", "state"))
    given: dict[str, Any] = {
        "by": SYSTEM,
        "kind": TRIAL,
        "subject": ("trial", "1"),
        "title": Bilingual("Do the trial", "परीक्षण करें"),
        "owner_role": "station_officer",
        "owner_audience": station.audience,
        "due_at": clock.now() + timedelta(hours=24),
        "readers": [district.audience, state.audience],
        "home_state": "IN-UP",
        "escalate": [
            Step(timedelta(hours=2), "police_chief", district.audience),
            Step(timedelta(hours=6), "state_nodal_officer", state.audience),
        ],
        "key": "trial:1",
    }
    return open_duty(**{**given, **changes})


def actor(line: dict[str, Any], who: str) -> Actor:
    return actor_for(line[who][1])


def told(user: User) -> list[str]:
    with reading(SYSTEM):
        return list(Notice.objects.filter(user=user).order_by("at", "id").values_list("words_en", flat=True))


def test_same_key_opens_one_duty_and_tells_the_owner_once(line: dict[str, Any]) -> None:
    with reading(SYSTEM):
        assert trial_duty(line).pk == trial_duty(line).pk
    assert told(line["station"][1]) == ["New: Do the trial"]


def test_today_shows_what_waits_for_me_and_only_that(line: dict[str, Any]) -> None:
    with reading(SYSTEM):
        trial_duty(line)
    with reading(actor(line, "station")) as sho:
        assert [duty.title_en for duty in queries.today(sho)] == ["Do the trial"]
        assert queries.day_counts(sho).waiting == 1
    with reading(actor(line, "district")) as chief:
        assert not queries.today(chief).exists()
        assert Duty.objects.count() == 1, "the chief sees it without owning it"


def test_stranger_neither_sees_nor_does_it(line: dict[str, Any]) -> None:
    with reading(SYSTEM):
        duty = trial_duty(line)
    other = create_unit(by=SYSTEM, compartment="police", kind="station", name="Other", code="t:o", home_state="IN-UP")
    stranger = actor_for(officer("stranger", "station_officer", other))
    with reading(stranger):
        assert not Duty.objects.exists()
        assert reason_against(may_do_duty, stranger, duty) == "This is another officer's task."
    with pytest.raises(Refused):
        do_duty(by=stranger, duty=duty)


def test_proof_is_asked_where_the_kind_asks_it(line: dict[str, Any]) -> None:
    with reading(actor(line, "station")) as sho:
        duty = trial_duty(line, kind=PROVEN, by=SYSTEM, key="p")
        with pytest.raises(Invalid):
            do_duty(by=sho, duty=duty)
        do_duty(by=sho, duty=duty, proof="GD entry 12 of today")
        assert duty.done_by == sho.id
        with pytest.raises(Refused, match="already closed"):
            drop_duty(by=sho, duty=duty, reason="again")
        with pytest.raises(AlreadyDone, match=f"already closed: {User.objects.get(pk=sho.id).name}, "):
            do_duty(by=sho, duty=duty, proof="GD entry 12 of today")


def test_overdue_goes_up_the_line_step_by_step_and_catches_up_after_a_stop(line: dict[str, Any]) -> None:
    with reading(SYSTEM):
        duty = trial_duty(line)
    with clock.frozen(clock.now() + timedelta(hours=25)):
        assert escalate_due() == 1
        assert escalate_due() == 0, "a second round at the same moment does nothing"
    assert told(line["district"][1]) == []
    with clock.frozen(clock.now() + timedelta(hours=40)):
        while escalate_due():
            continue
    assert told(line["station"][1]) == ["New: Do the trial", "Overdue: Do the trial"]
    assert told(line["district"][1]) == ["Nobody acted: Do the trial"]
    assert told(line["state"][1]) == ["Nobody acted: Do the trial"]
    with reading(actor(line, "state")) as nodal:
        assert [found.pk for found in queries.escalated_to(nodal)] == [duty.pk]
    recruit = actor_for(make_officer("recruit", "recruit", line["station"][0]))
    with reading(recruit):
        assert not queries.escalated_to(recruit), "what a colleague lets slip comes up to who commands the unit"
    with reading(SYSTEM):
        assert Event.objects.filter(kind="duty:escalated").count() == 3


def test_step_to_a_vacant_post_reaches_the_unit_above(line: dict[str, Any]) -> None:
    district = line["district"][0]
    with reading(SYSTEM):
        trial_duty(
            line, key="vacant", escalate=[Step(timedelta(hours=1), "ahtu_in_charge", district.audience)], readers=[]
        )
    with clock.frozen(clock.now() + timedelta(hours=30)):
        while escalate_due():
            continue
    assert told(line["state"][1]) == ["Nobody acted: Do the trial"]


def test_pause_moves_the_hour_by_as_long_as_it_stood(line: dict[str, Any]) -> None:
    begun = clock.now()
    with reading(actor(line, "station")) as sho:
        duty = trial_duty(line, by=SYSTEM)
        before = duty.due_at
        with clock.frozen(begun + timedelta(hours=1)):
            with pytest.raises(Invalid):
                pause_duty(by=sho, duty=duty, reason=" ")
            pause_duty(by=sho, duty=duty, reason="journey to the committee")
        with clock.frozen(begun + timedelta(hours=30)):
            assert escalate_due() == 0, "a paused clock does not ring"
        with clock.frozen(begun + timedelta(hours=4)):
            resume_duty(by=sho, duty=duty)
    assert duty.due_at == before + timedelta(hours=3)


def test_hand_over_only_to_a_holder_of_the_role(line: dict[str, Any]) -> None:
    second = officer("second", "station_officer", line["station"][0])
    with reading(actor(line, "station")) as sho:
        duty = trial_duty(line, by=SYSTEM)
        with pytest.raises(Invalid, match="does not have that role"):
            hand_over_duty(by=sho, duty=duty, to=line["district"][1])
        hand_over_duty(by=sho, duty=duty, to=second)
        assert not queries.today(sho).exists()
    assert told(second) == ["New: Do the trial", "Given to you: Do the trial"]


def test_notices_go_out_once_in_the_reader_s_language_without_a_name(line: dict[str, Any], settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    wants_each(line["station"][1])
    with reading(SYSTEM):
        trial_duty(line)
    assert send_notices() == 1
    assert send_notices() == 0
    assert len(mail.outbox) == 1
    assert "New: Do the trial" in mail.outbox[0].body
    assert "Sho" not in mail.outbox[0].body + mail.outbox[0].subject


def test_failing_mail_server_is_tried_again_and_given_up_in_the_end(line: dict[str, Any], settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.DeadMailServer"
    wants_each(line["station"][1])
    with reading(SYSTEM):
        trial_duty(line)
    for _ in range(7):
        assert send_notices() == 0
    with reading(SYSTEM):
        assert Notice.objects.get().attempts == 5


def test_seen_notices_are_counted_no_more(line: dict[str, Any]) -> None:
    with reading(SYSTEM):
        trial_duty(line)
    with reading(actor(line, "station")) as sho:
        assert queries.unseen_notices(sho) == 1
        assert see_notices(by=sho) == 1
        assert see_notices(by=sho) == 0
        assert queries.unseen_notices(sho) == 0
