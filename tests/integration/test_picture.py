"""From a confirmed claim to facts: who sees what, when, under which floors; projected by the outbox, rebuildable."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from arranging import arranging
from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.audit import outbox
from samanvay.cases.actions import open_case
from samanvay.cases.legs.actions import add_leg
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Refused
from samanvay.picture import queries
from samanvay.picture.facts.actions.projecting import open_facts
from samanvay.picture.facts.actions.rebuilding import rebuild_facts
from samanvay.picture.models import Fact, FactSource, SharedFact
from samanvay.reports.actions import (
    confirm_all,
    confirm_claim,
    decide_report,
    refuse_claim,
    reopen_claim,
    submit_report,
    write_report,
)
from samanvay.reports.models import Claim, SituationReport

NARRATIVE = (
    "On 12.11.2026 three girls from Jharkhand were rescued at Moradabad; the stop-over was Bijnor and they were being "
    "taken to Delhi. Two accused were arrested at Moradabad."
)
NOW = clock.now().replace(year=2026, month=11, day=24, hour=6)


@pytest.fixture
def state(fresh_state: str, settings: Any, tmp_path: Any) -> dict[str, Actor]:
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    with clock.frozen(NOW):
        return {
            "moradabad": actor_at("police_chief", "moradabad"),
            "bijnor": actor_at("police_chief", "bijnor"),
            "ballia": actor_at("police_chief", "ballia"),
            "desk": actor_at("state_bureau", ""),
            "ngo": actor_at("ngo_worker", ""),
        }


def unit_for(role: str, district: str) -> Unit:
    if district:
        key = next(
            place.key
            for place in directory.places_found(kind="district", state="IN-UP")
            if place.name.lower() == district
        )
        return directory.district_units(key)["police"]
    kind = {"state_bureau": "state_bureau", "ngo_worker": "ngo"}[role]
    return Unit.objects.filter(kind=kind, home_state="IN-UP").order_by("audience").first()


def actor_at(role: str, district: str) -> Actor:
    unit = unit_for(role, district)
    user = make_officer(f"{role}-{district}", role, unit, name=f"{role} {district}", since=date(2026, 1, 1))
    return actor_for(user)


def report_by(actor: Actor, narrative: str = NARRATIVE) -> SituationReport:
    with reading(actor):
        return write_report(by=actor, period_from=date(2026, 11, 9), period_to=date(2026, 11, 15), narrative=narrative)


def send(actor: Actor, report: SituationReport) -> list[Claim]:
    """Confirm what was read in a report and send it; only then does it count."""
    with reading(actor):
        confirmed = confirm_all(by=actor, report=report)
        submit_report(by=actor, report=report)
    return confirmed


@pytest.fixture
def deliver(settled: Callable[[], None]) -> Callable[[], None]:
    def until_quiet() -> None:
        settled()
        while outbox.deliver_all():
            settled()

    return until_quiet


WHOLE_YEAR = queries.Filters(queries.Period(date(2026, 1, 1), date(2026, 12, 1)))


def corridors(actor: Actor) -> set[tuple[str, str]]:
    with reading(actor):
        drawn = queries.picture(actor, WHOLE_YEAR)
        return {(_name(each.origin), _name(each.destination)) for each in drawn.corridors}


def happenings(actor: Actor) -> set[tuple[str, str]]:
    with reading(actor):
        return {(each.kind, _name(each.place)) for each in queries.picture(actor, WHOLE_YEAR).happenings}


def _name(key: str) -> str:
    return directory.place_for(key).name


def test_nothing_counts_before_an_officer_confirms(state: dict[str, Actor], deliver: Callable[[], None]) -> None:
    with clock.frozen(NOW):
        report_by(state["moradabad"])
        deliver()
    with reading(SYSTEM):
        assert Claim.objects.exists()
        assert not Fact.objects.exists()


def test_draft_makes_no_fact_and_one_that_comes_back_takes_its_facts_with_it(
    state: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    def facts() -> int:
        deliver()
        with reading(SYSTEM):
            return Fact.objects.count()

    with clock.frozen(NOW):
        report = report_by(state["moradabad"])
        with reading(state["moradabad"]):
            told = confirm_all(by=state["moradabad"], report=report)
        assert told
        assert facts() == 0, "a draft tells nobody anything"
        rebuild_facts()
        assert facts() == 0
        with reading(state["moradabad"]):
            submit_report(by=state["moradabad"], report=report)
        sent = facts()
        assert sent == len(told)
        with clock.frozen(NOW + timedelta(days=1)):
            open_facts()
        with reading(state["desk"]):
            report.refresh_from_db()
            decide_report(by=state["desk"], report=report, accept=False, words="Which district?")
        assert facts() == 0
        with reading(SYSTEM):
            assert not SharedFact.objects.exists()
        with reading(state["moradabad"]):
            report.refresh_from_db()
            submit_report(by=state["moradabad"], report=report)
        assert facts() == sent
        assert corridors(state["ballia"]) == set(), "opened anew on the day after it was sent again"


def test_named_districts_and_the_desk_see_it_at_once_others_the_next_day(
    state: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    with clock.frozen(NOW):
        report = report_by(state["moradabad"])
        send(state["moradabad"], report)
        deliver()
        for near in ("moradabad", "bijnor", "desk"):
            assert ("Jharkhand", "Bijnor") in corridors(state[near]), near
            assert ("arrest", "Moradabad") in happenings(state[near]), near
        assert corridors(state["ballia"]) == set()
        assert open_facts() == 0, "nothing is opened on the day itself"
    with clock.frozen(NOW + timedelta(days=1)):
        assert open_facts() > 0
        assert open_facts() == 0
        assert ("Jharkhand", "Bijnor") in corridors(state["ballia"])
        with pytest.raises(Refused), reading(state["ngo"]):
            queries.facts(state["ngo"], WHOLE_YEAR)


def test_far_officers_are_not_told_the_month_of_a_thin_cell(
    state: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    with clock.frozen(NOW):
        report = report_by(state["moradabad"], "One girl from Gumla was taken to Delhi on 12.11.2026.")
        send(state["moradabad"], report)
        deliver()
    with clock.frozen(NOW + timedelta(days=1)):
        open_facts()
        with reading(state["moradabad"]):
            assert [fact.month for fact in queries.facts(state["moradabad"], WHOLE_YEAR)] == [date(2026, 11, 1)]
        with reading(state["ballia"]):
            assert [fact.month for fact in queries.facts(state["ballia"], WHOLE_YEAR)] == [None]
            november = queries.Filters(queries.Period(date(2026, 11, 1), date(2026, 11, 1)))
            assert queries.facts(state["ballia"], november) == [], "a filter must not tell the month after all"


def case_of(actor: Actor, people: int, *, day: date = date(2026, 11, 12)) -> None:
    """Open a numbered case of girls taken from Gumla to Delhi."""
    with reading(actor):
        case = open_case(
            by=actor, what="Girls on a train", source="checking", people=people, occurred=PartialDate.day(day)
        )
        gumla = directory.places_found(kind="district", state="IN-JH").get(name="Gumla").key
        for role, place in (("source", gumla), ("destination", "IN-DL")):
            add_leg(by=actor, case_id=case.id, role=role, place=place)


def months_told(actor: Actor) -> list[date | None]:
    with reading(actor):
        return sorted((fact.month for fact in queries.facts(actor, WHOLE_YEAR)), key=str)


def test_third_person_with_a_case_lifts_all_of_them_over_the_floor(
    state: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    november = date(2026, 11, 1)
    with clock.frozen(NOW):
        case_of(state["moradabad"], 1)
        deliver()
    with clock.frozen(NOW + timedelta(days=1)):
        open_facts()
        assert months_told(state["ballia"]) == [None]
        case_of(state["moradabad"], 2, day=date(2026, 11, 19))
        deliver()
        assert months_told(state["ballia"]) == [None], "nothing changes on the day itself"
    with clock.frozen(NOW + timedelta(days=2)):
        open_facts()
        assert months_told(state["ballia"]) == [november, november]


def test_what_one_line_alone_reports_lifts_no_cell_however_many_it_tells(
    state: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    with clock.frozen(NOW):
        for number, day in (("Nine girls", "12.11.2026"), ("Twelve girls", "19.11.2026")):
            send(
                state["moradabad"], report_by(state["moradabad"], f"{number} from Gumla were taken to Delhi on {day}.")
            )
        deliver()
        with reading(SYSTEM):
            assert list(Fact.objects.values_list("supports", flat=True)) == [0, 0]
    with clock.frozen(NOW + timedelta(days=1)):
        open_facts()
        assert months_told(state["ballia"]) == [None, None]


def test_taking_back_a_confirmation_takes_the_fact_back_everywhere(
    state: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    with clock.frozen(NOW):
        report = report_by(state["moradabad"])
        confirmed = send(state["moradabad"], report)
        deliver()
    with clock.frozen(NOW + timedelta(days=2)):
        open_facts()
        with reading(state["moradabad"]):
            for claim in confirmed:
                reopen_claim(by=state["moradabad"], claim=Claim.objects.get(pk=claim.pk))
        deliver()
        with reading(SYSTEM):
            assert not Fact.objects.exists()
            assert not SharedFact.objects.exists()
            assert not FactSource.objects.exists()


def test_same_event_twice_makes_one_fact(state: dict[str, Actor], deliver: Callable[[], None]) -> None:
    with clock.frozen(NOW):
        report = report_by(state["moradabad"], NARRATIVE.replace("taken to Delhi", "taken to Delhi via Hapur"))
        send(state["moradabad"], report)
        deliver()
        with reading(SYSTEM):
            before = set(Fact.objects.values_list("pk", "journey"))
        with arranging():  # as what was read before stop-overs were told from places passed
            Claim.objects.update(stops=None)
        rebuild_facts()
        rebuild_facts()
        with reading(SYSTEM):
            assert set(Fact.objects.values_list("pk", "journey")) == before
            moved = Fact.objects.get(kind="movement")
            assert [_name(key) for key in moved.via] == ["Bijnor", "Hapur"]
            assert [_name(key) for key in moved.stops] == ["Bijnor"]
    with clock.frozen(NOW + timedelta(days=1)):
        open_facts()
        with reading(state["ballia"]):
            drawn = queries.picture(state["ballia"], WHOLE_YEAR)
            assert {_name(key): count for key, count in drawn.stopovers.items()} == {"Bijnor": 1}
            assert {_name(key): count for key, count in drawn.through.items()} == {"Hapur": 1}


def test_refused_reading_never_becomes_a_fact(state: dict[str, Actor], deliver: Callable[[], None]) -> None:
    with clock.frozen(NOW):
        report = report_by(state["moradabad"])
        with reading(state["moradabad"]):
            for claim in report.claims.filter(state="proposed"):
                refuse_claim(by=state["moradabad"], claim=claim, reason="another case")
        deliver()
        assert corridors(state["moradabad"]) == set()


def test_only_the_writing_unit_decides(state: dict[str, Actor]) -> None:
    with clock.frozen(NOW):
        report = report_by(state["moradabad"])
        with reading(state["desk"]):
            claim = report.claims.filter(state="proposed").first()
            with pytest.raises(Refused):
                confirm_claim(by=state["desk"], claim=claim)
        with reading(state["ballia"]):
            assert not Claim.objects.exists()


def test_district_is_silent_until_it_reports(state: dict[str, Actor], deliver: Callable[[], None]) -> None:
    def silent() -> set[str]:
        with reading(state["desk"]):
            return {each.district for each in queries.silent_districts(state["desk"], "IN-UP")}

    with clock.frozen(NOW):
        everyone = silent()
        assert len(everyone) == 75
        report = report_by(state["moradabad"])
        with reading(state["moradabad"]):
            submit_report(by=state["moradabad"], report=report)
        deliver()
        assert everyone - silent() == {report.district_id}
        with reading(state["ballia"]):
            assert queries.reported_weeks(state["ballia"], date(2026, 11, 1)) == {report.district_id: 1}


def test_partners_get_cells_of_ten_and_more_alone(state: dict[str, Actor], deliver: Callable[[], None]) -> None:
    year = queries.Period(date(2026, 1, 1), date(2026, 12, 1))

    def told_tomorrow() -> set[int]:
        deliver()
        with clock.frozen(NOW + timedelta(days=1)):
            open_facts()
            with reading(state["ngo"]):
                return set(queries.partner_cells(state["ngo"], year).values())

    with clock.frozen(NOW):
        case_of(state["moradabad"], 9)
        send(
            state["moradabad"],
            report_by(state["moradabad"], "Thirty girls from Gumla were taken to Delhi on 3.11.2026."),
        )
        assert told_tomorrow() == set(), "what one line alone reports lifts nothing"
        case_of(state["moradabad"], 2, day=date(2026, 11, 19))
        assert told_tomorrow() == {11}


def test_running_quarter_is_told_to_far_officers_by_a_period_that_reaches_the_present_month(
    state: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    with clock.frozen(NOW):
        report = report_by(state["moradabad"], "One girl from Gumla was taken to Delhi on 12.11.2026.")
        send(state["moradabad"], report)
        deliver()
    with clock.frozen(NOW + timedelta(days=1)), reading(state["ballia"]):
        open_facts()
        seen = queries.facts(state["ballia"], queries.Filters(queries.last_twelve_months()))
        until_october = queries.Filters(queries.Period(date(2025, 11, 1), date(2026, 10, 1)))
        assert [fact.month for fact in seen] == [None]
        assert queries.facts(state["ballia"], until_october) == []
