"""Headers and choices made comparable: case, marks, blanks and numerals do not tell two apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from samanvay.kernel.digits import latin_digits

_NUKTA = "\u093c"
_CHANDRABINDU, _ANUSVARA = "\u0901", "\u0902"
_JOINERS = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))
_NOT_A_WORD = re.compile(r"[^\w\u0900-\u097f]+|_+|[।॥]+")


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Return `text` in small letters without accents, nukta and punctuation, numerals as 0–9, single blanks.

    The vowel signs of Devanagari stay: without them जिला and जल would meet.
    """
    # Twice, since small letters appear only when compatibility forms are gone, and the other way round.
    once = unicodedata.normalize("NFKD", text).casefold()
    decomposed = latin_digits(unicodedata.normalize("NFKD", once).casefold()).translate(_JOINERS)
    kept = "".join(
        _ANUSVARA if character == _CHANDRABINDU else character
        for character in decomposed
        if character != _NUKTA and not ("\u0300" <= character <= "\u036f")
    )
    return " ".join(_NOT_A_WORD.sub(" ", unicodedata.normalize("NFC", kept)).split())
