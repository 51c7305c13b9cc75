"""The police, railway and border structure of a state, where a file here tells it."""

import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Structure:
    """What is known of a state; a state without a file has districts under its bureau, and partners in each.

    Districts stand by their LGD code, divisions by the gazetteer's slug.
    """

    commissionerates: list[str] = field(default_factory=list)
    homes: list[str] = field(default_factory=list)
    partners: list[str] | None = None
    training_centre: str = ""
    rpf_posts: list[str] = field(default_factory=list)
    zones: dict[str, list[str]] = field(default_factory=dict)
    stations: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    railway_sections: dict[str, dict[str, Any]] = field(default_factory=dict)
    border: dict[str, Any] = field(default_factory=dict)


def structure_of(state: str) -> Structure:
    """Return what is known of a state's structure."""
    file = files(__name__) / f"{state}.toml"
    return Structure(**tomllib.loads(file.read_text(encoding="utf-8"))) if file.is_file() else Structure()
