"""What may never be read, whatever was learned: a victim who was held is not arrested, a habit is no movement."""

from __future__ import annotations

import re

from samanvay_insight.extract.learned.counts import Count
from samanvay_insight.extract.learned.persons import MAY_BE_SUSPECTS, MINORS_AND_VICTIMS, sorts_said
from samanvay_insight.extract.reading import EventKind

# Said of suspects alone; minors and victims are held, caught or pakde.
_ARRESTED = re.compile(
    r"\b(?:arrest\w*|arrstd|giraft?a*r\w*|jail\w*|booked|remand\w*|chargesheet\w*)\b|गिरफ्तार|गिरफ़्तार|जेल|रिमांड",
    re.IGNORECASE,
)
_GOODS = re.compile(
    r"\b(?:ganja|charas|heroin|smack|opium|afeem|narcotics?|ndps|contraband|liquor|sharaab|sharab|gold|cattle|cows?|buffalo\w*|"
    r"pistols?|cartridges?|counterfeit|fake currency)\b"
    r"|गांज|गाँज|चरस|स्मैक|हेरोइन|अफीम|शराब|मवेशी|गोवंश|पिस्टल|तमंचा|नकली नोट",
    re.IGNORECASE,
)
# Said of somebody by what he did: "le jane wala bhi pakda gaya".
_WHO_TOOK = re.compile(r"\b(?:le jane|lane|bechne|becne) wal[aei]\b|(?:ले जाने|लाने|बेचने) वाल", re.IGNORECASE)
_HABIT = re.compile(
    r"\b(?:often|usually|frequently|generally|every (?:year|month|season|week)|each (?:year|season)|"
    r"year after year|tend to|"
    r"are (?:routinely|regularly|commonly)|aksar|har (?:saal|sal|mahine|baar)|ha?mesha)\b|अक्सर|हर (?:साल|माह|"
    r"महीने)|प्रतिवर्ष|आमतौर",
    re.IGNORECASE,
)


def kind_for_victims(kind: EventKind, words: str) -> EventKind:
    """The kind of an event, "interception" instead of "arrest" where those held can only be minors or victims.

    `words` are the sentence: "2 nabalig ladki ko pakda" arrests nobody.
    """
    sorts = sorts_said(words)
    may_be_arrested = MAY_BE_SUSPECTS & sorts or _WHO_TOOK.search(words) or _ARRESTED.search(words)
    return "interception" if kind == "arrest" and MINORS_AND_VICTIMS & sorts and not may_be_arrested else kind


def names_victims(words: str) -> bool:
    """Whether a sentence speaks of minors or victims."""
    return bool(MINORS_AND_VICTIMS & sorts_said(words))


def may_count(one: Count, kind: EventKind | None) -> bool:
    """Whether a count may be of an event of this kind, or, for None, of those who were moved: each of their own sort.

    Victims are not arrested; suspects are neither rescued nor moved, nor missing.
    """
    if kind == "arrest":
        return not one.of_victims_alone
    return not one.of_suspects_alone or kind in ("raid", "sensitisation")


def is_of_goods(words: str) -> bool:
    """Whether the words tell of drugs, cattle or other goods that were carried, and of no person moved."""
    return _GOODS.search(words) is not None and not sorts_said(words) - {"suspect", "man", "kin", "person"}


def is_habit(words: str) -> bool:
    """Whether the words tell what is done again and again, not what happened."""
    return _HABIT.search(words) is not None
