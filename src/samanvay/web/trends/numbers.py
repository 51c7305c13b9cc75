"""The numbers of one pattern: counts, months, where it leads; as its reader may see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.db.scope import Actor
from samanvay.opendata import trends
from samanvay.opendata.kinds import PatternKind
from samanvay.opendata.patterns import Pattern, ways_within
from samanvay.picture.findings import queries as findings
from samanvay.picture.findings.words import sentence_of
from samanvay.picture.models import Finding
from samanvay.picture.queries import Filters, spots
from samanvay.web.components.pieces import Column, Stat, Table
from samanvay.web.kit import finding_lines, sentences
from samanvay.web.kit.fact_tables import cells as cells_table
from samanvay.web.kit.fact_tables import corridor_cells

from . import words
from .board import corridor_table
from .drawing import Columns, months_chart
from .filters import TrendFilters

MOST = 10


@dataclass(slots=True)
class Numbers:
    """What the page of a pattern shows above the discussion."""

    title: str
    sentence: str = ""
    stats: list[Stat] = field(default_factory=list)
    chart: Columns | None = None
    chart_words: str = ""
    note: str = ""
    tables: list[Table] = field(default_factory=list)
    more_url: str = ""
    more_words: str = ""
    is_empty: bool = False
    empty: str = ""


def numbers_of(actor: Actor, pattern: Pattern, asked: TrendFilters) -> Numbers:
    """Return the numbers of a pattern over the months asked for."""
    if not holds(actor, Permission.FACT_READ):
        shown = _cells(actor, pattern, asked)
        shown.empty = _("No count of ten or more in these quarters.")
        return shown
    if pattern.finding is not None:
        return _finding(actor, pattern.finding)
    is_word = pattern.kind in (PatternKind.FORM, PatternKind.LURE)
    shown = _told(actor, pattern, asked) if is_word else _corridor(actor, pattern, asked)
    shown.empty = _("Nothing is reported about this in these months.")
    return shown


def _corridor(actor: Actor, pattern: Pattern, asked: TrendFilters) -> Numbers:
    between_states = pattern.kind == PatternKind.STATES
    placed, found = trends.corridors(actor, asked.period, between_states=between_states)
    known = {**placed, **spots(set(pattern.ends) - placed.keys())}
    one = next((each for each in found if (each.origin, each.destination) == pattern.ends), None)
    shown = Numbers(words.title(pattern, known), is_empty=one is None)
    if one is None:
        return shown
    shown.stats = [
        Stat(one.journeys, _("journeys reported")),
        Stat(one.persons, _("persons on them")),
        Stat(sentences.certainty(one.is_hearsay), _("certainty")),
    ]
    _draw(shown, one.months, one.journeys, asked, _("Journeys by month that your office can see."))
    if one.via:
        shown.tables.append(_via(one))
    if between_states:
        lying, ways = trends.narrowed(actor, Filters(asked.period))
        within = corridor_table(ways_within(ways, pattern, lying)[:MOST], lying, TrendFilters(asked.months))
        shown.tables += [within] if within else []
    shown.more_url, shown.more_words = reverse("picture"), _("The map of routes")
    return shown


def _via(one: trends.Corridor) -> Table:
    known = spots(one.via)
    order = sorted(one.via, key=lambda key: (-one.stops[key], -one.via[key], key))
    columns = [
        Column(_("Place"), lambda key: sentences.name_of(known, key)),
        Column(_("Journeys that stopped there"), lambda key: one.stops[key], number=True),
        Column(_("Only passed"), lambda key: one.via[key] - one.stops[key], number=True),
    ]
    return Table.of(_("Places on the route"), columns, order[:MOST])


def _told(actor: Actor, pattern: Pattern, asked: TrendFilters) -> Numbers:
    is_form = pattern.kind == PatternKind.FORM
    forms, lures = trends.told(actor, asked.period)
    one = next((each for each in (forms if is_form else lures) if each.code == pattern.key), None)
    shown = Numbers(words.title(pattern, {}), is_empty=one is None)
    if one is None:
        return shown
    filters = Filters(asked.period, **{pattern.kind.value: pattern.key})
    known, ways = trends.narrowed(actor, filters)
    shown.stats = [Stat(one.facts, _("facts report it")), Stat(len(ways), _("corridors with it"))]
    _draw(shown, one.months, one.facts, asked, _("Facts by month that your office can see."))
    table = corridor_table(ways[:MOST], known, TrendFilters(asked.months))
    shown.tables += [table] if table else []
    first, last = asked.period.first, asked.period.last
    query = f"?from={first:%Y-%m}&to={last:%Y-%m}&{pattern.kind.value}={pattern.key}"
    shown.more_url, shown.more_words = reverse("picture") + query, _("The same on the map")
    return shown


def _draw(shown: Numbers, months: Mapping[date, int], count: int, asked: TrendFilters, said: str) -> None:
    shown.chart = months_chart(months, asked.period.months)
    shown.chart_words = said
    shown.note = words.by_quarter(count - sum(months.values()))


def _finding(actor: Actor, finding: Finding) -> Numbers:
    known = finding_lines.known_places([finding])
    pattern = Pattern(PatternKind.FINDING, str(finding.pk), finding)
    shown = Numbers(words.title(pattern, known), sentence=str(sentence_of(finding, known)))
    counted = findings.monthly_counts(actor, finding)
    shown.chart = months_chart(dict(counted), [month for month, _count in counted])
    shown.chart_words = _("Facts by month that your office can see.")
    shown.more_url, shown.more_words = reverse("finding", args=[finding.pk]), _("The finding and its basis")
    return shown


def _cells(actor: Actor, pattern: Pattern, asked: TrendFilters) -> Numbers:
    """Return the cells of a form that a partner is told, places and corridors."""
    found = {cell: count for cell, count in trends.cells(actor, asked.period) if cell[1] == pattern.key}
    shown = Numbers(words.title(pattern, {}), is_empty=not found)
    if found:
        most: Any = max(found.values())
        places = {place for place, _form, _quarter in found}
        shown.stats = [
            Stat(len(places), _("places with ten persons or more in a quarter")),
            Stat(most, _("persons in the largest of these counts")),
        ]
        shown.tables.append(cells_table(found, spots(places)))
    ways = {cell: count for cell, count in trends.corridor_cells(actor, asked.period) if cell[2] == pattern.key}
    if ways:
        shown.tables.append(corridor_cells(ways, spots({key for cell in ways for key in cell[:2]})))
    return shown
