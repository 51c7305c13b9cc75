"""Persons in a Hindi sentence: who they are to the matter, and how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.cues import hindi_verbs as verbs
from samanvay_insight.extract.cues.hindi import KIND
from samanvay_insight.extract.cues.hindi_places import DEMONYMS
from samanvay_insight.extract.hindi.called import doer, names_after, taking
from samanvay_insight.extract.hindi.counted import (
    NOUNS,
    number_alone,
    number_of_a_home,
    of_unknown_noun,
    told_by_age,
    told_by_name,
)
from samanvay_insight.extract.hindi.forms import form, words
from samanvay_insight.extract.hindi.numbers import is_age, number_at
from samanvay_insight.extract.hindi.spot import AND
from samanvay_insight.extract.mentions import Mention
from samanvay_insight.extract.people import Persons
from samanvay_insight.extract.tokens import Token

# Between a number and its noun: "3 Nepali nabalig".
_REACH = 6
# Their form is that of "ke".
_MANY = frozenset({"कई", "kai", "kayi"})
_COUPLES = words("dampati dampatti couple jodi")
_SISTERS = form("bahane")
_MADE_INTO = words("banane banakar banne bankar")
_CALLED = words("bhai bhaiya didi")
_GANG = words("giroh gang गैंग girohon")
_MEMBER = words("sadasya sadasyo member members")
_HUSBAND = words("pati")
_WIFE = words("patni")
_MINOR = words("nabalig naabalig balak kishor kishori minor")
_TRADES = words("naukri kaam job जॉब pad")
_AMONG = words("jinme jisme jinmein")
_FAMILIES = words("parivar parivaro")
_BESIDE = words("wala wale wali vala ka")
# "bcha lia": saved, not a child.
_VERB_AFTER = frozenset({"lia", "lie", "li", "kr", "ne", "n"})
_ARE = frozenset({"hain", "hai\u0902", "\u0939\u0948\u0902", "hein"})
# One form for one and for many.
_SAME_MANY = words("kishor majdoor mazdoor shramik balak kamgar yatri nagarik dalal taskar agent एजेंट abhiyukt labour")
_FEMININE = frozenset({"gayi", "gai", "gayee", "gaee", "gyi", "गई", "गयी", "गईं"})
_PLURAL = frozenset({"ge", "hue", "kie", "pkde", "dhre", "dboche", "the", "rhe"})


def persons(tokens: Sequence[Token], found: Sequence[Mention]) -> list[Persons]:
    """The persons of one sentence; those that "aur" joins are one, those in brackets repeat."""
    named = {i for m in found for i in range(m.start, m.end) if not m.demonym}
    made: list[Persons] = []
    index = depth = 0
    while index < len(tokens):
        token = tokens[index]
        depth += (token.text == "(") - (token.text == ")")
        if index not in named and token.low in NOUNS and not _no_person(tokens, index):
            end = index + 1
            while end < len(tokens) and tokens[end].low in NOUNS and end not in named and _goes_on(tokens, end):
                end += 1
            told = _phrase(tokens, index, end, named)
            among = told.start > 0 and tokens[told.start - 1].low in _AMONG
            made.append(replace(told, inner=(depth > 0 or among) and bool(made)))
            index = max(end, told.end)
            continue
        bare = (
            told_by_age(tokens, index, named)
            or told_by_name(tokens, index, named)
            or number_alone(tokens, index, named)
            or number_of_a_home(tokens, index, named)
            or of_unknown_noun(tokens, index, named)
            or doer(tokens, index)
        )
        if bare is not None:
            made.append(replace(bare, inner=depth > 0 and bool(made)))
        index = max(index + 1, bare.end if bare is not None else 0)
    return _joined(tokens, made, named)


def _goes_on(tokens: Sequence[Token], end: int) -> bool:
    if tokens[end].low in cues.ALL_OF and any(t.low in AND for t in tokens[max(0, end - 2) : end]):
        # "bap or beta dono": both of them.
        return False
    return _one_phrase(tokens, end) and not _a_trade(tokens, end)


def _one_phrase(tokens: Sequence[Token], end: int) -> bool:
    """Whether the noun goes on: "nabalig ldkia", not "aropi ldki ko"."""
    one, other = tokens[end - 1].low, tokens[end].low
    if one in cues.SUSPECTS or one in cues.OFFICERS:
        return other in cues.PERSONS or (one in cues.OFFICERS and other in cues.OFFICERS) or other in cues.SUSPECTS
    if one in cues.VICTIMS and other in cues.SUSPECTS and one not in _MINOR:
        # "6 mjdur thekedar ke sath"
        return False
    return other not in cues.OFFICERS


def _no_person(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    ahead = tokens[index + 1].low if index + 1 < len(tokens) else ""
    if token.low in ("bcha", "bche") and ahead in _VERB_AFTER:
        return True
    if (ahead in cues.NAMES_NO_PERSON and token.low not in cues.SUSPECTS) or _a_trade(tokens, index):
        return True
    if index == 0 and token.low in _CALLED and ahead not in cues.BARRIERS:
        # "bhai, Mailani vali team ki update"
        return True
    if token.low == _SISTERS and index and tokens[index - 1].low == "ke":
        # "nokri ke bahane"
        return True
    if token.low in ("nepli", "bngldesi", "rohingya") and ahead in NOUNS:
        return True
    if token.low in cues.ALL_OF and KIND.at(tokens, index + 1) is not None if index + 1 < len(tokens) else False:
        # "dono jilo me"
        return True
    return token.low in ("bl", "dl") and token.text.lower() in ("bal", "बाल")


def _a_trade(tokens: Sequence[Token], index: int) -> bool:
    """ "driver ki nokri", "naukrani banakar": what they would be, not who they are."""
    ahead = [t.low for t in tokens[index + 1 : index + 3]]
    trade = len(ahead) > 1 and ahead[0] in ("ki", "ke", "ka") and ahead[1] in _TRADES
    return trade or (bool(ahead) and ahead[0] in _MADE_INTO) or ahead == ["ke", "pd"]


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
        if value is None and paired and not is_age(tokens, position):
            # "do tin ldkia"
            vague, begin = True, position - 1
            break
        if value is not None and not (token.low in ("do", "nau") and _not_number(tokens, position)):
            count, begin = value, position
            if position and tokens[position - 1].low in ("sbhi", "ye", "in", "un"):
                definite = True
            break
        if token.low in _BESIDE and taking(tokens, position) is not None:
            begin = position + 1
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
        if token.low == "or" and position and number_at(tokens, position - 1) is not None:
            # "2 or ldkia": two more.
            position -= 1
            continue
        if token.low in cues.BARRIERS or position in named or (token.kind == "mark" and token.text not in "-\u2013"):
            break
        if token.low in NOUNS and token.low not in cues.VICTIMS and token.low not in DEMONYMS:
            break
        if token.kind == "number" and not is_age(tokens, position) and "-" in token.text:
            vague = True
            begin = position
            break
        position -= 1
    if count is None and end + 1 < len(tokens) and tokens[end].text in ":-=":
        # "pidit: 3"
        count = number_at(tokens, end + 1)
    if count is None and not vague and head in cues.SINGULAR and not _plural_after(tokens, end):
        count = 1
    if head in _FAMILIES and count is not None:
        # How many persons two families are is not said.
        count, vague = None, True
    if head in _COUPLES:
        count = 2 * (count or 1)
    agent = end < len(tokens) and tokens[end].low in ("ne", "dvra")
    beside = begin > 1 and tokens[begin - 1].low in _BESIDE and tokens[begin - 2].low in ("sth", "sath")
    # "sath vala ldka bi pkd lia": the companion of the girls.
    who = "suspects" if beside else _who(tokens, start, end)
    if begin > 1 and tokens[begin - 1].low in _BESIDE and taking(tokens, begin - 1) is not None:
        # "ldkio ko bhgane vala ldka"
        who = "suspects"
    if head in _MEMBER and end - start == 1 and not any(t.low in _GANG for t in tokens[max(0, start - 6) : start]):
        # "mjdur parivaro ke 26 sdsy"
        who = "persons"
    upto, names = names_after(tokens, end, named) if who != "officers" else (end, 0)
    if names > 1 and (count is None or (count == 1 and number_at(tokens, begin) is None)):
        count = names
    agent = agent or (upto < len(tokens) and tokens[upto].low in ("ne", "dvra"))
    return Persons(who, begin, upto, count, definite, agent, head not in cues.SINGULAR or names > 1, vague)


def _not_number(tokens: Sequence[Token], position: int) -> bool:
    return position + 1 < len(tokens) and tokens[position + 1].low in ("ki", "ke")


def _plural_after(tokens: Sequence[Token], end: int) -> bool:
    """ "aropi pkde ge": the verb says that they are many."""
    ahead = tokens[end : end + 5]
    if any(a.low == "ke" and (b.text in _ARE or b.low == "the") for a, b in pairwise(ahead)):
        # "kisor Chhatarpur ke hain"
        return True
    for token in tokens[end : end + 9]:
        alike = tokens[end - 1].low in _SAME_MANY
        if alike and (token.text in _ARE or token.low in ("rhe", "the")):
            return True
        if token.kind == "mark" or token.low in ("ko", "ne", "ke") or (token.low == "se" and not alike):
            return False
        if token.low in AND:
            return False
        if token.low in _PLURAL and token.text.lower() not in _FEMININE:
            return True
    return False


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


def _seized(tokens: Sequence[Token], index: int) -> bool:
    hits = [verbs.EVENTS.at(tokens, i) for i in range(index, min(index + 2, len(tokens)))]
    return any(hit is not None and hit[0] in ("arrest", "caught") for hit in hits)


def _joined(tokens: Sequence[Token], found: list[Persons], named: set[int]) -> list[Persons]:
    joined: list[Persons] = []
    for item in found:
        last = joined[-1] if joined else None
        if last is not None and tokens[last.end - 1].low in _FAMILIES and item.inner and item.start == last.end + 1:
            # "do parivar (9 log)"
            joined[-1] = replace(last, count=item.count, vague=item.count is None)
            continue
        if last is not None and last.end <= item.start and last.inner == item.inner:
            gap = [t.low for t in tokens[last.end : item.start]]
            homes = set(range(last.end, item.start)) & named
            if homes:
                gap = [t.low for i, t in enumerate(tokens[last.end : item.start], last.end) if i not in homes]
                gap = gap[:1] if gap[1:] in (["ki"], ["ke"], ["ka"]) and last.end - last.start == 1 else ["no"]
            theirs = {"uske", "unke", "uski", "unki", "uska", "unka"} & set(gap)
            gap = [w for w in gap if w not in ("uske", "unke", "uski", "unki", "uska", "unka", "sath", "sth")]
            if item.count is None and not item.vague and last.count == 1 and tokens[item.end - 1].low in cues.SINGULAR:
                # The verb is plural for the two of them.
                item = replace(item, count=1)
            if theirs and len(gap) == 2 and gap[0] in AND and item.count is not None:
                # "mhila or uska dudhmuha bcha"
                gap = gap[:1]
            alike = (last.who == item.who or {"victims", "persons"} >= {last.who, item.who}) and last.who not in (
                "officers",
                "public",
            )
            pair = gap in (["-"], []) and tokens[last.end - 1].low in _HUSBAND and tokens[item.end - 1].low in _WIFE
            if pair:
                joined[-1] = replace(last, end=item.end, count=2, agent=item.agent, plural=True)
                continue
            both = not item.definite and {last.who, item.who} == {"suspects", "persons"} and last.count and item.count
            alike = alike and tokens[item.end - 1].low not in cues.ALL_OF
            alike = alike or bool(both and _seized(tokens, item.end))
            again = tokens[last.end - 1].low == tokens[item.end - 1].low and item.end - item.start == 1
            if alike and not again and gap and len(gap) <= 2 and all(w in AND for w in gap):
                total = None if last.count is None or item.count is None else last.count + item.count
                who = next((w for w in ("victims", "suspects") if w in (last.who, item.who)), last.who)
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
