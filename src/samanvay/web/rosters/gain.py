"""What was learnt in the batches of the last year, by batch, trainer or module: a forest plot, a table, CSV."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, floor
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.queries import names_of
from samanvay.rosters.batches.labels import title_of
from samanvay.rosters.delivery.queries import learning_gains
from samanvay.rosters.delivery.queries.learning_gains import BY, LearningGain
from samanvay.training.courses.queries import editions_by_code, persons_of_teachers
from samanvay.web.components.pieces import Chip, Column, Table, address
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.filters import choice_of
from samanvay.web.kit.pages import READ, page
from samanvay.web.kit.spreadsheets import csv_answer

from . import frame

WIDTH = 1000  # of a line, in its own units
MARK = 10
STEP = 10  # percentage points between the marks of the scale
MOST_SHOWN = 60


def _by(request: OfficerRequest) -> str:
    return choice_of(request, "by", BY, "batch")


def _names(by: str, found: list[LearningGain]) -> dict[tuple[str, str], str]:
    """Return the words of gains by course and key."""
    if by == "module":
        return modules_of({each.course for each in found})
    if by == "batch":
        return {(each.course, each.key): each.key for each in found}
    people = {str(key): person for key, person in persons_of_teachers(UUID(each.key) for each in found).items()}
    names = names_of(people.values())
    return {(each.course, each.key): names.get(people[each.key], "–") for each in found if each.key in people}


@page(may=learning_gains.may_see_gains, methods=READ)
def roster_gain(request: OfficerRequest) -> HttpResponse:
    """Show what was gained between the last paper before a batch and the first after it."""
    by = _by(request)
    found = learning_gains.gains_by(request.actor, by)
    names, heads = _names(by, found), {"batch": _("Batch"), "trainer": _("Trainer"), "module": _("Module")}
    told = sum(each.is_told for each in found)
    context = {
        "tabs": frame.tabs(request.actor, "roster_gain"),
        "chips": [Chip(words, address(request, by=code), code == by) for code, words in heads.items()],
        "plot": shown_gains(found[:MOST_SHOWN], names),
        "table": gain_table(found[:MOST_SHOWN], names, heads[by], _("Learning gain")),
        "words": ngettext("%(n)d of %(all)d can be measured", "%(n)d of %(all)d can be measured", told)
        % {"n": told, "all": len(found)},
        "more": max(0, len(found) - MOST_SHOWN),
        "csv": f"{reverse('roster_gain_csv')}?by={by}",
        "was_drawn": learning_gains.any_drawn(request.actor),
    }
    return render(request, "rosters/gain.html", context)


@page(may=learning_gains.may_see_gains, methods=READ)
def roster_gain_csv(request: OfficerRequest) -> HttpResponse:
    """Give every gain as CSV; of fewer than five persons no number."""
    by = _by(request)
    found = learning_gains.gains_by(request.actor, by)
    names = _names(by, found)
    heads = (by, "key", "course", "before", "after", "gained", "low", "high", "both", "not_both")
    rows = [
        [
            *(names.get((each.course, each.key), each.key), each.key, each.course),
            *(
                f"{value:.2f}" if each.is_told else ""
                for value in (each.gain.before, each.gain.after, each.gain.gained, each.gain.low, each.gain.high)
            ),
            *(each.gain.n, each.gain.without),
        ]
        for each in found
    ]
    return csv_answer(f"samanvay-gain-by-{by}", [heads, *rows])


def modules_of(courses: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return the titles of modules by course and code; "" stands for the whole paper."""
    found: dict[tuple[str, str], str] = {}
    for edition in editions_by_code(courses):
        code = edition.course.code
        found[code, ""] = _("The whole paper")
        found |= {(code, each.code): str(each.title) for each in edition.text().modules}
    return found


def shown_gains(gained: Sequence[LearningGain], names: Mapping[tuple[str, str], str]) -> dict[str, Any] | None:
    """Return gains as lines on one scale, None without any; ``zero`` is where nothing was gained, ``ends`` its ends."""
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
        said = _("too few to measure")
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
        Column(_("Gain, points"), _gained, number=True),
        Column(_("Range from"), lambda each: signed(each.gain.low) if each.is_told else None, number=True),
        Column(_("Range to"), lambda each: signed(each.gain.high) if each.is_told else None, number=True),
        Column(_("Both papers"), lambda each: each.gain.n, number=True),
        Column(_("Only one paper"), lambda each: each.gain.without, number=True),
    ]
    return Table.of(caption, columns, gained)


def _gained(each: LearningGain) -> str:
    return signed(each.gain.gained) if each.is_told else _("too few to measure")
