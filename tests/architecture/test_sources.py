"""Habits of the house that a machine can see in the syntax tree."""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from samanvay.config.env import ROOT

SRC = ROOT / "src" / "samanvay"
ROOMS = (
    "access",
    "directory",
    "duties",
    "documents",
    "law",
    "cases",
    "tracing",
    "reports",
    "picture",
    "measures",
    "review",
    "opendata",
    "demo",
)
FILES = sorted(path for path in SRC.rglob("*.py") if "migrations" not in path.parts)
LONGEST = 420


def where(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def calls(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            yield dotted(inner.func)


def only_the_clock_tells_the_time(path: Path) -> None:
    if where(path) == "kernel/clock.py":
        return
    told = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now"}
    found = {call for call in calls(tree(path)) if any(call == each or call.endswith(f".{each}") for each in told)}
    assert not found, f"{where(path)} asks {sorted(found)}: ask samanvay.kernel.clock, so that tests can stop it"


def only_env_reads_the_environment(path: Path) -> None:
    if where(path) == "config/env.py":
        return
    read = [
        node.lineno
        for node in ast.walk(tree(path))
        if dotted(node) in {"os.environ", "os.getenv"}
        and not (where(path).startswith(("cli/", "config/wsgi", "config/manage", "config/refuse")))
    ]
    assert not read, f"{where(path)}:{read} reads the environment: add it to samanvay.config.env"


def who_acts_is_told_for_one_transaction_only(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace(" ", "")
    assert ",false)" not in text or "set_config(" not in text, f"{where(path)} sets a value that outlives the request"


def file_is_one_idea(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{where(path)} has {lines} lines: cut it where the idea changes"


def name_says_what_is_inside(path: Path) -> None:
    vague = {"utils", "common", "helpers", "manager", "handler", "misc", "service", "util", "helper"}
    assert not vague & {path.stem, *path.relative_to(SRC).parts}, f"{where(path)}: name it after its subject"


def nothing_is_left_undone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    unfinished = [word for word in ("TO" + "DO", "FIX" + "ME", "raise Not" + "ImplementedError") if word in text]
    passes = [node.lineno for node in ast.walk(tree(path)) if isinstance(node, ast.Pass)]
    assert not unfinished, f"{where(path)} holds {unfinished}"
    assert not passes, f"{where(path)}:{passes} passes: say what is meant"


RULES = (
    only_the_clock_tells_the_time,
    only_env_reads_the_environment,
    who_acts_is_told_for_one_transaction_only,
    file_is_one_idea,
    name_says_what_is_inside,
    nothing_is_left_undone,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_file_keeps(rule: Callable[[Path], None]) -> None:
    broken = []
    for path in FILES:
        try:
            rule(path)
        except AssertionError as words:
            broken.append(str(words).split("\n", 1)[0])
    assert not broken, "\n".join(broken)


def action_files() -> list[Path]:
    return [
        path
        for room in ROOMS
        for path in sorted((SRC / room).glob("actions*.py")) + sorted((SRC / room / "actions").glob("*.py"))
        if path.name != "__init__.py"
    ]


WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "update",
    "delete",
    "revise",
    "get_or_create",
    "update_or_create",
}


def writes(node: ast.AST) -> bool:
    """Tell whether rows are written here: a call of a writing method on something that is no dictionary or set."""
    return any(
        isinstance(inner, ast.Call)
        and isinstance(inner.func, ast.Attribute)
        and inner.func.attr in WRITES
        and (inner.func.attr != "update" or inner.keywords)
        for inner in ast.walk(node)
    )


@pytest.mark.parametrize("path", action_files(), ids=where)
def test_action_names_who_acts_and_leaves_an_event(path: Path) -> None:
    """A public function that writes is keyword-only and reaches ``operation`` itself or through another."""
    functions = {node.name: node for node in tree(path).body if isinstance(node, ast.FunctionDef)}
    reaches = {name for name, node in functions.items() if {"operation", "audit.operation"} & set(calls(node))}
    grown = True
    while grown:
        more = {name for name, node in functions.items() if name not in reaches and reaches & set(calls(node))}
        reaches |= more
        grown = bool(more)
    for name, node in functions.items():
        if name.startswith("_") or "inside the caller's operation" in (ast.get_docstring(node) or ""):
            continue
        if name in reaches:
            named = {argument.arg for argument in node.args.kwonlyargs}
            assert not node.args.args or "by" in named, f"{where(path)}: make the arguments of {name} keyword-only"
        imported = {call for call in calls(node) if call.split(".")[0] in _imported_actions(path)}
        assert not writes(node) or name in reaches or imported, (
            f"{where(path)}: {name} writes without an event: open `with operation(EVENT, by=by, ...)`, or say in its "
            "docstring that it works inside the caller's operation"
        )


def _imported_actions(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and ("actions" in node.module or "boxes" in node.module):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names if "actions" in alias.name}
    return names


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "journeys").glob("test_*.py")), ids=lambda path: path.stem)
def test_no_walk_has_a_wait_of_its_own(path: Path) -> None:
    waits = {"set_default_timeout", "set_default_navigation_timeout", "wait_for_timeout", "sleep"}
    found = [name for name in calls(tree(path)) if name.rpartition(".")[2] in waits]
    timed = [node.lineno for node in ast.walk(tree(path)) if isinstance(node, ast.keyword) and node.arg == "timeout"]
    assert not found + timed, "conftest.py waits for every walk alike, so long that no busy machine fails one"
