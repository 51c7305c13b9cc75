"""Precision and recall of the reader beside its rules alone and a plain one: names looked up, "from A to B" by pattern.

Three ways of writing (English, Hindi in Devanagari, Hindi in Latin letters), narratives tuned on and kept
aside. Run with `python benchmarks/extract.py`; `-v` lists what was read wrongly in those tuned on. Those kept
aside are only scored.
"""

from __future__ import annotations

import re
import sys
import time
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "insight" / "narratives"))

from scoring import HERE, HOME, Narrative, narratives, scored

from samanvay_insight import gazetteer
from samanvay_insight.extract import Reading, read
from samanvay_insight.extract.reader import read_by_rules

_EVENTS = (
    ("rescue", re.compile(r"\brescued?\b|बरामद|मुक्त|छुड़ा|रेस्क्यू|\bbaramad|\bmukt\b|\bchh?uda")),
    ("arrest", re.compile(r"\barrest(?:ed)?\b|गिरफ्तार|\bgiraft?ar")),
    ("interception", re.compile(r"\bintercept(?:ed)?\b|रोका|रोकी|\brok[aie]\b")),
    ("missing", re.compile(r"\bmissing\b|लापता|गुमशुदा|\blapata\b|\bgumshuda\b")),
    ("sensitisation", re.compile(r"\bsensiti[sz]|\bawareness\b|जागरूक|\bjagruk")),
)
_WORD = re.compile(r"(?:[^\W\d_]|[\u0900-\u0963])+")
_MOVED = re.compile(r"^\s*(?:से|se)\b.{0,60}$", re.DOTALL)
_TAKEN = re.compile(r"^\s*(?:ले जा|भेज|लाया|लाई|le ja|bhej|la[iy])", re.IGNORECASE)


def plain(text: str) -> dict[str, list[dict[str, Any]]]:
    """What a look-up and three patterns read: the peer."""
    places = []
    at = 0
    words = list(_WORD.finditer(text))
    while at < len(words):
        for length in (4, 3, 2, 1):
            span = words[at : at + length]
            name = text[span[0].start() : span[-1].end()]
            known = name[:1].isupper() or name[:1] > "\u0900"
            found = gazetteer.lookup(name, kinds=("country", "state", "district", "town")) if known else []
            if found and len(span) == length:
                places.append((span[0].start(), span[-1].end(), found[0]))
                at += length - 1
                break
        at += 1
    movements = []
    for (_, end, one), (start, _, two) in pairwise(places):
        said = re.search(r"\bfrom\s+$", text[: end - len(one.name)]) and re.fullmatch(
            r".{0,60}\bto\s+", text[end:start]
        )
        shown = _MOVED.match(text[end:start]) and _TAKEN.match(text[start + len(text[start:].split(" ")[0]) :])
        if said or shown:
            movements.append((one, two))
    events = []
    for sentence in re.finditer(r"[^.।]+", text):
        inside = [p for s, _, p in places if sentence.start() <= s < sentence.end()]
        for kind, pattern in _EVENTS:
            if pattern.search(sentence.group()):
                events.append((kind, inside[-1].name if inside else None))
    return {
        "places": [{"text": text[s:e], "name": p.name, "kind": p.kind} for s, e, p in places],
        "movements": [
            {"from": a.name, "via": [], "to": b.name, "people": None, "date": None, "certainty": "stated"}
            for a, b in movements
        ],
        "events": [
            {"kind": kind, "place": place, "people": None, "date": None, "certainty": "stated"}
            for kind, place in events
        ],
        "set_aside": [],
    }


@cache
def readings(text: str) -> Reading:
    """What is read in a text, read once."""
    return read(text, near=HOME)


def reader(text: str) -> dict[str, list[dict[str, Any]]]:
    return readings(text).as_json()


WAYS = {"English": "english", "Devanagari": "hindi", "romanised": "romanised"}


def batches() -> dict[str, list[Narrative]]:
    """The narratives by way of writing: those that were learned from, those opened, each batch kept aside."""
    found: dict[str, list[Narrative]] = {}
    for way, name in WAYS.items():
        tuned = sorted(HERE.glob(f"dev*_{name}.txt"))
        found[f"{way}, tuned on"] = [n for file in tuned for n in narratives(file)]
        opened = sorted(HERE.glob(f"opened_*_{name}.txt"))
        found[f"{way}, opened"] = [n for file in opened for n in narratives(file)]
        aside = {file.name.split("_")[2]: narratives(file) for file in sorted(HERE.glob(f"held_out_*_{name}.txt"))}
        found |= {f"{way}, aside {batch}": those for batch, those in aside.items()}
        found[f"{way}, all aside"] = [n for those in aside.values() for n in those]
    return found


def rules(text: str) -> dict[str, list[dict[str, Any]]]:
    """What the written rules read alone."""
    return read_by_rules(text, near=HOME).as_json()


def main() -> None:
    print(f"{'narratives':<27}{'reader':<8}{'compared':<12}", end="")
    print("".join(f"{part:>18}" for part in ("places", "movements", "events")))
    print(" " * 47 + "".join(f"{'prec.   recall':>18}" for _ in range(3)))
    for name, those in batches().items():
        for who, function in (("ours", reader), ("rules", rules), ("plain", plain)):
            for whole in (False, True):
                scores = scored(those, function, whole=whole)
                row = "".join(
                    f"{scores[part].precision:>10.3f}{scores[part].recall:>8.3f}"
                    for part in ("places", "movements", "events")
                )
                print(f"{f'{name}: {len(those)}':<27}{who:<8}{'whole row' if whole else 'who, where':<12}{row}")
                if "-v" in sys.argv and who == "ours" and whole and "tuned" in name:
                    print("\n".join(line for score in scores.values() for line in score.lines))
        sure = surely(those)
        print(f"{'':<27}without doubt: movements {sure['movements']}, events {sure['events']}")


def surely(those: list[Narrative]) -> dict[str, str]:
    """How many readings are offered without doubt, and how many of them are right by who and where."""
    told = {"movements": [0, 0, 0], "events": [0, 0, 0]}
    for narrative in those:
        found = readings(narrative.text)
        answer = found.as_json()
        for part, rows in (("movements", found.movements), ("events", found.events)):
            kept = [row for row, read_ in zip(answer[part], rows, strict=True) if read_.sure]
            score = scored([narrative], lambda _, a=answer, k=kept, p=part: {**a, p: k}, whole=False)[part]
            told[part][0] += score.right
            told[part][1] += score.right + score.wrong
            told[part][2] += len(rows)
    return {part: f"{sure} of {every}, right {right / max(1, sure):.3f}" for part, (right, sure, every) in told.items()}


def timed() -> None:
    """How long one narrative takes."""
    those = [n for file in ("dev_english.txt", "dev_hindi.txt", "dev_romanised.txt") for n in narratives(file)]
    start = time.perf_counter()
    for narrative in those:
        read(narrative.text, near=HOME)
    each = (time.perf_counter() - start) / len(those)
    print(f"one narrative of about {sum(len(n.text) for n in those) // len(those)} letters: {each * 1000:.1f} ms")


if __name__ == "__main__":
    main()
    timed()
