"""What one reader may see under one address: gathered once for the page, its tables and its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samanvay.directory.queries import Charge, charge_of, districts_of_state
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.kept import Kept
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
class Named:
    """Places with their names and the addresses of their districts' sheets."""

    spots: Mapping[str, Spot]

    def name(self, key: str) -> str:
        return sentences.name_of(self.spots, key)

    def url(self, key: str) -> str:
        district = district_of(self.spots.get(key))
        return district_url(district) if district else ""


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A map as drawn, and as the page holds it."""

    drawing: Drawing
    svg: SafeString


_maps: Kept[DrawnMap] = Kept()


class Material:
    """What a reader may see under one address: each part is read when it is asked for, and once."""

    def __init__(self, actor: Actor, given: PictureFilters) -> None:
        self.actor, self.given = actor, given

    @cached_property
    def charge(self) -> Charge:
        return charge_of(self.actor)

    @property
    def state(self) -> str:
        return self.charge.state

    @cached_property
    def own(self) -> list[str]:
        """The districts of the reader's state."""
        return districts_of_state(self.state)

    @cached_property
    def picture(self) -> Picture:
        return queries.picture(self.actor, self.given.filters)

    @cached_property
    def silent(self) -> list[Silence]:
        return queries.silent_districts(self.actor, self.state, own=self.own) if self.state else []

    @cached_property
    def effort(self) -> Effort:
        return queries.effort(self.actor, self.given.filters.period)

    @cached_property
    def published(self) -> Published | None:
        return published(self.actor, self.given.ground, self.given.filters.period)

    @cached_property
    def seen(self) -> Mapping[str, Spot]:
        """The places of what was seen, of the state and of published numbers."""
        keys = places_in(self.picture, self.state) | {each.district for each in self.silent}
        return queries.spots(keys | set(self.published.values if self.published else ()))

    @cached_property
    def passed(self) -> Mapping[str, float]:
        return likely_passed(self.picture, self.seen)

    @cached_property
    def spots(self) -> Mapping[str, Spot]:
        """Every place that the map or a table names."""
        missing = self.passed.keys() - self.seen.keys()
        return {**self.seen, **queries.spots(missing)} if missing else self.seen

    @cached_property
    def named(self) -> Named:
        return Named(self.spots)

    @cached_property
    def map(self) -> DrawnMap:
        """The map; kept under all that it is drawn of, so that nobody is shown what was drawn of something else."""
        if not self.given.filters.is_of_shapes:
            return self._drawn()
        ground, effort = self.published, self.effort
        key = (
            self.picture,
            frozenset(self.seen.items()),
            self.given.view,
            self.given.has_rails,
            self.charge.district,
            self.state,
            self._silent_now,
            tuple(self.own),
            effort.weeks,
            frozenset(effort.spoke.items()),
            ground and (ground.words, ground.year, frozenset(ground.values.items())),
            get_language(),
        )
        return _maps.get(key, self._drawn)

    @property
    def _silent_now(self) -> tuple[str, ...]:
        """The silent districts, where the present month is shown."""
        is_now = self.given.filters.period.last >= queries.last_months(1).first
        return tuple(each.district for each in self.silent) if is_now else ()

    def _drawn(self) -> DrawnMap:
        scene = Scene(
            self.picture,
            self.spots,
            "" if self.given.view == "india" else self.state,
            silent=self._silent_now,
            own=self.own,
            effort=self.effort,
            passed=self.passed,
            published=self.published,
            has_rails=self.given.has_rails,
            district="" if self.given.view else self.charge.district,
        )
        drawing = draw(scene)
        return DrawnMap(drawing, render_to_string("kit/map.html", {"drawing": drawing}))


def grounds(actor: Actor, chosen: str) -> list[tuple[str, list[Choice]]]:
    """Return the grounds to choose from, in groups: what was seen, then each published table of districts."""
    found = [(_("Recorded here"), [Choice("", _("persons recorded there"), not chosen)])]
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
