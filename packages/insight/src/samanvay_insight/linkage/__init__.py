"""Missing and found persons compared: Fellegi and Sunter's match weights, every pair, every reason in words.

Registers go in as Arrow tables and come out as codes; the best missing record for each found person, or for one new
record, comes back with its weight, a probability and the pattern from which each reason can be told without a name.
Nothing here closes anything: a machine proposes in three bands, people decide.
"""

from samanvay_insight.linkage.coding import COLUMNS, Coded, encode
from samanvay_insight.linkage.explaining import Reason, explain
from samanvay_insight.linkage.index import Index, match_one
from samanvay_insight.linkage.learning import learn, learn_known
from samanvay_insight.linkage.model import FIELDS, Field, Level
from samanvay_insight.linkage.probability import Band, band, probabilities
from samanvay_insight.linkage.search import top_matches
from samanvay_insight.linkage.weights import Weights

__all__ = [
    "COLUMNS",
    "FIELDS",
    "Band",
    "Coded",
    "Field",
    "Index",
    "Level",
    "Reason",
    "Weights",
    "band",
    "encode",
    "explain",
    "learn",
    "learn_known",
    "match_one",
    "probabilities",
    "top_matches",
]
