"""Which reading a form of exploitation or a lure is told of, and the words that tell it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol
from uuid import UUID

from samanvay_insight import extract

from ..models import Claim
from ..states import ClaimState
from .paragraphs import paragraph_of


class Spanned(Protocol):
    """A reading with its kind and the span (code points) of its own words in the narrative."""

    kind: str
    event_kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Label:
    """A code of the vocabulary of forms (``is_lure`` false) or lures, with the words it rests on."""

    code: str
    is_lure: bool
    words: str
    start: int
    end: int


def labels_told(text: str, readings: Sequence[Spanned]) -> list[list[Label]]:
    """Return for each reading the labels that are told of it, in the order of the text, each code once.

    A label belongs to the readings of its own sentence, among several of a kind to the nearest. Where its sentence has
    none, it belongs to what the paragraph tells, if that is one happening or no label of the paragraph stands in a
    sentence with a reading; else to nothing: an officer says to which.
    """
    given: list[list[Label]] = [[] for _each in readings]
    placed = []
    for start, end, label in _labels(text):
        first, last = paragraph_of(text, start)
        there = [place for place, each in enumerate(readings) if first <= each.start < last]
        near = [place for place in there if readings[place].start < end and start < readings[place].end]
        placed.append((first, label, there, near))
    told_apart = {first for first, _label, _there, near in placed if near}
    for first, label, there, near in placed:
        whole = there if first not in told_apart else _one_happening(readings, there)
        for place in _nearest(readings, near, label) if near else whole:
            if all((label.code, label.is_lure) != (known.code, known.is_lure) for known in given[place]):
                given[place].append(label)
    _share(text, readings, given)
    return given


def _share(text: str, readings: Sequence[Spanned], given: list[list[Label]]) -> None:
    """Give the labels of a paragraph's only movement to its only rescue or interception: they are of one happening."""
    of_paragraph: dict[int, list[int]] = {}
    for place, each in enumerate(readings):
        of_paragraph.setdefault(paragraph_of(text, each.start)[0], []).append(place)
    for there in of_paragraph.values():
        ways = [place for place in there if readings[place].kind == "movement"]
        found = [place for place in there if readings[place].event_kind in ("rescue", "interception")]
        if len(ways) == len(found) == 1 and not given[found[0]]:
            given[found[0]] = list(given[ways[0]])


# The words that a form or lure of a claim rests on, by the key of the claim, the code and whether it is a lure.
LabelWords = dict[tuple[UUID, str, bool], str]


def label_words(claims: Sequence[Claim]) -> LabelWords:
    """Return the words of the narratives on which the forms and lures of claims rest.

    One that an officer gave, or that was read before it was asked of whom it is told, has none.
    """
    found: LabelWords = {}
    for report in {claim.report_id: claim.report for claim in claims if claim.forms or claim.lures}.values():
        there = [claim for claim in claims if claim.report_id == report.pk and claim.state != ClaimState.ASIDE]
        for claim, labels in zip(there, labels_told(report.narrative, there), strict=True):
            for label in labels:
                if label.code in (claim.lures if label.is_lure else claim.forms):
                    found[claim.pk, label.code, label.is_lure] = label.words
    return found


def _labels(text: str) -> Iterator[tuple[int, int, Label]]:
    """Give every form and lure that a text names, with the span of its sentence."""
    for said in extract.labels_by_sentence(text):
        for is_lure, labels in ((False, said.forms), (True, said.lures)):
            for label in labels:
                words = label.evidence
                yield said.start, said.end, Label(label.code, is_lure, words.text, words.start, words.end)


def _nearest(readings: Sequence[Spanned], near: Sequence[int], label: Label) -> list[int]:
    """Return of each kind those whose words stand nearest: "to Delhi for housework and to Surat to beg".

    Of two that are as near the one before the label has it.
    """

    def gap(place: int) -> tuple[int, bool]:
        before, after = label.start - readings[place].end, readings[place].start - label.end
        return max(before, after, 0), after > before

    least: dict[tuple[str, str], tuple[int, bool]] = {}
    for place in near:
        kind = (readings[place].kind, readings[place].event_kind)
        least[kind] = min(gap(place), least.get(kind, gap(place)))
    return [place for place in near if gap(place) == least[readings[place].kind, readings[place].event_kind]]


def _one_happening(readings: Sequence[Spanned], there: list[int]) -> list[int]:
    """Return the readings of a paragraph where all are of one happening, for their words overlap; else none."""
    apart = any(
        readings[one].end <= readings[other].start or readings[other].end <= readings[one].start
        for one, other in combinations(there, 2)
    )
    return [] if apart else there
