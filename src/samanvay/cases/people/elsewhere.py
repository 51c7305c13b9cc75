"""What rooms above have recorded of the persons of a case, found by their keys to a person, whatever room it is."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from ..models import CasePerson


def recorded_elsewhere(persons: Collection[UUID]) -> set[UUID]:
    """Return those of some persons of whom a room above keeps anything that the actor sees, as an act."""
    found: set[UUID] = set()
    for model, column in _keys_to_persons():
        told = model.objects.filter(**{f"{column}__in": persons})
        found |= set(told.order_by().values_list(f"{column}_id", flat=True).distinct())
    return found


def _keys_to_persons() -> list[tuple[Any, str]]:
    related: list[Any] = [
        each for each in CasePerson._meta.get_fields(include_hidden=True) if each.one_to_many and each.auto_created
    ]
    above = [each for each in related if each.related_model._meta.app_label != CasePerson._meta.app_label]
    return [(each.related_model, each.field.name) for each in above]
