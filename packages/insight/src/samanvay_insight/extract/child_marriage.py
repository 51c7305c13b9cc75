"""Somebody under 18 taken to be married, in English, Hindi and romanised Hindi: whoever says so, it is a forced one."""

from __future__ import annotations

import re

ADULT = 18
_MARRIAGE = re.compile(
    r"\bchild marriage|\bmarried off|\b(?:for|into) (?:a )?(?:marriage|wedding|nikah)|\bto (?:be|get) (?:married|wed)|"
    r"\bto marry|\b(?:sh?aadi|shadi|b[iy]+ah|vivah?|nikah)\b|शादी|विवाह|ब्याह|निकाह",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\b(?:took|tak(?:e|en|es|ing)|brought|sent|sold|lured|carried|abducted|kidnapped|married off)\b|"
    r"\ble (?:ga[iy]?[aei]?|ja\w*|aa?ya|aaye?)\b|\bbhaga\w*|"
    r"ले (?:ग[यएई]|जा|आ)|भगा|ब्याह दि",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"(?<![\d./-])(\d{1,2})(?:[ -]?(?:years?|yrs?|yr|sa+l|varsh\w*|baras|वर्ष\w*|साल|बरस)\b|(?= (?:वर्ष|साल)))|"
    r"\b(?:of|aged?|umar|umra?|aayu)[ ,:]{1,2}(\d{1,2})\b|(?:आयु|उम्र)[ ,:]{1,2}(\d{1,2})|"
    r"\b(?:girl|boy|minor|child)\b,? \(?(\d{1,2})\b",
    re.IGNORECASE,
)
_MINOR = re.compile(r"\b(?:minor|under-?age|na+ba+li[gk]h?)\b|नाबालिग|नाबालिग़", re.IGNORECASE)
_CHILD = re.compile(r"\bchild\b|\bbach+[iae]\w*|\bkishori?\b|बच्च|किशोर|बालिका|बालक", re.IGNORECASE)


def child_taken_to_marry(sentence: str) -> tuple[int, int] | None:
    """Return where a sentence names the marriage for which somebody under 18 was taken, None where it tells of none.

    An age under 18 or a word for a minor makes a child; a word for a child does where no grown-up's age stands beside.
    """
    marriage = _MARRIAGE.search(sentence)
    if marriage is None or not _TAKEN.search(sentence):
        return None
    ages = [int(next(filter(None, match.groups()))) for match in _AGE.finditer(sentence)]
    is_child = any(age < ADULT for age in ages) or _MINOR.search(sentence) or (not ages and _CHILD.search(sentence))
    return marriage.span() if is_child else None
