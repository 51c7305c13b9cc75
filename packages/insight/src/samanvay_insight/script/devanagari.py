"""Devanagari read aloud in Latin letters.

The silent a follows Narasimhan, Sproat and Kiraz, "Schwa-deletion in Hindi text-to-speech synthesis" (2004),
in its simplest form: from the right, an inherent a is dropped at the word's end, and between two consonants
that both stand beside a vowel that is spoken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

CONSONANTS = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n",
    "च": "ch", "छ": "chh", "ज": "j", "झ": "jh", "ञ": "n",
    "ट": "t", "ठ": "th", "ड": "d", "ढ": "dh", "ण": "n",
    "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n",
    "प": "p", "फ": "ph", "ब": "b", "भ": "bh", "म": "m",
    "य": "y", "र": "r", "ल": "l", "ळ": "l", "व": "v",
    "श": "sh", "ष": "sh", "स": "s", "ह": "h", "ऱ": "r", "ऩ": "n", "ऴ": "l",
}  # fmt: skip
WITH_NUKTA = {"क": "q", "ख": "kh", "ग": "g", "ज": "z", "ड": "r", "ढ": "rh", "फ": "f", "य": "y"}
VOWELS = {
    "अ": "a", "आ": "a", "इ": "i", "ई": "i", "उ": "u", "ऊ": "u", "ऋ": "ri", "ए": "e", "ऐ": "ai",
    "ओ": "o", "औ": "au", "ऑ": "o", "ऍ": "e", "ऎ": "e", "ऒ": "o",
}  # fmt: skip
SIGNS = {
    "ा": "a", "ि": "i", "ी": "i", "ु": "u", "ू": "u", "ृ": "ri", "े": "e", "ै": "ai", "ो": "o", "ौ": "au",
    "ॉ": "o", "ॅ": "e", "ॆ": "e", "ॊ": "o",
}  # fmt: skip
VIRAMA, NUKTA, VISARGA = "्", "़", "ः"
NASAL_SIGNS = "ंँ"
LABIALS = ("p", "b", "m", "f")
SCHWA = "ə"
CANNOT_CLOSE = ("y", "r", "v")
JNA = "ज्ञ"
# Second halves of place names: the word before them ends like a word of its own (मुगल|सराय, कुशी|नगर).
COMPOUND = re.compile(
    r"(?<=..)(नगर|नगरी|शहर|पुर|पुरा|पुरी|गंज|गढ़|गाँव|गांव|सराय|बरेली|घाट|कोट|जहां|जहाँ|वाला|वाड़ा|बाज़ार|बाजार)(?![ािीुूेैोौ्])"
)


@lru_cache(maxsize=65_536)
def spoken(word: str) -> str:
    """Return a word of Devanagari letters in Latin ones, without the a that nobody speaks."""
    latin = ""
    for part in COMPOUND.sub(r" \1", word).split():
        sounds = sounds_of(part)
        drop_silent(sounds)
        latin += "".join(sounds).replace(SCHWA, "a")
    return latin


def sounds_of(word: str, consonants: Mapping[str, str] = CONSONANTS) -> list[str]:
    """Split a word into consonants and vowels; an inherent a is SCHWA."""
    sounds: list[str] = []
    for at, sign in enumerate(word):
        follows = word[at + 1 : at + 2]
        if word.startswith(JNA, at):
            sounds.append("gy")
        elif sign == "ञ" and word.startswith(JNA, at - 2):
            if follows not in SIGNS and follows != VIRAMA:
                sounds.append(SCHWA)
        elif sign in consonants:
            bare = follows == NUKTA
            sounds.append(WITH_NUKTA.get(sign, consonants[sign]) if bare else consonants[sign])
            after = word[at + 2 : at + 3] if bare else follows
            if after not in SIGNS and after != VIRAMA:
                sounds.append(SCHWA)
        elif sign in VOWELS:
            sounds.append(VOWELS[sign])
        elif sign in SIGNS:
            sounds.append(SIGNS[sign])
        elif sign in NASAL_SIGNS:
            ahead = consonants.get(follows, "")
            if ahead:
                sounds.append("m" if ahead.startswith(LABIALS) else "n")
            elif sign == "ं":
                sounds.append("n")
        elif sign == VISARGA:
            sounds.append("h")
        elif "०" <= sign <= "९":
            sounds.append(str(ord(sign) - ord("०")))
    return sounds


def is_vowel(sound: str) -> bool:
    return sound == SCHWA or sound[0] in "aeiou" or sound == "ri"


def drop_silent(sounds: list[str]) -> None:
    """Take away the inherent a that nobody speaks."""
    vowels = sum(is_vowel(sound) for sound in sounds)
    # two consonants that end in y, r or v cannot close a word: Madhya, Maharashtra
    open_end = len(sounds) > 2 and sounds[-2] in CANNOT_CLOSE and not is_vowel(sounds[-3])
    if vowels > 1 and sounds[-1] == SCHWA and not open_end:
        sounds.pop()
    at = len(sounds) - 3
    while at >= 2:
        if (
            sounds[at] == SCHWA
            and not is_vowel(sounds[at - 1])
            and is_vowel(sounds[at - 2])
            and not is_vowel(sounds[at + 1])
            and at + 2 < len(sounds)
            and is_vowel(sounds[at + 2])
        ):
            del sounds[at]
            at -= 2
        at -= 1
