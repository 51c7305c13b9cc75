"""Counts of a week beside their sources: registers of missing persons, readings, cases of railway police."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from reporting_state import district, officer, unit_for
from test_reports_counts import DAY, GIRLS, NOW, deliver, figures, given, people, rescue, sent, written

from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.audit.vocabulary import all_kinds
from samanvay.cases.actions import void_case, void_event
from samanvay.cases.models import Case, CaseEvent
from samanvay.cli import main
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.reports.actions import confirm_claim, reopen_claim
from samanvay.reports.figures import Cell
from samanvay.reports.models import CaseCount, Claim, SituationReport, TallyLine
from samanvay.reports.tallies.entries import ENTRY_EVENTS
from samanvay.tracing import events as tracing
from samanvay.tracing.entries.actions import (
    PersonDetails,
    add_entries,
    amend_entry,
    link_case,
    move_entry,
    open_case_of,
    share_entry,
    void_entry,
)
from samanvay.tracing.entries.ages import read_age
from samanvay.tracing.matches.actions.accepting import verify_match
from samanvay.tracing.models import Candidate, Entry

__all__ = ["deliver", "people"]

GIRL = Cell("missing", "female", "child")
TRACED = Cell("traced", "female", "child")
PROGRAMMES, REACHED = Cell("sensitised"), Cell("reached")
PROGRAMME = "On 12.11.2026 the sensitisation programme at Moradabad reached 40 women."

Deliver = Callable[[], None]


@pytest.fixture
def ahtu(people: dict[str, Actor]) -> Actor:
    with clock.frozen(NOW):
        return officer("ahtu_in_charge", "Moradabad")


def reported(by: Actor, *, day: date | None = DAY, age: str = "14", **more: Any) -> Entry:
    with clock.frozen(NOW), reading(by):
        told = PersonDetails(sex="female", age=read_age(age))
        happened = PartialDate.day(day) if day else None
        return add_entries(by=by, kind="missing", people=[told], happened=happened, **more)[0]


def moved(by: Actor, entry: Entry, to: str, *, reason: str = "her FIR is with the railway police") -> None:
    with clock.frozen(NOW), reading(by):
        move_entry(by=by, entry_id=entry.id, to=to, expected=None, reason=reason)


def numbers(report: SituationReport) -> dict[Cell, int | None]:
    return {cell: number for cell, (number, _tally, _source) in figures(report).items()}


def test_missing_persons_of_the_register_count_without_a_case(
    people: dict[str, Actor], ahtu: Actor, deliver: Deliver
) -> None:
    chief = people["chief"]
    draft, own, office, before = (
        written(chief),
        written(ahtu),
        written(people["dm"]),
        written(chief, period_from=date(2026, 11, 2), period_to=date(2026, 11, 8)),
    )
    entry = reported(ahtu)
    undated = reported(ahtu, day=None, age="40")
    deliver()
    woman = Cell("missing", "female", "adult")
    assert figures(draft) == {GIRL: (1, 1, "cases"), woman: (1, 1, "cases")}
    assert numbers(own) == {GIRL: 1, woman: 1}
    assert figures(office) == figures(before) == figures(written(people["other"])) == {}
    with clock.frozen(NOW), reading(ahtu):
        told = {"happened": PartialDate.day(date(2026, 11, 5)), "age": read_age("20")}
        amend_entry(by=ahtu, entry_id=entry.id, reason="her school's paper", expected=entry.version, changes=told)
        void_entry(by=ahtu, entry_id=undated.id, reason="entered twice")
    deliver()
    deliver()
    assert (numbers(draft), numbers(before)) == ({}, {woman: 1})


def test_entry_and_case_count_once_and_the_entry_again_when_the_case_falls_away(
    people: dict[str, Actor], ahtu: Actor, deliver: Deliver
) -> None:
    chief = people["chief"]
    draft, office = written(chief), written(people["dm"])
    entry = reported(ahtu, gone_for="job")
    with clock.frozen(NOW), reading(ahtu):
        case = open_case_of(by=ahtu, entry_id=entry.id)
    deliver()
    assert numbers(draft) == {Cell("cases"): 1, GIRL: 1}
    dm_unit = unit_for("district_magistrate", "Moradabad").audience
    with clock.frozen(NOW), reading(ahtu):
        share_entry(by=ahtu, entry_id=entry.id, units=[dm_unit], reason="the committee of the district looks too")
    deliver()
    assert numbers(draft) == {Cell("cases"): 1, GIRL: 1}
    assert numbers(office) == {GIRL: 1}, "what was shared with it, though it does not read the case"
    with clock.frozen(NOW), reading(ahtu):
        event = CaseEvent.objects.get(case=case, kind="missing")
        void_event(by=ahtu, event_id=event.id, reason="not a case of this")
    deliver()
    assert numbers(draft) == {Cell("cases"): 1, GIRL: 1}
    with clock.frozen(NOW), reading(chief):
        void_case(by=chief, case_id=case.id, reason="opened twice")
    deliver()
    assert numbers(draft) == {GIRL: 1}


def test_entry_joined_by_hand_to_a_case_that_misses_nobody_counts(
    people: dict[str, Actor], ahtu: Actor, deliver: Deliver
) -> None:
    draft = written(people["chief"])
    entry = reported(ahtu)
    case = rescue(ahtu, ages=()).case_id
    with clock.frozen(NOW), reading(ahtu):
        link_case(by=ahtu, entry_id=entry.id, case_id=case)
    deliver()
    assert numbers(draft)[GIRL] == 1


def test_who_is_traced_counts_once_and_not_when_sought_again(
    people: dict[str, Actor], ahtu: Actor, deliver: Deliver
) -> None:
    draft = written(people["chief"])
    entry = reported(ahtu, day=date(2026, 10, 5))
    moved(ahtu, entry, "traced")
    deliver()
    assert numbers(draft) == {TRACED: 1}, "missing in an earlier week, traced in this one"
    moved(ahtu, entry, "restored")
    deliver()
    assert figures(draft) == {TRACED: (1, 1, "cases")}
    moved(ahtu, entry, "open")
    deliver()
    assert figures(draft) == {}
    moved(ahtu, entry, "closed")
    deliver()
    assert figures(draft) == {}, "closed for another reason"


def test_who_is_rescued_is_traced_on_the_day_of_the_rescue(
    people: dict[str, Actor], ahtu: Actor, deliver: Deliver
) -> None:
    draft, before = (
        written(people["chief"]),
        written(people["chief"], period_from=date(2026, 11, 2), period_to=date(2026, 11, 8)),
    )
    event = rescue(ahtu, ages=(14,), day=date(2026, 11, 5))
    entry = reported(ahtu, day=date(2026, 10, 5))
    with clock.frozen(NOW), reading(ahtu):
        person = event.case.persons.get()
        link_case(by=ahtu, entry_id=entry.id, case_id=event.case_id, joined_person=person.id)
    rescue(ahtu, ages=())
    with clock.frozen(NOW):
        deliver()
    assert TRACED not in numbers(draft)
    assert numbers(before)[TRACED] == 1


def test_of_two_reports_of_one_person_the_first_counts(people: dict[str, Actor], ahtu: Actor, deliver: Deliver) -> None:
    draft = written(people["chief"])
    first, second = reported(ahtu), reported(ahtu)
    deliver()
    assert numbers(draft) == {GIRL: 2}
    verified(ahtu, first, second)
    deliver()
    assert numbers(draft) == {GIRL: 1, TRACED: 1}
    with clock.frozen(NOW), reading(ahtu):
        void_entry(by=ahtu, entry_id=first.id, reason="entered at the wrong unit")
    deliver()
    assert numbers(draft) == {GIRL: 1, TRACED: 1}, "then the second does"


def verified(by: Actor, first: Entry, second: Entry) -> None:
    """Say that two entries are one person, both sides having accepted it."""
    units = [by.units[0]]
    with clock.frozen(NOW):
        with operation(tracing.CANDIDATES_PROPOSED, by=SYSTEM):
            pair = Candidate.objects.create(
                left=first, right=second, state="accepted", band="strong", weight=9.0, probability=0.9, model="test",
                left_units=units, right_units=units, tells_place=True, proposed_at=NOW, readers=first.readers,
                home_unit=first.home_unit, home_state=first.home_state,
            )  # fmt: skip
        with reading(by):
            verify_match(by=by, candidate_id=pair.id, how="documents", words="By the school's list")


def test_programmes_that_were_read_and_confirmed_are_filled_in(people: dict[str, Actor], deliver: Deliver) -> None:
    chief, dm = people["chief"], people["dm"]
    draft, office = written(chief, PROGRAMME), written(dm, PROGRAMME.replace("40", "70"))
    for actor, report in ((chief, draft), (dm, office)):
        with clock.frozen(NOW), reading(actor):
            confirm_claim(by=actor, claim=Claim.objects.get(report=report), answer="none")
    with clock.frozen(NOW):
        deliver()
    settle(people)
    deliver()
    assert figures(draft) == {PROGRAMMES: (1, 1, "cases"), REACHED: (40, 40, "cases")}
    assert figures(office) == {PROGRAMMES: (1, 1, "cases"), REACHED: (70, 70, "cases")}
    with clock.frozen(NOW), reading(chief):
        reopen_claim(by=chief, claim=Claim.objects.get(report=draft))
    deliver()
    assert (numbers(draft), numbers(office)) == ({}, {PROGRAMMES: 1, REACHED: 70})


def settle(people: dict[str, Actor]) -> None:
    """Answer what is asked of readings that other offices may have told too: each tells of its own programme."""
    from samanvay.reports.actions import settle_same

    for who in ("chief", "dm"):
        with clock.frozen(NOW), reading(people[who]) as actor:
            for claim in Claim.objects.filter(is_asked=True, home_unit__in=actor.units):
                settle_same(by=actor, claim=claim, answer="none")


def test_nothing_read_of_programmes_is_not_none(people: dict[str, Actor]) -> None:
    report = written(people["chief"])
    given(people["chief"], report, {PROGRAMMES: 3, Cell("arrested"): 2})
    assert figures(report) == {PROGRAMMES: (3, None, "typed"), Cell("arrested"): (2, 0, "typed")}


def railway(place: str) -> tuple[Actor, Unit]:
    with reading(SYSTEM):
        units = Unit.objects.filter(kind="grp_station", place__district_id=district(place))
        unit = units.order_by("audience")[0]
    with clock.frozen(NOW):
        return officer("railway_police", place, unit=unit), unit


def test_a_rescue_of_railway_police_counts_in_the_district_once(
    people: dict[str, Actor], ahtu: Actor, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief = people["chief"]
    grp, _unit = railway("Moradabad")
    draft, own, office, far = written(chief), written(ahtu), written(people["dm"]), written(people["other"])
    theirs = written(grp, "Two girls were seen on a train.")
    given(grp, theirs, {GIRLS: 2})
    event = rescue(grp)
    rescue(chief, ages=(16,))
    deliver()
    assert figures(draft) == {GIRLS: (3, 3, "cases"), Cell("cases"): (2, 2, "cases")}
    assert figures(theirs) == {GIRLS: (2, None, "typed")}, "counts for nobody but itself"
    assert figures(office) == figures(far) == {}
    assert numbers(own) == {}, "the head of the district's police is told, no other unit"
    with reading(chief):
        counted = {row.cell: (row.number, row.railway, row.border) for row in CaseCount.objects.filter(report=draft)}
        assert counted == {GIRLS: (3, 2, 0), Cell("cases"): (2, 1, 0)}
        assert not TallyLine.objects.filter(of=event.case_id).exists(), "the number crosses, the row does not"
        assert not Case.objects.filter(pk=event.case_id).exists()
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    client = Client()
    client.force_login(User.objects.get(pk=chief.id))
    for url in (f"/reports/{draft.pk}/", f"/reports/{draft.pk}/counts/"):
        assert "of which railway police: 2" in client.get(url).content.decode(), url
    sent(chief, draft)
    with clock.frozen(NOW), reading(grp):
        void_event(by=grp, event_id=event.id, reason="entered in the wrong case")
    deliver()
    assert figures(draft)[GIRLS] == (3, 1, "cases"), "what was sent stays"


def test_a_rescue_at_a_station_of_another_district_counts_there(people: dict[str, Actor], deliver: Deliver) -> None:
    grp, _unit = railway("Varanasi")
    draft = written(people["chief"])
    rescue(grp)  # at Moradabad, by a unit that sits at Varanasi
    deliver()
    assert numbers(draft)[GIRLS] == 2


def test_entries_of_older_events_are_told_once_and_counted(
    people: dict[str, Actor], ahtu: Actor, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = written(people["chief"])
    with monkeypatch.context() as older:
        for room in ("adding", "changing"):
            older.setattr(f"samanvay.tracing.entries.actions.{room}.told_of", lambda _entry: None)
        entry = reported(ahtu)
        moved(ahtu, entry, "traced")
    deliver()
    assert figures(draft) == {}
    for _again in range(2):
        done = CliRunner().invoke(main, ["rebuild-tallies"])
        assert done.exit_code == 0, done.output
        assert numbers(draft) == {GIRL: 1, TRACED: 1}
    with reading(SYSTEM):
        assert Event.objects.filter(kind="tracing:entry_told", subject_kind="tracing").count() == 1
    deliver()
    assert numbers(draft) == {GIRL: 1, TRACED: 1}


def test_every_event_that_is_followed_by_its_code_is_one_of_the_registers() -> None:
    known = {kind.code for kind in all_kinds()}
    assert {kind.code for kind in ENTRY_EVENTS} <= known
