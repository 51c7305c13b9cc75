"""What was learned: places, who was moved between them, what happened where.

    text -> pieces, candidates for places, numbers, days (signals) -> encoder -> scores between places -> reading

What it learned lies in a package of its own, samanvay_insight_reader_model; it runs in numpy alone.
"""

from samanvay_insight.extract.learned.reader import read_places_and_roles

__all__ = ["read_places_and_roles"]
