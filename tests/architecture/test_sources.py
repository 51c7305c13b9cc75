"""Habits of the house that a machine can see in the syntax tree."""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from samanvay.config.env import ROOT

SRC = ROOT / "src" / "samanvay"
LIBRARY = ROOT / "packages/insight/src/samanvay_insight"
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
FILES = sorted(path for root in (SRC, LIBRARY) for path in root.rglob("*.py") if "migrations" not in path.parts)
LONGEST = 420


def where(path: Path) -> str:
    return path.relative_to(LIBRARY.parent if path.is_relative_to(LIBRARY) else SRC).as_posix()


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


BARE_TIMES = {"DateField", "DateTimeField", "SplitDateTimeField"}
READERS_OF_TIMES = {"fromisoformat", "strptime", "parse_date", "parse_datetime", "fromtimestamp"}
# What they read was written by this program, from a value that had come in bounded.
READ_BACK = {"web/measures/request_presenters.py", "web/rosters/plan_presenters.py"}


def days_and_instants_come_in_bounded(path: Path) -> None:
    """Forms and addresses take days and instants by ``kernel.dates``: no other field or reader of texts is used."""
    if not where(path).startswith(("web/", "api/")):
        return
    found = set()
    for node in ast.walk(tree(path)):
        name = dotted(node) if isinstance(node, ast.Attribute | ast.Name) else ""
        last = name.rpartition(".")[2]
        is_field = last in BARE_TIMES and not name.startswith("models.")
        is_reader = last in READERS_OF_TIMES and name != "time.fromisoformat" and where(path) not in READ_BACK
        if is_field or is_reader:
            found.add(name)
    assert not found, (
        f"{where(path)} uses {sorted(found)}: take days and instants by samanvay.kernel.dates (DayField, InstantField, "
        "CapturedAtField, read_day, read_instant), which hold them against the years that the database takes"
    )


def who_acts_is_told_for_one_transaction_only(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace(" ", "")
    assert ",false)" not in text or "set_config(" not in text, f"{where(path)} sets a value that outlives the request"


def file_is_one_idea(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{where(path)} has {lines} lines: cut it where the idea changes"


def name_says_what_is_inside(path: Path) -> None:
    vague = {"utils", "common", "helpers", "manager", "handler", "misc", "service", "util", "helper"}
    assert not vague & {path.stem, *Path(where(path)).parts}, f"{where(path)}: name it after its subject"


def nothing_is_left_undone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    unfinished = [word for word in ("TO" + "DO", "FIX" + "ME", "raise Not" + "ImplementedError") if word in text]
    passes = [node.lineno for node in ast.walk(tree(path)) if isinstance(node, ast.Pass)]
    assert not unfinished, f"{where(path)} holds {unfinished}"
    assert not passes, f"{where(path)}:{passes} passes: say what is meant"


RUN_WHAT_THEY_READ = {"pickle", "_pickle", "cPickle", "cloudpickle", "dill", "joblib", "marshal", "shelve"}
# Modules that unpickle inside: Django's caches, what goes between processes, settings of logging sent over a socket.
UNPICKLE_INSIDE = {"django.core.cache.backends", "multiprocessing", "logging.config.listen"}
UNSAFE_CALLS = {"read_pickle", "to_pickle", "unsafe_load", "full_load", "unsafe_load_all", "full_load_all"}
# Its subclass replaces the reading and the writing of values (kernel/db/cache.py).
MAY_IMPORT = {"kernel/db/cache.py": {"django.core.cache.backends"}}
# Numba keeps what it compiled as pickles: 25 s of the matcher's start. `jit` reads them from folders of ours alone.
COMPILE = {"njit", "jit", "vectorize", "guvectorize", "stencil"}
MAY_CACHE_COMPILED = {"samanvay_insight/compiling.py"}


def imported(node: ast.AST) -> Iterator[str]:
    """Yield what an import statement names, each with its module before it."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level:
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def unpickles(path: Path) -> Iterator[str]:
    """Yield each place of a file where what is read could be run."""
    for node in ast.walk(tree(path)):
        for name in imported(node):
            inside = {each for each in UNPICKLE_INSIDE if f"{name}.".startswith(f"{each}.")}
            if name.split(".")[0] in RUN_WHAT_THEY_READ or inside - MAY_IMPORT.get(where(path), set()):
                yield f"{node.lineno} imports {name}"  # type: ignore[attr-defined]
            if "ProcessPoolExecutor" in name or "PickleSerializer" in name:
                yield f"{node.lineno} imports {name}"  # type: ignore[attr-defined]
        if not isinstance(node, ast.Call):
            continue
        name, given = dotted(node.func), {each.arg: each.value for each in node.keywords}
        is_true = {
            key for key, value in given.items() if not (isinstance(value, ast.Constant) and value.value is False)
        }
        if name.split(".")[-1] in UNSAFE_CALLS or name in {"yaml.load", "yaml.load_all", "exec", "eval", "compile"}:
            yield f"{node.lineno} calls {name}"
        elif name == "torch.load" and not is_true & {"weights_only"}:
            yield f"{node.lineno} calls {name} without weights_only"
        elif "allow_pickle" in is_true:
            yield f"{node.lineno} lets {name} unpickle"
        elif "cache" in is_true and name.split(".")[-1] in COMPILE and where(path) not in MAY_CACHE_COMPILED:
            yield f"{node.lineno} lets {name} unpickle what it compiled"


WRITES_A_SHEET = {"writer", "DictWriter", "write_csv", "CSVWriter", "to_csv", "to_excel", "Workbook"}
# An analyst's command writes identifiers by which a program finds the rows of the analyst's own files: they leave as
# they came. The simulation writes what it made up.
LEAVES_AS_IT_CAME = {"cli/insight_link.py", "cli/insight_roster.py", "samanvay_insight/simulate/state.py"}


def sheets_are_written_in_one_place(path: Path) -> None:
    if where(path) == "kernel/spreadsheets.py" or where(path) in LEAVES_AS_IT_CAME:
        return
    named = {call for call in calls(tree(path)) if call.split(".")[-1] in WRITES_A_SHEET}
    bare = {
        name for node in ast.walk(tree(path)) for name in imported(node) if name in {"csv.writer", "csv.DictWriter"}
    }
    assert not named | bare, f"{where(path)} calls {sorted(named | bare)}: a formula could leave; take csv_lines"


def nothing_read_is_run(path: Path) -> None:
    found = list(unpickles(path))
    assert not found, f"{where(path)}:{found}: whoever writes what is read there would run code; read JSON"


RULES = (
    only_the_clock_tells_the_time,
    only_env_reads_the_environment,
    who_acts_is_told_for_one_transaction_only,
    days_and_instants_come_in_bounded,
    file_is_one_idea,
    name_says_what_is_inside,
    nothing_is_left_undone,
    nothing_read_is_run,
    sheets_are_written_in_one_place,
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


@pytest.mark.parametrize(
    "line",
    [
        "import pickle",
        "from pickle import loads",
        "import marshal as m",
        "import numpy, shelve",
        "from multiprocessing.connection import Client",
        "from django.core.cache.backends.db import DatabaseCache",
        "from django.core.cache.backends import filebased",
        "from concurrent.futures import ProcessPoolExecutor",
        "from django.contrib.sessions.serializers import PickleSerializer",
        "np.load(file, allow_pickle=True)",
        "np.load(file, allow_pickle=trusted)",
        "pd.read_pickle(file)",
        "yaml.load(text, Loader=yaml.Loader)",
        "yaml.unsafe_load(text)",
        "torch.load(file)",
        "torch.load(file, weights_only=False)",
        "nb.njit(cache=True)(f)",
        "eval(text)",
    ],
)
def test_line_that_runs_what_it_reads_is_found(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "SRC", tmp_path)
    (tmp_path / "bad.py").write_text(line)
    with pytest.raises(AssertionError, match="would run code"):
        nothing_read_is_run(tmp_path / "bad.py")
    (tmp_path / "good.py").write_text("yaml.safe_load(t); np.load(f, allow_pickle=False); nb.njit(nogil=True)(f)")
    nothing_read_is_run(tmp_path / "good.py")


def test_settings_name_nothing_that_unpickles() -> None:
    assert [cache["BACKEND"] for cache in settings.CACHES.values()] == ["samanvay.kernel.db.cache.JsonDatabaseCache"]
    assert settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"
    assert settings.SESSION_ENGINE == "samanvay.web.sessions.store"  # Django's own, by digest
    assert settings.MESSAGE_STORAGE == "django.contrib.messages.storage.session.SessionStorage"


def action_files() -> list[Path]:
    return [
        path
        for room in ROOMS
        for path in sorted((SRC / room).rglob("*.py"))
        if (path.stem.startswith("actions") or "actions" in path.parts) and path.name != "__init__.py"
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


# Called by tasks and the ticker alone, where nobody acts but the system: it only sinks.
OF_THE_MACHINERY = {
    "access/boxes/actions/rotation.py:retire_key",
    "duties/messages/actions/digests.py:send_digests",
    "tracing/entries/actions/following.py:follow_cases",
    "tracing/entries/actions/following.py:follow_shared_case",
    "tracing/entries/actions/following.py:close_erased",
    "tracing/entries/actions/telling.py:tell_older",
    "tracing/matcher/actions/coding.py:code_entries",
    "tracing/matcher/actions/coding.py:code_stale",
    "tracing/matcher/actions/coding.py:forget_subject",
    "tracing/matcher/actions/proposing.py:propose_waiting",
    "tracing/matcher/actions/proposing.py:propose_for",
    "tracing/matcher/actions/proposing.py:keep",
    "tracing/matcher/actions/proposing.py:lapse_of",
    "reports/tallies/actions.py:rebuild_tallies",
    "measures/advisories/actions/sending.py:release_held",
}


def actors(function: ast.FunctionDef) -> set[str]:
    """Return who acts in the operations that a function opens itself."""
    opened = [node for node in ast.walk(function) if isinstance(node, ast.Call) and dotted(node.func) == "operation"]
    return {ast.unparse(given.value) for node in opened for given in node.keywords if given.arg == "by"}


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
            is_machinery = f"{where(path)}:{name}" in OF_THE_MACHINERY
            assert not is_machinery or actors(node) <= {"SYSTEM"}, f"{where(path)}: {name} acts for a person"
            assert not node.args.args or "by" in named or is_machinery, (
                f"{where(path)}: make the arguments of {name} keyword-only"
            )
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
