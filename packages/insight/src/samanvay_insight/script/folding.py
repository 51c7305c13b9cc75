"""One form for text that is the same to a reader: case, diacritics, nukta, joiners, digits, punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

VIRAMA = "\u094d"
ANUSVARA = "\u0902"

# Zero in each Indian script; ten digits follow each.
DIGIT_ZEROS = (0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0660, 0x06F0)
DIGITS = {zero + n: str(n) for zero in DIGIT_ZEROS for n in range(10)}

# Marks that only colour the sound, one row a script: the nukta, and the chandrabindu told as anusvara. The dot of
# Bengali and Odia stays: it makes another letter, which nobody leaves out (য and য়).
NUKTAS = (0x093C, 0x0A3C, 0x0ABC)
CHANDRABINDUS = {0x0901: "\u0902", 0x0981: "\u0982", 0x0A01: "\u0a02", 0x0A81: "\u0a82", 0x0B01: "\u0b02"}
INVISIBLE = (0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)

MARKS: dict[int, str | None] = {
    **DIGITS,
    **CHANDRABINDUS,
    **dict.fromkeys(NUKTAS),
    **dict.fromkeys(INVISIBLE),
    0x00D8: "o", 0x00F8: "o", 0x0131: "i", 0x00DF: "ss", 0x00E6: "ae", 0x0142: "l",
}  # fmt: skip

# A nasal before a consonant of its own row may be written as an anusvara: चन्दौली, चंदौली.
NASAL_BEFORE_OWN_ROW = re.compile("ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])")
NOT_LETTERS = re.compile(r"[\W_]+")
# Vowel signs are marks (category M) too; \w leaves them out, so they are named to be kept.
INDIAN_MARKS = (
    "\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963"  # Devanagari
    "\u0981-\u0983\u09bc\u09be-\u09cd\u09d7\u0a01-\u0a03\u0a3e-\u0a4d\u0a70\u0a71\u0a75"  # Bengali, Gurmukhi
    "\u0a81-\u0a83\u0abe-\u0acd\u0b01-\u0b03\u0b3c\u0b3e-\u0b57"  # Gujarati, Odia
    "\u0b82\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3e-\u0c56"  # Tamil, Telugu
    "\u0c81-\u0c83\u0cbe-\u0cd6\u0d00-\u0d03\u0d3e-\u0d4d\u0d57"  # Kannada, Malayalam
)
NOT_INDIAN_LETTERS = re.compile(rf"(?:[^\w{INDIAN_MARKS}]|_)+")


def fold(text: str) -> str:
    """Return `text` in the one form in which equal names compare equal.

    Lower case, no diacritics, nukta or zero-width signs, ASCII digits, anusvara for every homorganic nasal,
    and one space for whatever stands between words. Vowel signs of Indian scripts stay.
    """
    if text.isascii():
        return NOT_LETTERS.sub(" ", text.lower()).strip()
    return _fold_marked(text)


@lru_cache(maxsize=65_536)
def _fold_marked(text: str) -> str:
    # twice: a compatibility form may hide a capital (𝗔), and folding a capital may make marks (İ)
    plain = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", plain).translate(MARKS)
    # diacritics of Latin, harakat of Urdu; the marks of Indian scripts are letters to the reader
    bare = "".join(sign for sign in decomposed if "\u0900" <= sign <= "\u0d7f" or unicodedata.category(sign) != "Mn")
    nasal = NASAL_BEFORE_OWN_ROW.sub(ANUSVARA, unicodedata.normalize("NFC", bare).translate(MARKS))
    return NOT_INDIAN_LETTERS.sub(" ", nasal).strip()
