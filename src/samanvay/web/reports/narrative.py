"""The words of a report with those that a reading rests on marked; marks may overlap and never lose a letter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from samanvay.reports.models import Claim


@dataclass(frozen=True, slots=True)
class Badge:
    """The number of a reading where its words begin: a link to its card."""

    number: int
    card: str
    words: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the narrative under the same readings; ``look`` is empty where there is none."""

    text: str
    look: str = ""
    badges: tuple[Badge, ...] = ()


# Where readings overlap, what still asks for a decision is seen first.
_ORDER = ("proposed", "before", "confirmed", "refused", "aside")


def look_of(claim: Claim) -> str:
    """Return how a reading is drawn: by its state, "before" where it was confirmed before its report came back."""
    return "before" if claim.is_from_before_return else str(claim.state)


def marked(text: str, claims: Sequence[Claim], words: Iterable[str]) -> list[Segment]:
    """Cut a narrative at every start and end of a reading's words.

    ``words`` say each reading in short, in the order of ``claims``; the texts of the segments join to the narrative.
    """
    said = list(words)
    spans = [(max(0, claim.start), min(len(text), claim.end)) for claim in claims]
    cuts = sorted({0, len(text), *(cut for span in spans for cut in span)})
    segments = []
    for start, end in pairwise(cuts):
        over = [place for place, span in enumerate(spans) if span[0] <= start and end <= span[1] and span[0] < span[1]]
        begins = [place for place in over if spans[place][0] == start]
        segments.append(
            Segment(
                text=text[start:end],
                look=_look([look_of(claims[place]) for place in over]),
                badges=tuple(Badge(place + 1, f"reading-{claims[place].pk}", said[place]) for place in begins),
            )
        )
    return segments


def _look(looks: list[str]) -> str:
    if not looks:
        return ""
    first = min(looks, key=_ORDER.index)
    return f"{first} several" if len(looks) > 1 else first
