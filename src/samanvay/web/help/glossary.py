"""The words that officers meet: from CONTEXT.md (``scripts/glossary.py``), explained in Hindi in ``terms.toml``."""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from samanvay.kernel.bilingual import Bilingual

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Term:
    """A word in both languages and what it means."""

    name: Bilingual
    what: Bilingual

    @property
    def other(self) -> Bilingual:
        """The word in the language that the page is not in."""
        return Bilingual(self.name.hi, self.name.en)


@cache
def terms() -> dict[str, Term]:
    """Return the terms that are explained in Hindi too, by their English; the others are words of the code."""
    told = json.loads((HERE / "glossary.json").read_text(encoding="utf-8"))
    hindi = tomllib.loads((HERE / "terms.toml").read_text(encoding="utf-8"))
    return {
        term: Term(Bilingual(term, told[term]["hi"]), Bilingual(told[term]["what"], what))
        for term, what in sorted(hindi.items())
    }


def some(names: Iterable[str]) -> list[Term]:
    """Return some of the terms."""
    return [terms()[name] for name in names]
