"""Declared fields as the interface takes and gives them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from ninja import Field, Schema
from pydantic import create_model

from samanvay.kernel.dates import PartialDate
from samanvay.recording.fields import Code, Codes, Declared, Number, PastDate, PlaceKey, Text

MOST_CODES = 20


class Occurred(Schema):
    """When something happened: between two days, as it was said."""

    earliest: date
    latest: date
    said: str


def one_of(codes: Iterable[str], *, many: bool = False) -> dict[str, Any]:
    """Return what the description adds to a field of known words; what refuses another word is the action."""
    words: dict[str, Any] = {"enum": [str(code) for code in codes]}
    return {"items": {"type": "string", **words}} if many else words


def _asked(field: Declared) -> tuple[Any, Any]:
    match field:
        case Text(required=True, longest=longest):
            return str, Field(min_length=1, max_length=longest)
        case Text(longest=longest):
            return str, Field("", max_length=longest)
        case Codes(codes=codes):
            extra = one_of(codes, many=True)
            return list[str], Field(default_factory=list, max_length=MOST_CODES, json_schema_extra=extra)
        case Code(codes=codes, default=default):
            return str, Field(... if default is None else default, json_schema_extra=one_of(codes))
        case Number(most=most):
            return int | None, Field(None, ge=0, le=most)
        case PastDate() | PlaceKey():  # a date as people say it, a place by its key
            return str | None, Field(None, max_length=80)
    raise TypeError(field.name)


def _answered(field: Declared) -> tuple[Any, Any]:
    kinds = {Codes: list[str], Number: int | None, PastDate: Occurred | None, PlaceKey: str | None}
    return kinds.get(type(field), str), ...


def asked(fields: Iterable[Declared]) -> type[Schema]:
    """Return the shape in which a new record is sent."""
    return create_model("Asked", __base__=Schema, **{field.name: _asked(field) for field in fields})  # type: ignore[call-overload, no-any-return]


def answered(fields: Iterable[Declared]) -> type[Schema]:
    """Return the shape in which a record is given."""
    return create_model("Answered", __base__=Schema, **{field.name: _answered(field) for field in fields})  # type: ignore[call-overload, no-any-return]


def occurred_out(occurred: PartialDate | None) -> Occurred | None:
    """Return what the interface says of a date."""
    return Occurred(earliest=occurred.earliest, latest=occurred.latest, said=occurred.said) if occurred else None


def values_of(fields: Iterable[Declared], row: Any) -> dict[str, Any]:
    """Return what a record says, in the shape of :func:`answered`."""
    found = {}
    for field in fields:
        value = getattr(row, f"{field.name}_id" if isinstance(field, PlaceKey) else field.name)
        found[field.name] = occurred_out(value) if isinstance(field, PastDate) else value
    return found
