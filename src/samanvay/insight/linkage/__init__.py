"""Missing and found persons compared: Fellegi and Sunter's match weights, every pair, every reason in words.

Registers go in as Arrow tables and come out as codes; the best missing record for each found person, or for one new
record, comes back with its weight, a probability and the pattern from which each reason can be told without a name.
Nothing here closes anything: a machine proposes in three bands, people decide.
"""

from samanvay.insight.linkage.coding import COLUMNS, Coded, code
from samanvay.insight.linkage.explaining import Reason, explain
from samanvay.insight.linkage.index import Index, one_against
from samanvay.insight.linkage.learning import learn
from samanvay.insight.linkage.model import FIELDS, Field, Level
from samanvay.insight.linkage.probability import Band, band, probabilities
from samanvay.insight.linkage.search import best
from samanvay.insight.linkage.weights import Weights

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
    "best",
    "code",
    "explain",
    "learn",
    "one_against",
    "probabilities",
]
