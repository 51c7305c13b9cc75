"""The counts kept beside the facts are those of the facts, whatever happens to these."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from test_picture_floors import FAR, MONTHS, NEAR, NOW, crowd, fact, lonely, officer, world

from samanvay.audit.operations import continuing
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.picture import queries, tallies
from samanvay.picture.models import Fact, SharedFact
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
