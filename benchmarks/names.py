"""Measure the comparison of names beside the keys and distances that other systems use.

    python benchmarks/names.py [--misses]

The pairs are those of tests/insight/names: other spellings of one name (found is right) and names that sound alike
and are others (found is wrong), in Latin, nine Indian scripts and Urdu, and across them. A third of them, by a
hash of the pair, was laid aside before anything was tuned: "kept". The peers read the text as it is and, fairly,
also in the ITRANS letters of `indic_transliteration` (Urdu stays as it is, which that does not read). A peer finds
a pair as it is used: Soundex and Double Metaphone if some word has the same key in both names (Primero),
Jaro-Winkler at 0.9, WRatio at 80 (Searchlight). Last, how fast keys are made.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from indic_transliteration import sanscript
from indic_transliteration.sanscript import transliterate
from jellyfish import soundex
from metaphone import doublemetaphone
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from samanvay_insight.gazetteer import places
from samanvay_insight.script import alike, alike_table
from samanvay_insight.script.names import token_key

PAIRS = Path(__file__).resolve().parent.parent / "tests" / "insight" / "names"
SCHEMES = (
    ("\u0900", sanscript.DEVANAGARI), ("\u0980", sanscript.BENGALI), ("\u0a00", sanscript.GURMUKHI),
    ("\u0a80", sanscript.GUJARATI), ("\u0b00", sanscript.ORIYA), ("\u0b80", sanscript.TAMIL),
    ("\u0c00", sanscript.TELUGU), ("\u0c80", sanscript.KANNADA), ("\u0d00", sanscript.MALAYALAM),
)  # fmt: skip
STRINGS = 660_000


class Pair(NamedTuple):
    """Two written names, the script or language they are from, and the part of the set."""

    a: str
    b: str
    group: str
    part: str


Found = Callable[[str, str], bool]


def pairs(name: str) -> list[Pair]:
    """Return the pairs of a file."""
    lines = (PAIRS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [Pair(*line.split("\t")) for line in lines]


def itrans(text: str) -> str:
    """Return a name in the letters of ITRANS, as the peer reads it."""
    for first, scheme in SCHEMES:
        if any(first <= sign < chr(ord(first) + 0x80) for sign in text):
            return transliterate(text, scheme, sanscript.ITRANS).lower()
    return text.lower()


def one_key(keys: Callable[[str], tuple[str, ...]]) -> Found:
    """Return the rule "some word has the same key in both"."""

    def found(a: str, b: str) -> bool:
        ones, others = ({key for word in re.findall(r"\w+", text) for key in keys(word) if key} for text in (a, b))
        return not ones.isdisjoint(others)

    return found


PEERS: dict[str, Found] = {
    "the same letters": lambda a, b: a.lower() == b.lower(),
    "Soundex": one_key(lambda word: (soundex(word),) if word.isascii() else ()),
    "Double Metaphone": one_key(doublemetaphone),
    "Jaro-Winkler >= 0.9": lambda a, b: JaroWinkler.similarity(a.lower(), b.lower()) >= 0.9,
    "WRatio >= 80": lambda a, b: fuzz.WRatio(a.lower(), b.lower()) >= 80,
}


def share(found: Found, those: list[Pair]) -> float:
    """Return the share of pairs that a rule finds."""
    return sum(found(one.a, one.b) for one in those) / max(1, len(those))


def main() -> None:
    """Print found and wrong, by rule and by script, and the speed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--misses", action="store_true", help="also list what was missed in the tuned part")
    wish = parser.parse_args()
    variants, others = pairs("variants"), pairs("different")

    def parts(those: list[Pair]) -> list[list[Pair]]:
        return [[one for one in those if one.part == part] for part in ("tuned", "kept")]

    print(f"{len(variants)} variants and {len(others)} different pairs, of which kept aside: ", end="")
    print(f"{len(parts(variants)[1])} and {len(parts(others)[1])}\n")
    print(f"{'':<34}{'found':>16}{'wrong':>18}")
    print(f"{'':<34}{'tuned':>8}{'kept':>8}{'tuned':>10}{'kept':>8}")

    def line(words: str, found: Found) -> None:
        cells = [share(found, those) for those in (*parts(variants), *parts(others))]
        print(f"{words:<34}{cells[0]:>8.1%}{cells[1]:>8.1%}{cells[2]:>10.1%}{cells[3]:>8.1%}")

    def ours(a: str, b: str) -> bool:
        return alike(a, b) > 0

    line("alike (same or near)", ours)
    line("alike, the same alone", lambda a, b: alike(a, b) == 2)
    for words, found in PEERS.items():
        line(words, found)
        line("  in ITRANS letters", lambda a, b, found=found: found(itrans(a), itrans(b)))  # type: ignore[misc]

    print(f"\n{'by script or language':<30}{'variants':>9}{'found':>8}{'wrong':>8}   | best peer, ITRANS letters")
    for group in dict.fromkeys(one.group for one in variants):
        right = [one for one in variants if one.group == group]
        wrong = [one for one in others if one.group == group]
        peers = {
            words: (
                share(lambda a, b, f=f: f(itrans(a), itrans(b)), right),
                share(lambda a, b, f=f: f(itrans(a), itrans(b)), wrong),
            )  # type: ignore[misc]
            for words, f in PEERS.items()
        }
        best = max(peers, key=lambda words: peers[words][0] - peers[words][1])
        print(
            f"{group:<30}{len(right):>9}{share(ours, right):>8.0%}{share(ours, wrong):>8.0%}   | "
            f"{peers[best][0]:>5.0%}{peers[best][1]:>6.0%}  {best}"
        )
    if wish.misses:
        for one in parts(variants)[0]:
            if not ours(one.a, one.b):
                print("missed", *one[:3])
        for one in parts(others)[0]:
            if ours(one.a, one.b):
                print("wrong ", *one[:3])
    speed()


def speed() -> None:
    """Print how long the keys of many strings take, with the memo, and a table of two vocabularies."""
    words = sorted({word for place in places(["village"]) for word in place.name.split()})
    draw = random.Random(7)
    # as in registers, few words make up most of the names
    few, many = draw.sample(words, 12_000), draw.sample(words, 60_000)
    for vocabulary in (few, many):
        strings = draw.choices(vocabulary, weights=[1 / rank for rank in range(1, len(vocabulary) + 1)], k=STRINGS)
        token_key.cache_clear()
        begun = time.perf_counter()
        for string in strings:
            token_key(string)
        took = time.perf_counter() - begun
        print(f"\nkeys of {STRINGS:,} strings, {len(set(strings)):,} of them distinct: {took:.2f} s", end="")
    begun = time.perf_counter()
    table = alike_table(few, many)
    took = time.perf_counter() - begun
    print(f"\n{len(few):,} words beside {len(many):,}: {took:.2f} s, {int((table > 0).sum()):,} pairs alike")


if __name__ == "__main__":
    main()
