"""The pages of convergence: all measures at a glance, one of them with its definition, its CSV."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.directory import queries as directory
from samanvay.kernel.refusals import Unseen
from samanvay.review.convergence.counts import Span, span_of
from samanvay.review.convergence.kinds import MEASURES, Measure
from samanvay.web.components.pieces import Chip, Crumb, chips, options, under_filters
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.fact_tables import reported
from samanvay.web.kit.filters import choice_of, flag_of
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.pages import READ, page

from . import convergence_presenters as shown

QUARTER = "quarter"


def _span(request: OfficerRequest) -> Span:
    return span_of(request.actor, is_by_quarter=flag_of(request, "by", QUARTER))


def _by_chips(request: HttpRequest) -> list[Chip]:
    return chips(request, "by", [(QUARTER, _("By quarter"))], every=_("By month"))


def _measure(code: str) -> Measure:
    if code not in MEASURES:
        raise Unseen
    return MEASURES[code]


@page(permission=Permission.FACT_READ, methods=READ)
def convergence(request: OfficerRequest) -> HttpResponse:
    """Show every measure of the state with its trend."""
    span = _span(request)
    given = [shown.told(request.actor, measure, span) for measure in MEASURES.values()]
    context = {
        "span": shown.span_words(span),
        "chips": _by_chips(request),
        "stats": [shown.stat(each) for each in given],
        "panels": [
            {
                "measure": each.measure,
                "chart": shown.chart(each),
                "table": shown.trend_table(each),
                "url": under_filters(request, "convergence_measure", each.measure.code),
            }
            for each in given
        ],
        "is_empty": not any(each.of().value is not None for each in given),
        "cases": shown.cases_table(request.actor, span),
    }
    return render(request, "review/convergence.html", context)


@page(permission=Permission.FACT_READ, methods=READ)
def convergence_measure(request: OfficerRequest, code: str) -> HttpResponse:
    """Show one measure: what it is and of what, what bends it, its trend, its districts, the map."""
    measure, span = _measure(code), _span(request)
    given = shown.told(request.actor, measure, span)
    districts = directory.districts_of(span.state)
    district = choice_of(request, "district", districts)
    drawn = shown.drawing_of(given)
    context = {
        "measure": measure,
        "district": given.name(district) if district else "",
        "choices": options(
            [(key, given.name(key)) for key in sorted(districts, key=given.name)], district, _("The state")
        ),
        "by": QUARTER if span.is_by_quarter else "",
        "span": shown.span_words(span),
        "chips": _by_chips(request),
        "says": shown.says(given, given.of(district)),
        "reported": reported(given.effort, district) if district else "",
        "chart": shown.chart(given, district),
        "trend": shown.trend_table(given, district),
        "table": shown.district_table(given),
        "drawing": drawn,
        "legend": shown.legend(given, drawn),
        "cases": shown.cases_table(request.actor, span, district),
        "csv": reverse("convergence_csv", args=[code]) + (f"?by={QUARTER}" if span.is_by_quarter else ""),
        "crumbs": [Crumb(_("Convergence"), reverse("convergence")), Crumb(str(measure.words))],
    }
    return render(request, "review/convergence_measure.html", context)


@page(permission=Permission.FACT_READ, methods=READ)
def convergence_csv(request: OfficerRequest, code: str) -> HttpResponse:
    """Give a measure as CSV: the state and each district, whole and by period."""
    measure = _measure(code)
    given = shown.told(request.actor, measure, _span(request))
    return as_csv(shown.in_file(given), f"samanvay-{code}")
