"""Facts: what happened, where and when, and never to whom."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.kernel.classify import FACT_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.db.constraints import RowSecurity, WriteGuard
from samanvay.kernel.ids import uuid4

# One number for all that a fact tells beside place and time, and one for its places: comparing a number is the one test
# that the database makes before it asks whose row it is (ADR 23).
TOLD = ("forms", "lures", "disparities", "modes", "who")


# What is counted of a quarter: its first, second and third month, and what is told by the quarter alone.
PARTS = ("first", "second", "third", "untold")
COUNTS = tuple(f"{what}_{part}" for what in ("facts", "persons", "hearsay") for part in PARTS)


class TellingOf(models.Func):
    """The number of what a fact tells, as the database makes it: the same words in the same order, the same number."""

    function = "sam.telling_of"
    output_field = models.BigIntegerField()
    arity = len(TOLD)


class WayOf(models.Func):
    """The number of the places of a fact, each in its role, as the database makes it."""

    function = "sam.way_of"
    output_field = models.BigIntegerField()
    arity = 4


def _way() -> models.GeneratedField:
    return models.GeneratedField(
        expression=WayOf("origin", "via", "destination", "place"),
        output_field=models.BigIntegerField(),
        db_persist=True,
        editable=False,
    )


class FactColumns(models.Model):
    """What a fact says: places at the level known, time, how many, form, lure, mode, of what sex and age."""

    kind = models.CharField(max_length=10)  # movement | event
    event_kind = models.CharField(max_length=16, blank=True)
    journey = models.BigIntegerField(help_text="random; the same for the facts of one journey")
    origin = models.CharField(max_length=80, blank=True)
    via = ArrayField(models.CharField(max_length=80), default=list)
    stops = ArrayField(
        models.CharField(max_length=80), default=list, db_default=[], help_text="of via: where people were kept"
    )
    destination = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=80, blank=True)
    quarter = models.DateField(help_text="its first day")
    month = models.DateField(null=True, help_text="its first day; null where only the quarter is told")
    is_as_reported = models.BooleanField(default=False, help_text="dated by its report's period")
    persons = models.PositiveIntegerField(null=True, help_text="null = not said, counted as one")
    forms = ArrayField(models.CharField(max_length=24), default=list)
    lures = ArrayField(models.CharField(max_length=24), default=list)
    disparities = ArrayField(models.CharField(max_length=24), default=list, db_default=[])
    modes = ArrayField(models.CharField(max_length=8), default=list, db_default=[])
    who = ArrayField(
        models.CharField(max_length=24), default=list, db_default=[], help_text="sex/age band of each person known"
    )
    certainty = models.CharField(max_length=8)
    telling = models.GeneratedField(
        expression=TellingOf(*TOLD), output_field=models.BigIntegerField(), db_persist=True, editable=False
    )
    way = _way()

    classification: ClassVar[dict[str, Sort]] = dict.fromkeys(
        (
            *("kind", "event_kind", "journey", "origin", "via", "stops", "destination", "place", "quarter", "month"),
            *("is_as_reported", "persons", "forms", "lures", "disparities", "modes", "who", "certainty"),
        ),
        FACT_FIELD,
    ) | {"telling": SYSTEM_FIELD, "way": SYSTEM_FIELD}

    class Meta:
        abstract = True

    @property
    def counted(self) -> int:
        """How many persons this fact counts for."""
        return 1 if self.persons is None else self.persons

    @property
    def place_keys(self) -> list[str]:
        return [key for key in (self.origin, *self.via, self.destination, self.place) if key]


class Fact(FactColumns):
    """A fact as those near it see it at once: the reporting unit, those above it, the districts it names.

    No creation time and a random key, so that its age and order tell nothing of its source.
    ``open_on`` is the day from which every other officer sees it, under the floors. ``supports`` are the persons that
    count toward these: those counted where a numbered case stands behind them or units of two lines, else none.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    readers = ArrayField(models.IntegerField())
    open_on = models.DateField()
    is_open = models.BooleanField(default=False)
    supports = models.PositiveIntegerField(default=0, db_default=0)

    classification: ClassVar[dict[str, Sort]] = {
        **FactColumns.classification,
        "id": FACT_FIELD,
        "readers": SYSTEM_FIELD,
        "open_on": SYSTEM_FIELD,
        "is_open": SYSTEM_FIELD,
        "supports": SYSTEM_FIELD,
    }

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            WriteGuard(name="picture_fact_guard"),
            RowSecurity(name="picture_fact_rows"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["quarter", "kind"], name="picture_fact_quarter"),
            models.Index(fields=["month"], name="picture_fact_month"),
            models.Index(fields=["telling", "quarter"], name="picture_fact_telling"),
            models.Index(fields=["way", "quarter"], name="picture_fact_way"),
            models.Index(fields=["open_on"], condition=models.Q(is_open=False), name="picture_fact_open"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class SharedFact(FactColumns):
    """The same fact as every other officer sees it from the next day on, coarsened where it would be one of few.

    ``near`` repeats the readers of the fact itself: whoever is among them sees that one and skips this. ``lot`` is the
    random number of the facts with which it is told, null while it waits for others, and ``level`` what is told of them
    beside what is always told (``floors.LEVELS``).
    """

    fact_id = models.UUIDField(primary_key=True)
    readers = ArrayField(models.IntegerField())
    near = ArrayField(models.IntegerField(), default=list)
    lot = models.BigIntegerField(null=True)
    level = models.PositiveSmallIntegerField(default=0, db_default=0)

    classification: ClassVar[dict[str, Sort]] = {
        **FactColumns.classification,
        "fact_id": FACT_FIELD,
        **dict.fromkeys(("readers", "near", "lot", "level"), SYSTEM_FIELD),
    }

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            WriteGuard(name="picture_sharedfact_guard"),
            RowSecurity(name="picture_sharedfact_rows"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["quarter"], name="picture_sharedfact_quarter"),
            models.Index(fields=["month"], name="picture_sharedfact_month"),
            models.Index(fields=["telling", "quarter"], name="picture_sharedfact_telling"),
            models.Index(fields=["way", "quarter"], name="picture_sharedfact_way"),
            models.Index(fields=["lot"], condition=models.Q(lot__isnull=False), name="picture_sharedfact_lot"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.fact_id}"


class FactTally(models.Model):
    """Facts of one shape in one quarter counted, month by month: places in their roles, and who sees them.

    Kept by the database. Triggers on both tables of facts add a row for each change, with what came (or, negative, what
    went); the counts of a shape are the sums over its rows, and ``tallies.fold`` makes one row of them. ``is_shared``
    tells the counts of shared facts from those of the facts themselves; readers and ``near`` are those of the facts
    counted. Each count stands for the first, second and third month of the quarter, and for what is told by the
    quarter alone; ``hearsay`` are those of the facts that are.
    """

    is_shared = models.BooleanField()
    kind = models.CharField(max_length=10)
    event_kind = models.CharField(max_length=16, blank=True)
    origin = models.CharField(max_length=80, blank=True)
    via = ArrayField(models.CharField(max_length=80), default=list)
    stops = ArrayField(models.CharField(max_length=80), default=list, db_default=[])
    destination = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=80, blank=True)
    quarter = models.DateField()
    facts_first = models.IntegerField(default=0, db_default=0)
    facts_second = models.IntegerField(default=0, db_default=0)
    facts_third = models.IntegerField(default=0, db_default=0)
    facts_untold = models.IntegerField(default=0, db_default=0)
    persons_first = models.BigIntegerField(default=0, db_default=0, help_text="not said counts as one")
    persons_second = models.BigIntegerField(default=0, db_default=0)
    persons_third = models.BigIntegerField(default=0, db_default=0)
    persons_untold = models.BigIntegerField(default=0, db_default=0)
    hearsay_first = models.IntegerField(default=0, db_default=0)
    hearsay_second = models.IntegerField(default=0, db_default=0)
    hearsay_third = models.IntegerField(default=0, db_default=0)
    hearsay_untold = models.IntegerField(default=0, db_default=0)
    readers = ArrayField(models.IntegerField())
    near = ArrayField(models.IntegerField(), default=list)
    way = _way()

    classification: ClassVar[dict[str, Sort]] = {
        **dict.fromkeys(("kind", "event_kind", "origin", "via", "stops", "destination", "place"), FACT_FIELD),
        "quarter": FACT_FIELD,
        **dict.fromkeys(COUNTS, FACT_FIELD),
        **dict.fromkeys(("id", "is_shared", "readers", "near", "way"), SYSTEM_FIELD),
    }

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            WriteGuard(name="picture_facttally_guard"),
            RowSecurity(name="picture_facttally_rows"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["quarter"], name="picture_facttally_quarter"),
            models.Index(fields=["way", "quarter"], name="picture_facttally_way"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.quarter}"


class ToldTally(models.Model):
    """What the facts of one way in one month tell, counted: forms and lures, and who sees them. Kept as FactTally is.

    ``told`` are the forms and lures (``form:begging``, ``lure:job``), ``facts`` and ``persons`` the counts of each in
    the same order; the counts of one of them are the sums over all rows. Facts that tell neither are not counted here.
    """

    is_shared = models.BooleanField()
    way = models.BigIntegerField()
    keys = ArrayField(models.CharField(max_length=80))
    quarter = models.DateField()
    month = models.DateField(null=True)
    told = ArrayField(models.CharField(max_length=32), help_text="form:begging, lure:job")
    facts = ArrayField(models.IntegerField(), help_text="of each that is told")
    persons = ArrayField(models.BigIntegerField(), help_text="of each that is told; not said counts as one")
    readers = ArrayField(models.IntegerField())
    near = ArrayField(models.IntegerField(), default=list)

    classification: ClassVar[dict[str, Sort]] = {
        **dict.fromkeys(("keys", "quarter", "month", "told", "facts", "persons"), FACT_FIELD),
        **dict.fromkeys(("id", "is_shared", "way", "readers", "near"), SYSTEM_FIELD),
    }

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            WriteGuard(name="picture_toldtally_guard"),
            RowSecurity(name="picture_toldtally_rows"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["month"], name="picture_toldtally_month"),
            models.Index(fields=["way", "quarter"], name="picture_toldtally_way"),
            models.Index(fields=["quarter"], condition=models.Q(month=None), name="picture_toldtally_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.month or self.quarter}: {', '.join(self.told)}"


class Telling(models.Model):
    """What the number of a telling stands for. Kept by triggers on both tables of facts, and read by none but them
    and the reads that narrow the picture.

    A row may stand here twice, where two wrote at once, and one may outlive its facts; neither changes an answer.
    """

    telling = models.BigIntegerField()
    forms = ArrayField(models.CharField(max_length=24))
    lures = ArrayField(models.CharField(max_length=24))
    disparities = ArrayField(models.CharField(max_length=24))
    modes = ArrayField(models.CharField(max_length=8))
    who = ArrayField(models.CharField(max_length=24))

    classification: ClassVar[dict[str, Sort]] = dict.fromkeys(("id", "telling", *TOLD), SYSTEM_FIELD)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [WriteGuard(name="picture_telling_guard")]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["telling"], name="picture_telling_number")]

    def __str__(self) -> str:
        return str(self.telling)


class Way(models.Model):
    """Which places the number of a way stands for, whatever their roles. Kept as tellings are."""

    way = models.BigIntegerField()
    keys = ArrayField(models.CharField(max_length=80))

    classification: ClassVar[dict[str, Sort]] = dict.fromkeys(("id", "way", "keys"), SYSTEM_FIELD)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [WriteGuard(name="picture_way_guard")]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["way"], name="picture_way_number")]

    def __str__(self) -> str:
        return ", ".join(self.keys)


class FactSource(models.Model):
    """The link from a source to its fact, an HMAC that the projector alone can make; destroyed by erasure."""

    source = models.BinaryField(primary_key=True, max_length=32)
    fact_id = models.UUIDField()
    readers = ArrayField(models.IntegerField())

    classification: ClassVar[dict[str, Sort]] = dict.fromkeys(("source", "fact_id", "readers"), SYSTEM_FIELD)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            WriteGuard(name="picture_factsource_guard"),
            RowSecurity(name="picture_factsource_rows"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["fact_id"], name="picture_factsource_fact")]

    def __str__(self) -> str:
        return str(self.fact_id)
