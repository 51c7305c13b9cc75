"""The paragraphs of a narrative, as spans of it."""

import re
from collections.abc import Iterator


def paragraph_of(text: str, at: int) -> tuple[int, int]:
    """Return the span (start, end, in code points) of the paragraph in which a position lies."""
    return next((span for span in _paragraphs(text) if span[0] <= at < span[1]), (at, at + 1))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in re.finditer(r"\n\s*\n", text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)
