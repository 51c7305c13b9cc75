"""What a database holds, counted: the yardstick that a restore is held against."""

from typing import Any

import psycopg
from psycopg import sql

USER_TABLES = """
select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and (n.nspname = 'public' or n.nspname = 'sam' and c.relname not in ('secret', 'acting'))
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
order by 1, 2
"""


def table_counts(connection: "psycopg.Connection[Any]") -> dict[str, int]:
    """Return the number of rows of every table, as this connection's snapshot sees them."""
    counts = {}
    for schema, table in connection.execute(USER_TABLES).fetchall():
        query = sql.SQL("select count(*) from {}").format(sql.Identifier(schema, table))
        counts[f"{schema}.{table}"] = int(connection.execute(query).fetchall()[0][0])
    return counts


def is_empty(connection: "psycopg.Connection[Any]") -> bool:
    """Tell whether a database holds nothing of ours, nor of anybody else in our schemas."""
    has_schema = connection.execute("select from pg_namespace where nspname = 'sam'").fetchone()
    return not has_schema and not connection.execute(USER_TABLES).fetchall()


LEFT = """
select format('drop %s if exists %I.%I cascade', k.word, n.nspname, c.relname)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
join (values ('r', 'table'), ('p', 'table'), ('v', 'view'), ('m', 'materialized view'), ('S', 'sequence'))
  as k (kind, word) on k.kind = c.relkind::text
where n.nspname = 'public' and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('e', 'i'))
union all
select format('drop routine if exists %s cascade', p.oid::regprocedure)
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname = 'public' and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
"""


def take_back(connection: "psycopg.Connection[Any]") -> None:
    """Empty a database that was empty before a restore which failed."""
    connection.execute("drop schema if exists sam cascade")
    for (statement,) in connection.execute(LEFT).fetchall():
        connection.execute(statement)
