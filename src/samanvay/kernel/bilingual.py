"""Words that exist in English and Hindi side by side, for labels and errors that travel as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ImproperlyConfigured
from django.utils import translation


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in two languages; an empty Hindi text stands for "the same as the English"."""

    en: str
    hi: str = ""

    def in_(self, language: str | None) -> str:
        """Return the text in `language` ("hi", "hi-IN", "en", …); anything but Hindi gives English."""
        return self.hi if self.hi and _is_hindi(language) else self.en

    def __str__(self) -> str:
        return self.in_(_active_language())

    def format(self, **values: object) -> Bilingual:
        """Return both texts with `{name}` filled; a Bilingual value is put in its own language."""
        return Bilingual(
            en=self.en.format(**{name: _said(value, "en") for name, value in values.items()}),
            hi=self.hi.format(**{name: _said(value, "hi") for name, value in values.items()}),
        )

    def to_json(self) -> dict[str, str]:
        """Return the plain value that `from_json` reads back."""
        return {"en": self.en, "hi": self.hi}

    @classmethod
    def from_json(cls, value: str | Mapping[str, str]) -> Bilingual:
        """Read what `to_json` wrote; a bare string is taken as English."""
        if isinstance(value, str):
            return cls(value)
        return cls(en=value["en"], hi=value.get("hi", ""))


@lru_cache(maxsize=64)
def _is_hindi(language: str | None) -> bool:
    return (language or "").replace("_", "-").lower().split("-")[0] == "hi"


def _said(value: object, language: str) -> object:
    return value.in_(language) if isinstance(value, Bilingual) else value


def _active_language() -> str | None:
    # The analyst's tools use these words without Django settings; English is what a terminal gets then.
    try:
        return translation.get_language()
    except ImproperlyConfigured:
        return "en"
