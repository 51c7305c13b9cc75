"""Text of Indian scripts read aloud in Latin letters, word by word."""

from __future__ import annotations

import re
import unicodedata

from samanvay_insight.script import brahmi, devanagari, urdu

# A word is a run of letters and marks of one block; dandas and joiners are not letters of a word.
WORD = re.compile(
    "([\u0900-\u0963\u0966-\u097f]+)|([\u0980-\u0d7f]+)|([\u0600-\u060b\u060e-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06ff\u0750-\u077f]+)"
)
JOINERS = re.compile("[\u200c\u200d]")
ARABIC_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")


def to_latin(text: str) -> str:
    """Return `text` with every word of an Indian script in readable Latin letters: বারাণসী becomes "baranasi".

    Devanagari, Bengali and Assamese, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada, Malayalam and Urdu are
    read. Long and short vowels and the two rows of t and d fall together, as in everyday spelling; what a script
    leaves open (the voice of Tamil stops, the short vowels of Urdu) is guessed. Other text is returned as it is.
    """
    if text.isascii():
        return text
    plain = ARABIC_FORMS.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return unicodedata.normalize("NFC", WORD.sub(_read, JOINERS.sub("", unicodedata.normalize("NFD", plain))))


def _read(match: re.Match[str]) -> str:
    hindi, other, arabic = match.groups()
    if hindi:
        return devanagari.spoken(hindi)
    if other:
        return brahmi.spoken(unicodedata.normalize("NFC", other))
    return urdu.spoken(unicodedata.normalize("NFC", arabic))
