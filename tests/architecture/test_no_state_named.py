"""The product serves any state: code names none, except words of the whole country and the demonstration."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from samanvay.config.env import ROOT
from samanvay_insight import gazetteer

SRC = ROOT / "src" / "samanvay"
LIBRARY = ROOT / "packages/insight/src/samanvay_insight"
MAY_NAME = {
    "cli/proofs/": "what the proofs have read and asked",
    "demo/": "the demonstration's state",
    "samanvay_insight/extract/cues/": "how reports name the states of the whole country",
    "samanvay_insight/simulate/shifts.py": "districts of the simulated state",
    "samanvay_insight/routes/graph.py": "a territory and its district of one name",
    "kernel/models.py": "an example of a code in a help text, which migrations repeat",
    "law/vocabulary.py": "courts are named after where they sit",
    "picture/layers/importing.py": "how tables of the whole country shorten names",
    "picture/layers/kinds.py": "what is wrong in a table of the whole country",
    "web/reports/example.py": "the example of a report",
    "web/templates/gallery.html": "the gallery of components",
    "web/tour/": "the threads of the demonstration",
}
STATES = gazetteer.places(["state"])
NAMES = sorted({name for place in STATES for name in (place.key, place.name, place.name_hi) if name}, key=len)
NAMED = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, reversed(NAMES)))})(?![\w\u0900-\u097F])")
ABBREVIATED = {place.key.removeprefix("IN-") for place in STATES} - {
    "LA",
    "TS",
}  # a mode of pictures, a template's word


def texts_of(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of each constant of a module that is no docstring."""
    tree = ast.parse(source)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def named_in(path: str, source: str) -> list[str]:
    """Return where a file names a state, or has its code alone as a value."""
    texts = texts_of(source) if path.endswith(".py") else enumerate(source.splitlines(), start=1)
    return [f"{path}:{line}: {text.strip()[:80]}" for line, text in texts if NAMED.search(text) or text in ABBREVIATED]


def files() -> Iterator[tuple[str, Path]]:
    for path in sorted([*SRC.rglob("*.py"), *SRC.rglob("*.html"), *SRC.rglob("*.js"), *LIBRARY.rglob("*.py")]):
        where = path.relative_to(LIBRARY.parent if path.is_relative_to(LIBRARY) else SRC).as_posix()
        if "migrations" not in path.parts:
            yield where, path


def test_no_state_is_named_in_code() -> None:
    found = [
        each
        for where, path in files()
        if not where.startswith(tuple(MAY_NAME))
        for each in named_in(where, path.read_text(encoding="utf-8"))
    ]
    assert not found, "take the state from the row, the unit or directory.queries.home_state(): " + "; ".join(found)


def test_every_exception_is_needed() -> None:
    needed = {
        prefix
        for where, path in files()
        for prefix in MAY_NAME
        if where.startswith(prefix) and named_in(where, path.read_text(encoding="utf-8"))
    }
    assert needed == set(MAY_NAME)


def test_codes_and_names_are_seen_in_both_languages_and_docstrings_are_not() -> None:
    assert named_in("a.py", 'x = f"police:{1}"\nSTATE = "IN-BR"') == ["a.py:2: IN-BR"]
    assert named_in("a.py", 'x = "बिहार पुलिस"; y = "Police, West Bengal"; z = "police:IN-UP"') != []
    assert named_in("a.py", '"""As in Bihar."""\nx = "Biharsharif"') == []
    assert named_in("a.html", "<p>Uttar Pradesh</p>") == ["a.html:1: <p>Uttar Pradesh</p>"]
