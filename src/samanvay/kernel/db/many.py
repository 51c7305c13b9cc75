"""Inserting many rows in one statement: a column is one array, or one value where all rows share it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault

AT_ONCE = 2_000


def insert_many(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert new rows of a model, a few thousand a statement; what the database itself gives is left to it.

    Several times as fast as ``bulk_create``, which compiles each value by itself. Rows, guards and policies are the
    database's as ever; the instances do not learn the keys that it gave.
    """
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        columns = {
            field.attname: [getattr(row, field.attname) for row in some]
            for field in model._meta.concrete_fields
            if not field.generated
        }
        _insert(model, columns, len(some))


def insert_columns(model: type[models.Model], columns: Mapping[str, Sequence[Any]], **same: Any) -> None:
    """Insert new rows given column by column; ``same`` are the values that all share. Others get their default.

    For rows of which no instance is needed: making one costs more than writing it.
    """
    count = len(next(iter(columns.values()), ()))
    for start in range(0, count, AT_ONCE):
        size = min(AT_ONCE, count - start)
        given: dict[str, Sequence[Any]] = {}
        for field in model._meta.concrete_fields:
            if field.attname in columns:
                given[field.attname] = columns[field.attname][start : start + size]
            elif field.attname in same:
                given[field.attname] = [same[field.attname]] * size
            elif field.primary_key and field.has_default():
                given[field.attname] = [field.get_default() for _ in range(size)]
            elif not field.has_db_default() and not field.primary_key and not field.generated:
                given[field.attname] = [field.get_default()] * size
        _insert(model, given, size)


def _insert(model: type[models.Model], columns: Mapping[str, Sequence[Any]], count: int) -> None:
    names: list[str] = []
    chosen: list[str] = []
    arrays: list[str] = []
    scalars: list[Any] = []
    lists: list[Any] = []
    for field in model._meta.concrete_fields:
        given = columns.get(field.attname, ())
        if not given or isinstance(given[0], DatabaseDefault) or (field.primary_key and given[0] is None):
            continue
        kind = str(field.db_type(connection))
        names.append(connection.ops.quote_name(str(field.column)))
        if all(each == given[0] for each in given):
            chosen.append(f"%s::{kind}")
            scalars.append(field.get_db_prep_save(given[0], connection))
            continue
        column = f"c{len(lists)}"
        if kind.endswith("[]") or kind == "jsonb":
            literal = json.dumps if kind == "jsonb" else _array_literal
            chosen.append(f"d.{column}::{kind}")
            arrays.append("%s::text[]")
            lists.append([None if each is None else literal(each) for each in given])
        else:
            chosen.append(f"d.{column}")
            arrays.append(f"%s::{kind}[]")
            lists.append([field.get_db_prep_save(each, connection) for each in given])
    source = (
        f"unnest({', '.join(arrays)}) as d({', '.join(f'c{at}' for at in range(len(lists)))})"
        if lists
        else f"generate_series(1, {count})"
    )
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {table} ({', '.join(names)}) select {', '.join(chosen)} from {source}",  # noqa: S608
            [*scalars, *lists],
        )


def _array_literal(values: Sequence[Any]) -> str:
    return "{" + ",".join(_quoted(values)) + "}"


def _quoted(values: Sequence[Any]) -> Iterator[str]:
    for value in values:
        yield '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
