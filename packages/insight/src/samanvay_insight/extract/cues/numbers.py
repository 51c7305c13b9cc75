"""Numbers in words, in English and in Hindi of either script."""

from __future__ import annotations

import re

from samanvay_insight.extract.hindi.forms import form

ENGLISH = {
    word: number
    for number, word in enumerate(
        re.findall(
            r"\w+",
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen",
        )
    )
} | {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "a": 1,
    "an": 1,
    "single": 1,
    "both": 2,
    "couple": 2,
    "pair": 2,
    "dozen": 12,
    "hundred": 100,
}
HINDI = {
    form(one): number
    for number, said in (
        (1, "ek|one|1"),
        (2, "do|two"),
        (3, "teen|tin|three"),
        (4, "char|chaar|four"),
        (5, "paanch|panch|five"),
        (6, "chhah|chhe|chheh|chah|छह|छः|छे|six"),
        (7, "saat|seven"),
        (8, "aath|eight"),
        (9, "nau|nine"),
        (10, "das|dus|ten"),
        (11, "gyarah|gyaarah|eleven"),
        (12, "barah|baarah|twelve|darjan"),
        (13, "terah|tehrah"),
        (14, "chaudah"),
        (15, "pandrah|pandra"),
        (16, "solah|sola"),
        (17, "satrah|satra"),
        (18, "atharah|athaarah|athara"),
        (19, "unnis|unnees"),
        (20, "bees|bis|twenty"),
        (21, "ikkis|ikkees"),
        (22, "bais|baees|बाईस"),
        (23, "teis|तेईस"),
        (24, "chaubis|chaubees"),
        (25, "pachchis|pachis|pachees"),
        (30, "tees|tis"),
        (35, "paintis|paintees"),
        (40, "chalis|chaalis|chalees"),
        (50, "pachas|pachaas"),
        (100, "sau"),
        (200, "do sau"),
    )
    for one in said.split("|")
}
