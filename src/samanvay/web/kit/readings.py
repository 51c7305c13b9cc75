"""What the health page reads: a room adds its own with ``@probe``; one that fails is itself a reading."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samanvay.web.components.pieces import Pill


@dataclass(frozen=True, slots=True)
class Reading:
    """What a probe found: the thing, its state in words and a pill, details."""

    name: Any
    state: Pill
    more: Any = ""

    @property
    def is_bad(self) -> bool:
        return self.state.kind == "hot"


Probe = Callable[[], Iterable[Reading]]
_probes: dict[str, Probe] = {}


def probe(function: Probe) -> Probe:
    """Add a probe to the health page."""
    _probes[f"{function.__module__}.{function.__qualname__}"] = function
    return function


def readings() -> list[Reading]:
    """Return what every probe finds, in the order in which they were added."""
    found: list[Reading] = []
    for function in _probes.values():
        try:
            with transaction.atomic():
                found.extend(function())
        except Exception as error:  # the page must show that a probe fails, whatever it is
            found.append(Reading(function.__name__, Pill(_("cannot be read"), "hot"), type(error).__name__))
    return found
