"""Bars by month or quarter, as ``kit/chart.html`` draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

WIDTH, HEIGHT, FOOT = 720, 150, 22
AIR = 8  # above the tallest bar


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; pale unless ``is_on``, with the line of its interval, and the bar in the strip beneath (y, height)."""

    x: float
    y: float
    width: float
    height: float
    says: str
    label: str = ""
    is_on: bool = True
    whisker: str = ""
    below: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars on their ground; a ``band`` (x, y, width, height) behind, a dashed line before, an upright one at a day."""

    bars: Sequence[Bar]
    top: Any
    says: str
    band: tuple[float, float, float, float] | None = None
    line: str = ""
    upright: float | None = None
    strip: int = 0
    ground: int = HEIGHT
    width: ClassVar[int] = WIDTH

    @property
    def floor(self) -> int:
        return self.ground + self.strip

    @property
    def height(self) -> int:
        return self.floor + FOOT

    @property
    def foot(self) -> int:
        return self.height - 5


def bar(at: int, step: float, share: float, gap: float, says: str, *, ground: int = HEIGHT, **more: Any) -> Bar:
    """Return the bar number ``at``, ``share`` of the tallest there may be, with a gap to either side."""
    tall = (ground - more.pop("air", AIR)) * share
    return Bar(
        round(at * step + gap, 1), round(ground - tall, 1), round(step - 2 * gap, 1), round(tall, 1), says, **more
    )
