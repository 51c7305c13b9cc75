"""Read the narratives of a fixed set with one reader and with another, and say how well each reads them.

    python compare.py BEFORE.npz AFTER.npz

The set is in nothing that either learned from: the narratives held back for checking by the checksum of their id,
and those kept aside under tests/. Prints one JSON object; only numbers, since whoever reads the failures of
what is kept aside has begun to tune on them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from examples import (
    HOME,
    TESTS,
    Narrative,
    is_held_back,
    narratives,
    rows_of,
    scored,
    sound_of,
    written_to_learn_from,
)

from samanvay_insight.extract.learned import weights
from samanvay_insight.extract.reading import Reading
from samanvay_insight.extract.together import read

PARTS = ("places", "movements", "events")
STEP = 25


def main() -> None:
    """Print how each file reads the fixed set."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("file", type=Path, nargs="+", help="numbers of a reader")
    asked.add_argument("--first", type=int, metavar="N", help="only the first N narratives, to try it out")
    given = asked.parse_args()
    those = fixed_set()[: given.first]
    if not those:
        sys.exit("There is no narrative to compare on.")
    found = []
    for number, file in enumerate(given.file):
        try:
            weights.use(file)
        except weights.NotLearned as error:
            sys.exit(str(error))
        found.append(figures(those, f"{number + 1} of {len(given.file)}"))
    marked = hashlib.sha256("\n".join(sorted(f"{n.id}\n{n.text}" for n in those)).encode()).hexdigest()
    print(json.dumps({"narratives": len(those), "set": marked, "readers": found}))


def fixed_set() -> list[Narrative]:
    """The narratives that no reader learns from, those under tests/ where they are there."""
    held_back = [n for n in written_to_learn_from() if is_held_back(n)]
    return held_back + [n for file in sorted(TESTS.glob("held_out_*.txt")) for n in narratives(file)]


def figures(those: list[Narrative], which: str) -> dict[str, Any]:
    """Precision and recall by who and where, and how many of the rows read without doubt are right."""
    readings: dict[str, Reading] = {}
    for done, narrative in enumerate(those):
        if done % STEP == 0:
            print(f"reader {which}: {done} of {len(those)} narratives", file=sys.stderr, flush=True)
        readings[narrative.text] = read(narrative.text, near=HOME)
    score = scored(those, lambda text: readings[text].as_json(), whole=False)
    undoubted, right = Counter[str](), Counter[str]()
    for narrative in those:
        for part, row in _undoubted(readings[narrative.text]):
            undoubted[part] += 1
            right[part] += _is_right(narrative, part, row)
    return {
        part: {"precision": round(score[part].precision, 4), "recall": round(score[part].recall, 4)} for part in PARTS
    } | {"without_doubt": {"rows": undoubted.total(), "right": right.total()}}


def _undoubted(reading: Reading) -> list[tuple[str, tuple[Any, ...]]]:
    sure = Reading(
        movements=tuple(m for m in reading.movements if m.sure), events=tuple(e for e in reading.events if e.sure)
    )
    return [(part, row) for part, rows in rows_of(sure.as_json()).items() for row in rows.elements()]


def _is_right(narrative: Narrative, part: str, row: tuple[Any, ...]) -> bool:
    """Whether one of the two readers of a narrative at least set down who and where."""
    width = 3 if part == "movements" else 2
    known = (narrative.expected[part], narrative.disputed[part])
    return sound_of(row[:width]) in {sound_of(each[:width]) for rows in known for each in rows}


if __name__ == "__main__":
    main()
