"""No difference of two answers goes below the floors: worlds that differ only under a floor give the same answers."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, product
from typing import Any

import pytest
from django.db import connection

from arranging import arranging
from samanvay.access.roles import BY_CODE
from samanvay.kernel import clock
from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, Actor, Held, reading
from samanvay.kernel.ids import uuid4, uuid7
from samanvay.picture import queries
from samanvay.picture.facts.actions.projecting import open_facts
from samanvay.picture.models import Fact, SharedFact
from samanvay.picture.models.fact import COUNTS
from samanvay.picture.tallies import lures_at, tallies_and_months

NOW = clock.now().replace(year=2026, month=11, day=24, hour=6)
QUARTERS = (date(2026, 1, 1), date(2026, 4, 1))
MONTHS = [date(2026, month, 1) for month in range(1, 7)]
FORMS = ("", "begging", "forced_labour", "forced_marriage")
LURES = ("", "job", "marriage")
KINDS = ("", "movement", "arrest", "rescue")
OF_PERSONS = (
    {},
    {"sex": "female"},
    {"age": "child"},
    {"age": "12_15", "sex": "female"},
    {"disparity": "poverty"},
    {"mode": "train"},
    {"sex": "male"},
)
NEAR, FAR = 500, 501
EVER = queries.Period(MONTHS[0], MONTHS[-1])
TOLD = "place, quarter, month, is_as_reported, persons, forms, lures, disparities, modes, who, certainty"
SHAPE = "is_shared, kind, event_kind, origin, via, stops, destination, place, quarter"
STORED = (
    f"select kind, event_kind, origin, via, stops, destination, {TOLD} from picture_fact",
    f"select kind, event_kind, origin, via, stops, destination, {TOLD} from picture_sharedfact",
    f"""
    select * from (select {SHAPE}, array[{", ".join(f"sum({count})" for count in COUNTS)}] as counts
    from picture_facttally group by {SHAPE}) as summed where not 0 = all(counts)
    """,
    """
    select is_shared, keys, quarter, month, code, sum(facts), sum(persons)
    from (select is_shared, keys, quarter, month, unnest(told) as code, unnest(facts) as facts,
          unnest(persons) as persons from picture_toldtally) as one
    group by is_shared, keys, quarter, month, code having sum(facts) <> 0
    """,
)


def officer(audience: int, role: str = "police_chief") -> Actor:
    audiences = (audience,) if BY_CODE[role].compartment == "partner" else (OFFICERS_AUDIENCE, audience)
    return Actor(uuid7(), role, audiences, (Held(role, audience, BY_CODE[role].compartment),))


def fact(
    place: str,
    month: date,
    persons: int | None,
    *forms: str,
    lure: str = "",
    kind: str = "arrest",
    who: str = "female/12_15",
    disparity: str = "poverty",
) -> Fact:
    is_way = kind == "movement"
    return Fact(
        id=uuid4(),
        kind="movement" if is_way else "event",
        event_kind="" if is_way else kind,
        journey=1,
        origin=place if is_way else "",
        destination="region:ncr" if is_way else "",
        place="" if is_way else place,
        quarter=date(month.year, (month.month - 1) // 3 * 3 + 1, 1),
        month=month,
        persons=persons,
        forms=list(forms),
        lures=[lure] if lure else [],
        disparities=[disparity],
        modes=["train"],
        who=[who] * min(persons or 1, 2),
        certainty="stated",
        supports=1 if persons is None else persons,
        readers=[0, NEAR],
        open_on=date(2026, 6, 1),
    )


def crowd() -> Iterator[Fact]:
    """Facts of cells that stand above the floor in every world."""
    for month in MONTHS:
        yield fact("district:1", month, 3, "begging", lure="job", kind="rescue")
        yield fact("district:2", month, 2, "forced_labour", kind="rescue")
        yield fact("district:2", month, None, "forced_labour", lure="marriage", kind="rescue")


def lonely(months: tuple[date, date, date]) -> Iterator[Fact]:
    """Facts of thin cells; the worlds differ in their months alone."""
    first, second, third = months
    yield fact("district:3", first, 1, "begging", lure="job")
    yield fact("district:3", second, None, "begging", kind="rescue")
    yield fact("district:2", second, 2, "forced_marriage", lure="marriage", kind="rescue")
    yield fact("district:4", third, 1, kind="movement")
    yield fact("district:1", third, 1, "begging", "forced_marriage", lure="job")


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def world(*facts: Fact) -> None:
    """Make a state in which just these facts are known and opened."""
    with arranging():
        SharedFact.objects.all().delete()
        Fact.objects.all().delete()
        for each in facts:
            each.is_open = False
        Fact.objects.bulk_create(facts)
    open_facts()


def settings() -> Iterator[queries.Filters]:
    """Yield settings of the page's filters: each choice in each period, and each two choices in some."""
    periods = [queries.Period(first, last) for first in MONTHS for last in MONTHS if first <= last]
    given = {"form": FORMS, "lure": LURES, "kind": KINDS}
    choices = [{name: choice} for name, of in given.items() for choice in of if choice] + list(OF_PERSONS[1:])
    for period, choice in product(periods, ({}, *choices)):
        yield queries.Filters(period, **choice)
    for first, second in combinations(choices, 2):
        if not first.keys() & second.keys():
            for period in (EVER, queries.Period(MONTHS[1], MONTHS[1])):
                yield queries.Filters(period, **first, **second)


def stored(actor: Actor) -> list[Any]:
    """Return all that the database lets an actor read of facts and their counts, in whatever way it is asked.

    Counts are the sums of their rows, as they are read.
    """
    with reading(actor), connection.cursor() as cursor:
        found = []
        for sql in STORED:
            cursor.execute(sql)
            found.append(sorted(cursor.fetchall(), key=repr))
    return found


def answers(actor: Actor) -> list[Any]:
    """Return what the page may tell an actor under the settings of the filters, and all that it could be made of."""
    told = [stored(actor)]
    with reading(actor):
        for filters in settings():
            rows = sorted(
                (row.kind, row.event_kind, row.place_keys, str(row.month), row.persons or 0, row.forms, row.lures,
                 row.disparities, row.modes, row.who)
                for row in queries.facts(actor, filters)
            )  # fmt: skip
            shapes, months = tallies_and_months(actor, filters)
            words = queries.told_by_month(actor, filters)
            lures = lures_at(actor, filters, [f"district:{number}" for number in range(1, 5)])
            told.append((filters, rows, sorted(shapes, key=repr), months, words, lures))
    return told


@pytest.mark.slow
def test_far_officer_cannot_tell_worlds_apart_that_differ_in_months_of_thin_cells(db: None) -> None:
    january, february, march = MONTHS[:3]
    common = list(crowd())
    world(*common, *lonely((january, february, march)))
    far, near = answers(officer(FAR)), answers(officer(NEAR))
    for row in common:
        row.id = uuid4()
    world(*common, *lonely((march, january, february)))
    assert answers(officer(FAR)) == far
    assert answers(officer(NEAR)) != near, "whoever is near is told the month"


def test_far_officer_is_told_the_months_of_cells_above_the_floor(db: None) -> None:
    world(*crowd())
    with reading(far := officer(FAR)):
        january = queries.Filters(queries.Period(MONTHS[0], MONTHS[0]))
        assert sum(each.persons for each in queries.tallies(far, january)) == 3, (
            "two of one lure and one of another are not"
        )
        assert set(queries.by_month(far, january)) == {MONTHS[0]}


@pytest.mark.slow
def test_far_officer_is_told_nothing_of_the_persons_of_thin_cells(db: None) -> None:
    def lonely_one(who: str, disparity: str) -> Fact:
        return fact("district:3", MONTHS[1], 1, "begging", kind="movement", who=who, disparity=disparity)

    common = list(crowd())
    world(*common, lonely_one("female/12_15", "missing_parent"))
    far = answers(officer(FAR))
    with reading(someone := officer(FAR)):
        girls = queries.Filters(queries.Period(MONTHS[0], MONTHS[5]), sex="female", age="child")
        assert sum(each.persons for each in queries.tallies(someone, girls)) == 6 * (2 + 1), "those above the floor"
        assert not [row for row in queries.facts(someone, girls) if "district:3" in row.place_keys]
    with reading(close := officer(NEAR)):
        (lone,) = (each for each in queries.tallies(close, girls) if each.origin == "district:3")
        assert lone.persons == 1
    for row in common:
        row.id = uuid4()
    world(*common, lonely_one("male/18_25", "disaster"))
    assert answers(officer(FAR)) == far


def partner_answers(actor: Actor) -> list[Any]:
    with reading(actor):
        return [
            (period, sorted(queries.partner_cells(actor, period).items()))
            for period in dict.fromkeys(each.period for each in settings())
        ]


def test_partner_cannot_tell_worlds_apart_that_differ_below_ten(db: None) -> None:
    partner = officer(FAR, "ngo_worker")
    january = MONTHS[0]
    world(fact("district:1", january, 12, "begging"), fact("district:2", january, 9, "begging"))
    told = partner_answers(partner)
    assert any(cells for _period, cells in told)
    world(fact("district:1", MONTHS[2], 12, "begging"), fact("district:2", MONTHS[1], 1, "begging"))
    assert partner_answers(partner) == told
    world(fact("district:1", january, 12, "begging"), fact("district:2", january, 10, "begging"))
    assert partner_answers(partner) != told


def test_partner_is_never_told_a_cell_under_ten_also_by_subtraction(db: None) -> None:
    partner = officer(FAR, "ngo_worker")
    world(
        fact("district:1", MONTHS[0], 11, "begging"),
        fact("district:1", MONTHS[1], 4, "begging"),
        fact("district:1", MONTHS[4], 9, "begging"),
    )
    counts: dict[Any, set[int]] = {}
    for _period, cells in partner_answers(partner):
        for cell, count in cells:
            counts.setdefault(cell, set()).add(count)
    assert counts == {("district:1", "begging", QUARTERS[0]): {15}}, "one cell, one count, whatever was asked"


def way(origin: str, destination: str, month: date, persons: int, form: str = "begging") -> Fact:
    found = fact(origin, month, persons, *([form] if form else []), kind="movement")
    found.destination = destination
    return found


def corridor_answers(actor: Actor) -> dict[Any, set[int]]:
    """Return every count of a corridor that any setting of the months tells a partner."""
    counts: dict[Any, set[int]] = {}
    with reading(actor):
        for period in dict.fromkeys(each.period for each in settings()):
            for cell, count in queries.partner_corridors(actor, period).items():
                counts.setdefault(cell, set()).add(count)
    return counts


def test_partner_is_told_corridors_of_ten_by_whole_quarter_and_one_count_whatever_is_asked(db: None) -> None:
    world(
        way("district:1", "region:ncr", MONTHS[0], 6),
        way("district:1", "region:ncr", MONTHS[2], 5),
        way("district:1", "region:ncr", MONTHS[3], 9),
        way("district:2", "region:ncr", MONTHS[4], 9),
        way("district:2", "region:ncr", MONTHS[4], 9, "forced_labour"),
        way("district:3", "district:4", MONTHS[0], 12, ""),
        way("district:5", "district:5", MONTHS[0], 20),
    )
    assert corridor_answers(officer(FAR, "ngo_worker")) == {
        ("district:1", "region:ncr", "begging", QUARTERS[0]): {11},
        ("district:3", "district:4", "", QUARTERS[0]): {12},
    }


def test_corridor_is_told_to_partners_when_its_quarter_is_over(db: None) -> None:
    world(way("district:1", "region:ncr", MONTHS[3], 12))
    partner, ever = officer(FAR, "ngo_worker"), queries.Period(MONTHS[0], MONTHS[-1])
    for moment, told in ((NOW.replace(month=6, day=30), 0), (NOW.replace(month=7, day=1), 1)):
        with clock.frozen(moment), reading(partner):
            assert len(queries.partner_corridors(partner, ever)) == told


@pytest.mark.parametrize("rest", [0, 1, 9, 10])
def test_corridor_beside_its_places_tells_of_no_fewer_than_ten(db: None, rest: int) -> None:
    """A place of 20 with a corridor of 12 would tell of the eight who went elsewhere, were both told."""
    world(
        way("district:1", "region:ncr", MONTHS[0], 12),
        *([way("district:1", "district:2", MONTHS[1], rest)] if rest else []),
    )
    with reading(partner := officer(FAR, "ngo_worker")):
        ever = queries.Period(MONTHS[0], MONTHS[-1])
        cells, told = queries.partner_cells(partner, ever), queries.partner_corridors(partner, ever)
    assert cells["district:1", "begging", QUARTERS[0]] == 12 + rest
    assert sorted(told.values()) == ([12] if rest == 0 else [] if rest < 10 else [10, 12])


def test_partner_cannot_tell_worlds_apart_that_differ_in_small_corridors(db: None) -> None:
    partner, common = officer(FAR, "ngo_worker"), [way("district:1", "region:ncr", MONTHS[0], 15)]

    def answers_in(first: int, second: int) -> Any:
        for row in common:
            row.id = uuid4()
        world(
            *common,
            way("district:1", "district:2", MONTHS[0], first),
            way("district:1", "district:3", MONTHS[1], second),
        )
        return corridor_answers(partner), partner_answers(partner)

    told = answers_in(9, 3)
    assert told[0] == {("district:1", "region:ncr", "begging", QUARTERS[0]): {15}}
    assert answers_in(4, 8) == told
    assert answers_in(9, 2) != told, "the place's own count tells of eleven"


def test_one_girl_in_several_facts_is_one_person_and_accused_hide_nobody(db: None) -> None:
    girl = [
        fact("district:5", MONTHS[1], 1, "begging", kind=kind, who="female/12_15", disparity="missing_parent")
        for kind in ("missing", "movement", "interception", "rescue")
    ]
    accused = fact("district:5", MONTHS[1], 4, "begging", kind="arrest", disparity="missing_parent")
    accused.who = []
    far, partner = officer(FAR), officer(FAR, "ngo_worker")
    ever = queries.Period(MONTHS[0], MONTHS[-1])
    world(*girl, accused)
    with reading(far):
        seen = queries.facts(far, queries.Filters(ever))
        told = {each.event_kind or each.kind: (each.month, each.who, each.disparities) for each in seen}
    nothing = (None, [], [])
    assert told == {
        **dict.fromkeys(("missing", "movement", "interception", "rescue"), nothing),
        "arrest": (MONTHS[1], [], []),
    }
    for each in (*girl, accused):
        each.id = uuid4()
    world(*girl, accused, *(fact("district:5", MONTHS[1], 1, "begging", kind="rescue") for _two in range(2)))
    with reading(far):
        rescues = [each for each in queries.facts(far, queries.Filters(ever)) if each.event_kind == "rescue"]
        assert [each.month for each in rescues] == [MONTHS[1]] * 3, "three of one kind are told"
    world(*(fact("district:6", MONTHS[0], 4, "begging", kind=kind) for kind in ("missing", "movement", "rescue")))
    with reading(partner):
        assert queries.partner_cells(partner, ever) == {}, "twelve in facts may be four persons"
    world(*(fact("district:6", MONTHS[0], 10, "begging", kind=kind) for kind in ("missing", "rescue")))
    with reading(partner):
        assert queries.partner_cells(partner, ever) == {("district:6", "begging", QUARTERS[0]): 10}
