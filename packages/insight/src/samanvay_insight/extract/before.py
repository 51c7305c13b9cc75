"""The part that the words before a place give it in English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samanvay_insight.extract.cues import english as cues
from samanvay_insight.extract.cues import english_roles as roles
from samanvay_insight.extract.tokens import Token


@dataclass(frozen=True, slots=True)
class Before:
    """The role that the words before a place give it, and what they name on the way.

    `cue` is the index of the word that gives the role; `work` is "work" or "lodging" where the place
    is named through one; `care` where it is a place of care or of the authorities.
    """

    role: str
    cue: int
    work: str = ""
    care: bool = False


def role_before(tokens: Sequence[Token], start: int) -> Before | None:
    """The role that the words before `start` give a place there."""
    landmark = _landmark(tokens, start)
    if landmark is not None:
        return landmark
    work, care, station = "", False, False
    position = start
    while position > 0:
        hit = roles.ROLE_BEFORE.ending(tokens, position, reach=7)
        if hit is not None:
            role, begin = hit
            if role in ("at", "of") and begin > 0:
                # "to a brothel in Agra": the outer word decides.
                outer = _outer(tokens, begin)
                if outer is not None:
                    return Before(outer.role, outer.cue, work or outer.work, care or outer.care)
            if role == "via" and work == "work":
                # "held captive in a quarry at Jhansi" is where they worked, not where they rested.
                role = "weak"
            return Before(role, begin, work, care or (station and role == "goal"))
        word = tokens[position - 1].low
        station = station or word in ("ps", "thana", "kotwali", "chowki")
        if _is_agency(tokens, position - 1):
            work = "work"
        elif word in cues.CARE:
            care = True
        elif word in cues.WORKPLACE:
            work = "work"
        elif word in cues.LODGING:
            work = work or "lodging"
        elif word not in cues.THROUGH:
            return None
        position -= 1
    return None


def _is_agency(tokens: Sequence[Token], index: int) -> bool:
    """ "A placement office" is no office of the authorities."""
    return tokens[index].low == "office" and index > 0 and tokens[index - 1].low in ("placement", "recruitment")


def _landmark(tokens: Sequence[Token], start: int) -> Before | None:
    """The role of "at Vikas Bhawan, Siddharthnagar"."""
    if start < 3 or tokens[start - 1].text != ",":
        return None
    position = start - 1
    while (
        position > 0
        and start - position < 6
        and (
            tokens[position - 1].capital
            or tokens[position - 1].kind == "number"
            or tokens[position - 1].low
            in cues.WORKPLACE | cues.LODGING | {"brick", "stone", "rice", "beauty", "massage"}
        )
        and tokens[position - 1].text.isalnum()
    ):
        position -= 1
    hit = roles.ROLE_BEFORE.ending(tokens, position) if position < start - 1 else None
    if hit is None or hit[0] not in ("at", "origin", "goal", "via", "weak"):
        return None
    care = any(t.low in cues.CARE or t.low == "stop" for t in tokens[position : start - 1])
    work = "work" if any(t.low in cues.WORKPLACE for t in tokens[position : start - 1]) else ""
    outer = _outer(tokens, hit[1]) if hit[0] == "at" else None
    return outer or Before(hit[0], hit[1], work, care=care)


def _outer(tokens: Sequence[Token], begin: int) -> Before | None:
    """The role of the noun phrase that ends before `begin`: "from a tea stall", "to an agent"."""
    if begin == 0 or tokens[begin - 1].kind != "word":
        return None
    if tokens[begin - 1].capital:
        # "from Rangpur in Bangladesh", "at Kotwali in Basti"
        hit = roles.ROLE_BEFORE.ending(tokens, begin - 1)
        return Before(hit[0], hit[1]) if hit is not None and hit[0] in ("origin", "goal", "via") else None
    head = tokens[begin - 1].low
    if head in _NO_PLACE or (head == "custody" and tokens[begin - 2].low == "into"):
        return None
    if head in cues.PERSONS | cues.SUSPECTS:
        buyer = buyer_at(tokens, begin)
        if buyer is not None:
            return Before("goal", buyer)
        if any(t.low in _PAID for t in tokens[max(0, begin - 9) : begin]):
            # "paid Rs 5,000 to an agent at Padrauna"
            return None
    people = cues.VICTIMS | cues.PERSONS | cues.PUBLIC | (cues.OFFICERS - cues.WORKPLACE)
    if head in people or head in cues.EVENT_WORDS:
        return None
    work, care = "work" if _is_agency(tokens, begin - 1) else _place_of(head), False
    position = begin
    while position > 0 and begin - position < 7:
        token = tokens[position - 1]
        hit = roles.ROLE_BEFORE.ending(tokens, position)
        if hit is not None:
            role, start = hit
            if role == "origin" and head in cues.SUSPECTS:
                return None
            if role == "via" and head in cues.SUSPECTS:
                # "to Kuwait through agents of Mumbai": who led them, no stop.
                return Before("none", start)
            if position == begin or role not in ("origin", "goal", "via", "at", "weak"):
                return None
            if role == "via" and work == "work":
                role = "weak"
            return Before(role, start, work, care)
        if token.low in cues.CARE:
            care = care or not _is_agency(tokens, position - 1)
        elif (
            (token.low == "by" and head in cues.SUSPECTS)
            or (token.kind == "mark" and token.text != "-")
            or token.low in ("she", "he", "they", "them", "him")
            or token.low in ("was", "were", "who", "is", "are")
        ) or (token.low == "and" and tokens[position].low not in cues.WORKPLACE | cues.LODGING):
            return None
        position -= 1
    return None


_NO_PLACE = frozenset(("be", "been", "her", "him", "them", "me", "us", "it", "she", "he", "they"))
_PAID = frozenset(("paid", "pay", "paying", "deposited", "transferred", "spoke", "talked", "complained"))


def buyer(tokens: Sequence[Token], begin: int) -> int | None:
    """The "to" of "sold to a man" that ends just before `begin`, where a person ends there."""
    head = tokens[begin - 1].low
    return buyer_at(tokens, begin) if head in cues.PERSONS | cues.SUSPECTS else None


def buyer_at(tokens: Sequence[Token], begin: int) -> int | None:
    """The "to" of "sell an infant ... to a couple in Azamgarh"."""
    led = range(begin - 1, max(-1, begin - 5), -1)
    to = next((i for i in led if tokens[i].low == "to"), None)
    if to is None:
        return None
    before = {t.low for t in tokens[max(0, to - 14) : to]}
    return (
        to
        if before & (cues.SALE | {"married", "given", "handed", "pledged", "wedded", "mortgaged", "gifted"})
        else None
    )


_SPELLS = frozenset(
    ("night", "nights", "day", "days", "week", "weeks", "month", "months", "halt", "stay", "hour", "hours")
)


def _place_of(head: str) -> str:
    if head in cues.LODGING:
        return "lodging"
    if head in _SPELLS or head in cues.NOT_WORK or head in cues.SUSPECTS or head in cues.CARE:
        return ""
    return "work"
