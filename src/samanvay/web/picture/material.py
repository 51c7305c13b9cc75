"""What one reader may see under one address: gathered once for the page, its tables and its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from samanvay.directory.queries import districts_of, state_of
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid
from samanvay.picture import queries
from samanvay.picture.layers import queries as layers
from samanvay.picture.layers.kinds import LayerKind
from samanvay.picture.queries import Effort, Period, Picture, Silence, Spot
from samanvay.picture.spots import district_of
from samanvay.web.components.pieces import Choice
from samanvay.web.kit import sentences
from samanvay.web.kit.maps.drawing import Drawing, Published, Scene, district_url, draw, likely_passed, places_in

from .filters import PictureFilters

ALL_HEADS = "all"
SUMMED = "ncrb-missing"  # only the heads of these are parts of one whole: ages and sexes of the missing


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
    state: str = ""

    def name(self, key: str) -> str:
        return sentences.name_of(self.spots, key)

    def url(self, key: str) -> str:
        district = district_of(self.spots.get(key))
        return district_url(district) if district else ""

    def drawing(self, given: PictureFilters) -> Drawing:
        is_now = given.filters.period.last >= queries.last_months(1).first
        scene = Scene(
            self.picture,
            self.spots,
            "" if given.is_whole_country else self.state,
            silent=[each.district for each in self.silent] if is_now else (),
            own=self.own,
            effort=self.effort,
            passed=self.passed,
            published=self.published,
            has_rails=given.has_rails,
        )
        return draw(scene)


def gathered(actor: Actor, given: PictureFilters) -> Material:
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
    return Material(drawn, spots, silent, own, effort, passed, shown, state)


def grounds(actor: Actor, chosen: str) -> list[tuple[str, list[Choice]]]:
    """Return the grounds to choose from, in groups: what was seen, then each published table of districts."""
    found = [(_("Seen here"), [Choice("", _("persons seen there"), not chosen)])]
    for kind in layers.kinds_there(actor):
        if kind.level == "district":
            options = [Choice(code, words, code == chosen) for code, words in _heads(kind).items()]
            found.append((_("Published: %(table)s") % {"table": kind.words}, options))
    return found


def _heads(kind: LayerKind) -> dict[str, str]:
    if kind.code.startswith(SUMMED):
        return {f"{kind.code}.{ALL_HEADS}": _("all ages and sexes")}
    return {f"{kind.code}.{head}": str(words) for head, words in kind.heads.items()}


def published(actor: Actor, ground: str, period: Period) -> Published | None:
    """Return the numbers that shade the ground: of the year in which the period ends, else the latest there is.

    None where the ground is what was seen. Raises Invalid for a table or head that there is not.
    """
    if not ground:
        return None
    code, _dot, head = ground.partition(".")
    kind = next((each for each in layers.kinds_there(actor) if each.code == code and each.level == "district"), None)
    years = layers.years_of(kind) if kind else []
    if kind is None or ground not in _heads(kind) or not years:
        raise Invalid("ground", _("There is no such choice: %(said)s.") % {"said": ground[:40]})
    year = period.last.year if period.last.year in years else years[0]
    heads: Sequence[str] = list(kind.heads) if head == ALL_HEADS else [head]
    values = {each.key: each.value for each in layers.layer_values(kind, year=year, heads=heads)}
    return Published(f"{kind.words}: {_heads(kind)[ground]}", year, str(kind.rule), kind.source, values)
