"""Attacks by an officer of the house: two persons' rules undone by one, phones that carry another's powers."""

import sys
import threading
from datetime import date
from pathlib import Path

import psycopg
import pytest
from django.db import connections

sys.path.insert(0, str(Path(__file__).parents[1] / "integration"))

from case_world import a_case, officer, world
from sealed_people import sealed

from factories import give_role
from samanvay.access.actors import actor_for
from samanvay.access.boxes import keys
from samanvay.access.boxes.actions.erasure import erase_person
from samanvay.access.boxes.actions.opening import open_box, standings
from samanvay.access.boxes.actions.team import name_member
from samanvay.access.boxes.groups import Group, Purpose, TeamRole
from samanvay.access.devices.actions import give_device_code, register_device
from samanvay.access.models import Box, DataKey, GlassBreak, SearchToken
from samanvay.audit.operations import operation
from samanvay.audit.vocabulary import register
from samanvay.cases.actions import add_event, share_case
from samanvay.cases.models import Case
from samanvay.cases.people.actions.acquittal import start_purge_clock
from samanvay.cases.people.actions.people import add_person, amend_person, break_case_glass
from samanvay.cases.people.purging import purge_due
from samanvay.documents.actions import add_document, read_document
from samanvay.documents.models import Document
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Unseen

WHY = "She is missing again since this morning and her village is not known."
HELD_UP = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
OF_BEFORE = register("test:document_of_before", "Before", "पहले का")
CHILD = {"identity": {"given": "Asha", "surname": "Devi"}}


@pytest.fixture
def people(db: None):
    return world()


def _child(people, case):
    return add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=15, sealed=CHILD)


def test_one_officer_alone_does_not_lift_the_rule_of_two(people) -> None:
    """An outsider to the team amends the age to 19, breaks the glass with nobody's consent, and puts the age back."""
    second = officer("second", "ahtu_in_charge", people.station)
    case = a_case(people.sho)
    child = _child(people, case)
    with reading(second.actor):
        box = Box.objects.get(subject_id=child.id)
    with pytest.raises((Refused, Invalid)):  # noqa: PT012 - whichever step refuses is well
        amend_person(by=second.actor, person_id=child.id, reason="bone test", expected=1, age=19)
        glass = break_case_glass(by=second.actor, box_id=box.id, reason=WHY)
        assert glass.state == GlassBreak.ASKED, "opened without a second person"
        open_box(by=second.actor, box_id=box.id, purpose=Purpose.TRACING)


def test_an_acquittal_before_the_case_destroys_nothing(people) -> None:
    """One amender sets an acquittal of years ago; the ticker destroys the accused's identity at its next round."""
    second = officer("second", "women_help_desk", people.station)
    case = a_case(people.sho)
    accused = add_person(by=people.sho.actor, case_id=case.id, role="accused", sealed=CHILD)
    with pytest.raises((Refused, Invalid)):
        start_purge_clock(by=second.actor, person_id=accused.id, acquitted_on=date(2001, 1, 1))
    assert purge_due() == 0


def test_a_phone_given_by_one_unit_sees_nothing_of_another(people) -> None:
    """The station's officer gives a code for a colleague with an additional charge, and keeps the phone."""
    colleague = officer("colleague", "women_help_desk", people.station)
    give_role(colleague.user, "ahtu_in_charge", people.ahtu.audience)
    far = a_case(people.far, place="district:197")
    with reading(people.sho.actor):
        assert not Case.objects.filter(pk=far.id).exists()
    code = give_device_code(by=people.sho.actor, user=colleague.user, audience=people.station.audience)
    done = register_device(username="colleague", code=code, pin="482915", label="SHO's own")
    assert done.device is not None
    with pytest.raises(ValueError, match="unit that gave it"):
        actor_for(colleague.user, via="device")
    held = actor_for(colleague.user, via="device", audience=done.device.audience)
    with reading(held):
        assert not Case.objects.filter(pk=far.id).exists()


def test_a_phone_does_not_make_its_giver_a_member_of_the_team(people) -> None:
    """A station officer outside the team opens sealed names by a phone in a member's name, with no glass broken."""
    chief2 = officer("sho2", "station_officer", people.station)
    case = a_case(people.sho)
    child = _child(people, case)
    with reading(people.sho.actor):
        box = Box.objects.get(subject_id=child.id)
    code = give_device_code(by=chief2.actor, user=people.sho.user, audience=people.station.audience)
    done = register_device(username="sho", code=code, pin="482915", label="not hers")
    assert done.device is not None
    as_sho = actor_for(people.sho.user, via="device", audience=done.device.audience)
    with pytest.raises(Refused):
        open_box(by=as_sho, box_id=box.id, purpose=Purpose.TRACING)
    with reading(as_sho):
        assert not any(each.is_openable for each in standings(as_sho, case.id))
    with pytest.raises(Refused):
        name_member(
            by=as_sho, record_id=case.id, user=chief2.user, role=TeamRole.LEAD,
            readers=case.readers, home_unit=case.home_unit, home_state=case.home_state,
        )  # fmt: skip
    document = add_document(
        by=people.sho.actor, record_id=case.id, subject_id=child.id, kind="identity", name="id.txt",
        chunks=[b"Asha Devi"], readers=case.readers, home_unit=case.home_unit, home_state=case.home_state,
    )  # fmt: skip
    with pytest.raises(Refused):
        read_document(by=as_sho, document_id=document.id, purpose=Purpose.CARE)


def test_an_fir_without_a_person_is_not_open_to_every_reader_of_the_case(people) -> None:
    case = a_case(people.sho)

    def put(kind: str):
        return add_document(
            by=people.sho.actor, record_id=case.id, subject_id=None, kind=kind, name="id.txt",
            chunks=[b"Asha Devi, daughter of Ram, village Rampur"],
            readers=case.readers, home_unit=case.home_unit, home_state=case.home_state,
        )  # fmt: skip

    with pytest.raises(Invalid) as refusal:
        put("identity")
    assert refusal.value.field == "person"
    document = put("order")
    with operation(OF_BEFORE, by=SYSTEM):  # as rows of before the rule stand
        Document.objects.filter(pk=document.id).update(kind="identity")
    with pytest.raises(Refused):
        read_document(by=people.desk.actor, document_id=document.id, purpose=Purpose.CARE)


def test_the_chief_of_a_district_shared_with_does_not_withdraw_anothers_duty(people) -> None:
    from samanvay.audit.models import Event
    from samanvay.cases.tasks import start_child_duties
    from samanvay.duties import policies
    from samanvay.duties.models import Duty

    visitor = officer("visitor", "police_chief", people.there)
    case = a_case(people.sho)
    share_case(by=people.sho.actor, case_id=case.id, units=[people.there.audience], reason="the girls came from there")
    _child(people, case)
    add_event(by=people.sho.actor, case_id=case.id, kind="rescue")
    with reading(SYSTEM):
        event = Event.objects.filter(kind="case:event_added").latest("seq")
    from samanvay.audit.operations import within_operation

    with within_operation(event.op):
        start_child_duties(event)
    with reading(visitor.actor):
        duty = Duty.objects.get(subject_id=str(case.id))
        with pytest.raises(Refused):
            policies.may_drop_duty(visitor.actor, duty)


def test_erasure_waits_for_a_seal_under_way(fresh_db: str) -> None:
    """A seal that began before the erasure and commits after it leaves a living key, which no erasure reaches again."""
    subject, record = uuid7(), uuid7()
    sealed(SYSTEM, record, subject=subject, group=Group.CONTACT, values={"phone": "98765 43210"})
    made, erased = threading.Event(), threading.Event()
    real = keys.new_key

    def slow(subject_id):
        answer = real(subject_id)
        made.set()
        with psycopg.connect(fresh_db, autocommit=True) as watching:
            for _ in range(250):
                if erased.wait(0.02) or watching.execute(HELD_UP).fetchone() != (0,):
                    break
        return answer

    def seal_it():
        from samanvay.access.boxes.actions import sealing as actions

        before, actions.new_key = actions.new_key, slow
        try:
            sealed(SYSTEM, record, subject=subject)
        except Exception:
            pass
        finally:
            actions.new_key = before
            connections.close_all()

    thread = threading.Thread(target=seal_it)
    thread.start()
    made.wait(10)

    def erase_it():
        try:
            erase_person(by=SYSTEM, subject_id=subject, reason="order")
        finally:
            erased.set()
            connections.close_all()

    eraser = threading.Thread(target=erase_it)
    eraser.start()
    eraser.join(20)
    thread.join(20)
    with reading(SYSTEM):
        left = tuple(table.objects.filter(subject_id=subject).count() for table in (DataKey, SearchToken))
    erase_person(by=SYSTEM, subject_id=subject, reason="order")
    with reading(SYSTEM):
        after = DataKey.objects.filter(subject_id=subject).count()
    assert (left, after) == ((0, 0), 0)


def test_case_read_at_one_unit_does_not_read_cases_of_another(people) -> None:
    """An analyst at the state (no case:read there) with an additional charge at a help desk reads the whole state."""
    from samanvay.access.boxes.actions.search import search_people
    from samanvay.cases.queries import Filters, case_or_unseen, cases_page

    analyst = officer("analyst", "state_desk_analyst", people.police)
    case = a_case(people.far, place="district:197")
    add_person(by=people.far.actor, case_id=case.id, role="victim", sex="female", age=15, sealed=CHILD)
    with reading(analyst.actor), pytest.raises(Refused):
        case_or_unseen(analyst.actor, case.id)
    give_role(analyst.user, "women_help_desk", people.station.audience)
    both = actor_for(analyst.user)
    assert search_people(by=both, name="Asha Devi") == []
    with reading(both):
        assert cases_page(both, Filters()).cases == []
        with pytest.raises((Refused, Unseen)):
            case_or_unseen(both, case.id)
