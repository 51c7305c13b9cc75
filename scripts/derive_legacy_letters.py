"""Derive the tables by which text typed in Kruti Dev is told from text in Latin letters.

    PYTHONPATH=src python scripts/derive_legacy_letters.py

`pairs.tsv`: for each pair of neighbouring characters, what it costs in bits (negative base-2 logarithm of the chance
of the second after the first) in Hindi typed in the layout, and in English or romanised Hindi in small letters.
`words.tsv`: the same of whole words, the chance of the word among all. Sources:
the Hindi and English names of the gazetteer, the two catalogues of the interface, and the words an officer's report
is made of (scripts/legacy_words.txt). The same input gives the same bytes.
"""

import math
import re
from collections import Counter, defaultdict
from pathlib import Path

from babel.messages.pofile import read_po

from samanvay_insight import gazetteer
from samanvay_insight.script import to_latin
from samanvay_insight.script.legacy import to_legacy
from samanvay_insight.script.legacy.evidence import EDGE, latin_pieces, legacy_pieces

ROOT = Path(__file__).resolve().parents[1]
TABLES = ROOT / "packages/insight/src/samanvay_insight/script/legacy"
DEVANAGARI = re.compile("[\u0900-\u097f]")
NOT_DEVANAGARI = re.compile("[^0\u0900-\u0963\u0970-\u097f]+")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]*>")
# One typist's keys and another's for the same letters.
HABITS = (
    ("iz", "ç"),
    ("d`", "Ñ"),
    ("Dr", "ä"),
    ("nz", "æ"),
    ("Ùk", "Rr"),
    ("Za", "±"),
    ("é", "Uu"),
    ("}", "n~o"),
    ("í", "n~n"),
)
OWN_NASAL = {
    **dict.fromkeys("चछजझ", "ञ्"), **dict.fromkeys("टठडढ", "ण्"), **dict.fromkeys("तथदध", "न्"),
    **dict.fromkeys("पफबभ", "म्"),
}  # fmt: skip
NASAL = re.compile("ं([चछजझटठडढतथदधपफबभ])")
SMOOTHING = 2.0
NAMES_COUNT_FOR = 0.05  # a hundred thousand villages must not outvote the language
WORDS_COUNT_FOR = 3  # each word of a report's own list stands for many uses
SEEN_ONCE = 0.9


def strings() -> tuple[list[str], list[str]]:
    """Return the interface's strings, in English and in Hindi."""
    english, hindi = [], []
    with (ROOT / "src/samanvay/locale/hi/LC_MESSAGES/django.po").open("rb") as file:
        for message in read_po(file):
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            english += [PLACEHOLDER.sub(" ", text) for text in ids if text]
            hindi += [PLACEHOLDER.sub(" ", text) for text in said if text]
    return english, hindi


def habits(text: str) -> tuple[str, str]:
    """Return a text as two typists type it: by the keyboard alone, and with the drawings behind the Alt key."""
    typed = to_legacy(text)
    drawn_text = to_legacy(NASAL.sub(lambda found: OWN_NASAL[found.group(1)] + found.group(1), text))
    for plain, drawn in HABITS:
        drawn_text = drawn_text.replace(plain, drawn)
    return typed, drawn_text


def counted(texts: list[tuple[str, float]], pieces) -> dict[str, Counter[str]]:
    """Return how often each character follows each, by weight; words begin and end at an edge."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text, weight in texts:
        for word in text.split():
            for piece in pieces(word):
                for one, two in zip(EDGE + piece, piece + EDGE, strict=True):
                    counts[one][two] += weight
    return counts


def costs(counts: dict[str, Counter[str]]) -> dict[str, float]:
    """Return the cost in bits of each pair seen, and of each single character (as the second of an unseen pair)."""
    singles: Counter[str] = Counter()
    for followers in counts.values():
        singles.update(followers)
    total = sum(singles.values())
    alphabet = len(singles) + 20
    chance = {key: (n + 1) / (total + alphabet) for key, n in singles.items()}
    bits = {key: -math.log2(p) for key, p in chance.items()}
    for one, followers in counts.items():
        among = sum(followers.values()) + SMOOTHING
        for two, n in followers.items():
            if n >= SEEN_ONCE:
                bits[one + two] = -math.log2((n + SMOOTHING * chance[two]) / among)
    return bits


def word_costs(texts: list[tuple[str, float]], pieces) -> dict[str, float]:
    """Return the cost in bits of each word of two characters or more."""
    counts: Counter[str] = Counter()
    for text, weight in texts:
        if weight == 1.0:
            counts.update(piece for word in text.split() for piece in pieces(word))
    total = sum(counts.values())
    return {word: -math.log2(n / total) for word, n in counts.items() if len(word) > 1}


def written(path: Path, head: str, kruti: dict[str, float], latin: dict[str, float]) -> None:
    """Write one table, sorted."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{head}\tkruti\tlatin\n")
        for key in sorted(set(kruti) | set(latin)):
            bits = (f"{table[key]:.1f}" if key in table else "" for table in (kruti, latin))
            file.write("\t".join((key, *bits)) + "\n")


def main() -> None:
    """Write both tables."""
    english, hindi = strings()
    places = gazetteer.places()
    words = (ROOT / "scripts/legacy_words.txt").read_text(encoding="utf-8").splitlines()
    names_hi = sorted({place.name_hi for place in places if place.name_hi})
    names_en = sorted({name for place in places for name in (place.name, *place.aliases) if name.isascii()})
    spoken = [
        " ".join(w for w in text.split() if DEVANAGARI.search(w))
        for text in [*hindi, *words * WORDS_COUNT_FOR, *names_hi]
    ]
    bare = [" ".join(NOT_DEVANAGARI.sub(" ", text).split()) for text in spoken]
    legacy = [(typed, 1.0) for text in spoken for typed in habits(text)]
    latin = [(text, 1.0) for text in [*english, *map(to_latin, spoken)] if text.isascii()]
    latin += [(name, NAMES_COUNT_FOR) for name in names_en]
    written(TABLES / "pairs.tsv", "pair", costs(counted(legacy, legacy_pieces)), costs(counted(latin, latin_pieces)))
    bare_legacy = [(typed, 1.0) for text in bare for typed in habits(text)]
    written(TABLES / "words.tsv", "word", word_costs(bare_legacy, legacy_pieces), word_costs(latin, latin_pieces))


if __name__ == "__main__":
    main()
