"""Persons in a Hindi sentence: who they are to the matter, and how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from samanvay.insight.extract.cues import hindi as cues
from samanvay.insight.extract.cues import hindi_verbs as verbs
from samanvay.insight.extract.cues.hindi_places import DEMONYMS
from samanvay.insight.extract.hindi.forms import form, words
from samanvay.insight.extract.hindi.spot import AND
from samanvay.insight.extract.mentions import Mention
from samanvay.insight.extract.people import Persons
from samanvay.insight.extract.tokens import Token

_NOUNS = cues.VICTIMS | cues.PERSONS | cues.SUSPECTS | cues.OFFICERS | cues.PUBLIC
# Between a number and its noun: "3 Nepali nabalig".
_REACH = 6
# Numbers and other words that share a form.
_AS_WRITTEN = {"साठ": 60}
_NO_NUMBER = frozenset({"no", "नो", "चाय", "chai", "chay", "अतः", "शो", "डॉन", "डॉ", "so", "sho"})
# Their form is that of "ke".
_MANY = frozenset({"कई", "kai", "kayi"})
_DOZEN = form("darjan")
_COUPLES = words("dampati dampatti couple jodi")
_SISTERS = form("bahane")
_AMONG = words("jinme jisme jinmein")
_FAMILY = form("parivar")
_HALF = words("aadha aadhe")
# "bcha lia": saved, not a child.
_VERB_AFTER = frozenset({"lia", "lie", "li", "kr", "ne", "n"})


def persons(tokens: Sequence[Token], found: Sequence[Mention]) -> list[Persons]:
    """The persons of one sentence; those that "aur" joins are one, those in brackets repeat."""
    named = {i for m in found for i in range(m.start, m.end) if not m.demonym}
    made: list[Persons] = []
    index = depth = 0
    while index < len(tokens):
        token = tokens[index]
        depth += (token.text == "(") - (token.text == ")")
        if index not in named and token.low in _NOUNS and not _no_person(tokens, index):
            end = index + 1
            while end < len(tokens) and tokens[end].low in _NOUNS and end not in named and _one_phrase(tokens, end):
                end += 1
            told = _phrase(tokens, index, end, named)
            among = told.start > 0 and tokens[told.start - 1].low in _AMONG
            made.append(replace(told, inner=(depth > 0 or among) and bool(made)))
            index = end
            continue
        bare = _bare(tokens, index, named)
        if bare is not None:
            made.append(replace(bare, inner=depth > 0 and bool(made)))
        index += 1
    return _joined(tokens, made, named)


def number_at(tokens: Sequence[Token], index: int) -> int | None:
    """The number that the token says, in digits or words; none for ages, dates, ranges and sums."""
    token = tokens[index]
    if _is_age(tokens, index):
        return None
    if token.kind == "number":
        plain = token.text.replace(",", "")
        if not plain.isdecimal() or len(plain) > 5 or (len(plain) == 4 and plain[:2] in ("19", "20")):
            return None
        return int(plain)
    if token.kind == "mark":
        return None
    value = _AS_WRITTEN.get(token.text) or (None if token.text.lower() in _NO_NUMBER else cues.NUMBERS.get(token.low))
    if value is None:
        return None
    if token.low == _DOZEN:
        times = number_at(tokens, index - 1) if index else None
        if index and tokens[index - 1].low in _HALF:
            return 6
        return 12 * (times or 1)
    if index and tokens[index - 1].text in "-\u2013" and index > 1 and tokens[index - 2].low in cues.NUMBERS:
        return None
    if index and token.low not in ("ek", _DOZEN) and tokens[index - 1].low in cues.NUMBERS and _pair(tokens, index):
        return None
    return value


def _pair(tokens: Sequence[Token], index: int) -> bool:
    """ "do tin ldkia": two or three, no number."""
    before = cues.NUMBERS[tokens[index - 1].low]
    return 1 <= cues.NUMBERS[tokens[index].low] - before <= 2 and before < 10


def _is_age(tokens: Sequence[Token], index: int) -> bool:
    ahead = [t.low for t in tokens[index + 1 : index + 3]]
    if ahead and (ahead[0] in cues.AGE or (ahead[0] in "-\u2013" and ahead[1:] and ahead[1] in cues.AGE)):
        return True
    if index and tokens[index - 1].low in cues.AGE and tokens[index - 1].low not in ("sl", "vrs"):
        return tokens[index - 1].low in ("umr", "umr", "ayu")
    words = {t.low for t in tokens[index + 1 : index + 4]}
    if (
        words & {"hjr", "hjar", "rupe", "rupye", "rs", "lkh", "din", "dino", "mh", "mah", "mhine", "gnte", "bje", "rte"}
        and ahead
    ):
        return ahead[0] in ("hjr", "rupe", "rupye", "lkh", "din", "dino", "mh", "mhine", "gnte", "bje", "mah")
    return index > 0 and tokens[index - 1].low in (
        "dhra",
        "no",
        "snkhya",
        "rs",
        "nnbr",
        "nmbr",
        "sn",
        "pltfrm",
        "trein",
    )


def _one_phrase(tokens: Sequence[Token], end: int) -> bool:
    """Whether the noun goes on: "nabalig ldkia", not "aropi ldki ko"."""
    one, other = tokens[end - 1].low, tokens[end].low
    if one in cues.SUSPECTS or one in cues.OFFICERS:
        return other in cues.PERSONS or (one in cues.OFFICERS and other in cues.OFFICERS) or other in cues.SUSPECTS
    return other not in cues.OFFICERS


def _no_person(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    ahead = tokens[index + 1].low if index + 1 < len(tokens) else ""
    if token.low in ("bcha", "bche") and ahead in _VERB_AFTER:
        return True
    if ahead in cues.NAMES_NO_PERSON:
        return True
    if token.low == _SISTERS and index and tokens[index - 1].low == "ke":
        # "nokri ke bahane"
        return True
    if token.low in ("nepli", "bngldesi", "rohingya") and ahead in _NOUNS:
        return True
    return token.low in ("bl", "dl") and token.text.lower() in ("bal", "बाल")


def _phrase(tokens: Sequence[Token], start: int, end: int, named: set[int]) -> Persons:
    head = tokens[end - 1].low
    count: int | None = None
    vague = definite = False
    begin = start
    all_of = cues.ALL_OF.get(head) or cues.ALL_OF.get(tokens[start].low)
    if all_of is not None:
        count, definite = all_of, True
    position = start - 1
    while position >= 0 and start - position <= _REACH:
        token = tokens[position]
        if token.low in cues.VAGUE or token.text.lower() in _MANY:
            vague, begin = True, position
            break
        if token.low in cues.ALL_OF:
            count, definite, begin = cues.ALL_OF[token.low], True, position
            break
        value = number_at(tokens, position) if position not in named else None
        paired = token.low in cues.NUMBERS and position > 0 and tokens[position - 1].low in cues.NUMBERS
        if value is None and paired and not _is_age(tokens, position):
            # "do tin ldkia"
            vague, begin = True, position - 1
            break
        if value is not None and not (token.low in ("do", "nau") and _not_number(tokens, position)):
            count, begin = value, position
            if position and tokens[position - 1].low in ("sbhi", "ye", "in", "un"):
                definite = True
            break
        if token.low in cues.DEFINITE:
            definite, begin = True, position
            break
        if token.low == "ke" and position and tokens[position - 1].low in cues.AGE:
            position -= 2
            continue
        if token.low in ("ki", "ka") and position and tokens[position - 1].low in cues.AGE:
            position -= 2
            continue
        if token.low in ("ki", "ke", "ka") and position - 1 in named:
            # "6 Khunti ki ldkio": the number stands before their home.
            while position - 1 in named:
                position -= 1
            value = number_at(tokens, position - 1) if position else None
            if value is not None and tokens[position - 1].kind == "number":
                count = value
            break
        if token.low in cues.BARRIERS or position in named or (token.kind == "mark" and token.text not in "-\u2013"):
            break
        if token.low in _NOUNS and token.low not in cues.VICTIMS and token.low not in DEMONYMS:
            break
        if token.kind == "number" and not _is_age(tokens, position) and "-" in token.text:
            vague = True
            begin = position
            break
        position -= 1
    if count is None and end + 1 < len(tokens) and tokens[end].text in ":-=":
        # "pidit: 3"
        count = number_at(tokens, end + 1)
    if count is None and not vague and head in cues.SINGULAR and not _plural_after(tokens, end):
        count = 1
    if head == _FAMILY and count == 1:
        count = None
    if head in _COUPLES:
        count = 2 * (count or 1)
    agent = end < len(tokens) and tokens[end].low in ("ne", "dvra")
    return Persons(_who(tokens, start, end), begin, end, count, definite, agent, head not in cues.SINGULAR, vague)


def _not_number(tokens: Sequence[Token], position: int) -> bool:
    return position + 1 < len(tokens) and tokens[position + 1].low in ("ki", "ke")


def _plural_after(tokens: Sequence[Token], end: int) -> bool:
    """ "aropi pkde ge": the verb says that they are many."""
    for token in tokens[end : end + 7]:
        if token.kind == "mark" or token.low in ("ko", "ne", "ke", "se"):
            return False
        if token.low in _PLURAL and token.text.lower() not in _FEMININE:
            return True
    return False


_FEMININE = frozenset({"gayi", "gai", "gayee", "gaee", "gyi", "गई", "गयी", "गईं"})
_PLURAL = frozenset({"ge", "hue", "kie", "pkde", "dhre", "dboche", "the", "rhe"})


def _who(tokens: Sequence[Token], start: int, end: int) -> str:
    nouns = [tokens[i].low for i in range(start, end)]
    if any(n in cues.SUSPECTS for n in nouns[:-1]) or nouns[-1] in cues.SUSPECTS:
        return "suspects"
    if any(n in cues.VICTIMS for n in nouns):
        return "victims"
    if nouns[-1] in cues.OFFICERS:
        return "officers"
    if nouns[-1] in cues.PUBLIC:
        return "public"
    return "persons"


def _bare(tokens: Sequence[Token], index: int, named: set[int]) -> Persons | None:
    """ "unme se chr chudai ge", "3 rescue": a number that stands for persons."""
    if index in named or index + 1 >= len(tokens):
        return None
    value = number_at(tokens, index)
    if not value or (tokens[index].low in ("ek",) and tokens[index + 1].low not in ("ko",)):
        return None
    ahead = tokens[index + 1]
    if ahead.low in AND and index + 2 in named and index and tokens[index - 1].low in ("ki", "ke", "ka"):
        # "Dang ki 2 or Banke ki 1 ldki"
        return Persons("persons", index, index + 1, value, False, False, value > 1)
    hit = verbs.EVENTS.at(tokens, index + 1)
    if (hit is None or hit[0] == "sensitisation") and not (
        ahead.low in ("ko", "ki") and _event_near(tokens, index + 2)
    ):
        return None
    return Persons("persons", index, index + 1, value, False, False, value > 1)


def _event_near(tokens: Sequence[Token], index: int) -> bool:
    return any(verbs.EVENTS.at(tokens, i) is not None for i in range(index, min(index + 3, len(tokens))))


def _joined(tokens: Sequence[Token], found: list[Persons], named: set[int]) -> list[Persons]:
    joined: list[Persons] = []
    for item in found:
        last = joined[-1] if joined else None
        if last is not None and last.end <= item.start and last.inner == item.inner:
            gap = [t.low for t in tokens[last.end : item.start]]
            homes = set(range(last.end, item.start)) & named
            if homes:
                gap = [t.low for i, t in enumerate(tokens[last.end : item.start], last.end) if i not in homes]
                gap = gap[:1] if gap[1:] in (["ki"], ["ke"], ["ka"]) and last.end - last.start == 1 else ["no"]
            gap = [w for w in gap if w not in ("uske", "unke", "uski", "unki", "sath", "sth")]
            alike = (last.who == item.who or {"victims", "persons"} >= {last.who, item.who}) and last.who not in (
                "officers",
                "public",
            )
            again = tokens[last.end - 1].low == tokens[item.end - 1].low and item.end - item.start == 1
            if alike and not again and gap and len(gap) <= 2 and all(w in AND for w in gap):
                total = None if last.count is None or item.count is None else last.count + item.count
                who = "victims" if "victims" in (last.who, item.who) else last.who
                joined[-1] = Persons(
                    who,
                    last.start,
                    item.end,
                    total,
                    last.definite,
                    item.agent,
                    True,
                    last.vague or item.vague,
                    last.inner,
                )
                continue
        joined.append(item)
    return joined
