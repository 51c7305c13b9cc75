"""Writes docs/reference from the code: roles, events, commands. ``--check`` says whether it is up to date."""

import sys
from pathlib import Path

import click

from samanvay.cli import COMMANDS, LazyGroup, django_ready, main

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"


def roles() -> str:
    from samanvay.access.roles import ROLES

    lines = ["# Roles", "", "Who may do what. A role is held at a unit, which says to which rows.", ""]
    lines += ["| role | name | compartment | what they do | permissions |", "|---|---|---|---|---|"]
    for role in ROLES:
        may = ", ".join(sorted(f"`{permission}`" for permission in role.permissions))
        name = f"{role.name.en} · {role.name.hi}"
        words = f"{role.description.en} {role.description.hi}"
        lines.append(f"| `{role.code}` | {name} | {role.compartment} | {words} | {may} |")
    return "\n".join(lines) + "\n"


def events() -> str:
    from samanvay.audit.outbox import subscribers
    from samanvay.audit.vocabulary import all_kinds

    listening: dict[str, list[str]] = {}
    for subscriber in subscribers():
        for code in subscriber.receivers:
            listening.setdefault(code, []).append(subscriber.name)
    lines = ["# Events", "", "Everything that the log can hold, and which rooms act on it.", ""]
    lines += ["| event | words | acted on by |", "|---|---|---|"]
    for kind in all_kinds():
        if not kind.code.startswith("test:"):
            who = ", ".join(sorted(listening.get(kind.code, [])))
            lines.append(f"| `{kind.code}` | {kind.words.en} · {kind.words.hi} | {who} |")
    return "\n".join(lines) + "\n"


def commands() -> str:
    lines = ["# Commands", "", "`samanvay --help` at every level says more.", ""]
    context = click.Context(main, info_name="samanvay")
    for name in sorted(COMMANDS):
        command = main.get_command(context, name)
        assert command is not None
        lines += _told(command, click.Context(command, info_name=name, parent=context))
    return "\n".join(lines) + "\n"


def _told(command: click.Command, context: click.Context) -> list[str]:
    lines = [f"## `{context.command_path}`", "", command.get_help(context).split("\n", 2)[2].strip(), ""]
    lines = [lines[0], "", "```", lines[2], "```", ""]
    if isinstance(command, click.Group) and not isinstance(command, LazyGroup):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            lines += _told(inner, click.Context(inner, info_name=name, parent=context))
    return lines


def run() -> int:
    """Write the pages, or with ``--check`` name those that are out of date."""
    django_ready()
    stale = []
    for name, make in (("roles", roles), ("events", events), ("commands", commands)):
        path, text = FOLDER / f"{name}.md", make()
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(path.relative_to(ROOT).as_posix())
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale:
        print("Out of date, run scripts/reference.py: " + ", ".join(stale))
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(run())
