"""Item analysis: what answers to questions tell of the questions, of the persons and of what a course gave.

A persons × items table of 1, 0 and NaN (not in the paper) goes in; out come difficulty, discrimination, distractors,
reliability, Rasch and two-parameter models with standard errors, ability, fit, flags, equated papers and gains. Pure:
arrays in, plain values out; the same input gives the same answer.
"""

from .classical import Counted, Drawn, counted, distractors, reliability, rest_share, table_of
from .equating import Form, Line, equated_share, expected_share, mean_sigma, same_ability
from .flags import FEWEST, Flag, Seen, flags, gravity, is_idle
from .gain import Gain, gains
from .marginal import Model, fit
from .persons import Ability, Fit, expected_a_posteriori, item_fit, weighted_likelihood

__all__ = [
    "FEWEST",
    "Ability",
    "Counted",
    "Drawn",
    "Fit",
    "Flag",
    "Form",
    "Gain",
    "Line",
    "Model",
    "Seen",
    "counted",
    "distractors",
    "equated_share",
    "expected_a_posteriori",
    "expected_share",
    "fit",
    "flags",
    "gains",
    "gravity",
    "is_idle",
    "item_fit",
    "mean_sigma",
    "reliability",
    "rest_share",
    "same_ability",
    "table_of",
    "weighted_likelihood",
]
