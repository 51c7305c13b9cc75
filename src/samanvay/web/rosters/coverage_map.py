"""Coverage on the map: districts shaded by the share trained, hatched where nobody is on the roll."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.picture.queries import Picture, Spot, spots
from samanvay.training.roll.queries import GroupCoverage
from samanvay.web.kit.maps.drawing import SHADES, Area, Draughtsman, Drawing, Scene
from samanvay.web.kit.maps.ground import districts_by_state, path_of
from samanvay.web.kit.maps.poster import RAMPS, SILENT

FEWEST = 2  # districts of which somebody sees members; fewer are no map
BANDS = ("0–24 %", "25–49 %", "50–74 %", "75–100 %")


class CoverageDraughtsman(Draughtsman):
    """Draws a state shaded by the share of its members that is trained, in four equal bands."""

    def __init__(
        self, state: str, places: Mapping[str, Spot], groups: Mapping[str, GroupCoverage], query: Mapping[str, str]
    ) -> None:
        super().__init__(Scene(Picture(), places, state, has_rails=False))
        self.groups = groups
        self.query = query

    def _districts(self) -> None:
        for key in sorted({*districts_by_state().get(self.state, ()), *self.groups}):
            path = path_of(self.frame, key)
            if not path:
                continue
            group = self.groups.get(key)
            url = f"{reverse('members')}?{urlencode({**self.query, 'district': key})}" if group is not None else ""
            shade = band(group) if group is not None else 0
            self.drawing.districts.append(Area(key, path, shade, self._says(key, group), url, group is None))
        self.drawing.state_path = path_of(self.frame, self.state)

    def _says(self, key: str, group: GroupCoverage | None) -> str:
        if group is None:
            return _("%(name)s: nobody on the roll.") % {"name": self.words(key)}
        members = ngettext("%(n)s member", "%(n)s members", group.total) % {"n": f"{group.total:,}"}
        return _("%(name)s: %(share)d %% trained, of %(members)s on the roll.") % {
            "name": self.words(key),
            "share": round(100 * group.trained / group.total),
            "members": members,
        }


def band(group: GroupCoverage) -> int:
    """Return the shade of a district, 1 to 4: the quarter in which the share trained lies."""
    return min(SHADES, 1 + SHADES * group.trained // group.total)


def drawing(state: str, found: Iterable[GroupCoverage], query: Mapping[str, str]) -> Drawing | None:
    """Return the map of a state, None where members of one district alone are seen."""
    groups = {each.key: each for each in found if each.key}
    if len(groups) < FEWEST:
        return None
    places = spots({*groups, *districts_by_state().get(state, ())})
    return CoverageDraughtsman(state, places, groups, query).draw()


def legend(drawn: Drawing) -> list[dict[str, Any]]:
    """Return the signs of the map in words."""
    shades = [
        {
            "shapes": f'<rect y="2" width="56" height="18" fill="{colour}"/>',
            "words": _("%(share)s trained") % {"share": share},
        }
        for colour, share in zip(RAMPS[drawn.ramp][1:], BANDS, strict=True)
    ]
    return [*shades, {"shapes": SILENT, "words": _("nobody on the roll whom you see")}]
