"""From weekly facts to findings: raised once, told within the budget, opened under the floors, decided by the desk."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from test_picture import NOW, actor_at, report_by

from arranging import arranging
from samanvay.access.models import User
from samanvay.audit import outbox
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.directory.models import Place
from samanvay.directory.near import near_readers
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, SYSTEM, SYSTEM_AUDIENCE, Actor, reading
from samanvay.kernel.ids import uuid4, uuid7
from samanvay.kernel.refusals import Invalid, Refused, Stale, Unseen
from samanvay.picture import events
from samanvay.picture.facts.actions.projecting import quarter_of
from samanvay.picture.findings import queries
from samanvay.picture.findings.actions import nightly
from samanvay.picture.findings.actions.deciding import decide_finding, make_finding
from samanvay.picture.findings.actions.nightly import BUDGET, find_changes, has_grown
from samanvay.picture.findings.series import WEEKS, read_series
from samanvay.picture.models import Fact, FactWeek, Finding, FindingRun, ReportedWeek, SharedFact
from samanvay.picture.states import FINDING_FOLLOWS, FindingState, Subject
from samanvay.reports.actions import confirm_all, reopen_claim, submit_report
from samanvay.reports.models import Claim

MONDAY = date(2026, 11, 16)  # of the last whole week before NOW
LAID = 44  # weeks of facts
DELHI, NAVSARI = "IN-DL", "district:490"


def district(name: str) -> str:
    with reading(SYSTEM):
        return Place.objects.get(kind="district", state_id="IN-UP", name=name).key


@pytest.fixture
def officers(
    fresh_state: str, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, Actor]]:
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    with clock.frozen(NOW):
        yield {
            "desk": actor_at("state_bureau", ""),
            "moradabad": actor_at("police_chief", "moradabad"),
            "ballia": actor_at("police_chief", "ballia"),
            "ngo": actor_at("ngo_worker", ""),
        }


def facts(
    weekly: Iterable[int],
    *,
    until: date = MONDAY,
    opened: bool = True,
    told_month: bool = True,
    **told: Any,
) -> None:
    """Lay down facts: so many a week, the last in the week of ``until``, as the projector leaves them."""
    counts = list(weekly)
    rows: list[Fact] = []
    weeks: list[FactWeek] = []
    shared: list[SharedFact] = []
    said = {"kind": "movement", "via": [], "forms": [], "certainty": "stated", **told}
    with reading(SYSTEM):
        readers = near_readers([], [said.get("origin", ""), said.get("destination", ""), *said["via"]])
    for back, count in enumerate(reversed(counts)):
        week = until - timedelta(weeks=back)
        month = week.replace(day=1)
        for _ in range(count):
            columns = {**said, "journey": 1, "quarter": quarter_of(month), "persons": 1}
            key = uuid4()
            rows.append(Fact(id=key, month=month, readers=readers, open_on=week, is_open=opened, **columns))
            weeks.append(FactWeek(fact_id=key, week=week, readers=[SYSTEM_AUDIENCE]))
            if opened:
                seen_by = {"readers": [SYSTEM_AUDIENCE, OFFICERS_AUDIENCE], "near": readers}
                shared.append(SharedFact(fact_id=key, month=month if told_month else None, **seen_by, **columns))
    with arranging():
        Fact.objects.bulk_create(rows)
        FactWeek.objects.bulk_create(weeks)
        SharedFact.objects.bulk_create(shared)


def steady(count: int, *last: int) -> list[int]:
    """Return a count a week for most of a year, wobbling by one, and the last weeks as given; 0 stays 0."""
    wobble = [count + (1, 0, -1, 0, 0)[number % 5] if count else 0 for number in range(LAID - len(last))]
    return [*wobble, *last]


def years(count: int, *last: int) -> list[int]:
    """Return a count a week for two years, as :func:`steady` wobbles, and the last weeks as given."""
    return [*steady(count), *steady(count), *steady(count, *last)]


def all_findings() -> list[Finding]:
    with reading(SYSTEM):
        return list(Finding.objects.latest())


def seen_by(actor: Actor, **asked: Any) -> list[Finding]:
    with reading(actor):
        return list(queries.findings(actor, queries.FindingFilters(**asked)))


def page(actor: Actor, url: str, data: dict[str, Any] | None = None) -> Any:
    client = Client()
    client.force_login(User.objects.get(pk=actor.id))
    return client.get(url) if data is None else client.post(url, data)


def text(actor: Actor, url: str) -> str:
    answer = page(actor, url)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return str(answer.content.decode())


def test_fact_has_its_week_as_long_as_it_counts(officers: dict[str, Actor], settled: Callable[[], None]) -> None:
    chief = officers["moradabad"]

    def deliver() -> None:
        settled()
        while outbox.deliver_all():
            settled()

    report = report_by(chief)
    with reading(chief):
        confirm_all(by=chief, report=report)
        submit_report(by=chief, report=report)
    deliver()
    with reading(SYSTEM):
        assert set(FactWeek.objects.values_list("week", flat=True)) == {date(2026, 11, 9)}
        assert FactWeek.objects.count() == Fact.objects.count() > 0
        material = read_series("IN-UP", MONDAY)
        corridor = next(each for each in material.series if each.subject == Subject.CORRIDOR)
        assert corridor.key[1:3] == ("IN-JH", "IN-DL")
        assert corridor.counts[-2:].tolist() == [1, 0]
        assert {each.key[3] for each in material.series if each.subject == Subject.DISTRICT} == {
            district("Bijnor"),
            district("Moradabad"),
        }
        claims = list(Claim.objects.filter(state="confirmed"))
    for claim in claims:
        with reading(chief):
            reopen_claim(by=chief, claim=Claim.objects.get(pk=claim.pk))
    deliver()
    with reading(SYSTEM):
        assert not FactWeek.objects.exists()
    with reading(chief):
        assert not FactWeek.objects.exists()


@pytest.fixture
def diverted(officers: dict[str, Actor]) -> str:
    """Ballia sent six a week to Delhi for most of a year; of late most go to Navsari, all facts open to everybody."""
    ballia = district("Ballia")
    facts(steady(6, 3, 3, 3, 3), origin=ballia, destination=DELHI, forms=["begging"])
    facts(steady(0, 4, 3, 4, 4), origin=ballia, destination=NAVSARI, forms=["begging"])
    facts(steady(2), origin=district("Bijnor"), destination=DELHI)
    return ballia


def test_change_is_raised_once_a_night_asked_of_the_desk_and_told_in_both_languages(
    officers: dict[str, Actor], diverted: str
) -> None:
    with clock.frozen(datetime(2026, 11, 24, 1, 30, tzinfo=clock.INDIA)):
        assert find_changes() == 0
        assert not all_findings(), "it is not two o'clock yet"
    raised = find_changes()
    assert raised > 0
    assert find_changes() == 0
    new = next(each for each in all_findings() if each.kind == "appeared" and each.subject == "corridor")
    assert (new.origin, new.destination, new.seen) == (diverted, NAVSARI, 15)
    assert (new.since, new.until) == (date(2026, 10, 26), date(2026, 11, 22))
    assert new.expected is not None
    assert new.expected < 1
    assert (new.q_value or 1) < 0.001
    with reading(SYSTEM):
        run = FindingRun.objects.get()
        assert (run.raised, run.held_back, run.until) == (raised, 0, date(2026, 11, 22))
        assert Event.objects.filter(kind="finding:raised").count() == raised
        assert Event.objects.filter(kind="findings:looked_for").count() == 1
        duties = list(Duty.objects.waiting().filter(kind="finding:new"))
    assert len(duties) == raised
    words = next(duty for duty in duties if duty.subject_id == str(new.pk))
    said = "Journeys Ballia → Navsari are new: 15 in four weeks, none in the year before (26 Oct – 22 Nov 2026)."
    assert words.title_en == said
    assert words.title_hi.startswith("बलिया → नवसारी यात्राएँ: पहली बार।")
    # the same weeks the next night, and a week later the same numbers: known
    with clock.frozen(NOW + timedelta(days=1)):
        assert find_changes() == 0
    facts([4], until=MONDAY + timedelta(weeks=1), origin=diverted, destination=NAVSARI, forms=["begging"])
    facts([3], until=MONDAY + timedelta(weeks=1), origin=diverted, destination=DELHI, forms=["begging"])
    facts([2], until=MONDAY + timedelta(weeks=1), origin=district("Bijnor"), destination=DELHI)
    with clock.frozen(NOW + timedelta(weeks=1)):
        find_changes()
    again = [each for each in all_findings() if each.pk == new.pk]
    assert [each.last_seen_on for each in again] == [date(2026, 11, 29)]
    assert again[0].times_grown == 0


def test_lasting_fall_is_raised_by_its_weeks_and_told_as_one(officers: dict[str, Actor]) -> None:
    ballia = district("Ballia")
    facts(years(5, *[2, 1] * 7), origin=ballia, destination=DELHI)
    facts(years(4), origin=ballia, destination=NAVSARI)
    facts(years(3), origin=district("Bijnor"), destination=DELHI)
    assert find_changes() > 0
    fell = next(each for each in all_findings() if each.subject == "corridor")
    assert (fell.kind, fell.origin, fell.destination, fell.is_lasting) == ("fell", ballia, DELHI, True)
    assert fell.weeks in (12, 16)
    assert fell.since + timedelta(weeks=fell.weeks) == fell.until + timedelta(days=1)
    shown = text(officers["desk"], f"/picture/findings/{fell.pk}/")
    assert "Journeys Ballia → Delhi fell to" in shown
    assert "lasting since about" in shown
    assert "Fewer were recorded; check whether less was recorded in general." in shown
    assert "at most fifteen in a hundred" in shown
    with clock.frozen(NOW + timedelta(days=1)):
        assert find_changes() == 0


def test_district_that_records_twice_as_much_of_everything_is_told_as_recording(officers: dict[str, Actor]) -> None:
    ballia = district("Ballia")
    for count, place in enumerate([DELHI, NAVSARI, "IN-MH", "IN-PB", "IN-HR"], 3):
        facts(years(count, *[2 * count] * 4), origin=ballia, destination=place)
    facts(years(3), origin=district("Bijnor"), destination=DELHI)
    assert find_changes() == 1
    (found,) = all_findings()
    assert (found.kind, found.subject, found.place, found.districts) == ("together", "district", ballia, [ballia])
    assert found.seen == 4 * 2 * (3 + 4 + 5 + 6 + 7)
    shown = text(officers["desk"], f"/picture/findings/{found.pk}/")
    assert "Everything recorded in Ballia rose together. Look at recording first:" in shown
    assert "Nothing here says that trafficking changed" in shown
    assert "See its impact" not in shown
    with reading(officers["desk"]):
        assert queries.strongest(officers["desk"], None, MONDAY) is None


def test_known_one_comes_back_when_it_has_grown_whatever_was_decided(officers: dict[str, Actor], diverted: str) -> None:
    find_changes()
    new = next(each for each in all_findings() if each.kind == "appeared" and each.subject == "corridor")
    desk = officers["desk"]
    with reading(desk):
        decide_finding(by=desk, finding=new, to=FindingState.DISMISSED, reason="A seasonal fair")
    with reading(SYSTEM):
        assert not Duty.objects.waiting().filter(subject_id=str(new.pk)).exists()
    facts([16], until=MONDAY + timedelta(weeks=1), origin=diverted, destination=NAVSARI, forms=["begging"])
    with clock.frozen(NOW + timedelta(weeks=1)):
        assert find_changes() > 0
    grown = next(each for each in all_findings() if each.pk == new.pk)
    assert (grown.state, grown.seen, grown.times_grown) == ("new", 27, 1)
    with reading(SYSTEM):
        assert Duty.objects.waiting().filter(subject_id=str(new.pk)).count() == 1
        kinds = list(Event.objects.filter(subject_id=str(new.pk)).order_by("seq").values_list("kind", flat=True))
    assert [kind for kind in kinds if kind != "finding:opened"] == ["finding:raised", "finding:decided", "finding:grew"]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (("fell", 4, 12.0), ("dried_up", 0, 12.0), True),
        (("fell", 4, 12.0), ("fell", 3, 12.0), False),
        (("rose", 20, 10.0), ("rose", 25, 10.0), True),
        (("rose", 20, 10.0), ("rose", 24, 10.0), False),
        (("appeared", 4, 0.2), ("rose", 6, 0.2), False),
        (("silent", 0, 4.0), ("silent", 0, 4.0), False),
        (("fell", 4, 12.0), ("lasting fell", 14, 40.0), True),
        (("lasting fell", 14, 40.0), ("fell", 1, 40.0), False),
        (("lasting fell", 14, 40.0), ("dried_up", 0, 12.0), False),
    ],
)
def test_growing_is_half_as_far_again_and_three_facts(before: Any, now: Any, expected: bool) -> None:
    def made(kind: str, seen: int, usual: float) -> Finding:
        since = MONDAY - timedelta(weeks=11 if kind.startswith("lasting") else 3)
        of_kind = kind.removeprefix("lasting ")
        return Finding(kind=of_kind, seen=seen, expected=usual, since=since, until=MONDAY + timedelta(days=6))

    assert has_grown(made(*before), made(*now)) is expected


def test_finding_is_opened_to_all_only_when_its_facts_are(officers: dict[str, Actor]) -> None:
    moradabad = district("Moradabad")
    facts(steady(4), origin=moradabad, destination=DELHI)
    facts(steady(0, 0, 0, 0, 0), origin=moradabad, destination=NAVSARI)
    facts([3, 3, 3, 3], opened=False, origin=moradabad, destination=NAVSARI)
    assert find_changes() > 0
    assert {each.kind for each in seen_by(officers["moradabad"], subject="corridor")} == {"appeared"}
    assert seen_by(officers["desk"], subject="corridor")
    assert seen_by(officers["ballia"]) == []
    new = seen_by(officers["desk"], subject="corridor")[0]
    with reading(officers["ballia"]), pytest.raises(Unseen):
        queries.finding_or_unseen(officers["ballia"], new.pk)
    assert page(officers["ballia"], f"/picture/findings/{new.pk}/").status_code == 404
    # opened, but told by their quarter alone: still for those near
    with arranging():
        Fact.objects.filter(is_open=False).update(is_open=True)
        for fact in Fact.objects.filter(destination=NAVSARI):
            told = {
                name: getattr(fact, name) for name in ("kind", "journey", "origin", "via", "destination", "quarter")
            }
            both = [SYSTEM_AUDIENCE, OFFICERS_AUDIENCE]
            SharedFact.objects.create(fact_id=fact.pk, readers=both, near=fact.readers, month=None, persons=1,
                                      certainty="stated", **told)  # fmt: skip
    with clock.frozen(NOW + timedelta(days=1)):
        find_changes()
    assert seen_by(officers["ballia"]) == []
    with arranging():
        SharedFact.objects.filter(month__isnull=True).update(month=date(2026, 11, 1))
    with clock.frozen(NOW + timedelta(days=2)):
        find_changes()
    assert {each.kind for each in seen_by(officers["ballia"], subject="corridor")} == {"appeared"}
    with reading(officers["ballia"]):
        found = queries.finding_or_unseen(officers["ballia"], new.pk)
        shown = queries.evidence(officers["ballia"], found)
        assert {type(fact) for fact in shown} == {SharedFact}
        assert sum(count for _month, count in queries.monthly_counts(officers["ballia"], found)) == 12
    with reading(officers["ngo"]), pytest.raises(Refused):
        queries.findings(officers["ngo"], queries.FindingFilters())

    def seen_far_after(change: Callable[[], Any]) -> bool:
        with arranging():
            change()
        with operation(events.FINDINGS_LOOKED_FOR, by=SYSTEM, target=("state", "IN-UP")) as op:
            nightly._open(op, "IN-UP")
        return new.pk in {each.pk for each in seen_by(officers["ballia"])}

    # one told by its quarter alone, in no week of the finding: "seen in these weeks" would tell that it was before
    with clock.frozen(NOW + timedelta(days=2)):
        facts([3], until=date(2026, 10, 5), told_month=False, origin=moradabad, destination=NAVSARI)
        before = SharedFact.objects.filter(month__isnull=True)
        with reading(SYSTEM):
            lone, *others = before.order_by("pk").values_list("pk", flat=True)
        assert not seen_far_after(lambda: None)
        # what the finding does not count is nobody or three: one person would be found by subtracting
        assert not seen_far_after(lambda: before.filter(pk=lone).update(month=date(2026, 10, 1)))
        assert seen_far_after(lambda: before.filter(pk__in=others).update(month=date(2026, 10, 1)))
        # confirmations taken back: what it counted are fewer than three
        with reading(SYSTEM):
            gone = list(Fact.objects.filter(destination=NAVSARI).order_by("pk").values_list("pk", flat=True))[2:]
        assert not seen_far_after(lambda: Fact.objects.filter(pk__in=gone).delete())
    with reading(SYSTEM):
        assert Event.objects.filter(kind="finding:closed", subject_id=str(new.pk)).count() == 2


def test_budget_of_the_month_holds_back_and_the_next_month_tells(officers: dict[str, Actor]) -> None:
    with reading(SYSTEM):
        names = list(Place.objects.filter(kind="district", state_id="IN-UP").order_by("pk")[:13])
    for number, place in enumerate(names):
        facts(steady(2), origin=place.key, destination=DELHI)
        facts(steady(0, 4, 4, 4, 4 + number), origin=place.key, destination=NAVSARI)
    assert find_changes() >= 13
    told = seen_by(officers["desk"])
    held = seen_by(officers["desk"], state=queries.HELD_BACK)
    assert len(told) == BUDGET
    assert len(held) == len(all_findings()) - BUDGET > 0
    assert max(each.q_value or 0 for each in told) <= min(each.q_value or 0 for each in held)
    with reading(SYSTEM):
        assert Duty.objects.waiting().filter(kind="finding:new").count() == BUDGET
    assert "Not shown to the state" in text(officers["desk"], "/picture/findings/")
    assert "These are the rest" in text(officers["desk"], "/picture/findings/?state=held_back")
    with clock.frozen(datetime(2026, 12, 1, 6, 0, tzinfo=clock.INDIA)):
        for place in names:
            facts([2], until=MONDAY + timedelta(weeks=1), origin=place.key, destination=DELHI)
            facts([4], until=MONDAY + timedelta(weeks=1), origin=place.key, destination=NAVSARI)
        find_changes()
        told_now = seen_by(officers["desk"])
    standing = [each for each in all_findings() if each.last_seen_on == date(2026, 11, 29) and each in held]
    assert len(standing) > 0
    assert len(told_now) == BUDGET + min(BUDGET, len(standing))
    with reading(SYSTEM):
        assert Event.objects.filter(kind="finding:released").exists()


def test_counts_of_the_last_weeks_are_held_against_what_is_told_by_then(officers: dict[str, Actor]) -> None:
    facts(steady(4), origin=district("Bijnor"), destination=DELHI)
    with arranging():
        for number, week in enumerate(FactWeek.objects.order_by("week")):
            late = timedelta(days=5 if number % 2 else 19)
            Fact.objects.filter(pk=week.fact_id).update(open_on=week.week + late)
    with reading(SYSTEM):
        effort = read_series("IN-UP", MONDAY).effort[0]
    assert effort[-1] == effort[-2] == pytest.approx(0.5, abs=0.02)
    assert effort[-3] == effort[-20] == 1.0


def test_district_that_falls_silent_is_found_and_is_no_fall(officers: dict[str, Actor]) -> None:
    bijnor, ballia = district("Bijnor"), district("Ballia")
    facts(steady(4, 0, 0, 0, 0), place=bijnor, kind="event", event_kind="rescue")
    facts(steady(4), place=ballia, kind="event", event_kind="rescue")
    with arranging():
        ReportedWeek.objects.bulk_create(
            ReportedWeek(district=key, week=MONDAY - timedelta(weeks=back), agency="police")
            for key in (bijnor, ballia)
            for back in range(WEEKS)
            if key != bijnor or back > 3
        )
    assert find_changes() == 1
    found = seen_by(officers["ballia"])
    assert [(each.kind, each.place, each.seen) for each in found] == [("silent", bijnor, 0)]
    shown = text(officers["ballia"], f"/picture/findings/{found[0].pk}/")
    assert "Bijnor stopped reporting: no report in four weeks, normally a report in 4 of them (26 Oct – 22 Nov" in shown
    assert "Reports in the last weeks" in shown
    assert "Bijnor" in text(officers["ballia"], "/picture/")
    assert "What changed" in text(officers["ballia"], f"/picture/district/{bijnor}/")


def test_officer_writes_one_by_hand_and_the_desk_decides(officers: dict[str, Actor]) -> None:
    chief, desk, far = officers["moradabad"], officers["desk"], officers["ballia"]
    moradabad = district("Moradabad")
    day = clock.today()
    said = {"subject": "stopover", "place": "Moradabad, District, Uttar Pradesh", "said": "Girls wait at a new hotel"}
    period = {"since": "2026-11-01", "until": "2026-11-20"}
    answer = page(chief, "/picture/findings/new/", {**said, **period})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    made = all_findings()[0]
    assert (made.kind, made.place, made.state, made.districts) == ("noticed", moradabad, "new", [moradabad])
    assert not made.is_held_back
    assert [each.pk for each in seen_by(desk)] == [made.pk]
    assert seen_by(far) == []
    shown = text(desk, f"/picture/findings/{made.pk}/")
    assert "Stop-over Moradabad: Girls wait at a new hotel" in shown
    assert "Your decision" in shown
    assert "Your decision" not in text(chief, f"/picture/findings/{made.pk}/")
    url = f"/picture/findings/{made.pk}/decide/"
    assert page(chief, url, {"to": "watched", "version": 1}).status_code == 403
    assert page(desk, url, {"to": "dismissed", "version": 1}).status_code == 400
    assert page(desk, url, {"to": "new", "version": 1}).status_code == 400
    acted = {"to": "acted_on", "reason": "Hotel checked with the AHTU", "version": 1}
    assert page(desk, url, acted).status_code == 302
    assert page(desk, url, {"to": "watched", "version": 1}).status_code == 409
    shown = text(chief, f"/picture/findings/{made.pk}/")
    for words in ("Action taken", "Hotel checked with the AHTU", "Finding decided on", "Finding written by an officer"):
        assert words in shown
    for wrong in ({**said, "place": ""}, {**said, "said": " "}, {**said, "subject": "corridor"}):
        assert page(chief, "/picture/findings/new/", {**wrong, **period}).status_code == 400
    with reading(chief):
        with pytest.raises(Invalid):
            make_finding(by=chief, subject=Subject.FORM, form="begging", said="x", since=day, until=date(2026, 1, 1))
        with pytest.raises(Invalid):
            make_finding(by=chief, subject=Subject.DISTRICT, said="x", since=day, until=day)
        with pytest.raises(Invalid):
            make_finding(by=chief, subject=Subject.CORRIDOR, origin=DELHI, destination=DELHI, said="x", since=day,
                         until=day)  # fmt: skip
    with reading(officers["ngo"]), pytest.raises(Refused):
        make_finding(by=officers["ngo"], subject=Subject.FORM, form="begging", said="x", since=day, until=day)


def test_every_move_but_those_that_follow_is_refused(officers: dict[str, Actor]) -> None:
    desk, day = officers["desk"], clock.today()
    for state in FindingState:
        for to in FindingState:
            with reading(desk):
                made = make_finding(by=desk, subject=Subject.FORM, form="begging", said="x", since=day, until=day)
            with arranging():
                Finding.objects.filter(pk=made.pk).update(state=state)
            made.state = state
            with reading(desk):
                if to in FINDING_FOLLOWS[state]:
                    assert decide_finding(by=desk, finding=made, to=to, reason="so").state == to
                else:
                    with pytest.raises(Refused):
                        decide_finding(by=desk, finding=made, to=to, reason="so")
    with reading(desk):
        made = make_finding(by=desk, subject=Subject.FORM, form="begging", said="x", since=day, until=day)
    with reading(desk), pytest.raises(Stale):
        decide_finding(by=desk, finding=made, to=FindingState.WATCHED, expected=7)


def test_list_is_narrowed_by_the_address_and_told_as_csv_and_in_hindi(
    officers: dict[str, Actor], diverted: str
) -> None:
    desk = officers["desk"]
    assert "No finding yet." in text(desk, "/picture/findings/")
    assert "No search for changes yet" in text(desk, "/picture/findings/")
    find_changes()
    line = "Journeys Ballia → Navsari are new: 15 in four weeks, none in the year before"
    told = {
        "": True,
        "kind=appeared": True,
        "kind=silent": False,
        "subject=corridor": True,
        "subject=form": False,
        f"district={diverted}": True,
        "district=district:1": False,
        f"corridor={diverted}%3E{NAVSARI}": True,
        f"corridor={diverted}%3EIN-BR": False,
        "state=new": True,
        "state=watched": False,
        "state=nonsense": True,
    }
    assert {query: line in text(desk, f"/picture/findings/?{query}") for query in told} == told
    assert "No finding matches these filters." in text(desk, "/picture/findings/?kind=silent")
    answer = page(desk, "/picture/findings.csv?subject=corridor&kind=appeared")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][:6] == ["Ballia → Navsari", "Corridor", "Appeared", "2026-10-26", "2026-11-22", "15"]
    assert rows[1][-1].startswith("बलिया → नवसारी यात्राएँ: पहली बार।")
    new = next(each for each in all_findings() if each.kind == "appeared" and each.subject == "corridor")
    shown = text(desk, f"/picture/findings/{new.pk}/")
    assert '<svg class="finding-chart"' in shown
    assert "less than 1 in 1000" in shown
    assert "Ballia → Navsari" in shown
    assert "Facts of these months" in shown
    with arranging():
        User.objects.filter(pk=desk.id).update(language="hi")
    hindi = text(desk, f"/picture/findings/{new.pk}/")
    assert "बलिया → नवसारी यात्राएँ: पहली बार।" in hindi
    assert "What" not in hindi.split("<main")[1].split("</main")[0]
    assert page(officers["ngo"], "/picture/findings/").status_code == 403
    assert page(officers["moradabad"], f"/picture/findings/{uuid7()}/").status_code == 404


def test_finding_leads_to_an_advisory_to_the_districts_that_it_concerns(
    officers: dict[str, Actor], diverted: str
) -> None:
    find_changes()
    new = next(each for each in all_findings() if each.kind == "appeared" and each.subject == "corridor")
    desk = officers["desk"]
    shown = text(desk, f"/picture/findings/{new.pk}/")
    assert re.search(r'class="btn " href="/advisories/new/[^"]*">Inform the linked districts<', shown)
    assert "<summary>The numbers behind it</summary>" in shown
    form = text(desk, f"/advisories/new/?source=finding&key={new.pk}")
    assert "Journeys Ballia → Navsari are new: 15 in four weeks, none in the year before" in form

    def ticked(name: str) -> list[str]:
        boxes = re.findall(rf'<input type="checkbox" name="{name}"[^>]*>', form)
        return [re.findall(r'value="([^"]*)"', box)[0] for box in boxes if " checked" in box]

    assert ticked("districts") == [diverted]
    assert ticked("more_districts") == []
    assert sorted(ticked("offices")) == ["ahtu", "police"]


def test_districts_on_the_journeys_of_a_finding_are_ticked_with_the_reason_and_far_ones_are_not(
    officers: dict[str, Actor], diverted: str
) -> None:
    varanasi, mathura = district("Varanasi"), district("Mathura")
    told = {"origin": diverted, "destination": NAVSARI, "forms": ["begging"]}
    facts(steady(0, 3, 3, 3, 3), **told, via=[varanasi], stops=[varanasi])
    facts(steady(0, 0, 0, 0, 1), **told, via=[mathura])
    find_changes()
    new = next(each for each in all_findings() if each.kind == "appeared" and each.subject == "corridor")
    form = text(officers["desk"], f"/advisories/new/?source=finding&key={new.pk}")
    boxes = re.findall(r'<input type="checkbox" name="districts"[^>]*>', form)
    ticked = [re.findall(r'value="([^"]*)"', box)[0] for box in boxes if " checked" in box]
    assert ticked == [diverted, varanasi]
    assert re.search(r"Varanasi: [^<]*stopped here on the way", form)
    assert re.search(r"Mathura: [^<]*1 passed here", form), "it may be ticked, and why"


def test_who_decides_on_no_finding_reads_who_can(officers: dict[str, Actor], diverted: str) -> None:
    find_changes()
    [new] = seen_by(officers["ballia"], kind="appeared", subject="corridor")
    shown = text(officers["ballia"], f"/picture/findings/{new.pk}/")
    folded = shown.partition('<details class="who-can')[2].partition("</details>")[0]
    assert "Decide what becomes of it" in folded
    assert "State anti-trafficking bureau" in folded
