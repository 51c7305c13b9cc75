"""The way of people, the things found with them, handing over and the quick record: written, corrected, followed."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from case_world import BAHRAICH, VARANASI, a_case, officer, world

from samanvay.access.actors import actor_for
from samanvay.access.boxes import events as boxes
from samanvay.access.boxes.actions.erasure import Reason, erase_person
from samanvay.access.boxes.actions.opening import open_box
from samanvay.access.boxes.actions.search import search_people
from samanvay.access.boxes.groups import Purpose
from samanvay.access.models import Box, DataKey, SearchToken
from samanvay.audit.models import Amendment, Event
from samanvay.cases import events, tasks
from samanvay.cases.actions import close_case, hand_over, void_event
from samanvay.cases.counted.actions.listing import Counted
from samanvay.cases.items.actions import add_item, amend_item, void_item
from samanvay.cases.legs.actions import add_leg, amend_leg, reorder_legs, void_leg
from samanvay.cases.models import Case, CaseEvent, CaseItem, CaseLeg, CasePerson
from samanvay.cases.people.actions.people import add_person, amend_person
from samanvay.cases.queries import amendments_of, case_or_unseen, history_of, items_of, legs_of
from samanvay.cases.quick.actions import Way, record_quickly
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Stale, Unseen
from samanvay.recording.submissions import Captured

WHY = "the girl told it otherwise"


@pytest.fixture
def people(db: None):
    return world()


def way(one: Any, case: Case) -> list[tuple[str, str]]:
    with reading(one.actor):
        return [(leg.role, leg.place_id) for leg in legs_of(one.actor, case) if not leg.is_void]


def a_way(people: Any, case: Case) -> dict[str, CaseLeg]:
    told = (("destination", "IN-DL"), ("source", "NP"), ("rescue", BAHRAICH), ("transit", "crossing:rupaidiha"))
    return {role: add_leg(by=people.sho.actor, case_id=case.id, role=role, place=key) for role, key in told}


def follow(case: Case, receiver: Any, kind: str) -> None:
    with reading(SYSTEM):
        event = Event.objects.filter(kind=kind, subject_id=str(case.id)).latest("seq")
    with acting_as(SYSTEM):
        receiver(event)


def test_legs_take_their_usual_place_in_the_way_in_whatever_order_they_are_told(people) -> None:
    case = a_case(people.sho)
    a_way(people, case)
    assert way(people.sho, case) == [
        ("source", "NP"),
        ("transit", "crossing:rupaidiha"),
        ("rescue", BAHRAICH),
        ("destination", "IN-DL"),
    ]


def test_a_leg_is_corrected_by_amendment_with_its_reason_and_a_stale_one_is_refused(people) -> None:
    case = a_case(people.sho)
    leg = a_way(people, case)["transit"]
    changed = amend_leg(
        by=people.sho.actor, leg_id=leg.id, reason=WHY, expected=1,
        changes={"role": "stopover", "place": VARANASI, "mode": "train", "train": "15707", "certainty": "hearsay",
                 "occurred": PartialDate.day(clock.today())},
    )  # fmt: skip
    assert (changed.role, changed.place_id, changed.train) == ("stopover", VARANASI, "15707")
    with pytest.raises(Stale):
        amend_leg(by=people.sho.actor, leg_id=leg.id, reason=WHY, expected=1, changes={"mode": "bus"})
    with pytest.raises(Invalid):
        amend_leg(by=people.sho.actor, leg_id=leg.id, reason="", expected=2, changes={"mode": "bus"})
    with reading(people.sho.actor):
        kept = {each.field: (each.old, each.new, each.reason) for each in amendments_of(people.sho.actor, case)}
    assert kept["place_id"] == ("crossing:rupaidiha", VARANASI, WHY)
    assert kept["role"] == ("transit", "stopover", WHY)


def test_the_way_is_put_in_another_order_and_a_voided_leg_stays_to_be_seen(people) -> None:
    case = a_case(people.sho)
    legs = a_way(people, case)
    order = [legs[role].id for role in ("source", "rescue", "transit", "destination")]
    reorder_legs(by=people.sho.actor, case_id=case.id, order=order, reason=WHY)
    assert [role for role, _key in way(people.sho, case)] == ["source", "rescue", "transit", "destination"]
    with reading(SYSTEM):
        assert Amendment.objects.filter(field="position", reason=WHY).count() == 2
    with pytest.raises(Invalid):
        reorder_legs(by=people.sho.actor, case_id=case.id, order=order[:-1], reason=WHY)
    void_leg(by=people.sho.actor, leg_id=legs["transit"].id, reason=WHY)
    assert [role for role, _key in way(people.sho, case)] == ["source", "rescue", "destination"]
    with reading(people.sho.actor):
        assert [leg.void_reason for leg in legs_of(people.sho.actor, case) if leg.is_void] == [WHY]
    with pytest.raises(Refused):
        amend_leg(by=people.sho.actor, leg_id=legs["transit"].id, reason=WHY, expected=2, changes={"mode": "bus"})


def test_a_leg_needs_a_place_a_known_role_and_an_open_case_that_one_sees(people) -> None:
    case = a_case(people.sho)
    add = {"by": people.sho.actor, "case_id": case.id, "role": "transit", "place": VARANASI}
    for wrong in ({"place": None}, {"role": "hotel"}, {"mode": "camel"}, {"train": "Purbanchal"}, {"certainty": "x"}):
        with pytest.raises(Invalid):
            add_leg(**{**add, **wrong})
    with pytest.raises(Unseen):
        add_leg(**{**add, "by": people.far.actor})
    close_case(by=people.sho.actor, case_id=case.id, reason="nothing came of it")
    with pytest.raises(Refused):
        add_leg(**add)


def test_the_numbers_of_things_are_sealed_and_found_by_their_number_alone(people) -> None:
    case = a_case(people.sho)
    car = add_item(
        by=people.sho.actor, case_id=case.id, kind="vehicle", description="White car",
        sealed={"vehicle": "up 65 ab 1234"},
    )  # fmt: skip
    add_item(by=people.sho.actor, case_id=case.id, kind="phone", sealed={"phone": "98765 43210"})
    for asked in ({"vehicle": "UP-65-AB-1234"}, {"phone": "+91 98765 43210"}):
        assert [each.record_id for each in search_people(by=people.sho.actor, **asked)] == [case.id]
        assert search_people(by=people.far.actor, **asked) == []
    assert search_people(by=people.sho.actor, vehicle="UP 65 AB 1235") == []
    with reading(SYSTEM):
        box = Box.objects.get(subject_id=car.id)
        told = "".join(re.sub(r"[^0-9a-z]", "", event.body.lower()) for event in Event.objects.all())
        assert "65ab1234" not in told
        assert "9876543210" not in told
    opened = open_box(by=people.sho.actor, box_id=box.id, purpose=Purpose.INVESTIGATION)
    assert opened == {"vehicle": "UP65AB1234"}
    with pytest.raises(Refused):
        open_box(by=people.desk.actor, box_id=box.id, purpose=Purpose.INVESTIGATION)


def test_a_number_in_the_description_an_empty_thing_and_a_foreign_hand_are_refused(people) -> None:
    case = a_case(people.sho)
    add = {"by": people.sho.actor, "case_id": case.id, "kind": "phone"}
    for wrong in (
        {"description": "Nokia 98765 43210"}, {"description": "2 SIM, 98765 43210 and 98765 43211"},
        {"description": "4991 1866 5246"}, {}, {"amount": -1},
        {"sealed": {"phone": "12"}}, {"sealed": {"vehicle": "-"}}, {"description": "x", "person": uuid7()},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            add_item(**{**add, **wrong})
    with pytest.raises(Refused):
        add_item(**{**add, "by": people.desk.actor, "sealed": {"phone": "98765 43210"}})
    with reading(SYSTEM):
        assert not CaseItem.objects.exists()


def test_the_numbers_found_with_somebody_who_turns_out_a_child_take_two_persons_too(people) -> None:
    case = a_case(people.sho)
    girl = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=19)
    item = add_item(by=people.sho.actor, case_id=case.id, kind="phone", person=girl.id, sealed={"phone": "98765 43210"})
    with reading(SYSTEM):
        assert not Box.objects.get(subject_id=item.id).needs_two
    amend_person(by=people.sho.actor, person_id=girl.id, reason=WHY, expected=1, age=15)
    with reading(SYSTEM):
        assert Box.objects.get(subject_id=item.id).needs_two


def test_a_thing_is_corrected_and_voided_and_both_are_kept(people) -> None:
    case = a_case(people.sho)
    cash = add_item(by=people.sho.actor, case_id=case.id, kind="money", amount=20_000, description="in a bag")
    amend_item(by=people.sho.actor, item_id=cash.id, reason=WHY, expected=1, changes={"amount": 25_000})
    void_item(by=people.sho.actor, item_id=cash.id, reason="it was his own")
    with reading(people.sho.actor):
        [item] = items_of(people.sho.actor, case)
        assert (item.amount, item.void_reason) == (25_000, "it was his own")
        assert [(each.old, each.new) for each in amendments_of(people.sho.actor, case)] == [(20_000, 25_000)]
        assert {"case:item_added", "case:item_amended", "case:item_voided"} <= {
            event.kind for event in history_of(people.sho.actor, case)
        }


def test_with_an_erased_person_go_the_numbers_of_the_things_found_with_them(people) -> None:
    case = a_case(people.sho)
    man = add_person(
        by=people.sho.actor, case_id=case.id, role="accused", sealed={"identity": {"given": "Raju", "surname": "Lal"}}
    )
    item = add_item(by=people.sho.actor, case_id=case.id, kind="phone", person=man.id, sealed={"phone": "98765 43210"})
    erase_person(by=SYSTEM, subject_id=man.id, reason=Reason.ORDER)
    with reading(SYSTEM):
        event = Event.objects.filter(kind=boxes.PERSON_ERASED.code, subject_id=str(man.id)).latest("seq")
    with acting_as(SYSTEM):
        tasks.forget_numbers(event)
        tasks.forget_numbers(event)
        assert not DataKey.objects.filter(subject_id=item.id).exists()
        assert not SearchToken.objects.filter(subject_id=item.id).exists()


def test_the_unit_that_takes_over_sees_the_case_and_has_a_duty_with_a_clock(people) -> None:
    case = a_case(people.sho)
    with pytest.raises(Unseen), reading(people.far.actor):
        case_or_unseen(people.far.actor, case.id)
    event = hand_over(by=people.sho.actor, case_id=case.id, to_unit=people.ahtu.audience, people=3, place=VARANASI)
    follow(case, tasks.SUBSCRIBES[events.CASE_EVENT_ADDED], "case:event_added")
    follow(case, tasks.SUBSCRIBES[events.CASE_EVENT_ADDED], "case:event_added")
    with reading(people.far.actor):
        assert case_or_unseen(people.far.actor, case.id).id == case.id
        [duty] = Duty.objects.filter(kind="case:take_over")
    assert (duty.owner_audience, duty.owner_role) == (people.ahtu.audience, "ahtu_in_charge")
    assert duty.due_at == event.recorded_at + tasks.TAKEN_OVER_WITHIN
    assert [step["audience"] for step in duty.steps] == [people.there.audience, people.police.audience]
    void_event(by=people.sho.actor, event_id=event.id, reason="they stay here")
    follow(case, tasks.follow_handovers, "case:event_voided")
    with reading(SYSTEM):
        assert Duty.objects.get(pk=duty.pk).dropped_at is not None


def test_whoever_only_learns_at_a_station_does_not_answer_for_who_is_handed_over_to_it(people) -> None:
    fresh = create_unit(by=SYSTEM, kind="station", name="Nanpara", home_state="IN-UP", parent=people.here)
    officer("recruit", "recruit", fresh)
    case = a_case(people.sho)
    hand_over(by=people.sho.actor, case_id=case.id, to_unit=fresh.audience, people=3, place=BAHRAICH)
    follow(case, tasks.SUBSCRIBES[events.CASE_EVENT_ADDED], "case:event_added")
    with reading(SYSTEM):
        [duty] = Duty.objects.filter(kind="case:take_over")
    assert (duty.owner_audience, duty.owner_role) == (fresh.audience, "station_officer")


def test_a_hand_over_to_ones_own_unit_to_none_or_by_one_who_does_not_lead_is_refused(people) -> None:
    case = a_case(people.sho)
    for audience in (people.station.audience, 999_999):
        with pytest.raises(Invalid):
            hand_over(by=people.sho.actor, case_id=case.id, to_unit=audience)
    with pytest.raises(Refused):
        hand_over(by=people.desk.actor, case_id=case.id, to_unit=people.ahtu.audience)


def quickly(people: Any, **changes: Any) -> Case:
    given = {
        "kind": "interception", "what": "3 girls, 1 boy", "place": "crossing:rupaidiha",
        "counted": [Counted(3, sex="female", age=14), Counted(1, sex="male", age_band="12_15"),
                    Counted(1, role="accused", sex="male", age_band="26_40")],
        "takes_over": people.ahtu.audience, "way": Way("NP", "IN-DL", "15707"), "journey_minutes": 120,
        "lures": ["job", "marriage"], "disparities": ["poverty"], "captured": Captured(uuid7()),
    }  # fmt: skip
    return record_quickly(by=people.sho.actor, **{**given, **changes})


def test_one_screen_keeps_case_people_events_way_and_hand_over_and_once_for_one_submission(people) -> None:
    sent = Captured(uuid7())
    case, again = quickly(people, captured=sent), quickly(people, captured=sent)
    assert case.id == again.id
    with reading(SYSTEM):
        assert Case.objects.count() == 1
        assert (case.people, case.lures, case.disparities) == (4, ["job", "marriage"], ["poverty"])
        persons = CasePerson.objects.filter(case=case).order_by("role", "noun", "no")
        assert [(each.noun, each.no) for each in persons] == [
            ("accused", 1), ("boy", 1), ("girl", 1), ("girl", 2), ("girl", 3),
        ]  # fmt: skip
        happened = {event.kind: event for event in CaseEvent.objects.filter(case=case)}
        assert set(happened) == {"interception", "arrest", "handover"}
        assert (happened["interception"].people, happened["arrest"].people) == (4, 1)
        assert happened["interception"].journey_minutes == 120
        assert happened["handover"].to_unit == people.ahtu.audience
        assert people.ahtu.audience in CaseLeg.objects.filter(case=case)[0].readers
    assert way(people.sho, case) == [("source", "NP"), ("rescue", "crossing:rupaidiha"), ("destination", "IN-DL")]


@pytest.mark.parametrize(
    "wrong",
    [{"place": ""}, {"kind": "court"}, {"counted": [Counted(10_001)]}, {"takes_over": 999_999}, {"lures": ["lottery"]}],
)
def test_a_quick_record_with_a_fault_leaves_nothing_behind(people, wrong) -> None:
    with pytest.raises(Invalid):
        quickly(people, **wrong)
    with reading(SYSTEM):
        assert not Case.objects.exists()
        assert not CasePerson.objects.exists()


def test_who_is_missing_was_last_seen_where_they_were_taken_from(people) -> None:
    case = quickly(people, kind="missing", way=None, takes_over=None, counted=[Counted(1, sex="female", age=15)])
    assert way(people.sho, case) == [("source", "crossing:rupaidiha")]


def test_a_registered_phone_is_enough_for_the_whole_quick_record(people) -> None:
    phone = actor_for(people.sho.user, via="device", audience=people.station.audience)
    on_a_phone = SimpleNamespace(actor=phone, user=people.sho.user)
    case = quickly(SimpleNamespace(**{**vars(people), "sho": on_a_phone}))
    with reading(SYSTEM):
        assert CaseEvent.objects.filter(case=case, kind="handover").exists()
    with pytest.raises(Refused):
        hand_over(by=people.desk.actor, case_id=case.id, to_unit=people.here.audience)


def test_the_numbers_of_a_thing_tied_to_nobody_take_two_persons_where_a_child_is_in_the_case(people) -> None:
    case = a_case(people.sho)
    item = add_item(by=people.sho.actor, case_id=case.id, kind="phone", sealed={"phone": "98765 43210"})
    with reading(SYSTEM):
        assert not Box.objects.get(subject_id=item.id).needs_two
    add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=15)
    later = add_item(by=people.sho.actor, case_id=case.id, kind="phone", sealed={"phone": "98765 43211"})
    with reading(SYSTEM):
        assert Box.objects.get(subject_id=item.id).needs_two
        assert Box.objects.get(subject_id=later.id).needs_two
