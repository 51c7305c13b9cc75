"""A page asks a room's queries: what is read of a table, and how, stands beside the table."""

import ast

from samanvay.config.env import ROOT

WEB = ROOT / "src" / "samanvay" / "web"
ALLOWED = {
    "sessions/queries.py": "the sign-in library's list of sessions, which belongs to no room",
    "kit/field_words.py": "what a foreign key of whatever model points at",
}


def managers(source: str) -> list[int]:
    """Return the lines that ask a manager of a model."""
    names = {"objects", "_default_manager", "_base_manager"}
    nodes = ast.walk(ast.parse(source))
    return [node.lineno for node in nodes if isinstance(node, ast.Attribute) and node.attr in names]


def test_web_holds_no_query() -> None:
    files = {path.relative_to(WEB).as_posix(): managers(path.read_text(encoding="utf-8")) for path in WEB.rglob("*.py")}
    found = {name: lines for name, lines in files.items() if lines}
    assert found.keys() == ALLOWED.keys(), f"write these into the queries of the table's room: {found}"


def test_managers_are_found() -> None:
    assert managers("def view():\n    return Case.objects.filter(pk=1)\n") == [2]
