"""What was taken out of a text and put in, word by word."""

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: "" stands in both, "gone" in the older alone, "new" in the newer alone."""

    words: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What one field says now, with what was taken out and put in."""

    label: str
    pieces: list[Piece]


def pieces_between(before: str, now: str) -> list[Piece]:
    """Return a text with what was taken out and put in, word by word."""
    old, new = _words(before), _words(now)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("".join(new[c:d])))
            continue
        if a < b:
            pieces.append(Piece("".join(old[a:b]), "gone"))
        if c < d:
            pieces.append(Piece("".join(new[c:d]), "new"))
    return pieces


def _words(text: str) -> list[str]:
    found: list[str] = []
    for line in text.splitlines(keepends=True):
        for word in line.split(" "):
            found.extend((word, " "))
        found.pop()
    return found
