"""What an entry or a clock says as plain data, and back: how editions are kept and told apart."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from .entries import Entry, StatutoryClock

DAYS = ("decided", "effective_from", "effective_to")
NOT_SAID = "file"  # where it is written is no part of what it says


def table_of(text: Entry | StatutoryClock) -> dict[str, Any]:
    """Return the fields that say something, as a file of the library has them and ``faults_of`` takes them."""
    said = {each.name: getattr(text, each.name) for each in fields(text) if each.name != NOT_SAID}
    said = {name: value for name, value in said.items() if value not in (None, "", ())}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}


def said_of(text: Entry | StatutoryClock) -> dict[str, Any]:
    """Return the fields that say something, as JSON takes them; ``entry_of`` and ``clock_of`` read them back."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in table_of(text).items()}


def entry_of(said: Mapping[str, Any]) -> Entry:
    """Return the entry that was kept; a field that this release knows no more is left out."""
    given = _known(said, Entry)
    given |= {name: date.fromisoformat(given[name]) for name in DAYS if given.get(name)}
    return Entry(**given, file="")


def clock_of(said: Mapping[str, Any]) -> StatutoryClock:
    """Return the clock that was kept; a field that this release knows no more is left out."""
    return StatutoryClock(**_known(said, StatutoryClock))


def _known(said: Mapping[str, Any], made: type[Entry] | type[StatutoryClock]) -> dict[str, Any]:
    names = {each.name for each in fields(made)} - {NOT_SAID}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in said.items() if name in names}


def digest_of(said: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what an entry says, whatever the order of its fields."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
