"""How much a word speaks for the layout: bits of evidence from the pairs of its characters.

A word is read three ways: as Hindi typed in the layout, as English or romanised Hindi, and as a code in which every
character is as likely as another. Its evidence is how much cheaper, in bits, the first reading is than the better
of the other two: the log-likelihood ratio of naive Bayes over pairs of characters (Manning, Raghavan and Schuetze,
"Introduction to Information Retrieval", 2008, chapter 13). The table of pairs is derived by
scripts/derive_legacy_letters.py.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from samanvay_insight.script.legacy.layout import BEFORE, HALF, MARKS_TOO, MATRAS, VOWELS, WHOLE
from samanvay_insight.script.legacy.syllables import keys

EDGE = " "  # where a word begins or ends
UNSEEN = 12.0  # bits of a character that the language does not have
CODE = 6.2  # bits of a character of a code: one of some fifty
NEVER = -60.0
KRUTI, LATIN = 0, 1
KEYS = frozenset(WHOLE).union(HALF, VOWELS, MATRAS, BEFORE) - MARKS_TOO - frozenset(",;:)#=><|}_`–—")
COMMON_MARKS = frozenset("-/'\".,&()@#:0")
COMMON_MARK = 3.0  # a hyphen, a stop, a bracket or a number in a word in Latin letters
RARE_MARK = 10.0
ENDS = "A]-%(½"  # the layout's own danda, comma, stop, colon, semicolon and bracket

# Numbers say nothing. A nought after a letter is how a typist marks an abbreviation: m0iz0 for उ.प्र.
NOT_KEYS = re.compile(r"\s+|[1-9]\d*|(?<![^\W\d_])0\d*")
NUMBER = re.compile(r"\d+")
NOT_LATIN_LETTERS = re.compile(r"[^A-Za-zÀ-ÖØ-öø-ÿ]+")
# Addresses, links and codes: capitals or small letters run together with numbers, hexadecimal, base 64.
ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+|(?:https?://|www\.)\S+|\S+\.(?:com|org|net|in|gov|nic|pdf|xlsx?|csv|docx?)\b", re.I
)
CODE_WORD = re.compile(r"[(\[]*(?:[A-Z]{1,6}[-/:.#]?)+\d[\w/:.#()-]*|(?=\S*\d\S*[a-f])[0-9a-fA-F:-]{6,}")
# son of, wife of, under section: but k after the stroke makes ध of it (o/k is वध).
SLASHED = re.compile(r"[A-Za-z]/[A-Za-jl-z][.,]?")
# A word processor bends the keys of श् and ष् into quotation marks; inside a word they can be no others.
BENT = re.compile(r"(?<=\w)[“”‘’](?=\w)|[“”‘’](?=k)")
# A date with the layout's own stroke or hyphen between its numbers.
DATE = re.compile(r"\d{1,2}([@&])\d{1,2}\1\d{2,4}")
OF_A_DATE = 8.0
OWN_MARKS = {",": "]", ";": "(", ")": "½"}
OF_A_MARK = 8.0
LONGEST_WORD = 100
DEVANAGARI = re.compile("[\u0900-\u097f]")


def legacy_pieces(word: str) -> list[str]:
    """Return the parts of a word that the layout would have typed: what stands between its numbers."""
    return [piece for piece in NOT_KEYS.split(keys(word)) if piece]


def latin_pieces(word: str) -> list[str]:
    """Return the parts of a word in Latin letters, in small letters."""
    return [piece.lower() for piece in NOT_LATIN_LETTERS.split(word) if piece]


@cache
def _table(name: str) -> tuple[dict[str, float], dict[str, float]]:
    """Return the bits of each pair or word, as the layout types it and in Latin letters."""
    kruti: dict[str, float] = {}
    latin: dict[str, float] = {}
    rows = Path(__file__).with_name(name).read_text(encoding="utf-8").split("\n")
    for row in rows[1:-1]:
        key, kruti_bits, latin_bits = row.split("\t")
        if kruti_bits:
            kruti[key] = float(kruti_bits)
        if latin_bits:
            latin[key] = float(latin_bits)
    return kruti, latin


def _cost(pieces: list[str], which: int) -> float:
    """Return what the parts of a word cost in bits: each by its pairs or, where known, as a word."""
    pairs, words = _table("pairs.tsv")[which], _table("words.tsv")[which]
    bits = 0.0
    for piece in pieces:
        spelled = 1.0
        for one, two in zip(EDGE + piece, piece + EDGE, strict=True):
            found = pairs.get(one + two)
            spelled += pairs.get(two, UNSEEN) + 1.0 if found is None else found
        bits += min(spelled, words.get(piece, spelled) + 1.0)
    return bits


def _capitals_cost(letters: str) -> float:
    if not letters or letters.islower():
        return 0.0
    if letters.isupper():
        return 2.0
    return 1.5 if letters[1:].islower() else 8.0


def _marks_cost(word: str) -> float:
    """Return what the marks in a word cost in Latin letters; those that end a clause are free at its end."""
    ends = ".,;:!?\"')" if "(" in word else ".,;:!?\"'"
    marks = "".join(NOT_LATIN_LETTERS.findall(NUMBER.sub("0", word.rstrip(ends))))
    bits = sum(COMMON_MARK if mark in COMMON_MARKS else RARE_MARK for mark in marks)
    return bits + (COMMON_MARK if word.endswith(")") and "(" not in word else 0.0)


def _legacy_cost(word: str) -> float:
    return _cost([piece.rstrip(ENDS).lstrip("¼") or piece for piece in legacy_pieces(word)], KRUTI)


@lru_cache(maxsize=65_536)
def straightened(word: str) -> str:
    """Return a word with what is no key of the layout told as the key that was meant.

    Bent quotation marks become श् or ष्, whichever makes the word likelier. A comma, semicolon or bracket typed in
    another font becomes the layout's own, where the letter on its key (ए, य, द्ध) would make the word unlikely.
    """
    if BENT.search(word):
        word = min((BENT.sub("'", word), BENT.sub('"', word)), key=_legacy_cost)
    if len(word) > 2 and word[0] == "(":
        word = "¼" + word[1:]
    own = OWN_MARKS.get(word[-1:])
    if own and len(word) > 2 and _legacy_cost(word) > _legacy_cost(word[:-1]) + OF_A_MARK:
        # so many words end in य that only one known without it is believed
        is_believed = own != "(" or word[:-1] in _table("words.tsv")[KRUTI]
        word = word[:-1] + own if is_believed else word
    return word


def is_latin_word(word: str) -> bool:
    """Return whether a word is English, or Hindi in Latin letters, that the table knows."""
    known = _table("words.tsv")[LATIN]
    pieces = latin_pieces(word)
    return bool(pieces) and all(piece in known for piece in pieces)


def evidence(word: str) -> float:
    """Return the bits of evidence that a word was typed in the layout; 0.0 where it has no letters to tell by.

    A million letters without a space are no word: looking in them for an address took hours, and kept them all.
    """
    return 0.0 if len(word) > LONGEST_WORD else _evidence(word)


@lru_cache(maxsize=65_536)
def _evidence(word: str) -> float:
    word = word.strip("“”‘’") or word
    if DEVANAGARI.search(word) or ADDRESS.search(word) or SLASHED.fullmatch(word):
        return NEVER
    straight = straightened(word)
    typed = legacy_pieces(straight)
    letters = latin_pieces(word)
    if not KEYS.intersection(keys(word)):
        return OF_A_DATE if DATE.fullmatch(word) else 0.0
    if CODE_WORD.fullmatch(word):
        return -8.0
    as_latin = _cost(letters, LATIN) + _marks_cost(word) + sum(map(_capitals_cost, NOT_LATIN_LETTERS.split(word)))
    as_code = sum(CODE if (sign.isascii() and sign.isalnum()) or sign in "-/" else RARE_MARK for sign in "".join(typed))
    return min(as_latin, as_code) - _legacy_cost(straight)
