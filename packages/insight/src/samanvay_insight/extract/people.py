"""Persons in a sentence: who they are to the matter, and how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from samanvay_insight.extract.cues import Words
from samanvay_insight.extract.cues import english as cues
from samanvay_insight.extract.dates import in_date
from samanvay_insight.extract.tokens import Token

_NOUNS = cues.VICTIMS | cues.PERSONS | cues.SUSPECTS | cues.OFFICERS | cues.PUBLIC
# "child marriage", "women help desk": the noun names no person.
_NOT_PERSONS = Words.of(
    "marriage marriages labour labor welfare protection helpline development trafficking help lines line care rights "
    "traffick begging abuse home homes cell desk commission department hostel training mobile"
)
_STOP = Words.of(
    "from to at in on by via through for of with was were is are been being be has have had and or but while who "
    "which that where , ; : ( ) . against after before near aged"
)
# "a pair of sisters", "a group of 12 boys"
# "Panchayat members" are no gang's.
_COUNCILS = Words.of("panchayat committee samiti sabha ward club union group council trust community force vidhan")
_FAMILIES = Words.of("family families household households")
# "Class 9", "coach 5": a number that counts nobody.
_NUMBERED = Words.of(
    "no on at in date of / - class std grade ward sector platform coach item para case entry berth room page "
    "column serial pillar gate"
)
_MEASURES = Words.of("pair couple dozen dozens group batch")
_FOLLOWS_BARE = Words.of(
    "in at to belong hail come came was were are is has have had from of being held nabbed "
    "caught freed detained intercepted stopped apprehended who while rescued arrested missing"
)


@dataclass(frozen=True, slots=True)
class Persons:
    """A noun phrase for persons: tokens `start:end`, `who` victims, persons, suspects or officers."""

    who: str
    start: int
    end: int
    count: int | None
    definite: bool
    agent: bool
    plural: bool
    vague: bool = False
    inner: bool = False


def persons(tokens: Sequence[Token]) -> list[Persons]:
    """The persons of one sentence; those that "and" joins are one, those in brackets repeat."""
    found: list[Persons] = []
    index = 0
    depth = 0
    while index < len(tokens):
        token = tokens[index]
        depth += (token.text == "(") - (token.text == ")")
        if token.low in _NOUNS and not _names_no_person(tokens, index):
            end = index + 1
            while end < len(tokens) and tokens[end].low in _NOUNS:
                end += 1
            told = _phrase(tokens, index, end)
            found.append(replace(told, inner=True) if depth > 0 and found else told)
            index = end
            continue
        bare = _bare_number(tokens, index)
        if bare is not None:
            # "3 women, 1 from Kaski and 2 from Syangja": parts of those named before.
            part = (
                found
                and tokens[bare.end].low in ("from", "of")
                and (
                    found[-1].inner
                    or tokens[index - 1].text == ":"
                    or (found[-1].end == index - 1 and tokens[index - 1].text == ",")
                )
                if bare.end < len(tokens)
                else False
            )
            told = replace(bare, inner=True) if found and (depth > 0 or part) else bare
            found.append(_part_of_many(tokens, told) if found else told)
        index += 1
    return _joined(tokens, [_part_of_many(tokens, p) if found.index(p) else p for p in found])


def _part_of_many(tokens: Sequence[Token], persons: Persons) -> Persons:
    """ "Nineteen persons, of whom eleven are children": the eleven repeat some of the nineteen."""
    led = [t.low for t in tokens[max(0, persons.start - 4) : persons.start]]
    part = ("whom" in led and "of" in led) or led[-1:] == ["including"]
    return replace(persons, inner=True) if part else persons


def number_at(tokens: Sequence[Token], index: int) -> int | None:
    """The number that the token says, in digits or words; none for dates, ranges and ages."""
    token = tokens[index]
    if token.kind == "number":
        plain = token.low.replace(",", "")
        if not plain.isdecimal() or len(plain) > 6 or _is_age(tokens, index) or in_date(tokens, index):
            return None
        return int(plain)
    value = cues.NUMBERS.get(token.low)
    if value is None or (value > 1 and (_is_age(tokens, index) or in_date(tokens, index))):
        return None
    if value < 10 and index > 0 and 20 <= cues.NUMBERS.get(tokens[index - 1].low, 0) <= 90:
        return cues.NUMBERS[tokens[index - 1].low] + value
    if value < 10 and index > 1 and tokens[index - 1].text == "-":
        tens = cues.NUMBERS.get(tokens[index - 2].low, 0)
        return tens + value if 20 <= tens <= 90 else value
    if value in (12, 100) and token.low in ("dozen", "hundred") and index > 0:
        times = cues.NUMBERS.get(tokens[index - 1].low) or (
            int(tokens[index - 1].low) if tokens[index - 1].low.isdecimal() else 1
        )
        return value * times
    return value


def _is_age(tokens: Sequence[Token], index: int) -> bool:
    following = [t.low for t in tokens[index + 1 : index + 3]]
    if following and following[0] in cues.AGE:
        return True
    if len(following) == 2 and following[0] == "-" and following[1] in cues.AGE:
        return True
    if index > 2 and tokens[index - 1].low in ("and", ",", "-", "to", "\u2013") and tokens[index - 2].kind == "number":
        # "aged 12 and 15"
        before = [t.low for t in tokens[max(0, index - 6) : index - 1] if t.kind == "word"]
        return before[-1:] in (["aged"], ["age"])
    return index > 0 and tokens[index - 1].low in (
        "aged",
        "age",
        "no",
        "section",
        "u/s",
        "train",
        "rs",
        "fir",
    )


def _names_no_person(tokens: Sequence[Token], index: int) -> bool:
    if index + 1 == len(tokens) or tokens[index + 1].low not in _NOT_PERSONS:
        return False
    # "Four boys begging outside the shrine" are persons.
    counted = index > 0 and (number_at(tokens, index - 1) is not None or tokens[index - 1].low in cues.DEFINITE)
    return not (tokens[index + 1].low == "begging" and counted)


def _phrase(tokens: Sequence[Token], start: int, end: int) -> Persons:
    head = tokens[end - 1].low
    count: int | None = None
    definite = False
    vague = False
    begin = start
    position = start - 1
    while position >= 0 and start - position <= 7:
        token = tokens[position]
        if token.low in cues.UNCOUNTED:
            vague = True
            begin = position
            break
        value = number_at(tokens, position)
        article = token.low in ("a", "an")
        if value is not None and token.low not in ("hundred",) and not (article and count is not None):
            count = value
            begin = position
            # "all three", "a dozen", "the two"
            definite = definite or token.low == "both"
            if position > 0 and tokens[position - 1].low in cues.DEFINITE:
                definite = True
            break
        if definite and token.low not in ("all", "of"):
            break
        if token.low in cues.SUSPECTS | cues.OFFICERS or (
            token.low in cues.VERBS and token.low not in cues.ATTRIBUTIVE
        ):
            # "a gang takes children": the article is the gang's.
            break
        if token.low in cues.DEFINITE:
            definite = True
            begin = position
            position -= 1
            continue
        if token.low == "of" and position > 0 and tokens[position - 1].low in _MEASURES:
            position -= 1
            continue
        if token.low == "of" and position > 0 and tokens[position - 1].low in cues.UNCOUNTED:
            # "a lot of victims"
            vague = True
            break
        if token.low == "of" and position > 0 and definite and number_at(tokens, position - 1) is not None:
            # "two of the missing girls"
            position -= 1
            continue
        if token.low in _STOP or (token.kind == "mark" and token.text != "-"):
            break
        position -= 1
    if begin > 0 and start > begin and tokens[begin - 1].low == "both":
        definite, count = True, 2
    if count is None and not vague and head in cues.SINGULAR and not (head == "youth" and begin == start):
        count = 1
    if head == "couple":
        count = 2 * (count or 1)
    if head in _FAMILIES and count is not None:
        # How many persons "five families" are is not said.
        count, vague = None, True
    agent = "by" in (t.low for t in tokens[max(0, begin - 2) : begin])
    plural = head not in cues.SINGULAR
    return Persons(_who(tokens, start, end), begin, end, count, definite, agent, plural, vague)


def _who(tokens: Sequence[Token], start: int, end: int) -> str:
    head = tokens[end - 1].low
    if head in ("member", "members") and start and tokens[start - 1].low in _COUNCILS:
        return "public"
    if end - start > 1 and head in cues.PERSONS and tokens[start].low in cues.SUSPECTS:
        return "suspects"
    for name, nouns in (
        ("victims", cues.VICTIMS),
        ("suspects", cues.SUSPECTS),
        ("officers", cues.OFFICERS),
        ("public", cues.PUBLIC),
    ):
        if head in nouns:
            return name
    return "persons"


def _bare_number(tokens: Sequence[Token], index: int) -> Persons | None:
    token = tokens[index]
    if _is_aged_noun(tokens, index):
        end = next(i for i in range(index, len(tokens)) if tokens[i].low == "old") + 1
        return Persons("victims", index, end, 1, False, False, False)
    if index and token.kind == "number" and tokens[index - 1].end == token.start and tokens[index - 1].kind == "word":
        # "UP78"
        return None
    if token.low in ("a", "an", "single", "couple", "hundred", "zero") or index + 1 >= len(tokens):
        return None
    value = number_at(tokens, index)
    if token.kind == "number" and value is not None and 1900 <= value < 2100:
        return None
    if value is None or not value or tokens[index + 1].low not in _FOLLOWS_BARE:
        return None
    if index > 0 and (tokens[index - 1].low in _NUMBERED or tokens[index - 1].text == "."):
        return None
    definite = token.low == "both" or (index > 0 and tokens[index - 1].low in ("all", "the"))
    return Persons("persons", index, index + 1, value, definite, False, value > 1)


def _is_aged_noun(tokens: Sequence[Token], index: int) -> bool:
    """ "A 13-year-old was lured": the age stands for the child."""
    words = [t.low for t in tokens[index + 1 : index + 6] if t.text != "-"]
    return (
        tokens[index].kind == "number"
        and len(words) > 2
        and words[0] in cues.AGE
        and words[1] == "old"
        and (
            words[2] in _FOLLOWS_BARE
            or words[2] in ("went", "out", "off", "stolen", "whose")
            or words[2].endswith("ed")
        )
    )


def _said(tokens: Sequence[Token], persons: Persons) -> set[str]:
    return {t.low for t in tokens[persons.start : persons.end]} & cues.SINGULAR


def _in_apposition(tokens: Sequence[Token], one: Persons, other: Persons) -> bool:
    """Whether "his brother, a lad of 17" is said."""
    if tokens[other.start].low in ("all", "both") and None in (one.count, other.count):
        # "three donors, all labourers from Erode", "their traffickers, both from Unchahar"
        return True
    article = tokens[other.start].low in ("a", "an") and other.end < len(tokens)
    return one.count == other.count == 1 and article and tokens[other.end].low in (",", "of", "aged", "from", "(")


def _counted_again(tokens: Sequence[Token], one: Persons, other: Persons, gap: Sequence[str]) -> bool:
    """Whether the number of persons follows that of their families."""
    counted = tokens[one.end - 1].low in _FAMILIES and bool(other.count)
    return counted and len(gap) <= 4 and bool(set(gap) & _COMPRISING) and other.end - other.start <= 3


_COMPRISING = Words.of("( comprising totalling consisting having numbering , with - containing")


def _with_kin(gap: Sequence[str]) -> bool:
    """Whether "a couple from Chhapra and their two children" is said."""
    return len(gap) <= 7 and gap[-2:-1] == ["and"] and gap[-1] in ("their", "his", "her")


def _names_between(gap: Sequence[Token], one: Persons, other: Persons) -> bool:
    """Whether "child A (11) and child B" is said."""
    if one.count != 1 or other.count != 1 or gap[-1].low not in ("and", "&") or len(gap) > 8:
        return False
    return all(t.capital or t.kind == "number" or t.text in "()," for t in gap[:-1])


def _joined(tokens: Sequence[Token], found: list[Persons]) -> list[Persons]:
    joined: list[Persons] = []
    for item in found:
        last = joined[-1] if joined else None
        if last is not None and "officers" not in (last.who, item.who) and last.end <= item.start:
            gap = [t.low for t in tokens[last.end : item.start]]
            if gap == [","] and item.end - item.start == 1 and tokens[item.start].low in _said(tokens, last):
                # "with 1 baby boy, baby stolen from Ballia": the same.
                joined.append(replace(item, definite=True))
                continue
            if gap == [","] and _in_apposition(tokens, last, item):
                who = "victims" if item.who == "victims" else last.who
                joined[-1] = replace(last, end=item.end, who=who, count=last.count or item.count)
                continue
            if _counted_again(tokens, last, item, gap):
                # "7 families (26 persons) from Chhattisgarh", "four families comprising 17 members"
                end = last.end if {"of", "from"} & set(gap) else item.end
                joined[-1] = replace(last, end=end, count=item.count, vague=False)
                continue
            if _with_kin(gap) and last.count and item.count:
                joined[-1] = replace(last, count=last.count + item.count, plural=True)
                continue
            alike = last.who == item.who or "suspects" not in (last.who, item.who)
            # "caught both persons and the girls were sent home": two clauses.
            parted = (
                cues.EVENTS.ending(tokens, last.start) is not None
                and item.end < len(tokens)
                and tokens[item.end].low in ("was", "were", "have", "has")
            )
            if (
                alike
                and not parted
                and last.inner == item.inner
                and gap
                and (
                    (len(gap) <= 2 and all(w in (",", "and", "&") for w in gap))
                    or _names_between(tokens[last.end : item.start], last, item)
                )
            ):
                total = None if last.count is None or item.count is None else last.count + item.count
                who = "victims" if "victims" in (last.who, item.who) else last.who
                joined[-1] = Persons(
                    who,
                    last.start,
                    item.end,
                    total,
                    last.definite,
                    last.agent,
                    True,
                    last.vague or item.vague,
                )
                continue
        joined.append(item)
    return joined
