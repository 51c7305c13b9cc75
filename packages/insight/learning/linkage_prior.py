"""Learn the prior of the matching of missing and found persons from simulated registers, where the truth is known.

    python linkage_prior.py [--seeds 7 8 9] [--write]

The m-probabilities are counted on the true pairs, nine parts, and set by hand, one part (`BY_HAND`): a simulation is
surer of itself than life, where a language is misheard and a year is misread. Fields that no register of the simulation
has are by hand alone. Then slope and shift are fitted by likelihood on the same seeds, and the slope again where from
three in a hundred to nearly all of the found are known (`SHARES`), that share being learned. The seeds of
`benchmarks/linkage.py` and `linkage_shares.py` are others.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
from scipy.optimize import minimize, minimize_scalar

from samanvay_insight.linkage import Coded, Weights, encode, probabilities, top_matches
from samanvay_insight.linkage.layout import face
from samanvay_insight.linkage.learning import level_shares
from samanvay_insight.linkage.model import FIELDS
from samanvay_insight.linkage.pairs import all_patterns
from samanvay_insight.linkage.probability import with_known
from samanvay_insight.linkage.search import parts_of
from samanvay_insight.simulate import SIZES, parts

FILE = Path(__file__).parents[1] / "src/samanvay_insight/linkage/prior.json"
HAND = 0.1
RANDOM_PAIRS = 500_000
BY_HAND = {
    "given": (0.60, 0.08, 0.09, 0.01, 0.02, 0.20),
    "family": (0.76, 0.05, 0.07, 0.12),
    "honorific": (0.80, 0.20),
    "father": (0.75, 0.07, 0.08, 0.10),
    "mother": (0.75, 0.07, 0.08, 0.10),
    "spouse": (0.75, 0.07, 0.08, 0.10),
    "sex": (0.96, 0.04),
    "age": (0.70, 0.14, 0.07, 0.05, 0.04),
    "height": (0.65, 0.22, 0.13),
    "date": (0.0, 0.35, 0.25, 0.15, 0.12, 0.08, 0.05),
    "place": (0.75, 0.08, 0.08, 0.05, 0.04),
    "language": (0.92, 0.08),
    "marks": (0.20, 0.50, 0.12, 0.18),
    "phone": (0.50, 0.50),
    "companions": (0.50, 0.10, 0.40),
}
HEIGHT_U = (0.30, 0.30, 0.40)
SHARES = (0.03, 0.1, 0.3, 0.6, 0.97)
Found = tuple[np.ndarray, np.ndarray, int, np.ndarray, np.ndarray]  # weights, right rows, left rows, true, counted


def register(size: str, seed: int) -> tuple[Coded, Coded, dict[str, str]]:
    """Return the missing and the found of a simulated state in codes, and the missing one of each found."""
    got: dict[str, list[pa.Table]] = {}
    for name, table in parts(size, seed, hide=0.5, shifts=True):
        got.setdefault(name, []).append(table)
    links = pa.concat_tables(got["truth_links"])
    truth = dict(zip(links["found_id"].to_pylist(), links["missing_id"].to_pylist(), strict=True))
    return encode(pa.concat_tables(got["missing"])), encode(pa.concat_tables(got["found"])), truth


def true_patterns(left: Coded, right: Coded, truth: dict[str, str], seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the patterns of the true pairs, and of random ones."""
    laid = parts_of(left)
    facing = face(laid, right)
    ours = {each: at for at, each in enumerate(left.ids.to_pylist())}
    pairs = [(ours[truth[each]], at) for at, each in enumerate(right.ids.to_pylist()) if each in truth]
    rows = np.array(pairs)
    random = np.random.default_rng(seed)
    strangers = (random.integers(0, len(of), RANDOM_PAIRS) for of in (left, right))
    return all_patterns(laid, facing, rows[:, 0], rows[:, 1]), all_patterns(laid, facing, *strangers)


def thinned(found: Found, share: float, seed: int = 0) -> Found:
    """Return the candidates of so many of the right rows that this share of them is known."""
    weight, right, rows, is_true, counted = found
    has = np.bincount(right[is_true], minlength=len(counted)) > 0
    random, sides = np.random.default_rng(seed), (np.flatnonzero(has), np.flatnonzero(~has))
    most = (len(sides[1]) * share / (1 - share), len(sides[0]) * (1 - share) / share)
    kept = np.concatenate([random.permutation(side)[: round(size)] for side, size in zip(sides, most, strict=True)])
    here = np.isin(right, kept)
    number = np.searchsorted(np.sort(kept), right[here])
    return weight[here], number, rows, is_true[here], counted[np.sort(kept)]


def main() -> None:
    """Learn, print and, if asked, write the prior."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", nargs="+", type=int, default=[7, 8, 9])
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    registers = [register(size, seed) for seed in asked.seeds for size in ("S", "M")]
    matches, strangers = zip(
        *(true_patterns(*each, seed) for seed, each in enumerate(registers)), strict=True
    )  # fmt: skip
    hand = {name: np.array(shares) for name, shares in BY_HAND.items()}
    counted = level_shares(np.concatenate(matches), hand)
    seen = np.concatenate(matches) >= 0
    m = {
        field.name: (1 - HAND) * counted[field.name] + HAND * hand[field.name]
        if seen[:, at].any()
        else hand[field.name]
        for at, field in enumerate(FIELDS)
    }
    told = Weights.prior()
    u = level_shares(np.concatenate(strangers), {**told.u, "height": np.array(HEIGHT_U)})
    weights = Weights(m, u, known=0.6, pairs=float(len(seen)))

    found = []
    for left, right, truth in registers:
        table = top_matches(left, right, weights, 50)
        is_true = np.array([truth.get(r) == l for l, r in zip(*(table[c].to_pylist() for c in ("left", "right")))])  # noqa: B905, E741
        found.append((table["weight"].to_numpy(), table["right_row"].to_numpy(), len(left), is_true, right.tells))

    def loss(numbers: np.ndarray, found: list[Found] = found, *, learns: bool = False) -> float:
        given = replace(weights, slope=float(numbers[0]), shift=float(numbers[1]))
        total = 0.0
        for weight, right, rows, is_true, counted in found:
            bent = with_known(weight, right, counted, given, rows) if learns else given
            p = np.clip(probabilities(weight, right, bent, rows), 1e-9, 1 - 1e-9)
            total -= float(np.where(is_true, np.log(p), np.log1p(-p)).sum()) / (right.max() + 1)
        return total

    slope, shift = minimize(loss, (0.8, 0.0), method="Nelder-Mead").x
    spread = [thinned(each, share) for each in found for share in SHARES]
    slope = minimize_scalar(lambda at: loss(np.array([at, shift]), spread, learns=True), bounds=(0.5, 1.0)).x
    final = replace(weights, slope=float(slope), shift=float(shift))
    print(f"slope {slope:.3f}, shift {shift:.3f}, loss {loss(np.array([1.0, 0.0])):.4f} -> {loss((slope, shift)):.4f}")
    for field in FIELDS:
        print(
            field.name, " ".join(f"{level.name} {p:.4f}" for level, p in zip(field.levels, m[field.name], strict=True))
        )
    if asked.write:
        FILE.write_text(final.to_json(), "utf-8")
        print(f"written for {', '.join(SIZES)}: {FILE.name}")


if __name__ == "__main__":
    main()
