"""Words pasted in a legacy font: shown as they read beside what was pasted, and kept as their writer agrees.

A page posts back by mark which words it showed, so that nobody agrees to words that were not shown: those typed anew
are asked about anew.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from samanvay_insight.script.legacy import convert, converted_column

READ, TYPED = "read", "typed"
"""What the writer says of all words shown: as they read in Unicode, or left as they came."""
ANSWER, SHOWN, KEPT = "letters", "letters_of", "letters_kept"

AREAS = (forms.Textarea, forms.TextInput)  # these themselves: a password or an address is nothing to be read


@dataclass(frozen=True, slots=True)
class Reading:
    """Words of a field in a legacy font beside how they read; ``mark`` stands for these very words."""

    label: Any
    original: str
    text: str
    mark: str


class PastedForm(forms.Form):
    """A form whose text fields may be pasted from a document in a legacy font.

    The fields of one form speak for each other, as the cells of a column do: a single name is seldom evidence enough.
    """

    is_ticked = False
    """Whether the page has several buttons: then the writer ticks how it reads, and presses the one that is meant."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readings: list[Reading] = []
        self.letters_kept: dict[str, str] = {}
        if self.is_bound:
            self.data = agreed(self.data)

    def full_clean(self) -> None:
        """Clean, then ask about words in a legacy font that their writer has not decided about."""
        super().full_clean()
        self.readings, self.letters_kept = [], {}
        if not self.is_bound or (self.empty_permitted and not self.has_changed()):
            return
        settled = set(_all(self.data, KEPT))
        if self.data.get(ANSWER) == TYPED:
            settled |= set(_all(self.data, SHOWN))
        for name, text in self._pasted().items():
            mark = mark_of(text)
            if mark in settled:
                self.letters_kept[name] = mark
                continue
            self.readings.append(Reading(self.fields[name].label or name, text, convert(text), mark))
            self.add_error(
                name,
                _("This was typed in an old Hindi font. Check how it is read, then choose which version is right."),
            )

    def _pasted(self) -> dict[str, str]:
        texts = {
            name: str(self[name].data or "")
            for name, field in self.fields.items()
            if isinstance(field, forms.CharField) and type(field.widget) in AREAS
        }
        read = converted_column(list(texts.values()))
        return {name: text for (name, text), found in zip(texts.items(), read, strict=True) if found.is_changed}


def agreed(data: Any) -> Any:
    """Return posted data with the words that its writer agreed to as they read."""
    shown = set(_all(data, SHOWN)) if data.get(ANSWER) == READ else set()
    if not shown:
        return data
    found = data.copy()
    for name in data:
        came = _all(data, name)
        read = [convert(text) if isinstance(text, str) and mark_of(text) in shown else text for text in came]
        if read == came:
            continue
        if hasattr(found, "setlist"):
            found.setlist(name, read)
        else:
            found[name] = read[0]
    return found


def mark_of(text: str) -> str:
    """Return what stands for words on a page: agreeing to some says nothing of others."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:20]


def _all(data: Mapping[str, Any], name: str) -> list[Any]:
    if hasattr(data, "getlist"):
        found: list[Any] = data.getlist(name)
        return found
    return [data[name]] if name in data else []
