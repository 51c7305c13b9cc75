"""The numbers of a report, and what is on record of the district's same days."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.classify import CASE_FIELD, Sort
from samanvay.kernel.models import Protected

from ..figures import Cell
from .report import SituationReport


class Source(models.TextChoices):
    """Where a number comes from: written by the officer, or taken over from what is on record."""

    TYPED = "typed", "typed"
    CASES = "cases", "cases"


class Figure(Protected):
    """One number of a report, as its agency says it; a number that is not said has no row, and is never nought.

    Who reads it: while the report is in its unit's hands, the report's own line. Once it is submitted also the other
    agency of the district (the head of its police, of its administration) and the units above that one. Each agency
    answers for the same happenings, so each must see where the other counts otherwise; a number for a whole district
    and week names nobody, and no words of the report go with it. District, agency and period stand here again because
    the other agency does not see the report's own row.
    """

    report = models.ForeignKey(SituationReport, on_delete=models.PROTECT, related_name="figures")
    district = models.CharField(max_length=80)
    agency = models.CharField(max_length=16, db_column="voice")
    period_from = models.DateField()
    period_to = models.DateField()
    figure = models.CharField(max_length=16)
    sex = models.CharField(max_length=12, blank=True)
    band = models.CharField(max_length=12, blank=True)
    number = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.TYPED)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                *("report", "district", "agency", "period_from", "period_to"),
                *("figure", "sex", "band", "number", "source"),
            ),
            CASE_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["report", "figure", "sex", "band"], name="reports_figure_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["district", "-period_to"], name="reports_figure_district")
        ]

    def __str__(self) -> str:
        return f"{self.cell.name} {self.number}"

    @property
    def cell(self) -> Cell:
        return Cell(self.figure, self.sex, self.band)


class CaseCount(Protected):
    """What is on record of one of a report's numbers, for comparison: cases, entries of registers, readings.

    Its readers are the report's own line, also when the report was sent: the cases of the police are theirs to tell.
    Beside a shared figure their count would tell the other agency of cases that it does not read, and of each new one.
    ``railway`` and ``border`` are how many of the number railway police and border force have on record.
    """

    report = models.ForeignKey(SituationReport, on_delete=models.PROTECT, related_name="case_counts")
    figure = models.CharField(max_length=16)
    sex = models.CharField(max_length=12, blank=True)
    band = models.CharField(max_length=12, blank=True)
    number = models.PositiveIntegerField()
    railway = models.PositiveIntegerField(default=0, db_default=0)
    border = models.PositiveIntegerField(default=0, db_default=0)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("report", "figure", "sex", "band", "number", "railway", "border"), CASE_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["report", "figure", "sex", "band"], name="reports_casecount_once"),
        ]

    def __str__(self) -> str:
        return f"{self.cell.name} {self.number}"

    @property
    def cell(self) -> Cell:
        return Cell(self.figure, self.sex, self.band)


class TallySource(models.TextChoices):
    """Of what a line is: a case, an entry of the register of missing persons, a confirmed reading of a report."""

    CASE = "case", "case"
    ENTRY = "entry", "entry"
    READING = "reading", "reading"


class TallyLine(Protected):
    """What one case, entry or reading adds to the count of its district on a day. Its readers are that one's own.

    ``of`` is its key, ``case`` the case that an entry is joined to, ``same_as`` the key of the first that told of the
    same, ``compartment`` that of the unit that has it: what railway police and border force have counts in the
    district's figure as a number, though nobody there reads the line.
    """

    source = models.CharField(max_length=8, choices=TallySource.choices, default=TallySource.CASE)
    of = models.UUIDField(db_index=True)
    case = models.UUIDField(null=True, db_index=True)
    same_as = models.UUIDField(null=True, db_index=True)
    compartment = models.CharField(max_length=16)
    district = models.CharField(max_length=80)
    day = models.DateField()
    figure = models.CharField(max_length=16)
    sex = models.CharField(max_length=12, blank=True)
    band = models.CharField(max_length=12, blank=True)
    number = models.PositiveIntegerField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                *("source", "of", "case", "same_as", "compartment", "district", "day", "figure", "sex", "band"),
                "number",
            ),
            CASE_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(
                fields=["of", "district", "day", "figure", "sex", "band"], name="reports_tallyline_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["district", "day"], name="reports_tallyline_day")]

    def __str__(self) -> str:
        return f"{self.district} {self.day} {self.figure} {self.number}"

    @property
    def cell(self) -> Cell:
        return Cell(self.figure, self.sex, self.band)
