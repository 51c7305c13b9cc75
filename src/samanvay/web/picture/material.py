"""What one reader may see under one address: gathered once for the page, its tables and its files."""

from dataclasses import dataclass

from samanvay.directory.queries import districts_of, state_of
from samanvay.kernel.db.scope import Actor
from samanvay.picture import queries
from samanvay.web.kit.maps.drawing import Drawing, Scene, draw, likely_passed, places_in

from . import tables
from .filters import PictureFilters
from .published import published


@dataclass(frozen=True, slots=True)
class Gathered:
    """The material of the tables, and the reader's state."""

    tables: tables.Material
    state: str

    def drawing(self, given: PictureFilters) -> Drawing:
        """Return the map of it."""
        known = self.tables
        is_now = given.filters.period.last >= queries.last_months(1).first
        scene = Scene(
            known.picture,
            known.spots,
            "" if given.is_whole_country else self.state,
            silent=[each.district for each in known.silent] if is_now else (),
            own=known.own,
            effort=known.effort,
            passed=known.passed,
            published=known.published,
            has_rails=given.has_rails,
        )
        return draw(scene)


def gathered(actor: Actor, given: PictureFilters) -> Gathered:
    """Return what an actor may see of what was asked."""
    drawn = queries.picture(actor, given.filters)
    state = state_of(actor)
    own = districts_of(state) if state else []
    silent = queries.silent_districts(actor, state) if state else []
    spots = dict(queries.spots(places_in(drawn, state) | {each.district for each in silent}))
    passed = likely_passed(drawn, spots)
    shown = published(actor, given.ground, given.filters.period)
    missing = {*passed, *(shown.values if shown else ())} - spots.keys()
    spots |= queries.spots(missing)
    effort = queries.effort(actor, given.filters.period)
    return Gathered(tables.Material(drawn, spots, silent, own, effort, passed, shown), state)
