"""Bars by month or quarter, as ``kit/chart.html`` draws them, and the axis of every chart (``kit/axis.html``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

WIDTH, HEIGHT, FOOT = 720, 150, 22
AIR = 8  # above the tallest bar
GUTTER, ABOVE = 52, 14  # for the numbers left of the bars, and for the value of the tallest
MOST_VALUES = 13  # bars that have room for their value


@dataclass(frozen=True, slots=True)
class Mark:
    """A number of the axis, and the height at which it stands."""

    y: float
    words: Any


def marks(top: Any, ground: float, *, air: float = AIR) -> list[Mark]:
    """Return the numbers of an axis: nothing at the ground, ``top`` at the tallest bar, the half where it is whole."""
    found = [Mark(ground, 0), Mark(air, top)]
    if isinstance(top, int) and top >= 4 and top % 2 == 0:
        found.append(Mark((ground + air) / 2, top // 2))
    return found


def view_box(width: float, height: float) -> str:
    """Return the view of a chart with room for its axis."""
    return f"{-GUTTER} {-ABOVE} {width + GUTTER:g} {height + ABOVE:g}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; pale unless ``is_on``, with the line of its interval, and the bar in the strip beneath (y, height).

    ``value`` stands above it.
    """

    x: float
    y: float
    width: float
    height: float
    says: str
    label: str = ""
    is_on: bool = True
    whisker: str = ""
    below: tuple[float, float] | None = None
    value: Any = ""

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


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
    def marks(self) -> list[Mark]:
        return marks(self.top, self.ground)

    @property
    def view_box(self) -> str:
        return view_box(self.width, self.height)

    @property
    def has_values(self) -> bool:
        return len(self.bars) <= MOST_VALUES

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
