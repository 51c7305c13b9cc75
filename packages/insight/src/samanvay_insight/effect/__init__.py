"""Did it work: counts of what was acted on, before and after a day, beside others where nothing was done.

Counts by week (or month, or quarter) of several units go in, with the reporting effort behind each and the day; out
come the ratio of after to before over that of the others, its 90 % interval and a verdict in restrained words. Pure:
arrays in, plain values out; the same input gives the same answer.
"""

from .differences import FEWEST_COMPARISONS, Change, Estimate, countable, differences
from .panel import Panel, Role, Span, Windows, windows_of
from .reading import COLUMNS, RowError, panel_of
from .verdict import Answer, Effect, Reason, did_it_work

__all__ = [
    "COLUMNS",
    "FEWEST_COMPARISONS",
    "Answer",
    "Change",
    "Effect",
    "Estimate",
    "Panel",
    "Reason",
    "Role",
    "RowError",
    "Span",
    "Windows",
    "countable",
    "did_it_work",
    "differences",
    "panel_of",
    "windows_of",
]
