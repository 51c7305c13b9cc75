"""Published numbers: which layers there are, and one of them as a table of a year."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.directory.queries import state_of
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.refusals import Unseen
from samanvay.picture.layers import queries as layers
from samanvay.picture.layers.kinds import LayerKind
from samanvay.web.components.pieces import Column, Table, under_filters
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.filters import choice_of
from samanvay.web.kit.maps.drawing import district_url
from samanvay.web.kit.pages import READ, page
from samanvay.web.kit.spreadsheets import csv_answer


@page(permission=Permission.FACT_READ, methods=READ)
def stat_layers(request: OfficerRequest) -> HttpResponse:
    """List the layers, each with the rule by which it counts."""
    columns = [
        Column(_("Table"), lambda seen: seen.kind.words),
        Column(_("Years"), lambda seen: f"{seen.first}–{seen.last}" if seen.first != seen.last else str(seen.first)),
        Column(_("Places"), lambda seen: seen.places, number=True),
        Column(_("Counting rule"), lambda seen: seen.kind.rule),
        Column(_("Source"), lambda seen: format_html('<span lang="en">{}</span>', seen.kind.source)),
    ]
    found = layers.layers_there(request.actor)
    table = Table.of(_("Published numbers"), columns, found, lambda seen: reverse("stat_layer", args=[seen.kind.code]))
    return render(request, "picture/layers.html", {"table": table})


@page(permission=Permission.FACT_READ, methods=READ)
def stat_layer(request: OfficerRequest, kind: str) -> HttpResponse:
    """Show one layer: the number of each place in a year."""
    layer = layers.layer_of(request.actor, kind)
    chosen = _chosen(request, layer)
    context = {
        "layer": layer,
        "chosen": chosen,
        "table": _table(layer, chosen),
        "count": len(chosen["values"]),
        "total": sum(each.value for each in chosen["values"]),
        "csv": under_filters(request, "stat_layer_csv", kind),
    }
    return render(request, "picture/layer.html", context)


@page(permission=Permission.FACT_READ, methods=READ)
def stat_layer_csv(request: OfficerRequest, kind: str) -> HttpResponse:
    """Give the same numbers as CSV, with source and counting rule in every line."""
    layer = layers.layer_of(request.actor, kind)
    chosen = _chosen(request, layer)
    head = str(layer.heads[chosen["head"]]) if chosen["head"] else str(_all_heads())
    names = ("place", "lgd", "name", "state", "year", "head", "value", "circles", "rule", "source")
    rows = [
        [
            *(each.key, each.lgd, _name_of(each), str(each.state), chosen["year"], head, each.value),
            *(each.circles, layer.rule, layer.source),
        ]
        for each in chosen["values"]
    ]
    return csv_answer(f"samanvay-{kind}", [names, *rows])


def _name_of(value: Any) -> Bilingual:
    return Bilingual(value.name, value.name_hi)


def _all_heads() -> str:
    return _("all heads")


def _chosen(request: OfficerRequest, layer: LayerKind) -> dict[str, Any]:
    """Return year, head and state as asked, or the latest, all and one's own; with what may be chosen."""
    years = layers.years_of(layer)
    if not years:
        raise Unseen
    year = int(choice_of(request, "year", [str(each) for each in years], str(years[0])))
    head = choice_of(request, "head", layer.heads)
    states = layers.states_of(layer) if layer.level == "district" else []
    state = choice_of(request, "state", dict(states), label=_("State"))
    if "state" not in request.GET and (own := state_of(request.actor)) in dict(states):
        state = own
    return {
        "year": year,
        "years": years,
        "head": head,
        "heads": [("", _all_heads()), *((code, str(words)) for code, words in layer.heads.items())]
        if len(layer.heads) > 1
        else [],
        "state": state,
        "states": [("", _("all states")), *((key, str(name)) for key, name in states)] if states else [],
        "values": layers.layer_values(layer, year=year, heads=[head] if head else list(layer.heads), state=state),
    }


def _table(layer: LayerKind, chosen: dict[str, Any]) -> Table:
    number = Column(_("Number"), lambda each: each.value, number=True)
    if layer.level != "district":
        return Table.of(layer.words, [Column(_("State"), _name_of), number], chosen["values"])
    columns = [
        Column(_("District"), _name_of),
        Column(_("State"), lambda each: each.state),
        Column(_("Total of areas"), lambda each: each.circles, number=True),
        number,
    ]
    return Table.of(layer.words, columns, chosen["values"], lambda each: district_url(each.key))
