"""Names of persons compared by ear, across scripts and spellings.

A token of a name has two forms. The `key` is what stays of it when a clerk writes by ear: its consonants in
folded classes, and the vowel that it begins with. The `voiced` form keeps the other vowels, written so that the
Levenshtein distance weighs them as ears do: e stands between the unwritten a and i, o between a and u (a vowel
to its neighbour costs 1, across costs 2), and a closing vowel, which tells Kumar from Kumari, costs 3.

A script that leaves sounds open says so by capitals. Tamil writes k and g, t and d, p and b, s, ch and j with one
letter each: K, T, P, S stand in its keys. Urdu begins Aslam and Islam with one letter, A in its keys, and leaves
short vowels out: its voiced forms are all capitals.

Two tokens are alike by distances and lengths alone, so that the same rule can be said in SQL:

    keys a and b: in lower case; where either holds one of K T P S, both with `OPEN_CONSONANTS` folded, and the
    voiced forms too; where either holds A, both with `OPEN_VOWELS` folded
    same  keys equal and levenshtein(voiced_a, voiced_b) = 0
    near  keys equal and levenshtein(voiced_a, voiced_b) <= SLACK[least(length(key_a), length(key_b), 7)],
          SLACK_UNWRITTEN where either voiced form is in capitals

The Levenshtein distances are those of the lower-case forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from samanvay.insight.script.folding import fold
from samanvay.insight.script.skeletons import DOUBLED, NASAL_BEFORE_STOP, SPELLING, SPELLINGS, in_latin

DIFFERENT, NEAR, SAME = 0, 1, 2
# What two voiced forms may differ by, by the letters of the shorter key; the last holds for all that are longer.
SLACK = (0, 0, 0, 1, 2, 2, 2, 3)
SLACK_UNWRITTEN = (0, 1, 2, 3, 4, 4, 4, 5)  # where one of them leaves short vowels unwritten
# How sounds that a script leaves open are folded on both sides.
OPEN_CONSONANTS = ("ghdbcj", "kktpss")
OPEN_VOWELS = ("iu", "aa")


class Token(NamedTuple):
    """One word of a name as it sounds; `is_light` where it says little about who it is (Shri, Kumar, Devi)."""

    key: str
    voiced: str
    is_light: bool


# Titles, and words that half of all names hold.
LIGHT_WORDS = """
    shri shree sri sree shrimati srimati smt sushri kumari kumar kum km kr ku mr mrs ms miss master baby late lt dr
    prof er adv mst mosammat mohammad md mohd mohamad muhammad mohammed mohamed sk shekh sheikh shaikh syed saiyad
    devi debi singh sinh bai begum begam khatun khatoon bibi bano lal kaur das ben bhai ji kunwar kunwari alhaj haji
    hafiz maulana pandit pt swargiya svargiya tmt thiru selvi al ul ur ud us un
"""
LIGHT = frozenset(LIGHT_WORDS.split())
# Short forms written out, and names whose spellings no rule brings together.
KNOWN = {
    "md": "muhamad", "mohd": "muhamad", "mhd": "muhamad", "mohmd": "muhamad", "muhd": "muhamad", "mo": "muhamad",
    "mohmad": "muhamad", "mohamd": "muhamad", "sk": "shekh", "shk": "shekh", "sheik": "shekh", "kr": "kumar",
    "km": "kumari", "kum": "kumari", "ku": "kumari", "smt": "shrimati", "abdur": "abdul", "abdus": "abdul",
    "abdun": "abdul", "abdu": "abdul", "abd": "abdul", "abdool": "abdul", "abdel": "abdul",
    "mst": "musamat", "mosammat": "musamat", "mussamat": "musamat", "mosamat": "musamat",
    "begum": "begam", "begom": "begam",
}  # fmt: skip
RESPELT = (
    (re.compile(r"^m[ou]ha?mm?[aeiou]+d$"), "muhamad"),
    (re.compile(r"^ch[aou]+w?dh?[aou]*r(y|i|ee|ie)$"), "chodhri"),
    (re.compile(r"^s[ae]*[iy]+[ae]d$"), "seid"),
    (re.compile(r"^k(?:i|ri|ru)s[h]?[aeou]*n(?=a?$|[^aeiou])"), "krishn"),
    (re.compile(r"la(?:kk?h|chh?|cch|kkh)(?=m)"), "laksh"),
    (re.compile(r"sw?[ao]*m[iy]$|sw?aamy$|chamy$"), "sami"),
)
END = r"(?![\w\u0900-\u0d7f])"
ALIAS = re.compile(
    rf"\s*(?:@|(?<!\w)(?:urf|uraf|alias|alies|aka|a\.k\.a|उर्फ़?|ওরফে|ઉર્ફે|ਉਰਫ਼?|عرف){END}\.?)\s*", re.IGNORECASE
)
OF = re.compile(
    rf"\s*(?:\b[sdwchf]\s*/\s*o\b|\b(?:son|daughter|wife|widow)\s+of\b|\b[sdw]\.o\."
    rf"|(?:सु?पुत्री?|पत्नी|बेटी|बेटा|ولد|بنت|زوجہ){END}).*$",
    re.IGNORECASE | re.DOTALL,
)
ZH = re.compile("zh")
WEAK_Y = re.compile(r"(?<=s)y(?=[aeou])")
SOFT_V = re.compile(r"(?<=s)b")
FIRST_H = re.compile(r"^h(?=r)")
VOWELS = (
    (re.compile(r"(?<=[ae])o$"), "b"),  # Deo, Dev
    (re.compile(r"aa+"), "a"),
    (re.compile(r"ee+|ii+|ie(?![aou])|ea(?=[^aeiou])"), "I"),
    (re.compile(r"oo+|uu+"), "U"),
    (re.compile(r"a[uw](?![aeiou])|ou|ow(?![aeiou])"), "O"),
    (re.compile(r"[aoe][iy]e?(?![aeiou])|a[iy]+[ei](?=[^aeiou])"), "E"),
    (re.compile(r"i?y(?=[aeouIUEO])(?<![aeiouIUEO]y)"), "I"),
    (re.compile(r"iy(?=[aeouIUEO])"), "I"),
    (re.compile(r"(?<![aeiouIUEO])y"), "I"),
    (re.compile(r"e(?=r(?:[^aeiouIUEO]|$))"), "a"),
)
CODE = str.maketrans({"i": "ei", "I": "ei", "e": "e", "E": "e", "u": "ou", "U": "ou", "o": "o", "O": "o"})
INNER_A = re.compile(r"(?<=[^aeiouIUEO])a(?=[^aeiouIUEO])")
WEAK_END = re.compile(r"(?:(?<=[^aeiouIUEOr]r)|(?<=krIsn)|(?<=krisn))a$")
SILENT_E = re.compile(r"(?<=[aeiou][jz])e$")
CLOSING = {"a": "aaa", "i": "eii", "I": "eii", "u": "ouu", "U": "ouu", "e": "e", "E": "e", "o": "o", "O": "o"}
FIRST = {"a": "a", "e": "i", "i": "i", "E": "i", "I": "i", "o": "u", "O": "u", "u": "u", "U": "u"}
NOT_KEY = re.compile(r"[aeiouIUEOy]")
NOT_LATIN = re.compile(r"[^a-z0-9]+")


def _sound(match: re.Match[str]) -> str:
    spelt = match.group()
    if spelt == "c":
        return "s" if match.string[match.end() : match.end() + 1] in ("e", "i", "y") else "k"
    return SPELLINGS[spelt]


@lru_cache(maxsize=262_144)
def token_key(word: str) -> Token:
    """Return how one word sounds; text without letters or digits gives an empty key."""
    latin = NOT_LATIN.sub("", fold(in_latin(word)))
    if not latin:
        return Token("", "", True)
    is_light = latin in LIGHT or len(latin) == 1
    spelt = SILENT_E.sub("", KNOWN.get(latin, latin))
    for form, instead in RESPELT:
        spelt = form.sub(instead, spelt)
    body = SPELLING.sub(_sound, ZH.sub("l", FIRST_H.sub("", spelt)))
    if body[0] == "y" and len(body) > 1:
        body = "j" + body[1:]
    body = re.sub(r"(?<=[^aeiouy])h(?=[^aeiou])|(?<=.)h$", "", DOUBLED.sub(r"\1", WEAK_Y.sub("", body)))
    body = NASAL_BEFORE_STOP.sub("n", body)
    for form, instead in VOWELS:
        body = form.sub(instead, body)
    body = WEAK_END.sub("", re.sub(r"w", "b", body))
    consonants = NOT_KEY.sub("", SOFT_V.sub("", body[0] + body[1:]))
    key = DOUBLED.sub(r"\1", FIRST.get(body[0], "") + consonants)
    inner = INNER_A.sub("", body)
    last = inner[-1]
    closing = CLOSING.get(last, last) if len(inner) > 1 else last.translate(CODE)
    voiced = inner[:-1].translate(CODE) + closing
    return Token(key or body[:1], voiced, is_light)


def said_names(text: str) -> list[str]:
    """Return a written name without "son of", and each alias after "@", "urf" or "alias" as a name of its own."""
    return [part for part in (one.strip() for one in ALIAS.split(OF.sub("", text))) if part]


def token_keys(name: str) -> list[Token]:
    """Return the tokens of a name in order, those of its aliases after them; the father's name is not among them."""
    return [token for one in said_names(name) for word in fold(one).split() if (token := token_key(word)).key]


_OPEN_CONSONANTS = str.maketrans(*OPEN_CONSONANTS)
_OPEN_VOWELS = str.maketrans(*OPEN_VOWELS)


def opened(a: Token, b: Token) -> tuple[str, str, str, str, tuple[int, ...]]:
    """Return the two keys and the two voiced forms as they are to be compared, and the slack that holds."""
    keys, voiced = (a.key, b.key), (a.voiced, b.voiced)
    slack = SLACK
    if not (voiced[0] + voiced[1]).islower():
        slack = SLACK_UNWRITTEN
        voiced = (voiced[0].lower(), voiced[1].lower())
    both = "".join(keys)
    if not both.islower():
        keys = (keys[0].lower(), keys[1].lower())
        if any(sign in both for sign in "KTPS"):
            keys = (keys[0].translate(_OPEN_CONSONANTS), keys[1].translate(_OPEN_CONSONANTS))
            voiced = (voiced[0].translate(_OPEN_CONSONANTS), voiced[1].translate(_OPEN_CONSONANTS))
        if "A" in both:
            keys = (keys[0].translate(_OPEN_VOWELS), keys[1].translate(_OPEN_VOWELS))
    return (*keys, *voiced, slack)


def tokens_alike(a: Token, b: Token) -> int:
    """Return 2 where two tokens sound the same, 1 where they are near, 0 where they are different."""
    key_a, key_b, voiced_a, voiced_b, slack = opened(a, b)
    if key_a != key_b or not key_a:
        return DIFFERENT
    allowed = slack[min(len(key_a), len(slack) - 1)]
    apart = Levenshtein.distance(voiced_a, voiced_b, score_cutoff=allowed)
    return SAME if apart == 0 else NEAR if apart <= allowed else DIFFERENT


def alike(a: str, b: str) -> int:
    """Return how alike two names sound: 2 the same, 1 near, 0 different.

    The words that say something are compared in any order, each of the shorter name with one of the longer;
    light words count where a name has no others. A name written as one word equals the same in two.
    """
    return max(
        (_names_alike(_weighty(one), _weighty(other)) for one in _each(a) for other in _each(b)),
        default=DIFFERENT,
    )


def _each(name: str) -> list[list[Token]]:
    return [tokens for one in said_names(name) if (tokens := token_keys(one))]


def _weighty(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if not token.is_light] or tokens


def _joined(tokens: Iterable[Token]) -> Token:
    parts = list(tokens)
    return Token("".join(part.key for part in parts), "".join(part.voiced for part in parts), False)


def _names_alike(a: list[Token], b: list[Token]) -> int:
    if len(a) > len(b):
        a, b = b, a
    left, grade = list(b), SAME
    for token in a:
        best = max(range(len(left)), key=lambda at: tokens_alike(token, left[at]))
        found = tokens_alike(token, left[best])
        grade = min(grade, found)
        if not found:
            break
        del left[best]
    if grade == DIFFERENT and len(a) != len(b):
        return min(tokens_alike(_joined(a), _joined(b)), NEAR)
    return grade


def alike_table(a: Sequence[str], b: Sequence[str]) -> NDArray[np.int8]:
    """Return the grades (0, 1, 2) of every word of `a` with every word of `b`, shape (len(a), len(b))."""
    table = np.zeros((len(a), len(b)), dtype=np.int8)
    rows, columns, grades = alike_pairs([token_key(word) for word in a], [token_key(word) for word in b])
    table[rows, columns] = grades
    return table


def _folded(key: str) -> str:
    """Return the key with everything folded that a script may leave open."""
    return key.lower().translate(_OPEN_CONSONANTS).translate(_OPEN_VOWELS)


def alike_pairs(
    a: Sequence[Token], b: Sequence[Token]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int8]]:
    """Return the pairs of tokens that are not different: places in `a`, places in `b`, grades.

    Time goes with the pairs of one key, not with len(a) * len(b).
    """
    by_key: dict[str, list[int]] = {}
    for at, token in enumerate(b):
        if token.key:
            by_key.setdefault(_folded(token.key), []).append(at)
    rows: list[int] = []
    columns: list[int] = []
    grades: list[int] = []
    for at, token in enumerate(a):
        for other in by_key.get(_folded(token.key), ()):
            grade = tokens_alike(token, b[other])
            if grade:
                rows.append(at)
                columns.append(other)
                grades.append(grade)
    return np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64), np.array(grades, dtype=np.int8)
