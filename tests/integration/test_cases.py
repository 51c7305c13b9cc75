"""Cases: opened, amended, shared, moved, voided; what each officer may do and see."""

import threading
from datetime import date, datetime, timedelta

import pytest
from case_world import BAHRAICH, VARANASI, a_case, officer, world
from django.db import connections

from samanvay.access.boxes.actions.opening import open_box
from samanvay.access.boxes.groups import Group, Purpose, TeamRole
from samanvay.access.models import Box, GlassBreak, TeamMember
from samanvay.audit.models import Amendment, Event
from samanvay.cases import policies
from samanvay.cases.actions import (
    add_event,
    amend_case,
    change_owner,
    close_case,
    move_case,
    name_team_member,
    open_case,
    remove_team_member,
    reopen_case,
    share_case,
    void_case,
    void_event,
)
from samanvay.cases.models import Case, CaseEvent, CasePerson
from samanvay.cases.numbers import _codes
from samanvay.cases.people.actions.people import add_person, amend_person, break_case_glass, seal_person
from samanvay.cases.queries import (
    Filters,
    amendments_of,
    capped_count,
    case_or_unseen,
    cases_found,
    cases_page,
    events_of,
    history_of,
    persons_of,
)
from samanvay.cases.states import STAGES, TRANSITIONS, Stage, following
from samanvay.cases.tasks import start_child_duties
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.actions.duties import do_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Stale, Unseen, reason_against
from samanvay.recording.submissions import Captured

WHY = "the first words were wrong"


@pytest.fixture
def people(db: None):
    return world()


def test_a_case_gets_a_number_its_readers_and_its_opener_as_lead(people) -> None:
    case = a_case(people.sho)
    year = clock.today().year
    assert case.number == f"UP-BHR-{year}-000001"
    assert a_case(people.sho).number == f"UP-BHR-{year}-000002"
    assert a_case(people.far).number == f"UP-VRN-{year}-000001"
    assert a_case(people.nodal).number == f"UP-HQS-{year}-000001"
    assert case.readers == [0, people.station.audience, people.here.audience, people.police.audience]
    with reading(people.sho.actor):
        [member] = TeamMember.objects.filter(record_id=case.id)
        assert (member.user_id, member.role) == (people.sho.user.id, "lead")
        assert Event.objects.get(kind="case:opened", subject_id=str(case.id)).detail["number"] == case.number


def test_letters_of_districts_stay_apart() -> None:
    assert next(_codes("Bahraich")) == "BHR"
    assert len(list(_codes("Mau"))) > 600
    assert next(_codes("Agra")) == "AGR"


def test_the_same_submission_gives_the_same_case_and_takes_no_number(people) -> None:
    sent = Captured(uuid7(), device="shared phone", form_version="1")
    first, second = a_case(people.sho, captured=sent), a_case(people.sho, captured=sent)
    assert first.id == second.id
    assert a_case(people.sho).number.endswith("000002")
    with reading(SYSTEM):
        assert Event.objects.filter(kind="case:opened").count() == 2


def test_numbers_are_never_given_twice_to_those_who_open_at_once(fresh_db: str) -> None:
    made = world()
    sent = Captured(uuid7())
    cases, failures = [], []

    def work(captured: Captured | None) -> None:
        try:
            cases.append(a_case(made.sho, captured=captured))
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(sent if n % 2 else None,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    assert len({case.number for case in cases}) == 5
    assert sorted({case.number[-6:] for case in cases}) == [f"{n:06d}" for n in range(1, 6)]


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("what", {"what": "   "}),
        ("what", {"what": "Asha, 4991 1866 5246"}),
        ("narrative", {"narrative": "card no. 499118665246"}),
        ("forms", {"forms": ["smuggling"]}),
        ("source", {"source": "rumour"}),
        ("people", {"people": -1}),
        ("occurred", {"occurred": PartialDate.day(date(2999, 1, 1))}),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(people, field: str, changes) -> None:
    with pytest.raises(Invalid) as refusal:
        a_case(people.sho, **changes)
    assert refusal.value.field == field
    with reading(SYSTEM):
        assert not Case.objects.exists()


def test_only_those_with_the_right_open_cases_and_only_at_their_unit(people) -> None:
    with pytest.raises(Refused):
        a_case(people.counsellor)
    with pytest.raises(Refused):
        a_case(people.sho, unit=people.there.audience)


def test_units_see_their_cases_and_no_others(people) -> None:
    case = a_case(people.sho)
    for seer in (people.sho, people.desk, people.chief, people.nodal):
        with reading(seer.actor):
            assert [c.id for c in cases_page(seer.actor, Filters()).cases] == [case.id]
    for stranger in (people.far, people.worker, people.counsellor):
        with reading(stranger.actor):
            assert cases_page(stranger.actor, Filters()).cases == []
            with pytest.raises(Unseen):
                case_or_unseen(stranger.actor, case.id)
    analyst = officer("analyst", "state_desk_analyst", people.police)
    with reading(analyst.actor), pytest.raises(Refused):
        case_or_unseen(analyst.actor, case.id)


def test_a_person_is_added_without_a_name_and_named_only_in_a_box(people) -> None:
    case = a_case(people.sho)
    girl = add_person(
        by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=14,
        sealed={"identity": {"given": "Sunaina", "surname": "Majhi"}, "contact": {"phone": ""}},
    )  # fmt: skip
    second = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age_band="12_15")
    accused = add_person(by=people.sho.actor, case_id=case.id, role="accused", sex="male", age=30)
    assert [girl.label.en, second.label.en, accused.label.hi] == ["Girl 1", "Girl 2", "अभियुक्त 1"]
    assert girl.age_band == "12_15"
    with reading(people.sho.actor):
        [box] = Box.objects.filter(subject_id=girl.id)
        assert (box.group, box.needs_two, box.record_id) == ("identity", True, case.id)
        assert [p.label.en for p in persons_of(people.sho.actor, case)] == ["Girl 1", "Girl 2", "Accused 1"]
    assert open_box(by=people.sho.actor, box_id=box.id, purpose=Purpose.CARE)["given"] == "Sunaina"
    with pytest.raises(Refused):
        open_box(by=people.desk.actor, box_id=box.id, purpose=Purpose.CARE)


def test_a_refused_field_leaves_no_half_person(people) -> None:
    case = a_case(people.sho)
    with pytest.raises(Invalid):
        add_person(
            by=people.sho.actor, case_id=case.id, role="victim",
            sealed={"identity": {"given": "Asha", "marks": "499118665246"}},
        )  # fmt: skip
    with reading(SYSTEM):
        assert not CasePerson.objects.exists()
        assert not Box.objects.exists()


def test_who_is_not_in_the_team_adds_no_sealed_record(people) -> None:
    case = a_case(people.sho)
    person = add_person(by=people.desk.actor, case_id=case.id, role="victim")
    with pytest.raises(Refused):
        seal_person(by=people.desk.actor, person_id=person.id, group=Group.IDENTITY, values={"given": "Asha"})


def test_the_rule_of_two_is_raised_by_forms_and_age_and_never_lowered(people) -> None:
    case = a_case(people.sho, forms=["begging"])
    person = add_person(
        by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=15,
        sealed={"identity": {"given": "Asha", "surname": "Devi"}},
    )  # fmt: skip

    def needs_two() -> bool:
        with reading(SYSTEM):
            return Box.objects.get(subject_id=person.id).needs_two

    assert not needs_two()
    amend_case(by=people.sho.actor, case_id=case.id, reason=WHY, expected=1, changes={"forms": ["sexual_exploitation"]})
    assert needs_two()
    amend_person(by=people.sho.actor, person_id=person.id, reason="bone test", expected=1, age=19)
    assert needs_two()
    amend_case(by=people.sho.actor, case_id=case.id, reason=WHY, expected=2, changes={"forms": ["begging"]})
    assert needs_two()


def test_glass_on_a_childs_box_names_owner_and_units_above(people) -> None:
    case = a_case(people.sho)
    person = add_person(
        by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=15,
        sealed={"identity": {"given": "Asha", "surname": "Devi"}},
    )  # fmt: skip
    with reading(people.chief.actor):
        box = Box.objects.get(subject_id=person.id)
    glass = break_case_glass(by=people.chief.actor, box_id=box.id, reason="She is missing again since the morning")
    assert glass.state == GlassBreak.ASKED
    assert glass.owner == people.sho.user.id
    assert glass.approvers == [people.station.audience, people.here.audience, people.police.audience]
    with pytest.raises(Unseen):
        break_case_glass(by=people.far.actor, box_id=box.id, reason="She is missing again since the morning")


def test_counselling_notes_stay_with_the_welfare_side(people) -> None:
    case = a_case(people.sho)
    person = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=15)
    share_case(by=people.sho.actor, case_id=case.id, units=[people.dcpu.audience], reason="care")
    name_team_member(by=people.sho.actor, case_id=case.id, user=people.counsellor.user, role=TeamRole.COUNSELLOR)
    box = seal_person(
        by=people.counsellor.actor, person_id=person.id, group=Group.COUNSELLING, values={"notes": "She is afraid."}
    )
    with reading(people.nodal.actor):
        assert not Box.objects.filter(pk=box.id).exists()
    with pytest.raises(Unseen):
        open_box(by=people.sho.actor, box_id=box.id, purpose=Purpose.CARE)
    assert open_box(by=people.counsellor.actor, box_id=box.id, purpose=Purpose.CARE) == {"notes": "She is afraid."}


def test_an_amendment_keeps_what_was_said_before(people) -> None:
    case = a_case(people.sho)
    amend_case(
        by=people.desk.actor, case_id=case.id, reason=WHY, expected=1,
        changes={"people": 4, "what": case.what, "occurred": PartialDate.month(2026, 10), "place": VARANASI},
    )  # fmt: skip
    with reading(people.sho.actor):
        changed = {a.field: (a.old, a.new, a.reason) for a in amendments_of(people.sho.actor, case)}
        assert changed["people"] == (3, 4, WHY)
        assert changed["place_id"] == (BAHRAICH, VARANASI, WHY)
        assert set(changed) == {"people", "place_id", "occurred_earliest", "occurred_latest"}
        assert Case.objects.get(pk=case.id).people == 4
        assert "case:amended" in [e.kind for e in history_of(people.sho.actor, case)]


def test_a_stale_amendment_shows_both_sides_and_changes_nothing(people) -> None:
    case = a_case(people.sho)
    amend_case(by=people.desk.actor, case_id=case.id, reason=WHY, expected=1, changes={"people": 4})
    with pytest.raises(Stale) as refusal:
        amend_case(by=people.sho.actor, case_id=case.id, reason=WHY, expected=1, changes={"people": 5})
    assert refusal.value.theirs["people"] == 4
    assert refusal.value.yours["people"] == 5
    with reading(SYSTEM):
        assert Amendment.objects.count() == 1


def test_no_amendment_without_reason_or_of_a_field_that_is_not_the_officers(people) -> None:
    case = a_case(people.sho)
    with pytest.raises(Invalid):
        amend_case(by=people.sho.actor, case_id=case.id, reason="  ", expected=1, changes={"people": 4})
    for field in ("number", "readers", "opened_at", "owner"):
        with pytest.raises(Invalid):
            amend_case(by=people.sho.actor, case_id=case.id, reason=WHY, expected=1, changes={field: "x"})


def test_events_stand_in_order_of_time_and_only_certain_disorder_is_refused(people) -> None:
    case = a_case(people.sho)
    first = {"by": people.sho.actor, "case_id": case.id}
    add_event(**first, kind="charge_sheet", occurred=PartialDate.day(date(2026, 10, 20)))
    add_event(**first, kind="fir", occurred=PartialDate.month(2026, 10), place=BAHRAICH, people=3)
    add_event(**first, kind="statement")
    with pytest.raises(Invalid):
        add_event(**first, kind="judgment", occurred=PartialDate.day(date(2026, 10, 19)))
    with pytest.raises(Invalid):
        add_event(**first, kind="fir", occurred=PartialDate.month(2026, 11))
    with reading(people.sho.actor):
        assert [e.kind for e in events_of(people.sho.actor, case)] == ["fir", "charge_sheet", "statement"]


def test_a_void_event_stays_visible_and_no_longer_orders(people) -> None:
    case = a_case(people.sho)
    event = add_event(by=people.sho.actor, case_id=case.id, kind="charge_sheet", occurred=PartialDate.year(2024))
    void_event(by=people.sho.actor, event_id=event.id, reason="another case")
    add_event(by=people.sho.actor, case_id=case.id, kind="fir", occurred=PartialDate.year(2025))
    with reading(people.sho.actor):
        assert CaseEvent.objects.get(pk=event.id).is_void
    with pytest.raises(Unseen):
        void_event(by=people.far.actor, event_id=event.id, reason="x")


def test_the_same_submission_adds_a_person_and_an_event_once(people) -> None:
    case, sent = a_case(people.sho), Captured(uuid7())
    for _ in range(2):
        add_person(by=people.sho.actor, case_id=case.id, role="victim", captured=sent)
        add_event(by=people.sho.actor, case_id=case.id, kind="rescue", captured=sent)
    with reading(SYSTEM):
        assert (CasePerson.objects.count(), CaseEvent.objects.count()) == (1, 1)


def test_sharing_gives_the_rows_and_not_the_names(people) -> None:
    case = a_case(people.sho)
    person = add_person(
        by=people.sho.actor, case_id=case.id, role="victim", sealed={"identity": {"given": "Asha", "surname": "Devi"}}
    )
    add_event(by=people.sho.actor, case_id=case.id, kind="rescue")
    with pytest.raises(Refused):
        share_case(by=people.desk.actor, case_id=case.id, units=[people.ahtu.audience], reason="they go there")
    share_case(by=people.sho.actor, case_id=case.id, units=[people.ahtu.audience], reason="they go there")
    with reading(people.far.actor):
        seen = case_or_unseen(people.far.actor, case.id)
        assert len(persons_of(people.far.actor, seen)) == len(events_of(people.far.actor, seen)) == 1
        box = Box.objects.get(subject_id=person.id)
    with reading(people.sho.actor):
        assert Case.objects.filter(pk=case.id).exists()
    with pytest.raises(Refused):
        open_box(by=people.far.actor, box_id=box.id, purpose=Purpose.CARE)
    with pytest.raises(Refused):
        name_team_member(by=people.far.actor, case_id=case.id, user=people.far.user, role=TeamRole.LEAD)
    name_team_member(by=people.sho.actor, case_id=case.id, user=people.far.user, role=TeamRole.INVESTIGATOR)
    assert open_box(by=people.far.actor, box_id=box.id, purpose=Purpose.CARE)["given"] == "Asha"


def test_the_team_is_changed_by_its_lead_or_those_above_never_by_oneself(people) -> None:
    case = a_case(people.desk)
    with pytest.raises(Refused):
        name_team_member(by=people.sho.actor, case_id=case.id, user=people.sho.user, role=TeamRole.LEAD)
    member = name_team_member(by=people.desk.actor, case_id=case.id, user=people.sho.user, role=TeamRole.INVESTIGATOR)
    with pytest.raises(Refused):
        remove_team_member(
            by=officer("o", "women_help_desk", people.station).actor, case_id=case.id, member_id=member.id
        )
    remove_team_member(by=people.sho.actor, case_id=case.id, member_id=member.id)
    change_owner(by=people.chief.actor, case_id=case.id, to=people.sho.user, expected=1)
    with reading(people.sho.actor):
        assert Case.objects.get(pk=case.id).owner_id == people.sho.user.id


def test_every_stage_is_reached_and_only_the_listed_steps_are_taken(people) -> None:
    reached = {Stage.OPENED}
    for stage in STAGES:
        reached |= TRANSITIONS[Stage(stage)]
    assert reached == set(Stage)
    for before in Stage:
        for after in Stage:
            case = a_case(people.sho)
            with acting_as(SYSTEM), reading(SYSTEM):
                step = after in following(before)
            case_at(case, before)
            if step:
                assert (
                    move_case(by=people.sho.actor, case_id=case.id, to=after, expected=None, reason=WHY).stage == after
                )
            else:
                with pytest.raises(Refused):
                    move_case(by=people.sho.actor, case_id=case.id, to=after, expected=None, reason=WHY)


def case_at(case: Case, stage: Stage) -> None:
    from samanvay.audit.operations import operation
    from samanvay.cases.events import CASE_MOVED

    with operation(CASE_MOVED, by=SYSTEM):
        Case.objects.filter(pk=case.pk).update(stage=stage)


@pytest.mark.parametrize("stage", [Stage.INVESTIGATED, Stage.TRIED])
def test_a_unit_that_a_case_was_shared_with_neither_closes_nor_reopens_it(people, stage) -> None:
    case = a_case(people.sho)
    cwc = officer("member", "cwc_member", people.dcpu)
    far_chief = officer("far_chief", "police_chief", people.there)
    share_case(by=people.sho.actor, case_id=case.id, units=[people.dcpu.audience, people.there.audience], reason=WHY)
    case_at(case, stage)
    with reading(cwc.actor):
        seen = case_or_unseen(cwc.actor, case.id)
        assert "leads the case" in reason_against(policies.may_move_case, cwc.actor, seen, Stage.CLOSED)
        assert bool(reason_against(policies.may_move_case, cwc.actor, seen)) is (stage == Stage.TRIED)
    for other in (cwc, far_chief):
        with pytest.raises(Refused):
            close_case(by=other.actor, case_id=case.id, reason=WHY)
    close_case(by=people.chief.actor, case_id=case.id, reason=WHY)
    with pytest.raises(Refused):
        reopen_case(by=far_chief.actor, case_id=case.id, reason=WHY)
    reopen_case(by=people.chief.actor, case_id=case.id, reason=WHY)


def test_a_closed_case_is_left_alone_until_it_is_reopened(people) -> None:
    case = a_case(people.sho)
    with pytest.raises(Invalid):
        close_case(by=people.desk.actor, case_id=case.id, reason="")
    close_case(by=people.desk.actor, case_id=case.id, reason="returned to the family")
    with pytest.raises(Refused):
        add_event(by=people.sho.actor, case_id=case.id, kind="court")
    with pytest.raises(Refused):
        reopen_case(by=people.desk.actor, case_id=case.id, reason=WHY)
    reopen_case(by=people.chief.actor, case_id=case.id, reason="a further witness came")
    add_event(by=people.sho.actor, case_id=case.id, kind="court")


def test_a_void_case_keeps_its_number_and_leaves_the_list(people) -> None:
    case = a_case(people.desk)
    with pytest.raises(Refused):
        void_case(by=people.desk.actor, case_id=case.id, reason="twice")
    void_case(by=people.sho.actor, case_id=case.id, reason="recorded twice", expected=1)
    with reading(people.sho.actor):
        assert cases_page(people.sho.actor, Filters()).cases == []
        assert len(cases_page(people.sho.actor, Filters(with_void=True)).cases) == 1
    with pytest.raises(Refused) as refusal:
        add_person(by=people.sho.actor, case_id=case.id, role="victim")
    with reading(people.sho.actor):
        assert str(refusal.value) == reason_against(
            policies.may_add_person, people.sho.actor, Case.objects.get(pk=case.id)
        )
    assert a_case(people.sho).number.endswith("000002")


def test_the_list_pages_by_key_and_filters(people) -> None:
    start = clock.now()
    for n in range(7):
        with clock.frozen(start - timedelta(days=n)):
            a_case(people.sho, forms=["begging"] if n % 2 else ["online"], place=BAHRAICH if n < 4 else VARANASI)
    by, seen, after = people.chief.actor, [], None
    with reading(by):
        while True:
            page = cases_page(by, Filters(), after=after, size=3)
            seen += page.cases
            after = page.following
            if after is None:
                break
        assert len(seen) == len({case.id for case in seen}) == 7
        assert seen == sorted(seen, key=lambda case: case.opened_at, reverse=True)
        assert len(cases_page(by, Filters(form="begging")).cases) == 3
        assert len(cases_page(by, Filters(place=VARANASI)).cases) == 3
        assert len(cases_page(by, Filters(place="IN-UP")).cases) == 7
        day = clock.today() - timedelta(days=2)
        assert len(cases_page(by, Filters(since=day, until=day)).cases) == 1
        assert len(cases_page(by, Filters(number=seen[0].number[-6:])).cases) == 1
        assert cases_page(by, Filters(stage="closed")).cases == []
        assert capped_count(cases_found(people.sho.actor, Filters())) == 7


def _tell(case: Case, kind: str = "case:event_added") -> None:
    with reading(SYSTEM):
        event = Event.objects.filter(kind=kind, subject_id=str(case.id)).latest("seq")
    with acting_as(SYSTEM):
        start_child_duties(event)


def test_a_rescued_child_comes_before_the_committee_within_a_day_and_the_way(people) -> None:
    case = a_case(people.sho)
    add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=14)
    add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=30)
    at = clock.now()
    with clock.frozen(at):
        add_event(by=people.sho.actor, case_id=case.id, kind="interception", journey_minutes=180)
        with reading(SYSTEM):
            _tell(case)
            _tell(case)
            [duty] = Duty.objects.filter(subject_id=str(case.id))
    assert duty.due_at == at + timedelta(hours=27)
    assert duty.owner_user_id == people.sho.user.id
    assert [(step["role"], step["audience"]) for step in duty.steps] == [
        ("police_chief", people.here.audience),
        ("state_nodal_officer", people.police.audience),
    ]
    assert "Girl 1" in duty.title_en
    with reading(people.sho.actor), pytest.raises(Refused, match="closes automatically"):
        do_duty(by=people.sho.actor, duty=duty, proof="She was there")


def test_a_child_added_after_the_rescue_gets_its_duty_too_and_an_old_rescue_runs_from_its_day(people) -> None:
    case = a_case(people.sho)
    yesterday = clock.today() - timedelta(days=1)
    add_event(by=people.sho.actor, case_id=case.id, kind="rescue", occurred=PartialDate.day(yesterday))
    add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="male", age=9)
    with reading(SYSTEM):
        _tell(case, "case:person_added")
        [duty] = Duty.objects.filter(subject_id=str(case.id))
    assert duty.due_at.astimezone(clock.INDIA).date() == clock.today()


def test_a_rescue_of_yesterday_told_after_midnight_runs_from_the_day_it_was_in_india(people) -> None:
    case = a_case(people.sho)
    told = datetime(2026, 11, 25, 0, 4, tzinfo=clock.INDIA)
    with clock.frozen(told):
        add_event(by=people.sho.actor, case_id=case.id, kind="rescue", occurred=PartialDate.day(date(2026, 11, 24)))
        add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="male", age=9)
        with reading(SYSTEM):
            _tell(case, "case:person_added")
            [duty] = Duty.objects.filter(subject_id=str(case.id))
    assert duty.due_at == datetime(2026, 11, 25, 23, 59, tzinfo=clock.INDIA)


def test_opening_needs_an_account(people) -> None:
    with pytest.raises(Refused):
        open_case(by=SYSTEM, what="x")


def test_case_is_shared_with_no_unit_where_nobody_may_open_cases(people) -> None:
    case = a_case(people.sho)
    school = create_unit(
        by=SYSTEM, kind="station", name="School", home_state="IN-UP", parent=people.there, place=people.there.place
    )
    share_case(by=people.sho.actor, case_id=case.id, units=[school.audience], reason="nobody is posted there yet")
    post = create_unit(
        by=SYSTEM, kind="station", name="Post", home_state="IN-UP", parent=people.there, place=people.there.place
    )
    officer("learner", "recruit", post)
    with pytest.raises(Invalid, match="Nobody at Post may open cases"):
        share_case(by=people.sho.actor, case_id=case.id, units=[post.audience], reason="they go there")


def test_readers_rebuilt_in_another_order_are_shared_all_the_same(people) -> None:
    from samanvay.audit.operations import operation
    from samanvay.cases.events import CASE_SHARED

    case = a_case(people.sho)
    sealed = {"identity": {"given": "Asha", "surname": "Devi"}}
    person = add_person(by=people.sho.actor, case_id=case.id, role="victim", sealed=sealed)
    with operation(CASE_SHARED, by=SYSTEM):
        Box.objects.filter(subject_id=person.id).update(readers=sorted(case.readers, reverse=True))
    share_case(by=people.sho.actor, case_id=case.id, units=[people.ahtu.audience], reason="they go there")
    with reading(people.far.actor):
        assert Box.objects.filter(subject_id=person.id).exists()
