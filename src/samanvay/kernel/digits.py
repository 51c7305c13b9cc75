"""Numerals of every script as plain 0–9: officers type १२३, ১২৩ and 123 in the same sheet."""

from __future__ import annotations

import re
import unicodedata

_NOT_ASCII_DIGIT = re.compile(r"[^\W\x00-\x7f]", re.UNICODE)


def latin_digits(text: str) -> str:
    """Return `text` with each decimal digit of any script replaced by its ASCII digit, same length."""
    if text.isascii():
        return text
    return _NOT_ASCII_DIGIT.sub(_ascii_digit, text)


def _ascii_digit(match: re.Match[str]) -> str:
    character = match.group()
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def spaced_digits(text: str) -> str:
    """Return the digits of a number typed in any script, blanks within it left out: "१२ ३३३" is "12333".

    Empty for anything else.
    """
    kept = "".join(latin_digits(text).split())
    return kept if kept.isascii() and kept.isdigit() else ""


LONGEST = 15


def whole_number(text: str) -> int | None:
    """Return the number from 0 that an address or a form gives in digits of any script, None for anything else.

    At most fifteen digits: nothing that is counted here is longer, and the database takes no more than eighteen.
    """
    kept = latin_digits(text.strip())
    return int(kept) if kept.isascii() and kept.isdigit() and len(kept) <= LONGEST else None


def grouped(amount: int) -> str:
    """Return a number as India groups it: 1,25,000."""
    text = str(amount)
    head, tail = text[:-3], text[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*groups, tail])
