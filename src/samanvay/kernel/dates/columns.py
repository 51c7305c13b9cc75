"""A partial date on a Django model: three plain columns and one attribute over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, overload

from django.db import models
from django.db.models import F, Q

from samanvay.kernel.dates.partial import SAID_LENGTH, PartialDate

_ENDINGS = ("earliest", "latest", "said")


def partial_date_fields(prefix: str, *, null: bool = False) -> dict[str, models.Field[Any, Any]]:
    """Return the three columns of a partial date by name: `<prefix>_earliest`, `_latest`, `_said`."""
    fields: tuple[models.Field[Any, Any], ...] = (
        models.DateField(null=null, blank=null),
        models.DateField(null=null, blank=null),
        models.CharField(max_length=SAID_LENGTH, blank=True, default=""),
    )
    return {f"{prefix}_{ending}": field for ending, field in zip(_ENDINGS, fields, strict=True)}


def partial_date_order(prefix: str, *, name: str) -> models.CheckConstraint:
    """Return the constraint that the earliest day is not after the latest, and both or neither are there."""
    earliest, latest = f"{prefix}_earliest", f"{prefix}_latest"
    both = Q(**{f"{earliest}__isnull": False, f"{latest}__isnull": False, f"{earliest}__lte": F(latest)})
    neither = Q(**{f"{earliest}__isnull": True, f"{latest}__isnull": True})
    return models.CheckConstraint(condition=both | neither, name=name)


class PartialDateAttribute(property):
    """`event.occurred` over `occurred_earliest`, `occurred_latest` and `occurred_said`.

    A property, so that Django takes it as a keyword: `Event(occurred=PartialDate.year(2019))`.
    """

    def __init__(self, prefix: str) -> None:
        names = tuple(f"{prefix}_{ending}" for ending in _ENDINGS)

        def read(instance: Any) -> PartialDate | None:
            earliest, latest, said = (getattr(instance, name) for name in names)
            if earliest is None or latest is None:
                return None
            return PartialDate(earliest, latest, said)

        def write(instance: Any, value: PartialDate | None) -> None:
            parts = (None, None, "") if value is None else (value.earliest, value.latest, value.said)
            for name, part in zip(names, parts, strict=True):
                setattr(instance, name, part)

        super().__init__(read, write)
        self.prefix = prefix


class PartialDateColumns:
    """Declares the three columns and the attribute in one line: `occurred = PartialDateColumns()`.

    Add `partial_date_order("occurred", name=…)` to `Meta.constraints`, and classify the three columns.
    """

    def __init__(self, *, null: bool = False) -> None:
        self.null = null

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        """Add the columns and the attribute to the model; called by Django."""
        for column, field in partial_date_fields(name, null=self.null).items():
            field.contribute_to_class(model, column)
        setattr(model, name, PartialDateAttribute(name))

    if TYPE_CHECKING:  # what the attribute of an instance is

        @overload
        def __get__(self, instance: None, owner: type) -> Self: ...
        @overload
        def __get__(self, instance: models.Model, owner: type) -> PartialDate | None: ...
        def __get__(self, instance: models.Model | None, owner: type) -> Self | PartialDate | None: ...
        def __set__(self, instance: models.Model, value: PartialDate | None) -> None: ...
