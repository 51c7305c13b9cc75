"""Methods for the work against human trafficking: linkage, reading of reports, routes, shifts, effects, rosters, items.

Pure: tables and arrays in, plain values out; no Django, no database, nothing leaves the machine. What stands here is
loaded when it is first used; the rest lies in the sub-packages, each of which says what it does.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_PACKAGES = ("effect", "extract", "gazetteer", "items", "linkage", "roster", "routes", "script", "shifts", "simulate")
_MODULE_OF = {
    "Index": "linkage",
    "ModelMissing": "extract.learned.weights",
    "UnknownColumn": "columns",
    "Weights": "linkage",
    "alike": "script",
    "blind_transit": "routes",
    "centres_of": "roster",
    "did_it_work": "effect",
    "encode": "linkage",
    "explain": "linkage",
    "find_shifts": "shifts",
    "fit_routes": "routes",
    "learn": "linkage",
    "legs_of": "routes",
    "link": "linkage.linking",
    "match_one": "linkage",
    "panel_of": "effect",
    "people_of": "roster",
    "plan_roster": "roster",
    "read": "extract",
    "rules_of": "roster",
    "top_matches": "linkage",
}
__all__ = [*_PACKAGES, *_MODULE_OF]


def __getattr__(name: str) -> Any:
    """Load what is asked for (PEP 562)."""
    if name in _PACKAGES:
        return import_module(f"{__name__}.{name}")
    if name in _MODULE_OF:
        return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
