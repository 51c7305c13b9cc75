"""The signs of the map explained, with the same words on the page and on the map as a file."""

from django.utils.translation import gettext as _

from samanvay.web.kit.maps.drawing import Drawing, Published
from samanvay.web.kit.maps.ground import RAIL_COLOUR
from samanvay.web.kit.maps.poster import ACCENT, HATCH, SILENT, Sign, diamond, dot, ramp, ring


def signs(drawing: Drawing, published: Published | None) -> list[Sign]:
    """Return the signs in the order of the map, from the ground up; only those of the lines that are drawn."""
    found = [
        Sign(ramp(drawing), published_words(published) if published else _("persons seen there, low to high")),
        Sign(SILENT, _("silent: no report for three weeks or more, or none in these months")),
        Sign(
            '<rect y="2" width="56" height="18" fill="#f6f4ee"/>'
            f'<path d="M6 20 22 2M32 20 48 2" stroke="{HATCH}" fill="none" stroke-width="3"/>',
            _("reported in less than half of the weeks: what is seen is less than what is"),
        ),
    ]
    if drawing.rails_url:
        found.append(
            Sign(f'<path d="M0 14H56" stroke="{RAIL_COLOUR}" stroke-width="3.4"/>', _("railway, strong = many trains"))
        )
    found += [
        Sign(
            f'<path d="M2 18Q26 0 42 8L42 14Q26 6 2 18z" fill="{ACCENT}"/>'
            f'<path d="M40 3 56 13 40 20z" fill="{ACCENT}"/>',
            _("corridor, width = journeys"),
        ),
        Sign(
            f'<path d="M2 18Q26-2 54 12" fill="none" stroke="{ACCENT}" stroke-width="4" stroke-dasharray="9 7"/>',
            _("hearsay"),
        ),
        Sign(ring(28, 11, 8, 4.5), _("stop-over: told that people were kept there; else a place counts as passed")),
        Sign(dot(28, 11), _("likely passed on the way: inferred, not seen")),
        Sign(diamond(28, 11, 10), _("arrest, rescue or interception")),
        Sign(diamond(28, 11, 9, is_hollow=True), _("missing or awareness")),
        Sign(
            f'<rect x="1" y="3" width="54" height="16" fill="#dfecec" stroke="{ACCENT}" stroke-width="2.5" '
            'stroke-dasharray="3 5"/>',
            _("known only as a whole: state, region, country"),
        ),
    ]
    return found


def published_words(published: Published) -> str:
    """Return what the shades of published numbers mean: no facts of this office, and never added to them."""
    return _("%(table)s, %(year)d, low to high (published, not seen here)") % {
        "table": published.words,
        "year": published.year,
    }
