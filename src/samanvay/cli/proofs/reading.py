"""The interview that started the product is read exactly, as it was given and retold."""

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
    """Return what is read in a telling of the interview's facts. Raises Broken where it is not what was told."""
    from samanvay_insight.extract import read

    answer: dict[str, Any] = read(text).as_json()
    movements = [(each["from"], each["via"], each["to"]) for each in answer["movements"]]
    check(movements == MOVEMENTS, f"movements read: {movements}")
    placed = [(each["kind"], each["place"]) for each in answer["events"] if each["place"] is not None]
    check(placed == PLACED, f"events with a place: {placed}")
    for each in answer["places"]:
        check(text[each["start"] : each["end"]] == each["text"], f"the span of {each['text']!r} is wrong")
    return answer


@promise("The interview is read exactly: three movements, one arrest with a place")
def interview(stage: Stage) -> str:
    from samanvay.config.env import ROOT
    from samanvay.web.reports.example import EXAMPLE

    # Its own text is not ours to give away: what is always here is the same, retold.
    beside = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))[:1]
    tellings = [EXAMPLE, *(path.read_text(encoding="utf-8") for path in beside)]
    spans = sum(len(read_exactly(text)["places"]) for text in tellings)
    which = "as it was given and retold" if beside else "retold"
    return f"{which}: {len(MOVEMENTS)} movements and {len(PLACED)} placed event as expected; {spans} spans exact"
