"""Every model of ours: classified, guarded, under the row policy, as the code says and as PostgreSQL has it."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from samanvay.kernel.classify import Sort, Tier
from samanvay.kernel.db.constraints import POLICY, InsertOnly, RowSecurity, WriteGuard
from samanvay.kernel.models import Bookkeeping

OURS = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model.__module__.startswith("samanvay.") and model._meta.managed
]
PROTECTED = [model for model in OURS if any(field.name == "readers" for field in model._meta.get_fields())]
# Names of fields that only a duty may have, since whatever must happen by an hour is a duty.
DEADLINE_WORDS = ("due", "deadline")


def name(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", OURS, ids=name)
def test_every_field_is_classified(model: Any) -> None:
    fields = {field.name for field in model._meta.get_fields() if field.concrete and not field.many_to_many}
    classified = getattr(model, "classification", {})
    missing, left_over = fields - set(classified), set(classified) - fields
    assert not missing, (
        f"{name(model)}.classification lacks {sorted(missing)}: say for each who sees it, how long it is kept and what "
        "erasure does (samanvay.kernel.classify)"
    )
    assert not left_over, f"{name(model)}.classification names fields that are gone: {sorted(left_over)}"
    assert all(isinstance(sort, Sort) for sort in classified.values())


@pytest.mark.parametrize("model", OURS, ids=name)
def test_written_inside_an_operation_only(model: Any) -> None:
    if issubclass(model, Bookkeeping):
        return
    assert any(isinstance(rule, WriteGuard) for rule in model._meta.constraints), (
        f"{name(model)} can be written without an audit event: inherit kernel.models.Guarded or Protected and write "
        "`class Meta(Guarded.Meta)`, with `*Guarded.Meta.constraints` where Meta has constraints of its own"
    )


@pytest.mark.parametrize("model", OURS, ids=name)
def test_case_and_sealed_fields_lie_behind_the_row_policy(model: Any) -> None:
    tiers = {sort.tier for sort in model.classification.values()}
    if not tiers & {Tier.SEALED, Tier.CASE}:
        return
    assert model in PROTECTED, f"{name(model)} holds case or sealed fields but has no readers: inherit Protected"


@pytest.mark.parametrize("model", PROTECTED, ids=name)
def test_readers_come_with_the_row_policy(model: Any) -> None:
    assert any(isinstance(rule, RowSecurity) for rule in model._meta.constraints), (
        f"{name(model)} has readers but no policy: add RowSecurity to its Meta.constraints"
    )


@pytest.mark.parametrize("model", OURS, ids=name)
def test_no_automatic_many_to_many_table(model: Any) -> None:
    assert not model._meta.auto_created, (
        f"{name(model)} is an automatic many-to-many table without policy and guard: write the through model"
    )


@pytest.mark.parametrize("model", OURS, ids=name)
def test_only_a_duty_has_a_deadline(model: Any) -> None:
    if model._meta.app_label == "duties":
        return
    found = [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.DateField) and any(word in field.name.split("_") for word in DEADLINE_WORDS)
    ]
    assert not found, f"{name(model)} has a deadline {found}: open a duty (duties.actions.open_duty) instead"


@pytest.mark.django_db
def test_postgresql_has_what_the_models_say() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner) "
            "from pg_class c join pg_namespace n on n.oid = c.relnamespace "
            "where n.nspname = 'public' and c.relkind = 'r'"
        )
        tables = {row[0]: row[1:] for row in cursor.fetchall()}
        cursor.execute("select tablename, qual, with_check, permissive, roles::text, cmd from pg_policies")
        policies: dict[str, list[tuple[Any, ...]]] = {}
        for table, *rest in cursor.fetchall():
            policies.setdefault(table, []).append(tuple(rest))
        cursor.execute("select tgrelid::regclass::text, tgname, tgenabled from pg_trigger where not tgisinternal")
        triggers = {(table.strip('"'), trigger): enabled for table, trigger, enabled in cursor.fetchall()}
        cursor.execute(
            "select attrelid::regclass::text, attstattarget from pg_attribute where attname = 'readers' and attnum > 0"
        )
        targets = {table.strip('"'): target for table, target in cursor.fetchall()}
        cursor.execute("select current_user")
        me = cursor.fetchone()[0]
    for model in OURS:
        table = model._meta.db_table
        secured, forced, owner = tables[table]
        assert owner != me, f"{table} belongs to the application's role, which row security would not bind"
        if model in PROTECTED:
            assert (secured, forced) == (True, True), f"{table} lacks forced row security"
            assert [(p[0], p[1]) for p in policies[table]] == [(POLICY, POLICY)], f"{table} has another policy"
            assert targets[table] == 1000, f"{table}.readers has no wide statistics"
        else:
            assert table not in policies, f"{table} has a policy that no model declares"
        for rule in model._meta.constraints:
            if isinstance(rule, WriteGuard | InsertOnly):
                assert triggers.get((table, rule.name)) == "O", f"{table} lacks the trigger {rule.name}"


@pytest.mark.django_db
def test_definer_functions_have_a_fixed_search_path() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select p.proname, p.proconfig::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
            "where p.prosecdef and n.nspname in ('sam', 'public')"
        )
        for function, settings in cursor.fetchall():
            assert "search_path" in (settings or ""), f"sam.{function} is a definer function without search_path"
