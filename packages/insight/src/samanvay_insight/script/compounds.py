"""Second words of names that are written joined to the first or apart: Man Bahadur, Manbahadur, मानबहादुर."""

from __future__ import annotations

import re
import unicodedata

from samanvay_insight.script.brahmi import sister

# Each ends a word in Latin letters, in those of Devanagari (other scripts of India by their sisters), or in Urdu.
# The number stands in the key for the whole word, however it is spelt.
SECOND_WORDS = {
    "1": ("b(?:a+h+a*|h?a+)d+[uo]+r|ba+h+a*d+a*r", "[बप]ा?[हक]ा?[दत][ुू]?र्?", "ب[ہح]ا?د[وُ]?ر"),  # Bahadur
    "2": ("p(?:ra+|[ae]r+a?)s+h?a+d+h?", "(?:प्र|पर|पिर)ा?[सशच]ा?[दत]्?", "پر[سش]ا?د"),  # Prasad
    "3": ("ma+[yi]+a+h?", "मा?य़?ा", "مایا"),  # Maya
    "4": ("k(?:u+|oo)ma+r", "क[ुू]मार्?", "کمار"),  # Kumar
    "5": ("k(?:u+|oo)ma+r(?:i+|ee|y)", "क[ुू]मार[ीि]", "کماری"),  # Kumari
    "6": ("d[ei][vbw](?:i+|ee|y)", "[दत]े[वब][ीि]", "دیوی"),  # Devi
    "7": ("la+l", "लाल्?", "لال"),  # Lal
    "8": ("s(?:i+|ee)n(?:gh?|h)", "[सच]ि(?:ं[हघग]्?|ङ्ग?्?|न्ह)", "سی?نگھ?"),  # Singh
}
# Letters that the key of the word before has at least: Bilal and Sumaya are one word.
LEAST = dict.fromkeys("12458", 1) | dict.fromkeys("367", 2)
FORMS = tuple((number, re.compile(f"(?:{'|'.join(spelt)})$")) for number, spelt in SECOND_WORDS.items())


def parted(word: str) -> tuple[str, str]:
    """Return the first word of a compound and the number of its second; the word itself and "" where it is none."""
    plain = unicodedata.normalize("NFC", word.casefold())
    letters = "".join(sister(sign)[:1] or sign for sign in plain) if not plain.isascii() else plain
    if len(letters) != len(plain):
        return word, ""
    for number, form in FORMS:
        if found := form.search(letters):
            return (plain[: found.start()], number) if found.start() > 1 else (word, "")
    return word, ""
