"""The interview that started the product is read exactly."""

from .promises import NotHere, check, promise
from .stage import Stage

MOVEMENTS = [
    ("Jharkhand", ["Bijnor"], None),
    ("Nepal", ["Varanasi"], None),
    ("Uttarakhand", [], "National Capital Region"),
]
PLACED = [("arrest", "Moradabad")]


@promise("The interview is read exactly: three movements, one arrest with a place")
def interview(stage: Stage) -> str:
    from samanvay.config.env import ROOT
    from samanvay.insight.extract import read

    files = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))
    if not files:
        raise NotHere("the interview's text is not beside the repository (../shared/seed)")
    text = files[0].read_text(encoding="utf-8")
    answer = read(text).as_json()
    movements = [(each["from"], each["via"], each["to"]) for each in answer["movements"]]
    check(movements == MOVEMENTS, f"movements read: {movements}")
    placed = [(each["kind"], each["place"]) for each in answer["events"] if each["place"] is not None]
    check(placed == PLACED, f"events with a place: {placed}")
    for each in answer["places"]:
        check(text[each["start"] : each["end"]] == each["text"], f"the span of {each['text']!r} is wrong")
    return f"{len(movements)} movements and {len(placed)} placed event as expected; {len(answer['places'])} spans exact"
