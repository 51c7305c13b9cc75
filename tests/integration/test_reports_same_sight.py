"""Who writes a report learns nothing of what they may not open, in no card, no count, no state."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from reporting_state import district, officer
from test_reports_same import NOW, deliver, fresh, told
from test_reports_same_case import client_of, second_factor

from samanvay.audit.models import Event
from samanvay.cases.actions import add_event, open_case
from samanvay.cases.models import Case
from samanvay.cases.people.actions.people import add_person
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.duties import queries as duties
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.reports.actions import submit_report
from samanvay.reports.models import Claim
from samanvay.reports.sameness.of_cases import case_questions

__all__ = ["deliver", "second_factor"]

ASKED = "Is this the same incident?"


@pytest.fixture
def people(fresh_state: str, settings: Any, tmp_path: Any) -> dict[str, Actor]:
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    with clock.frozen(NOW), reading(SYSTEM):
        here = district("Bahraich")
        chief = directory.district_units(here)["police"]
        station = directory.units_under(chief).filter(kind="station").order_by("audience").first()
        ahtu = Unit.objects.get(kind="ahtu", place_id=here)
        dcpu = Unit.objects.get(kind="dcpu", place_id=here)
    with clock.frozen(NOW):
        return {
            "dcpu": officer("dcpu", unit=dcpu),
            "sho": officer("station_officer", unit=station),
            "next": officer("ahtu_in_charge", unit=ahtu),
            "chief": officer("police_chief", "Bahraich"),
            "far": officer("police_chief", "Ballia"),
        }


def sealed(dcpu: Actor, day: date) -> Case:
    """Record a girl who was rescued, in a case that the police do not see."""
    with clock.frozen(NOW), reading(dcpu):
        case = open_case(by=dcpu, what="A girl", source="checking", forms=["online"])
        add_person(by=dcpu, case_id=case.id, role="victim", sex="female", age=13)
        given = {"kind": "rescue", "place": district("Bahraich"), "people": 1}
        add_event(by=dcpu, case_id=case.id, occurred=PartialDate.day(day), **given)
        return Case.objects.get(pk=case.id)


def page_of(actor: Actor, claim: Claim) -> str:
    with clock.frozen(NOW):
        return client_of(actor).get(f"/reports/{claim.report_id}/").content.decode()


def guess(actor: Actor, day: str, form: str = "forced marriage") -> Claim:
    return told(actor, f"On {day} one girl was rescued from {form} at Bahraich.")


def decide(client: Client, claim: Claim, decision: str, **more: str) -> None:
    with clock.frozen(NOW):
        client.post(f"/reports/readings/{claim.pk}/", {"decision": decision, **more})


def waiting(actor: Actor) -> list[Duty]:
    with clock.frozen(NOW), reading(actor):
        return list(duties.today(actor).filter(kind="report:same"))


@pytest.mark.parametrize("is_sent", [False, True])
def test_writer_who_may_not_open_a_case_is_asked_nothing_of_it(
    people: dict[str, Actor], deliver: Callable[[], None], is_sent: bool
) -> None:
    sealed(people["dcpu"], date(2026, 11, 12))
    deliver()
    right, wrong = guess(people["sho"], "12.11.2026"), guess(people["sho"], "2.11.2026")
    for claim in (right, wrong):
        decide(client_of(people["sho"]), claim, "confirm")
        if is_sent:
            with clock.frozen(NOW), reading(people["sho"]):
                submit_report(by=people["sho"], report=fresh(claim).report)
    deliver()
    pages = [page_of(people["sho"], claim) for claim in (right, wrong)]
    for page in pages:
        assert ASKED not in page
        assert "may have been told already" not in page
        assert "A case of another office" not in page
    with reading(people["sho"]):
        rows = [fresh(claim) for claim in (right, wrong)]
        assert len({(row.state, row.version, row.is_asked, tuple(row.beyond)) for row in rows}) == 1
        counted = [event.detail["beyond"] for event in Event.objects.filter(kind="claim:confirmed")]
    assert counted == [0, 0]
    assert [waiting(actor) for actor in people.values()] == [[]] * len(people)


def test_draft_of_another_unit_is_named_to_nobody(people: dict[str, Actor], deliver: Callable[[], None]) -> None:
    draft = guess(people["sho"], "12.11.2026")
    decide(client_of(people["sho"]), draft, "confirm")
    deliver()
    claims = {who: guess(people[who], "12.11.2026") for who in ("next", "chief")}
    for who, claim in claims.items():
        assert ASKED not in page_of(people[who], claim)
        decide(client_of(people[who]), claim, "confirm")
        deliver()
        assert ASKED not in page_of(people[who], claim)
    with clock.frozen(NOW), reading(people["sho"]) as sho:
        submit_report(by=sho, report=fresh(draft).report)
    deliver()
    assert ASKED in page_of(people["chief"], claims["chief"]), "sent, and the chief of the district may open it"
    assert f"/reports/{draft.report_id}/" in page_of(people["chief"], claims["chief"])


def test_head_of_the_district_is_asked_once_both_reports_are_sent(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    first, second = guess(people["sho"], "12.11.2026"), guess(people["next"], "12.11.2026")
    for who, claim in (("sho", first), ("next", second)):
        decide(client_of(people[who]), claim, "confirm")
    deliver()
    assert [waiting(people[who]) for who in ("sho", "next")] == [[], []]
    for who, claim in (("sho", first), ("next", second)):
        with clock.frozen(NOW), reading(people[who]) as actor:
            submit_report(by=actor, report=fresh(claim).report)
        deliver()
    (duty,) = waiting(people["next"])
    assert duty.link == f"/reports/{second.report_id}/#reading-{second.pk}"
    assert waiting(people["sho"]) == [], "a station does not see at once what is told of the district"


def test_draft_of_another_unit_is_named_on_no_case(people: dict[str, Actor], deliver: Callable[[], None]) -> None:
    draft = guess(people["sho"], "12.11.2026")
    decide(client_of(people["sho"]), draft, "confirm")
    case = sealed(people["chief"], date(2026, 11, 12))
    deliver()

    def named() -> list[object]:
        with clock.frozen(NOW), reading(people["chief"]) as chief:
            return [choice.report for question in case_questions(chief, case) for choice in question.choices]

    assert named() == []
    with clock.frozen(NOW), reading(people["sho"]) as sho:
        submit_report(by=sho, report=fresh(draft).report)
    deliver()
    assert named() == [draft.report_id]
