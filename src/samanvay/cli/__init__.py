"""The ``samanvay`` command."""

import importlib
import os
from typing import Any

import click

# Sub-commands by name and where each is defined, loaded when asked for: the analyst's tools must not wait for Django.
COMMANDS = {
    "agree": ("samanvay.cli.agree", "agree"),
    "backup": ("samanvay.cli.backup", "backup"),
    "confirm-sign-in": ("samanvay.cli.confirm", "confirm_sign_in"),
    "correct-time": ("samanvay.cli.times", "correct_time"),
    "demo": ("samanvay.cli.demo", "demo"),
    "import": ("samanvay.cli.imports", "import_group"),
    "init": ("samanvay.cli.init", "init"),
    "insight": ("samanvay.cli.insight", "insight"),
    "load-units": ("samanvay.cli.directory", "load_units"),
    "make-keys": ("samanvay.cli.keys", "make_keys"),
    "match": ("samanvay.cli.matcher", "match"),
    "matcher": ("samanvay.cli.matcher", "matcher"),
    "migrate": ("samanvay.cli.database", "migrate"),
    "note-end": ("samanvay.cli.web", "note_end"),
    "prove": ("samanvay.cli.prove", "prove"),
    "reader": ("samanvay.cli.reader", "reader"),
    "rebuild-convergence": ("samanvay.cli.review", "rebuild_convergence"),
    "rebuild-facts": ("samanvay.cli.picture", "rebuild_facts"),
    "rebuild-readers": ("samanvay.cli.directory", "rebuild_readers"),
    "rebuild-tallies": ("samanvay.cli.reports", "rebuild_tallies"),
    "reset-sign-in": ("samanvay.cli.reset", "reset_sign_in"),
    "restore": ("samanvay.cli.backup", "restore"),
    "rotate-log-key": ("samanvay.cli.keys", "rotate_log_key"),
    "rotate-keys": ("samanvay.cli.keys", "rotate_keys"),
    "run-again": ("samanvay.cli.background", "run_again"),
    "serve": ("samanvay.cli.serve", "serve"),
    "ticker": ("samanvay.cli.background", "ticker"),
    "verify-audit": ("samanvay.cli.audit", "verify_audit"),
    "web": ("samanvay.cli.web", "web"),
    "worker": ("samanvay.cli.background", "worker"),
}


class LazyGroup(click.Group):
    """A group that imports a sub-command only when it is used or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


def django_ready() -> Any:
    """Set Django up for a command that needs the database, and return its settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samanvay.config.settings")
    import django
    from django.conf import settings

    django.setup()
    return settings


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="samanvay")
def main() -> None:
    """Samanvay: the coordination system of a state against human trafficking."""


if __name__ == "__main__":
    main()
