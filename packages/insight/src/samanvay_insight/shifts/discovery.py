"""Which of many small p-values to believe: the procedure of Benjamini and Hochberg (1995)."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def adjusted(p_values: npt.ArrayLike) -> Floats:
    """Return the adjusted p-values: the least q at which each hypothesis would be rejected.

    For p sorted upwards, q_(i) = min over j ≥ i of m p_(j) / j, at most 1; m is the number of hypotheses.
    """
    p = np.asarray(p_values, dtype=float)
    order = np.argsort(p, kind="stable")
    ranked = p[order] * len(p) / np.arange(1, len(p) + 1)
    q = np.empty_like(p)
    q[order] = np.minimum(np.minimum.accumulate(ranked[::-1])[::-1], 1.0)
    return q


def discovered(p_values: npt.ArrayLike, q: float) -> npt.NDArray[np.bool_]:
    """Tell which hypotheses are rejected at the false discovery rate ``q``."""
    chosen: npt.NDArray[np.bool_] = adjusted(p_values) <= q
    return chosen
