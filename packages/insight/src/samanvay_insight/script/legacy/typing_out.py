"""From Devanagari to keys: text written as a typist types it in the layout of Kruti Dev 010."""

from __future__ import annotations

import re
import unicodedata

from samanvay_insight.script.legacy.layout import NUKTA, REPH, VIRAMA

# A whole consonant is one key, or a half letter and the stroke.
LETTERS = {
    "क": "d", "ख": "[k", "ग": "x", "घ": "?k", "ङ": "³", "च": "p", "छ": "N", "ज": "t", "झ": ">", "ञ": "¥",
    "ट": "V", "ठ": "B", "ड": "M", "ढ": "<", "ण": ".k", "त": "r", "थ": "Fk", "द": "n", "ध": "/k", "न": "u",
    "प": "i", "फ": "Q", "ब": "c", "भ": "Hk", "म": "e", "य": ";", "र": "j", "ल": "y", "ळ": "G", "व": "o",
    "श": "'k", "ष": '"k', "स": "l", "ह": "g",
}  # fmt: skip
HALVES = {
    "क": "D", "ख": "[", "ग": "X", "घ": "?", "च": "P", "ज": "T", "झ": "÷", "ण": ".", "त": "R", "थ": "F", "ध": "/",
    "न": "U", "प": "I", "फ": "¶", "ब": "C", "भ": "H", "म": "E", "य": "¸", "ल": "Y", "व": "O", "श": "'", "ष": '"',
    "स": "L", "ह": "º",
}  # fmt: skip
# Conjuncts with a drawing of their own: whole, and half where there is one.
CONJUNCTS = {
    "क्ष": ("{k", "{"), "त्र": ("=", "«"), "ज्ञ": ("K", None), "श्र": ("J", None), "द्य": ("|", None), "द्व": ("}", None),
    "द्ध": (")", None), "क्र": ("Ø", None), "फ्र": ("Ý", None), "त्त": ("Ùk", "Ù"), "ट्ट": ("ê", None), "ट्ठ": ("ë", None),
    "ड्ड": ("ì", None), "ड्ढ": ("ï", None), "द्द": ("í", None), "ह्न": ("à", None), "ह्म": ("ã", None), "ह्य": ("á", None),
    "न्न": ("é", "™"),
}  # fmt: skip
WITH_MATRA = {("र", "ु"): "#", ("र", "ू"): ":", ("ह", "ृ"): "â"}
VOWELS = {
    "अ": "v", "आ": "vk", "इ": "b", "ई": "bZ", "उ": "m", "ऊ": "Å", "ऋ": "_", "ए": ",", "ऐ": ",s", "ओ": "vks", "औ": "vkS",
    "ऑ": "vkW", "ॲ": "vW", "ऍ": ",W",
}  # fmt: skip
MATRAS = {
    "": "", "ा": "k", "ी": "h", "ु": "q", "ू": "w", "ृ": "`", "े": "s", "ै": "S", "ो": "ks", "ौ": "kS", "ॉ": "kW", "ॅ": "W",
}  # fmt: skip
SIGNS = {"ं": "a", "ँ": "¡", "ः": "%"}
MARKS = {
    "।": "A", ",": "]", ".": "-", "-": "&", "–": "&", "/": "@", ";": "(", "?": "\\", ":": "%", "‘": "^", "’": "*",
    "“": "Þ", "”": "ß", "(": "¼", ")": "½", "{": "¿", "}": "À", "=": "¾", "+": "$", "॰": "Œ", "ऽ": "·",
    **dict(zip("०१२३४५६७८९", "0123456789", strict=True)),
}  # fmt: skip

CONSONANT = f"[क-ह]{NUKTA}?"
SYLLABLE = re.compile(
    rf"(?P<reph>{REPH}(?={CONSONANT}))?"
    rf"(?P<letters>(?:{CONSONANT}{VIRAMA})*{CONSONANT})(?P<halant>{VIRAMA}?)"
    r"(?P<matra>[ािीुूृेैोौॉॅ]?)(?P<signs>[ंँः]*)"
    r"|(?P<vowel>[अ-औॲ])(?P<vowel_signs>[ंँः]*)"
)
HAS_DEVANAGARI = re.compile("[\u0900-\u097f]")
HAS_LATIN = re.compile("[A-Za-z]")
WORD_OR_GAP = re.compile(r"\s+|\S+")


def to_legacy(text: str) -> str:
    """Return Unicode Devanagari as the keys of Kruti Dev 010; words in Latin letters stay as they are."""
    return "".join(
        _typed(piece) if HAS_DEVANAGARI.search(piece) or not HAS_LATIN.search(piece) else piece
        for piece in WORD_OR_GAP.findall(unicodedata.normalize("NFD", text))
    )


def _typed(word: str) -> str:
    out: list[str] = []
    at = 0
    while at < len(word):
        found = SYLLABLE.match(word, at)
        if found is None:
            out.append(MARKS.get(word[at], word[at]))
            at += 1
            continue
        if found["vowel"]:
            out.append(VOWELS.get(found["vowel"], found["vowel"]) + _signs(found["vowel_signs"]))
        else:
            out.append(_syllable(found))
        at = found.end()
    return "".join(out)


def _signs(signs: str) -> str:
    return "".join(SIGNS[sign] for sign in signs)


def _syllable(found: re.Match[str]) -> str:
    letters = re.findall(CONSONANT, found["letters"])
    matra = found["matra"]
    tail = letters[-1]
    drawn = WITH_MATRA.get((tail, matra)) if not found["halant"] else None
    if drawn is not None:
        typed = _cluster(letters[:-1], is_whole=False) + drawn
        matra = ""
    else:
        typed = _cluster(letters, is_whole=not found["halant"])
        if found["halant"] and tail[0] not in HALVES:
            typed = typed if typed.endswith("~") else typed + "~"
    before = "f" if matra == "ि" else ""
    after = "" if matra == "ि" else MATRAS[matra]
    return before + typed + after + ("Z" if found["reph"] else "") + _signs(found["signs"])


def _cluster(letters: list[str], *, is_whole: bool) -> str:
    """Return the keys of a cluster of consonants; its last one whole, or with the halant seen."""
    out: list[str] = []
    at = 0
    while at < len(letters):
        is_last = at + 1 == len(letters)
        pair = VIRAMA.join(letters[at : at + 2])
        pair_is_last = at + 2 >= len(letters)
        if not is_last and pair in CONJUNCTS:
            whole, half = CONJUNCTS[pair]
            if pair_is_last and is_whole:
                out.append(whole)
            elif not pair_is_last and half is not None:
                out.append(half)
            else:
                out.append(whole + "~")
            at += 2
        elif not is_last and letters[at + 1] == "र":
            below = "ª" if letters[at] in "टठडढछ" else "z"
            out.append(_letter(letters[at]) + below + ("" if pair_is_last and is_whole else "~"))
            at += 2
        else:
            out.append(
                _letter(letters[at]) if is_last and is_whole else _half(letters[at], is_seen=is_last and not is_whole)
            )
            at += 1
    return "".join(out)


def _letter(letter: str) -> str:
    return LETTERS[letter[0]] + ("+" if letter.endswith(NUKTA) else "")


def _half(letter: str, *, is_seen: bool) -> str:
    if is_seen or letter[0] not in HALVES:
        return _letter(letter) + "~"
    return HALVES[letter[0]] + ("+" if letter.endswith(NUKTA) else "")
