"""Measure the search for a place beside comparing the query with every name.

    python benchmarks/place_search.py [--queries 300] [--seed 7]

Queries of each sort are drawn from the gazetteer's own names with a fixed seed: a name as it is, in Hindi, a
beginning, misspelt by one and two slips of the pen, former names, Hindi read in Latin letters, a name with its
state, noise. The peer is `rapidfuzz.process.extractOne` (WRatio) over all folded names, which is what one would
write in an afternoon; "hit" is how often the intended place stands first or, of namesakes, in the first ten.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable

from rapidfuzz import fuzz, process

from samanvay_insight.gazetteer import Place, find, name_key, names, places, warm
from samanvay_insight.gazetteer.atlas import former_table
from samanvay_insight.script import to_latin

NEAR = "district:157"  # the asker sits in Lucknow
LETTERS = "abcdefghijklmnopqrstuvwxyz"
Query = tuple[str, str]  # what is typed, the key that is meant


def slip(name: str, draw: random.Random) -> str:
    """Spoil a name as a typist does: leave out, double, swap or mistake a letter."""
    at = draw.randrange(1, max(2, len(name) - 1))
    kind = draw.choice(("drop", "double", "swap", "mistake"))
    if kind == "drop":
        return name[:at] + name[at + 1 :]
    if kind == "double":
        return name[:at] + name[at] + name[at:]
    if kind == "swap":
        return name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]
    return name[:at] + draw.choice(LETTERS) + name[at + 1 :]


def drawn(count: int, draw: random.Random) -> dict[str, list[Query]]:
    """Draw the queries of each sort."""
    districts = [p for p in places(["district"]) if p.state]
    hindi = [p for p in places() if p.name_hi]
    every = [p for p in places(["town", "village", "station", "district"]) if len(p.name) > 4]
    towns = [p for p in places(["town"]) if len(p.name) > 5]
    former = [(entry.name, key) for key, entries in former_table().items() for entry in entries]
    states = {p.key: p.name for p in places(["state"])}

    def some(pool: list[Place]) -> list[Place]:
        return draw.choices(pool, k=count)

    return {
        "district, English": [(p.name, p.key) for p in some(districts)],
        "district, Hindi": [(p.name_hi, p.key) for p in some(districts)],
        "district, Hindi in Latin": [(to_latin(p.name_hi), p.key) for p in some(districts)],
        "district, one slip": [(slip(p.name, draw), p.key) for p in some(districts)],
        "district, two slips": [(slip(slip(p.name, draw), draw), p.key) for p in some(districts)],
        "district, 5 letters typed": [(p.name[:5], p.key) for p in some(districts)],
        "2 letters typed": [(p.name[:2], p.key) for p in some(districts)],
        "any place, exact": [(p.name, p.key) for p in some(every)],
        "any Hindi name": [(p.name_hi, p.key) for p in some(hindi)],
        "town, one slip": [(slip(p.name, draw), p.key) for p in some(towns)],
        "town and state": [(f"{p.name}, {states[p.state or '']}", p.key) for p in some(towns)],
        "former name": draw.choices(former, k=count),
        "noise": [("".join(draw.choices(LETTERS, k=draw.randrange(4, 14))), "") for _ in range(count)],
    }


def measured(ask: Callable[[str], object], queries: list[Query]) -> tuple[list[float], list[object]]:
    """Run the queries one after the other; give milliseconds and answers."""
    spent, answers = [], []
    for text, _ in queries:
        begun = time.perf_counter()
        answers.append(ask(text))
        spent.append((time.perf_counter() - begun) * 1000)
    return spent, answers


def line(spent: list[float]) -> str:
    """Give median, 95th percentile and maximum in milliseconds."""
    ordered = sorted(spent)
    return f"{statistics.median(ordered):8.2f}{ordered[int(len(ordered) * 0.95)]:8.2f}{ordered[-1]:8.2f}"


def main() -> None:
    """Print a table: milliseconds of ours and of the peer, and how often the place was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--queries", type=int, default=300, help="of each sort")
    parser.add_argument("--seed", type=int, default=7)
    wish = parser.parse_args()

    begun = time.perf_counter()
    count = len(places(["state", "district"]))
    areas = time.perf_counter() - begun
    warm()
    cold = time.perf_counter() - begun
    table = names()
    every = list(table)
    print(f"{count} states and districts in {areas * 1000:.0f} ms; everything cold in {cold:.2f} s")
    print(f"{len(every):,} names of {len(places()):,} places; the asker is at {NEAR}\n")
    head = f"{'p50':>8}{'p95':>8}{'max':>8}"
    print(f"{'milliseconds, warm':<28}{head}{'first':>8}{'in 10':>8}   |{head}{'hit':>8}   extractOne, WRatio")
    total: list[float] = []
    for sort, queries in drawn(wish.queries, random.Random(wish.seed)).items():
        spent, answers = measured(lambda text: find(text, near=NEAR), queries)
        total += spent
        first = sum(bool(a) and a[0].place.key == key for a, (_, key) in zip(answers, queries, strict=True))  # type: ignore[index]
        ten = sum(key in [f.place.key for f in a] for a, (_, key) in zip(answers, queries, strict=True))  # type: ignore[attr-defined]
        few = queries[: max(10, wish.queries // 10)]  # the peer is slow: a tenth is enough to know it
        peer, best = measured(lambda text: process.extractOne(name_key(text), every, scorer=fuzz.WRatio), few)
        hit = sum(bool(b) and key in table[b[0]] for b, (_, key) in zip(best, few, strict=True))  # type: ignore[index]
        shares = f"{first / len(queries):8.0%}{ten / len(queries):8.0%}" if sort != "noise" else " " * 16
        print(f"{sort:<28}{line(spent)}{shares}   |{line(peer)}{f'{hit / len(few):8.0%}' if sort != 'noise' else ''}")
    print(f"\n{'all':<28}{line(total)}")


if __name__ == "__main__":
    main()
