"""Published numbers that shade the ground of a map."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Published:
    """The numbers of one published table for a year, by district, with what they count and who published them."""

    words: str
    year: int
    rule: str
    source: str
    values: Mapping[str, int]
