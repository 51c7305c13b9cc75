"""One form for a Hindi word however it is written: लड़कियाँ, लड़कियां, ladkiyan, ladkiya, ldkiyan.

Devanagari is read in Latin letters; then what writers spell differently falls together: long and short
vowels, ai and e, au and o, sh and s, v and w, doubled letters, nasals at the end, and every a inside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from samanvay_insight.extract.cues.phrases import Phrases, Value, Words
from samanvay_insight.extract.hindi.conjugation import conjugated
from samanvay_insight.extract.tokens import Token
from samanvay_insight.script import to_latin
from samanvay_insight.script.folding import DIGITS, MARKS

_SPELLINGS = (
    (re.compile(r"c+h+(?:c*h+)*"), "ch"),
    (re.compile(r"ksh|x"), "ks"),
    (re.compile(r"sh"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"w"), "v"),
    (re.compile(r"z"), "j"),
    (re.compile(r"q|ck"), "k"),
    (re.compile(r"gny|gn(?=y)"), "gy"),
    (re.compile(r"aa+"), "a"),
    (re.compile(r"ee+|ii+"), "i"),
    (re.compile(r"oo+|uu+"), "u"),
    (re.compile(r"(?<=[a-z])yi"), "i"),
    (re.compile(r"(?<=[a-z])ye"), "e"),
    (re.compile(r"(?<=\w[aeo])n$|(?<=\w\w\wi)n$|(?<=hi)n$|(?<=[ae]i)n$"), ""),
    (re.compile(r"(?<=[aeiou][^aeiou])a[ie]$|(?<=[aeiou][^aeiou]h)a[ie]$|(?<=[aeiou]n[^aeiou])a[ie]$"), "AE"),
    (re.compile(r"iya"), "ia"),
    (re.compile(r"iyo"), "io"),
    (re.compile(r"ai|ae|ei|ay(?![aeiou])"), "e"),
    (re.compile(r"au|ou"), "o"),
    (re.compile(r"([bcdfghjklmnpqrstvxyz])\1+"), r"\1"),
    (re.compile(r"m(?=[kgcjtdpb])"), "n"),
    (re.compile(r"(?<=[^aeiou])a(?=[^aeiou])"), ""),
)
_VOWEL = re.compile("[aeiou]")
# As messages shorten them: "Gonda k 3 ldke", "dilli p".
_LETTERS = {"k": "ke", "h": "he", "m": "me", "p": "pe", "s": "se"}
# Words that another word's form would swallow.
_SPELT = {
    "ब्लाक": "blok",
    "ब्लाकों": "bloko",
    "paas": "pas",
    "pass": "pas",
    "pas": "pas",
    "पास": "pas",
    "सुनाया": "sunaaya",
    "sunaya": "sunaaya",
    "लाइन": "laine",
    "लाईन": "laine",
    "line": "laine",
    "Line": "laine",
    "हालत": "halata",
    "हालात": "halata",
    "halat": "halata",
    "haalat": "halata",
    "halaat": "halata",
    "चोरी": "corii",
    "chori": "corii",
    "said": "seid",
    "dulhan": "dulhana",
    "Dulhan": "dulhana",
    "दुल्हन": "dulhana",
    "दुलहन": "dulhana",
    "SHO": "sho",
    "sho": "sho",
}
_RETROFLEX = re.compile("(?<=[\u0921\u0922])\u093c")


@lru_cache(maxsize=65_536)
def form(word: str) -> str:
    """The one form of a word of either script."""
    if word in _SPELT:
        return _SPELT[word]
    latin = word
    if not word.isascii():
        word = word.rstrip("\u0901\u0902")
        whole = _RETROFLEX.sub("", unicodedata.normalize("NFC", word))
        latin = unicodedata.normalize("NFKD", to_latin(whole)).translate(MARKS)
        latin = "".join(sign for sign in latin if unicodedata.category(sign) != "Mn")
    latin = latin.lower()
    if len(latin) < 2:
        return _LETTERS.get(word, latin)
    if not _VOWEL.search(latin):
        # SSB, GRP: said letter by letter.
        return latin
    for spelling, sound in _SPELLINGS:
        latin = spelling.sub(sound, latin)
    return latin.lower()


def in_form(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with `low` in that one form, so that tables of it match them."""
    return tuple(
        replace(t, low=form(t.text)) if t.kind in ("word", "abbreviation") else replace(t, low=t.low.translate(DIGITS))
        for t in tokens
    )


def _both(words: str) -> tuple[str, ...]:
    """R stands for the sound that is written d or r: laRki."""
    return (words.replace("R", "d"), words.replace("R", "r")) if "R" in words else (words,)


def words(*lines: str) -> Words:
    """A set of words in their one form."""
    return Words(form(one) for line in lines for word in line.split() for one in _both(word))


def phrases(table: Mapping[Value, str]) -> Phrases[Value]:
    """Phrases in the one form of their words; R as in `words`, `+bhej` for every form of that verb."""
    written = {
        value: "|".join(
            " ".join(part if part == "_" else form(part) for part in one.split())
            for phrase in lines.split("|")
            for said in _conjugated(phrase.strip())
            for one in _both(said)
        )
        for value, lines in table.items()
    }
    return Phrases(written)


def _conjugated(phrase: str) -> tuple[str, ...]:
    before, plus, stem = phrase.partition("+")
    return tuple(before + one for one in conjugated(stem)) if plus else (phrase,)
