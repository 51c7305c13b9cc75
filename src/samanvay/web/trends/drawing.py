"""The small pictures of the board, as numbers for inline SVG: a bar, columns by month, the months of one pattern."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samanvay.web.kit import sentences
from samanvay.web.kit.charts import MOST_VALUES, Mark, marks, view_box

SPARK_WIDTH, SPARK_HEIGHT = 96, 26
WIDEST = 56
LABELS, LABELS_ON_A_PHONE = 12, 5
WIDTH, HEIGHT, FOOT = 720, 150, 40


@dataclass(frozen=True, slots=True)
class Rect:
    """One column; ``label`` stands under its ``middle``, on a phone where ``is_kept``, ``value`` above it.

    ``says`` is read out.
    """

    x: float
    y: float
    width: float
    height: float
    says: str = ""
    label: str = ""
    middle: float = 0.0
    is_kept: bool = True
    value: int = 0


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns by month on one ground line."""

    rects: Sequence[Rect]
    width: int
    height: int
    ground: int
    says: str
    top: int = 0

    @property
    def marks(self) -> list[Mark]:
        return marks(self.top, self.ground, air=6)

    @property
    def view_box(self) -> str:
        return view_box(self.width, self.height)


def bar(count: int, most: int) -> float:
    """Return the length of a bar in hundredths; something is never nothing."""
    return max(1.5, round(100 * count / most, 1)) if count else 0.0


def spark(counts: Mapping[date, int], months: Sequence[date]) -> Columns:
    """Return the columns beside a line of the board."""
    return _columns(counts, months, SPARK_WIDTH, SPARK_HEIGHT, 0, 2)


def months_chart(counts: Mapping[date, int], months: Sequence[date]) -> Columns | None:
    """Return the chart of one pattern, None where no month has anything."""
    if not any(counts.get(month) for month in months):
        return None
    return _columns(counts, months, WIDTH, HEIGHT, FOOT, 8)


def _columns(
    counts: Mapping[date, int], months: Sequence[date], width: int, height: int, foot: int, gap: int
) -> Columns:
    top = max((counts.get(month, 0) for month in months), default=0)
    step = width / max(1, len(months))
    rects = []
    for number, month in enumerate(months):
        count, back = counts.get(month, 0), len(months) - 1 - number
        tall = max(2.0, (height - 6) * count / top) if count else 0.0
        wide, middle = min(step - gap, WIDEST), (number + 0.5) * step
        rects.append(
            Rect(
                round(middle - wide / 2, 1),
                round(height - tall, 1),
                round(wide, 1),
                round(tall, 1),
                _("%(month)s: %(count)d") % {"month": sentences.month(month), "count": count},
                date_format(month, "M y") if back % -(-len(months) // LABELS) == 0 else "",
                round(middle, 1),
                back % -(-len(months) // LABELS_ON_A_PHONE) == 0,
                count if len(months) <= MOST_VALUES else 0,
            )
        )
    return Columns(rects, width, height + foot, height, "; ".join(rect.says for rect in rects), top)
