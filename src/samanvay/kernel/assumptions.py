"""What was assumed in reading a value: its kind, by which a page groups, and the sentence for one value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class Assumption(StrEnum):
    """The kinds of assumption."""

    AROUND = "around"
    DAY_FIRST = "day first"
    DAY_NUMBER = "day number"
    EITHER_SIDE = "either side"
    FINANCIAL_YEAR = "financial year"
    FULL_YEAR = "full year"
    MERGED = "merged"
    MONTH_FIRST = "month first"
    OWN_POST = "own post"
    RESPELT = "respelt"
    YEAR_AND_MONTH = "year and month"

    @property
    def label(self) -> Bilingual:
        """The words under which a person sees the group."""
        return _LABELS[self]


_LABELS: dict[Assumption, Bilingual] = {
    Assumption.AROUND: Bilingual("place not known, its district used", "स्थान ज्ञात नहीं, उसका जनपद लिया गया"),
    Assumption.DAY_FIRST: Bilingual("day before month", "पहले दिन, फिर महीना"),
    Assumption.DAY_NUMBER: Bilingual("day number of Excel", "Excel की दिन-संख्या"),
    Assumption.EITHER_SIDE: Bilingual("before or after today", "आज से पहले या बाद"),
    Assumption.FINANCIAL_YEAR: Bilingual("financial year", "वित्तीय वर्ष"),
    Assumption.FULL_YEAR: Bilingual("year in two digits", "दो अंकों का वर्ष"),
    Assumption.MERGED: Bilingual("merged cell filled down", "मर्ज सेल से भरा गया"),
    Assumption.MONTH_FIRST: Bilingual("month before day", "पहले महीना, फिर दिन"),
    Assumption.OWN_POST: Bilingual("taken from your posting", "आपकी अपनी तैनाती से लिया गया"),
    Assumption.RESPELT: Bilingual("name in another spelling", "नाम की दूसरी वर्तनी"),
    Assumption.YEAR_AND_MONTH: Bilingual("year and month, no financial year", "वर्ष और महीना, वित्तीय वर्ष नहीं"),
}


@dataclass(frozen=True, slots=True)
class Note:
    """What was assumed in reading one value."""

    kind: Assumption
    words: Bilingual
