"""Marks: what was given to a question, whether it is right, and what a paper comes to. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..courses.syllabus import QuestionText


class NotAnAnswer(ValueError):
    """What was given is no answer to this kind of question."""


def in_places(line: Mapping[str, Any], given: Sequence[Any]) -> list[int]:
    """Return an answer as original places, from the places that were shown; [] for none. Raises NotAnAnswer.

    single, multiple: the options picked · ordering: all options in the order given · matching: for each option shown
    the match shown, or -1; in the answer the options stand in their original order.
    """
    order, matches, kind = line["order"], line["matches"], line["kind"]
    if not all(isinstance(each, int) and not isinstance(each, bool) for each in given):
        raise NotAnAnswer
    if not given:
        return []
    if kind == "matching":
        if len(given) != len(order) or not all(-1 <= each < len(matches) for each in given):
            raise NotAnAnswer
        found = [-1] * len(order)
        for shown, each in zip(order, given, strict=True):
            found[shown] = matches[each] if each >= 0 else -1
        return found if any(each >= 0 for each in found) else []
    if not all(0 <= each < len(order) for each in given) or len(set(given)) != len(given):
        raise NotAnAnswer
    if (kind == "single" and len(given) != 1) or (kind == "ordering" and len(given) != len(order)):
        raise NotAnAnswer
    places = [order[each] for each in given]
    return places if kind == "ordering" else sorted(places)


def as_shown(line: Mapping[str, Any], places: Sequence[int]) -> list[int]:
    """Return an answer in the places that were shown: the way back of :func:`in_places`."""
    if not places:
        return []
    if line["kind"] == "matching":
        at = {original: shown for shown, original in enumerate(line["matches"])}
        return [at.get(places[original], -1) for original in line["order"]]
    at = {original: shown for shown, original in enumerate(line["order"])}
    return [at[each] for each in places]


def key_of(text: QuestionText) -> list[int]:
    """Return the right answer of a question in original places."""
    if text.kind in ("ordering", "matching"):
        return list(range(len(text.options)))
    return sorted(each - 1 for each in text.answer)


def is_right(text: QuestionText, places: Sequence[int]) -> bool:
    """Tell whether an answer is wholly right: a part of it earns nothing."""
    return list(places) == key_of(text)


@dataclass(frozen=True, slots=True)
class Result:
    """What a paper comes to: ``score`` marks of ``of``; ``percent`` rounded down, so that 59.9 does not pass at 60."""

    score: float
    of: int
    percent: int
    passed: bool


def result(rights: Sequence[bool | None], negative: float, pass_percent: int, aside: Collection[int] = ()) -> Result:
    """Return the result of right, wrong and unanswered (None) questions; those set ``aside`` (places) do not count.

    A wrong answer takes ``negative`` of a mark off, one left out nothing; the sum is never below nothing.
    """
    counted = [right for at, right in enumerate(rights) if at not in aside]
    score = max(0.0, sum(right is True for right in counted) - negative * sum(right is False for right in counted))
    percent = int(score * 100 / len(counted) + 1e-9) if counted else 0
    return Result(round(score, 4), len(counted), percent, bool(counted) and percent >= pass_percent)
