"""One happening counts once: a reading linked to a case or to another report's reading gives no second fact."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from reporting_state import district, officer

from samanvay.audit import outbox
from samanvay.audit.models import Event
from samanvay.cases.actions import add_event, open_case, void_case, void_event
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.picture.facts.actions.projecting import link_of
from samanvay.picture.facts.actions.rebuilding import rebuild_facts
from samanvay.picture.models import Fact, FactSource
from samanvay.reports.actions import (
    ask_same_again,
    confirm_all,
    confirm_claim,
    correct_claim,
    reopen_claim,
    revise_report,
    settle_same,
    submit_report,
    write_report,
)
from samanvay.reports.models import Claim, SituationReport
from samanvay.reports.sameness import candidates as same
from samanvay.reports.states import IN_HAND

NOW = datetime(2026, 11, 13, 12, 0, tzinfo=clock.INDIA)
SEVEN = "On 11.11.2026 seven girls were rescued at Moradabad."
FOUR = "On 12.11.2026 four girls were rescued at Moradabad."


@pytest.fixture
def people(fresh_state: str) -> dict[str, Actor]:
    with clock.frozen(NOW):
        return {
            "chief": officer("police_chief", "Moradabad"),
            "other": officer("police_chief", "Ballia"),
            "dm": officer("district_magistrate", "Moradabad"),
        }


@pytest.fixture
def deliver(settled: Callable[[], None]) -> Callable[[], None]:
    def until_quiet() -> None:
        with clock.frozen(NOW):
            settled()
            while outbox.deliver_all():
                settled()

    return until_quiet


def told(actor: Actor, narrative: str) -> Claim:
    """Return the one reading of a report."""
    with clock.frozen(NOW), reading(actor):
        report = write_report(
            by=actor, narrative=narrative, period_from=date(2026, 11, 9), period_to=date(2026, 11, 15)
        )
        return Claim.objects.select_related("report").get(report=report)


def fresh(claim: Claim) -> Claim:
    return Claim.objects.select_related("report").get(pk=claim.pk)


def confirmed(actor: Actor, claim: Claim, answer: str = "", *, is_sent: bool = True) -> None:
    """Confirm a reading and send its report: only then does it count."""
    with clock.frozen(NOW), reading(actor):
        confirm_claim(by=actor, claim=fresh(claim), answer=answer)
        if is_sent and (report := fresh(claim).report).state in IN_HAND:
            submit_report(by=actor, report=report)


def settled(actor: Actor, claim: Claim, answer: str) -> None:
    with clock.frozen(NOW), reading(actor):
        settle_same(by=actor, claim=fresh(claim), answer=answer)


def asked(actor: Actor, claim: Claim) -> list[same.Candidate]:
    with clock.frozen(NOW), reading(actor):
        return same.candidates_of(actor, fresh(claim))


def rescue(actor: Actor, day: int = 12, people: int = 7, **more: Any) -> Any:
    with clock.frozen(NOW), reading(actor):
        case = open_case(by=actor, what="Girls on a train", source="checking")
        given = {"kind": "rescue", "place": district("Moradabad"), "people": people, **more}
        return add_event(by=actor, case_id=case.id, occurred=PartialDate.day(date(2026, 11, day)), **given)


def facts() -> list[int | None]:
    """Return the persons of every fact, and prove that a rebuild gives the same."""
    with clock.frozen(NOW):
        with reading(SYSTEM):
            found = sorted(Fact.objects.values_list("persons", flat=True))
        rebuild_facts()
        with reading(SYSTEM):
            assert sorted(Fact.objects.values_list("persons", flat=True)) == found, "a rebuild gives the same"
    return found


def test_other_agencies_rescue_is_asked_and_counts_once(people: dict[str, Actor], deliver: Callable[[], None]) -> None:
    first, second = told(people["chief"], SEVEN), told(people["dm"], FOUR)
    confirmed(people["chief"], first)
    deliver()
    assert asked(people["dm"], second) == [], "of what others have, nobody learns before the reading counts"
    confirmed(people["dm"], second)
    (candidate,) = asked(people["dm"], second)
    assert (candidate.agency, candidate.people, candidate.report, candidate.occurred) == ("police", 7, None, None)
    deliver()
    assert facts() == [7], "until it is said whether it is the same, what was told first counts"
    settled(people["dm"], second, candidate.key)
    with reading(people["dm"]) as dm:
        shown = same.link_shown(dm, fresh(second))
    assert shown is not None
    assert (shown.agency, shown.district, shown.report, shown.occurred) == ("police", "Moradabad", None, None)
    deliver()
    assert facts() == [7]
    with clock.frozen(NOW), reading(people["chief"]) as chief:
        reopen_claim(by=chief, claim=fresh(first))
    deliver()
    assert facts() == [4], "what it was linked to fell away: it counts for itself"
    confirmed(people["chief"], first)
    deliver()
    assert facts() == [7]
    with clock.frozen(NOW), reading(people["dm"]) as dm:
        ask_same_again(by=dm, claim=fresh(second))
    deliver()
    assert facts() == [7], "withdrawn: it waiting for an answer again"
    assert len(asked(people["dm"], second)) == 1
    with reading(SYSTEM):
        kinds = Event.objects.filter(subject_id=str(second.report_id)).order_by("seq").values_list("kind", flat=True)
        assert list(kinds)[1:] == ["claim:confirmed", "report:submitted", "claim:linked", "claim:asked_again"]


def test_happening_is_never_lost_while_offices_wait_for_each_others_answer(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    event = rescue(people["chief"], people=4)
    claim = told(people["dm"], FOUR)
    confirmed(people["dm"], claim)
    deliver()
    assert facts() == [4], "as many persons on one day, and still once: the case counts while the reading waits"
    with reading(SYSTEM):
        assert FactSource.objects.filter(pk=link_of("case_event", event.pk)).exists()
    with clock.frozen(NOW), reading(people["chief"]) as chief:
        void_event(by=chief, event_id=event.id, reason="entered in the wrong case")
    deliver()
    assert facts() == [4], "the case fell away: the reading waits for nothing any more"


def test_another_happening_counts_beside_it_and_is_not_asked_again(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    rescue(people["chief"], people=4)
    claim = told(people["chief"], FOUR)
    deliver()
    assert len(asked(people["chief"], claim)) == 1
    confirmed(people["chief"], claim, same.NONE)
    deliver()
    assert facts() == [4, 4], "as many persons, and yet said to be two happenings"
    assert asked(people["chief"], claim) == []


def test_reading_put_right_again_and_again_learns_nothing_of_other_offices(people: dict[str, Actor]) -> None:
    rescue(people["chief"], day=12)
    claim = told(people["dm"], FOUR)
    dm = people["dm"]

    def put_right(day: int) -> None:
        with clock.frozen(NOW), reading(dm):
            correct_claim(
                by=dm, claim=fresh(claim), origin=None, via=[], destination=None, place=district("Moradabad"), people=4,
                occurred=PartialDate.day(date(2026, 11, day)), event_kind="rescue",
            )  # fmt: skip

    for day in range(1, 14):
        put_right(day)
        assert asked(dm, claim) == []
    for look, day in enumerate((1, 12, 2, 12, 3), 1):
        put_right(day)
        confirmed(dm, claim)
        assert bool(asked(dm, claim)) == (day == 12)
        with clock.frozen(NOW), reading(dm):
            last = Event.objects.filter(kind="claim:confirmed").latest("seq")
            assert last.detail["beyond"] == (day == 12), "each look is on record"
            assert fresh(claim).looks == look
            reopen_claim(by=dm, claim=fresh(claim))
        assert asked(dm, claim) == []
    put_right(12)
    confirmed(dm, claim)
    assert asked(dm, claim) == [], "asked too often: what other offices have is not looked up for it any more"


def test_period_moved_about_a_reading_without_a_date_asks_nothing_by_itself(people: dict[str, Actor]) -> None:
    dm = people["dm"]
    claim = told(dm, "Four girls were rescued at Moradabad.")

    def move(first: date) -> None:
        with clock.frozen(NOW), reading(dm):
            report = SituationReport.objects.get(pk=claim.report_id)
            last = first + timedelta(days=6)
            words = report.narrative
            revise_report(by=dm, report=report, narrative=words, expected=None, period_from=first, period_to=last)

    september, november = date(2026, 9, 1), date(2026, 11, 9)
    confirmed(dm, claim, is_sent=False)
    rescue(people["chief"], day=12)
    move(september)
    move(november)
    assert asked(dm, claim) == [], "looked up at the confirming alone"
    with clock.frozen(NOW), reading(dm):
        reopen_claim(by=dm, claim=fresh(claim))
    confirmed(dm, claim, is_sent=False)
    assert len(asked(dm, claim)) == 1
    move(september)
    assert asked(dm, claim) == [], "what it now says is alike to nothing"


@pytest.mark.parametrize("falls", ["event", "case"])
def test_case_counts_and_the_reading_again_when_the_case_falls_away(
    people: dict[str, Actor], deliver: Callable[[], None], falls: str
) -> None:
    event = rescue(people["chief"], people=7)
    claim = told(people["chief"], FOUR)
    (candidate,) = asked(people["chief"], claim)
    assert candidate.number.startswith("UP-")
    confirmed(people["chief"], claim, candidate.key)
    deliver()
    assert facts() == [7]
    with clock.frozen(NOW), reading(people["chief"]) as chief:
        if falls == "event":
            void_event(by=chief, event_id=event.id, reason="entered in the wrong case")
        else:
            void_case(by=chief, case_id=event.case_id, reason="opened twice")
    deliver()
    assert facts() == [4]


def test_case_opened_after_the_reading_is_asked_later(people: dict[str, Actor], deliver: Callable[[], None]) -> None:
    claim = told(people["chief"], FOUR)
    confirmed(people["chief"], claim)
    rescue(people["chief"], people=7)
    deliver()
    assert facts() == [4, 7]
    (candidate,) = asked(people["chief"], claim)
    with clock.frozen(NOW), reading(people["chief"]) as chief:
        settle_same(by=chief, claim=fresh(claim), answer=candidate.key)
    deliver()
    assert facts() == [7]


@pytest.mark.parametrize(
    ("narrative", "is_asked"),
    [
        (FOUR, True),
        ("On 14.11.2026 four girls were rescued at Moradabad.", True),
        ("On 16.11.2026 four girls were rescued at Moradabad.", False),
        ("On 12.11.2026 four accused were arrested at Moradabad.", False),
        ("On 12.11.2026 four girls were rescued at Bijnor.", False),
        ("Four girls were rescued at Moradabad.", True),
    ],
)
def test_same_kind_district_and_three_days_are_asked(people: dict[str, Actor], narrative: str, is_asked: bool) -> None:
    rescue(people["chief"])
    assert bool(asked(people["chief"], told(people["chief"], narrative))) == is_asked


def test_accept_all_leaves_what_may_have_been_told(people: dict[str, Actor]) -> None:
    rescue(people["chief"])
    narrative = f"{FOUR} Two accused were arrested at Bijnor."
    with clock.frozen(NOW), reading(people["chief"]) as chief:
        report = write_report(
            by=chief, narrative=narrative, period_from=date(2026, 11, 9), period_to=date(2026, 11, 15)
        )
        assert [claim.event_kind for claim in confirm_all(by=chief, report=report)] == ["arrest"]
        assert report.claims.get(state="proposed").event_kind == "rescue"


def test_case_out_of_sight_is_told_without_number_in_ones_own_district_only(people: dict[str, Actor]) -> None:
    rescue(people["chief"])
    claim = told(people["dm"], FOUR)
    assert asked(people["dm"], claim) == []
    confirmed(people["dm"], claim)
    (candidate,) = asked(people["dm"], claim)
    assert (candidate.number, candidate.occurred, candidate.people) == ("", None, 7)
    assert str(candidate.case) not in candidate.key
    elsewhere = told(people["other"], FOUR)
    confirmed(people["other"], elsewhere)
    assert asked(people["other"], elsewhere) == [], "of another district's hidden rows nothing is told"
    with reading(people["dm"]) as dm:
        assert same.link_shown(dm, fresh(claim)) is None


def test_movement_told_twice_is_asked(people: dict[str, Actor], deliver: Callable[[], None]) -> None:
    words = "Three girls from Jharkhand were taken to Delhi on 12.11.2026; the stop-over was Bijnor."
    first, second = told(people["chief"], words), told(people["dm"], words)
    confirmed(people["chief"], first)
    confirmed(people["dm"], second)
    (candidate,) = asked(people["dm"], second)
    settled(people["dm"], second, candidate.key)
    deliver()
    assert facts() == [3]


def test_links_close_no_circle(people: dict[str, Actor], deliver: Callable[[], None]) -> None:
    first, second = told(people["chief"], SEVEN), told(people["dm"], FOUR)
    confirmed(people["chief"], first)
    confirmed(people["dm"], second)
    (candidate,) = asked(people["dm"], second)
    settled(people["dm"], second, candidate.key)
    assert asked(people["chief"], first) == [], "what is linked to it is not offered back"
    with reading(SYSTEM):
        assert same.leads_back(fresh(first), second.pk)
        assert not same.leads_back(fresh(second), first.pk)
    deliver()
    assert facts() == [7]


def test_answer_is_for_the_unit_that_wrote_and_must_be_on_the_list(people: dict[str, Actor]) -> None:
    rescue(people["chief"])
    claim = told(people["chief"], FOUR)
    with clock.frozen(NOW), reading(people["chief"]) as chief:
        with pytest.raises(Invalid, match="no longer listed"):
            settle_same(by=chief, claim=fresh(claim), answer="no-such-key")
        claim = fresh(claim)
    with pytest.raises(Refused), reading(people["other"]) as other:
        settle_same(by=other, claim=claim, answer=same.NONE)


def test_correction_asks_anew(people: dict[str, Actor]) -> None:
    rescue(people["chief"])
    claim = told(people["chief"], FOUR)
    confirmed(people["chief"], claim, same.NONE)
    with clock.frozen(NOW), reading(people["chief"]) as chief:
        reopened = reopen_claim(by=chief, claim=fresh(claim))
        corrected = correct_claim(
            by=chief, claim=reopened, origin=None, via=[], destination=None, place=district("Moradabad"), people=5,
            occurred=PartialDate.day(date(2026, 11, 12)), event_kind="rescue",
        )  # fmt: skip
        assert corrected.apart_from == []
    assert len(asked(people["chief"], claim)) == 1


def test_correction_not_yet_confirmed_is_kept_while_its_words_stand(people: dict[str, Actor]) -> None:
    claim = told(people["chief"], FOUR)
    week = {"period_from": date(2026, 11, 9), "period_to": date(2026, 11, 15)}
    with clock.frozen(NOW), reading(people["chief"]) as chief:
        correct_claim(
            by=chief, claim=fresh(claim), origin=None, via=[], destination=None, place=district("Bijnor"), people=5,
            occurred=None, event_kind="rescue",
        )  # fmt: skip
        report = SituationReport.objects.get(pk=claim.report_id)
        revise_report(by=chief, report=report, narrative=f"A quiet week. {FOUR}", expected=None, **week)
        kept = report.claims.get()
        assert (kept.pk, kept.people, kept.place_id, kept.is_corrected) == (claim.pk, 5, district("Bijnor"), True)
        assert report.narrative[kept.start : kept.end] == kept.evidence
        revise_report(by=chief, report=report, narrative="Nothing was found.", expected=None, **week)
        assert not report.claims.filter(pk=claim.pk).exists(), "its words are gone"
