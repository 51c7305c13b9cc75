"""Measure whether probabilities are true whatever share of the found is registered as missing, and with judged pairs.

    python benchmarks/linkage_shares.py [--seeds 401 402] [--only known labels]

Two kinds of registers, both simulated: *simulated*, those of `samanvay_insight.simulate`, on which the shipped weights
were learned (other seeds), and *households*, those of `household_registers`, of another structure, on which nothing
was. `known` compares the share as it was fixed (0.6) with the share that is learned: of the pairs told 0.9 and more
how many are right, the share of the known among them, and the log loss of each found person (of the true record, or of
"none of them"). `labels` fits half of the found persons to judged pairs, and measures log loss on the other half: few
and many, all or of one band alone, with and without one judgement in twenty wrong.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from itertools import product

import household_registers
import numpy as np
import pyarrow as pa
from linkage import calibration
from linkage import registers as simulated_registers
from numpy.typing import NDArray

from samanvay_insight.linkage import Coded, Weights, encode
from samanvay_insight.linkage.labels import Labels
from samanvay_insight.linkage.linking import Linked, link
from samanvay_insight.simulate import Size

KNOWN = (0.03, 0.1, 0.3, 0.6, 0.97)
FIXED = 0.6
BANDS = {"all": (0.02, 1.01), "weak": (0.01, 0.3), "look": (0.3, 0.9), "strong": (0.9, 1.01)}
SIZES = (10, 40, 150, 600)
REPEATS = 3


@dataclass(frozen=True)
class World:
    """Registers in codes, and the missing row of each found one, -1 where there is none."""

    missing: Coded
    found: Coded
    of: NDArray[np.int64]


def world(kind: str, known: float, seed: int) -> World:
    """Return registers of which about this share of the found is known."""
    if kind == "households":
        made = household_registers.registers(20_000, 4_000, known, seed)
        missing, found, truth = made.missing, made.found, made.truth
    else:
        missing, found, truth = simulated_registers(Size(3_000, 20_000, 5_000), seed)
        has = np.array([each in truth for each in found["id"].to_pylist()])
        random, chosen = np.random.default_rng(seed), [np.flatnonzero(has), np.flatnonzero(~has)]
        wanted = known / (1 - known)
        most = len(chosen[1]) * wanted, len(chosen[0]) / wanted
        kept = [random.permutation(each)[: round(size)] for each, size in zip(chosen, most, strict=True)]
        found = found.take(pa.array(np.sort(np.concatenate(kept))))
    left, right = encode(missing), encode(found)
    at = {each: row for row, each in enumerate(left.ids.to_pylist())}
    return World(left, right, np.array([at[truth[each]] if each in truth else -1 for each in right.ids.to_pylist()]))


def losses(here: World, linked: Linked) -> NDArray[np.float64]:
    """Return the log loss of each found person."""
    left, right, chance = (linked.pairs[name].to_numpy() for name in ("left_row", "right_row", "probability"))
    told = np.full(len(here.found), np.nan)
    hits = here.of[right] == left
    told[right[hits]] = chance[hits]
    none = 1 - np.bincount(right, chance, minlength=len(here.found))
    loss: NDArray[np.float64] = -np.log(np.clip(np.where(np.isnan(told), none, told), 1e-6, 1))
    return loss


def by_known(seeds: list[int]) -> None:
    """Print how true probabilities are with the share fixed and learned."""
    print(f"{'':32}{'p>=.9':>7}{'right':>8}{'reaches':>9}{'calibration':>13}{'log loss':>10}{'known':>8}")
    for kind, known, seed in product(("simulated", "households"), KNOWN, seeds):
        here = world(kind, known, seed)
        for name, share in (("fixed", FIXED), ("learned", None)):
            linked = link(here.missing, here.found, known=share)
            left, right, rank, told = (
                linked.pairs[each].to_numpy() for each in ("left_row", "right_row", "rank", "probability")
            )
            first, true = rank == 1, here.of[right] == left
            sure = first & (told >= 0.9)
            print(
                f"{f'{kind} {seed}, {(here.of >= 0).mean():.2f} known, {name}':32.40}{sure.sum():7}"
                f"{true[sure].mean():8.3f}{(true & sure).sum() / (here.of >= 0).sum():9.3f}"
                f"{calibration(told[first], true[first]):13.3f}{losses(here, linked).mean():10.4f}"
                f"{linked.weights.known:8.3f}",
                flush=True,
            )


def by_labels(seeds: list[int]) -> None:
    """Print how judged pairs change the log loss of found persons of whom none was judged."""
    changes: dict[tuple[str, str, int, float], list[float]] = {}
    for kind, known, seed in product(("simulated", "households"), (0.1, 0.3, 0.6, 0.97), seeds):
        here = world(kind, known, seed)
        random = np.random.default_rng(seed)
        plain = link(here.missing, here.found, Weights.prior())
        half = random.random(len(here.found)) < 0.5
        before = losses(here, plain)[~half].mean()
        left, right, rank, told = (
            plain.pairs[each].to_numpy() for each in ("left_row", "right_row", "rank", "probability")
        )
        for band, size, wrong in product(BANDS, SIZES, (0.0, 0.05)):
            low, high = BANDS[band]
            there = np.flatnonzero((rank == 1) & half[right] & (told >= low) & (told < high))
            for _ in range(REPEATS):
                at = random.choice(there, min(size, len(there)), replace=False)
                same = (here.of[right[at]] == left[at]) ^ (random.random(len(at)) < wrong)
                labels = Labels(left[at].astype(np.int64), right[at].astype(np.int64), same)
                after = losses(here, link(here.missing, here.found, labels=labels))[~half].mean()
                changes.setdefault((kind, band, size, wrong), []).append(float(after - before))
    print(f"{'change of log loss':<32}{'mean':>9}{'worst':>9}{'runs':>6}")
    for (kind, band, size, wrong), told in changes.items():
        print(f"{f'{kind}, {band}, {size}, {wrong:.0%} wrong':<32}{np.mean(told):9.4f}{max(told):9.4f}{len(told):6}")
    for kind in ("simulated", "households"):
        every = np.concatenate([told for key, told in changes.items() if key[0] == kind])
        print(
            f"{kind}: mean {every.mean():+.4f}, worst {every.max():+.4f}, "
            f"worse by more than 0.01 {(every > 0.01).mean():.1%}"
        )


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", nargs="+", type=int, default=[401, 402])
    parser.add_argument("--only", nargs="+", choices=("known", "labels"), default=["known", "labels"])
    asked = parser.parse_args()
    if "known" in asked.only:
        by_known(asked.seeds)
    if "labels" in asked.only:
        by_labels(asked.seeds)


if __name__ == "__main__":
    main()
