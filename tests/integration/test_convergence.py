"""Convergence: who acted, what was joint, how long hand-overs took; corrected and void cases; what is told to whom."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from case_world import BAHRAICH, a_case, officer, world

from samanvay.audit.outbox import deliver_all
from samanvay.cases.actions import add_event, hand_over, share_case, void_case, void_event
from samanvay.cases.models import Case
from samanvay.duties.actions.duties import do_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Refused
from samanvay.review.convergence.actions import rebuild_convergence
from samanvay.review.convergence.counts import (
    Measured,
    handover_hours,
    joint,
    median,
    meetings,
    share,
    span_of,
    three_in_a_week,
    wilson,
)
from samanvay.review.convergence.floors import Slot, untold
from samanvay.review.convergence.kinds import MEASURES
from samanvay.review.models import CaseMeeting

BEGAN = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)


@pytest.fixture
def people(fresh_db: str) -> Iterator[SimpleNamespace]:
    with clock.frozen(BEGAN):
        made = world()
        made.dcpu_officer = officer("dcpu", "dcpu", made.dcpu)
        yield made


def told(settled: Callable[[], None]) -> None:
    settled()
    while deliver_all():
        settled()


def row(case: Case) -> CaseMeeting | None:
    with reading(SYSTEM):
        return CaseMeeting.objects.filter(pk=case.pk).first()


def met(people: SimpleNamespace, settled: Callable[[], None]) -> Case:
    """A case of the police that the DCPU takes over after five hours and writes in, and Varanasi's AHTU on day nine."""
    case = a_case(people.sho)
    with clock.frozen(BEGAN + timedelta(hours=1)):
        hand_over(by=people.sho.actor, case_id=case.id, to_unit=people.dcpu.audience, people=3)
        told(settled)
    with clock.frozen(BEGAN + timedelta(hours=6)):
        with reading(people.counsellor.actor):
            do_duty(by=people.counsellor.actor, duty=Duty.objects.get(subject_id=str(case.id)))
        with reading(people.dcpu_officer.actor):
            add_event(by=people.dcpu_officer.actor, case_id=case.id, kind="statement")
    with clock.frozen(BEGAN + timedelta(days=9)):
        with reading(people.sho.actor):
            share_case(by=people.sho.actor, case_id=case.id, units=[people.ahtu.audience], reason="They know the agent")
        with reading(people.far.actor):
            add_event(by=people.far.actor, case_id=case.id, kind="arrest", people=1)
    told(settled)
    return case


def test_who_acted_is_kept_beside_the_case_and_leaves_with_it(
    people: SimpleNamespace, settled: Callable[[], None]
) -> None:
    case = met(people, settled)
    found = row(case)
    assert found is not None
    assert (found.compartments, found.in_a_week, found.district) == (["police", "welfare"], 2, BAHRAICH)
    assert (found.asked, found.hours) == (1, [5.0])
    assert (found.took_part, found.is_joint, found.is_from_sheet) == ([BAHRAICH, "district:197"], True, False)
    with reading(SYSTEM):
        assert found.readers == Case.objects.get(pk=case.pk).readers
    with reading(people.worker.actor):
        assert not CaseMeeting.objects.exists(), "readers of the case alone see the row"
    with reading(people.nodal.actor):
        assert [each.pk for each in meetings(people.nodal.actor, span_of(people.nodal.actor))] == [case.pk]

    rebuild_convergence()
    again = row(case)
    assert again is not None
    assert (again.compartments, again.hours, again.took_part) == (found.compartments, found.hours, found.took_part)

    with reading(people.far.actor):
        [arrest] = [each for each in case.events.all() if each.kind == "arrest"]
        void_event(by=people.far.actor, event_id=arrest.id, reason="Entered in the wrong case")
    told(settled)
    corrected = row(case)
    assert corrected is not None
    assert corrected.took_part == [BAHRAICH], "what is void took no part"
    with reading(people.chief.actor):
        void_case(by=people.chief.actor, case_id=case.id, reason="Opened twice by mistake")
    told(settled)
    assert row(case) is None


def test_counts_are_of_settled_cases_and_of_few_told_to_readers_alone(
    people: SimpleNamespace, settled: Callable[[], None]
) -> None:
    met(people, settled)
    with clock.frozen(BEGAN + timedelta(days=10)):
        fresh = a_case(people.sho)
        told(settled)
        assert row(fresh) is not None
        elsewhere = officer("elsewhere", "police_chief", people.there).actor
        for actor, is_told in ((people.nodal.actor, True), (people.far.actor, True), (elsewhere, False)):
            with reading(actor):
                span = span_of(actor)
                together, week, hours = joint(actor, span), three_in_a_week(actor, span), handover_hours(actor, span)
                assert together["", None] == share(1, 1), "the case of today is not settled"
                assert week["", None].hits == 0
                assert (hours["", None].value, hours["", None].waiting) == (5.0, 0)
                assert together[BAHRAICH, None].is_untold is not is_told
        with reading(people.worker.actor), pytest.raises(Refused):
            joint(people.worker.actor, span)


def test_every_measure_says_what_it_is_in_both_languages() -> None:
    for measure in MEASURES.values():
        for words in (measure.words, measure.definition, measure.numerator, measure.denominator, measure.bias):
            assert words.en
            assert any("ऀ" <= letter <= "ॿ" for letter in words.hi)


def test_wilson_and_the_median_have_honest_intervals() -> None:
    assert wilson(0, 5) == (0.0, pytest.approx(0.351, abs=1e-3))
    low, high = wilson(5, 10)
    assert (low, high) == (pytest.approx(0.2692, abs=1e-4), pytest.approx(0.7308, abs=1e-4))
    assert share(0, 0) == Measured()
    found = median(range(1, 21))
    assert (found.value, found.low, found.high) == (10.5, 7, 15)
    assert median([], 3) == Measured(waiting=3)


JULY, AUGUST, SEPTEMBER, NOVEMBER = (date(2026, month, 1) for month in (7, 8, 9, 11))
FIRST_MONTH = date(2025, 12, 1)


def slots(counted: dict[tuple[str, date], int]) -> dict[Slot, int]:
    """Return the counts of districts' months with the quarters and totals that they make."""
    found: Counter[Slot] = Counter()
    for (district, month), count in counted.items():
        quarter = date(month.year, (month.month - 1) // 3 * 3 + 1, 1)
        for slot in (
            *(Slot(False, district, period) for period in (month, None)),
            *(Slot(True, district, period) for period in (quarter, None)),
        ):
            found[slot] += count
    return dict(found)


def months_of(found: set[Slot]) -> set[tuple[str, date | None]]:
    return {(slot.district, slot.period) for slot in found if not slot.is_by_quarter}


def test_one_untold_cell_takes_the_next_smallest_with_it() -> None:
    counted = {Slot(False, "a", None): 2, Slot(False, "b", None): 4, Slot(False, "c", None): 9}
    assert months_of(untold(counted, set(), FIRST_MONTH)) == {("a", None), ("b", None)}
    assert untold(counted, {Slot(False, "a", None)}, FIRST_MONTH) == set()


def test_quarter_less_its_months_does_not_tell_the_untold_one() -> None:
    counted = slots(
        {("a", JULY): 5, ("a", AUGUST): 4, ("a", SEPTEMBER): 1, ("a", NOVEMBER): 2}
        | {(district, month): 9 for district in "bc" for month in (JULY, AUGUST, SEPTEMBER, NOVEMBER)}
    )
    found = untold(counted, set(), FIRST_MONTH)
    quarter = {("a", month) for month in (JULY, AUGUST, SEPTEMBER)}
    assert len(quarter & months_of(found)) >= 2 or Slot(True, "a", JULY) in found


def test_nothing_untold_stands_alone_in_a_line() -> None:
    counted = slots(
        {("a", JULY): 1, ("a", NOVEMBER): 3, ("b", JULY): 7, ("b", NOVEMBER): 8, ("c", JULY): 6, ("c", NOVEMBER): 9}
    )
    found = untold(counted, set(), FIRST_MONTH)
    for month in (JULY, NOVEMBER):
        assert sum((district, month) in months_of(found) for district in "abc") != 1
    for district in "abc":
        assert sum((district, month) in months_of(found) for month in (JULY, NOVEMBER, None)) != 1
