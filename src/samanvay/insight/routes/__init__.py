"""Routes: the shipped graph of districts and what partial journeys on it say."""

from samanvay.insight.routes.graph import RouteGraph, graph

__all__ = ["RouteGraph", "graph"]
