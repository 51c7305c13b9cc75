"""Whatever is asked of the picture, nobody far learns of fewer than three: truth held beside what is stored, and pages.

The tests beside this one (``test_picture_floors``) ask every filter. Here persons are known one by one, as only a test
knows them, and the pages and files of a far officer are laid side by side for worlds that differ under a floor alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, count, product
from random import Random
from typing import Any

import pytest
from django.test import Client
from test_picture import actor_at
from test_picture_floors import FAR, MONTHS, NOW, fact, officer, world

from arranging import arranging
from samanvay.access.models import User
from samanvay.directory.models import Place
from samanvay.directory.near import near_readers
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, Actor, reading
from samanvay.picture import queries
from samanvay.picture.models import Fact, Finding
from samanvay.picture.models.fact import FactTally

EXPLOITED = ("missing", "movement", "interception", "rescue")
TABLES = ("corridors.csv", "districts.csv", "events.csv")
WHOLE, ONE = "from=2026-01&to=2026-06", "from=2026-02&to=2026-02"
NARROW = "sex=female&age=child&disparity=missing_parent&mode=train&form=begging&lure=job"
OF_CHIEF = (f"corridors.csv?{WHOLE}&sex=female", "findings.csv")
URLS = (
    *(f"{table}?{period}&{more}" for table in TABLES for period in (WHOLE, ONE) for more in ("", NARROW)),
    *(f"map.svg?{WHOLE}", f"?{ONE}", f"blind/?{ONE}", f"blind.csv?{ONE}", f"blind.csv?{WHOLE}", "findings/", *OF_CHIEF),
)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def cases(random: Random) -> Iterator[tuple[Fact, frozenset[int]]]:
    """Give the facts of invented cases, each with the persons whom it is truly about."""
    number = count()
    for _case in range(60):
        people = frozenset(next(number) for _each in range(random.choice((1, 1, 2, 3))))
        accused = frozenset(next(number) for _each in range(random.choice((0, 1, 3, 4))))
        place, month = f"district:{random.randint(1, 5)}", random.choice(MONTHS)
        forms = random.sample(("begging", "forced_labour", "forced_marriage"), random.choice((0, 1, 1, 2)))
        told = {"who": random.choice(("female/12_15", "male/18_25")), "disparity": random.choice(("poverty", "tribe"))}
        for kind in random.sample(EXPLOITED, random.randint(1, 4)):
            yield fact(place, month, len(people), *forms, kind=kind, **told), people
        if accused:
            arrest = fact(place, month, len(accused), *forms, kind="arrest", **told)
            arrest.who = []
            yield arrest, accused


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_told_of_month_or_persons_three_truly_share(db: None, seed: int) -> None:
    made = list(cases(Random(seed)))
    world(*(each for each, _people in made))
    victims: dict[Any, set[int]] = defaultdict(set)
    accused: dict[Any, set[int]] = defaultdict(set)
    truly = {each.pk: people for each, people in made}
    for each, people in made:
        for place in each.place_keys:
            for form in each.forms or [""]:
                (accused if each.event_kind == "arrest" else victims)[place, form, each.quarter] |= people
    told_by_month = told_of_persons = 0
    with reading(far := officer(FAR)):
        assert not Fact.objects.exists()
        assert not FactTally.objects.filter(is_shared=False).exists()
        seen = queries.facts(far, queries.Filters(queries.Period(MONTHS[0], MONTHS[-1])))
    assert len(seen) == len(made)
    for row in seen:
        cells = [(place, form, row.quarter) for place in row.place_keys for form in row.forms or [""]]
        own = accused if row.event_kind == "arrest" else victims
        assert all(truly[row.fact_id] <= own[cell] for cell in cells)
        if row.month:
            told_by_month += 1
            assert all(len(own[cell]) >= 3 for cell in cells), row
        if row.who or row.disparities:
            told_of_persons += 1
            assert all(len(victims[cell]) >= 3 for cell in cells), row
    assert 0 < told_by_month < len(seen)
    assert 0 < told_of_persons < len(seen)
    whole = queries.Period(MONTHS[0], MONTHS[-1])
    with reading(partner := officer(FAR, "ngo_worker")):
        cells = queries.partner_cells(partner, whole)
    for cell, persons in cells.items():
        assert persons >= 10
        assert len(victims[cell]) >= persons or len(accused[cell]) >= persons


def journeys(random: Random) -> Iterator[Fact]:
    """Give the facts of a state with some large corridors, many small ones, and rescues beside them."""
    places = [f"district:{number}" for number in range(1, 5)]
    for _group in range(90):
        origin, destination = random.choice(places), random.choice([*places, "region:ncr"])
        forms = random.sample(("begging", "forced_labour"), random.choice((0, 1, 1, 1, 2)))
        moved = fact(origin, random.choice(MONTHS), random.choice((None, 1, 2, 5, 9)), *forms, kind="movement")
        moved.destination, moved.via = destination, random.choice(([], [], [random.choice(places)]))
        yield moved
        if random.random() < 0.3:
            yield fact(origin, moved.month, random.randint(1, 9), *forms, kind="rescue")


@pytest.mark.parametrize("seed", range(1, 9))
def test_no_corridor_taken_from_a_place_leaves_a_partner_fewer_than_ten(db: None, seed: int) -> None:
    made = list(journeys(Random(seed)))
    world(*made)
    truly: dict[Any, int] = defaultdict(int)
    for each in made:
        if each.kind == "movement" and each.origin != each.destination:
            for form in each.forms or [""]:
                truly[each.origin, each.destination, form, each.quarter] += each.counted
    partner = officer(FAR, "press_desk")
    cells: dict[Any, int] = {}
    told: dict[Any, int] = {}
    with reading(partner):
        for first, last in product(MONTHS, MONTHS):
            period = queries.Period(first, last)
            for known, answer in (
                (cells, queries.partner_cells(partner, period)),
                (told, queries.partner_corridors(partner, period)),
            ):
                assert all(known.setdefault(cell, count) == count for cell, count in answer.items())
    assert told, "there is something to take away"
    assert len(told) < sum(persons >= 10 for persons in truly.values()), "and something is kept back"
    assert all(persons == truly[cell] >= 10 for cell, persons in told.items())
    for (place, form, quarter), persons in cells.items():
        here = [told[cell] for cell in told if place in cell[:2] and cell[2:] == (form, quarter)]
        rests = {persons - sum(chosen) for size in range(len(here) + 1) for chosen in combinations(here, size)}
        assert all(rest == 0 or rest >= 10 for rest in rests), (place, form, quarter)


@pytest.fixture
def far(fresh_state: str, monkeypatch: pytest.MonkeyPatch) -> Actor:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    return actor_at("police_chief", "ballia")


def lay(home: str, lonely: tuple[date, str, str], *, seen: int) -> None:
    """Make a state of many who are alike and one who is alone, with a finding for those near."""
    month, who, disparity = lonely
    crowd = [
        fact(home, each, 4, "begging", kind="rescue", lure="job", disparity="missing_parent")
        for each in MONTHS
        for _twice in range(2)
    ]
    alone = fact(home, month, 1, "begging", kind="movement", who=who, disparity=disparity, lure="job")
    with reading(SYSTEM):
        readers = near_readers([], [home])
    for each in (*crowd, alone):
        each.readers = readers
    world(*crowd, alone)
    with arranging():
        Finding.objects.all().delete()
        Finding.objects.create(
            subject="corridor",
            kind="appeared",
            origin=home,
            destination="region:ncr",
            origins=[home],
            keys=["region:ncr"],
            districts=[home],
            seen=seen,
            expected=0.1,
            since=date(2026, 3, 2),
            until=date(2026, 3, 29),
            last_seen_on=date(2026, 3, 29),
            raised_on=NOW.date(),
            raised_by=SYSTEM.id,
            told_on=NOW.date(),
            readers=readers,
            home_unit=SYSTEM_AUDIENCE,
            home_state="IN-UP",
        )


def shown(actor: Actor, urls: Sequence[str]) -> list[tuple[str, str]]:
    """Return pages and files of the picture as an officer gets them, each with its address."""
    client = Client()
    client.force_login(User.objects.get(pk=actor.id))
    answers = [(url, client.get(f"/picture/{url}")) for url in urls]
    assert [url for url, answer in answers if answer.status_code != 200] == []
    return [(url, _bare(answer.content.decode())) for url, answer in answers]


def _bare(page: str) -> str:
    """Return a page without what changes with every answer: the marks against forged requests and for scripts."""
    return "\n".join(line for line in page.splitlines() if "csrf" not in line.lower() and "nonce" not in line)


@pytest.mark.slow
def test_pages_and_files_of_a_far_officer_are_the_same_whoever_is_alone(far: Actor) -> None:
    with reading(SYSTEM):
        home = Place.objects.get(kind="district", state_id="IN-UP", name="Moradabad").key
    chief, urls = actor_at("police_chief", "moradabad"), (*URLS, f"district/{home}/?{WHOLE}")
    lay(home, (MONTHS[1], "female/12_15", "missing_parent"), seen=1)
    told, near = shown(far, urls), shown(chief, OF_CHIEF)
    assert "Moradabad" in dict(told)[f"events.csv?{ONE}&{NARROW}"], "the crowd is told, filtered as it may be"
    lay(home, (MONTHS[0], "male/18_25", "poverty"), seen=2)
    assert shown(far, urls) == told
    changed = [url for (url, now), (_same, before) in zip(shown(chief, OF_CHIEF), near, strict=True) if now != before]
    assert changed == list(OF_CHIEF), "whoever is near is told"
