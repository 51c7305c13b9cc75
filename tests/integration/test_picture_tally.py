"""The counts kept beside the facts are those of the facts, whatever happens to these."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from test_picture_floors import FAR, FORMS, LURES, MONTHS, NEAR, NOW, OF_PERSONS, crowd, fact, lonely, officer, world

from samanvay.audit.operations import continuing
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.picture import queries, tallies
from samanvay.picture.models import Fact, SharedFact, Telling
from samanvay.picture.models.fact import FactTally

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
                    found.append((sorted(shapes, key=repr), months))
    return found


def kept_rows() -> tuple[int, int]:
    """Return how many rows of counts there are, and how many facts they count."""
    with reading(SYSTEM):
        rows = list(FactTally.objects.values_list("facts", flat=True))
        return len(rows), sum(rows)


def test_kept_counts_follow_every_change_and_folding_changes_none(db: None) -> None:
    world(*crowd(), *lonely((MONTHS[0], MONTHS[1], MONTHS[2])))
    assert told(kept=True) == told(kept=False)
    with reading(SYSTEM):
        both = Fact.objects.count() + SharedFact.objects.count()
    assert kept_rows()[1] == both
    with continuing(uuid7()):
        Fact.objects.filter(origin="district:4").update(persons=7, month=MONTHS[4], quarter=MONTHS[3])
        Fact.objects.filter(place="district:3").delete()
        SharedFact.objects.filter(place="district:2").update(persons=None)
        Fact.objects.filter(kind="movement").update(via=["district:6", "district:7"], stops=["district:7"])
        SharedFact.objects.filter(kind="movement").update(near=[0, FAR])
        Fact.objects.bulk_create([fact("district:5", MONTHS[2], None), fact("district:5", MONTHS[2], 3)])
    changed = told(kept=False)
    assert told(kept=True) == changed
    before = kept_rows()
    with continuing(uuid7()):
        tallies.fold()
    after = kept_rows()
    assert after[0] < before[0]
    assert after[1] == before[1]
    assert told(kept=True) == changed
    with continuing(uuid7()):
        tallies.fold()
    assert kept_rows() == after, "nothing is left to fold"
    with reading(SYSTEM):
        assert not FactTally.objects.filter(facts__lte=0).exists()


def test_counts_of_facts_near_to_others_are_not_seen_by_the_database_itself(db: None) -> None:
    world(*crowd())
    with continuing(uuid7()):
        SharedFact.objects.all().delete()
    with reading(officer(FAR)), connection.cursor() as cursor:
        cursor.execute("select count(*) from picture_facttally where not is_shared")
        assert cursor.fetchone() == (0,)
    with reading(officer(NEAR)):
        assert FactTally.objects.filter(is_shared=False).exists()


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
    with continuing(uuid7()):
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
    with continuing(uuid7()):
        Fact.objects.filter(place="district:1").update(place="district:9")
        Fact.objects.filter(origin="district:4").update(via=["district:9", "district:3"])
    assert "district:9" in tallies.places_named()
    changed = told(by_number=True)
    assert changed != before
    assert changed == told(by_number=False)
