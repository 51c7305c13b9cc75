"""The board as it is looked at: lines with a bar, a number and months, in panels; each the same as a table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.opendata.kinds import PATTERN_WORDS, PatternKind
from samanvay.opendata.patterns import corridor_key
from samanvay.opendata.trends import Corridor, TagCount, Trends
from samanvay.picture.facts.floors import Cell
from samanvay.picture.findings.words import sentence_of
from samanvay.picture.queries import CorridorCell, Period, Spot, spots
from samanvay.web.components.pieces import Column, Table
from samanvay.web.kit import finding_lines, sentences
from samanvay.web.kit.fact_tables import corridor_cells
from samanvay.web.kit.sentences import quarter

from . import words
from .drawing import Columns, bar, spark
from .filters import TrendFilters

SHOWN = 8
IN_TABLE = 50

Posts = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Line:
    """One pattern: its name and address, a bar, a number, what more is said, its months, its posts."""

    name: str
    url: str
    bar: float
    number: int
    says: str
    spark: Columns | None = None
    posts: str = ""


Panel = dict[str, Any]
"""One part of the board, as its template reads it."""


def _panel(
    name: str, title: str, unit: str, lines: list[Line], table: Table | None, empty: str, most: int = SHOWN, **more: Any
) -> Panel:
    about = {"name": name, "title": title, "unit": unit, "table": table, "empty": empty}
    return {**about, "lines": lines[:most], "rest": max(0, len(lines) - most), **more}


def panels(given: Trends, asked: TrendFilters, posts: Posts, chips: Sequence[Any]) -> list[Panel]:
    return [
        corridors(given, asked, posts, chips),
        told("forms", _("Forms of exploitation"), PatternKind.FORM, given.forms, given.period, asked, posts),
        told("lures", _("Lures"), PatternKind.LURE, given.lures, given.period, asked, posts),
    ]


def corridors(given: Trends, asked: TrendFilters, posts: Posts, chips: Sequence[Any]) -> Panel:
    most = max((each.journeys for each in given.corridors), default=1)

    def line(each: Corridor) -> Line:
        said = sentences.persons(each.persons)
        return Line(
            words.way(each.origin, each.destination, given.spots),
            _corridor_url(each, asked),
            bar(each.journeys, most),
            each.journeys,
            f"{said}, {sentences.certainty(True)}" if each.is_hearsay else said,
            spark(each.months, given.period.months),
            _posts(posts, asked.corridor_kind, corridor_key(each.origin, each.destination)),
        )

    told_in_months = sum(sum(each.months.values()) for each in given.corridors)
    note = words.by_quarter(sum(each.journeys for each in given.corridors) - told_in_months)
    table = corridor_table(given.corridors[:IN_TABLE], given.spots, asked)
    lines, rest = [line(each) for each in given.corridors[:SHOWN]], max(0, len(given.corridors) - SHOWN)
    empty, title, unit = (
        _("No journey with both ends is reported in these months."),
        _("Largest corridors"),
        _("journeys"),
    )
    return _panel("corridors", title, unit, lines, table, empty, rest=rest, note=note, chips=chips)


def corridor_table(found: Sequence[Corridor], known: Mapping[str, Spot], asked: TrendFilters) -> Table | None:
    """Return corridors as a table, None where there is none."""
    columns = [
        Column(_("Corridor"), lambda each: words.way(each.origin, each.destination, known)),
        Column(_("Journeys"), lambda each: each.journeys, number=True),
        Column(_("Persons"), lambda each: each.persons, number=True),
        Column(_("Certainty"), lambda each: sentences.certainty(each.is_hearsay)),
    ]
    caption = _("Largest corridors")
    return Table.of(caption, columns, found, lambda each: _corridor_url(each, asked)) if found else None


def _corridor_url(each: Corridor, asked: TrendFilters) -> str:
    return words.url_of(asked.corridor_kind, corridor_key(each.origin, each.destination), asked.query)


def told(
    name: str,
    title: str,
    kind: PatternKind,
    found: Sequence[TagCount],
    period: Period,
    asked: TrendFilters,
    posts: Posts,
) -> Panel:
    """Return forms or lures by how many facts tell them."""
    say = sentences.form if kind == PatternKind.FORM else sentences.lure
    most = max((each.facts for each in found), default=1)
    lines = [
        Line(
            say(each.code),
            words.url_of(kind, each.code, asked.query),
            bar(each.facts, most),
            each.facts,
            "",
            spark(each.months, period.months),
            _posts(posts, kind, each.code),
        )
        for each in found
    ]
    columns = [
        Column(PATTERN_WORDS[kind], lambda line: line.name),
        Column(_("Facts"), lambda line: line.number, number=True),
    ]
    table = Table.of(title, columns, lines, lambda line: line.url)
    missing = sum(each.facts - sum(each.months.values()) for each in found)
    empty = (
        _("No form of exploitation is reported in these months.")
        if kind == PatternKind.FORM
        else _("No lure is reported in these months.")
    )
    return _panel(name, title, _("facts"), lines, table, empty, note=words.by_quarter(missing))


def _posts(posts: Posts, kind: PatternKind, key: str) -> str:
    count = posts.get((kind.value, key), 0)
    return ngettext("%(count)d post", "%(count)d posts", count) % {"count": count} if count else ""


def changes(given: Trends, posts: Posts, query: str) -> list[dict[str, Any]]:
    """Return what changed as short lines that lead to the pattern's page."""
    lines = finding_lines.short_lines(given.changes)
    for line, each in zip(lines, given.changes, strict=True):
        line["url"] = words.url_of(PatternKind.FINDING, str(each.pk), query)
        line["posts"] = _posts(posts, PatternKind.FINDING, str(each.pk))
    return lines


def csv_rows(given: Trends, asked: TrendFilters) -> list[Sequence[Any]]:
    """Return everything on the board for a file, with a column for each month."""
    months = given.period.months
    known = finding_lines.known_places(given.changes)

    def told_by_month(of: PatternKind, what: str, count: int, found: Counter[date], *more: Any) -> list[Any]:
        counts = [found[month] for month in months]
        return [PATTERN_WORDS[of], what, count, *(more or (None, None)), *counts, count - sum(found.values())]

    rows = []
    for each in given.corridors:
        way, certainty = words.way(each.origin, each.destination, given.spots), sentences.certainty(each.is_hearsay)
        rows.append(told_by_month(asked.corridor_kind, way, each.journeys, each.months, each.persons, certainty))
    for form in given.forms:
        rows.append(told_by_month(PatternKind.FORM, sentences.form(form.code), form.facts, form.months))
    for lure in given.lures:
        rows.append(told_by_month(PatternKind.LURE, sentences.lure(lure.code), lure.facts, lure.months))
    for finding in given.changes:
        said = [PATTERN_WORDS[PatternKind.FINDING], str(sentence_of(finding, known)), finding.seen]
        rows.append([*said, *[None] * (len(months) + 3)])
    heads = [
        *(_("Pattern"), _("What"), _("Journeys or facts"), _("Persons"), _("Certainty")),
        *(sentences.month(month) for month in months),
        _("Reported by quarter only"),
    ]
    return [heads, *rows]


def _line(where: str, form: str, start: date, count: int, most: int, asked: TrendFilters, posts: str = "") -> Line:
    """Return a cell of a partner as a line; its page is that of its form."""
    url = words.url_of(PatternKind.FORM, form, asked.query) if form else ""
    return Line(f"{where}: {sentences.form(form)}", url, bar(count, most), count, quarter(start), None, posts)


def _by_quarter(found: Sequence[tuple[Any, int]]) -> tuple[list[tuple[Any, int]], int, str]:
    """Return cells the latest quarter first and in it the most persons, how many that quarter has, and its words.

    What is ranked are the cells of one quarter: those of another are counted over other months.
    """
    order = sorted(found, key=lambda item: (-item[0][-1].toordinal(), -item[1], item[0]))
    latest = [item for item in order if item[0][-1] == order[0][0][-1]]
    return order, len(latest), f", {quarter(order[0][0][-1])}" if order else ""


def partner_panel(found: Sequence[tuple[Cell, int]], asked: TrendFilters, posts: Posts) -> Panel:
    """Return the cells of a partner: place and form of the latest quarter, with ten persons and more."""
    known = spots({place for (place, _form, _quarter), _count in found})
    order, latest, of = _by_quarter(found)
    most = order[0][1] if order else 1

    lines = [
        _line(sentences.name_of(known, place), form, start, count, most, asked, _posts(posts, PatternKind.FORM, form))
        for (place, form, start), count in order
    ]
    columns = [
        Column(_("What"), lambda line: line.name),
        Column(_("Quarter"), lambda line: line.says),
        Column(_("Persons"), lambda line: line.number, number=True),
    ]
    table = Table.of(_("Counts of ten or more persons"), columns, lines[:IN_TABLE], lambda line: line.url)
    empty, title = _("No count of ten or more in these quarters."), _("Forms by place") + of
    note = _("Earlier quarters stand in the table.") if len(lines) > latest else ""
    return _panel("cells", title, _("persons in a quarter"), lines[:latest], table, empty, 2 * SHOWN, note=note)


def partner_corridors(found: Sequence[tuple[CorridorCell, int]], asked: TrendFilters) -> Panel:
    """Return the corridors of a partner: both ends and form of the latest quarter, with ten persons and more."""
    known = spots({key for cell, _count in found for key in cell[:2]})
    order, latest, of = _by_quarter(found)
    most = order[0][1] if order else 1

    lines = [
        _line(words.way(origin, destination, known), form, start, count, most, asked)
        for (origin, destination, form, start), count in order[:latest]
    ]
    note = _(
        "Corridors are shown when their quarter is over. A corridor is left out if fewer than ten other "
        "persons would remain for one of its places."
    )
    title, unit = _("Largest corridors") + of, _("persons in a quarter")
    table = corridor_cells(dict(order[:IN_TABLE]), known)
    empty = _("No corridor of ten or more persons in the completed quarters.")
    return _panel("corridors", title, unit, lines, table, empty, 2 * SHOWN, note=note)


def partner_table(places: Sequence[tuple[Cell, int]], corridors: Sequence[tuple[CorridorCell, int]]) -> Table:
    """Return everything on a partner's board for a file: places, then corridors."""
    ends = {key for cell, _count in corridors for key in cell[:2]}
    known = spots({place for (place, _form, _start), _count in places} | ends)
    cells = [(sentences.name_of(known, place), *rest, count) for (place, *rest), count in places]
    cells += [(words.way(origin, end, known), *rest, count) for (origin, end, *rest), count in corridors]
    columns = [
        Column(_("Place or corridor"), itemgetter(0)),
        Column(_("Form of exploitation"), lambda cell: sentences.form(cell[1])),
        Column(_("Quarter"), lambda cell: quarter(cell[2])),
        Column(_("Persons"), itemgetter(3), number=True),
    ]
    return Table.of(_("Counts of ten or more persons"), columns, cells)


def form_links(posts: Posts, query: str, codes: Sequence[str]) -> list[dict[str, Any]]:
    """Return every form that can be discussed, for a partner, the most discussed first."""
    return [
        {
            "name": sentences.form(code),
            "url": words.url_of(PatternKind.FORM, code, query),
            "posts": _posts(posts, PatternKind.FORM, code),
        }
        for code in sorted(codes, key=lambda code: -posts.get((PatternKind.FORM, code), 0))
    ]
