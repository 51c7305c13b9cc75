"""The same weights through Splink: on DuckDB here, on Spark where a nation outgrows a machine.

`sql_columns` says in whole numbers which words of two registers are alike and how rare that is; what is left for SQL is
to see in which level a pair falls. Each level, with its rarity class, is a comparison level of Splink whose m and u are
fixed, so that its match weights are ours to the last of 1/256 bits.

Splink scores the pairs that a blocking rule lets it see: all of them up to ALL_PAIRS, above that those with a word in
common by one of KEYS. What it then cannot find for a row comes from the kernel.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from samanvay_insight.linkage.coding import Coded
from samanvay_insight.linkage.filling import every_row, filled
from samanvay_insight.linkage.layout import Facing, Prepared, face
from samanvay_insight.linkage.model import (
    AGE_MONTHS,
    CLASSES,
    DATE_DAYS,
    FIELDS,
    HEIGHT_CM,
    NAMES,
    SLACK_DAYS,
    STEPS,
    Field,
    Kind,
    field_of,
)
from samanvay_insight.linkage.pairs import all_patterns, weights_of
from samanvay_insight.linkage.search import parts_of
from samanvay_insight.linkage.sql_columns import MOST_LEVELS, WORD, sql_columns
from samanvay_insight.linkage.weights import Weights

ALL_PAIRS = 5_000_000
CHUNK_PAIRS = 4_000_000  # held at a time
AGREE = 1e-6  # bits
SEEN = 0.02  # of all pairs, those that KEYS let through, about
# Words of which a pair must share one in each, where there are too many pairs to see all.
KEYS = (
    ("given_0",), ("given_1",), ("father_0",), ("father_1",), ("mother_0",), ("mother_1",), ("family_0", "place_0"),
    ("place_0", "sex_0"), ("marks_1", "place_1"), ("marks_1", "language_0", "sex_0"), ("phone_0",),
)  # fmt: skip
LOCAL = "local[*]"
NO_SPARK = (
    "The engine spark needs the extra of that name and Java 17 or later: pip install 'samanvay[spark]'. "
    "The engines kernel and splink need neither."
)


class EngineMissing(RuntimeError):
    """An engine is asked for that is not there; the words say how to get it."""


@dataclass(frozen=True)
class Dialect:
    """How an engine says what is asked of arrays of whole numbers."""

    name: str
    overlap: str
    shared: str
    greatest: str
    total: str
    count: str

    def has(self, column: str) -> str:
        """Return SQL that is true where the arrays of a left and a right row have a number in common."""
        return f"{self.overlap}({column}_l, {column}_r)"

    def common(self, column: str) -> str:
        """Return SQL for the numbers in common."""
        return f"{self.shared}({column}_l, {column}_r)"

    def key(self, column: str) -> str:
        """Return SQL for the key of the closest and rarest number in common."""
        return f"cast(floor({self.greatest}({self.common(column)}) / {WORD}) as int)"

    def several(self, column: str) -> str:
        """Return SQL for how many numbers are in common."""
        return f"{self.count}({self.common(column)})"

    def total_key(self, column: str) -> str:
        """Return SQL for the sum of the keys of all numbers in common."""
        return f"cast(floor({self.total.format(self.common(column))} / {WORD}) as int)"


DUCKDB = Dialect("duckdb", "list_has_any", "list_intersect", "list_max", "list_sum({})", "len")
SPARK = Dialect(
    "spark", "arrays_overlap", "array_intersect", "array_max",
    "aggregate({}, cast(0 as bigint), (total, each) -> total + each)", "size",
)  # fmt: skip
UNKNOWN = -1
Level = tuple[int, str]  # pattern code, and SQL that is true where a pair has it; the first that is true counts


def comparisons(dialect: Dialect, left: pa.Table, right: pa.Table) -> dict[str, list[Level]]:
    """Return for each field that both registers know its levels, from UNKNOWN on, as SQL over `sql_columns`."""
    found: dict[str, list[Level]] = {}
    for field in FIELDS:
        if field.kind is not Kind.WORDS:
            levels = _numbers(field, left, right)
        elif not _any(left, f"{field.name}_known") or not _any(right, f"{field.name}_known"):
            levels = []
        else:
            levels = _words(field, dialect, right)
        if levels:
            found[field.name] = levels
    return found


def _any(table: pa.Table, column: str) -> bool:
    return bool(np.asarray(table[column]).any())


def _keys(table: pa.Table, column: str) -> list[int]:
    """Return the keys that a column of arrays holds, the commonest agreement first."""
    codes = table[column].combine_chunks().flatten().to_numpy(zero_copy_only=False)
    return sorted((int(key) for key in np.unique(codes // WORD)), key=lambda key: (key % CLASSES, key))


def _words(field: Field, dialect: Dialect, right: pa.Table) -> list[Level]:
    name, other = field.name, (len(field.levels) - 1) * CLASSES
    alike = dialect.has(name)
    unknown = f"not ({name}_known_l and {name}_known_r)"
    if name == "family":
        unknown = f"{unknown} or ({_swapped(dialect)})"
    told: list[Level] = [(UNKNOWN, unknown)]
    if name == "sex":
        classes = np.unique(right["sex_other_class"].to_numpy()).tolist()
        told += [(other + rare, f"not {alike} and sex_other_class_r = {rare}") for rare in classes]
    elif name == "given":
        told += _given_differs(dialect, right, other)
    else:
        told.append((other, f"not {alike}"))
    if name == "marks":
        several, rarity = (
            f"{dialect.several('marks_any')} > 1",
            f"least({CLASSES - 1}, {dialect.total_key('marks_any')})",
        )
        least = 2 * min(_keys(right, "marks_any"), default=0)
        told += [(rare, f"{several} and {rarity} = {rare}") for rare in range(least, CLASSES)]
    for key in _keys(right, name):
        level, rare = MOST_LEVELS - key // CLASSES, key % CLASSES
        told.append((level * CLASSES + rare, f"{dialect.key(name)} = {key}"))
    return told


def _swapped(dialect: Dialect) -> str:
    return (
        "given_known_l and given_known_r and family_known_l and family_known_r"
        f" and {dialect.has('given_x')} and {dialect.has('family_x')}"
        f" and not {dialect.has('given')} and not {dialect.has('family')}"
    )


def _given_differs(dialect: Dialect, right: pa.Table, other: int) -> list[Level]:
    """Return the levels in which given names that differ are still told apart from strangers' names."""
    field = field_of("given")
    differ, swapped = f"not {dialect.has('given')}", _swapped(dialect)
    lone_left = f"not family_known_l and {dialect.has('given_x')}"
    lone_right = f"not family_known_r and family_known_l and {dialect.has('family_x')}"
    told: list[Level] = [(other, f"{differ} and not ({swapped}) and not ({lone_left}) and not ({lone_right})")]
    given, family = (f"mod({dialect.key(column)}, {CLASSES})" for column in ("given_x", "family_x"))
    of_given, of_family = ({key % CLASSES for key in _keys(right, column)} for column in ("given_x", "family_x"))
    for rare in sorted({min(a + b, CLASSES - 1) for a in of_given for b in of_family}):
        rarity = f"least({CLASSES - 1}, {given} + {family})"
        told.append((field.level("swapped") * CLASSES + rare, f"{swapped} and {rarity} = {rare}"))
    for lone, rarity, met in ((lone_left, given, of_given), (lone_right, family, of_family)):
        for rare in sorted(met):
            told.append((field.level("crossed") * CLASSES + rare, f"{differ} and {lone} and {rarity} = {rare}"))
    return told


def _numbers(field: Field, left: pa.Table, right: pa.Table) -> list[Level]:
    """Return the levels of an age, a date or a height."""
    bounds: tuple[int, ...]
    if field.kind is Kind.AGE:
        known, gap = "born_low", "greatest(0, born_low_r - born_high_l, born_low_l - born_high_r)"
        first, bounds = 0, AGE_MONTHS
    elif field.kind is Kind.HEIGHT:
        known, gap = "grown", "abs(grown_l - grown_r)"
        first, bounds = 0, HEIGHT_CM
    else:
        known, gap = "day_low", "greatest(0, day_low_r - day_high_l)"
        first, bounds = 1, DATE_DAYS
    if any(table[known].null_count == len(table) for table in (left, right)):
        return []
    steps = [f"{gap} <= {bound}" for bound in bounds] + ["1 = 1"]
    if first:  # found before the other went missing
        steps.insert(0, f"day_high_r < day_low_l - {SLACK_DAYS}")
    told: list[Level] = [(UNKNOWN, f"{known}_l is null or {known}_r is null")]
    for level, step in enumerate(steps):
        column = f"{field.kind.value}_class_{level}"
        told += [
            (level * CLASSES + rare, f"{step} and {column}_r = {rare}")
            for rare in np.unique(right[column].to_numpy()).tolist()
        ]
    return told


def settings(told: dict[str, list[Level]], weights: Weights, rules: Sequence[str | dict[str, Any]]) -> dict[str, Any]:
    """Return Splink's settings: every level with the m and u that give our bits, nothing left to train."""
    found = []
    for name, levels in told.items():
        field = field_of(name)
        kept: list[dict[str, Any]] = [
            {"sql_condition": levels[0][1], "label_for_charts": "not known", "is_null_level": True}
        ]
        for code, condition in levels[1:]:
            level, rare = divmod(code, CLASSES)
            m, u = _m_and_u(weights.bits(name, code), 2.0 ** (-rare / 2) if field.levels[level].by_share else 0.5)
            label = f"{field.levels[level].name}, rarity {rare}"
            kept.append({"sql_condition": condition, "label_for_charts": label, "m_probability": m, "u_probability": u})
        kept.append(
            {"sql_condition": "ELSE", "label_for_charts": "no level", "m_probability": 0.5, "u_probability": 0.5}
        )
        found.append({"output_column_name": f"f_{name}", "comparison_levels": kept})
    return {
        "link_type": "link_only",
        "comparisons": found,
        "blocking_rules_to_generate_predictions": list(rules),
        "probability_two_random_records_match": 0.5,
        "retain_matching_columns": False,
    }


def _m_and_u(bits: float, u: float) -> tuple[float, float]:
    """Return m and u, both at most 1, of which log2(m / u) is the match weight."""
    m = u * 2.0**bits
    return (m, u) if m <= 1 else (1.0, 2.0**-bits)


def blocking(keys: Sequence[tuple[str, ...]]) -> list[str | dict[str, Any]]:
    """Return the rules by which Splink finds pairs: those with a word in common in each of a rule's columns, or all."""
    rules: list[str | dict[str, Any]] = [
        {
            "blocking_rule": " and ".join(f"l.{column} = r.{column}" for column in columns),
            "arrays_to_explode": list(columns),
        }
        for columns in keys
    ]
    return rules or ["1 = 1"]


def by_duckdb(left: Coded, right: Coded, weights: Weights, k: int) -> pa.Table:
    """Return for each right row its k best left rows, scored by Splink on DuckDB. Raises EngineMissing."""
    import duckdb

    try:
        from splink import DuckDBAPI
    except ImportError as error:
        raise EngineMissing("this engine needs the package splink, which is not installed") from error

    with duckdb.connect(":memory:") as database:
        database.execute("set enable_progress_bar = false")
        api = DuckDBAPI(database)
        return _searched(api, DUCKDB, left, right, weights, k, lambda sql: database.sql(sql).to_arrow_table())


def by_spark(left: Coded, right: Coded, weights: Weights, k: int, *, master: str = LOCAL) -> pa.Table:
    """Return for each right row its k best left rows, scored by Splink on Spark.

    `master` says where Spark runs; by itself on all cores of this machine. Raises EngineMissing where it is not there.
    """
    with _spark(master) as session:
        from splink import SparkAPI

        api: Any = SparkAPI(  # type: ignore[no-untyped-call]
            spark_session=session, break_lineage_method="persist", register_udfs_automatically=False
        )
        return _searched(api, SPARK, left, right, weights, k, lambda sql: session.sql(sql).toArrow())


@contextmanager
def _spark(master: str) -> Iterator[Any]:
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineMissing(NO_SPARK) from error
    with tempfile.TemporaryDirectory() as folder:
        wishes = {
            "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR",
            "spark.sql.warehouse.dir": folder,
            # a field's levels are more than its compiler takes in one piece; it would try, fail and say so at length
            "spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        }  # fmt: skip
        if master.startswith("local"):
            wishes |= {
                "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.local.dir": folder,
                "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
            }  # fmt: skip
        builder = SparkSession.builder.appName("samanvay").master(master).config(map=wishes)
        try:
            session = builder.getOrCreate()
        except (PySparkException, OSError) as error:  # no Java, or no such master
            raise EngineMissing(NO_SPARK) from error
        try:
            yield session
        finally:
            session.stop()


def _searched(
    api: Any,
    dialect: Dialect,
    left: Coded,
    right: Coded,
    weights: Weights,
    k: int,
    answer: Callable[[str], pa.Table],
) -> pa.Table:
    from splink import Linker

    parts = parts_of(left)
    facing = face(parts, right)
    pairs = len(left) * len(right)
    keys = KEYS if pairs > ALL_PAIRS else ()
    ours, theirs = sql_columns(left, facing, dict.fromkeys(column for columns in keys for column in columns))
    told = comparisons(dialect, ours, theirs)
    if not told or not pairs:  # nothing that both know
        return every_row(left, right, weights, k)
    rules = blocking([columns for columns in keys if all(each.rpartition("_")[0] in told for each in columns)])
    logging.getLogger("splink").setLevel(logging.CRITICAL)
    tables = [api.register(table, dataset_display_name=name) for table, name in ((ours, "a_left"), (theirs, "b_right"))]
    linker = Linker(tables, settings(told, weights, rules), log_level=None, validate_settings=False)
    chunks = max(1, round((pairs if pairs <= ALL_PAIRS else pairs * SEEN) / CHUNK_PAIRS))
    found = []
    for chunk in range(1, chunks + 1):
        scored = linker.inference.predict_chunk(right_chunk=(chunk, chunks), warning_mode="never")
        found.append(
            answer(f"""
            select * from (
                select unique_id_l as left_row, unique_id_r as right_row, match_weight,
                    row_number() over (partition by unique_id_r order by match_weight desc, unique_id_l) as place
                from {scored.physical_name}) as ranked
            where place <= {k}""")  # noqa: S608 - names of our own
        )
        scored.drop_table_from_database_and_remove_from_cache()
    return _whole(pa.concat_tables(found), parts, facing, left, weights, k)


def _whole(scored: pa.Table, parts: list[Prepared], facing: Facing, left: Coded, weights: Weights, k: int) -> pa.Table:
    """Return what Splink found as `top_matches` gives it; rows for which it found too few have theirs from the kernel.

    Raises RuntimeError where Splink's weight of a pair is not ours.
    """
    right = facing.coded
    scored = scored.take(pa.array(np.lexsort((scored["place"].to_numpy(), scored["right_row"].to_numpy()))))
    left_rows, right_rows = (scored[name].to_numpy().astype(np.int64) for name in ("left_row", "right_row"))
    patterns = all_patterns(parts, facing, left_rows, right_rows)
    bits = scored["match_weight"].to_numpy()
    apart = np.abs(bits - weights_of(patterns, weights) / STEPS)
    if (apart > AGREE).any():
        at = int(apart.argmax())
        raise RuntimeError(f"Splink weighs rows {left_rows[at]} and {right_rows[at]} {apart[at]} bits apart from ours")
    found = pa.table({
        "left": left.ids.take(pa.array(left_rows)),
        "right": right.ids.take(pa.array(right_rows)),
        "left_row": left_rows,
        "right_row": right_rows,
        "rank": scored["place"].to_numpy().astype(np.int16),
        "weight": np.round(bits * STEPS) / STEPS,
        "pattern": pa.FixedSizeListArray.from_arrays(pa.array(patterns.ravel()), len(NAMES)),
    })  # fmt: skip
    return filled(found, parts, facing, weights, k)
