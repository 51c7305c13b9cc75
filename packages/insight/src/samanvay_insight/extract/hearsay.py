"""Who tells it: what onlookers say is hearsay."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from samanvay_insight.extract.cues import Words
from samanvay_insight.extract.cues import english as cues
from samanvay_insight.extract.cues import english_doubts as doubts
from samanvay_insight.extract.tokens import Token


def hearsay_cues(tokens: Sequence[Token]) -> list[int]:
    """ "According to a shopkeeper", "a rickshaw puller says that": who looked on, and did not see to it."""
    found: list[int] = []
    for index, token in enumerate(tokens):
        keeper = token.low in doubts.KEEPERS and index > 0 and tokens[index - 1].low in doubts.STALLS
        if token.low == "resident" and index and tokens[index - 1].text == ",":
            # "The mother, resident of Kaimganj, told ..."
            continue
        told = [t.low for t in tokens[index + 1 : index + 9]]
        if index < 2 and _bare_plural(tokens, index) and any(w in doubts.TOLD for w in told):
            # "Women of the village say that ..."
            found.append(index)
            continue
        if token.low not in doubts.ONLOOKERS and not keeper:
            continue
        before = [t.low for t in tokens[max(0, index - 4) : index]]
        after = [t.low for t in tokens[index + 1 : index + 5]]
        led = any(pair in (("according", "to"), ("as", "per")) for pair in pairwise(before))
        passive = any(w in ("was", "were", "been", "be") for w in after)
        if (
            led
            or any(
                w in doubts.TOLD for w in after[: 5 if after[:1] and after[0] in ("at", "in", "near", "from") else 2]
            )
            or (after[:1] == ["of"] and not passive and any(w in doubts.TOLD for w in after))
        ):
            found.append(index)
    return found


def _bare_plural(tokens: Sequence[Token], index: int) -> bool:
    """Whether a sentence begins with "Women" or "Old men": whoever they are, not those it is about."""
    before = tokens[index - 1] if index else None
    return tokens[index].low in _ANYBODY and (
        before is None
        or (
            before.low not in cues.DEFINITE | cues.UNCOUNTED
            and before.kind == "word"
            and before.low not in cues.NUMBERS
        )
    )


_ANYBODY = Words.of("women men mothers ladies fathers wives youths relatives families parents teachers labourers some")
