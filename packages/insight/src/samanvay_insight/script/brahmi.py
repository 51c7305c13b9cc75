"""Bengali, Assamese, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada and Malayalam read in Latin letters.

Unicode lays these scripts out in parallel, each in a block of 128 signs (ISCII, IS 13194:1991): a letter has the
place of its Devanagari sister. So a word is rewritten in Devanagari, with what a script does otherwise in tables
of exceptions, and read as such; only the closing a is each language's own.
"""

from __future__ import annotations

import re
from functools import lru_cache

from samanvay_insight.script.devanagari import CONSONANTS, SCHWA, drop_silent, is_vowel, sounds_of

BENGALI, GURMUKHI, GUJARATI, ODIA, TAMIL, TELUGU, KANNADA, MALAYALAM = range(0x0980, 0x0D80, 0x80)
# Signs that have no sister at their place.
OWN = {
    "ৎ": "त्", "ৰ": "र", "ৱ": "व",
    "ੰ": "ं", "ੱ": "", "ੲ": "", "ੳ": "", "ੵ": "्य", "ੜ": "ड़", "ੴ": "",
    "ୟ": "य", "ୱ": "व",
    "ஃ": "",
    "ೞ": "ऴ",
    "ൺ": "ण्", "ൻ": "न्", "ർ": "र्", "ൽ": "ल्", "ൾ": "ळ्", "ൿ": "क्", "ൎ": "र्",
}  # fmt: skip
LETTERS = {**CONSONANTS, "ऴ": "zh"}

# What a script writes otherwise than it is said, before its letters are exchanged for their sisters.
SAID = {
    BENGALI: (
        (re.compile("^য(?!়)"), "জ"),  # যমুনা, but বিদ্যা
        (re.compile("(?<=[কগচজটডতদনপবভম])্য(?=া[নটকর])"), ""),  # ব্যানার্জী
        (re.compile("োয়(?=া)"), "্व"),  # আনোয়ার
        (re.compile("ওয়(?=া)"), "व"),  # ওয়াসিম
        (re.compile("ং(?=$|ল)"), "ঙ্গ্"),
        (re.compile("ঙ(?!্)"), "ঙ্গ"),
        (re.compile("(?<=[ুূ])ৱ(?=া)"), ""),  # বৰুৱা
    ),
    GURMUKHI: ((re.compile("\u0a38\u0a3c"), "श"),),
    ODIA: ((re.compile("^ଯ"), "ଜ"),),
    TAMIL: (
        (re.compile("^இ(?=ர|ல)"), ""),  # இராமன்
        (re.compile("^பி(?=ர)"), "ப்"),  # பிரகாஷ்
        (re.compile("^கிரு"), "க்ரி"),  # கிருஷ்ணன்
        (re.compile("(?<=ந்)தி(?=ர)"), "த்"),  # சந்திரா
        (re.compile("கமது$"), "கமத்"),  # முகமது
        (re.compile("ஃப"), "ஃபஂ"),
        (re.compile("ட்ச"), "க்ஷ"),  # லட்சுமி
        (re.compile("ன்ற"), "ண்ட்ர"),
        (re.compile("ற்ற"), "ட்ர"),
        (re.compile("ச்ச"), "௺"),
        (re.compile("(?<=ஞ்)ச"), "ஜ"),
        (re.compile("ச"), "ஸ"),
        (re.compile("௺"), "ச்ச"),
    ),
    TELUGU: ((re.compile("ం$"), "మ్"),),
    KANNADA: ((re.compile("ಂ$"), "ಮ್"),),
    MALAYALAM: (
        (re.compile("ം$"), "മ്"),
        (re.compile("ഞ്ഞ"), "ഞ്ജ"),
        (re.compile("ങ്ങ"), "ങ്ഗ"),
        (re.compile("റ്റ"), "ട്ട"),
        (re.compile("ന്റ|ൻ്റ|ൻറ"), "ന്ട"),
        (re.compile("(?<=[ാ-ൌക-ഹ])ട(?!്ട)"), "ഡ"),
    ),
}
# Tamil stops between vowels and after a nasal are voiced.
VOICED = {"க": "ग", "ட": "ड", "ப": "ब"}
BETWEEN = re.compile(r"(?<=[\u0b95-\u0bb9\u0bbe-\u0bcc])(?<![கசடதபற]்)([கடப])(?!்)|(?<=[ஙணம]்)([கடப])(?!்)")


@lru_cache(maxsize=65_536)
def spoken(word: str) -> str:
    """Return a word of the letters U+0980 to U+0D7F in Latin ones; signs that have no sound are left out."""
    block = ord(word[0]) & ~0x7F
    for written, said in SAID.get(block, ()):
        word = written.sub(said, word)
    if block == TAMIL:
        word = BETWEEN.sub(lambda match: VOICED[match.group()], word)
    sounds = sounds_of("".join(sister(sign) for sign in word), LETTERS)
    if sounds:
        _close(sounds, block)
    return "".join(sounds).replace(SCHWA, "a")


def sister(sign: str) -> str:
    """Return what stands at the place of a sign in Devanagari; another sign as it is."""
    if sign in OWN:
        return OWN[sign]
    return chr(0x0900 + (ord(sign) & 0x7F)) if "\u0980" <= sign <= "\u0d7f" else sign


def _close(sounds: list[str], block: int) -> None:
    """Take away the inherent a that the language of a script does not say."""
    if block in (GURMUKHI, GUJARATI):
        drop_silent(sounds)
        if block == GURMUKHI and len(sounds) > 2 and sounds[-1] == SCHWA:
            sounds.pop()
        return
    vowels = sum(is_vowel(sound) for sound in sounds)
    if sounds[-1] != SCHWA or vowels < 2 or is_vowel(sounds[-2]) or not is_vowel(sounds[-3]):
        return
    # Kannada says it, but its men are written without in Latin letters: ಮಂಜುನಾಥ, but ಗೀತ, ಶಾರದ
    if block in (BENGALI, ODIA) or (block == KANNADA and vowels > 2 and sounds[-2] not in ("t", "d", "y")):
        sounds.pop()
