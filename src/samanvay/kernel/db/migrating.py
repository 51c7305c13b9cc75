"""Migrations in two thirds of the time: a constraint or an index does not have the models built anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ProjectState


def _append_option(self: Any, app_label: str, model_name: str, option: str, value: Any) -> None:
    """Add a constraint or an index to the state, and to the model if it is built already.

    Django builds the model anew, with all that it relates to. Its columns stay as they are; and code that a migration
    runs gets all models anew, as ``is_delayed`` says.
    """
    options = self.models[app_label, model_name].options
    options[option] = [*options[option], value]
    if "apps" in self.__dict__:
        setattr(self.apps.get_model(app_label, model_name)._meta, option, [*options[option]])
        self.is_delayed = True


@contextmanager
def models_kept() -> Iterator[None]:
    """Let the models that are built stay when a migration adds a constraint or an index."""
    state: Any = ProjectState
    before = state._append_option
    state._append_option = _append_option
    try:
        yield
    finally:
        state._append_option = before
