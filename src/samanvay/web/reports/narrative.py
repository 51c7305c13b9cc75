"""The words of a report with those that a reading rests on marked; marks may overlap and never lose a letter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from samanvay.reports.models import Claim

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Badge:
    """The number of a reading where its words begin: a link to its card."""

    number: int
    card: str
    words: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the narrative under the same readings, from letter ``at`` on; ``look`` is empty where there is none.

    ``missed`` is the span of the sentence of which nothing was read, where that begins here; ``is_name`` says that it
    looks like a person's name.
    """

    text: str
    look: str = ""
    badges: tuple[Badge, ...] = ()
    at: int = 0
    missed: Span | None = None
    is_name: bool = False


# Where readings overlap, what still asks for a decision is seen first.
_ORDER = ("proposed", "before", "confirmed", "refused", "aside")
UNREAD = "unread"


def look_of(claim: Claim) -> str:
    """Return how a reading is drawn: by its state, "before" where it was confirmed before its report came back."""
    return "before" if claim.is_from_before_return else str(claim.state)


def marked(
    text: str, claims: Sequence[Claim], words: Iterable[str], *, unread: Sequence[Span] = (), names: Sequence[Span] = ()
) -> list[Segment]:
    """Cut a narrative at every start and end of a reading's words, of a sentence of which nothing was read, of a name.

    ``words`` say each reading in short, in the order of ``claims``; the texts of the segments join to the narrative.
    """
    said = list(words)
    spans = [(max(0, claim.start), min(len(text), claim.end)) for claim in claims]
    cuts = sorted({0, len(text), *(min(len(text), cut) for span in (*spans, *unread, *names) for cut in span)})
    segments = []
    for start, end in pairwise(cuts):
        over = [place for place, span in enumerate(spans) if span[0] <= start and end <= span[1] and span[0] < span[1]]
        begins = [place for place in over if spans[place][0] == start]
        look = _look([look_of(claims[place]) for place in over])
        missed = _over(start, end, unread)
        segments.append(
            Segment(
                text=text[start:end],
                look=look or (UNREAD if missed else ""),
                badges=tuple(Badge(place + 1, f"reading-{claims[place].pk}", said[place]) for place in begins),
                at=start,
                missed=missed if missed and missed[0] == start else None,
                is_name=_over(start, end, names) is not None,
            )
        )
    return segments


def _over(start: int, end: int, spans: Iterable[Span]) -> Span | None:
    return next((span for span in spans if span[0] <= start and end <= span[1]), None)


def _look(looks: list[str]) -> str:
    if not looks:
        return ""
    first = min(looks, key=_ORDER.index)
    return f"{first} several" if len(looks) > 1 else first
