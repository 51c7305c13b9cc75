"""The words in which dates are said: English, Hindi, and Hindi in Latin letters."""

from __future__ import annotations

import re
from datetime import date

from samanvay.kernel.bilingual import Bilingual

MONTH_NAMES: tuple[Bilingual, ...] = (
    Bilingual("Jan", "जनवरी"),
    Bilingual("Feb", "फ़रवरी"),
    Bilingual("Mar", "मार्च"),
    Bilingual("Apr", "अप्रैल"),
    Bilingual("May", "मई"),
    Bilingual("Jun", "जून"),
    Bilingual("Jul", "जुलाई"),
    Bilingual("Aug", "अगस्त"),
    Bilingual("Sep", "सितंबर"),
    Bilingual("Oct", "अक्टूबर"),
    Bilingual("Nov", "नवंबर"),
    Bilingual("Dec", "दिसंबर"),
)

_MONTH_SPELLINGS = (
    "january jan janwari janvari जनवरी जन",
    "february feb febr farwari farvari pharvari फरवरी फर",
    "march mar maarch मार्च",
    "april apr aprail aprel अप्रैल अप्रेल",
    "may mai मई",
    "june jun joon जून",
    "july jul julai जुलाई जुलाइ",
    "august aug agast अगस्त",
    "september sep sept sitambar sitamber सितंबर सितम्बर सितमबर",
    "october oct aktubar aktoobar october अक्टूबर अक्तूबर अक्टुबर",
    "november nov navambar november नवंबर नवम्बर नवमबर",
    "december dec disambar disamber दिसंबर दिसम्बर दिसमबर",
)
MONTHS: dict[str, int] = {
    spelling: number for number, spellings in enumerate(_MONTH_SPELLINGS, start=1) for spelling in spellings.split()
}

_WEEKDAY_SPELLINGS = (
    "monday mon somvar somwar सोमवार",
    "tuesday tue tues mangalvar mangalwar मंगलवार",
    "wednesday wed budhvar budhwar बुधवार",
    "thursday thu thurs guruvar guruwar brihaspativar गुरुवार बृहस्पतिवार वीरवार",
    "friday fri shukravar shukrawar शुक्रवार",
    "saturday sat shanivar shaniwar शनिवार",
    "sunday sun ravivar raviwar itvar itwar रविवार इतवार",
)
WEEKDAYS: dict[str, int] = {
    spelling: number for number, spellings in enumerate(_WEEKDAY_SPELLINGS) for spelling in spellings.split()
}

_COUNT_SPELLINGS = (
    "one a an ek एक",
    "two do दो",
    "three teen tin तीन",
    "four char chaar चार",
    "five paanch panch पांच पाँच",
    "six chhah chhe che chah छह छः छ: छे",
    "seven saat sat सात",
    "eight aath ath आठ",
    "nine nau नौ",
    "ten das दस",
    "eleven gyarah ग्यारह",
    "twelve barah बारह",
)
COUNTS: dict[str, int] = {
    spelling: number for number, spellings in enumerate(_COUNT_SPELLINGS, start=1) for spelling in spellings.split()
}

UNITS: dict[str, str] = {
    spelling: unit
    for unit, spellings in {
        "day": "day days din दिन दिनों",
        "week": "week weeks hafte hafta saptah हफ्ते हफ्ता हफ्तों सप्ताह सप्ताहों",
        "month": "month months mahine mahina maah mah महीने महीना महीनों माह",
        "year": "year years saal sal varsh baras साल वर्ष बरस सालों वर्षों",
    }.items()
    for spelling in spellings.split()
}

ABOUT_WORDS = re.compile(
    r"^(?:about|around|circa|approx(?:imately|\.)?|c\.|~|लगभग|करीब|क़रीब|तकरीबन|तक़रीबन|lagbhag|kareeb|karib|takriban)(?=[\s\d~])\s*"
    r"|\s*(?:के आसपास|के आस-पास|के करीब|ke aaspaas|ke aas-paas|ke aaspas|ke kareeb|ke karib)$"
    r"|^~\s*"
)
UNKNOWN_WORDS = frozenset(
    {
        "unknown",
        "not known",
        "n.k.",
        "nk",
        "date not known",
        "अज्ञात",
        "पता नहीं",
        "ज्ञात नहीं",
        "तारीख पता नहीं",
        "agyat",
        "pata nahi",
        "pata nahin",
    }
)
TODAY_WORDS = frozenset({"today", "aaj", "आज"})
YESTERDAY_WORDS = frozenset({"yesterday", "beeta kal", "beete kal", "बीता कल", "बीते कल", "गत दिवस"})
# "kal" is yesterday as well as tomorrow, "parson" the day before or the day after: both stay possible.
EITHER_SIDE_WORDS: dict[str, int] = {"kal": 1, "कल": 1, "parson": 2, "parso": 2, "परसों": 2}
LAST_WORDS = "last|past|previous|pichhle|pichle|pichhla|pichla|gat|पिछले|पिछला|गत|बीते"
THIS_WORDS = "this|current|is|इस|वर्तमान|चालू"
AGO_WORDS = "ago|back|before|earlier|pehle|pahle|pahale|poorv|purv|पहले|पूर्व"
FILLERS = re.compile(
    r"^(?:on|in|dated|date|dt|dinank|दिनांक|दि|सन्|सन|san|the|month of|माह|वर्ष)(?:[.:]\s*|\s+)"
    r"|\s+(?:को|में|ko|mein|me|ई|ई\.|a\.?d\.?)$"
)

YEARS = range(1800, 2201)


def century_of(two_digits: int, today: date) -> int:
    """Return the full year of a two-digit one: up to next year it is of this century, else of the last."""
    this_century = today.year // 100 * 100
    candidate = this_century + two_digits
    return candidate if candidate <= today.year + 1 else candidate - 100
