"""The sound skeleton of a name: what stays when a clerk spells by ear.

Aspirates fall with their plain sounds, sh with s, v with w and b, f with ph, z with j; doubled letters are
one; a nasal before a stop is n; vowels go, except one at the very beginning. Every other script is read in
Latin letters first, so the same name gives the same skeleton in all of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from samanvay_insight.script.folding import fold
from samanvay_insight.script.romanise import to_latin

# Longest first; each maps a spelling to the sound kept.
SPELLINGS = {
    "chchh": "c", "chh": "c", "cch": "c", "tch": "c", "ch": "c", "ksh": "ks", "x": "ks",
    "sh": "s", "gny": "g", "gy": "g", "kh": "k", "gh": "g", "th": "t", "dh": "d", "ph": "p", "bh": "b",
    "jh": "j", "rh": "r", "lh": "l", "nh": "n", "mh": "m", "wh": "b", "ck": "k",
    "f": "p", "v": "b", "w": "b", "z": "j", "q": "k",
}  # fmt: skip
SPELLING = re.compile("|".join(sorted(SPELLINGS, key=len, reverse=True)) + "|c")
FIRST_VOWELS = {"a": "a", "e": "i", "i": "i", "o": "u", "u": "u"}
FIRST_DIPHTHONGS = (("au", "u"), ("ou", "u"), ("aw", "u"), ("ai", "i"), ("ay", "i"), ("ae", "i"))
# A v closing a syllable is heard as a vowel: Navgaon and Naugaon, Unnav and Unnao, Deoria and Devria.
CLOSING_V = re.compile(r"(?<=[aeiou])[vw](?![aeiouyvwh])")
DOUBLED = re.compile(r"([^aeiouy])\1+")
NASAL_BEFORE_STOP = re.compile(r"m(?=[kgcjtdpb])")
UNHEARD = re.compile(r"[aeiouy]+|(?<=[^aeiouy])h+|h+$")


@lru_cache(maxsize=262_144)
def skeleton(name: str) -> str:
    """Return the sound skeleton of `name` without spaces: Varanasi, Baranasi and वाराणसी give "brns"."""
    return latin_skeleton("".join(fold(to_latin(name)).split()))


VOWELS = (
    (re.compile(r"a[iye](?![aeiou])|e[iy](?![aeiou])|ee+|ii+"), "i"),
    (re.compile(r"a[uwo](?![aeiou])|ou|oo+|uu+"), "u"),
    (re.compile(r"i?y(?=[aeou])|i?ye?$"), "i"),
    (re.compile(r"e(?=r(?![aeiou]))"), "a"),
    (re.compile("e"), "i"),
    (re.compile("o"), "u"),
    (re.compile(r"aa+"), "a"),
    (re.compile(r"([^a])\1+"), r"\1"),
    (re.compile(r"(?<=[^aiu])a(?=[^aiu])"), ""),
)


@lru_cache(maxsize=262_144)
def voiced(word: str) -> str:
    """Return how a folded word of Latin letters sounds with its vowels, of which only a inside is not told.

    Stricter than the skeleton: Kheri and Khiri, Baharaich and Bahraich fall together, Katni and Katani too,
    but not Kitni.
    """
    body = SPELLING.sub(_sound, word)
    for spelt, heard in VOWELS:
        body = spelt.sub(heard, body)
    return NASAL_BEFORE_STOP.sub("n", body)


def latin_skeleton(word: str) -> str:
    """Return the skeleton of one folded word of Latin letters."""
    if not word:
        return ""
    heard = ""  # the first vowel, or an h that begins the name: both stay
    if word[0] in FIRST_VOWELS:
        for spelt, sound in FIRST_DIPHTHONGS:
            if word.startswith(spelt):
                heard, rest = sound, word[2:]
                break
        else:
            heard, rest = FIRST_VOWELS[word[0]], word[1:]
    elif word[0] == "h":
        heard, rest = "h", word[1:]
    elif word[0] == "y":
        rest = "j" + word[1:]  # Yamuna, Jamuna
    else:
        rest = word
    body = SPELLING.sub(_sound, CLOSING_V.sub("", rest))
    return heard + UNHEARD.sub("", NASAL_BEFORE_STOP.sub("n", DOUBLED.sub(r"\1", body)))


def _sound(match: re.Match[str]) -> str:
    spelt = match.group()
    if spelt == "c":
        # soft before e and i: Cyclone, Ceylon; hard elsewhere: Calcutta
        ahead = match.string[match.end() : match.end() + 1]
        return "s" if ahead in ("e", "i", "y") else "k"
    return SPELLINGS[spelt]
