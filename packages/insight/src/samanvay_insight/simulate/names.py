"""Names as they are written: in several scripts, by several ears."""

from __future__ import annotations

import random as plain
import re
import unicodedata
import zlib
from functools import cache
from itertools import product

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from samanvay_insight.script import to_latin
from samanvay_insight.simulate.corridors import rows, shares
from samanvay_insight.simulate.ways import Ints

SCRIPTS = ("Latn", "Deva", "Beng", "Guru", "Gujr", "Orya", "Telu", "Taml", "Arab")
BLOCKS = {"Beng": 0x0980, "Guru": 0x0A00, "Gujr": 0x0A80, "Orya": 0x0B00, "Taml": 0x0B80, "Telu": 0x0C00}
# Where a script has no letter at the place of the Devanagari one.
BEFORE = {
    "Beng": {"व": "ब", "ऑ": "अ", "ॉ": "ा"},
    "Guru": {"ष": "श", "ऋ": "रि", "ृ": "्र", "ङ": "न", "ज्ञ": "ग्य"},
    "Orya": {"व": "ब"},
    "Taml": {"ख": "क", "ग": "क", "घ": "क", "छ": "च", "झ": "ज", "ठ": "ट", "ड": "ट", "ढ": "ट", "थ": "त", "द": "त",
             "ध": "त", "फ": "प", "ब": "प", "भ": "प", "ऋ": "रि", "ृ": "्रि", "ं": "न्", "ः": "", "श": "ष"},
}  # fmt: skip
URDU = {
    "क": "ک", "ख": "کھ", "ग": "گ", "घ": "گھ", "ङ": "ن", "च": "چ", "छ": "چھ", "ज": "ج", "झ": "جھ", "ञ": "ن", "ट": "ٹ",
    "ठ": "ٹھ", "ड": "ڈ", "ढ": "ڈھ", "ण": "ن", "त": "ت", "थ": "تھ", "द": "د", "ध": "دھ", "न": "ن", "प": "پ",
    "फ": "پھ", "ब": "ب", "भ": "بھ", "म": "م", "य": "ی", "र": "ر", "ल": "ل", "व": "و", "श": "ش", "ष": "ش", "स": "س",
    "ह": "ہ", "अ": "ا", "आ": "آ", "इ": "ا", "ई": "ای", "उ": "ا", "ऊ": "او", "ए": "اے", "ऐ": "ای", "ओ": "او", "औ": "او",
    "ा": "ا", "ी": "ی", "ू": "و", "े": "ے", "ै": "ی", "ो": "و", "ौ": "و", "ं": "ن", "ँ": "ن",
}  # fmt: skip
URDU_NUKTA = {"क": "ق", "ख": "خ", "ग": "غ", "ज": "ز", "फ": "ف", "ड": "ڑ", "ढ": "ڑھ"}
# How the same sound is spelt by another hand: pattern and what may stand for it.
LATIN_EARS = (
    ("aa|a(?=.)", "a", "aa"), ("ee|i(?=[^aeiou])", "i", "ee"), ("oo|u(?=[^aeiou])", "u", "oo"), ("sh", "sh", "s"),
    ("v", "v", "w"), ("v", "v", "b"), ("ph", "ph", "f"), ("f", "f", "ph"), ("z", "z", "j"), ("kh", "kh", "k"),
    ("bh", "bh", "b"), ("dh", "dh", "d"), ("th", "th", "t"), ("chh", "chh", "ch"), ("i$", "i", "y"), ("i$", "i", "ee"),
    ("a$", "a", ""), ("a$", "a", "ah"), ("([nlt])(?=[aeiou])", r"\1", r"\1\1"), ("y", "y", "i"), ("ai", "ai", "e"),
    ("au", "au", "o"), ("(?<=[^aeiou])$", "", "a"), ("q", "q", "k"), ("m(?=[bp])", "m", "n"), ("e", "e", "i"),
)  # fmt: skip
DEVA_EARS = (
    ("ी", "ि"), ("ि", "ी"), ("ू", "ु"), ("ु", "ू"), ("श", "स"), ("ष", "श"), ("व", "ब"), ("ब", "व"), ("ण", "न"),
    ("\u093c", ""), ("ं", "न्"), ("न्", "ं"), ("ँ", "ं"), ("े", "ै"), ("ो", "ौ"), ("ज", "ज़"), ("फ", "फ़"), ("्", ""),
)  # fmt: skip
LATIN_SPELLINGS, DEVA_SPELLINGS = 9, 4
OWN_SPELLING = 0.60  # how often a name is written in its commonest way


class Tokens:
    """All name parts with one number each, and which of them a group of people bears, the commoner first."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.pools: dict[tuple[str, str], tuple[Ints, NDArray[np.float64]]] = {}
        number: dict[str, int] = {}
        listed = {(row["group"], row["part"]): row["names"].split() for row in rows("names")}
        for sex in "mf":
            heads, tails = listed.pop(("hindi", f"stem_{sex}")), listed.pop(("hindi", f"tail_{sex}"))
            listed["hindi", f"parent_{sex}"] = [head + tail for head, tail in product(heads, tails) if head != tail]
        for pool, names in listed.items():
            if pool[1].startswith("arab_"):
                continue
            at = [number.setdefault(unicodedata.normalize("NFC", name), len(number)) for name in names]
            weights = shares([1 / (rank + 4) ** 0.8 for rank in range(len(names))])
            self.pools[pool] = np.array(at, dtype=np.int64), weights
        self.words = list(number)

    @staticmethod
    @cache
    def in_urdu() -> dict[str, str]:
        """Map the names of Urdu to their own spelling."""
        listed = {row["part"]: row["names"].split() for row in rows("names") if row["group"] == "urdu"}
        return {
            unicodedata.normalize("NFC", name): own
            for part, names in listed.items()
            if f"arab_{part}" in listed
            for name, own in zip(names, listed[f"arab_{part}"], strict=True)
        }

    def draw(self, group: str, part: str, size: int, random: np.random.Generator) -> Ints:
        """Return `size` names of a pool by their frequency."""
        at, weights = self.pools[group, part]
        drawn: Ints = random.choice(at, size, p=weights)
        return drawn


@cache
def tokens() -> Tokens:
    """Return the names of the table."""
    return Tokens()


@cache
def spellings(word: str, script: str) -> tuple[str, ...]:
    """Return how a Devanagari name is written in a script, the commonest first."""
    ear = plain.Random(zlib.crc32(f"{word} {script}".encode()))  # noqa: S311 - spelling, no secret
    if script == "Latn":
        return _latin(word, ear)
    heard = tuple(dict.fromkeys(in_script(each, script) for each in _devanagari(word, ear)))
    if script == "Arab" and word in Tokens.in_urdu():
        return tuple(dict.fromkeys((Tokens.in_urdu()[word], *heard[:1])))
    return heard


def _latin(word: str, ear: plain.Random) -> tuple[str, ...]:
    own = to_latin(word)
    found = [own]
    for _ in range(LATIN_SPELLINGS * 3):
        text = own
        for pattern, _, other in ear.sample(LATIN_EARS, k=ear.choice((1, 2, 2, 3))):
            spots = list(re.finditer(pattern, text))
            if spots:
                spot = ear.choice(spots)
                text = text[: spot.start()] + spot.expand(other) + text[spot.end() :]
        if ear.random() < 0.08 and len(text) > 4:  # a slip of the finger
            at = ear.randrange(1, len(text) - 1)
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        found.append(text)
    return tuple(name.capitalize() for name in dict.fromkeys(found))[:LATIN_SPELLINGS]


def _devanagari(word: str, ear: plain.Random) -> list[str]:
    own = unicodedata.normalize("NFD", word)
    found = [own]
    for sound, other in ear.sample(DEVA_EARS, k=len(DEVA_EARS)):
        at = own.rfind(sound)
        if at > 0 and len(found) < DEVA_SPELLINGS and not own.startswith("्", at + len(sound)):
            found.append(own[:at] + unicodedata.normalize("NFD", other) + own[at + len(sound) :])
    return found


def in_script(word: str, script: str) -> str:
    """Return a Devanagari word letter by letter in another script of India."""
    word = unicodedata.normalize("NFD", word)
    if script == "Deva":
        return unicodedata.normalize("NFC", word)
    if script == "Arab":
        return _urdu(word)
    for letter, other in BEFORE.get(script, {}).items():
        word = word.replace(letter, other)
    return unicodedata.normalize("NFC", "".join(_moved(sign, BLOCKS[script]) for sign in word))


def _moved(sign: str, block: int) -> str:
    """Give the sign at the same place of another block; a nukta or candrabindu that it lacks is dropped or bent."""
    there = chr(ord(sign) - 0x0900 + block)
    if unicodedata.name(there, ""):
        return there
    return {"ँ": chr(block + 2), "\u093c": ""}.get(sign, "")


def _urdu(word: str) -> str:
    out = []
    for at, sign in enumerate(word):
        dotted = word.startswith("\u093c", at + 1)
        out.append(URDU_NUKTA.get(sign, URDU.get(sign, "")) if dotted else URDU.get(sign, ""))
    text = "".join(out)
    return text[:-1] + "ں" if word.endswith(("ं", "ँ")) else text


def written(names: Ints, scripts: Ints, random: np.random.Generator) -> pa.Array:
    """Return names (numbers of `tokens`, -1 for none) as written in scripts (numbers of SCRIPTS), null for none."""
    known = tokens().words
    codes = np.where(names < 0, -1, scripts * len(known) + names)
    wanted, back = np.unique(codes, return_inverse=True)
    words: list[str | None] = []
    starts, counts = [], []
    for code in wanted.tolist():
        script, name = divmod(code, len(known))
        variants: tuple[str | None, ...] = spellings(known[name], SCRIPTS[script]) if code >= 0 else (None,)
        starts.append(len(words))
        counts.append(len(variants))
        words += variants
    start, count = np.array(starts)[back], np.array(counts)[back]
    other = 1 + np.floor(random.random(len(names)) * np.maximum(count - 1, 0)).astype(np.int64)
    own = (random.random(len(names)) < OWN_SPELLING) | (count == 1)
    return pa.array(words, pa.string()).take(pa.array(start + np.where(own, 0, other)))
