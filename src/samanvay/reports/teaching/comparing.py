"""Two readers beside each other on a set that neither learned from, and when the second is not to be adopted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

PARTS = ("places", "movements", "events")
KEPT = ("movements", "events")
MARGIN = 0.01
RIGHT_OF_100 = 98


@dataclass(frozen=True, slots=True)
class Figures:
    """How well a reader reads: precision and recall by part, and rows read without doubt with how many are right."""

    precision: Mapping[str, float]
    recall: Mapping[str, float]
    undoubted: int
    right: int

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """Return the figures of one reader as ``compare.py`` prints them. Raises KeyError, TypeError and ValueError."""
        return cls(
            precision={part: float(said[part]["precision"]) for part in PARTS},
            recall={part: float(said[part]["recall"]) for part in PARTS},
            undoubted=int(said["without_doubt"]["rows"]),
            right=int(said["without_doubt"]["right"]),
        )

    @property
    def right_share(self) -> float | None:
        """Of the rows read without doubt, how many are right, as a share; None where none was read so."""
        return self.right / self.undoubted if self.undoubted else None

    def balance(self, part: str) -> float:
        """Return the harmonic mean of precision and recall of a part (F1)."""
        both = self.precision[part] + self.recall[part]
        return 2 * self.precision[part] * self.recall[part] / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readers on one set: those in use before, and those that would be."""

    narratives: int
    before: Figures
    after: Figures

    def against(self, margin: float = MARGIN) -> list[str]:
        """Return what speaks against using the second, each a sentence; empty where nothing does."""
        found = [
            f"{part.capitalize()} are read worse: {self.after.balance(part):.3f} after "
            f"{self.before.balance(part):.3f}, more than {margin:.3f} apart (mean of precision and recall)."
            for part in KEPT
            if self.after.balance(part) < self.before.balance(part) - margin
        ]
        if self.after.right * 100 < RIGHT_OF_100 * self.after.undoubted:
            found.append(
                f"Of {self.after.undoubted} rows read without doubt {self.after.right} are right: fewer than "
                f"{RIGHT_OF_100} of 100."
            )
        return found
