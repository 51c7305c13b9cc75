"""Names of persons compared by ear, across scripts and spellings.

A name is a list of words, each with the key and the voiced form of `hearing`. Two words are alike by distances
and lengths alone, so that the same rule can be said in SQL:

    keys a and b: in lower case; where either holds one of K T P S, both with `OPEN_CONSONANTS` folded, and the
    voiced forms too; where either holds A, both with `OPEN_VOWELS` folded
    voiced forms a and b: in lower case; where either ends in v, both without the a and v that they end in
    same  keys equal and levenshtein(voiced_a, voiced_b) = 0
    near  keys equal and levenshtein(voiced_a, voiced_b) <= SLACK[least(length(key_a), length(key_b), 7)],
          SLACK_UNWRITTEN where either voiced form is in capitals

The distances are those of these forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from samanvay_insight.script.hearing import FOLD_CONSONANTS, OPEN_CONSONANTS, OPEN_VOWELS, Token, token_key

__all__ = [
    "DIFFERENT", "NEAR", "OPEN_CONSONANTS", "OPEN_VOWELS", "SAME", "SLACK", "SLACK_UNWRITTEN", "Token", "alike",
    "alike_pairs", "alike_table", "said_names", "token_key", "token_keys", "tokens_alike",
]  # fmt: skip

DIFFERENT, NEAR, SAME = 0, 1, 2
# What two voiced forms may differ by, by the letters of the keys; the last holds for all that are longer.
SLACK = (0, 0, 0, 1, 2, 4, 4, 4)
SLACK_UNWRITTEN = (0, 1, 2, 3, 3, 4, 4, 5)  # where one of them leaves short vowels unwritten
FOLD_VOWELS = str.maketrans(*OPEN_VOWELS)

# vowel signs are no letters to \w
BEGIN, END = r"(?<![\w\u0900-\u0d7f])", r"(?![\w\u0900-\u0d7f])"
ALIAS = re.compile(
    rf"\s*(?:@|{BEGIN}(?:urf|uraf|alias|alies|aka|a\.k\.a|उर्फ़?|ওরফে|ઉર્ફે|ਉਰਫ਼?|عرف){END}\.?)\s*", re.IGNORECASE
)
OF = re.compile(
    rf"\s*(?:\b[sdwchf]\s*/\s*o\b|\b(?:son|daughter|wife|widow)\s+of\b|\b[sdw]\.o\."
    rf"|{BEGIN}(?:(?:सु)?पुत्री?|पत्नी|बेटी|बेटा|पिता|आत्मज|পিতা|ولد|بنت|زوجہ){END}).*$",
    re.IGNORECASE | re.DOTALL,
)
ABBREVIATED = re.compile("(?<=[\u0900-\u0963])[\u0970\u0966](?!\\d)")  # कु॰, also with a zero for the sign


def said_names(text: str) -> list[str]:
    """Return a written name without "son of", and each alias after "@", "urf" or "alias" as a name of its own."""
    return [part for part in (one.strip() for one in ALIAS.split(OF.sub("", text))) if part]


def words_of(name: str) -> list[str]:
    """Return the words of one name, with all marks of their script."""
    plain = unicodedata.normalize("NFC", ABBREVIATED.sub(" ", name))
    kept = (sign if unicodedata.category(sign)[0] in "LMN" or sign in "'’\u200c\u200d" else " " for sign in plain)
    return [word for word in "".join(kept).split() if token_key(word).key]


def token_keys(name: str) -> list[Token]:
    """Return the tokens of a name in order, those of its aliases after them; the father's name is not among them."""
    return [token_key(word) for one in said_names(name) for word in words_of(one)]


def tokens_alike(a: Token, b: Token) -> int:
    """Return 2 where two tokens sound the same, 1 where they are near, 0 where they are different."""
    key_a, key_b, voiced_a, voiced_b = a.key, b.key, a.voiced, b.voiced
    keys, voiced, slack = key_a + key_b, voiced_a + voiced_b, SLACK
    if voiced != voiced.lower():
        voiced_a, voiced_b, slack = voiced_a.lower(), voiced_b.lower(), SLACK_UNWRITTEN
    if keys != keys.lower():
        key_a, key_b = key_a.lower(), key_b.lower()
        if not set("KTPS").isdisjoint(keys):
            key_a, key_b = key_a.translate(FOLD_CONSONANTS), key_b.translate(FOLD_CONSONANTS)
            voiced_a, voiced_b = voiced_a.translate(FOLD_CONSONANTS), voiced_b.translate(FOLD_CONSONANTS)
        if "A" in keys:
            key_a, key_b = key_a.translate(FOLD_VOWELS), key_b.translate(FOLD_VOWELS)
    if key_a != key_b or not key_a:
        return DIFFERENT
    if voiced_a.endswith("v") or voiced_b.endswith("v"):
        voiced_a, voiced_b = voiced_a.rstrip("av"), voiced_b.rstrip("av")
    allowed = slack[min(len(key_a), len(slack) - 1)]
    apart = Levenshtein.distance(voiced_a, voiced_b, score_cutoff=allowed)
    return SAME if apart == 0 else NEAR if apart <= allowed else DIFFERENT


def alike(a: str, b: str) -> int:
    """Return how alike two names sound: 2 the same, 1 near, 0 different.

    The words that say something are compared in any order, each of the shorter name with one of the longer, or
    with two that it writes as one (Ram Kumar, Ramkumar); words of the longer that are left over make it near.
    Light words count where a name has no others. Of aliases the best counts.
    """
    ones, others = [words_of(one) for one in said_names(a)], [words_of(other) for other in said_names(b)]
    return max((_names_alike(one, other) for one in ones for other in others if one and other), default=DIFFERENT)


def _weighty(words: list[str]) -> list[str]:
    return [word for word in words if not token_key(word).is_light] or words


def _names_alike(a: list[str], b: list[str]) -> int:
    counts = len(_weighty(a)), len(_weighty(b))
    grade = DIFFERENT
    if counts[0] <= counts[1]:
        grade = _found_in(a, b)
    if counts[1] <= counts[0]:
        grade = max(grade, _found_in(b, a))
    return min(grade, NEAR) if counts[0] != counts[1] else grade


def _found_in(a: list[str], b: list[str]) -> int:
    """Return how well every word of `a` that says something is met by a word, or two, of `b`."""
    left, grade = set(range(len(b))), SAME
    for word in _weighty(a):
        token = token_key(word)
        best, at = DIFFERENT, tuple[int, ...]()
        for places, other in _written(b, left):
            found = tokens_alike(token, token_key(other))
            if found > best:
                best, at = found, places
        if not best:
            return DIFFERENT
        left.difference_update(at)
        grade = min(grade, best)
    return grade


def _written(words: list[str], left: set[int]) -> Iterator[tuple[tuple[int, ...], str]]:
    for at in sorted(left):
        yield (at,), words[at]
    for at in sorted(left):
        if at + 1 in left:
            yield (at, at + 1), words[at] + words[at + 1]


def alike_table(a: Sequence[str], b: Sequence[str]) -> NDArray[np.int8]:
    """Return the grades (0, 1, 2) of every word of `a` with every word of `b`, shape (len(a), len(b))."""
    table = np.zeros((len(a), len(b)), dtype=np.int8)
    rows, columns, grades = alike_pairs([token_key(word) for word in a], [token_key(word) for word in b])
    table[rows, columns] = grades
    return table


def alike_pairs(
    a: Sequence[Token], b: Sequence[Token]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int8]]:
    """Return the pairs of tokens that are not different: places in `a`, places in `b`, grades.

    Time goes with the pairs of one key, not with len(a) * len(b).
    """
    by_key: dict[str, list[int]] = {}
    for at, token in enumerate(b):
        if token.key:
            by_key.setdefault(_folded(token.key), []).append(at)
    rows: list[int] = []
    columns: list[int] = []
    grades: list[int] = []
    for at, token in enumerate(a):
        for other in by_key.get(_folded(token.key), ()):
            grade = tokens_alike(token, b[other])
            if grade:
                rows.append(at)
                columns.append(other)
                grades.append(grade)
    return np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64), np.array(grades, dtype=np.int8)


def _folded(key: str) -> str:
    """Return the key with everything folded that a script may leave open."""
    return key.lower().translate(FOLD_CONSONANTS).translate(FOLD_VOWELS)
