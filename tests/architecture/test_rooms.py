"""The inside of every room: where it writes, how large its packages are, and that no files import each other."""

import ast
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from samanvay.config.env import ROOT

SRC = ROOT / "src"
FILES = {
    ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((SRC / "samanvay").rglob("*.py"))
    if "migrations" not in path.parts
}
WRITING = {"actions", "importing", "loading"}
WRITES_ELSEWHERE = {
    "cli": 3,  # what the server's commands note of themselves: a backup, the noting of heads, an installation
    "duties.machinery": 1,  # beside the programs' own rows, which leave no events
}
"""What opens operations outside ``actions``, ``tasks``, ``importing`` and ``loading``, and how many: it only sinks."""
LONGEST = 2_500
INSIDE = {"actions", "queries", "models", "states"}
NO_ROOMS = {"cli", "demo", "insight", "web"}
OF_AGGREGATES: dict[str, set[str]] = {
    "access": {"actors", "events", "limits", "permissions", "pins", "policies", "queries", "roles"},
    "directory": {"checks", "events", "kinds", "near", "policies", "queries"},
    "measures": set(),
    "rosters": {"coordination", "states", "travel", "weeks"},  # states: the first migration names the path
    "training": set(),
}
"""Rooms that are packages of aggregates, with what stands at a room's root beside what each room has."""
AT_THE_ROOT = {"__init__", "apps", "models", "tasks"}


def opened(path: Path) -> int:
    """Count the operations that a file opens."""
    called = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    return sum("operation" in {getattr(each, "id", ""), getattr(each, "attr", "")} for each in called)


def test_operations_are_opened_where_a_room_writes() -> None:
    found: Counter[str] = Counter()
    for module, path in FILES.items():
        parts = module.split(".")[1:]
        if not WRITING.intersection(parts) and not module.endswith("tasks") and (count := opened(path)):
            known = [each for each in WRITES_ELSEWHERE if f"{'.'.join(parts)}.".startswith(f"{each}.")]
            found[known[0] if known else module] += count
    more = {name: count for name, count in found.items() if count > WRITES_ELSEWHERE.get(name, 0)}
    assert not more, f"open them in actions, tasks, importing or loading: {more}"
    gone = WRITES_ELSEWHERE.keys() - found.keys()
    assert not gone, f"take {sorted(gone)} from the list"


def test_packages_are_short() -> None:
    lines: Counter[str] = Counter()
    for module, path in FILES.items():
        parts = module.split(".")[1:] if path.name == "__init__.py" else module.split(".")[1:-1]
        while parts and parts[-1] in INSIDE:
            parts.pop()
        if parts and parts[0] not in NO_ROOMS:
            lines[".".join(parts)] += len(path.read_text("utf-8").splitlines())
    long = {name: count for name, count in lines.items() if count > LONGEST}
    assert not long, f"cut them where the aggregate changes: {long}"


@pytest.mark.parametrize("room", OF_AGGREGATES)
def test_room_of_aggregates_has_the_inside_of_all(room: str) -> None:
    folder = SRC / "samanvay" / room
    files = {path.stem for path in folder.glob("*.py")}
    at_the_root = AT_THE_ROOT - {"tasks"} if room == "access" else AT_THE_ROOT  # access does nothing in the background
    assert files == at_the_root | OF_AGGREGATES[room], "what is of one aggregate stands in its package"
    for path in folder.glob("*/*/*.py"):
        if not {"loading", "migrations"}.intersection(path.parts):
            assert path.parent.name in INSIDE, (
                f"{path.parent.parent.name}: only actions, models and queries are packages"
            )


def imported(module: str, path: Path) -> set[str]:
    """Return the modules of ours that a file imports anywhere in it, also inside functions and for types alone."""
    found = set()
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found |= {f"{base}.{each.name}" if f"{base}.{each.name}" in FILES else base for each in node.names}
    return found & FILES.keys() - {module}


def test_no_files_import_each_other() -> None:
    rooms = {module: path for module, path in FILES.items() if not module.startswith("samanvay.web")}
    TopologicalSorter({module: imported(module, path) & rooms.keys() for module, path in rooms.items()}).prepare()


def test_a_circle_of_files_is_found() -> None:
    with pytest.raises(ValueError, match="cycle"):
        TopologicalSorter({"one": {"other"}, "other": {"one"}}).prepare()
