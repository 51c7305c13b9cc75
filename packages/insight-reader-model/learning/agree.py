"""Put the rows of two readers who labelled the same texts together, with how well they agree.

    python agree.py texts.txt first.rows second.rows narratives/kind.txt

`texts.txt` has the narratives without rows, the two others `=== id` and rows. What both set down stands; a row of one
alone gets `/a` or `/b` behind its letter. Prints rows of both, of each, and Cohen's kappa of pairs of places (movement
or none) and of places and kinds (event or none).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tests" / "insight" / "narratives"))

from scoring import called

from samanvay_insight.extract.learned.signals import EVENTS

_LETTERS = "PMEFSXL"
_TAIL = re.compile(
    r"(?P<core>[^#@?\[]*)(?:#\s*(?P<people>\d+))?\s*(?:@\s*(?P<date>[\d-]+))?\s*(?P<hearsay>\?)?\s*(?P<whom>\[[^\]]*\])?\s*$"
)
Key = tuple[str, ...]


def main() -> None:
    """Write the narratives of both readers and print how well they agree."""
    texts, first, second, out = map(Path, sys.argv[1:5])
    said = _blocks(texts)
    rows = [{head.split(" ")[0]: body for head, body in _blocks(path)} for path in (first, second)]
    written, pairs, events = [], Counter[tuple[bool, bool]](), Counter[tuple[bool, bool]]()
    for head, body in said:
        ident, text = head.split(" ")[0], body.split("\n---")[0]
        missing = [path.name for path, those in zip((first, second), rows, strict=True) if ident not in those]
        if missing:
            raise SystemExit(f"{missing[0]}: no rows of {ident}")
        one, other = (
            _rows(those[ident], f"{path.name}, {ident}") for path, those in zip((first, second), rows, strict=True)
        )
        _judge(one, other, pairs, events)
        written.append(f"=== {head}\n{text}\n---\n" + "".join(f"{line}\n" for line in _together(one, other)))
    out.write_text("\n".join(written), encoding="utf-8")
    for name, counted in (("movements", pairs), ("events", events)):
        both, a, b = counted[True, True], counted[True, False], counted[False, True]
        print(f"{name}: both {both}, first {both + a}, second {both + b}, kappa {_kappa(counted):.3f}")


def _blocks(path: Path) -> list[tuple[str, str]]:
    found = []
    for block in ("\n" + path.read_text(encoding="utf-8")).split("\n=== ")[1:]:
        head, _, body = block.partition("\n")
        found.append((head.strip(), body.strip("\n")))
    return found


def _rows(body: str, where: str) -> list[tuple[str, Key, str]]:
    """The rows as letter, what makes two of them one, and the words."""
    found: list[tuple[str, Key, str]] = []
    for line in body.split("\n"):
        letter, _, rest = line.strip().partition(":")
        rest = rest.strip()
        if not letter or letter == "---":
            continue
        if letter not in _LETTERS:
            raise SystemExit(f"{where}: not a row: {line!r}")
        parted = {"P": "|", "L": ","}.get(letter)
        for item in (each.strip() for each in rest.split(parted)) if parted else (rest,):
            if letter == "M" and item.count(">") == 1:
                item = item.replace(">", "> >")  # no stop-over
            if item:
                found.append((letter, _key(letter, item), item))
    return found


def _key(letter: str, item: str) -> Key:
    if letter == "P":
        item, _, kind = item.partition(":")
        words, _, name = item.partition("=")
        return words, called(name or words) or "", kind or "district"
    if letter in "ME":
        match = _TAIL.match(item)
        core = match["core"].strip() if match else item
        if letter == "E":
            kind, _, place = core.partition(" ")
            return kind, called(place.strip()) or ""
        return tuple(called(name.strip()) or "" for part in core.split(">") for name in part.split(",") or ("",))
    return tuple(item.split())


def _together(one: list[tuple[str, Key, str]], other: list[tuple[str, Key, str]]) -> list[str]:
    lines = []
    for letter in _LETTERS:
        mine, theirs = ([row for row in rows if row[0] == letter] for rows in (one, other))
        left = list(theirs)
        both, alone = [], []
        for row in mine:
            match = next((each for each in left if each[1] == row[1]), None)
            if match is None:
                alone.append(row[2])
            else:
                left.remove(match)
                both.append(_agreed(letter, row[2], match[2]))
        for mark, those in (("", both), ("/a", alone), ("/b", [each[2] for each in left])):
            if those and letter == "P":
                lines.append(f"P{mark}: " + " | ".join(those))
            else:
                lines += [f"{letter}{mark}: {each}" for each in those]
    return lines


def _agreed(letter: str, one: str, other: str) -> str:
    """The row with the number, the day and the persons that both give."""
    a, b = _TAIL.match(one), _TAIL.match(other)
    if letter not in "ME" or a is None or b is None:
        return one
    said = a["core"].rstrip()
    for sign, part in (("#", "people"), ("@", "date")):
        if a[part] and a[part] == b[part]:
            said += f" {sign} {a[part]}"
    said += " ?" if a["hearsay"] and b["hearsay"] else ""
    return said + (f" {a['whom']}" if a["whom"] and a["whom"] == b["whom"] else "")


def _judge(
    one: list[tuple[str, Key, str]],
    other: list[tuple[str, Key, str]],
    pairs: Counter[tuple[bool, bool]],
    events: Counter[tuple[bool, bool]],
) -> None:
    """Count, for every pair of places and every place and kind, who set a row down."""
    names = {key[1] for rows in (one, other) for letter, key, _ in rows if letter == "P"} | {""}
    moves = [{(key[0], key[-1]) for letter, key, _ in rows if letter == "M"} for rows in (one, other)]
    happened = [{(key[0], key[1]) for letter, key, _ in rows if letter == "E"} for rows in (one, other)]
    for pair in {(a, b) for a in names for b in names if a != b} | moves[0] | moves[1]:
        pairs[pair in moves[0], pair in moves[1]] += 1
    for event in {(kind, place) for kind in EVENTS for place in names} | happened[0] | happened[1]:
        events[event in happened[0], event in happened[1]] += 1


def _kappa(counted: Counter[tuple[bool, bool]]) -> float:
    many = counted.total()
    agreed = (counted[True, True] + counted[False, False]) / many
    first, second = (
        (counted[True, True] + counted[True, False]) / many,
        (counted[True, True] + counted[False, True]) / many,
    )
    chance = first * second + (1 - first) * (1 - second)
    return (agreed - chance) / (1 - chance)


if __name__ == "__main__":
    main()
