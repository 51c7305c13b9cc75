"""Nil reports read on one page, accepted by one press, undone within ten minutes."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from reporting_state import officer

from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.reports.actions import decide_report, revise_report, submit_report, write_report
from samanvay.reports.models import SituationReport

TUESDAY = datetime(2026, 11, 24, 12, 0, tzinfo=clock.INDIA)
WEEK = (date(2026, 11, 16), date(2026, 11, 22))
DISTRICTS = ("Agra", "Bijnor", "Moradabad")


@pytest.fixture
def chiefs(fresh_state: str) -> dict[str, Actor]:
    return {name: officer("police_chief", name) for name in DISTRICTS}


@pytest.fixture
def desk(chiefs: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    client = Client()
    client.force_login(User.objects.get(pk=officer("state_bureau").id))
    return client


def sent(by: Actor, words: str = "") -> SituationReport:
    with clock.frozen(TUESDAY), reading(by):
        report = write_report(by=by, period_from=WEEK[0], period_to=WEEK[1], narrative=words, is_quiet=not words)
        return submit_report(by=by, report=report)


def at(moment: datetime, act: Callable[[], object]) -> str:
    with clock.frozen(moment):
        answer = act()
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def ticks_of(shown: str, form: int = -1) -> list[str]:
    return re.findall(r'name="tick" value="([^"]+)"', shown.split('class="card bulk"')[form])


def events_of(kind: str) -> int:
    with reading(SYSTEM):
        return Event.objects.filter(kind=kind).count()


def test_nil_reports_of_a_week_are_accepted_by_one_press_and_undone_by_one(
    chiefs: dict[str, Actor], desk: Client
) -> None:
    quiet = [sent(chiefs[name]) for name in DISTRICTS[:2]]
    told = sent(chiefs["Moradabad"], "Two accused were arrested at Moradabad.")
    page = "/reports/to-accept/?show=nil&week=2026-11-18"
    shown = at(TUESDAY, lambda: desk.get(page))
    ticks = ticks_of(shown)
    assert {each.split(":")[0] for each in ticks} == {str(each.pk) for each in quiet}
    assert shown.count("Nothing to report.") == 2
    assert shown.count(" checked") == 2, "without a script too, one press"
    assert "Two accused were arrested" in at(TUESDAY, lambda: desk.get("/reports/to-accept/"))

    address = "/reports/to-accept/accept/?show=nil&week=2026-11-18"
    done = at(TUESDAY, lambda: desk.post(address, {"tick": ticks}, follow=True))
    assert "Accepted 2 reports." in done
    assert events_of("report:accepted") == 2
    again = ticks_of(done, 1)
    late = at(TUESDAY + timedelta(minutes=11), lambda: desk.get(page))
    assert "in the last ten minutes" not in late
    undo = "/reports/to-accept/undo/"
    refused = at(TUESDAY + timedelta(minutes=11), lambda: desk.post(undo, {"tick": again}, follow=True))
    assert "Ten minutes have passed" in refused
    back = at(TUESDAY + timedelta(minutes=9), lambda: desk.post(undo, {"tick": again}, follow=True))
    assert "2 reports wait again." in back
    assert events_of("report:acceptance_undone") == 2
    with reading(SYSTEM):
        states = set(SituationReport.objects.values_list("state", "decided_by", "decided_at"))
    assert states == {("submitted", None, None)}
    assert told.state == "submitted"


def test_what_changed_meanwhile_or_is_not_theirs_is_left_out_by_name(chiefs: dict[str, Actor], desk: Client) -> None:
    for name in DISTRICTS:
        sent(chiefs[name])
    ticks = ticks_of(at(TUESDAY, lambda: desk.get("/reports/to-accept/")))
    with reading(SYSTEM):
        changed, gone = (SituationReport.objects.get(home_unit=chiefs[name].units[0]) for name in DISTRICTS[:2])
        nodal = Unit.objects.get(kind="state_police", home_state="IN-UP")
    by = officer("state_nodal_officer", unit=nodal)
    with clock.frozen(TUESDAY), reading(by):
        decide_report(by=by, report=changed, accept=False, words="Say how many.")
    with clock.frozen(TUESDAY), reading(chiefs["Agra"]):
        revise_report(
            by=chiefs["Agra"], report=changed, period_from=WEEK[0], period_to=WEEK[1], narrative="One was found.",
            expected=None,
        )  # fmt: skip
        submit_report(by=chiefs["Agra"], report=changed)
    with clock.frozen(TUESDAY), reading(by):
        decide_report(by=by, report=gone, accept=True)
    ticks.append(f"{uuid7()}:1")
    done = at(TUESDAY, lambda: desk.post("/reports/to-accept/accept/", {"tick": ticks}, follow=True))
    assert "Accepted 1 report." in done
    assert re.search(r"1 left out: Agra, [^<]*It was changed meanwhile\. Read it again\.", done)
    assert re.search(r"1 left out: Bijnor, [^<]*Only a submitted report can be accepted\.", done)
    assert "1 left out: one row. This record does not exist" in done
    others = at(
        TUESDAY, lambda: desk.post("/reports/to-accept/undo/", {"tick": [f"{gone.pk}:{gone.version}"]}, follow=True)
    )
    assert "Only the person who accepted a report undoes it." in others


@pytest.mark.parametrize(
    ("ticks", "words"),
    [
        ([], "Nothing is ticked."),
        (["nonsense"], "A row of the list was not understood."),
        ([f"{uuid7()}:x"], "A row of the list was not understood."),
        ([f"{uuid7()}:1" for _number in range(501)], "At most 500 at once."),
    ],
)
def test_hostile_ticks_give_a_clear_answer(desk: Client, ticks: list[str], words: str) -> None:
    answer = desk.post("/reports/to-accept/accept/?show=nil", {"tick": ticks}, follow=True)
    assert answer.redirect_chain == [("/reports/to-accept/?show=nil", 302)]
    assert words in answer.content.decode()
