"""The reading of a report: the written rules first, then the learned reader, which sees what they made of it."""

from __future__ import annotations

from datetime import date

from samanvay_insight.extract.learned import read_again
from samanvay_insight.extract.reader import read_by_rules
from samanvay_insight.extract.reading import Reading


def read(text: str, *, near: str | None = None, written_on: date | None = None) -> Reading:
    """Places, movements, events, forms, lures and disparities that a report tells, with the words each rests on.

    `near` is the gazetteer key of the district that reports, or of its state: among places of one name, its own come
    first, and small towns of its state are known by their sound. `written_on` dates what is said without a year ("12
    November", "yesterday"); without it such a date is not said. Nothing leaves the machine, and the same text always
    gives the same reading. Raises TypeError, and ValueError for a `near` that the gazetteer does not have.
    """
    rules = read_by_rules(text, near=near, written_on=written_on)
    return read_again(text, rules, near=near, written_on=written_on)
