"""Gains as they are shown: a sentence, a row of a table and a line of a forest plot on one scale."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, floor
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.rosters.batches.labels import title_of
from samanvay.rosters.delivery.queries.learning_gains import LearningGain
from samanvay.training.courses.queries import editions_by_code
from samanvay.web.components.pieces import Column, Table

WIDTH = 1000  # of a line, in its own units
MARK = 10
STEP = 10  # percentage points between the marks of the scale


def modules_of(courses: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return the titles of modules by course and code; "" stands for the whole paper."""
    found: dict[tuple[str, str], str] = {}
    for edition in editions_by_code(courses):
        code = edition.course.code
        found[code, ""] = _("The whole paper")
        found |= {(code, each.code): str(each.title) for each in edition.text().modules}
    return found


def shown_gains(gained: Sequence[LearningGain], names: Mapping[tuple[str, str], str]) -> dict[str, Any] | None:
    """Return gains as lines on one scale with their names by course and key, None where there is none at all.

    ``zero`` is where nothing was gained, ``ends`` are the two numbers of the scale.
    """
    if not gained:
        return None
    told = [each.gain for each in gained if each.is_told]
    low = floor(min([0.0, *(each.low for each in told)]) / STEP) * STEP
    high = max(ceil(max([0.0, *(each.high for each in told)]) / STEP) * STEP, low + STEP)

    def x(value: float) -> float:
        return WIDTH * (value - low) / (high - low)

    lines = []
    for each in gained:
        gain = each.gain
        line: dict[str, Any] = {"name": names.get((each.course, each.key), each.key), "says": words_of(each)}
        if each.is_told:
            left, right = x(gain.low), x(gain.high)
            line |= {
                "x": f"{left:.1f}",
                "width": f"{max(right - left, 1.0):.1f}",
                "mark": f"{min(max(x(gain.gained) - MARK / 2, 0.0), WIDTH - MARK):.1f}",
            }
        lines.append(line)
    zero = f"{min(max(x(0.0), 1.0), WIDTH - 1.0):.1f}"
    return {"lines": lines, "zero": zero, "ends": (signed(low, 0), signed(high, 0))}


def signed(value: float, places: int = 1) -> str:
    """Return a number with its sign as print has it, 0 without one."""
    said = f"{value:+.{places}f}"
    return said.lstrip("+") if not float(said) else said.replace("-", "−")


def words_of(each: LearningGain) -> str:
    """Return a gain in words: points of a hundred with the interval and of how many, or that it cannot be said."""
    if not each.is_told:
        said = _("too few to say")
    else:
        said = _("%(gain)s points (%(low)s to %(high)s)") % {
            "gain": signed(each.gain.gained),
            "low": signed(each.gain.low),
            "high": signed(each.gain.high),
        }
    people = ngettext("%(n)d person with both papers", "%(n)d people with both papers", each.gain.n)
    return f"{said}, {people % {'n': each.gain.n}}"


def gain_table(gained: Sequence[LearningGain], names: Mapping[tuple[str, str], str], head: str, caption: str) -> Table:
    """Return gains as a table: before, after, gained with its interval, how many have both papers and how many not."""
    courses = {code: title_of(code) for code in {each.course for each in gained}}
    columns = [
        Column(head, lambda each: names.get((each.course, each.key), each.key)),
        Column(_("Course"), lambda each: courses[each.course]),
        Column(_("Before, %"), lambda each: f"{each.gain.before:.1f}" if each.is_told else None, number=True),
        Column(_("After, %"), lambda each: f"{each.gain.after:.1f}" if each.is_told else None, number=True),
        Column(_("Gained, points"), _gained, number=True),
        Column(_("Interval from"), lambda each: signed(each.gain.low) if each.is_told else None, number=True),
        Column(_("Interval to"), lambda each: signed(each.gain.high) if each.is_told else None, number=True),
        Column(_("Both papers"), lambda each: each.gain.n, number=True),
        Column(_("Not both"), lambda each: each.gain.without, number=True),
    ]
    return Table.of(caption, columns, gained)


def _gained(each: LearningGain) -> str:
    return signed(each.gain.gained) if each.is_told else _("too few to say")
