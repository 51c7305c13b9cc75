"""Persons in a Hindi sentence: who they are to the matter, and how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from samanvay.insight.extract.cues import hindi as cues
from samanvay.insight.extract.cues import hindi_verbs as verbs
from samanvay.insight.extract.cues.hindi import KIND
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
_PART_OF = words("jinme jisme jinmein inme unme inmein unmein isme usme kul")
_MADE_INTO = words("banane banakar banne bankar")
_CALLED = words("bhai bhaiya didi")
_GANG = words("giroh gang गैंग girohon")
_MEMBER = words("sadasya sadasyo member members")
_HUSBAND = words("pati")
_WIFE = words("patni")
_UNITS = words(
    "hazar hajar hjar rupaye rupye rupay lakh crore karoR din dino mah maah mahine mahina ghante baje saptah hafte "
    "hafta "
    "minute kilometer km meter raat raate rupe"
)
_NUMBERED = words("dhara no number sankhya rs nambar san nmbr platform train gaadi coach कोच बोगी bogie sankhaya")
_MINOR = words("nabalig naabalig balak kishor kishori minor")
_TRADES = words("naukri kaam job जॉब pad")
_AMONG = words("jinme jisme jinmein")
_FAMILY = form("parivar")
_BESIDE = words("wala wale wali vala ka")
_HALF = words("aadha aadhe")
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
        "tarah prakar bhagon saal wahin wahan yahan unhe inhe jinhe jise use"
    )
)
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
            while end < len(tokens) and tokens[end].low in _NOUNS and end not in named and _goes_on(tokens, end):
                end += 1
            told = _phrase(tokens, index, end, named)
            among = told.start > 0 and tokens[told.start - 1].low in _AMONG
            made.append(replace(told, inner=(depth > 0 or among) and bool(made)))
            index = end
            continue
        bare = (
            _aged(tokens, index, named)
            or _bare(tokens, index, named)
            or _of_a_place(tokens, index, named)
            or _unknown(tokens, index, named)
        )
        if bare is not None:
            made.append(replace(bare, inner=depth > 0 and bool(made)))
        index = max(index + 1, bare.end if bare is not None else 0)
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
    if ahead and ahead[0] in _UNITS:
        return True
    return index > 0 and tokens[index - 1].low in _NUMBERED


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
    if ahead in cues.NAMES_NO_PERSON or _a_trade(tokens, index):
        return True
    if index == 0 and token.low in _CALLED and ahead not in cues.BARRIERS:
        # "bhai, Mailani vali team ki update"
        return True
    if token.low == _SISTERS and index and tokens[index - 1].low == "ke":
        # "nokri ke bahane"
        return True
    if token.low in ("nepli", "bngldesi", "rohingya") and ahead in _NOUNS:
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
        if token.low == "or" and position and number_at(tokens, position - 1) is not None:
            # "2 or ldkia": two more.
            position -= 1
            continue
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
    beside = begin > 1 and tokens[begin - 1].low in _BESIDE and tokens[begin - 2].low in ("sth", "sath")
    # "sath vala ldka bi pkd lia": the companion of the girls.
    who = "suspects" if beside else _who(tokens, start, end)
    if begin > 1 and tokens[begin - 1].low in _BESIDE and _takes(tokens, begin - 1):
        # "ldkio ko bhgane vala ldka"
        who = "suspects"
    if head in _MEMBER and end - start == 1 and not any(t.low in _GANG for t in tokens[max(0, start - 6) : start]):
        # "mjdur parivaro ke 26 sdsy"
        who = "persons"
    return Persons(who, begin, end, count, definite, agent, head not in cues.SINGULAR, vague)


def _takes(tokens: Sequence[Token], end: int) -> bool:
    """Whether a verb of taking or selling away ends there: "le jane", "bechne"."""
    for start in range(max(0, end - 3), end):
        hit = verbs.MOVES.at(tokens, start)
        if hit is not None and hit[1] == end and hit[0] in ("carry", "sell", "bring", "send"):
            return tokens[end - 1].low.endswith("ne")
    return False


def _not_number(tokens: Sequence[Token], position: int) -> bool:
    return position + 1 < len(tokens) and tokens[position + 1].low in ("ki", "ke")


def _plural_after(tokens: Sequence[Token], end: int) -> bool:
    """ "aropi pkde ge": the verb says that they are many."""
    for token in tokens[end : end + 7]:
        if token.kind == "mark" or token.low in ("ko", "ne", "ke", "se") or token.low in AND:
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


def _aged(tokens: Sequence[Token], index: int, named: set[int]) -> Persons | None:
    """ "14 vrsia Rosni": one who is told by age and name."""
    age = index + 1
    if tokens[index].kind != "number" or age >= len(tokens) - 1 or tokens[age].low not in cues.AGE:
        return None
    name = age + 1 + (tokens[age + 1].low in ("ki", "ka", "ke"))
    if name >= len(tokens) or not _is_unknown(tokens, name, named):
        return None
    if any(t.low in _NOUNS for t in tokens[name : name + 3]) or tokens[name].low in ("phle", "purv", "bad"):
        return None
    return Persons("victims", index, name + 1, 1, False, False, False)


def _of_a_place(tokens: Sequence[Token], index: int, named: set[int]) -> Persons | None:
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
    if any(t.low in _NOUNS for t in tokens[after + 1 : after + 3]) and tokens[after].low != "se":
        return None
    return Persons("persons", index, index + 1, value, False, False, value > 1)


def _unknown(tokens: Sequence[Token], index: int, named: set[int]) -> Persons | None:
    """ "4 dhobio ko", "3 nrtkia mukt": a number before a noun of no table that is treated as a person."""
    value = number_at(tokens, index)
    if not value or value > _MOST or index in named:
        return None
    end = index + 1
    while end < len(tokens) and end - index <= _LONGEST_UNKNOWN and _is_unknown(tokens, end, named):
        end += 1
    if end == index + 1 or end >= len(tokens):
        return None
    follows = tokens[end].low
    listed = follows in AND and end + 1 < len(tokens) and number_at(tokens, end + 1) is not None
    acted = listed or follows in ("ko", "ne") or verbs.EVENTS.at(tokens, end) is not None
    acted = acted or (follows in ("ki", "ke") and _event_near(tokens, end + 1))
    return Persons("persons", index, end, value, False, follows == "ne", value > 1) if acted else None


def _is_unknown(tokens: Sequence[Token], index: int, named: set[int]) -> bool:
    token = tokens[index]
    if token.kind != "word" or index in named or len(token.low) < 3 or token.low in _NO_ONE | _NOUNS:
        return False
    if verbs.MOVES.at(tokens, index) is not None or verbs.EVENTS.at(tokens, index) is not None:
        return False
    return KIND.at(tokens, index) is None and number_at(tokens, index) is None


def _event_near(tokens: Sequence[Token], index: int) -> bool:
    return any(verbs.EVENTS.at(tokens, i) is not None for i in range(index, min(index + 3, len(tokens))))


def _seized(tokens: Sequence[Token], index: int) -> bool:
    hits = [verbs.EVENTS.at(tokens, i) for i in range(index, min(index + 2, len(tokens)))]
    return any(hit is not None and hit[0] in ("arrest", "caught") for hit in hits)


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
