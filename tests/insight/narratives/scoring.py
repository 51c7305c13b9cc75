"""Narratives and how a reading of them is scored: multisets of places, movements and events."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samanvay_insight import gazetteer
from samanvay_insight.script import to_latin

HERE = Path(__file__).parent
HOME = "IN-UP"  # whose officers write the narratives
# Behind an event: "[f 4, m 2, c 6]", females, males, persons under 18.
_OF_WHOM = re.compile(r"\s*\[[^\]]*\]\s*$")
PARTS = ("places", "movements", "events", "set_aside")


@dataclass(frozen=True)
class Narrative:
    """A text with what a careful officer reads in it, as multisets of comparable rows.

    `disputed` are the rows, by who and where, that one of two readers alone set down: they count neither way.
    """

    id: str
    voice: str
    text: str
    expected: dict[str, Counter[tuple[Any, ...]]]
    places: tuple[tuple[str, str, str], ...]
    disputed: dict[str, Counter[tuple[Any, ...]]] = field(default_factory=lambda: {part: Counter() for part in PARTS})
    disputed_places: tuple[tuple[str, str, str], ...] = ()


@dataclass
class Score:
    """Right, wrong and overlooked rows of one kind."""

    right: int = 0
    wrong: int = 0
    overlooked: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.overlooked) if self.right + self.overlooked else 1.0


def narratives(name: str | Path) -> list[Narrative]:
    """The narratives of a file, beside this one unless its path is whole; see README.md for its form."""
    return told_in((HERE / name).read_text(encoding="utf-8"))


def told_in(told: str) -> list[Narrative]:
    """The narratives of the text of a file."""
    found = []
    body = "\n".join(line for line in told.split("\n") if not line.startswith("# ")).strip()
    for block in body.split("=== ")[1:]:
        head, _, rest = block.partition("\n")
        text, _, rows = rest.partition("\n---\n")
        ident, _, voice = head.partition(" ")
        disputed = _rows_marked(rows, "/")
        found.append(
            Narrative(
                ident,
                voice,
                text,
                _expected(_rows_marked(rows)),
                _places(_rows_marked(rows)),
                {part: _core(part, those) for part, those in _expected(disputed).items()},
                _places(disputed),
            )
        )
    return found


def _rows_marked(rows: str, mark: str = ":") -> str:
    """The rows of letters that `mark` follows, ":" for those both readers set down, "/" for those of one."""
    wrong = [line for line in rows.split("\n") if line.strip() and line[1:2] not in (":", "/")]
    if wrong:
        raise ValueError(f"not a row: {wrong[0]!r}")
    those = (line for line in rows.split("\n") if line[1:2] == mark)
    return "\n".join(line if mark == ":" else line[0] + line[3:] for line in those)


def located(
    narrative: Narrative, places: tuple[tuple[str, str, str], ...] | None = None
) -> list[tuple[int, int, str, str]]:
    """The places of a narrative, or those given, with the code points they stand on: start, end, name, kind."""
    found = []
    at = 0
    for words, name, kind in narrative.places if places is None else places:
        start = narrative.text.find(words, at)
        start = start if start >= 0 else narrative.text.find(words)
        if start >= 0:
            at = start + len(words)
            found.append((start, at, name, kind))
    return found


def called(name: str | None) -> str | None:
    """A name by which two readings of a place are one: Devanagari, where the gazetteer has no name, by its sound."""
    return name if name is None or name.isascii() else gazetteer.name_key(to_latin(name))


def _by_sound(rows: Counter[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
    found: Counter[tuple[Any, ...]] = Counter()
    for row, times in rows.items():
        found[sound_of(row)] += times
    return found


def sound_of(part: Any) -> Any:
    """A row, or a part of one, with its names as `called` knows them."""
    if isinstance(part, tuple):
        return tuple(sound_of(each) for each in part)
    return called(part) if isinstance(part, str) else part


def rows_of(answer: Mapping[str, list[dict[str, Any]]]) -> dict[str, Counter[tuple[Any, ...]]]:
    """The rows of a reading's JSON form, comparable with those expected."""
    return {
        "places": Counter((p["text"], p["name"], p["kind"]) for p in answer["places"]),
        "movements": Counter(
            (m["from"], tuple(m["via"]), m["to"], m["people"], m["date"], m["certainty"]) for m in answer["movements"]
        ),
        "events": Counter((e["kind"], e["place"], e["people"], e["date"], e["certainty"]) for e in answer["events"]),
        "set_aside": Counter((a["kind"], a["reason"]) for a in answer["set_aside"]),
    }


def scored(
    those: list[Narrative],
    reader: Callable[[str], Mapping[str, list[dict[str, Any]]]],
    *,
    whole: bool,
) -> dict[str, Score]:
    """Score a reader; `whole` compares people, date and certainty too, else only who went or was where."""
    scores = {part: Score() for part in PARTS}
    for narrative in those:
        got = rows_of(reader(narrative.text))
        for part in PARTS:
            want, have = _by_sound(narrative.expected[part]), _by_sound(got[part])
            if not whole:
                want, have = _core(part, want), _core(part, have)
            have -= Counter({row: have[row] for row in have if row not in want and _disputed(narrative, part, row)})
            score = scores[part]
            score.right += (want & have).total()
            score.wrong += (have - want).total()
            score.overlooked += (want - have).total()
            for row in have - want:
                score.lines.append(f"{narrative.id} wrong      {row}")
            for row in want - have:
                score.lines.append(f"{narrative.id} overlooked {row}")
    return scores


def _disputed(narrative: Narrative, part: str, row: tuple[Any, ...]) -> bool:
    disputed = _by_sound(narrative.disputed[part])
    return any(key in disputed for key in _core(part, Counter([row])))


def _core(part: str, rows: Counter[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
    kept = {"places": 3, "movements": 3, "events": 2, "set_aside": 2}[part]
    core: Counter[tuple[Any, ...]] = Counter()
    for row, times in rows.items():
        core[row[:kept]] += times
    return core


def _expected(rows: str) -> dict[str, Counter[tuple[Any, ...]]]:
    expected: dict[str, Counter[tuple[Any, ...]]] = {part: Counter() for part in PARTS}
    for line in rows.split("\n"):
        mark, _, rest = line.partition(":")
        rest = rest.strip()
        if mark == "M":
            rest, people, date, certainty = _tail(rest)
            source, via, goal = (part.strip() for part in rest.split(">"))
            stops = tuple(stop.strip() for stop in via.split(",") if stop.strip())
            expected["movements"][(source or None, stops, goal or None, people, date, certainty)] += 1
        elif mark == "E":
            rest = _OF_WHOM.sub("", rest)
            rest, people, date, certainty = _tail(rest)
            kind, _, place = rest.partition(" ")
            expected["events"][(kind, place.strip() or None, people, date, certainty)] += 1
        elif mark == "S":
            kind, reason = rest.split()
            expected["set_aside"][(kind, reason)] += 1
        elif line.strip() and mark not in ("P", "F", "X", "L"):
            raise ValueError(f"not a row: {line!r}")
    expected["places"].update(_places(rows))
    return expected


def _places(rows: str) -> tuple[tuple[str, str, str], ...]:
    """The places of the P rows, in order."""
    said = [line[2:] for line in rows.split("\n") if line.startswith("P:")]
    return tuple(_place(item.strip()) for line in said for item in line.split("|") if item.strip())


def _tail(rest: str) -> tuple[str, int | None, str | None, str]:
    certainty = "hearsay" if rest.endswith("?") else "stated"
    rest, _, date = rest.rstrip("? ").partition("@")
    rest, _, people = rest.partition("#")
    return rest.strip(), int(people) if people.strip() else None, date.strip() or None, certainty


def _place(item: str) -> tuple[str, str, str]:
    words, _, kind = item.partition(":")
    text, _, name = words.partition("=")
    return text.strip(), (name or text).strip(), kind.strip() or "district"
