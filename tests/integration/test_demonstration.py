"""The demonstration: told once, told on where it was broken off, and the bulk of it taken in by the desk's sheets."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Sum

from samanvay.access.models import User
from samanvay.audit.models import Event, Parked
from samanvay.cases.models import Case
from samanvay.demo import loading, register, reported
from samanvay.demo.personas import personas
from samanvay.demo.story import CASES
from samanvay.demo.together import TOGETHER
from samanvay.directory.units.actions.units import create_unit
from samanvay.documents.models import ImportRow
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Refused
from samanvay.measures.advisories.queries.advisories import late_recipients
from samanvay.measures.models import Recipient
from samanvay.picture.models import Fact, Finding, ReportedWeek
from samanvay.reports.models import CaseAnswer, SituationReport

STORY = (*CASES, *TOGETHER)


def counts() -> dict[str, int]:
    with reading(SYSTEM):
        return {
            "people": User.objects.filter(is_persona=True).count(),
            "reports": SituationReport.objects.count(),
            "cases": Case.objects.count(),
            "told": Event.objects.filter(kind="demo:loaded").count(),
        }


@pytest.fixture
def power(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the power fail after so many calls of a part of the loading; returns what brings it back."""

    def fails(where: Any, name: str, after: int) -> None:
        tell, told = getattr(where, name), []

        def until_the_power_fails(*arguments: Any, **named: Any) -> Any:
            if len(told) == after:
                raise SystemExit("the power fails")
            told.append(arguments)
            return tell(*arguments, **named)

        with monkeypatch.context() as patched:
            patched.setattr(where, name, until_the_power_fails)
            with pytest.raises(SystemExit):
                loading.load_demonstration()

    return fails


@pytest.mark.slow
def test_a_telling_that_was_broken_off_goes_on_where_it_stopped(
    fresh_state: str, settings: Any, monkeypatch: pytest.MonkeyPatch, power: Any
) -> None:
    settings.IS_DEMO, settings.DEMO_IS_WHOLE = True, False
    monkeypatch.setattr(reported, "WEEKS_TOLD", 2)
    earlier = [persona for persona in loading.personas() if persona.role != "press_desk"]
    monkeypatch.setattr(loading, "personas", lambda: earlier)
    power(reported, "_report", 40)
    broken = counts()
    assert (broken["reports"], broken["cases"], broken["told"]) == (40, 0, 0)

    made = loading.load_demonstration()
    whole = counts()
    assert whole == {
        "people": broken["people"],
        "reports": made["reports"],
        "cases": len(CASES) + len(TOGETHER),
        "told": 1,
    }
    assert whole["reports"] > 60
    assert loading.load_demonstration() == {}
    assert counts() == whole
    # a newer release knows somebody more
    monkeypatch.setattr(loading, "personas", personas)
    assert loading.load_demonstration() == {"officers": 1}
    assert loading.load_demonstration() == {}
    assert counts() == whole | {"people": whole["people"] + 1}
    with reading(SYSTEM):
        states = Counter(Recipient.objects.values_list("state", flat=True))
        assert states == {"sent": 3, "seen": 1, "accepted": 2, "declined": 1, "done": 1}
        assert len(late_recipients()) == 2


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make the register small: the latest hundred persons, six weeks of reports."""
    monkeypatch.setattr(register, "PERSONS", 100)
    monkeypatch.setattr(register, "REPORTED_WEEKS", 6)
    register.cases.cache_clear()
    yield
    register.cases.cache_clear()


@pytest.mark.slow
def test_the_desks_sheets_are_taken_in_by_actions_once_whatever_breaks_off(
    fresh_state: str, settings: Any, monkeypatch: pytest.MonkeyPatch, power: Any, few: None
) -> None:
    settings.IS_DEMO, settings.DEMO_IS_WHOLE = True, True
    monkeypatch.setattr(reported, "WEEKS_TOLD", 0)
    power(loading, "apply_rows", 1)  # the reports are taken in, the register is staged
    assert counts()["told"] == 0
    made = loading.load_demonstration()
    whole = counts()
    assert (whole["reports"], whole["cases"]) == (made["reports"], made["cases"])
    with reading(SYSTEM):
        assert not ImportRow.objects.filter(status__in=("bad", "refused")).exists()
        assert not Parked.objects.exists()
        taken_in = Case.objects.filter(people__isnull=False).exclude(
            what__in=[told.what for told in (*CASES, *TOGETHER)]
        )
        assert taken_in.count() == len(register.cases())
        persons = taken_in.aggregate(Sum("people"))["people__sum"]
        assert 100 <= persons < 110
        # each was opened by an action of the desk, with its event
        opened = Event.objects.filter(kind="case:opened", subject_id__in=[str(case.pk) for case in taken_in])
        assert set(opened.values_list("actor", flat=True)) == {User.objects.get(username="desk").pk}
        assert opened.count() == taken_in.count()
        # what is told here meets nothing that a visitor may tell of this week
        assert max(case.occurred.latest for case in taken_in) < clock.today() - register.LAST_TOLD
        assert Fact.objects.filter(kind="movement", is_open=True).count() > len(register.cases()) / 2
        assert ReportedWeek.objects.values("week").distinct().count() == 5, (
            "six weeks but the latest, told by the chiefs"
        )
        assert not CaseAnswer.objects.filter(same_as_claim__isnull=False).exists()


def test_the_register_tells_three_thousand_people_and_the_interviews_corridors() -> None:
    register.cases.cache_clear()
    told = register.cases()
    assert 3_000 <= sum(case.persons for case in told) < 3_020
    assert all(any(register.is_home(seen.place) for seen in case.sightings) for case in told)
    for place, slug in (("Varanasi", "np-mid-delhi"), ("Bijnor", "jh-"), ("Ayodhya", "np-mid-delhi")):
        kept = [case for case in told if place in case.named("stopover")]
        assert sum(register.journeys()[case.number]["corridor"].startswith(slug) for case in kept) >= 10, place


@pytest.mark.slow
def test_the_nightly_search_finds_the_shift_that_the_demonstration_tells(fresh_state: str, settings: Any) -> None:
    settings.IS_DEMO = True
    loading.load_demonstration(whole=True)
    with reading(SYSTEM):
        found = {(finding.subject, finding.place): finding for finding in Finding.objects.told()}
    finding = found["stopover", "district:177"]  # Ayodhya
    assert finding.kind in ("rose", "appeared")
    assert finding.seen > finding.high


def test_installation_of_another_state_is_told_no_demonstration(db: None, settings: Any) -> None:
    settings.IS_DEMO = True
    create_unit(by=SYSTEM, kind="state_police", name="State", home_state="IN-BR")
    with pytest.raises(Refused):
        loading.load_demonstration(whole=False)
    assert not User.objects.exists()
