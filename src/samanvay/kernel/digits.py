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
