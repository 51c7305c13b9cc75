"""A week of Bihar on a fresh database begun by ``samanvay init``: reported, settled, found, planned, advised."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from case_world import a_case, officer
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from roster_world import RULES, centre, members, this_monday
from test_findings import NAVSARI, facts, steady
from test_init import GIVEN, PASSWORDS
from test_picture import NOW

from samanvay.access.models import Grant
from samanvay.access.users.actions import choose_language
from samanvay.audit import outbox
from samanvay.cli import main
from samanvay.directory import queries as directory
from samanvay.directory.models import Facility, Place, Unit
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.measures.advisories.actions import sending, writing
from samanvay.measures.advisories.addressees import addressees_in
from samanvay.measures.contacts.actions import add_contact
from samanvay.measures.requests.actions.letters import make_token
from samanvay.measures.requests.actions.writing import RequestContent, send_request, write_request
from samanvay.picture.findings.actions.nightly import find_changes
from samanvay.picture.models import Fact, Finding, FindingRun
from samanvay.reports.actions import confirm_all, submit_report, write_report
from samanvay.reports.models import Claim
from samanvay.reports.weeks.weekly import asked_week, open_weekly_duties, unowned_agencies
from samanvay.review.convergence.counts import span_of
from samanvay.rosters.plans.actions import planning
from samanvay.training.models import Course

STATE, OTHERS = "IN-BR", ("Uttar Pradesh", "उत्तर प्रदेश", "IN-UP", "Lucknow", "लखनऊ")
AURANGABAD, GAYA, PATNA = "district:235", "district:236", "district:230"
NARRATIVE = (
    "On 17.11.2026 three girls from Aurangabad were rescued at Mokama station; they were being taken to Delhi. "
    "Two accused were arrested at Gaya."
)


@pytest.fixture
def bihar(fresh_db: str, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SimpleNamespace]:
    """Begin a state as its administrators do, and post those who report, plan and advise."""
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    monkeypatch.setenv("SAMANVAY_DATABASE_READY", "1")
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    files = []
    for option, password in zip(("--password-file", "--second-password-file"), PASSWORDS, strict=True):
        (tmp_path / option.strip("-")).write_text(f"{password}\n", encoding="utf-8")
        files += [option, str(tmp_path / option.strip("-"))]
    with clock.frozen(NOW):
        begun = CliRunner().invoke(main, [*GIVEN, "--state", STATE, *files])
        assert begun.exit_code == 0, begun.output
        units = {unit.code: unit for unit in Unit.objects.filter(home_state=STATE)}
        made = SimpleNamespace(units=units, gaya=units["police:district:236"], bureau=units[f"bureau:{STATE}"])
        made.chief = officer("chief", "police_chief", made.gaya)
        made.desk = officer("desk", "state_bureau", made.bureau)
        made.trainer = officer("trainer", "trainer", units[f"training:{STATE}"])
        yield made


def report_of_the_week(by: Actor) -> None:
    week = asked_week()
    with reading(by):
        report = write_report(by=by, period_from=week.first, period_to=week.last, narrative=NARRATIVE)
        confirm_all(by=by, report=report)
        submit_report(by=by, report=report)


def shown(who: SimpleNamespace, url: str, language: str = "en") -> str:
    choose_language(by=who.actor, user=who.user, language=language)
    client = Client()
    client.force_login(who.user)
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_state_is_that_of_init_and_its_units_are_those_of_its_districts(bihar: SimpleNamespace) -> None:
    assert directory.home_state() == directory.state_of(SYSTEM) == STATE
    assert {grant.home_state for grant in Grant.objects.all()} == {STATE}
    own = Unit.objects.exclude(kind="nodal_desk")
    assert set(own.values_list("home_state", flat=True)) == {STATE}
    assert own.filter(kind="district_police").count() == 38
    assert Place.objects.get(key=PATNA).name == "Patna"
    with reading(SYSTEM):
        places = [*own.filter(place__state__isnull=False).values_list("place__state", flat=True).distinct()]
        places += Facility.objects.values_list("district__state", flat=True).distinct()
    assert set(places) == {STATE}
    told = [f"{unit.name} {unit.name_hi}" for unit in own]
    assert not [each for each in told if any(other in each for other in OTHERS)]


def test_week_is_asked_of_its_districts_read_near_them_and_settled(
    bihar: SimpleNamespace, settled: Callable[[], None]
) -> None:
    by = bihar.chief.actor
    assert open_weekly_duties() > 0
    with reading(SYSTEM):
        [duty] = Duty.objects.filter(owner_role="police_chief", owner_audience=bihar.gaya.audience)
        assert set(Duty.objects.values_list("home_state", flat=True)) == {STATE}
    assert (duty.home_state, duty.title_en[:21]) == (STATE, "Weekly report of Gaya")
    assert len(unowned_agencies(STATE)) == 2 * 38 - 1
    report_of_the_week(by)
    settled()
    while outbox.deliver_all():
        settled()
    with reading(SYSTEM):
        duty.refresh_from_db()
        assert duty.done_at is not None
        claims = list(Claim.objects.all())
        assert {claim.home_state for claim in claims} == {STATE}
        assert AURANGABAD in {claim.origin_id for claim in claims}, "that of Bihar, not of Maharashtra"
        assert (AURANGABAD, "IN-DL") in set(Fact.objects.values_list("origin", "destination"))


def test_change_becomes_a_finding_of_the_state(bihar: SimpleNamespace) -> None:
    facts(steady(6, 3, 3, 3, 3), origin=GAYA, destination="IN-DL", forms=["begging"])
    facts(steady(0, 4, 3, 4, 4), origin=GAYA, destination=NAVSARI, forms=["begging"])
    facts(steady(2), origin=PATNA, destination="IN-DL")
    assert find_changes() > 0
    with reading(SYSTEM):
        assert FindingRun.objects.get().home_state == STATE
        found = list(Finding.objects.latest())
    assert {each.home_state for each in found} == {STATE}
    new = next(each for each in found if (each.origin, each.destination) == (GAYA, NAVSARI))
    for language, name in (("en", "Gaya"), ("hi", "गया")):
        page = shown(bihar.desk, reverse("finding", args=[new.pk]), language)
        assert name in page
        assert not [other for other in OTHERS if other in page]
    assert span_of(bihar.desk.actor).state == STATE


def test_quarter_is_planned_for_the_members_of_the_state_at_its_centres(bihar: SimpleNamespace) -> None:
    for at, number in enumerate(("236", "230")):
        members(bihar.units[f"police:district:{number}"], f"B{at}-")
    home = bihar.units[f"training:{STATE}"]
    centre("C-PATNA", PATNA, 25.6, 85.1, home=home)
    centre("C-GAYA", GAYA, 24.8, 85.0, home=home)
    with reading(SYSTEM):
        course = Course.objects.filter(current__isnull=False).order_by("code").first()
    assert course is not None
    by = bihar.trainer.actor
    plan = planning.ask_plan(
        by=by, name="Next quarter", course=course.code, monday=this_monday() + timedelta(weeks=2), weeks=13, rules=RULES
    )
    plan = planning.make_plan(plan.pk)
    assert (plan.state, plan.home_state) == ("draft", STATE)
    with reading(by):
        plan = planning.publish_plan(by=by, plan=plan)
    for name in ("roster_plans", "roster_calendar", "roster_centres", "coverage"):
        for language in ("en", "hi"):
            page = shown(bihar.trainer, reverse(name), language)
            assert not [other for other in OTHERS if other in page], name


def test_case_advisory_and_letter_bear_the_state(bihar: SimpleNamespace) -> None:
    ahtu = officer("ahtu", "ahtu_in_charge", bihar.units["police:ahtu:236"])
    case = a_case(ahtu)
    assert case.number.startswith("BR-GAY-2026-")
    by = bihar.desk.actor
    with reading(by):
        content = writing.Content(
            writing.AdvisoryWords(title_en="Night trains", text_en="Watch the night trains."),
            addressees_in([GAYA], ["police"]),
        )
        advisory = sending.send_advisory(by=by, advisory=writing.draft_advisory(by=by, content=content))
    assert (advisory.name, advisory.home_state) == ("BR-A-2026-001", STATE)
    office = {
        "place": "IN-JH", "compartment": "police", "designation": "Nodal officer", "office": "CID Ranchi",
        "email": "cid@example.org", "source": "Letter 12",
    }  # fmt: skip
    with reading(by):
        add_contact(by=by, said=office)
    with reading(ahtu.actor):
        wanted = RequestContent("rescue", "IN-JH", {"where": "Old market", "girls": 2}, "Two rooms are watched.")
        request = send_request(by=ahtu.actor, request=write_request(by=ahtu.actor, wanted=wanted, case_id=case.id))
        secret = make_token(by=ahtu.actor, request=request)
    assert (request.home_state, request.number[:3]) == (STATE, "BR-")
    for language in ("en", "hi"):
        pages = [
            shown(bihar.desk, reverse("advisory", args=[advisory.pk]), language),
            Client().get(reverse("request_reply", args=[secret]), {"language": language}).content.decode(),
        ]
        for page in pages:
            assert "BR-" in page
            assert not [other for other in OTHERS if other in page]
