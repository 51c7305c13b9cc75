"""The numbers of a Hindi sentence that count persons; ages, dates, sums and ranges count none."""

from __future__ import annotations

from collections.abc import Sequence

from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.dates import in_date
from samanvay_insight.extract.hindi.forms import form, words
from samanvay_insight.extract.tokens import Token

# Numbers and other words that share a form.
_AS_WRITTEN = {"साठ": 60}
_NO_NUMBER = frozenset({"no", "नो", "चाय", "chai", "chay", "अतः", "शो", "डॉन", "डॉ", "so", "sho"})
_DOZEN = form("darjan")
_UNITS = words(
    "hazar hajar hjar rupaye rupye rupay lakh crore karoR din dino mah maah mahine mahina ghante baje saptah hafte "
    "hafta "
    "minute kilometer km meter raat raate rupe tarikh tareekh"
)
_NUMBERED = words(
    "dinank dinaank tarikh tareekh "
    "dhara no number sankhya rs nambar san nmbr platform train gaadi coach कोच बोगी bogie sankhaya"
)
_HALF = words("aadha aadhe")


def number_at(tokens: Sequence[Token], index: int) -> int | None:
    """The number that the token says, in digits or words; none for ages, dates, ranges and sums."""
    token = tokens[index]
    if is_age(tokens, index) or in_date(tokens, index):
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


def each_at(tokens: Sequence[Token], index: int) -> int | None:
    """ "2-2 dalal", "do-do ldkia": so many at each of several places."""
    token = tokens[index]
    if token.kind == "number":
        one, _, other = token.text.partition("-")
        return int(one) if one == other and one.isdecimal() and len(one) < _LONG else None
    ahead = index + 2 if index + 2 < len(tokens) and tokens[index + 1].text in "-\u2013" else index + 1
    again = ahead < len(tokens) and tokens[ahead].low == token.low
    return cues.NUMBERS.get(token.low) if again else None


_LONG = 4


def _pair(tokens: Sequence[Token], index: int) -> bool:
    """ "do tin ldkia": two or three, no number."""
    before = cues.NUMBERS[tokens[index - 1].low]
    return 1 <= cues.NUMBERS[tokens[index].low] - before <= 2 and before < 10


def is_age(tokens: Sequence[Token], index: int) -> bool:
    ahead = [t.low for t in tokens[index + 1 : index + 3]]
    if ahead and (ahead[0] in cues.AGE or (ahead[0] in "-\u2013" and ahead[1:] and ahead[1] in cues.AGE)):
        return True
    if index and tokens[index - 1].low in cues.AGE and tokens[index - 1].low not in ("sl", "vrs"):
        return tokens[index - 1].low in ("umr", "umr", "ayu")
    if ahead and ahead[0] in _UNITS:
        return True
    return index > 0 and tokens[index - 1].low in _NUMBERED
