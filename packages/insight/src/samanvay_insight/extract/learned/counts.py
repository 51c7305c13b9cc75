"""The numbers of a text that may count persons, and whom they count.

Days, ages, sums of money and the numbers of files and trains count none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from samanvay_insight.extract.cues import numbers
from samanvay_insight.extract.dates import dates
from samanvay_insight.extract.hindi.forms import form
from samanvay_insight.extract.learned.persons import MINORS_AND_VICTIMS, Sort, sort_of
from samanvay_insight.extract.tokens import Token, tokens
from samanvay_insight.script.folding import DIGITS

_LONGEST_NUMBER = 4
_REACH = 4
_LONGEST_WORD = 20  # letters of a number in words
ADULT = 18
_TENS = range(20, 100, 10)
_DOZEN, _HUNDRED = 12, 100
# Words that sound like a number.
_NO_NUMBERS = frozenset({"no", "so", "sho", "chai", "chay", "don", "नो", "चाय", "अतः", "शो", "डॉ", "डॉन"})
_MEASURES = frozenset({"dozen", "darjan", "दर्जन", "hundred", "sau", "सौ"})
# By which days without a year are seen for what they are.
_SOME_DAY = date(2000, 12, 31)


@dataclass(frozen=True, slots=True)
class Group:
    """Persons of one kind: so many females, males, of unknown sex; whether children, victims or suspects."""

    value: int
    sex: str
    is_child: bool
    is_victim: bool
    is_suspect: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A number at code points `start:end`; a sum of several spans them all and has their groups."""

    start: int
    end: int
    value: int
    groups: tuple[Group, ...]

    @property
    def females(self) -> int | None:
        return self._of("f")

    @property
    def males(self) -> int | None:
        return self._of("m")

    @property
    def children(self) -> int | None:
        """How many are said to be under 18; none where the words do not say so."""
        found = sum(g.value for g in self.groups if g.is_child)
        return found or None

    @property
    def of_victims_alone(self) -> bool:
        """Whether all whom it counts are minors or victims by the words."""
        return bool(self.groups) and all(g.is_victim and not g.is_suspect for g in self.groups)

    @property
    def of_suspects_alone(self) -> bool:
        """Whether all whom it counts are suspects by the words."""
        return bool(self.groups) and all(g.is_suspect for g in self.groups)

    def _of(self, sex: str) -> int | None:
        found = sum(g.value for g in self.groups if g.sex == sex)
        return found or None


# A number before one of these counts no persons.
_UNITS = re.compile(
    r"[\s-]*(?:famil(?:y|ies)\b|households?\b|pari[vw]aa?r|परिवार|(?:years?|yrs?|yr|y|months?|weeks?|days?|"
    r"hours?|hrs?|hr|"
    r"minutes?|mins?|kms?|km|kilomet\w+|rupees|rs|lakhs?|lacs?|crores?|hazaa?r|thousand|rupa[yi]\w*|percent|per cent|"
    r"villages?|districts?|states?|blocks?|cases?|firs?|vehicles?|phones?|mobiles?|buses|trains?|rooms?|places|"
    r"stations?|"
    r"teams?|raids?|sim|cards?|nights?|acres?|kg|baje|ghante|din|mah|maah|mahine|saal|sal|varsh\w*|warsh\w*|baras|"
    r"st|nd|rd|th|am|pm|ft|inch|feet)\b|वर्ष|साल|बरस|माह|महीने|महीना|दिन|घंटे|घण्टे|बजे|रुपये|रूपये|रुपए|हजार|"
    r"हज़ार|लाख|करोड़|किमी|"
    r"किलोमीटर|प्रतिशत|%|मामले|मुकदमे|गांव|गाँव|जिले|जिलों|राज्यों|मोबाइल|वाहन|टीम|₹)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:(?:aged?|age|umr|umra|aayu|ayu|about|no|nos|number|num|section|sections|sec|u/s|us|s|fir|cr|crime|case|gd|"
    r"coach|berth|seat|platform|pf|train|trn|tr|ward|sector|rs|inr|nh|h/no|plot|gate|gali|lane|kh|dhara|sankhya|sl|"
    r"article|rule|para|page|bn|battalion|coy|pillar|bop|class|std|pw|aged about|since|at)\.?[\s:#.\-]*(?:no\.?\s*)?|"
    r"(?:उम्र|आयु|धारा|संख्या|सं0|सं|प्लेटफार्म|कोच|ट्रेन|वार्ड|कक्षा|मु0अ0सं0|मु0अ0स0|अ0सं0|नं0|नंबर|"
    r"दिनांक)[\s:.\-]*|₹\s*|/)\Z",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"(?:\s|,|\+|&|/|\band\b|\baur\b|\bevam\b|\btatha\b|और|एवं|तथा|व|\bas well as\b|\ba\b|\bone\b"
    r"|minor|nabalig|नाबालिग)*\Z",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"(?<!\d)(\d{1,2})(?:\s*(?:-|to|se|से|–|व|and)\s*(\d{1,2}))?\s*-?\s*(?:years?|yrs?|yr|y\b|sa+l|varsh|वर्ष|साल|बरस)|\b(?:aged?|age|umr|उम्र|आयु)\s*(?:about|around|between)?\s*(\d{1,2})",
    re.IGNORECASE,
)
# "12 aur 14 saal", "11-15 years": an age, the first of two.
_AGES = re.compile(
    r"\s*(?:,|-|–|/|&|\b(?:aur|and|or|to|se|ya|va)\b|और|व|से|तथा|या)\s*\d{1,2}\s*-?\s*"
    r"(?:years?|yrs?|yr|y\b|sa+l|varsh|वर्ष|साल|बरस)",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,2}[:.]\d{2}\s*(?:hrs?|am|pm|बजे|baje)?\Z|\d{4}\s*(?:hrs?|h)\b", re.IGNORECASE)


def counts(text: str) -> list[Count]:
    """The counts of a text in its order: single numbers, then sums of groups said one after the other.

    A total and its own breakdown ("12 children (7 boys, 5 girls)") are not added up.
    """
    days = [(d.start, d.end) for d in dates(text, 0, len(text), written_on=_SOME_DAY)]
    said = tokens(text)
    single: list[Count] = []
    nouns: list[int] = []
    index = 0
    while index < len(said):
        end, value = _number(said, index)
        first, last = said[index], said[end - 1]
        if value and not any(_counts_none(text, token, days) for token in (first, last)):
            group, behind = _group(said, text, end, value)
            single.append(Count(first.start, last.end, value, () if group is None else (group,)))
            nouns.append(behind)
        index = end
    return [*single, *_sums(text, single, nouns)]


def _number(said: Sequence[Token], index: int) -> tuple[int, int | None]:
    """Where the number that begins at a token ends, and its value: "twenty-five", "two dozen", "do darjan" are one."""
    value, end = _value(said[index]), index + 1
    ahead = end + 1 if end + 1 < len(said) and said[end].text == "-" else end
    more = _value(said[ahead]) if ahead < len(said) else None
    if value is None or more is None or said[ahead].text[:1].isdigit():
        return end, value
    if value in _TENS and 0 < more < 10 and not said[index].text[:1].isdigit():
        return ahead + 1, value + more
    if more in (_DOZEN, _HUNDRED) and said[ahead].low in _MEASURES and 0 < value < _DOZEN:
        return ahead + 1, value * more
    return end, value


def whole(those: Sequence[tuple[int, int, Count]], index: int) -> int:
    """The index of the sum that a count is a part of, else its own: of "two boys and a girl" all three are meant."""
    one = those[index][2]
    for other, (*_, total) in enumerate(those):
        if len(total.groups) > 1 and total.start <= one.start and one.end <= total.end:
            return other
    return index


def _value(token: Token) -> int | None:
    if len(token.text) > _LONGEST_WORD:
        return None
    plain = token.text.translate(DIGITS).replace(",", "")
    if plain.isdecimal() and len(plain) <= _LONGEST_NUMBER:
        value = int(plain)
        return None if len(plain) == _LONGEST_NUMBER and plain[:2] in ("19", "20") else value
    if token.kind != "word" or token.low in _NO_NUMBERS:
        return None
    return numbers.ENGLISH.get(token.low, numbers.HINDI.get(form(token.text)))


def _counts_none(text: str, token: Token, days: Sequence[tuple[int, int]]) -> bool:
    if any(start <= token.start < end for start, end in days):
        return True
    if not token.text[:1].isdigit() and not token.text[:1].isnumeric():
        return _UNITS.match(text, token.end) is not None
    before, behind = text[max(0, token.start - 24) : token.start], text[token.end : token.end + 1]
    if _BEFORE.search(before) or (behind in ("/", ":") and text[token.end + 1 : token.end + 2].isdigit()):
        return True
    if before[-1:] in ("/", ":", ".") and before[-2:-1].isdigit():
        return True
    return any(said.match(text, token.end) for said in (_UNITS, _AGES)) or _TIME.match(text, token.start) is not None


def _group(said: Sequence[Token], text: str, index: int, value: int) -> tuple[Group | None, int]:
    """Whom a number counts, by the words from a token on, and where they end."""
    sorts: set[Sort] = set()
    last = said[index - 1].end
    for token in said[index : index + _REACH]:
        if token.kind == "mark" and token.text not in "-.'’":
            break
        if token.kind == "number" or _value(token) is not None:
            break
        sort = sort_of(token.text)
        if sort is not None:
            sorts.add(sort)
            last = token.end
        elif sorts:
            break
    if not sorts:
        return None, last
    sex = "f" if {"girl", "woman"} & sorts else "m" if {"boy", "man"} & sorts else ""
    ages = [int(n) for match in _AGE.finditer(text[last : last + 40].split(".")[0]) for n in match.groups() if n]
    child = "child" in sorts or (bool(ages) and max(ages) < ADULT)
    is_suspect = "suspect" in sorts
    victim = not is_suspect and bool(MINORS_AND_VICTIMS & sorts)
    return Group(value, sex, child and not is_suspect, victim, is_suspect), last


def _sums(text: str, single: Sequence[Count], nouns: Sequence[int]) -> Iterable[Count]:
    """The sums of groups that "and" or a comma joins, unless a total stands before them."""
    at = 0
    while at < len(single):
        end = at
        while (
            end + 1 < len(single)
            and single[end].groups
            and single[end + 1].groups
            and _joined(text, nouns[end], single[end + 1].start)
        ):
            end += 1
        if end > at:
            those = single[at : end + 1]
            total = sum(one.value for one in those)
            told = at > 0 and single[at - 1].value == total and those[0].start - nouns[at - 1] < 30
            if not told and len({g.is_suspect for one in those for g in one.groups}) == 1:
                yield Count(those[0].start, those[-1].end, total, tuple(g for one in those for g in one.groups))
        at = end + 1


def _joined(text: str, end: int, start: int) -> bool:
    return start - end < 24 and _JOINS.match(text[end:start]) is not None
