"""The inside of the rooms: where what is found, how long a package is; no files import each other in circles."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from samanvay.config.env import ROOT

SRC = ROOT / "src" / "samanvay"
LONGEST = 2500
# Packages that were longer when this was written, by the lines that they may have: a number only sinks, none is added.
STILL_LONGER = {
    "access": 5090,
    "cases": 3820,
    "cli": 5680,
    "demo": 2660,
    "directory": 4070,
    "documents": 4210,
    "duties": 3400,
    "insight": 29380,
    "kernel": 8240,
    "law": 3680,
    "picture": 5290,
    "reports": 5570,
    "review": 4260,
    "tracing": 9470,
}
PAGES = ("web",)

# Rooms that are packages of aggregates, with what stands at a room's root beside what each room has.
OF_AGGREGATES: dict[str, set[str]] = {
    "measures": set(),
    "rosters": {"coordination", "states", "weeks"},  # states: the first migration names the path
    "training": set(),
}
AT_THE_ROOT = {"__init__", "apps", "models", "tasks"}
PACKAGES_INSIDE = {"actions", "models", "queries"}
OPENS_OPERATIONS = {"actions", "importing", "loading", "tasks"}
# Files that open operations elsewhere, by room: a number only sinks, none is added.
OPEN_ELSEWHERE = {
    "access": 7,
    "audit": 3,
    "cli": 3,
    "documents": 4,
    "duties": 7,
    "law": 3,
    "picture": 3,
    "reports": 2,
    "review": 1,
    "tracing": 6,
    "web": 1,
}


def modules(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def rooms() -> list[Path]:
    return [path for path in sorted(SRC.iterdir()) if (path / "__init__.py").exists()]


def aggregates(room: str) -> list[Path]:
    return [
        path for path in sorted((SRC / room).iterdir()) if (path / "__init__.py").exists() and path.stem != "migrations"
    ]


def packages() -> Iterator[tuple[str, int]]:
    """Yield each package with its lines; an aggregate is one of its own."""
    for room in rooms():
        if room.name in PAGES:
            continue
        for path in aggregates(room.name) if room.name in OF_AGGREGATES else [room]:
            lines = sum(len(each.read_text(encoding="utf-8").splitlines()) for each in modules(path))
            yield path.relative_to(SRC).as_posix(), lines


def test_no_package_is_too_long() -> None:
    found = dict(packages())
    too_long = {name: lines for name, lines in found.items() if lines > STILL_LONGER.get(name, LONGEST)}
    assert not too_long, "cut the package where its subject changes"
    done = {name for name in STILL_LONGER if found.get(name, 0) <= LONGEST}
    assert not done, "no longer an exception: take it out of STILL_LONGER"


def opens_operation(path: Path) -> bool:
    """Tell whether a file opens the transaction of a change with its event."""
    return any(
        isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "operation"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def test_operations_are_opened_in_actions_tasks_and_what_takes_in() -> None:
    found: dict[str, list[str]] = {}
    for room in rooms():
        for path in modules(room):
            if not OPENS_OPERATIONS & {*path.relative_to(room).parts, path.stem} and opens_operation(path):
                found.setdefault(room.name, []).append(path.relative_to(SRC).as_posix())
    more = {room: files for room, files in found.items() if len(files) > OPEN_ELSEWHERE.get(room, 0)}
    assert not more, "open an operation in actions, tasks, importing or loading"
    assert {room: len(files) for room, files in found.items()} == OPEN_ELSEWHERE, "lower the number in OPEN_ELSEWHERE"


@pytest.mark.parametrize("room", OF_AGGREGATES)
def test_room_of_aggregates_has_the_inside_of_all(room: str) -> None:
    files = {path.stem for path in (SRC / room).glob("*.py")}
    assert files == AT_THE_ROOT | OF_AGGREGATES[room], "what is of one aggregate stands in its package"
    for aggregate in aggregates(room):
        inside = {path.parent.name for path in aggregate.glob("*/*.py")}
        assert inside <= PACKAGES_INSIDE, f"{aggregate.name}: only actions, models and queries are packages"


def imports(path: Path, within: dict[str, Path]) -> Iterator[str]:
    """Yield the modules of a room that a file imports."""
    parts = list(path.relative_to(SRC.parent).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom):
            continue
        base = ".".join([*parts[: -node.level], *([node.module] if node.module else [])]) if node.level else node.module
        for alias in node.names:
            yield from (name for name in (f"{base}.{alias.name}", f"{base}") if name in within)


@pytest.mark.parametrize("room", OF_AGGREGATES)
def test_no_files_import_each_other_in_circles(room: str) -> None:
    within = {
        ".".join(path.relative_to(SRC.parent).with_suffix("").parts).removesuffix(".__init__"): path
        for path in modules(SRC / room)
    }
    try:
        TopologicalSorter({name: set(imports(path, within)) for name, path in within.items()}).prepare()
    except CycleError as circle:
        pytest.fail(f"cut the circle {circle.args[1]}")
