"""The picture as tables: what the map draws, row by row, for the page and as CSV."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samanvay.picture.queries import District, spots
from samanvay.web.components.pieces import Column, Table
from samanvay.web.kit import sentences
from samanvay.web.kit.maps.drawing import CAUGHT, roles_of

from .material import Material, Named

SHOWN = 50
LEAST_EXPECTED = 0.5


@dataclass(frozen=True, slots=True)
class Listing:
    """A table whose rows are made when it is shown: a page shows the first fifty of a thousand."""

    caption: str
    columns: Sequence[Column]
    records: Sequence[Any]
    page: Callable[[Any], str]

    def table(self, most: int | None = None) -> Table:
        """Return the table, or its first rows."""
        return Table.of(self.caption, self.columns, self.records[:most], self.page)


def corridors(given: Material) -> Listing:
    """Return the ways as told: from, by way of, to."""
    columns = [
        Column(_("From"), lambda each: given.named.name(each.origin)),
        Column(_("Via"), lambda each: " → ".join(given.named.name(key) for key in each.via) or None),
        Column(_("To"), lambda each: given.named.name(each.destination)),
        Column(_("Journeys"), lambda each: each.journeys, number=True),
        Column(_("Persons"), lambda each: each.persons, number=True),
        Column(_("Certainty"), lambda each: sentences.certainty(each.is_hearsay)),
    ]
    return Listing(_("Corridors"), columns, given.picture.routes, lambda each: given.named.url(each.origin))


def events(given: Material) -> Listing:
    """Return who was caught, rescued or reported missing where."""
    columns = [
        Column(_("Place"), lambda each: given.named.name(each.place)),
        Column(_("What"), lambda each: sentences.event(each.kind)),
        Column(_("Times"), lambda each: each.count, number=True),
        Column(_("Persons"), lambda each: each.persons, number=True),
    ]
    return Listing(
        _("Arrests: whose journey and where"),
        columns,
        given.picture.happenings,
        lambda each: given.named.url(each.place),
    )


def stopovers(given: Material) -> Listing:
    """Return where people were kept on the way, as it is told."""
    return _numbers(given, _("Stop-overs"), _("Place"), _("Journeys"), given.picture.stopovers.most_common())


def through(given: Material) -> Listing:
    """Return the places on the way of which nobody told that people were kept there."""
    told = given.picture.through.most_common()
    return _numbers(given, _("Passed on the route, as reported"), _("Place"), _("Journeys"), told)


def passed(given: Material) -> Listing:
    """Return where journeys likely passed between the places told: inferred, no sightings."""
    likely = sorted(given.passed.items(), key=lambda item: (-item[1], item[0]))
    found = [(key, round(expected, 1)) for key, expected in likely if expected >= LEAST_EXPECTED]
    return _numbers(given, _("Probably passed (estimate)"), _("District"), _("Journeys, normally"), found)


def _numbers(given: Material, caption: str, what: str, number: str, found: Sequence[tuple[str, float]]) -> Listing:
    """Return places with a number each."""
    columns = [Column(what, lambda each: given.named.name(each[0])), Column(number, itemgetter(1), number=True)]
    return Listing(caption, columns, found, lambda each: given.named.url(each[0]))


def districts(given: Material) -> Listing:
    """Return every district by what was seen, with its reporting beside it: few persons may be few reports."""
    roles = roles_of(given.picture, given.spots)
    seen = {key: roles.get(key, Counter()) for key in (*given.own, *roles)}
    effort, published = given.effort, given.published

    def reported(key: str) -> str | None:
        return f"{effort.spoke.get(key, 0)} / {effort.weeks}" if key in given.own and effort.weeks else None

    columns = [
        Column(_("District"), given.named.name),
        Column(_("Taken from here"), lambda key: seen[key]["taken"], number=True),
        Column(_("Stopped here"), lambda key: seen[key]["stopped"], number=True),
        Column(_("Passed here"), lambda key: seen[key]["passing"], number=True),
        Column(_("Brought here"), lambda key: seen[key]["brought"], number=True),
        Column(_("Arrested or rescued here"), lambda key: sum(seen[key][kind] for kind in CAUGHT), number=True),
        Column(_("Weeks with a report"), reported),
    ]
    if published:
        columns.append(Column(published.words, published.values.get, number=True))
    order = sorted(seen, key=lambda key: (-sum(seen[key].values()), given.named.name(key)))
    return Listing(_("Districts"), columns, order, given.named.url)


def silent(given: Material) -> Listing:
    named = Named(spots(each.district for each in given.silent))
    columns = [
        Column(_("District"), lambda each: named.name(each.district)),
        Column(_("Last week reported"), lambda each: last_week_words(each.last_week)),
    ]
    return Listing(_("Districts without reports"), columns, given.silent, lambda each: named.url(each.district))


def last_week_words(week: date | None) -> str:
    return date_format(week, "j M Y") if week else _("never")


TABLES: dict[str, Callable[[Material], Listing]] = {
    "corridors": corridors,
    "districts": districts,
    "events": events,
    "passed": passed,
    "silent": silent,
    "stopovers": stopovers,
    "through": through,
}


def ways(caption: str, other: str, lines: Iterable[tuple[str, int, int]], given: Named) -> Table:
    """Return one part of a district's sheet: the places at the other end."""
    columns = [
        Column(other, lambda each: given.name(each[0])),
        Column(_("Journeys"), itemgetter(1), number=True),
        Column(_("Persons"), itemgetter(2), number=True),
    ]
    return Table.of(caption, columns, lines, lambda each: given.url(each[0]))


def caught_linked(sheet: District, given: Named) -> Table:
    """Return who was caught in the districts at the other ends of a district's movements."""
    columns = [
        Column(_("Place"), lambda each: given.name(each[0])),
        Column(_("What"), lambda each: sentences.event(each[1])),
        Column(_("Persons"), itemgetter(2), number=True),
    ]
    found = [
        (key, kind, persons)
        for key, kinds in sorted(sheet.caught_linked.items(), key=lambda item: given.name(item[0]))
        for kind, persons in kinds.most_common()
    ]
    return Table.of(_("Events in linked districts"), columns, found, lambda each: given.url(each[0]))
