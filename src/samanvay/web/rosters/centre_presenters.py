"""What the pages of centres show: the year ahead as a strip of weeks, states as pills, closures as rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.kernel import clock
from samanvay.rosters.centres.queries import CentreWeek, CentreYear
from samanvay.rosters.centres.states import CLOSURES
from samanvay.rosters.models import Centre, Closure
from samanvay.web.components.pieces import Pill

from .week_words import day_words, span_words

HIGH = 10  # of the strip, in its own units; one week is one unit wide
TOLD = (0, 13, 26, 39, 51)  # weeks whose Monday is written below


def strip_of(year: CentreYear, name: Any, url: str = "") -> dict[str, Any]:
    """Return a year as bars: closed weeks are full, half or crossed by height, weeks with batches low."""
    bars = []
    for at, week in enumerate(year.weeks):
        if week.stands != "open":
            top, high = {"state": (0, HIGH), "centre": (HIGH // 2, HIGH // 2), "lost": (0, 3)}[week.stands]
            bars.append({"x": at, "y": top, "high": high, "kind": week.stands, "says": _says(week)})
        elif week.batches:
            bars.append({"x": at, "y": HIGH - 3, "high": 3, "kind": "met", "says": _says(week)})
    return {
        "name": name,
        "url": url,
        "bars": bars,
        "says": ngettext("%(n)d closed week in a year", "%(n)d closed weeks in a year", year.closed)
        % {"n": year.closed},
    }


def months_of(year: CentreYear) -> list[date]:
    """Return what is written below a strip."""
    return [year.weeks[at].monday for at in TOLD]


def _says(week: CentreWeek) -> str:
    said = [day_words(week.monday)]
    if week.stands == "lost":
        said.append(_("lost"))
    said += [closure_words(each) for each in week.why]
    if week.batches:
        said.append(ngettext("%(n)d batch", "%(n)d batches", week.batches) % {"n": week.batches})
    return ", ".join(said)


def closure_words(closure: Closure) -> str:
    """Return what closes weeks: the kind and what was written beside it."""
    kind = str(CLOSURES[closure.kind])
    return f"{kind}: {closure.words}" if closure.words else kind


def weeks_words(closure: Closure) -> str:
    """Return the weeks of a closure."""
    return span_words(closure.first_monday, closure.last_monday)


def closure_rows(found: Iterable[Closure]) -> list[dict[str, Any]]:
    return [{"key": each.pk, "words": closure_words(each), "weeks": weeks_words(each)} for each in found]


def state_pill(centre: Centre, year: CentreYear) -> Pill:
    """Return whether a centre can be used this week."""
    if centre.lost_from is not None:
        words = _("lost from %(day)s") % {"day": day_words(centre.lost_from)}
        return Pill(words, "hot" if centre.lost_from <= clock.today() else "warn")
    if year.weeks[0].stands != "open":
        return Pill(_("closed this week"), "warn")
    return Pill(_("can be used"), "ok")
