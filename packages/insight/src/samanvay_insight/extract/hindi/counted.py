"""Persons of a Hindi sentence whom a number names without a noun that any table has."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.cues import hindi_verbs as verbs
from samanvay_insight.extract.cues.hindi import KIND
from samanvay_insight.extract.hindi.forms import words
from samanvay_insight.extract.hindi.numbers import number_at
from samanvay_insight.extract.hindi.spot import AND
from samanvay_insight.extract.people import Persons
from samanvay_insight.extract.tokens import Token

NOUNS = cues.VICTIMS | cues.PERSONS | cues.SUSPECTS | cues.OFFICERS | cues.PUBLIC
_PART_OF = words("jinme jisme jinmein inme unme inmein unmein isme usme kul")
# More than these were never moved together under one number of a list.
_MOST = 500
_LONGEST_UNKNOWN = 3
# Nouns that a number counts and that are no persons.
_NO_ONE = (
    cues.WORK
    | cues.LODGING
    | cues.VEHICLES
    | cues.SPOTS
    | cues.CARE
    | cues.AGE
    | cues.BARRIERS
    | cues.VAGUE
    | cues.OFFICERS
    | verbs.OPERATIONS
    | verbs.MATTERS
    | verbs.AUX
    | words(
        "rupaye rupye rupees hazar hajar lakh crore karoR mobile मोबाइल phone फोन sim vahan nakdi saman samaan avedan "
        "dastavej dhanrashi lash shav sharab ganja kilo kg gram litre din dino hafte hafta saptah mah maah mahine "
        "mahina "
        "ghante minute bje baje bar baar tarikh dinank km kilometer meter dhara mukadma fir एफआईआर passport पासपोर्ट "
        "aadhar card कार्ड photo फोटो taraf or ore bag बैग bhains gaay bakri motorcycle मोटरसाइकिल bike बाइक prati "
        "pratishat "
        "tola sona chandi katta tamancha kartoos chaku number नंबर sankhya jagah jagaho sthan sthano gaon gaanv ganv "
        "gram "
        "family families faimli household households kunba kunbe kunbo kutumb "
        "tarah prakar bhagon saal wahin wahan yahan unhe inhe jinhe jise use"
    )
)


def number_alone(tokens: Sequence[Token], index: int, named: set[int]) -> Persons | None:
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


def told_by_age(tokens: Sequence[Token], index: int, named: set[int]) -> Persons | None:
    """ "14 vrsia Rosni": one who is told by age and name."""
    age = index + 1
    if tokens[index].kind != "number" or age >= len(tokens) - 1 or tokens[age].low not in cues.AGE:
        return None
    name = age + 1 + (tokens[age + 1].low in ("ki", "ka", "ke"))
    if name >= len(tokens) or not is_unknown(tokens, name, named):
        return None
    if any(t.low in NOUNS for t in tokens[name : name + 3]) or tokens[name].low in ("phle", "purv", "bad"):
        return None
    return Persons("victims", index, name + 1, 1, False, False, False)


def told_by_name(tokens: Sequence[Token], index: int, named: set[int]) -> Persons | None:
    """ "Puja (16 vrs) ko": one who is told by name and age; those who are grown may be of either side."""
    if index + 3 >= len(tokens) or tokens[index + 1].text != "(" or not is_unknown(tokens, index, named):
        return None
    age = tokens[index + 2].text
    closed = tokens[index + 3].text == ")" or (
        tokens[index + 3].low in cues.AGE and index + 4 < len(tokens) and tokens[index + 4].text == ")"
    )
    if not closed or not age.isdecimal() or not 1 <= int(age) < 90:
        return None
    who = "victims" if int(age) <= _CHILD else "persons"
    return Persons(who, index, index + 1, 1, False, False, False)


_CHILD = 18


def number_of_a_home(tokens: Sequence[Token], index: int, named: set[int]) -> Persons | None:
    """ "4 Bahraich ke or 3 Sitapur ke", "1 Nadia se or 2 Darjeeling se": a number told by a home alone."""
    value = number_at(tokens, index)
    after = index + 1
    if not value or value > _MOST or after not in named:
        return None
    before = tokens[index - 1] if index else None
    if before is not None and before.low not in AND and before.text not in ":(-" and before.low not in _PART_OF:
        return None
    while after in named:
        after += 1
    kind = KIND.at(tokens, after) if after < len(tokens) else None
    after = kind[1] if kind is not None else after
    if after >= len(tokens) or tokens[after].low not in ("se", "ke", "ki", "ka"):
        return None
    ahead = tokens[after + 1 : after + 3]
    ahead = ahead[:0] if ahead and ahead[0].kind == "mark" else ahead
    if any(t.low in NOUNS for t in ahead) and tokens[after].low != "se":
        return None
    return Persons("persons", index, index + 1, value, False, False, value > 1)


def of_unknown_noun(tokens: Sequence[Token], index: int, named: set[int]) -> Persons | None:
    """ "4 dhobio ko", "3 nrtkia mukt": a number before a noun of no table that is treated as a person."""
    value = number_at(tokens, index)
    if not value or value > _MOST or index in named:
        return None
    end = index + 1
    while end < len(tokens) and end - index <= _LONGEST_UNKNOWN and is_unknown(tokens, end, named):
        end += 1
    if end == index + 1 or end >= len(tokens):
        return None
    follows = tokens[end].low
    listed = follows in AND and end + 1 < len(tokens) and number_at(tokens, end + 1) is not None
    acted = listed or follows in ("ko", "ne") or verbs.EVENTS.at(tokens, end) is not None
    acted = acted or (follows in ("ki", "ke") and _event_near(tokens, end + 1))
    return Persons("persons", index, end, value, False, follows == "ne", value > 1) if acted else None


def is_unknown(tokens: Sequence[Token], index: int, named: Collection[int]) -> bool:
    token = tokens[index]
    if token.kind != "word" or index in named or len(token.low) < 3 or token.low in _NO_ONE | NOUNS:
        return False
    if verbs.MOVES.at(tokens, index) is not None or verbs.EVENTS.at(tokens, index) is not None:
        return False
    return KIND.at(tokens, index) is None and number_at(tokens, index) is None


def _event_near(tokens: Sequence[Token], index: int) -> bool:
    return any(verbs.EVENTS.at(tokens, i) is not None for i in range(index, min(index + 3, len(tokens))))
