"""Breaking the glass: every limit of it, and who learns of it."""

from datetime import timedelta
from uuid import UUID

import pytest
from sealed_people import DISTRICT, ELSEWHERE, READERS, SECRET, STATE, STATION, join, officer, sealed

from factories import give_role
from samanvay.access.boxes.actions.glass import (
    SHORTEST_REASON,
    approve_glass,
    break_glass,
    refuse_glass,
    why_not_break,
    why_not_decide,
)
from samanvay.access.boxes.actions.opening import open_box, standings
from samanvay.access.boxes.actions.sealing import ask_for_two
from samanvay.access.boxes.groups import Group, Purpose, TeamRole
from samanvay.access.models import Box, GlassBreak
from samanvay.access.roles import ROLES, Compartment
from samanvay.audit.models import Event
from samanvay.kernel import clock
from samanvay.kernel.db.scope import AUDITORS_AUDIENCE, SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Unseen

pytestmark = pytest.mark.django_db

WHY = "She is missing again since this morning and her village is not known to us."


def _open(by, box: Box) -> dict[str, str]:
    return open_box(by=by.actor, box_id=box.id, purpose=Purpose.TRACING)


def _event(kind: str) -> Event:
    with reading(SYSTEM):
        return Event.objects.filter(kind=kind).latest("seq")


def test_broken_glass_opens_one_box_for_an_hour() -> None:
    start = clock.now()
    sho, subject, record = officer("sho", "station_officer", STATION), uuid7(), uuid7()
    box = sealed(SYSTEM, record, subject=subject)
    contact = sealed(SYSTEM, record, subject=subject, group=Group.CONTACT, values={"phone": "98765 43210"})
    with pytest.raises(Refused):
        _open(sho, box)
    with clock.frozen(start):
        break_glass(by=sho.actor, box_id=box.id, reason=WHY)
        assert _open(sho, box) == SECRET
        with pytest.raises(Refused):
            _open(sho, contact)
    with clock.frozen(start + timedelta(minutes=59)):
        assert _open(sho, box) == SECRET
        with reading(sho.actor):
            assert [s.is_openable for s in standings(sho.actor, record)] == [False, True]
    with clock.frozen(start + timedelta(minutes=60, seconds=1)):
        with pytest.raises(Refused):
            _open(sho, box)
        with reading(sho.actor):
            assert not any(s.is_openable for s in standings(sho.actor, record))


def test_glass_that_one_broke_opens_nothing_to_another() -> None:
    sho, desk = officer("sho", "station_officer", STATION), officer("second", "ahtu_in_charge", STATION)
    box = sealed(SYSTEM, uuid7())
    break_glass(by=sho.actor, box_id=box.id, reason=WHY)
    with pytest.raises(Refused):
        _open(desk, box)


def test_the_event_tells_whom_to_notify_and_no_reason_or_name() -> None:
    sho, owner = officer("sho", "station_officer", STATION), uuid7()
    box = sealed(SYSTEM, uuid7())
    glass = break_glass(by=sho.actor, box_id=box.id, reason=WHY, owner=owner)
    event = _event("glass:broken")
    assert event.detail["owner"] == str(owner)
    assert event.detail["home_unit"] == STATION
    assert event.detail["by"] == str(sho.user.id)
    assert event.detail["by_unit"] == STATION
    assert event.detail["group"] == "identity"
    assert event.detail["glass"] == str(glass.id)
    assert AUDITORS_AUDIENCE in event.readers
    assert WHY not in event.body
    with reading(officer("dpo", "data_protection_officer", 950).actor):
        assert GlassBreak.objects.get().reason == WHY
        assert not Box.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", "x" * (SHORTEST_REASON - 1), " " * 80])
def test_a_reason_is_needed(reason: str) -> None:
    sho = officer("sho", "station_officer", STATION)
    box = sealed(SYSTEM, uuid7())
    with pytest.raises(Invalid):
        break_glass(by=sho.actor, box_id=box.id, reason=reason)


def test_only_where_the_row_is_seen_already() -> None:
    far, box = officer("far", "police_chief", ELSEWHERE), sealed(SYSTEM, uuid7())
    with pytest.raises(Unseen):
        break_glass(by=far.actor, box_id=box.id, reason=WHY)


@pytest.mark.parametrize("role", [role for role in ROLES if not role.may_break_glass], ids=lambda role: role.code)
def test_roles_without_the_right_are_refused_in_words(role) -> None:
    one, box = officer("one", role.code, STATION), sealed(SYSTEM, uuid7())
    with pytest.raises(Refused) as refusal:
        break_glass(by=one.actor, box_id=box.id, reason=WHY)
    assert str(refusal.value) == why_not_break(one.actor, READERS)
    with reading(SYSTEM):
        assert not GlassBreak.objects.exists()


def test_no_role_of_partners_administration_or_oversight_holds_it() -> None:
    barred = {Compartment.PARTNER, Compartment.ADMINISTRATION, Compartment.OVERSIGHT}
    assert not [role.code for role in ROLES if role.compartment in barred and role.may_break_glass]


def test_the_right_held_at_another_unit_does_not_count() -> None:
    from samanvay.access.actors import actor_for

    both = officer("both", "women_help_desk", STATION)
    give_role(both.user, "station_officer", ELSEWHERE)
    box = sealed(SYSTEM, uuid7())
    with pytest.raises(Refused):
        break_glass(by=actor_for(both.user), box_id=box.id, reason=WHY)


def test_the_fourth_in_a_week_is_refused_and_the_week_slides() -> None:
    start = clock.now()
    sho = officer("sho", "station_officer", STATION)
    boxes = [sealed(SYSTEM, uuid7()) for _ in range(5)]
    for day, box in enumerate(boxes[:3]):
        with clock.frozen(start + timedelta(days=day)):
            break_glass(by=sho.actor, box_id=box.id, reason=WHY)
    with clock.frozen(start + timedelta(days=6, hours=23)), pytest.raises(Refused) as refusal:
        break_glass(by=sho.actor, box_id=boxes[3].id, reason=WHY)
    assert refusal.value.code == "glass_limit"
    with clock.frozen(start + timedelta(days=7, minutes=1)):
        break_glass(by=sho.actor, box_id=boxes[3].id, reason=WHY)
        with pytest.raises(Refused):
            break_glass(by=sho.actor, box_id=boxes[4].id, reason=WHY)


def test_what_was_broken_at_an_earlier_posting_counts_too() -> None:
    from samanvay.access.actors import actor_for
    from samanvay.access.models import Grant
    from samanvay.access.users.actions import end_grant

    sho = officer("sho", "station_officer", STATION)
    for _ in range(3):
        break_glass(by=sho.actor, box_id=sealed(SYSTEM, uuid7()).id, reason=WHY)
    end_grant(by=SYSTEM, grant=Grant.objects.get(user=sho.user))
    give_role(sho.user, "station_officer", DISTRICT)
    with pytest.raises(Refused):
        break_glass(by=actor_for(sho.user), box_id=sealed(SYSTEM, uuid7()).id, reason=WHY)


def test_there_is_no_glass_before_the_team_or_before_an_open_box() -> None:
    record, sho, lead = (
        uuid7(),
        officer("sho", "station_officer", STATION),
        officer("l", "ahtu_in_charge", STATION),
    )
    join(record, lead.user)
    box = sealed(SYSTEM, record)
    with pytest.raises(Invalid):
        break_glass(by=lead.actor, box_id=box.id, reason=WHY)
    break_glass(by=sho.actor, box_id=box.id, reason=WHY)
    with pytest.raises(Invalid):
        break_glass(by=sho.actor, box_id=box.id, reason=WHY)


def test_a_team_member_breaks_the_glass_on_what_is_not_their_part() -> None:
    record, sho = uuid7(), officer("sho", "station_officer", STATION)
    join(record, sho.user, TeamRole.LEAD)
    box = sealed(SYSTEM, record, group=Group.COUNSELLING, values={"notes": "she fears her uncle"})
    break_glass(by=sho.actor, box_id=box.id, reason=WHY)
    assert _open(sho, box) == {"notes": "she fears her uncle"}


def _ask(box_owner_units: list[int] | None = None) -> tuple[object, Box, UUID]:
    sho = officer("sho", "station_officer", STATION)
    box = sealed(SYSTEM, uuid7(), needs_two=True)
    glass = break_glass(
        by=sho.actor, box_id=box.id, reason=WHY, approvers=box_owner_units or [STATION, DISTRICT, STATE]
    )
    return sho, box, glass.id


def test_for_a_child_in_a_sexual_case_a_second_person_agrees_first() -> None:
    start = clock.now()
    sho, box, glass = _ask()
    assert _event("glass:asked").detail["glass"] == str(glass)
    with pytest.raises(Refused):
        _open(sho, box)
    chief = officer("chief", "police_chief", DISTRICT)
    with clock.frozen(start + timedelta(hours=5)):
        approve_glass(by=chief.actor, glass_id=glass)
        assert _event("glass:broken").detail["approved_by"] == str(chief.user.id)
        assert _open(sho, box) == SECRET
        with pytest.raises(Refused):
            _open(chief, box)
    with clock.frozen(start + timedelta(hours=6, minutes=1)), pytest.raises(Refused):
        _open(sho, box)


def test_the_second_person_is_another_one() -> None:
    chief, box = officer("chief", "police_chief", DISTRICT), sealed(SYSTEM, uuid7(), needs_two=True)
    glass = break_glass(by=chief.actor, box_id=box.id, reason=WHY, approvers=[STATION, DISTRICT, STATE])
    with pytest.raises(Refused):
        approve_glass(by=chief.actor, glass_id=glass.id)
    assert "second" in why_not_decide(chief.actor, glass)
    with pytest.raises(Refused):
        _open(chief, box)


def test_the_second_person_holds_the_right_at_the_unit_or_above_it() -> None:
    _sho, _box, glass = _ask([STATION, DISTRICT])
    for login, role, unit in (
        ("desk", "women_help_desk", STATION),
        ("range", "range_officer", DISTRICT),
        ("nodal", "state_nodal_officer", STATE),
    ):
        with pytest.raises(Refused):
            approve_glass(by=officer(login, role, unit).actor, glass_id=glass)
    with pytest.raises(Unseen):
        approve_glass(by=officer("far", "police_chief", ELSEWHERE).actor, glass_id=glass)
    assert approve_glass(by=officer("chief", "police_chief", DISTRICT).actor, glass_id=glass).state == GlassBreak.OPEN


def test_a_refused_request_stays_closed_and_is_not_answered_twice() -> None:
    sho, box, glass = _ask()
    chief = officer("chief", "police_chief", DISTRICT)
    refuse_glass(by=chief.actor, glass_id=glass)
    for answer in (approve_glass, refuse_glass):
        with pytest.raises(Invalid):
            answer(by=chief.actor, glass_id=glass)
    with pytest.raises(Refused):
        _open(sho, box)


def test_a_request_lapses_after_a_day() -> None:
    start = clock.now()
    sho, box, glass = _ask()
    chief = officer("chief", "police_chief", DISTRICT)
    with clock.frozen(start + timedelta(hours=24, seconds=5)):
        with pytest.raises(Invalid):
            approve_glass(by=chief.actor, glass_id=glass)
        assert break_glass(by=sho.actor, box_id=box.id, reason=WHY).state == GlassBreak.ASKED


def test_requests_that_wait_count_towards_the_three() -> None:
    sho = officer("sho", "station_officer", STATION)
    for _ in range(3):
        break_glass(by=sho.actor, box_id=sealed(SYSTEM, uuid7(), needs_two=True).id, reason=WHY)
    with pytest.raises(Refused):
        break_glass(by=sho.actor, box_id=sealed(SYSTEM, uuid7()).id, reason=WHY)


def test_the_rule_of_two_follows_when_the_case_turns_out_to_be_sexual() -> None:
    sho, subject = officer("sho", "station_officer", STATION), uuid7()
    box = sealed(SYSTEM, uuid7(), subject=subject)
    assert ask_for_two(by=SYSTEM, subject_id=subject, needs_two=True, readers=READERS) == 1
    assert ask_for_two(by=SYSTEM, subject_id=subject, needs_two=True, readers=READERS) == 0
    assert break_glass(by=sho.actor, box_id=box.id, reason=WHY).state == GlassBreak.ASKED
