"""Coverage in words and shapes: the share trained by week, how a plan is followed, districts on the map."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.picture.queries import spots
from samanvay.rosters.batches.queries.progress import PlanWeek
from samanvay.rosters.delivery.actions.coverage import Week
from samanvay.training.roll.queries import GroupCoverage
from samanvay.web.components.pieces import Column, Table
from samanvay.web.kit import sentences
from samanvay.web.kit.charts import marks, view_box
from samanvay.web.kit.maps.drawing import SHADES, Drawing, ShadedDraughtsman
from samanvay.web.kit.maps.ground import districts_by_state
from samanvay.web.kit.maps.poster import RAMPS, SILENT

from . import week_words

WIDTH, HEIGHT, FOOT = 720, 150, 36
LABELS, LABELS_ON_A_PHONE = 8, 4
TOPS = (0.1, 0.25, 0.5, 1.0)  # what the full height of the trend may stand for
BANDS = ("0–24 %", "25–49 %", "50–74 %", "75–100 %")
FEWEST = 2  # weeks of a trend, districts of a map: one is none


Chart = dict[str, Any]


def _chart(rows: Sequence[tuple[date, Sequence[tuple[str, float]], str]], top: float, words: str) -> Chart:
    """Return weeks as bars: of each Monday, pieces (kind, value), sentence; ``words`` of the full height, ``top``."""
    step, room, bars = WIDTH / len(rows), HEIGHT - 4, []
    wide = min(step * 0.8, 48.0)
    apart = -(-len(rows) // LABELS)
    for at, (monday, pieces, says) in enumerate(rows):
        y, parts, back = float(HEIGHT), [], len(rows) - 1 - at
        for kind, value in pieces:
            tall = room * value / top
            y -= tall
            if value:
                parts.append({"kind": kind, "y": f"{y:.1f}", "height": f"{tall:.1f}"})
        middle = (at + 0.5) * step
        bar = {
            "x": f"{middle - wide / 2:.1f}",
            "middle": f"{middle:.1f}",
            "width": f"{wide:.1f}",
            "parts": parts,
            "says": says,
            "label": date_format(monday, "j M") if back % apart == 0 else "",
            "is_kept": back % (apart * (LABELS // LABELS_ON_A_PHONE)) == 0,
        }
        bars.append(bar)
    return {
        "bars": bars,
        "marks": marks(words, HEIGHT, air=4),
        "view_box": view_box(WIDTH, HEIGHT + FOOT),
        "says": "; ".join(says for _monday, _pieces, says in rows),
        "width": WIDTH,
        "height": HEIGHT + FOOT,
        "foot": HEIGHT + FOOT - 8,
        "ground": HEIGHT,
    }


def percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def trend_chart(weeks: Sequence[Week]) -> Chart | None:
    """Return the shares trained and attended by week, None where fewer than two weeks were kept."""
    if len(weeks) < FEWEST:
        return None
    rows = []
    for each in weeks:
        trained = each.trained or 0
        pieces = [("trained", each.share(trained)), ("attended", each.share(each.attended - trained))]
        rows.append((each.monday, pieces, _week_words(each)))
    most = max(each.share(each.attended) for each in weeks)
    top = next(each for each in TOPS if each >= most)
    return _chart(rows, top, percent(top))


def _week_words(each: Week) -> str:
    said = {
        "day": week_words.day_words(each.monday),
        "attended": f"{each.attended:,}",
        "n": f"{each.total:,}",
    }
    if each.trained is None:
        return _("%(day)s: attended %(attended)s, of %(n)s") % said
    return _("%(day)s: attended %(attended)s, trained %(trained)s, of %(n)s") % {
        **said,
        "trained": f"{each.trained:,}",
    }


def trend_table(weeks: Sequence[Week]) -> Table:
    """Return the weeks as a table, the latest first."""
    columns = [
        Column(_("Week"), lambda each: each.monday),
        Column(
            _("Share trained"),
            lambda each: None if each.trained is None else percent(each.share(each.trained)),
            number=True,
        ),
        Column(_("Attended"), lambda each: each.attended, number=True),
        Column(_("Trained"), lambda each: each.trained, number=True),
        Column(_("Members"), lambda each: each.total, number=True),
        Column(_("With a valid certificate"), lambda each: each.certified, number=True),
    ]
    return Table.of(_("Attended and trained by week"), columns, reversed(weeks))


def plan_chart(weeks: Sequence[PlanWeek]) -> Chart | None:
    """Return who came, missed and is still to come by week, None where nobody of the reader's line is planned."""
    top = max((each.planned for each in weeks), default=0)
    if not top:
        return None
    rows = [
        (
            each.monday,
            [("came", float(each.came)), ("missed", float(each.missed)), ("coming", float(each.coming))],
            _("%(day)s: %(planned)d planned, %(came)d attended, %(missed)d absent, %(coming)d upcoming")
            % {
                "day": week_words.day_words(each.monday),
                **{name: getattr(each, name) for name in ("planned", "came", "missed", "coming")},
            },
        )
        for each in weeks
    ]
    return _chart(rows, float(top), f"{top:,}")


def plan_table(weeks: Sequence[PlanWeek]) -> Table:
    """Return the weeks of a plan as a table."""
    columns = [
        Column(_("Week"), lambda each: each.monday),
        Column(_("Planned"), lambda each: each.planned, number=True),
        Column(_("Attended"), lambda each: each.came, number=True),
        Column(_("Absent"), lambda each: each.missed, number=True),
        Column(_("Not yet in force"), lambda each: each.coming, number=True),
    ]
    return Table.of(_("The plan week by week"), columns, weeks)


def _band(group: GroupCoverage) -> int:
    """Return the shade of a district, 1 to 4: the quarter in which the share trained lies."""
    return min(SHADES, 1 + SHADES * group.trained // group.total)


def map_of(state: str, found: Iterable[GroupCoverage], query: Mapping[str, str]) -> Drawing | None:
    """Return the map of a state, None where members of one district alone are seen."""
    groups = {each.key: each for each in found if each.key}
    if len(groups) < FEWEST:
        return None
    places = spots({*groups, *districts_by_state().get(state, ())})

    def shaded(key: str) -> dict[str, Any]:
        name, group = sentences.name_of(places, key), groups.get(key)
        if group is None:
            return {"shade": 0, "says": _("%(name)s: nobody on the roll.") % {"name": name}, "is_silent": True}
        members = ngettext("%(n)s member", "%(n)s members", group.total) % {"n": f"{group.total:,}"}
        says = _("%(name)s: %(share)d %% trained, %(attended)d %% attended, of %(members)s on the roll.") % {
            "name": name,
            "attended": round(100 * group.attended / group.total),
            "share": round(100 * group.trained / group.total),
            "members": members,
        }
        return {
            "shade": _band(group),
            "says": says,
            "url": f"{reverse('members')}?{urlencode({**query, 'district': key})}",
        }

    return ShadedDraughtsman(state, places, groups, shaded).draw()


def map_legend(drawn: Drawing) -> list[dict[str, Any]]:
    """Return the signs of the map in words."""
    shades = [
        {
            "shapes": f'<rect y="2" width="56" height="18" fill="{colour}"/>',
            "words": _("%(share)s trained") % {"share": share},
        }
        for colour, share in zip(RAMPS[drawn.ramp][1:], BANDS, strict=True)
    ]
    return [*shades, {"shapes": SILENT, "words": _("nobody on the roll that you can see")}]
