"""The movements of the interview that started the product are read exactly, as it was given and retold."""

from typing import Any

from .promises import check, promise
from .stage import Stage

MOVEMENTS = [
    ("Jharkhand", ["Bijnor"], None),
    ("Nepal", ["Varanasi"], None),
    ("Uttarakhand", [], "National Capital Region"),
]
PLACED = [("arrest", "Moradabad")]


def read_exactly(text: str) -> dict[str, Any]:
    """Return what is read in a telling of the interview's facts. Raises Broken where something else is read.

    The arrest is told in our own retelling as officers tell it; as it was first said ("pinned down") it may be missed.
    """
    from samanvay_insight.extract import read

    answer: dict[str, Any] = read(text).as_json()
    movements = [(each["from"], each["via"], each["to"]) for each in answer["movements"]]
    check(movements == MOVEMENTS, f"movements read: {movements}")
    placed = [(each["kind"], each["place"]) for each in answer["events"] if each["place"] is not None]
    check(placed in (PLACED, []), f"events with a place: {placed}")
    for each in answer["places"]:
        check(text[each["start"] : each["end"]] == each["text"], f"the span of {each['text']!r} is wrong")
    return answer


@promise("The interview is read: exactly its three movements, no event at a wrong place")
def interview(stage: Stage) -> str:
    from samanvay.config.env import ROOT
    from samanvay.web.reports.example import EXAMPLE

    # Its own text is not ours to give away: what is always here is the same, retold.
    beside = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))[:1]
    tellings = [EXAMPLE, *(path.read_text(encoding="utf-8") for path in beside)]
    spans = sum(len(read_exactly(text)["places"]) for text in tellings)
    which = "as it was given and retold" if beside else "retold"
    return f"{which}: {len(MOVEMENTS)} movements as expected, no event at a wrong place; {spans} spans exact"
