"""The numbers that a report names: an FIR leads to its case, what leads to a person is copied nowhere."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from reporting_state import officer

from read_by_hand import Reads, number, reads
from samanvay.access.models import User
from samanvay.cases.actions import add_event, open_case
from samanvay.cases.models import Case
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.reports.actions import write_report
from samanvay.reports.models import SituationReport
from samanvay.reports.narratives.beside import beside_of
from samanvay.reports.narratives.firs import cases_with_fir, fir_named, station_words
from samanvay.reports.narratives.numbers import fir_parts

__all__ = ["reads"]

FIR = "FIR No. 212/26 PS Kotwali u/s 143 BNS"
STORY = f"{FIR} was made. They came by train 13257 and car UP32 AB 1234; the man's number is 98765 43210."


@pytest.fixture
def people(fresh_state: str) -> dict[str, Actor]:
    return {"chief": officer("police_chief", "Moradabad"), "other": officer("police_chief", "Ballia")}


@pytest.fixture
def report(people: dict[str, Actor], reads: Reads) -> SituationReport:
    reads(
        numbers=(
            number(STORY, "98765 43210", "phone", "9876543210"),
            number(STORY, "UP32 AB 1234", "vehicle", "UP32AB1234"),
            number(STORY, "13257", "train", "13257"),
            number(STORY, FIR, "fir", "212/2026", "PS Kotwali", "143 BNS"),
        )
    )
    with reading(people["chief"]):
        return write_report(
            by=people["chief"], narrative=STORY, period_from=date(2026, 11, 9), period_to=date(2026, 11, 15)
        )


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)

    def client_of(actor: Actor) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=actor.id))
        return client

    return client_of


def case_with(by: Actor, note: str, **more: Any) -> Case:
    with reading(by):
        case = open_case(by=by, what="Two girls on a train", source="checking", **more)
        add_event(by=by, case_id=case.id, kind="fir", note=note)
    return case


def found(by: Actor, report: SituationReport) -> list[str]:
    with reading(by):
        fir = next(each for each in beside_of(report).numbers if each.kind == "fir")
        return [case.number for case in cases_with_fir(by, fir, report)]


def test_what_leads_to_a_person_is_kept_nowhere_but_in_the_text(report: SituationReport) -> None:
    with reading(SYSTEM):
        kept = SituationReport.objects.filter(pk=report.pk).values_list("numbers", flat=True)[0]
    assert [(each["kind"], each["number"]) for each in kept] == [
        ("fir", "212/2026"),
        ("train", "13257"),
        ("vehicle", ""),
        ("phone", ""),
    ]
    assert all(STORY[each["start"] : each["end"]] for each in kept)


def test_fir_leads_to_the_case_of_that_number_year_and_station(
    people: dict[str, Actor], report: SituationReport
) -> None:
    chief = people["chief"]
    assert found(chief, report) == []
    case_with(chief, "FIR 1212/26, PS Kotwali")
    case_with(chief, "FIR 212/25, PS Kotwali")
    case_with(chief, "FIR 212/26, PS Majhola")
    assert found(chief, report) == []
    right = case_with(chief, "FIR 0212/2026, thana kotwali")
    assert found(chief, report) == [right.number]
    assert found(people["other"], report) == [], "who does not see the case is not told that there is one"


def test_without_a_station_the_case_must_be_of_the_district(people: dict[str, Actor], report: SituationReport) -> None:
    with reading(SYSTEM):
        there = [case_with(people["other"], "FIR 212/26"), case_with(people["chief"], "FIR 212/26")]
    fir = next(each for each in beside_of(report).numbers if each.kind == "fir")
    bare = type(fir)("fir", fir.start, fir.end, "212/2026")
    with reading(people["chief"]):
        assert [case.number for case in cases_with_fir(people["chief"], bare, report)] == [there[1].number]


def test_card_shows_numbers_masks_what_is_personal_and_offers_a_case(
    people: dict[str, Actor], report: SituationReport, signed_in: Callable[[Actor], Client]
) -> None:
    chief = signed_in(people["chief"])
    card = chief.get(f"/reports/{report.pk}/").content.decode().partition('class="card numbers"')[2]
    card = card.partition("</section>")[0]
    assert "212/2026" in card
    assert "13257" in card
    assert "…1234" in card
    assert "UP32" not in card
    assert "98765" not in card
    start = f"/cases/open/?report={report.pk}&amp;fir=0"
    assert start in card
    begun = chief.get(start.replace("&amp;", "&")).content.decode()
    assert "FIR 212/2026, PS Kotwali, 143 BNS" in begun
    case = case_with(people["chief"], "FIR 212/26 PS Kotwali")
    card = chief.get(f"/reports/{report.pk}/").content.decode()
    assert f"case {case.number}" in card
    assert start not in card
    for wrong in ("?report=x&fir=0", f"?report={report.pk}&fir=9", f"?report={report.pk}"):
        assert chief.get(f"/cases/open/{wrong}").status_code == 200
    with reading(people["other"]):
        assert fir_named(people["other"], report.pk, 0) == ""


def test_numbers_of_firs_and_names_of_stations_are_read_as_they_are_written() -> None:
    assert [fir_parts(each) for each in ("212/26", "0212 / 2026", "२१२/२६", "212")] == [
        (212, 2026),
        (212, 2026),
        (212, 2026),
        None,
    ]
    assert station_words("P.S. Kotwali Nagar") == ["kotwali", "nagar"]
    assert station_words("थाना मझोला") == ["मझोला"]
