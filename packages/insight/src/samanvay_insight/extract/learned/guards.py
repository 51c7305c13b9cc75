"""What may never be read, whatever was learned: a victim who was held is not arrested, a habit is no movement."""

from __future__ import annotations

import re

from samanvay_insight.extract.learned.counts import Count
from samanvay_insight.extract.reading import EventKind

_VICTIM = re.compile(
    r"\b(?:minors?|girls?|child(?:ren)?|kids?|victims?|survivors?|infants?|bab(?:y|ies)|n[ao]+ba+li[gk]\w*|"
    r"ladk[iy]\w*|"
    r"larki\w*|bachch?[aeioy]\w*|bacch?[aeioy]\w*|balika\w*|kishori\w*)\b"
    r"|नाबालिग|नाबालिग़|लड़की|लड़किय|लड़की|लड़किय|बच्च|बालिका|किशोरी|पीड़ित|पीड़ित",
    re.IGNORECASE,
)
_SUSPECT = re.compile(
    r"\b(?:accused|traffickers?|agents?|touts?|dalals?|suspects?|culprits?|pimps?|brokers?|middlem[ae]n|contractors?|"
    r"owners?|kidnappers?|smugglers?|handlers?|recruiters?|employers?|managers?|drivers?|m[ae]n|wom[ae]n|"
    r"persons?|youths?|"
    r"couple|uncle|aunt\w*|husband|father|mother|brother|gang|abductors?|miscreants?|th?ekedar\w*|task[ae]r\w*|"
    r"aa?ropi\w*|"
    r"abhiyukt\w*|malik|sanchalak\w*|le jane wal[aei]|lane wal[aei]|yuvak\w*|mahila\w*|aurat\w*|admi|aadmi|log|nafar)\b"
    r"|आरोप|अभियुक्त|तस्कर|दलाल|ठेकेदार|मालिक|संचालक|युवक|महिला|औरत|व्यक्ति|गिरोह|शातिर|वांछित|एजेंट|दंपति|चालक|लोग",
    re.IGNORECASE,
)
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
_MOVED = re.compile(
    r"\b(?:wom[ae]n|persons|people|labour\w*|workers?|youths|families|mazdoor\w*|majdoor\w*|mahila\w*|yuvti\w*|log)\b"
    r"|महिला|युवती|मजदूर|श्रमिक|लोगों|परिवार",
    re.IGNORECASE,
)
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
    if kind != "arrest" or not names_victims(words):
        return kind
    return kind if _SUSPECT.search(words) or _ARRESTED.search(words) else "interception"


def names_victims(words: str) -> bool:
    """Whether a sentence speaks of minors or victims."""
    return _VICTIM.search(words) is not None


def may_count(one: Count, kind: EventKind | None) -> bool:
    """Whether a count may be of an event of this kind, or, for None, of those who were moved: each of their own sort.

    Victims are not arrested; suspects are neither rescued nor moved, nor missing.
    """
    if kind == "arrest":
        return not one.of_victims_alone
    return not one.of_suspects_alone or kind in ("raid", "sensitisation")


def is_of_goods(words: str) -> bool:
    """Whether the words tell of drugs, cattle or other goods that were carried, and of no person moved."""
    return _GOODS.search(words) is not None and not _VICTIM.search(words) and not _MOVED.search(words)


def is_habit(words: str) -> bool:
    """Whether the words tell what is done again and again, not what happened."""
    return _HABIT.search(words) is not None
