"""Urdu read in Latin letters, its unwritten vowels guessed.

Consonants are certain. و and ی are vowels or consonants by their neighbours; a short vowel is not written at all,
and an a is put where consonants could not be said without one.
"""

from __future__ import annotations

import re
from functools import lru_cache

CONSONANTS = {
    "ب": "b", "پ": "p", "ت": "t", "ٹ": "t", "ث": "s", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ڈ": "d",
    "ذ": "z", "ر": "r", "ڑ": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "z", "ط": "t", "ظ": "z",
    "غ": "gh", "ف": "f", "ق": "q", "ک": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ں": "n",
    "ہ": "h", "ه": "h", "ۃ": "h", "ة": "h", "ۂ": "h", "ھ": "h",
}  # fmt: skip
HARAKAT = {"َ": "a", "ِ": "i", "ُ": "u", "ً": "an", "ٰ": "a"}
ALIF, AIN, WAW, YEH, BARI_YEH = "اأإٱ", "ع", "وؤ", "یيى", "ےۓ"
MADDA, HAMZA_YEH, JOINED, ALIF_ABOVE = "آ", "ئ", "ھ", "ٰ"
FINAL_H = "ہهۃةۂ"
# Words and endings with the Arabic article, whose vowels everybody knows.
KNOWN = tuple(
    (re.compile(written), said)
    for written, said in {
        "^محمد$": "مُحَممَد",
        "الدین$": "ُددین",
        "(?<=[^ا])ا?للہ$": "ُللاہ",
        "^عبدال(?=..)": "عبدُل",
        "^ذوال": "ذُل",
        "عہ$": "یہ",  # رابعہ
    }.items()
)


@lru_cache(maxsize=65_536)
def spoken(word: str) -> str:
    """Return a word of Arabic letters in Latin ones; letters that Urdu does not have are left out."""
    word = word.replace("\u0640", "")
    for written, said in KNOWN:
        word = written.sub(said, word)
    return "".join(_with_short_vowels(_sounds(word)))


def _sounds(word: str) -> list[str]:
    sounds: list[str] = []
    for at, sign in enumerate(word):
        before, ahead = word[at - 1 : at] if at else "", word[at + 1 : at + 2]
        after_vowel = bool(sounds) and sounds[-1][-1] in "aeiou"
        if sign == JOINED and sounds and not after_vowel:
            sounds[-1] += "h"
        elif sign in FINAL_H and not ahead and sounds and (not after_vowel or sounds[-1] == "i"):
            sounds.append("a")
        elif sign in CONSONANTS:
            sounds.append(CONSONANTS[sign])
        elif sign == MADDA:
            sounds.append("a")
        elif sign in ALIF or sign == AIN:
            said_by_next = not sounds and ahead and ahead in WAW + YEH + BARI_YEH
            if (not sounds or sign in ALIF) and sounds[-1:] != ["a"] and not said_by_next:
                sounds.append("a")
        elif sign in WAW:
            sounds.append(_waw(bool(sounds), before, ahead, after_vowel))
        elif sign in YEH + BARI_YEH + HAMZA_YEH:
            sounds += filter(None, [_yeh(sign, bool(sounds), before, ahead, after_vowel)])
        elif sign in HARAKAT:
            sounds.append(HARAKAT[sign])
        elif sign.isdecimal():
            sounds.append(str(int(sign)))
    return sounds


def _waw(begun: bool, before: str, ahead: str, after_vowel: bool) -> str:
    if not before:
        return "v"
    if before in ALIF + AIN:
        return ("v" if ahead else "o") if begun else "u"
    return "v" if after_vowel or (ahead and ahead in ALIF + MADDA + YEH + BARI_YEH) else "u"


def _yeh(sign: str, begun: bool, before: str, ahead: str, after_vowel: bool) -> str:
    if ahead == ALIF_ABOVE or (sign == "ى" and not ahead):
        return ""  # an alif written as ی: سلمیٰ
    if not before:
        return "y"
    if sign in BARI_YEH:
        return "e"
    if sign == HAMZA_YEH:
        return "i" if ahead else ""
    if ahead and ahead in ALIF + MADDA:
        return "y" if begun else "i"
    return "y" if ahead == "و" and not after_vowel else "i"


def _with_short_vowels(sounds: list[str]) -> list[str]:
    said: list[str] = []
    for at, sound in enumerate(sounds):
        said.append(sound)
        ahead = sounds[at + 1] if at + 1 < len(sounds) else ""
        if _is_vowel(sound) or not ahead or _is_vowel(ahead) or sound.isdigit() or ahead.isdigit():
            continue
        begins = at == 0 or not _is_vowel(said[-2])
        closes = at + 2 == len(sounds) and not sound.endswith("n")
        if begins or closes:
            said.append("a")
    return said


def _is_vowel(sound: str) -> bool:
    return sound[0] in "aeiou"
