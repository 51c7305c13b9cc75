"""Clocks: what starts them, what ends them at which hour, and what lets them run again."""

from datetime import timedelta

import pytest
from acts_world import acting_offices, clock_of, confirmed, declared, duty_of, girls_found, ordered
from document_files import pdf, put

from samanvay.access.models import Grant
from samanvay.access.users.actions import end_grant
from samanvay.acts import tasks
from samanvay.acts.actions import attest_act, contradict_act, correct_act, withdraw_act
from samanvay.acts.clocks import counted_clocks, end_of, law_of
from samanvay.acts.following import follow_acts
from samanvay.acts.kinds import KINDS
from samanvay.acts.policies import SameAct
from samanvay.acts.queries import clocks_of
from samanvay.audit.models import Event
from samanvay.audit.outbox import Together
from samanvay.cases.actions import void_case
from samanvay.cases.people.actions.people import void_person
from samanvay.cases.tasks import follow_case
from samanvay.duties import events as of_duties
from samanvay.duties.actions.duties import do_duty
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate, read_instant
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Refusal, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return acting_offices()


def test_a_declared_act_stops_nothing_and_nobody_ends_the_clock_by_hand(people) -> None:
    case, (girl, _other) = girls_found(people)
    declared(people, case, girl)
    duty = clock_of(case, girl)
    assert duty.is_waiting
    with reading(people.sho.actor), pytest.raises(Refused, match="closes automatically"):
        do_duty(by=people.sho.actor, duty=duty, proof="They were there")


def test_a_confirmed_act_ends_the_clock_at_its_hour_and_of_this_child_alone(people) -> None:
    case, (girl, other) = girls_found(people)
    act = confirmed(people, declared(people, case, girl), reference="CWC/7")
    duty = clock_of(case, girl)
    assert duty.done_at == act.happened_at
    assert duty.proof.startswith("Confirmed by CWC Bahraich, CWC/7")
    assert clock_of(case, other).is_waiting
    with reading(people.sho.actor):
        shown = {each.clock.code: each.act for each in clocks_of(people.sho.actor, girl)}
    assert shown == {"child_before_cwc": act, "social_investigation": None, "cwc_final_order": None}


def test_the_receivers_hour_counts_before_the_makers(people) -> None:
    case, (girl, _other) = girls_found(people)
    hour = clock.now() - timedelta(minutes=3)
    confirmed(people, declared(people, case, girl), at=hour)
    assert clock_of(case, girl).done_at == hour


@pytest.mark.parametrize("how", ["contradicted", "corrected", "withdrawn"])
def test_the_clock_runs_again_from_its_first_start(people, how) -> None:
    case, (girl, _other) = girls_found(people)
    due = clock_of(case, girl).due_at
    act = confirmed(people, declared(people, case, girl))
    if how == "contradicted":
        contradict_act(by=people.member.actor, act_id=act.id, expected=None, words="It was another girl")
    elif how == "corrected":
        changes = {"reference": "GD 3"}
        correct_act(by=people.sho.actor, act_id=act.id, reason="Number", expected=None, changes=changes)
    else:
        withdraw_act(by=people.sho.actor, act_id=act.id, reason="Not she")
    duty = clock_of(case, girl)
    assert (duty.is_waiting, duty.due_at, duty.proof) == (True, due, "")
    assert duty.next_at is not None
    if how == "corrected":
        confirmed(people, act)
        assert not clock_of(case, girl).is_waiting


def test_an_attested_act_ends_the_clock_on_paper_and_a_confirmation_after_it_says_so(people) -> None:
    case, (girl, _other) = girls_found(people)
    with reading(SYSTEM):
        grants = list(Grant.objects.filter(audience=people.committee.audience))
    with clock.frozen(clock.now() - timedelta(days=2)):
        for grant in grants:
            end_grant(by=SYSTEM, grant=grant)
    act = declared(people, case, girl, reference="CWC/8")
    paper = put(people.sho, case, kind="order", name="order.pdf", chunks=[pdf()])
    attest_act(by=people.chief.actor, act_id=act.id, expected=None, document_id=paper.id)
    duty = clock_of(case, girl)
    assert (duty.done_at, duty.proof.partition(",")[0]) == (act.happened_at, "On paper only")
    assert "CWC/8" in duty.proof


def test_production_starts_the_report_and_the_final_order_and_they_end_by_their_acts(people) -> None:
    case, (girl, other) = girls_found(people)
    act = declared(people, case, girl)
    assert duty_of(f"sir:{case.id}:{girl.id}") is None
    confirmed(people, act)
    report, order = clock_of(case, girl, "sir"), clock_of(case, girl, "order")
    assert report.due_at == end_of(act.happened_at, "P15D")
    assert order.due_at == end_of(act.happened_at, "P4M")
    assert (report.owner_role, report.owner_audience) == ("probation_officer", people.dcpu.audience)
    assert (order.owner_role, order.owner_audience) == ("cwc_member", people.committee.audience)
    assert [step["role"] for step in order.steps] == ["district_magistrate"]
    assert duty_of(f"sir:{case.id}:{other.id}") is None
    declared(people, case, girl, "sir_order", by=people.member.actor, receiver=people.dcpu.audience)
    confirmed(people, declared(people, case, girl, "sir", by=people.probation.actor, at=None))
    assert not clock_of(case, girl, "sir").is_waiting
    assert clock_of(case, girl, "order").is_waiting


def test_a_contradicted_production_takes_back_what_it_started_and_a_new_one_starts_it_anew(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = confirmed(people, declared(people, case, girl))
    contradict_act(by=people.member.actor, act_id=act.id, expected=None, words="No")
    assert clock_of(case, girl, "sir").dropped_at is not None
    confirmed(people, act)
    report = clock_of(case, girl, "sir")
    assert report.is_waiting
    assert report.due_at == end_of(act.happened_at, "P15D")


def test_a_corrected_hour_moves_what_it_started(people) -> None:
    case, (girl, _other) = girls_found(people, days_ago=4)
    act = confirmed(people, declared(people, case, girl))
    earlier = PartialDate.day(act.happened_earliest - timedelta(days=2))
    correct_act(by=people.sho.actor, act_id=act.id, reason="Day", expected=None, changes={"on": earlier})
    act = confirmed(people, act)
    assert clock_of(case, girl, "sir").due_at == end_of(act.counts_at, "P15D")
    assert clock_of(case, girl).done_at == act.counts_at


def test_an_end_of_care_ends_the_clocks_as_ended_and_not_as_kept(people) -> None:
    case, (girl, other) = girls_found(people)
    end = declared(people, case, girl, "ended", details={"how": "escape"})
    assert clock_of(case, girl).is_waiting
    confirmed(people, end)
    duty = clock_of(case, girl)
    assert duty.done_at is None
    assert duty.drop_reason.startswith("Ended, not kept.")
    assert clock_of(case, other).is_waiting
    contradict_act(by=people.member.actor, act_id=end.id, expected=None, words="She is here")
    assert clock_of(case, girl).is_waiting


def test_following_twice_changes_nothing(people) -> None:
    case, (girl, _other) = girls_found(people)
    confirmed(people, declared(people, case, girl))
    with reading(SYSTEM):
        before = Event.objects.count()
    follow_acts(case.id)
    with reading(SYSTEM):
        assert Event.objects.count() == before


def test_every_clock_has_starting_and_stopping_act() -> None:
    started = {code for kind in KINDS for code in kind.starts}
    stopped = {code for kind in KINDS for code in kind.stops}
    with reading(SYSTEM):
        law = {code: law_of(code) for code in counted_clocks()}
    for counted in counted_clocks().values():
        assert law[counted.code] is not None, counted.code
        assert counted.code in stopped, f"nothing stops {counted.code}"
        assert not counted.opens_here or counted.code in started, f"nothing starts {counted.code}"
    assert started | stopped == set(counted_clocks())
    for kind in KINDS:
        hours = [code for code in kind.stops if "T" in law[code].within]
        assert kind.needs_time or not hours, f"{kind.code} stops {hours} and needs the time"


@pytest.mark.parametrize(
    ("start", "within", "end"),
    [
        ("2026-01-31 10:00", "P1M", "2026-02-28 10:00"),
        ("2026-11-30 10:00", "P4M", "2027-03-30 10:00"),
        ("2026-12-01 10:00", "P15D", "2026-12-16 10:00"),
        ("2026-12-01 10:00", "PT24H", "2026-12-02 10:00"),
    ],
)
def test_a_time_of_the_law_ends_on_the_day_of_its_number(start, within, end) -> None:
    assert end_of(read_instant(start), within) == read_instant(end)


def test_single_user_cannot_bring_child_home(people) -> None:
    case, (girl, _other) = girls_found(people)
    produced = declared(people, case, girl)
    home = declared(people, case, girl, "restored", receiver=people.dcpu.audience, details={"override_order": "HC 1"})
    paper = put(people.sho, case, kind="order", name="order.pdf", chunks=[pdf()])
    for act in (produced, home):
        for attempt in (
            lambda act=act: confirmed(people, act, by=people.sho),
            lambda act=act: attest_act(by=people.sho.actor, act_id=act.id, expected=None, document_id=paper.id),
        ):
            with pytest.raises(Refusal):
                attempt()
    with pytest.raises(SameAct):
        declared(people, case, girl)
    assert clock_of(case, girl).is_waiting
    assert ordered(people, case, girl).state == "declared"


def test_what_was_kept_stays_ended_in_a_case_or_person_that_is_cancelled_and_what_runs_ends(people) -> None:
    case, (girl, other) = girls_found(people)
    confirmed(people, declared(people, case, girl))
    kept = clock_of(case, girl)
    assert kept.done_at is not None
    void_person(by=people.sho.actor, person_id=girl.id, reason="Entered twice")
    follow_acts(case.id)
    assert clock_of(case, girl).done_at == kept.done_at
    assert clock_of(case, girl, "sir").is_waiting, "the police alone end no clock of the committee"
    void_case(by=people.sho.actor, case_id=case.id, reason="Entered twice")
    follow_case(case.id)
    follow_acts(case.id)
    assert clock_of(case, girl).done_at == kept.done_at
    assert "not kept" in clock_of(case, other).drop_reason
    assert clock_of(case, girl, "sir").drop_reason.startswith("The case was cancelled")


def test_duties_that_open_together_are_followed_once_a_case(people, monkeypatch) -> None:
    cases = [girls_found(people)[0] for _case in range(2)]
    followed = []
    monkeypatch.setattr(tasks, "follow_acts", followed.append)
    with reading(SYSTEM):
        received = list(Event.objects.filter(kind=of_duties.DUTY_OPENED.code).order_by("seq"))
        receive = tasks.SUBSCRIBES[of_duties.DUTY_OPENED]
        assert isinstance(receive, Together)
        receive.receive(received)
    assert len(received) == 4
    assert followed == [case.id for case in cases]
