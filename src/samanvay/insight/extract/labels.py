"""Forms of exploitation and lures that a sentence names, each with its words."""

from __future__ import annotations

from collections.abc import Sequence

from samanvay.insight.extract.cues import Phrases
from samanvay.insight.extract.reading import Evidence, LabelRead
from samanvay.insight.extract.tokens import Token


def labels(text: str, tokens: Sequence[Token], table: Phrases[str]) -> list[LabelRead]:
    """The codes of `table` that the tokens say, in the order in which they say them."""
    found = []
    for code, start, end in table.all(tokens):
        first, last = tokens[start].start, tokens[end - 1].end
        found.append(LabelRead(code, Evidence(text[first:last], first, last)))
    return found
