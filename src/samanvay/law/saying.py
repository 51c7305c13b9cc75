"""What an entry says as plain data, and back: how editions are kept and told apart."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from .library_files import Entry

DAYS = ("decided", "effective_from", "effective_to")
NOT_SAID = "file"  # where it is written is no part of what it says


def said_of(entry: Entry) -> dict[str, Any]:
    """Return the fields of an entry that say something, as JSON takes them; ``entry_of`` reads them back."""
    said: dict[str, Any] = {}
    for each in fields(Entry):
        value = getattr(entry, each.name)
        if each.name == NOT_SAID or value in (None, "", ()):
            continue
        said[each.name] = value.isoformat() if isinstance(value, date) else value
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}


def entry_of(said: Mapping[str, Any]) -> Entry:
    """Return the entry that was kept; a field that this release knows no more is left out."""
    known = {each.name for each in fields(Entry)} - {NOT_SAID}
    given: dict[str, Any] = {name: value for name, value in said.items() if name in known}
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    given |= {name: date.fromisoformat(given[name]) for name in DAYS if given.get(name)}
    return Entry(**given, file="")


def digest_of(said: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what an entry says, whatever the order of its fields."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
