"""Hindi in Kruti Dev: accuracy, false alarms and speed beside a plain converter, one that replaces the longest first.

Run with `python benchmarks/legacy.py`; `-v` lists the lines that either reads wrongly. The peer works as converters
on the web do: every group of keys replaced by its letters, the longest first, over the whole text; then the short i
moved behind the letter after it and the reph before the letter in front of it. It knows Kruti Dev by a few
common words.
"""

from __future__ import annotations

import re
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from samanvay_insight.script.legacy import convert, converted, recognise
from samanvay_insight.script.legacy.evidence import evidence
from samanvay_insight.script.legacy.layout import (
    BELOW,
    DIGITS,
    HALF,
    MATRAS,
    PUNCTUATION,
    SIGNS,
    TOGETHER,
    VIRAMA,
    VOWELS,
    WHOLE,
)

LINES = Path(__file__).resolve().parents[1] / "tests/insight/legacy"
COMMON_WORDS = re.compile(r"(?<!\S)(?:gS|gSA|gSa|gSaA|dk|ds|dh|dks|ls|us|esa|ij|fd;k|vkSj|;g|rFkk|fd|x;k|x;kA)(?!\S)")
MATRA = "[ािीुूृेैोौॉंँ]"


def _replacements() -> list[tuple[str, str]]:
    table = {key: base + matra for key, (base, matra) in WHOLE.items()}
    table |= {key: base + VIRAMA for key, base in HALF.items()}
    table |= {key + "k": base for key, base in HALF.items()}
    table |= VOWELS | MATRAS | SIGNS | PUNCTUATION | DIGITS
    table |= {key: VIRAMA + letter for key, letter in BELOW.items()}
    table |= {"+": "़", "~": VIRAMA, "%": "ः", "bZ": "ई"}
    table |= {one + two: TOGETHER[a, b] for one, a in MATRAS.items() for two, b in MATRAS.items() if (a, b) in TOGETHER}
    table |= {"vk": "आ", "vks": "ओ", "vkS": "औ", "vkW": "ऑ", ",s": "ऐ"}
    return sorted(table.items(), key=lambda pair: -len(pair[0]))


REPLACEMENTS = _replacements()


def plain(text: str) -> str:
    """Return what the peer reads."""
    for keys, letters in REPLACEMENTS:
        text = text.replace(keys, letters)
    text = re.sub("f(.)", r"\1ि", text)
    text = re.sub(f"ि{VIRAMA}(.)", rf"{VIRAMA}\1ि", text)
    text = re.sub(f"(.)({MATRA}*)Z", r"र्\1\2", text)
    return unicodedata.normalize("NFC", text)


def plainly_recognised(text: str) -> bool:
    """Return whether the peer takes a text for Kruti Dev."""
    return COMMON_WORDS.search(text) is not None


def sentences() -> list[list[str]]:
    """Return the sentences: keys, what they read, how they were typed."""
    rows = (LINES / "kruti_sentences.tsv").read_text(encoding="utf-8").split("\n")[1:-1]
    return [row.split("\t") for row in rows]


def read_right(those: list[list[str]], read: Callable[[str], str]) -> tuple[float, float]:
    """Return the share of characters right, by edit distance, and of whole lines."""
    errors = sum(Levenshtein.distance(read(keys), reads) for keys, reads, _how in those)
    whole = sum(read(keys) == reads for keys, reads, _how in those)
    return 1 - errors / sum(len(reads) for _keys, reads, _how in those), whole / len(those)


def speed(read: Callable[[str], object], lines: list[str]) -> float:
    """Return characters a second, the best of five, each with nothing remembered of the words."""
    best = float("inf")
    for _ in range(5):
        evidence.cache_clear()
        begun = time.perf_counter()
        for line in lines:
            read(line)
        best = min(best, time.perf_counter() - begun)
    return sum(map(len, lines)) / best


def main() -> None:
    those = sentences()
    english = (LINES / "english_lines.txt").read_text(encoding="utf-8").split("\n")[:-1]
    ours: dict[str, Callable[[str], str]] = {
        "ours, said to be legacy": convert,
        "ours, recognised first": lambda text: converted(text).text,
        "plain": plain,
    }
    print(f"{'read':<26}{'typed':<12}{'characters right':>18}{'whole lines':>14}")
    for how in ("hand", "keyed", "aside"):
        of_kind = [row for row in those if row[2] == how]
        for name, read in ours.items():
            characters, whole = read_right(of_kind, read)
            print(f"{name:<26}{f'{how}: {len(of_kind)}':<12}{characters:>18.4f}{whole:>14.3f}")
            if "-v" in sys.argv:
                print("\n".join(f"  {k}\n  {u}\n  {read(k)}" for k, u, _ in of_kind if read(k) != u))
    print(f"\n{'recognised':<26}{'of Kruti Dev':>18}{'of other lines':>18}")
    for name, tells in (("ours", lambda text: recognise(text) is not None), ("plain", plainly_recognised)):
        found = sum(tells(keys) for keys, _reads, _how in those)
        alarms = sum(map(tells, english))
        print(f"{name:<26}{f'{found} of {len(those)}':>18}{f'{alarms} of {len(english)}':>18}")
    print(f"\n{'characters a second':<26}{'Kruti Dev':>18}{'other lines':>18}")
    keys = [row[0] for row in those]
    for name, read in ours.items():
        print(f"{name:<26}{speed(read, keys):>18,.0f}{speed(read, english):>18,.0f}")


if __name__ == "__main__":
    main()
