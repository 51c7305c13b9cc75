"""The picture as tables: what the map draws, row by row, for the page and as CSV."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samanvay.picture.queries import District, Effort, Picture, Silence, Spot
from samanvay.picture.spots import district_of
from samanvay.web.components.pieces import Column, Row, Table
from samanvay.web.kit import sentences
from samanvay.web.kit.maps.drawing import CAUGHT, district_url, roles_of
from samanvay.web.kit.maps.published import Published

SHOWN = 50
SHOWN_DISTRICTS = 25
LEAST_EXPECTED = 0.5


@dataclass(frozen=True, slots=True)
class Material:
    """What the tables are made of; ``own`` are the districts of the reader's state."""

    picture: Picture
    spots: Mapping[str, Spot]
    silent: Sequence[Silence]
    own: Sequence[str] = ()
    effort: Effort = field(default_factory=Effort)
    passed: Mapping[str, float] = field(default_factory=dict)
    published: Published | None = None

    def name(self, key: str) -> str:
        return sentences.name_of(self.spots, key)

    def url(self, key: str) -> str:
        district = district_of(self.spots.get(key))
        return district_url(district) if district else ""


class Rows(Sequence[Row]):
    """Rows that are made when they are asked for: a page shows the first hundred of a thousand."""

    def __init__(self, of: Iterable[Any], make: Callable[[Any], Row]) -> None:
        self.of, self.make = list(of), make

    def __len__(self) -> int:
        return len(self.of)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        return Rows(self.of[at], self.make) if isinstance(at, slice) else self.make(self.of[at])


def corridors(given: Material) -> Table:
    """Return the ways as told: from, by way of, to."""
    return Table(
        _("Corridors"),
        [
            Column(_("From")),
            Column(_("By way of")),
            Column(_("To")),
            Column(_("Journeys"), number=True),
            Column(_("Persons"), number=True),
            Column(_("Certainty")),
        ],
        Rows(
            given.picture.routes,
            lambda each: Row(
                [
                    given.name(each.origin),
                    " → ".join(given.name(key) for key in each.via) or "–",
                    given.name(each.destination),
                    each.journeys,
                    each.persons,
                    sentences.certainty(each.is_hearsay),
                ],
                given.url(each.origin),
            ),
        ),
    )


def events(given: Material) -> Table:
    """Return who was caught, rescued or reported missing where."""
    return Table(
        _("Who was caught where"),
        [
            Column(_("Place")),
            Column(_("What")),
            Column(_("Times"), number=True),
            Column(_("Persons"), number=True),
        ],
        Rows(
            given.picture.happenings,
            lambda each: Row(
                [given.name(each.place), sentences.event(each.kind), each.count, each.persons], given.url(each.place)
            ),
        ),
    )


def stopovers(given: Material) -> Table:
    """Return where people were kept on the way, as it is told."""
    return Table(
        _("Stop-overs"),
        [Column(_("Place")), Column(_("Journeys"), number=True)],
        Rows(given.picture.stopovers.most_common(), lambda one: Row([given.name(one[0]), one[1]], given.url(one[0]))),
    )


def through(given: Material) -> Table:
    """Return the places on the way of which nobody told that people were kept there."""
    return Table(
        _("Passed on the way, as told"),
        [Column(_("Place")), Column(_("Journeys"), number=True)],
        Rows(given.picture.through.most_common(), lambda one: Row([given.name(one[0]), one[1]], given.url(one[0]))),
    )


def passed(given: Material) -> Table:
    """Return where journeys likely passed between the places told: inferred, no sightings."""
    likely = [item for item in given.passed.items() if item[1] >= LEAST_EXPECTED]
    order = sorted(likely, key=lambda item: (-item[1], item[0]))
    return Table(
        _("Likely passed on the way (inferred)"),
        [Column(_("District")), Column(_("Expected journeys"), number=True)],
        Rows(order, lambda one: Row([given.name(one[0]), round(one[1], 1)], given.url(one[0]))),
    )


def districts(given: Material) -> Table:
    """Return every district by what was seen, with its reporting beside it: few persons may be few reports."""
    roles = roles_of(given.picture, given.spots)
    shown = sorted(
        dict.fromkeys((*given.own, *roles)),
        key=lambda key: (-sum(roles.get(key, Counter()).values()), given.name(key)),
    )
    heads = [
        *(_("Taken from here"), _("Stopped here"), _("Passed here")),
        *(_("Brought here"), _("Caught or rescued here")),
    ]
    columns = [Column(_("District")), *(Column(words, number=True) for words in heads), Column(_("Weeks reported"))]
    if given.published:
        columns.append(Column(given.published.words, number=True))
    return Table(_("Districts"), columns, Rows(shown, lambda key: _district(given, key, roles.get(key, Counter()))))


def _district(given: Material, key: str, roles: Counter[str]) -> Row:
    effort = given.effort
    reported = f"{effort.spoke.get(key, 0)} / {effort.weeks}" if key in given.own and effort.weeks else "–"
    caught = sum(roles[kind] for kind in CAUGHT)
    ways = (roles[role] for role in ("taken", "stopped", "passing", "brought"))
    cells = [given.name(key), *ways, caught, reported]
    if given.published:
        cells.append(given.published.values.get(key, "–"))
    return Row(cells, given.url(key))


def silent(given: Material) -> Table:
    """Return the districts that have not reported."""
    return Table(
        _("Silent districts"),
        [Column(_("District")), Column(_("Last week reported"))],
        [
            Row(
                [given.name(each.district), date_format(each.last_week, "j M Y") if each.last_week else _("never")],
                given.url(each.district),
            )
            for each in given.silent
        ],
    )


TABLES: dict[str, Callable[[Material], Table]] = {
    "corridors": corridors,
    "districts": districts,
    "events": events,
    "passed": passed,
    "silent": silent,
    "stopovers": stopovers,
    "through": through,
}


def ways(caption: str, other: str, lines: Iterable[tuple[str, int, int]], given: Material) -> Table:
    """Return one part of a district's sheet: the places at the other end."""
    return Table(
        caption,
        [Column(other), Column(_("Journeys"), number=True), Column(_("Persons"), number=True)],
        [Row([given.name(key), journeys, persons], given.url(key)) for key, journeys, persons in lines],
    )


def caught_linked(sheet: District, given: Material) -> Table:
    """Return who was caught in the districts at the other ends of a district's movements."""
    return Table(
        _("Caught in linked districts"),
        [Column(_("Place")), Column(_("What")), Column(_("Persons"), number=True)],
        [
            Row([given.name(key), sentences.event(kind), persons], given.url(key))
            for key, kinds in sorted(sheet.caught_linked.items(), key=lambda item: given.name(item[0]))
            for kind, persons in kinds.most_common()
        ],
    )


def shortened(table: Table, most: int = SHOWN) -> Table:
    """Return the first rows of a long table; its CSV has them all."""
    return Table(table.caption, table.columns, table.rows[:most], table.caption_shown)
