"""Hindi typed in a legacy font: telling it from other text, and reading it as Unicode Devanagari.

Kruti Dev 010 and the fonts that share its layout (Kruti Dev 011, 016, 020 and others, DevLys 010) put Devanagari
signs at the places of Latin letters, so that a file opened without the font reads `iqfyl` for पुलिस.

    >>> converted("Fkkuk izHkkjh] cgjkbp").text
    'थाना प्रभारी, बहराइच'
    >>> recognise("Station officer, Bahraich") is None
    True

Pure and off line. The table of pairs by which text is told apart is derived by scripts/derive_legacy_letters.py.
"""

from samanvay_insight.script.legacy.pages import page_of
from samanvay_insight.script.legacy.recognition import (
    LAYOUTS,
    Conversion,
    Recognised,
    convert,
    converted,
    converted_column,
    recognise,
    recognise_column,
)
from samanvay_insight.script.legacy.typing_out import to_legacy

__all__ = [
    "LAYOUTS",
    "Conversion",
    "Recognised",
    "convert",
    "converted",
    "converted_column",
    "page_of",
    "recognise",
    "recognise_column",
    "to_legacy",
]
