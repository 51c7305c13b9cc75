"""Where a server answers, and under which role one asks."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlencode

import psycopg
from psycopg import conninfo, sql

from .roles import APP, DATABASE, OWNER, SUPERUSER, close_database
from .sockets import PORT

Role = Literal["app", "owner", "superuser"]
USERS: dict[Role, str] = {"app": APP, "owner": OWNER, "superuser": SUPERUSER}


@dataclass(frozen=True)
class Endpoint:
    """The socket folder of a running server of ours."""

    host: Path
    database: str = DATABASE

    def dsn(self, role: Role = "app", database: str | None = None) -> dict[str, str]:
        """Return libpq's parameters."""
        return {
            "host": str(self.host),
            "port": str(PORT),
            "user": USERS[role],
            "dbname": database or self.database,
        }

    def url(self, role: Role = "app", database: str | None = None) -> str:
        """Return the same as an address, as DATABASE_URL wants it."""
        place = urlencode({"host": str(self.host), "port": str(PORT)}, quote_via=quote, safe="")
        return f"postgresql://{USERS[role]}@/{quote(database or self.database, safe='')}?{place}"

    def connect(
        self, role: Role = "app", database: str | None = None, *, autocommit: bool = False, seconds: int = 10
    ) -> "psycopg.Connection[tuple[Any, ...]]":
        """Return an open connection; gives up after ``seconds``."""
        words = conninfo.make_conninfo("", **self.dsn(role, database), connect_timeout=seconds)
        return psycopg.connect(words, autocommit=autocommit)

    def create_database(self, name: str, template: str = "template1") -> None:
        """Make a database owned by the owner and closed to everybody else; leaves one that exists."""
        with self.connect("superuser", "postgres", autocommit=True) as connection:
            if connection.execute("select from pg_database where datname = %s", [name]).fetchone() is None:
                connection.execute(
                    sql.SQL("create database {} owner {} template {}").format(
                        sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)
                    )
                )
            connection.execute(close_database(name))

    def drop_database(self, name: str) -> None:
        """Remove a database, its connections cut."""
        with self.connect("superuser", "postgres", autocommit=True) as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    def write(self, home: Path) -> None:
        """Leave word in the home, for programs that are not our children."""
        path = home / "run" / "endpoint.json"
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps({"host": str(self.host), "port": PORT}))
        fresh.replace(path)

    @staticmethod
    def read(home: Path) -> "Endpoint | None":
        """Return the server whose word lies in the home, whether or not it still answers."""
        try:
            return Endpoint(Path(json.loads((home / "run" / "endpoint.json").read_text())["host"]))
        except (OSError, ValueError, KeyError):
            return None
