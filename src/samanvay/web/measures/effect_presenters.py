"""An effect in words and shapes: the verdict and why, the numbers, both series with the effort beneath, tables."""

from typing import Any

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.measures.effect.queries import MeasuredEffect, Outcome
from samanvay.web.components.pieces import Column, Kind, Pill, Row, Table
from samanvay.web.kit import sentences
from samanvay.web.kit.charts import WIDTH, Chart, bar
from samanvay.web.kit.sentences import quarter
from samanvay_insight.effect import Answer, Change, Estimate, Reason, Role, countable

HEIGHT, STRIP, AIR = 170, 34, 14
MOST_LISTED = 60


def what(found: MeasuredEffect) -> str:
    """Return of what it is told: the corridor, or the districts that acted."""
    ends = found.question.ends
    if ends is not None:
        return f"{_name(found, ends[0])} → {_name(found, ends[1])}"
    return ", ".join(_name(found, key) for key in found.question.acted.districts)


def _name(found: MeasuredEffect, key: str) -> str:
    return sentences.name_of(found.spots, key)


def unit_name(found: MeasuredEffect, unit: str) -> str:
    """Return the name of a unit of the panel: a corridor or a district."""
    return " → ".join(_name(found, key) for key in unit.split(">"))


def pill(found: MeasuredEffect) -> Pill:
    """Return the verdict in a word."""
    kind: Kind = "warn" if found.effect.answer in (Answer.CANNOT_TELL, Answer.MORE) else "calm"
    words = {
        Answer.CANNOT_TELL: _("cannot be said yet"),
        Answer.FEWER: _("fewer than expected"),
        Answer.MORE: _("more than expected"),
        Answer.NO_DIFFERENCE: _("no difference seen"),
    }
    return Pill(words[found.effect.answer], kind)


def sentence(found: MeasuredEffect) -> str:
    """Return the verdict in a sentence that claims no more than the numbers do."""
    effect = found.effect
    estimate = effect.estimate
    if effect.answer is Answer.CANNOT_TELL or estimate is None:
        return _("It cannot be said yet whether something changed here that did not change elsewhere.")
    said: dict[str, Any] = {
        "change": _percent(estimate.ratio),
        "low": _percent(estimate.low),
        "high": _percent(estimate.high),
    }
    if effect.answer is Answer.FEWER:
        words = _(
            "Fewer than expected: %(change)s, compared with the others (in nine of ten such cases the true "
            "value is between %(low)s and %(high)s)."
        )
    elif effect.answer is Answer.MORE:
        words = _(
            "More than expected: %(change)s, compared with the others (in nine of ten such cases the true "
            "value is between %(low)s and %(high)s). The reason may also be that officers looked more "
            "closely."
        )
    else:
        said = {"fall": round(100 * effect.smallest_fall), "rise": round(100 * effect.smallest_rise)}
        words = _(
            "No difference seen. A fall of at least %(fall)d %% or a rise of at least %(rise)d %% would "
            "probably have been seen; a smaller change is possible."
        )
    return words % said


def _percent(ratio: float) -> str:
    change = round(100 * (ratio - 1))
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{abs(change)}\u00a0%"


def reasons(found: MeasuredEffect) -> list[str]:
    """Return why nothing is said, each with its number."""
    effect = found.effect
    estimate, treated, windows = effect.estimate, effect.treated, effect.windows
    words: dict[Reason, str] = {
        Reason.TOO_EARLY: _("Too early: %(weeks)d whole weeks have passed since then; eight are needed.")
        % {"weeks": windows.weeks_after},
        Reason.SHORT_BEFORE: _("The time before is too short: %(weeks)d weeks; 26 are needed.")
        % {"weeks": windows.weeks_before},
        Reason.FEW_BEFORE: _("Too few were counted before: %(count)d; 20 are needed.") % {"count": treated.before},
        Reason.FEW_COMPARISONS: _(
            "There are too few others without action to compare with. At least twelve are needed, each with "
            "five facts or more before the day (and some in each half of that time), and twice as many as "
            "acted."
        ),
        Reason.LITTLE_REPORTED: _("After the action, less than half as much was reported as before."),
        Reason.WIDE: _("Too few were counted: even a fall by half could not be told from chance."),
    }
    if estimate is not None:
        others = estimate.comparison
        words |= {
            Reason.FEW_EXPECTED: _("Too few were expected after: %(count).1f; 8 are needed.")
            % {"count": treated.level * others.ratio},
            Reason.EFFORT_CHANGED: _(
                "Reporting changed differently from the others: %(own)s here, %(others)s there. The "
                "difference is more than a quarter, which is too much to compare."
            )
            % {"own": _percent(treated.effort), "others": _percent(others.effort)},
            Reason.COMPARISON_MOVED: _("The others also changed greatly: %(change)s. Something affected all of them.")
            % {"change": _percent(others.ratio)},
        }
    if effect.recorded is not None:
        words[Reason.RECORDED_ALIKE] = _(
            "Everything else recorded here changed in the same way (%(change)s against the others): recording itself "
            "may have changed. Look at that first."
        ) % {"change": _percent(effect.recorded.ratio)}
        if found.question.ends is None and found.question.counted is Outcome.TOLD:
            words[Reason.RECORDED_ALIKE] = _(
                "Every fact about the district is counted here, so less recording would look the same. Choose journeys "
                "that begin in the district, or a corridor."
            )
    if effect.earlier is not None:
        moved = {"change": _percent(effect.earlier.ratio)}
        words |= {
            Reason.APART_BEFORE: _(
                "Already before the action it moved differently from the others: %(change)s in that time."
            )
            % moved,
            Reason.AS_BEFORE: _(
                "It was already moving away from the others before the action (%(change)s); this may simply "
                "have continued."
            )
            % moved,
        }
    return [words[reason] for reason in effect.reasons]


def numbers(found: MeasuredEffect) -> Table:
    """Return what was counted before and after, of each group."""
    effect = found.effect
    rows = [_group(_("Acted on"), effect.treated, effect.estimate)]
    if effect.estimate is not None:
        rows.append(_group(_("The others"), effect.estimate.comparison, None))
    if effect.beside is not None:
        rows.append(_group(_("Neighbours"), effect.beside.treated, effect.beside))
    columns = [
        Column(_("Group")),
        Column(_("Counted before"), number=True),
        Column(_("Counted after"), number=True),
        Column(_("After, without the action"), number=True),
        Column(_("Reported: after, compared with before"), number=True),
        Column(_("Changed by"), number=True),
        Column(_("Against the others"), number=True),
    ]
    return Table(_("Before and after"), columns, rows)


def _group(name: str, change: Change, estimate: Estimate | None) -> Row:
    against = None
    if estimate is not None:
        against = f"{_percent(estimate.ratio)} ({_percent(estimate.low)} … {_percent(estimate.high)})"
    effort, ratio = (_percent(each) if change.level else None for each in (change.effort, change.ratio))
    return Row([f"{name} ({change.units})", change.before, change.after, f"{change.level:.1f}", effort, ratio, against])


def recorded(found: MeasuredEffect) -> str:
    """Return what became of all else that was recorded, where something is claimed; "" else."""
    effect = found.effect
    if effect.answer not in (Answer.FEWER, Answer.MORE):
        return ""
    if effect.recorded is None:
        return _("Too little else is recorded here to check whether recording changed. Check that first.")
    return _("Everything else recorded here changed by %(change)s against the others.") % {
        "change": _percent(effect.recorded.ratio)
    }


def windows(found: MeasuredEffect) -> str:
    """Return what was compared, in words."""
    window = found.effect.windows
    said = {"before": round(window.weeks_before), "after": round(window.weeks_after)}
    if found.is_by_quarter:
        return _("Compared: whole quarters, %(before)d weeks before and %(after)d weeks after.") % said
    return _("Compared: whole months, %(before)d weeks before and %(after)d weeks after.") % said


def by_quarter(found: MeasuredEffect) -> str:
    """Return why quarters are compared, "" where months are."""
    if not found.is_by_quarter:
        return ""
    return ngettext(
        "Your office sees %(count)d of these facts by quarter only, so whole quarters are compared. The "
        "state desk can see the months.",
        (
            "Your office sees %(count)d of these facts by quarter only, so whole quarters are compared. The "
            "state desk can see the months."
        ),
        found.by_quarter,
    ) % {"count": found.by_quarter}


def period(found: MeasuredEffect, at: int) -> str:
    start = found.panel.periods[at].start
    return quarter(start) if found.is_by_quarter else sentences.month(start)


def chart(found: MeasuredEffect) -> Chart | None:
    """Return both series over time; None where nothing was counted."""
    own, line, effort = _series(found)
    count = len(own)
    if not count or not own.any():
        return None
    top = max(int(own.max()), int(np.ceil(line.max())) if len(line) else 0, 1)
    step, room = WIDTH / count, HEIGHT - AIR
    compared = found.effect.windows.before | found.effect.windows.after
    bars = [
        bar(
            at, step, own[at] / top, 3,
            _("%(period)s: %(count)d, expected %(line).1f, reported %(effort)d %%")
            % {"period": period(found, at), "count": own[at], "line": line[at], "effort": round(100 * effort[at])},
            label=_label(found, at),
            is_on=bool(compared[at]),
            value=int(own[at]),
            below=(round(HEIGHT + STRIP - (STRIP - 8) * effort[at], 1), round((STRIP - 8) * effort[at], 1)),
            ground=HEIGHT,
            air=AIR,
        )
        for at in range(count)
    ]  # fmt: skip
    points = [f"{round((at + 0.5) * step, 1)} {round(HEIGHT - room * line[at] / top, 1)}" for at in range(count)]
    return Chart(
        bars,
        top,
        "; ".join(each.says for each in bars),
        line="M" + "L".join(points) if line.any() else "",
        upright=round(_position(found) * step, 1),
        strip=STRIP,
        ground=HEIGHT,
    )


def _label(found: MeasuredEffect, at: int) -> str:
    start = found.panel.periods[at].start
    if found.is_by_quarter:
        return f"{(start.month + 2) // 3}/{start:%y}"
    return date_format(start, "M y") if at % 4 == 0 else ""


def _position(found: MeasuredEffect) -> float:
    """Return where the day lies among the periods, in periods since the first."""
    first = found.question.acted.first
    for number, span in enumerate(found.panel.periods):
        if first < span.end:
            return number + max(0, (first - span.start).days) / span.days
    return float(len(found.panel.periods))


def _series(found: MeasuredEffect) -> tuple[Any, Any, Any]:
    """Return by period what was counted, what the others let one expect at the effort here, and that effort."""
    panel, windows_ = found.panel, found.effect.windows
    mine, others = panel.rows(Role.TREATED), countable(panel, windows_)
    own, effort = panel.counts[mine].sum(axis=0), panel.effort[mine].mean(axis=0)
    base = panel.effort[:, windows_.before].sum(axis=1)
    rate = np.divide(panel.counts[:, windows_.before].sum(axis=1), base, out=np.zeros(len(base)), where=base > 0)
    usual = (rate[others, None] * panel.effort[others]).sum(axis=0)
    moved = np.divide(panel.counts[others].sum(axis=0), usual, out=np.zeros(len(own)), where=usual > 0)
    return own, moved * (rate[mine, None] * panel.effort[mine]).sum(axis=0), effort


def over_time(found: MeasuredEffect) -> Table:
    own, line, effort = _series(found)
    others = countable(found.panel, found.effect.windows)
    theirs = found.panel.counts[others].sum(axis=0)
    there = found.panel.effort[others].mean(axis=0) if len(others) else effort
    after, before = found.effect.windows.after, found.effect.windows.before
    columns = [
        Column(_("Period"), lambda at: period(found, at)),
        Column(_("Compared as"), lambda at: _("before") if before[at] else _("after") if after[at] else _("left out")),
        Column(_("Counted here"), lambda at: int(own[at]), number=True),
        Column(_("Expected, going by the others"), lambda at: f"{line[at]:.1f}", number=True),
        Column(_("Reported here"), lambda at: _share(effort[at]), number=True),
        Column(_("Counted in the others"), lambda at: int(theirs[at]), number=True),
        Column(_("Reported in the others"), lambda at: _share(there[at]), number=True),
    ]
    return Table.of(_("Over time"), columns, range(len(own)))


def _share(value: float) -> str:
    return _("%(share)d %%") % {"share": round(100 * value)}


def compared_with(found: MeasuredEffect) -> str:
    """Return with which it was compared, by name, the most told first."""
    panel = found.panel
    rows = sorted(countable(panel, found.effect.windows), key=lambda row: -int(panel.counts[row].sum()))
    names = [unit_name(found, panel.units[row]) for row in rows[:MOST_LISTED]]
    more = len(rows) - len(names)
    return ", ".join(names) + (f", +{more}" if more > 0 else "")


def neighbours(found: MeasuredEffect) -> Table | None:
    """Return the neighbours before and after, None where there is none."""
    panel, window = found.panel, found.effect.windows
    rows = sorted(panel.rows(Role.BESIDE), key=lambda row: -int(panel.counts[row].sum()))[:MOST_LISTED]
    columns = [
        Column(_("Neighbour"), lambda row: unit_name(found, panel.units[row])),
        Column(_("Counted before"), lambda row: int(panel.counts[row, window.before].sum()), number=True),
        Column(_("Counted after"), lambda row: int(panel.counts[row, window.after].sum()), number=True),
    ]
    return Table.of(_("Neighbours: did it move there?"), columns, rows) if rows else None
