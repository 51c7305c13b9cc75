"""A place of a Hindi sentence with the part that the words around it give."""

from __future__ import annotations

from dataclasses import dataclass

from samanvay_insight.extract.mentions import Mention

# Words that join two of a kind, in their one form.
AND = frozenset({"or", "v", "va", "evm", "ev", "ttha", "&", ",", "/", "and", "ya", "+"})
JOINERS = AND | frozenset({"-", "\u2013", "→"})


@dataclass(slots=True)
class Spot:
    """Places named together: `heads` are the most exact of each chain, `upto` the token after the postposition.

    `role` is home, from, via, to, at, bare, head (before a colon), local, agency or none.
    """

    heads: list[Mention]
    start: int
    end: int
    role: str = "none"
    upto: int = 0
    work: bool = False
    lodging: bool = False
    care: bool = False
    stop: bool = False
    vehicle: bool = False
    bearer: int | None = None
    par: bool = False
    demonym: bool = False
    route: bool = False

    @property
    def is_stop(self) -> bool:
        """Whether it is a station or border post, where a way is cut and not ended."""
        return self.stop or all(h.kind == "station" or h.place.kind in ("station", "crossing") for h in self.heads)
