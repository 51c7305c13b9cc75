"""The second reader: learned, where the rules are written.

    text, what the rules read -> pieces, candidates for places (signals) -> encoder -> scores between places -> reading

It sees what the rules made of the text and may agree, correct or add; what it alone reads is marked as not sure unless
it is nearly certain. What it learned lies in a package of its own, samanvay_insight_reader_model; it runs in
numpy alone.
"""

from samanvay_insight.extract.learned.reader import read_again

__all__ = ["read_again"]
