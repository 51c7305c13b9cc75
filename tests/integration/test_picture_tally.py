"""The counts kept beside the facts are those of the facts, whatever happens to these."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from test_picture_floors import FAR, FORMS, LURES, MONTHS, NEAR, NOW, OF_PERSONS, crowd, fact, lonely, officer, world

from arranging import arranging
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.picture import queries, tallies
from samanvay.picture.models import Fact, SharedFact, Telling
from samanvay.picture.models.fact import COUNTS, PARTS, FactTally, ToldTally

FACTS = tuple(name for name in COUNTS if name.startswith("facts"))
HERE = (["district:1"], ["district:3", "region:ncr"])
EVER = queries.Period(MONTHS[0], MONTHS[-1])


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def told(*, kept: bool) -> list[Any]:
    """Return what officers near and far are told of every period and kind, by the kept counts or by the facts."""
    found: list[Any] = []
    for audience in (NEAR, FAR):
        with reading(actor := officer(audience)), pytest.MonkeyPatch.context() as patch:
            patch.setattr(queries.Filters, "is_of_shapes", kept)
            for first in MONTHS:
                for kind in ("", "movement", "arrest"):
                    filters = queries.Filters(queries.Period(first, MONTHS[-1]), kind=kind)
                    shapes, months = tallies.tallies_and_months(actor, filters)
                    assert months == queries.by_month(actor, filters)
                    words = queries.told_by_month(actor, filters)
                    lures = [tallies.lures_at(actor, filters, keys) for keys in HERE]
                    found.append((sorted(shapes, key=repr), months, words, lures))
    return found


def kept_rows() -> tuple[int, int, int]:
    """Return how many rows of counts there are by shape, how many facts these count, and how many rows by telling."""
    with reading(SYSTEM):
        rows = [sum(facts) for facts in FactTally.objects.values_list(*FACTS)]
        return len(rows), sum(rows), ToldTally.objects.count()


def assert_counts_are_those_of_the_facts() -> None:
    """Look whether the kept counts are those of the facts, reader by reader: so whoever sees which, they agree."""
    counted: Counter[Any] = Counter()
    kept: Counter[Any] = Counter()

    def add(to: Counter[Any], row: Any, counts: tuple[int, int, int], month: date | None, *key: Any) -> None:
        is_shared = isinstance(row, SharedFact) or getattr(row, "is_shared", False)
        seen_by = is_shared, str(row.readers), str(row.near if is_shared else [])
        whole = (*(str(part) for part in key), row.way, row.quarter, month, *seen_by)
        for what, count in zip(("facts", "persons", "hearsay"), counts, strict=True):
            to[what, whole] += count

    def shape(row: Any) -> tuple[Any, ...]:
        return row.kind, row.event_kind, row.origin, row.via, row.stops, row.destination, row.place

    with reading(SYSTEM):
        for fact in (*Fact.objects.all(), *SharedFact.objects.all()):
            add(counted, fact, (1, fact.counted, fact.certainty == "hearsay"), fact.month, *shape(fact))
            for code in (*(f"form:{each}" for each in fact.forms), *(f"lure:{each}" for each in fact.lures)):
                add(counted, fact, (1, fact.counted, 0), fact.month, fact.place_keys, code)
        for row in FactTally.objects.all():
            for number, part in enumerate(PARTS):
                month = row.quarter.replace(month=row.quarter.month + number) if number < 3 else None
                counts = tuple(getattr(row, f"{what}_{part}") for what in ("facts", "persons", "hearsay"))
                add(kept, row, counts, month, *shape(row))
        for row in ToldTally.objects.all():
            for code, facts, persons in zip(row.told, row.facts, row.persons, strict=True):
                add(kept, row, (facts, persons, 0), row.month, row.keys, code)
    assert +kept == +counted
    assert not -kept


def test_kept_counts_follow_every_change_and_folding_changes_none(db: None) -> None:
    world(*crowd(), *lonely((MONTHS[0], MONTHS[1], MONTHS[2])))
    before = told(kept=True)
    assert before == told(kept=False)
    assert_counts_are_those_of_the_facts()
    with reading(SYSTEM):
        both = Fact.objects.count() + SharedFact.objects.count()
    assert kept_rows()[1] == both
    with arranging():
        Fact.objects.filter(origin="district:4").update(persons=7, month=MONTHS[4], quarter=MONTHS[3])
        Fact.objects.filter(place="district:1").update(lures=["marriage", "online"], forms=["begging", "child_labour"])
        Fact.objects.filter(place="district:2").update(certainty="hearsay")
        Fact.objects.filter(place="district:3").delete()
        SharedFact.objects.filter(place="district:2").update(persons=None)
        Fact.objects.filter(kind="movement").update(via=["district:6", "district:7"], stops=["district:7"])
        SharedFact.objects.filter(kind="movement").update(near=[0, FAR])
        Fact.objects.bulk_create([fact("district:5", MONTHS[2], None), fact("district:5", MONTHS[2], 3)])
    changed = told(kept=False)
    assert told(kept=True) == changed != before
    assert_counts_are_those_of_the_facts()
    unfolded = kept_rows()
    with arranging():
        tallies.fold()
    after = kept_rows()
    assert after[0] < unfolded[0]
    assert after[1] == unfolded[1]
    assert after[2] < unfolded[2]
    assert told(kept=True) == changed
    assert_counts_are_those_of_the_facts()
    with arranging():
        tallies.fold()
    assert kept_rows() == after, "nothing is left to fold"
    with reading(SYSTEM):
        assert min(sum(facts) for facts in FactTally.objects.values_list(*FACTS)) > 0
        assert min(count for row in FactTally.objects.values_list(*COUNTS) for count in row) == 0
        assert min(count for row in ToldTally.objects.all() for count in row.facts) > 0


def test_counts_of_facts_near_to_others_are_not_seen_by_the_database_itself(db: None) -> None:
    world(*crowd())
    with arranging():
        SharedFact.objects.all().delete()
    with reading(officer(FAR)), connection.cursor() as cursor:
        cursor.execute("select count(*) from picture_facttally where not is_shared")
        assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from picture_toldtally where not is_shared")
        assert cursor.fetchone() == (0,)
    with reading(officer(NEAR)):
        assert FactTally.objects.filter(is_shared=False).exists()
        assert ToldTally.objects.filter(is_shared=False).exists()


def narrowed() -> Iterator[queries.Filters]:
    """Yield filters that ask for what facts tell beside place and time."""
    for form in FORMS:
        for lure in LURES:
            for of in OF_PERSONS:
                yield queries.Filters(EVER, form=form, lure=lure, **of)


def told_narrowly(*, by_number: bool) -> list[Any]:
    """Return what near and far are told by those filters, with or without comparing the numbers of tellings."""
    found: list[Any] = []
    for audience in (NEAR, FAR):
        with reading(actor := officer(audience)), pytest.MonkeyPatch.context() as patch:
            if not by_number:
                patch.setattr(tallies, "BY_TELLING", "true")
            for filters in narrowed():
                shapes, months = tallies.tallies_and_months(actor, filters)
                found.append((sorted(shapes, key=repr), sorted(months.items(), key=repr)))
    return found


def test_numbers_of_tellings_follow_every_change_and_leave_nothing_out(db: None) -> None:
    world(*crowd(), *lonely((MONTHS[0], MONTHS[1], MONTHS[2])))
    before = told_narrowly(by_number=True)
    assert before == told_narrowly(by_number=False)
    assert sum(bool(shapes) for shapes, _months in before) > 20
    with arranging():
        Fact.objects.filter(place="district:3").update(lures=["film_or_modelling"], forms=["begging", "organ_removal"])
        Fact.objects.filter(place="district:1").update(who=["male/18_25"])
        SharedFact.objects.filter(place="district:2").delete()
    assert Telling.objects.filter(forms=["begging", "organ_removal"]).exists()
    changed = told_narrowly(by_number=True)
    assert changed != before
    assert changed == told_narrowly(by_number=False)


def test_one_list_of_what_is_told_is_never_taken_for_another(db: None) -> None:
    pair = [fact("district:1", MONTHS[0], 1, "online"), fact("district:1", MONTHS[0], 1, lure="online")]
    split = [
        fact("district:1", MONTHS[0], 1, "begging", "online"),
        fact("district:1", MONTHS[0], 1, "begging", lure="online"),
    ]
    world(*pair, *split)
    with reading(SYSTEM):
        assert len(set(Fact.objects.values_list("telling", flat=True))) == 4


def test_numbers_of_ways_follow_every_change_and_leave_nothing_out(db: None) -> None:
    def told(*, by_number: bool) -> list[Any]:
        found = []
        for audience in (NEAR, FAR):
            with reading(actor := officer(audience)):
                for filters in (queries.Filters(EVER), queries.Filters(EVER, form="begging")):
                    for naming in (["district:1"], ["district:3", "region:ncr"], ["district:9"], []):
                        shapes = tallies.tallies(actor, filters, naming if by_number else None)
                        found.append(sorted((each for each in shapes if {*naming} & {*each.place_keys}), key=repr))
                        assert not by_number or len(found[-1]) == len(shapes)
        return found

    world(*crowd(), *lonely((MONTHS[0], MONTHS[1], MONTHS[2])))
    before = told(by_number=True)
    assert before == told(by_number=False)
    assert any(before)
    with arranging():
        Fact.objects.filter(place="district:1").update(place="district:9")
        Fact.objects.filter(origin="district:4").update(via=["district:9", "district:3"])
    assert "district:9" in tallies.places_named()
    changed = told(by_number=True)
    assert changed != before
    assert changed == told(by_number=False)
