"""Where to set the odds of `decided.py`, on narratives that nothing was learned from.

    python odds.py FILE…      # files of narratives kept aside; without any, one in twenty of those learned from

Prints, for each least odds, precision and recall of movements and events by who and where, how many narratives without
a movement are given one, and, for short and long texts, how many of the rows above some odds are right: those may be
offered without doubt from where at least 98 in 100 are.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from examples import HOME, Narrative, written_to_learn_from
from scoring import Score, narratives, scored

from samanvay_insight.extract import read
from samanvay_insight.extract.learned import decided
from samanvay_insight.extract.learned.weights import learned

LEAST = (-1.0, -0.5, 0.0, 0.3, 0.6, 1.0, 1.5, 2.0)
SURE = (2.0, 3.0, 4.0, 5.0, 6.0)
SHORT = decided.SURE_PIECES


def main(files: Sequence[str]) -> None:
    """Print the tables."""
    those = [n for file in files for n in narratives(Path(file).resolve())]
    those = those or [n for n in written_to_learn_from() if zlib.crc32(n.id.encode()) % 20 == 0]
    print(len(those), "narratives")
    for least in LEAST:
        decided.MOVED_LEAST = decided.HAPPENED_LEAST = least
        score = scored(those, lambda text: read(text, near=HOME).as_json(), whole=False)
        row = "  ".join(f"{part} {_said(score[part])}" for part in ("movements", "events"))
        print(f"least odds {least:>5}: {row}  invented {_invented(those)}")
    decided.MOVED_LEAST = decided.HAPPENED_LEAST = 0.0
    pieces = learned().pieces
    short = [n for n in those if len(pieces.split(n.text)) <= SHORT]
    for name, some in ((f"of {SHORT} pieces at most", short), ("longer", [n for n in those if n not in short])):
        for odds in SURE:
            decided.SURE, decided.SURE_PIECES = odds, 10_000
            print(f"{name}, odds above {odds}: " + "  ".join(_surely(some)))


def _said(score: Score) -> str:
    return f"{score.precision:.3f} {score.recall:.3f}"


def _invented(those: Iterable[Narrative]) -> str:
    without = [n for n in those if not n.expected["movements"] and not n.disputed["movements"]]
    return f"{sum(bool(read(n.text, near=HOME).movements) for n in without)} of {len(without)}"


def _surely(those: Iterable[Narrative]) -> Iterable[str]:
    """Of the rows offered without doubt, how many there are and how many are right."""
    right, wrong = {"movements": 0, "events": 0}, {"movements": 0, "events": 0}
    for narrative in those:
        told = read(narrative.text, near=HOME)
        answer = told.as_json()
        for part, rows in (("movements", told.movements), ("events", told.events)):
            kept = [row for row, each in zip(answer[part], rows, strict=True) if each.sure]
            score = scored([narrative], lambda _, a=answer, k=kept, p=part: {**a, p: k}, whole=False)[part]
            right[part] += score.right
            wrong[part] += score.wrong
    for part, many in right.items():
        told_surely = many + wrong[part]
        yield f"{part} {many} of {told_surely} ({many / max(1, told_surely):.3f})"


if __name__ == "__main__":
    main(sys.argv[1:])
