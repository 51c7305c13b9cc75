"""How one word of a name is heard: its key and its voiced form.

The `key` is what stays of a word when a clerk writes by ear: its consonants in folded classes, and the vowel that
it begins with. The `voiced` form keeps the other vowels, written so that the Levenshtein distance weighs them as
ears do: e stands between the unwritten a and i, o between a and u (a vowel to its neighbour costs 1, across costs
2), and a closing vowel, which tells Kumar from Kumari, costs 4 or 5.

A script that leaves sounds open says so by capitals. Tamil writes k and g, t and d, p and b, s, ch and j with one
letter each: K, T, P, S stand in its keys. Urdu begins Aslam and Islam with one letter, A in its keys, and leaves
short vowels out: its voiced forms are all capitals. A bare consonant that ends a word of Telugu, Kannada, Malayalam
or Tamil may be said with a long a (సునీత, Sunita) or none (రమేశ, Ramesh): the voiced form ends in v.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from samanvay_insight.script.compounds import LEAST, parted
from samanvay_insight.script.folding import fold
from samanvay_insight.script.romanise import to_latin
from samanvay_insight.script.skeletons import DOUBLED, SPELLING, SPELLINGS


class Token(NamedTuple):
    """One word of a name as it sounds; `is_light` where it says little about who it is (Shri, Kumar, Devi)."""

    key: str
    voiced: str
    is_light: bool


# Titles, and words that half of all names hold.
LIGHT_WORDS = """
    shri shree sri sree shrimati srimati smt sushri kumari kumar kum km kr ku mr mrs ms miss master baby late lt dr
    prof er adv mst mosammat musammat mohammad md mohd mohamad muhammad mohammed mohamed muhammed moh mo mu sk shekh
    sheikh shaikh syed saiyad sayyad devi debi singh sinh sing bai begum begam khatun khatoon bibi bano lal kaur das
    ben bhai ji kunwar kunwari alhaj haji hafiz maulana pandit pt swargiya svargiya tmt thiru selvi al ul ur ud us un
"""
LIGHT = frozenset(LIGHT_WORDS.split())
# Short forms written out.
KNOWN = {
    "md": "muhamad", "mohd": "muhamad", "mhd": "muhamad", "mohmd": "muhamad", "muhd": "muhamad", "mo": "muhamad",
    "moh": "muhamad", "mu": "muhamad", "mohmad": "muhamad", "mohamd": "muhamad", "sk": "shekh", "shk": "shekh",
    "sheik": "shekh", "kr": "kumar", "km": "kumari", "kum": "kumari", "ku": "kumari", "smt": "shrimati",
    "abdur": "abdul", "abdus": "abdul", "abdun": "abdul", "abdu": "abdul", "abd": "abdul", "abdool": "abdul",
    "mst": "musamat", "mosammat": "musamat", "mussamat": "musamat", "mosamat": "musamat",
    "begum": "begam", "begom": "begam", "sinh": "singh", "sing": "singh", "sangh": "singh", "bigam": "begam",
}  # fmt: skip
# Names, and endings, whose spellings no rule of sound brings together.
RESPELT = tuple(
    (re.compile(spellings), said)
    for spellings, said in {
        "^m[aou]+h(?:[aeou]+m+|m+)[aei]d$": "muhamad",  # but Mahmood
        "^ch[aou]+w?dh?[aou]*r(?:y|i|ee|ie)$": "chodhri",
        "^s[ae]*[iy]+[ae]d$": "seid",
        "^[yj][ou]+s[aeu]*(?:f|ph)$": "yusuf",
        "^k(?:i|ri|ru|iru|ar)sh?[aeou]*n(?=a?$|[^aeiou])": "krishn",
        "la(?:kk?h|chh?|cch|kkh)(?=m)": "laksh",
        "sw?[ao]*m[iy]$|sw?aamy$|chamy$": "sami",
        "ay(?:ee|i)$": "ai",
        "qui$": "ki",
        "que$": "k",
        "rughna$": "rughn",
        "(?<=n[td])a$": "A",  # Ananda, Anand
        "(?<=[aeiou][jz])e$|(?<=shor)e$": "",  # Feroze, Kishore
        "^hr": "r",  # Hrithik
        "zh": "l",  # Kanimozhi
        "ow(?=[^aeiouy]|$)": "o",  # Chowki
        "^nayud": "naid",
        "(?<=[sj])y(?=[aeou])|(?<=sh)y(?=[aeou])": "",  # Shyam, Jyoti
    }.items()
)
TO_RESPELL = re.compile("|".join(spellings.pattern for spellings, _ in RESPELT))
BENGALI_O = re.compile("[^aeiou]*o[^aeiou]+o[^aeiouy]+$")  # Roton, Ratan
SOFT_V = re.compile("(?<=s)b|(?<=.sa)b(?=[aeiouIUEO])")  # Saraswati, Sarsati: no sound of the key
SILENT_H = re.compile("(?<=[^aeiouy])h(?=[^aeiou])|(?<=.)h$")

# Vowels by the ear, long and joined ones as capitals until they are told; the order matters.
VOWELS = tuple(
    (re.compile(spelt), heard)
    for spelt, heard in {
        "(?<=[ae])o$": "b",  # Deo, Dev
        "aa+": "a",
        "a[iy]*e?[ei](?=[^aeiouy])": "E",  # Saeed, Ayesha
        "ee+|ii+|ie(?![aou])|ea(?=[^aeiou])": "I",
        "oo+|uu+": "U",
        "au(?![aeiou])|ou": "O",
        "[aoe][iy]e?(?![aeiou])|[ae]y(?=[aeou])": "E",
        "i?y(?=[aeouIUEO])|(?<![aeiouIUEO])y": "I",
        "e(?=r(?:[^aeiouIUEO]|$))": "a",  # Verma
        "(?:(?<=[^aeiouIUEOr]r)|(?<=k[rR][iI]sn)|(?<=[aI]b))a$": "",  # Chandra, Krishna, Srivastava
    }.items()
)
INNER_A = re.compile("(?<=[^aeiouIUEO])a(?=[^aeiouIUEO])")
TOLD = str.maketrans({"i": "ei", "I": "ei", "E": "e", "u": "ou", "U": "ou", "O": "o"})
CLOSING = {
    "a": "aaaa", "i": "eiiii", "I": "eiiii", "u": "ouuuu", "U": "ouuuu", "e": "eiii", "E": "eiii", "o": "ouuu",
    "O": "ouuu",
    "A": "a",
}  # fmt: skip
FIRST = {"a": "a", "e": "i", "i": "i", "E": "i", "I": "i", "o": "u", "O": "u", "u": "u", "U": "u"}
NOT_KEY = re.compile("[aeiouAIUEOy]")
NOT_LATIN = re.compile("[^a-z0-9]+")

# How the sounds that a script leaves open are folded, on both sides, where either side leaves them open.
OPEN_CONSONANTS = ("ghdbcj", "kktpss")
OPEN_VOWELS = ("iu", "aa")
FOLD_CONSONANTS = str.maketrans(*OPEN_CONSONANTS)
OPENED = str.maketrans("ktps", "KTPS")
TAMIL = re.compile("[\u0b80-\u0bff]")
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
OPEN_BEGINNING = re.compile("[\u0627\u0623\u0625\u0639](?![\u0648\u0624\u06cc\u064a])")
OPEN_END = re.compile("[\u0b95-\u0bb9\u0c15-\u0c39\u0c95-\u0cb9\u0d15-\u0d39]$")
UNSURE = re.compile("(?<=e)i(?=[^aeiou])|(?<=o)u(?=[^aeiou])")  # ی is i and e, و u and o: between the two
NG = re.compile("\u0919(?!\u094d)")  # ङ that closes a Nepali name: Gurung

JOINING_A = re.compile("(?:a{4}|v)$", re.IGNORECASE)  # Shivakumar, Shivkumar


@lru_cache(maxsize=262_144)
def token_key(word: str) -> Token:
    """Return how one word is heard; text without letters or digits gives an empty key.

    Of a compound the first word is heard alone, and the number of the second follows: mn1 of मानबहादुर.
    """
    first, second = parted(word)
    heard = _token(first)
    if second and len(heard.key) >= LEAST[second]:
        return Token(heard.key + second, JOINING_A.sub("a", heard.voiced) + second, False)
    return _token(word)


def is_compound(token: Token) -> bool:
    """Tell whether a token is that of two words joined (Manbahadur)."""
    return token.key[-1:].isdigit()


def _token(word: str) -> Token:
    latin = NOT_LATIN.sub("", fold(to_latin(NG.sub("\u0919\u094d\u0917", word))))
    if not latin:
        return Token("", "", True)
    key, voiced = _heard(_respelt(KNOWN.get(latin, latin)))
    if TAMIL.search(word):
        key = key.translate(FOLD_CONSONANTS).translate(OPENED)
    elif ARABIC.search(word):
        key = "A" + key[1:] if OPEN_BEGINNING.match(word) else key
        voiced = UNSURE.sub("", voiced).upper()
    if OPEN_END.search(word):
        voiced = voiced.rstrip("a") + "v"
    return Token(key, voiced, latin in LIGHT or len(latin) == 1)


def _respelt(latin: str) -> str:
    if BENGALI_O.match(latin):
        latin = latin.replace("o", "a")
    if TO_RESPELL.search(latin):  # most words need none of it
        for spellings, said in RESPELT:
            latin = spellings.sub(said, latin)
    return latin or "a"


def _heard(spelt: str) -> tuple[str, str]:
    body = SPELLING.sub(_sound, spelt).replace("w", "b")
    if body[0] == "y" and len(body) > 1:
        body = "j" + body[1:]
    body = SILENT_H.sub("", DOUBLED.sub(r"\1", body))
    for form, heard in VOWELS:
        body = form.sub(heard, body)
    key = FIRST.get(body[0], "") + NOT_KEY.sub("", SOFT_V.sub("", body))
    inner, last = INNER_A.sub("", body), body[-1]
    told = inner[:-1].translate(TOLD) + (CLOSING.get(last, last) if len(inner) > 1 else last.translate(TOLD))
    return key or body[0].lower(), told


def _sound(match: re.Match[str]) -> str:
    spelt = match.group()
    if spelt == "c":
        return "s" if match.string[match.end() : match.end() + 1] in ("e", "i", "y") else "k"
    return SPELLINGS[spelt]
