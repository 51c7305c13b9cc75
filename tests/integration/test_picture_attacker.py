"""An officer who files reports, alone or with others of one line, waits and asks everything, isolates nobody."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from picture_oracle import Watching
from test_picture import NOW, actor_at, deliver, unit_for
from test_picture_floors import FAR, MONTHS, fact, officer

from arranging import arranging
from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.access.users.actions import create_user, give_grant
from samanvay.cases.actions import add_event, open_case
from samanvay.cases.people.actions.people import add_person
from samanvay.directory.models import Place
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading
from samanvay.picture import queries
from samanvay.picture.facts.actions.projecting import open_facts
from samanvay.picture.facts.lots import break_lots, share_changed
from samanvay.picture.models import Fact, SharedFact
from samanvay.reports.actions import confirm_claim, submit_report, write_report
from samanvay.web.kit import offers
from samanvay.web.picture.views import TABS

__all__ = ["deliver"]

QUARTER = [date(2026, month, 1) for month in (10, 11, 12)]
FILES = ("corridors", "stopovers", "through", "passed", "districts", "events", "silent", "blind", "findings")


@pytest.fixture
def people(fresh_state: str, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, Actor]:
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    with clock.frozen(NOW):
        made = {name: actor_at("police_chief", name) for name in ("moradabad", "bijnor", "ballia")}
        unit = unit_for("police_chief", "moradabad")
        user = create_user(by=SYSTEM, username="second-account", name="A second account of the same unit")
        grant = {"audience": unit.audience, "compartment": unit.compartment, "home_state": "IN-UP"}
        give_grant(by=SYSTEM, user=user, role="police_chief", since=date(2026, 1, 1), **grant)
        return made | {"second": actor_for(user), "partner": actor_at("ngo_worker", "")}


def rescued(chief: Actor, count: int, day: date) -> None:
    """Open a numbered case of girls who were rescued at Moradabad."""
    with reading(SYSTEM):
        place = Place.objects.get(kind="district", name="Moradabad").key
    with reading(chief):
        case = open_case(by=chief, what="Girls on a train", source="checking")
        for _each in range(count):
            add_person(by=chief, case_id=case.id, role="victim", sex="female", age=13)
        add_event(by=chief, case_id=case.id, kind="rescue", place=place, people=count, occurred=PartialDate.day(day))


def invented(actor: Actor, count: str, *, is_sent: bool, day: str = "12.11.2026") -> None:
    words = f"On {day} {count} girls were rescued at Moradabad."
    with reading(actor):
        report = write_report(by=actor, period_from=date(2026, 11, 9), period_to=date(2026, 11, 15), narrative=words)
        for claim in report.claims.filter(state="proposed").select_related("report"):
            confirm_claim(by=actor, claim=claim, answer="none")
        if is_sent:
            submit_report(by=actor, report=report)


def known() -> set[UUID]:
    with reading(SYSTEM):
        return set(Fact.objects.values_list("pk", flat=True))


ATTACKS: dict[str, list[tuple[str, str, bool]]] = {
    "draft of an outsider": [("ballia", "two", False), ("ballia", "nine", False)],
    "sent by an outsider": [("ballia", "two", True), ("ballia", "nine", True)],
    "draft of the own line": [("moradabad", "two", False)],
    "sent by the own line": [("moradabad", "two", True), ("moradabad", "nine", True)],
    "two accounts of one line": [("moradabad", "two", True), ("second", "four", True), ("bijnor", "two", True)],
}


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS)
def test_invented_reports_isolate_nobody(people: dict[str, Actor], deliver: Callable[[], None], attack: str) -> None:
    with clock.frozen(NOW):
        rescued(people["moradabad"], 1, date(2026, 11, 12))
        deliver()
    honest = known()
    assert len(honest) == 1
    watching = Watching(people["ballia"], QUARTER, {"kind": ("rescue",)})
    for day in range(1, len(ATTACKS[attack]) + 3):
        with clock.frozen(NOW + timedelta(days=day)):
            open_facts()
            watching.look()
            if day <= len(ATTACKS[attack]):
                who, count, is_sent = ATTACKS[attack][day - 1]
                invented(people[who], count, is_sent=is_sent)
                deliver()
    assert watching.isolated(own=known() - honest) == []
    with clock.frozen(NOW + timedelta(days=9)), reading(people["ballia"]):
        (girl,) = (row for row in queries.facts(people["ballia"], queries.Filters(queries.last_twelve_months()))
                   if row.pk in honest)  # fmt: skip
        assert (girl.month, girl.who) == (None, []), "she is told, by her quarter alone"
        year = queries.Period(date(2026, 1, 1), date(2026, 12, 1))
        assert queries.partner_cells(people["partner"], year) == {}, "nor does a partner learn that anybody is there"


def test_a_report_from_outside_the_line_neither_hides_a_case_nor_learns_of_it(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    with clock.frozen(NOW):
        rescued(people["moradabad"], 2, date(2026, 11, 12))
        deliver()
    honest = known()
    assert len(honest) == 1
    with clock.frozen(NOW + timedelta(days=1)):
        open_facts()
        for day in ("12.11.2026", "13.11.2026"):
            invented(people["ballia"], "two", is_sent=True, day=day)
        deliver()
    assert honest <= known(), "what a unit of elsewhere says is no reason to take a case out of the picture"
    with reading(SYSTEM):
        invented_ones = Fact.objects.exclude(pk__in=honest)
        assert sorted(invented_ones.values_list("supports", flat=True)) == [0, 0], "right or wrong, it is told alike"


@pytest.mark.slow
def test_files_of_each_day_are_the_same_whatever_the_month_of_a_girl_beside_invented_reports(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    client = Client()
    client.force_login(User.objects.get(pk=people["ballia"].id))

    def shown() -> list[str]:
        periods = [
            f"from={first:%Y-%m}&to={last:%Y-%m}" for first in QUARTER[:2] for last in QUARTER[:2] if first <= last
        ]
        urls = [f"/picture/{name}.csv?{period}" for name in FILES for period in periods]
        urls += [f"/picture/events.csv?{period}&kind=rescue&sex=female&age=child" for period in periods]
        urls += [f"/picture/?{period}&view=state&tab={tab}" for tab in TABS for period in periods]
        answers = [client.get(url) for url in urls]
        assert {answer.status_code for answer in answers} == {200}
        with reading(people["ballia"]), acting_as(people["ballia"]):
            cards = [str(offers.place_glance(people["ballia"]))]
        return cards + [re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode()) for answer in answers]

    with clock.frozen(NOW):
        rescued(people["moradabad"], 1, date(2026, 11, 12))
        deliver()
        honest = known()
        for count in ("two", "nine"):
            invented(people["ballia"], count, is_sent=False)
            invented(people["second"], count, is_sent=True)
        deliver()
    with clock.frozen(NOW + timedelta(days=1)):
        open_facts()
        in_november = shown()
        with arranging():
            girl = Fact.objects.get(pk__in=honest)
            girl.month = date(2026, 10, 1)
            girl.save(force_update=True)
            share_changed([girl])
        in_october = shown()
    assert in_november == in_october


@pytest.fixture
def today(db: None) -> Iterator[None]:
    with clock.frozen(NOW):
        yield


NEAR_TO_SOME = (600, 601)
TOLD = {"form": ("begging",), "lure": ("job",), "disparity": ("tribe",)}


def told_today(random: Random, own: set[UUID]) -> list[Fact]:
    """Give what becomes known on a day: of real cases, and invented by somebody who stands alone with it."""
    made = []
    for _each in range(random.randint(8, 16)):
        each = fact(
            "district:1",
            random.choice(MONTHS[:3]),
            random.choice((None, 1, 1, 1, 2, 3)),
            *random.choice(((), ("begging",))),
            kind=random.choice(("rescue", "rescue", "arrest", "movement")),
            lure=random.choice(("", "", "job")),
            who=random.choice(("female/12_15", "female/12_15", "female/16_17", "male/18_25")),
            disparity=random.choice(("poverty", "poverty", "tribe")),
        )
        if random.random() < 0.2:
            each.who = []
        each.readers = [0, random.choice((500, 500, *NEAR_TO_SOME))]
        if random.random() < 0.3:
            each.supports = 0
            own.add(each.pk)
        made.append(each)
    return made


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_nothing_that_comes_goes_or_is_invented_isolates_fewer_than_three(today: None, seed: int) -> None:
    random, own = Random(seed), set[UUID]()
    viewers = [Watching(officer(audience), MONTHS[:3], TOLD) for audience in (FAR, *NEAR_TO_SOME)]
    for day in range(3):
        with clock.frozen(NOW + timedelta(days=day)):
            with arranging():
                Fact.objects.bulk_create(told_today(random, own))
                standing = list(Fact.objects.filter(is_open=True).values_list("pk", flat=True))
                gone = random.sample(sorted(standing), min(len(standing), random.choice((0, 0, 1))))
                break_lots(gone)
                SharedFact.objects.filter(pk__in=gone).delete()
                Fact.objects.filter(pk__in=gone).delete()
            open_facts()
            for watching in viewers:
                watching.look()
    for watching in viewers:
        assert watching.isolated(own) == []
    assert viewers[0].learnt > 0, "something is told"
