"""Row security, write guard and insert-only tables as ``Meta.constraints``, so that migrations carry them.

Each writes its SQL when the table is created or altered and removes it when dropped from the model.
The functions they call are made by the kernel's first migration.
"""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class TableRule(models.BaseConstraint):
    """A rule of the database about a whole table; never checked in Python."""

    def up(self, table: str) -> list[str]:
        """Return the statements that put the rule on a table."""
        raise TypeError(f"{type(self).__name__} does not say how it is put on a table")

    def down(self, table: str) -> list[str]:
        """Return the statements that take the rule off a table."""
        raise TypeError(f"{type(self).__name__} does not say how it is taken off a table")

    def constraint_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:  # type: ignore[override]
        # Inside CREATE TABLE: the rule follows once the table stands.
        schema_editor.deferred_sql.extend(self.up(model._meta.db_table))

    def create_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        return ";\n".join(self.up(model._meta.db_table))

    def remove_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        return ";\n".join(self.down(model._meta.db_table))

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Accept: the database alone decides."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.name == other.name

    def __hash__(self) -> int:
        return hash((type(self), self.name))


POLICY = "(readers && sam.audiences())"


class RowSecurity(TableRule):
    """A forced policy: a row is seen and written only where its readers overlap the actor's audiences.

    Written as a bare stable function, so that the planner estimates with the actor's real value.
    """

    def up(self, table: str) -> list[str]:
        return [
            f'alter table "{table}" enable row level security',
            f'alter table "{table}" force row level security',
            f'create policy "{self.name}" on "{table}" using {POLICY} with check {POLICY}',
            f'alter table "{table}" alter column readers set statistics 1000',
            f'create index "{self.name}_gin" on "{table}" using gin (readers) with (fastupdate = off)',
        ]

    def down(self, table: str) -> list[str]:
        return [
            f'drop index if exists "{self.name}_gin"',
            f'drop policy if exists "{self.name}" on "{table}"',
            f'alter table "{table}" no force row level security',
            f'alter table "{table}" disable row level security',
        ]


class WriteGuard(TableRule):
    """A statement trigger: the table is written only inside ``audit.operation``."""

    def up(self, table: str) -> list[str]:
        return [
            f'create trigger "{self.name}" before insert or update or delete or truncate on "{table}" '
            "for each statement execute function sam.require_operation()"
        ]

    def down(self, table: str) -> list[str]:
        return [f'drop trigger if exists "{self.name}" on "{table}"']


class InsertOnly(TableRule):
    """A trigger and a revoked right: rows are added, never changed or taken away."""

    def up(self, table: str) -> list[str]:
        return [
            f'create trigger "{self.name}" before update or delete or truncate on "{table}" '
            "for each statement execute function sam.refuse_change()",
            "do $$ begin if exists (select from pg_roles where rolname = 'samanvay_app') then "  # noqa: S608
            f'revoke update, delete, truncate on "{table}" from samanvay_app; end if; end $$',
        ]

    def down(self, table: str) -> list[str]:
        return [f'drop trigger if exists "{self.name}" on "{table}"']
