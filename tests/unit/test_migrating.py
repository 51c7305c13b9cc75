"""Constraints and indexes of migrations: the models stay, and know them as if they were built anew."""

from typing import Any

import pytest
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from samanvay.kernel.db.migrating import models_kept


@pytest.fixture
def state() -> ProjectState:
    """A state of two models, built."""
    made = ProjectState()
    made.add_model(ModelState("trial", "Unit", [("id", models.AutoField(primary_key=True))]))
    unit = models.ForeignKey("trial.Unit", models.CASCADE)
    fields = [("id", models.AutoField(primary_key=True)), ("age", models.IntegerField()), ("unit", unit)]
    made.add_model(ModelState("trial", "Person", fields))
    assert made.apps.get_model("trial", "Person")
    return made


def add_both(state: ProjectState) -> None:
    state.add_constraint("trial", "person", models.CheckConstraint(condition=models.Q(age__gte=0), name="age"))
    state.add_constraint("trial", "person", models.UniqueConstraint(fields=["unit", "age"], name="once"))
    state.add_index("trial", "person", models.Index(fields=["age"], name="by_age"))


def told(state: ProjectState) -> list[Any]:
    options = state.apps.get_model("trial", "Person")._meta
    return [(each.name, each.deconstruct()) for each in (*options.constraints, *options.indexes)]


def test_the_model_stays_and_knows_its_constraints_as_if_built_anew(state: ProjectState) -> None:
    anew, before = state.clone(), state.clone()
    person = state.apps.get_model("trial", "Person")
    add_both(anew)
    with models_kept():
        add_both(state)
    assert state.apps.get_model("trial", "Person") is person is not anew.apps.get_model("trial", "Person")
    assert told(state) == told(anew) != []
    assert state == anew != before
    assert before.models["trial", "person"].options["constraints"] == []


def test_code_of_a_migration_gets_all_models_anew(state: ProjectState) -> None:
    person = state.apps.get_model("trial", "Person")
    with models_kept():
        add_both(state)
    known = told(state)
    state.clear_delayed_apps_cache()
    assert state.apps.get_model("trial", "Person") is not person
    assert told(state) == known


def test_outside_django_builds_as_ever(state: ProjectState) -> None:
    with models_kept():
        pass
    person = state.apps.get_model("trial", "Person")
    add_both(state)
    assert state.apps.get_model("trial", "Person") is not person
