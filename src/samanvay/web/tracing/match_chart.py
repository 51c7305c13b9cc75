"""The waterfall of a pair: for each field a bar, to the right for agreement, to the left for conflict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 240  # of the chart, in its own units
MIDDLE = WIDTH / 2
LEAST_SCALE = 6.0  # bits, so that a weak pair does not look strong
LEAST_BAR = 1.5


@dataclass(frozen=True, slots=True)
class Bar:
    """A field's bar: words beside it, where it begins and how long it is, the bits as text."""

    field: str
    words: str
    bits: str
    x: str
    width: str
    is_for: bool


def bars_of(reasons: Sequence[Mapping[str, Any]], *, hindi: bool) -> list[Bar]:
    """Return the bars of a pair's reasons, what weighs most first."""
    weighed = sorted(reasons, key=lambda each: -abs(float(each["bits"])))
    scale = max([LEAST_SCALE, *(abs(float(each["bits"])) for each in weighed)])
    return [_bar(each, scale, hindi) for each in weighed]


def _bar(reason: Mapping[str, Any], scale: float, hindi: bool) -> Bar:
    bits = float(reason["bits"])
    width = max(abs(bits) / scale * MIDDLE, LEAST_BAR)
    return Bar(
        field=reason["field_hi"] if hindi else reason["field_en"],
        words=reason["hi"] if hindi else reason["en"],
        bits=f"{bits:+.1f}",
        x=f"{MIDDLE if bits >= 0 else MIDDLE - width:.1f}",
        width=f"{width:.1f}",
        is_for=bits >= 0,
    )
