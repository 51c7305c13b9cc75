"""What a reader asked for: the filters of the picture, out of the address."""

import re
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from samanvay.cases.kinds import DISPARITIES, MODES
from samanvay.kernel.refusals import Invalid
from samanvay.picture.facts.persons import AGES, SEXES_ASKED
from samanvay.picture.queries import Filters, Period, last_twelve_months
from samanvay.reports.vocabulary import EVENT_KINDS, FORMS, LURES
from samanvay.web.kit.filters import choice_of, flag_of

MONTH = re.compile(r"(\d{4})-(\d{2})")
LONGEST = 120
MOVEMENT = "movement"
VIEWS = ("state", "india")
MODES_ASKED = {code: words for code, words in MODES.items() if code != "unknown"}


@dataclass(frozen=True, slots=True)
class PictureFilters:
    """The filters, and how the map is shown: one month of the span alone, around what, what lies on the ground.

    ``view`` is "state" or "india", "" for the reader's own district or, where they have several, their state.
    ``span`` are the months that were chosen; ``at`` is the one of them that is shown alone, None for all; ``ground`` is
    the published table that shades the districts, "" for what was seen.
    """

    filters: Filters
    span: Period
    at: date | None = None
    view: str = ""
    has_rails: bool = True
    ground: str = ""


def asked(request: HttpRequest) -> PictureFilters:
    """Return what the address asks for; the last twelve months where it says nothing.

    Raises Invalid for a month or a choice of facts that there is not. How they are shown is told and left.
    """
    query = request.GET
    usual = last_twelve_months()
    last = _month(query, "to", usual.last)
    first = _month(query, "from", min(usual.first, last))
    if first > last:
        raise Invalid("from", _("The first month is after the last."))
    period = Period(first, last)
    if len(period.months) > LONGEST:
        raise Invalid("from", _("At most ten years at once."))
    at = _month(query, "at", first) if query.get("at") else None
    if at is not None and not first <= at <= last:
        raise Invalid("at", _("The month is not within the chosen months."))
    filters = Filters(
        Period(at, at) if at else period,
        form=_one_of(query, "form", FORMS),
        lure=_one_of(query, "lure", LURES),
        kind=_one_of(query, "kind", [MOVEMENT, *EVENT_KINDS]),
        disparity=_one_of(query, "disparity", DISPARITIES),
        mode=_one_of(query, "mode", MODES_ASKED),
        sex=_one_of(query, "sex", SEXES_ASKED),
        age=_one_of(query, "age", AGES),
    )
    return PictureFilters(
        filters,
        span=period,
        at=at,
        view=choice_of(request, "view", VIEWS),
        has_rails=not flag_of(request, "rails", "off"),
        ground=query.get("ground", ""),
    )


def _month(query: QueryDict, name: str, usual: date) -> date:
    said = query.get(name, "")
    if not said:
        return usual
    found = MONTH.fullmatch(said)
    if found and 1 <= int(found[2]) <= 12 and 1990 <= int(found[1]) <= 2100:
        return date(int(found[1]), int(found[2]), 1)
    raise Invalid(name, _("Write a month like this: 2026-11."))


def _one_of(query: QueryDict, name: str, known: object) -> str:
    said = query.get(name, "")
    if said and said not in known:  # type: ignore[operator]
        raise Invalid(name, _("There is no such choice: %(said)s.") % {"said": said[:40]})
    return said


def in_address(day: date) -> str:
    """Return a month as the address writes it."""
    return f"{day:%Y-%m}"
