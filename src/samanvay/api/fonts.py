"""Texts in a legacy font over the interface: nothing is read anew unless the caller says so."""

from typing import Literal

from django.utils.translation import gettext as _

from samanvay.kernel.refusals import Invalid
from samanvay_insight.script.legacy import convert, converted_column

Font = Literal["", "unicode", "krutidev"]
"""In which letters texts are: "krutidev" reads them as Unicode, "unicode" keeps them; left out, they are looked at."""


def in_unicode(font: Font, **texts: str) -> dict[str, str]:
    """Return texts by field as they are to be kept.

    Raises Invalid at the first field in a legacy font where the caller does not say in which letters it is.
    """
    if font == "krutidev":
        return {name: convert(text) for name, text in texts.items()}
    if not font:
        for name, found in zip(texts, converted_column(list(texts.values())), strict=True):
            if found.is_changed:
                raise Invalid(
                    name,
                    _("This text is in an old Hindi font. Send it in Unicode, or add “font”: “krutidev”."),
                    code="legacy_font",
                )
    return texts
