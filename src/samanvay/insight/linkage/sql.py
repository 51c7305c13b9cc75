"""The levels said in SQL, over the columns of `features` with the aliases l and r: DuckDB's dialect.

Each expression gives the field's pattern code, level * 64 + class, or -1 where the field is not known: the same numbers
that the kernel gives. `sqlglot` turns them into Spark's words.
"""

from __future__ import annotations

from samanvay.insight.linkage.model import (
    AGE_MONTHS,
    CLASSES,
    DATE_DAYS,
    FIELDS,
    HEIGHT_CM,
    SLACK_DAYS,
    Field,
    Kind,
    field_of,
)

SHIFT, CLASS_MASK = 24, 31


def pattern_sql() -> dict[str, str]:
    """Return for each field the expression of its pattern code."""
    return {field.name: _words(field) if field.kind is Kind.WORDS else _numbers(field) for field in FIELDS}


def _overlap(ours: str, theirs: str) -> str:
    return f"list_has_any(l.{ours}, r.{theirs})"


def _class(ours: str, theirs: str) -> str:
    return f"((list_max(list_intersect(l.{ours}, r.{theirs})) >> {SHIFT}) & {CLASS_MASK})"


def _direct(field: Field) -> str:
    return " or ".join(_overlap(column, column) for column in (f"{field.name}_{x.name}" for x in field.levels[:3]))


def _words(field: Field) -> str:
    name = field.name
    cases = [f"when not (l.{name}_known and r.{name}_known) then -1"]
    if name == "marks":
        met = "list_intersect(l.marks_any, r.marks_any)"
        total = f"list_sum(list_transform({met}, lambda x: x >> {SHIFT}))"
        cases.append(f"when len({met}) > 1 then least({CLASSES - 1}, {total})")
    for number, level in enumerate(field.levels[: field.alike]):
        column = f"{name}_{level.name}"
        if (name, level.name) != ("marks", "several"):
            cases.append(f"when {_overlap(column, column)} then {number * CLASSES} + {_class(column, column)}")
    if name == "given":
        cases += _crossed(field)
    if name == "family":  # swapped names speak once, as the given one
        swapped = field_of("given").level("swapped")
        cases.insert(1, f"when ({_words(field_of('given'))}) // {CLASSES} = {swapped} then -1")
    last = f"{(len(field.levels) - 1) * CLASSES}" + (" + r.sex_other_class" if name == "sex" else "")
    return f"case {' '.join(cases)} else {last} end"


def _crossed(given: Field) -> list[str]:
    ours, theirs = ("family_x", "given_as_family"), ("given_x", "family_as_given")
    both = f"{_overlap(*ours)} and {_overlap(*theirs)}"
    swapped, crossed = given.level("swapped") * CLASSES, given.level("crossed") * CLASSES
    return [
        f"when l.family_known and r.family_known and not ({_direct(field_of('family'))}) and {both}"
        f" then {swapped} + {_class(*ours)} + {_class(*theirs)}",
        f"when not l.family_known and {_overlap(*theirs)} then {crossed} + {_class(*theirs)}",
        f"when l.family_known and not r.family_known and {_overlap(*ours)} then {crossed} + {_class(*ours)}",
    ]


def _numbers(field: Field) -> str:
    name, levels = field.name, [level.name for level in field.levels]
    ends: tuple[int, ...]
    if field.kind is Kind.DATE:
        known, gap, ends = "day_lo", "greatest(0, r.day_lo - l.day_hi)", DATE_DAYS
        cases = [f"when r.day_hi < l.day_lo - {SLACK_DAYS} then r.date_before_class"]
        first = 1
    elif field.kind is Kind.AGE:
        known, gap, ends = "born_lo", "greatest(0, r.born_lo - l.born_hi, l.born_lo - r.born_hi)", AGE_MONTHS
        cases, first = [], 0
    else:
        known, gap, ends = "grown", "abs(l.grown - r.grown)", HEIGHT_CM
        cases, first = [], 0
    cases += [
        f"when {gap} <= {end} then {number * CLASSES} + r.{name}_{levels[number]}_class"
        for number, end in enumerate(ends, first)
    ]
    last = len(levels) - 1
    unknown = f"when l.{known} is null or r.{known} is null then -1"
    return f"case {unknown} {' '.join(cases)} else {last * CLASSES} + r.{name}_{levels[last]}_class end"
