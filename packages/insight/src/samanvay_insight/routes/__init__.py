"""Routes: the shipped graph of districts and what partial journeys on it say.

legs, errors = legs_of(table)       # words to codes; every cell that cannot be read is named
found = fit_routes(legs)            # the posterior
found.corridors(), found.stopovers(), found.passings(), found.edges(), found.journey(0), found.notes
blind_transit(*passings_of(found))
"""

from samanvay_insight.routes.blind import BlindTransit, Verdict, blind_transit, passings_of
from samanvay_insight.routes.graph import RouteGraph, graph
from samanvay_insight.routes.inferring import fit_routes
from samanvay_insight.routes.legs import COLUMNS, LegError, Legs, check_home, legs_of
from samanvay_insight.routes.patterns import Patterns, patterns_of
from samanvay_insight.routes.posterior import (
    CorridorEstimate,
    EdgeEstimate,
    Estimate,
    JourneyPosterior,
    PassingEstimate,
    Routes,
    StopoverEstimate,
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
    "PassingEstimate",
    "Patterns",
    "RouteGraph",
    "Routes",
    "StopoverEstimate",
    "Verdict",
    "blind_transit",
    "check_home",
    "fit_routes",
    "graph",
    "legs_of",
    "passings_of",
    "patterns_of",
    "text_table",
]
