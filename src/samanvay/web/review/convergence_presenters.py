"""Convergence in words and shapes: numbers with their intervals, the trend, tables, the map, who met over a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.cases.queries import cases_by_id
from samanvay.directory.kinds import COMPARTMENTS
from samanvay.kernel.db.scope import Actor
from samanvay.picture.queries import Effort, Period, Spot, effort, spots
from samanvay.review.convergence.counts import Cell, Measured, Span, meetings, next_settled
from samanvay.review.convergence.kinds import Measure, Unit
from samanvay.review.convergence.models import CaseMeeting
from samanvay.web.components.pieces import Column, Row, Stat, Table
from samanvay.web.kit import sentences
from samanvay.web.kit.charts import AIR, HEIGHT, WIDTH, Chart, bar
from samanvay.web.kit.fact_tables import reported
from samanvay.web.kit.maps.drawing import Drawing, ShadedDraughtsman, shades
from samanvay.web.kit.maps.ground import districts_by_state
from samanvay.web.kit.maps.poster import SILENT, ramp
from samanvay.web.kit.sentences import quarter


@dataclass(frozen=True, slots=True)
class MeasureFigures:
    """One measure over a span, with the places and the reporting that its page names."""

    measure: Measure
    span: Span
    cells: Mapping[Cell, Measured]
    spots: Mapping[str, Spot]
    effort: Effort

    def of(self, district: str = "", period: date | None = None) -> Measured:
        return self.cells.get((district, period), Measured())

    @property
    def districts(self) -> list[str]:
        """The districts that have something to tell, by name."""
        found = {district for district, period in self.cells if district and period is None}
        return sorted(found, key=self.name)

    @property
    def url(self) -> str:
        return reverse("convergence_measure", args=[self.measure.code])

    def name(self, key: str) -> str:
        return sentences.name_of(self.spots, key)


def told(actor: Actor, measure: Measure, span: Span) -> MeasureFigures:
    """Count a measure over a span."""
    cells = measure.counted(actor, span)
    keys = {district for district, _period in cells if district}
    own = set(districts_by_state().get(span.state, ()))
    return MeasureFigures(measure, span, cells, spots(keys | own), effort(actor, Period(span.first, span.last_month)))


def number(measure: Measure, value: float | None) -> str:
    """Return a value as it is read."""
    if value is None:
        return "–"
    if measure.unit.is_of_time:
        said = f"{value:.1f}" if value < 10 else f"{value:.0f}"
        return _("%(days)s days") % {"days": said} if measure.unit is Unit.DAYS else _("%(hours)s h") % {"hours": said}
    return _("%(share)d %%") % {"share": round(100 * value)}


def between(measure: Measure, cell: Measured) -> str:
    if cell.low is None or cell.high is None:
        return "–"
    return f"{number(measure, cell.low)} – {number(measure, cell.high)}"


def stat(given: MeasureFigures) -> Stat:
    """Return the state's number of a measure with what it is of."""
    cell, measure = given.of(), given.measure
    if cell.value is None:
        return Stat("–", str(measure.words), url=given.url)
    words = _("%(measure)s (%(of)s)")
    if cell.low is not None:
        words = _("%(measure)s (%(of)s; true value in nine of ten such cases: %(range)s)")
    said = {"measure": str(measure.words), "of": of_words(measure, cell), "range": between(measure, cell)}
    return Stat(number(measure, cell.value), words % said, url=given.url)


def of_words(measure: Measure, cell: Measured) -> str:
    """Return what a number is of."""
    if measure.unit.is_of_time:
        said = ngettext("%(n)d hand-over", "%(n)d hand-overs", cell.of) % {"n": cell.of}
        if measure.unit is Unit.DAYS:
            said = ngettext("%(n)d office", "%(n)d offices", cell.of) % {"n": cell.of}
        if cell.waiting:
            said += ", " + ngettext("%(n)d waiting", "%(n)d waiting", cell.waiting) % {"n": cell.waiting}
        return said
    if not measure.is_of_cases:
        return _("%(hits)d of %(of)d") % {"hits": cell.hits, "of": cell.of}
    return ngettext("%(hits)d of %(of)d case", "%(hits)d of %(of)d cases", cell.of) % {
        "hits": cell.hits,
        "of": cell.of,
    }


def period_words(span: Span, period: date) -> str:
    return quarter(period) if span.is_by_quarter else sentences.month(period)


def span_words(span: Span) -> str:
    """Return the whole span in words, and up to which day cases are counted."""
    return _("%(first)s to %(last)s; cases opened up to %(day)s") % {
        "first": sentences.month(span.first),
        "last": sentences.month(span.last_month),
        "day": date_format(next_settled(), "j M Y"),
    }


def chart(given: MeasureFigures, district: str = "") -> Chart | None:
    """Return the trend of the state or of a district, None where no period has a number."""
    cells = [given.of(district, period) for period in given.span.periods]
    if not any(cell.value is not None for cell in cells):
        return None
    is_share = given.measure.unit is Unit.SHARE
    top = 1.0 if is_share else max(max(cell.high or 0.0 for cell in cells), 1.0)
    step, room = WIDTH / len(cells), HEIGHT - AIR
    bars = []
    for at, (period, cell) in enumerate(zip(given.span.periods, cells, strict=True)):
        value = cell.value or 0.0
        whisker = ""
        if cell.low is not None and cell.high is not None:
            middle = round((at + 0.5) * step, 1)
            high, low = (round(HEIGHT - room * min(end, top) / top, 1) for end in (cell.high, cell.low))
            whisker = f"M{middle} {high}V{low}"
        bars.append(
            bar(
                at,
                step,
                value / top,
                6,
                f"{period_words(given.span, period)}: {says(given, cell)}",
                label=_label(given.span, period, at),
                is_on=not cell.is_few,
                value="" if cell.value is None else number(given.measure, cell.value),
                whisker=whisker,
            )
        )
    said = "; ".join(each.says for each in bars)
    return Chart(bars, number(given.measure, top), f"{given.measure.words}. {said}")


def _label(span: Span, period: date, at: int) -> str:
    if span.is_by_quarter:
        return quarter(period) if at % 2 == 0 else ""
    return date_format(period, "M y") if at % 3 == 0 else ""


def says(given: MeasureFigures, cell: Measured) -> str:
    """Return a cell in one line: the number, what it is of, the interval."""
    if cell.is_untold:
        return _("not shown: few cases")
    if cell.value is None:
        return _("nothing to count")
    return f"{number(given.measure, cell.value)} ({of_words(given.measure, cell)}; {between(given.measure, cell)})"


def trend_table(given: MeasureFigures, district: str = "") -> Table:
    """Return the trend as a table, the latest first."""
    return Table(
        _("By quarter") if given.span.is_by_quarter else _("By month"),
        [Column(_("Period")), *_columns(given.measure)],
        [
            Row([period_words(given.span, period), *_cells(given, given.of(district, period))])
            for period in reversed(given.span.periods)
        ],
    )


def district_table(given: MeasureFigures) -> Table:
    """Return the districts with their numbers and with how they reported."""
    rows = [
        Row(
            [given.name(key), *_cells(given, given.of(key)), reported(given.effort, key)],
            f"{given.url}?district={key}",
        )
        for key in given.districts
    ]
    return Table(
        _("By district"), [Column(_("District")), *_columns(given.measure), Column(_("Weeks with a report"))], rows
    )


def _columns(measure: Measure) -> list[Column]:
    if measure.unit is Unit.DAYS:
        value, first, second = _("Median days"), _("Done"), _("Waiting")
    elif measure.unit.is_of_time:
        value, first, second = _("Median hours"), _("Taken over"), _("Waiting")
    else:
        value = _("Share of cases") if measure.is_of_cases else _("Share")
        first, second = _("Numerator"), _("Denominator")
    return [Column(words, number=True) for words in (value, _("Range (9 of 10 cases)"), first, second)]


def _cells(given: MeasureFigures, cell: Measured) -> list[Any]:
    if cell.is_untold:
        return [_("not shown: few cases"), "–", "–", "–"]
    if cell.value is None:
        return ["–", "–", cell.of or "–", cell.waiting or "–"]
    shown = number(given.measure, cell.value)
    if cell.is_few:
        shown = _("%(number)s (few)") % {"number": shown}
    if given.measure.unit.is_of_time:
        return [shown, between(given.measure, cell), cell.of, cell.waiting]
    return [shown, between(given.measure, cell), cell.hits, cell.of]


def in_file(given: MeasureFigures) -> Table:
    """Return every cell for a file: the state and each district, whole and by period."""
    columns = [_("District"), _("Period"), _("Value"), _("Low"), _("High"), _("Numerator"), _("Denominator")]
    rows = []
    for key, period in product(("", *given.districts), (None, *given.span.periods)):
        cell = given.of(key, period)
        if period and not (cell.of or cell.is_untold or cell.waiting):
            continue
        name = given.name(key) if key else _("The state")
        when = period_words(given.span, period) if period else span_words(given.span)
        numbers = [None if each is None else round(each, 3) for each in (cell.value, cell.low, cell.high)]
        told = [_("not shown: few cases"), *[None] * 4] if cell.is_untold else [*numbers, cell.hits, cell.of]
        rows.append(Row([name, when, *told]))
    return Table(str(given.measure.words), [Column(each) for each in columns], rows)


def drawing_of(given: MeasureFigures) -> Drawing:
    """Draw the state shaded by a measure; a district with few cases stays unshaded, a silent one is hatched."""
    plain = {key: given.of(key) for key in given.districts}
    steps = 1 if given.measure.unit.is_of_time else 100  # hours one by one, shares by hundredths
    shade = shades({key: round(steps * (cell.value or 0.0)) for key, cell in plain.items() if not cell.is_few})

    def shaded(key: str) -> dict[str, Any]:
        words = f"{given.name(key)}. {says(given, given.of(key))}"
        if given.effort.weeks:
            words += ". " + sentences.reported(given.effort.spoke.get(key, 0), given.effort.weeks)
        url, is_silent = f"{given.url}?district={key}", given.effort.is_silent(key)
        return {"shade": shade.get(key, 0), "says": words, "url": url, "is_silent": is_silent}

    return ShadedDraughtsman(given.span.state, given.spots, plain, shaded).draw()


def legend(given: MeasureFigures, drawn: Drawing) -> list[dict[str, Any]]:
    few = '<rect x="1" y="3" width="54" height="16" fill="#fdfcfa" stroke="#b3a98f" stroke-width="2"/>'
    return [
        {"shapes": ramp(drawn), "words": _("%(measure)s, low to high") % {"measure": str(given.measure.words)}},
        {"shapes": few, "words": _("fewer than five, or nothing to count")},
        {"shapes": SILENT, "words": _("no reports in these months")},
    ]


def cases_table(actor: Actor, span: Span, district: str = "") -> Table | None:
    """Return who met over the latest cases that the reader may open, None for one who reads no cases."""
    if not holds(actor, Permission.CASE_READ):
        return None
    rows = meetings(actor, span, district)
    known = cases_by_id(actor, [row.pk for row in rows])
    places = spots({key for row in rows for key in row.took_part})

    def acted(row: CaseMeeting) -> str | None:
        return ", ".join(str(COMPARTMENTS[code]) for code in row.compartments if code in COMPARTMENTS) or None

    def hours(row: CaseMeeting) -> str | None:
        return ", ".join(f"{each:.1f}" for each in row.hours) or None

    def took_part(row: CaseMeeting) -> str | None:
        return ", ".join(sentences.name_of(places, key) for key in row.took_part) or None

    columns = [
        Column(_("Case"), lambda row: known[row.pk].number),
        Column(_("Opened"), lambda row: date_format(row.opened_at, "j M Y")),
        Column(_("Who acted, in order"), acted),
        Column(_("Departments within a week"), lambda row: row.in_a_week, number=True),
        Column(_("Hours until taken over"), hours, number=True),
        Column(_("Districts that took part"), took_part),
    ]
    listed = [row for row in rows if row.pk in known]
    return Table.of(_("Cases that you can open"), columns, listed, lambda row: reverse("case", args=[row.pk]))
