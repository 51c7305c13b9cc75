"""Forms of exploitation and lures, each code once, with the first words that say it."""

from __future__ import annotations

from samanvay.insight.extract.cues import Phrases
from samanvay.insight.extract.reading import Evidence, LabelRead
from samanvay.insight.extract.scenes import Scene


def labels(scenes: list[Scene], table: Phrases[str]) -> tuple[LabelRead, ...]:
    """The codes of `table` that the text says, in the order in which it says them."""
    found: dict[str, LabelRead] = {}
    for scene in scenes:
        for code, start, end in table.all(scene.tokens):
            first, last = scene.tokens[start].start, scene.tokens[end - 1].end
            if code not in found:
                found[code] = LabelRead(code, Evidence(scene.text[first:last], first, last))
    return tuple(found.values())
