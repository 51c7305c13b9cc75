"""Tables of what the picture counts, for the pages of every room."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from samanvay.picture.facts.floors import Cell
from samanvay.picture.queries import CorridorCell, Effort, Spot
from samanvay.web.components.pieces import Column, Table

from . import sentences


def cells(found: Mapping[Cell, int], spots: Mapping[str, Spot]) -> Table:
    """Return the cells that a partner may see, the latest quarter and the most persons first."""
    order = sorted(found.items(), key=lambda item: (-item[0][2].toordinal(), -item[1], item[0]))
    return Table.of(
        _("Counts of ten or more persons"),
        [
            Column(_("Place"), lambda each: sentences.name_of(spots, each[0])),
            Column(_("Form of exploitation"), lambda each: sentences.form(each[1])),
            Column(_("Quarter"), lambda each: sentences.quarter(each[2])),
            Column(_("Persons"), lambda each: each[3], number=True),
        ],
        [(*cell, count) for cell, count in order],
    )


def corridor_cells(found: Mapping[CorridorCell, int], spots: Mapping[str, Spot]) -> Table:
    """Return the corridors that a partner may see, the latest quarter and the most persons first."""
    order = sorted(found.items(), key=lambda item: (-item[0][3].toordinal(), -item[1], item[0]))
    return Table.of(
        _("Corridors of ten or more persons"),
        [
            Column(_("From"), lambda each: sentences.name_of(spots, each[0])),
            Column(_("To"), lambda each: sentences.name_of(spots, each[1])),
            Column(_("Form of exploitation"), lambda each: sentences.form(each[2])),
            Column(_("Quarter"), lambda each: sentences.quarter(each[3])),
            Column(_("Persons"), lambda each: each[4], number=True),
        ],
        [(*cell, count) for cell, count in order],
    )


def reported(effort: Effort, key: str) -> str:
    """Return in how many weeks a district spoke, and that it is little where it is."""
    if not effort.weeks:
        return "–"
    given = {"spoke": effort.spoke.get(key, 0), "weeks": effort.weeks}
    if effort.is_silent(key):
        return _("%(spoke)d / %(weeks)d, no report") % given
    return (_("%(spoke)d / %(weeks)d, few reports") if effort.is_thin(key) else "%(spoke)d / %(weeks)d") % given
