"""Routes: the shipped graph of districts and what partial journeys on it say.

legs, errors = legs_of(table)       # words to codes; every cell that cannot be read is named
found = routes(legs)                # the posterior
found.corridors(), found.stopovers(), found.edges(), found.journey(0)
blind_transit(*passings_of(found)), monthly(found)
"""

from samanvay.insight.routes.blind import BlindTransit, Verdict, blind_transit, passings_of
from samanvay.insight.routes.flow import monthly
from samanvay.insight.routes.graph import RouteGraph, graph
from samanvay.insight.routes.legs import COLUMNS, LegError, Legs, legs_of
from samanvay.insight.routes.patterns import Patterns, patterns_of
from samanvay.insight.routes.posterior import (
    CorridorEstimate,
    EdgeEstimate,
    Estimate,
    JourneyPosterior,
    Routes,
    StopoverEstimate,
    routes,
    text_table,
)

__all__ = [
    "COLUMNS",
    "BlindTransit",
    "CorridorEstimate",
    "EdgeEstimate",
    "Estimate",
    "JourneyPosterior",
    "LegError",
    "Legs",
    "Patterns",
    "RouteGraph",
    "Routes",
    "StopoverEstimate",
    "Verdict",
    "blind_transit",
    "graph",
    "legs_of",
    "monthly",
    "passings_of",
    "patterns_of",
    "routes",
    "text_table",
]
