"""Missing children of whom no FIR is recorded: the law knows no such wait, so each is counted from the first hour."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from ..kinds import EntryKind
from ..models import Entry, EntryStep
from ..models.entry import FROM_LIST, EntryQuerySet
from .ages import GROWN_UP
from .step_kinds import StepKind


def children_without_fir(units: Collection[int]) -> EntryQuerySet:
    """Return the missing children still sought at some units who have no FIR, as far as the rows are seen.

    A person of a case has their FIR there. Of a list, the number alone that it told counts as an FIR.
    """
    fir = EntryStep.objects.filter(entry=OuterRef("pk"), kind=StepKind.FIR)
    sought = Entry.objects.sought().filter(
        kind=EntryKind.MISSING, age_from__lt=GROWN_UP, case_person__isnull=True, home_unit__in=list(units)
    )
    return sought.exclude(form_version=FROM_LIST, note__startswith="FIR ").exclude(Exists(fir))
