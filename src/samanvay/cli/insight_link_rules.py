"""The rules of a linkage, as an analyst writes them in YAML (`docs/how-to/linking.md`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

ENGINES = ("kernel", "splink", "spark")
KNOWN = (
    "columns", "left", "right", "compare", "best", "at_least", "one_to_one", "same_from", "engine", "learn", "labels",
    "weights", "spark_master",
)  # fmt: skip
MOST = 1_000
NO_YAML = "rules in YAML need the package pyyaml, which is not installed"


class RuleError(ValueError):
    """A rule that cannot be followed; its words name it and say what is expected."""


@dataclass(frozen=True)
class Rules:
    """What is compared and what is wanted of it.

    `columns` name headers (in small letters, words joined by underscores) of the left and the right file by what they
    hold. `at_least` and `same_from` are probabilities. Paths are relative to the file of the rules.
    """

    columns: tuple[Mapping[str, str], Mapping[str, str]] = field(default_factory=lambda: ({}, {}))
    compare: tuple[str, ...] = ()
    best: int = 10
    at_least: float = 0.0
    one_to_one: bool = False
    same_from: float = 0.9
    engine: str = "kernel"
    learn: bool = False
    labels: Path | None = None
    weights: Path | None = None
    spark_master: str = "local[*]"


def rules_of(file: Path, known: tuple[str, ...]) -> Rules:
    """Return the rules of a YAML file; `known` are the columns that can be compared.

    Raises RuleError where a rule is unknown or cannot be followed, OSError where the file cannot be read.
    """
    try:
        import yaml
    except ImportError as error:
        raise RuleError(NO_YAML) from error

    try:
        told = yaml.safe_load(file.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise RuleError("the file is not UTF-8 text") from error
    except yaml.YAMLError as error:
        raise RuleError(f"the file is not YAML: {_where(error)}") from error
    if told is None:
        told = {}
    if not isinstance(told, dict):
        raise RuleError(f"a list of rules is expected: {', '.join(KNOWN)}")
    unknown = [str(name) for name in told if name not in KNOWN]
    if unknown:
        raise RuleError(f"“{unknown[0]}” is no rule; the rules are {', '.join(KNOWN)}")
    sides = [_side(told, side, known) for side in ("left", "right")]
    folder = file.parent
    return Rules(
        columns=(sides[0], sides[1]),
        compare=_compare(told.get("compare"), known),
        best=_whole(told, "best", 10),
        at_least=_share(told, "at_least", 0.0),
        one_to_one=_yes(told, "one_to_one", default=False),
        same_from=_share(told, "same_from", 0.9),
        engine=_engine(told.get("engine", "kernel")),
        learn=_yes(told, "learn", default=False),
        labels=_path(told, "labels", folder),
        weights=_path(told, "weights", folder),
        spark_master=_text(told, "spark_master", "local[*]"),
    )


def _where(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it cannot be read"
    return f"line {mark.line + 1}, {problem}" if mark else str(problem)


def _side(told: Mapping[str, Any], side: str, known: tuple[str, ...]) -> dict[str, str]:
    """Return the columns of one file by their headers: those for both files, and its own over them."""
    own = told.get(side) or {}
    if not isinstance(own, dict) or set(own) - {"columns"}:
        raise RuleError(f"{side}: only “columns” is expected")
    found: dict[str, str] = {}
    for where, given in (("columns", told.get("columns")), (f"{side}: columns", own.get("columns"))):
        if given is None:
            continue
        if not isinstance(given, dict):
            raise RuleError(f"{where}: lines such as “given_name: Name of the child” are expected")
        for name, header in given.items():
            if name not in known:
                raise RuleError(f"{where}: “{name}” is not known; the columns are {', '.join(known)}")
            if not isinstance(header, str) or not header.strip():
                raise RuleError(f"{where}: {name} needs the header of a column")
            found[name] = header
    if len(set(found.values())) < len(found):
        raise RuleError(f"{side}: two columns have the same header")
    return found


def _compare(given: Any, known: tuple[str, ...]) -> tuple[str, ...]:
    if given is None:
        return ()
    names = [name for name in known if name != "id"]
    if not isinstance(given, list) or not given:
        raise RuleError(f"compare: a list of columns is expected: {', '.join(names)}")
    for name in given:
        if name not in names:
            raise RuleError(f"compare: “{name}” is not known; the columns are {', '.join(names)}")
    return tuple(given)


def _whole(told: Mapping[str, Any], name: str, default: int) -> int:
    value = told.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST:
        raise RuleError(f"{name}: a whole number from 1 to {MOST} is expected")
    return value


def _share(told: Mapping[str, Any], name: str, default: float) -> float:
    value = told.get(name, default)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        raise RuleError(f"{name}: a probability from 0 to 1 is expected")
    return float(value)


def _yes(told: Mapping[str, Any], name: str, *, default: bool) -> bool:
    value = told.get(name, default)
    if not isinstance(value, bool):
        raise RuleError(f"{name}: yes or no is expected")
    return value


def _engine(value: Any) -> str:
    if value not in ENGINES:
        raise RuleError(f"engine: {', '.join(ENGINES[:-1])} or {ENGINES[-1]} is expected")
    return cast(str, value)


def _text(told: Mapping[str, Any], name: str, default: str) -> str:
    value = told.get(name, default)
    if not isinstance(value, str) or not value.strip():
        raise RuleError(f"{name}: words are expected, such as {default}")
    return value


def _path(told: Mapping[str, Any], name: str, folder: Path) -> Path | None:
    value = told.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise RuleError(f"{name}: the name of a file is expected")
    return folder / value
