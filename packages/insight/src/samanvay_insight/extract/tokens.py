"""Tokens and sentences, with the code points they stand on."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DEVANAGARI = "\u0900-\u0963\u0970-\u097f"
_TOKEN = re.compile(
    rf"""
    (?P<number>\d+(?:[.,/:\-\u2013]\d+)*(?:st|nd|rd|th)?(?![^\W\d_]))
  | (?P<abbreviation>(?:[A-Za-z]\.){{2,}}|\b[A-Za-z]/[A-Za-z]{{1,2}}\b)
  | (?P<possessive>['’]s(?![^\W\d_]))
  | (?P<word>(?i:\b(?:brother|sister|mother|father|son|daughter)s?-in-law\b)|(?:[^\W\d_]|[{_DEVANAGARI}])+)
  | (?P<mark>\d+|[^\s\w]|_|\w)
    """,
    re.VERBOSE,
)
# Words as they are typed in messages.
_TYPED = {
    "ppl": "people", "grls": "girls", "grl": "girl", "chldrn": "children", "chd": "child", "lbr": "labour",
    "wid": "with", "frm": "from", "thru": "through", "nd": "and", "hv": "have", "hav": "have",
    "tmrw": "tomorrow", "tmw": "tomorrow", "wth": "with", "resc": "rescued", "rescd": "rescued",
    "arr": "arrested", "arrstd": "arrested", "kms": "km",
}  # fmt: skip
# A full stop after these ends no sentence.
_SHORT = frozenset(
    re.findall(
        r"\w+",
        "no nos md mohd rs smt shri sri dr mr mrs ms sh km kum insp distt dist ps vill st pt vs approx ltd "
        "dt sub const govt dept addl supdt hrs yrs ph art sec cr rly jn stn wd jan feb mar apr jun "
        "jul aug sep sept oct nov dec",
    )
)
# A line that ends in one of these goes on.
_JOINING = frozenset(("of", "to", "from", "at", "in", "and", "the", "via", "by", "with", "a", "for", "district", "&"))
LONGEST = 160
_END = re.compile(r"[.!?।]+[\"'”’)\]]*(?=\s)|\n[ \t]*\n|(?<=[.:;।])[ \t]*\n|\n(?![ \t]*\n)")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark: `text == source[start:end]`."""

    text: str
    low: str
    kind: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital, or is in a script that has none."""
        return self.text[0].isupper() or "\u0900" <= self.text[0] <= "\u097f"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of tokens that one full stop ends; `paragraph` counts blank lines before it."""

    tokens: tuple[Token, ...]
    paragraph: int

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of `text[start:end]`, at their places in `text`."""
    stop = len(text) if end is None else end
    found = []
    for match in _TOKEN.finditer(text, start, stop):
        word = match.group()
        low = word.lower().replace("’", "'").rstrip(".") if match.lastgroup == "abbreviation" else word.lower()
        low = _TYPED.get(low, low)
        found.append(Token(word, low.replace("’", "'"), match.lastgroup or "mark", match.start(), match.end()))
    return tuple(_heard(found))


def _heard(found: list[Token]) -> list[Token]:
    """The tokens with "taken 2 Kanpur 4 sale" read as it sounds."""
    for index in range(1, len(found) - 1):
        token = found[index]
        if token.text not in ("2", "4") or token.kind != "number":
            continue
        before, after = found[index - 1], found[index + 1]
        led = before.low in _BEFORE_TO or _on_a_way(found, index)
        if token.text == "2" and led and after.kind == "word" and after.capital:
            found[index] = Token(token.text, "to", "word", token.start, token.end)
        elif token.text == "4" and after.low in ("sale", "work", "job", "marriage", "begging"):
            found[index] = Token(token.text, "for", "word", token.start, token.end)
    return found


def _on_a_way(found: list[Token], index: int) -> bool:
    """Whether "from Birgunj 2 Raxaul 2 Delhi" is typed, and not "from Gonda 2 and Basti 3"."""
    if index < 2 or not found[index - 1].capital or (index + 2 < len(found) and found[index + 2].text.isdecimal()):
        return index > 1 and index + 3 < len(found) and found[index + 2].text == "2" and found[index + 3].capital
    return any(t.low in ("from", "to") for t in found[max(0, index - 4) : index])


_BEFORE_TO = frozenset(("taken", "going", "brought", "sent", "bound", "headed", "taking", "sold", "back", "shifted"))


def sentences(text: str) -> list[Sentence]:
    """The sentences of `text` in order; abbreviations, numbered lists and blank lines are known."""
    found: list[Sentence] = []
    paragraph = 0
    begin = 0
    for match in _END.finditer(text):
        if _is_abbreviation(text, match) or (match.group() == "\n" and not _ends_line(text, match.start())):
            continue
        _append(found, text, begin, match.end(), paragraph)
        begin = match.end()
        if text[match.start() : match.end() + 2].count("\n") > 1:
            paragraph += 1
    _append(found, text, begin, len(text), paragraph)
    return found


def joined(first: Sentence, second: Sentence) -> Sentence:
    """Two sentences as one."""
    return Sentence(first.tokens + second.tokens, first.paragraph)


# Verbs that close a sentence of romanised Hindi, however its next word is written.
_CLOSING = frozenset(
    re.findall(
        r"\w+",
        "tha thi the hai hain gaya gayi gaye gai kiya kiye liya diya hua hui hue raha rahi rahe hoon hun",
    )
)


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    if not match.group().startswith(".") or len(match.group()) > 1:
        return False
    before = re.search(r"[^\W\d_]+$", text[max(0, match.start() - 12) : match.start()])
    if before is None:
        # "1. Bahraich" is a numbered line, not the end of a sentence.
        return re.search(r"(?:^|\n)[ \t]*\(?\d{1,2}$", text[max(0, match.start() - 6) : match.start()]) is not None
    word = before.group()
    if len(word) == 1 and word.isupper():
        return True
    if word.lower() in _CLOSING:
        return False
    after = text[match.end() : match.end() + 40].lstrip()
    if after[:1].islower() and len(word) <= 4:
        return True
    return word.lower() in _SHORT and (word[0].isupper() or after[:1].isdigit())


def _ends_line(text: str, at: int) -> bool:
    """Whether the line that ends at `at` is a heading or note of its own, not wrapped text."""
    line = text[max(0, at - 120) : at].rsplit("\n", 1)[-1].strip()
    following = text[at + 1 : at + 40].lstrip()
    if re.match(r"[-*•–]|\(?\d{1,2}[.)]\s", following):
        return True
    words = line.split()
    open_end = not words or words[-1].endswith((",", "-")) or words[-1].lower() in _JOINING
    return len(line) < 50 and not open_end and not following[:1].islower()


def _append(found: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    words = tokens(text, start, end)
    while len(words) > LONGEST:
        # No officer writes such a sentence; a table without stops does. It is cut at its last comma.
        cut = next((i for i in range(LONGEST, LONGEST // 2, -1) if words[i].text in ",;"), LONGEST)
        found.append(Sentence(words[:cut], paragraph))
        words = words[cut:]
    if words:
        found.append(Sentence(words, paragraph))
