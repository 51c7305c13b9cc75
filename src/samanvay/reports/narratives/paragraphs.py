"""The paragraphs and sentences of a narrative, as spans of it."""

import re
from collections.abc import Iterator
from itertools import pairwise


def paragraph_of(text: str, at: int) -> tuple[int, int]:
    """Return the span (start, end, in code points) of the paragraph in which a position lies."""
    return next((span for span in _paragraphs(text) if span[0] <= at < span[1]), (at, at + 1))


# A stop after "No.", "P.S.", "Dr." or a single letter ends no sentence.
_SHORT = r"(?<!\b[A-Za-z]\.)(?<!\b[NSD][rho]\.)(?<!\bNos\.)(?<!\bSmt\.)(?<!\bKm\.)(?<!\bRs\.)(?<!\bMr\.)(?<!\bMrs\.)"
_BETWEEN = re.compile(rf"(?<=[.!?।|]){_SHORT}[ \t]+(?=[^a-z\s])|\s*\n\s*")


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a text, none of them empty, without the blanks around them."""
    cuts = [(0, 0), *(match.span() for match in _BETWEEN.finditer(text)), (len(text), len(text))]
    spans = [(before[1], after[0]) for before, after in pairwise(cuts)]
    return [(start, end) for start, end in spans if text[start:end].strip()]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in re.finditer(r"\n\s*\n", text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)
