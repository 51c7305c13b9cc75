"""Telephone numbers in one form, and Aadhaar numbers known so that they can be refused."""

from __future__ import annotations

import re

import phonenumbers
from stdnum.in_ import aadhaar

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.digits import latin_digits

# Digit groups of one number, joined by the blanks, hyphens and dots that people put between them.
# "/" and "," part two numbers and are left out.
_JOINT = r"[\s.\-_\u00ad\u00b7\u200b-\u200d\u2010-\u2015\u2060\ufeff]{1,3}"
_NUMBER = re.compile(rf"\d+(?:{_JOINT}\d+)*")
_GROUP = re.compile(r"\d+")

_AADHAAR_LENGTH = 12
_MOBILE_LENGTH = 10
_LONG_ENOUGH_TO_NAME_SOMEONE = 9  # a date has eight digits at most and stays readable
_REGIONS = ("IN", "NP")
_PHONE_LENGTH_LIMIT = 60

_EXPECTED_PHONE = Bilingual(
    "a phone number of India or Nepal, such as 98765 43210, 0522 223 4567 or +977 984 1234567",
    "भारत या नेपाल का फ़ोन नंबर, जैसे 98765 43210, 0522 223 4567 या +977 984 1234567",
)


class NotAPhone(ValueError):
    """A text that is no telephone number; `words` say what is expected and never repeat the text."""

    def __init__(self, words: Bilingual = _EXPECTED_PHONE) -> None:
        super().__init__(words.en)
        self.words = words


def phone_e164(text: str, *, default_region: str = "IN") -> str:
    """Return the number as "+919876543210".

    A number without a country code is read as one of `default_region`, then of India, then of Nepal; the
    first under which it is a real number wins. Extensions are dropped. Raises `NotAPhone`.
    """
    plain = latin_digits(text).strip()
    if not plain or len(plain) > _PHONE_LENGTH_LIMIT:
        raise NotAPhone
    for region in dict.fromkeys((default_region, *_REGIONS)):
        try:
            number = phonenumbers.parse(plain, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    raise NotAPhone


def contains_aadhaar(text: str) -> bool:
    """Tell whether an Aadhaar number stands in `text`.

    That is twelve digits of any script, together or in groups, not beginning with 0 or 1, whose last digit is
    the Verhoeff check digit. A run of thirteen digits or more is another number, and so is a telephone number
    after "+".
    A chance number of twelve digits passes one time in ten: refusing it is the safe side.
    """
    plain = latin_digits(text)
    return any(_has_aadhaar(plain, match) for match in _NUMBER.finditer(plain))


def contains_phone(text: str) -> bool:
    """Tell whether a telephone number of India or Nepal stands in `text`, with ten digits or more, among whatever else.

    A mobile number is found behind and before other numbers too: "2 SIM, 98765 43210 and 98765 43211".
    """
    plain = latin_digits(text)
    return any(_has_phone(match.group()) for match in _NUMBER.finditer(plain))


def _has_phone(run: str) -> bool:
    groups = _GROUP.findall(run)
    whole = "".join(groups)
    if len(whole) >= _MOBILE_LENGTH and _grouped_as_one(groups) and _is_phone(whole):
        return True
    for start in range(len(groups)):
        window: list[str] = []
        for group in groups[start : start + _MOBILE_LENGTH]:
            window.append(group)
            if sum(map(len, window)) >= _MOBILE_LENGTH:
                break
        said = "".join(window)
        is_one = min(map(len, window)) >= 2 or _grouped_as_one(window)
        if len(said) == _MOBILE_LENGTH and said[0] in "6789" and is_one and _is_phone(said):
            return True
    return False


def _is_phone(digits: str) -> bool:
    try:
        phone_e164(digits)
    except NotAPhone:
        return False
    return True


def long_numbers(text: str) -> list[tuple[int, int]]:
    """Return where in `text` numbers long enough to name a person (9 digits on) begin and end."""
    return [
        match.span()
        for match in _NUMBER.finditer(latin_digits(text))
        if sum(map(str.isdigit, match.group())) >= _LONG_ENOUGH_TO_NAME_SOMEONE
    ]


def mask_digits(text: str) -> str:
    """Return `text` with each digit of a number long enough to name a person (9 digits on) as "•"."""
    plain = latin_digits(text)
    parts: list[str] = []
    end = 0
    for match in _NUMBER.finditer(plain):
        parts.append(text[end : match.start()])
        said = text[match.start() : match.end()]
        digits = sum(map(str.isdigit, match.group()))
        parts.append(_GROUP.sub(_dots, said) if digits >= _LONG_ENOUGH_TO_NAME_SOMEONE else said)
        end = match.end()
    parts.append(text[end:])
    return "".join(parts)


def _dots(match: re.Match[str]) -> str:
    return "•" * len(match.group())


def _has_aadhaar(text: str, match: re.Match[str]) -> bool:
    groups = _GROUP.findall(match.group())
    first = 1 if text[: match.start()].endswith("+") and _is_real_phone("+" + match.group()) else 0
    for start in range(first, len(groups)):
        window: list[str] = []
        length = 0
        for group in groups[start : start + _AADHAAR_LENGTH]:
            window.append(group)
            length += len(group)
            if length >= _AADHAAR_LENGTH:
                break
        if length == _AADHAAR_LENGTH and _grouped_as_one(window) and aadhaar.is_valid("".join(window)):
            return True
    return False


def _is_real_phone(text: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, None))
    except phonenumbers.NumberParseException:
        return False


def _grouped_as_one(groups: list[str]) -> bool:
    # Groups of one and two digits also make dates and lists of counts: only when all are alike are they one
    # number.
    sizes = {len(group) for group in groups}
    return min(sizes) >= 3 or sizes in ({1}, {2})
