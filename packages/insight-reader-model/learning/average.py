"""Write the mean of several learned readers, which reads better than each of them (Wortsman et al., 2022).

    python average.py before.npz=0.2 third_round.npz=0.24 last_round.npz=0.56

All must have been learned on from one another, so that their numbers mean the same. The weights add up to one.
Writes reader.npz of samanvay_insight_reader_model.
"""

from __future__ import annotations

import sys

import numpy as np

from samanvay_insight.extract.learned.weights import closed, opened
from samanvay_insight_reader_model import FILE


def main(given: list[str]) -> None:
    """Take the mean and write it."""
    parts = [(file, float(weight)) for file, _, weight in (each.rpartition("=") for each in given)]
    if not parts or abs(sum(weight for _, weight in parts) - 1) > 1e-6:
        raise SystemExit(__doc__)
    mean: dict[str, np.ndarray] = {}
    for file, weight in parts:
        with np.load(file) as stored:
            kept = {name: stored[name] for name in ("pieces", "scores", "normal", "common")}
            numbers = opened({name: stored[name] for name in stored.files if name not in kept})
        if mean and {name: value.shape for name, value in mean.items()} != {n: v.shape for n, v in numbers.items()}:
            raise SystemExit(f"{file} has other numbers than {parts[0][0]}.")
        mean = {name: mean.get(name, 0) + weight * np.asarray(value, np.float32) for name, value in numbers.items()}
    np.savez(FILE, **closed(mean), **kept)


if __name__ == "__main__":
    main(sys.argv[1:])
