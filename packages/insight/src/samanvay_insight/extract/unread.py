"""Which sentences hold something that an officer would expect to be read, and of which nothing was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from samanvay_insight.extract.reading import Evidence, Reading
from samanvay_insight.extract.tokens import sentences

_CUE = re.compile(
    r"\b(?:traffick\w*|rescu\w*|recover\w*|arrest\w*|apprehend\w*|nabbed|intercept\w*|missing|kidnap\w*|abduct\w*|sold|"
    r"bonded|brothel|lured|traced|raid\w*|recd|arrstd|taskar\w*|giraftar\w*|baramad\w*|lapata|laapata|gumshud\w*|apahra\w*|"
    r"be(?:ch|cha|chi|che)|mukt|bandhak|dalal\w*)\b"
    r"|तस्कर|गिरफ्तार|बरामद|लापता|गुमशुद|अपहर|बेच|मुक्त|बंधक|बंधुआ|दलाल|छापा|रेस्क्यू|बहला",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d")
_SHORTEST = 12


def unread(text: str, told: Reading) -> tuple[Evidence, ...]:
    """The sentences with a number, a place, a day, an FIR or a cue that no row of the reading rests on."""
    rows = [row.evidence for part in (told.movements, told.events, told.set_aside, told.numbers) for row in part]
    return tuple(_unread(text, told, rows))


def _unread(text: str, told: Reading, rows: Iterable[Evidence]) -> Iterator[Evidence]:
    spans = [(row.start, row.end) for row in rows]
    for sentence in sentences(text):
        start, end = sentence.start, sentence.end
        words = text[start:end]
        if len(words) < _SHORTEST or any(first < end and start < last for first, last in spans):
            continue
        holds = _NUMBER.search(words) or _CUE.search(words) or any(start <= p.start < end for p in told.places)
        if holds:
            yield Evidence(words, start, end)
