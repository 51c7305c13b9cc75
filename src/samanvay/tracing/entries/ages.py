"""Ages as they are told: "14", "about 12", "12-14", "12 or 15", "under 18", "8 months", in either language."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.digits import latin_digits
from samanvay.kernel.refusals import Invalid

OLDEST = 120
GROWN_UP = 18

_ABOUT = re.compile(
    r"\b(?:about|approx\w*|around|nearly|maybe|perhaps|looks?|lagbhag|kareeb|karib|andaz\w*)\b|~"
    r"|लगभग|करीब|क़रीब|अंदाज|अंदाज़|शायद|दिखत[ीाे]"
)
_UNDER = re.compile(r"\b(?:under|below|less than|minor)\b|<|से कम|से छोट|नाबालिग")
_OVER = re.compile(r"\b(?:over|above|more than|adult)\b|>|\+|से अधिक|से ज़्यादा|से ज्यादा|(?<!ना)बालिग")
_MONTHS = re.compile(r"\b(?:months?|mths?|mahine?)\b|महीन|माह|मास")
_RANGE = re.compile(r"^\D*(\d{1,3})\s*(?:-|–|—|to\b|se\b|से)\s*(\d{1,3})(?!\d)")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class AgeTold:
    """Every whole year from ``lowest`` to ``highest`` was told; ``accounts`` keeps the words where they differ."""

    lowest: int
    highest: int
    is_guessed: bool = False
    accounts: str = ""


def _margin(years: int) -> int:
    """Return by how much "about" may be wrong: a child's age is told more closely than a grown-up's."""
    return 1 if years < 10 else 2 if years < 25 else 5


def read_age(text: str, *, field: str = "age") -> AgeTold | None:
    """Return what a text tells of an age, None for an empty one. Raises Invalid with what to write instead.

    Several accounts ("12 or 15", "mother 14, uncle 17") give the range that spans them and keep the words.
    """
    said = latin_digits(" ".join(text.split())).lower()
    if not said or said in {"?", "-", "not known", "unknown", "ज्ञात नहीं", "पता नहीं"}:
        return None
    numbers = [int(each) for each in _NUMBER.findall(said)]
    under, over = _UNDER.search(said), _OVER.search(said)
    if not numbers and (under or over):
        numbers = [GROWN_UP]
    # Sheets write -1 for "not known": it is no child of one year.
    if not numbers or said[0] in "-−–" or max(numbers) > (OLDEST * 12 if _MONTHS.search(said) else OLDEST):
        raise Invalid(field, _("Write an age in years such as 14, about 14, 12-15 or under 18."))
    if _MONTHS.search(said):
        numbers = [each // 12 for each in numbers]
    guessed = _ABOUT.search(said) is not None
    lowest, highest = min(numbers), max(numbers)
    if len(numbers) == 1 and under and not over:
        return AgeTold(0, max(lowest - 1, 0), guessed)
    if len(numbers) == 1 and over and not under:
        return AgeTold(lowest, OLDEST, guessed)
    if guessed:
        lowest, highest = max(lowest - _margin(lowest), 0), min(highest + _margin(highest), OLDEST)
    is_range = _RANGE.match(said) is not None and len(numbers) == 2
    contradictory = len(numbers) > 1 and not is_range
    return AgeTold(lowest, highest, guessed, " ".join(text.split()) if contradictory else "")


def age_words(lowest: int | None, highest: int | None, *, is_guessed: bool = False) -> Bilingual:
    """Return a range of years in words."""
    if lowest is None or highest is None:
        return Bilingual("age not known", "आयु ज्ञात नहीं")
    if highest >= OLDEST and lowest:
        return Bilingual(f"{lowest} or over", f"{lowest} वर्ष या अधिक")
    if lowest == 0 and highest == GROWN_UP - 1:
        return Bilingual("under 18", "18 वर्ष से कम")
    years = f"{lowest}" if lowest == highest else f"{lowest}–{highest}"
    if is_guessed:
        return Bilingual(f"about {years} years", f"लगभग {years} वर्ष")
    return Bilingual(f"{years} years", f"{years} वर्ष")
