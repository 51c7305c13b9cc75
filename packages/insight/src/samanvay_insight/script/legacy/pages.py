"""Which code page a file of legacy text is in, asked before it is taken for one of another machine."""

from __future__ import annotations

from samanvay_insight.script.legacy.recognition import recognise

SAMPLE = 65_536  # bytes: some thousand lines
PAGES = ("cp1252", "latin-1")  # five bytes mean nothing to Windows-1252; Latin-1 keeps them, and they are read the same


def page_of(content: bytes) -> str | None:
    """Return the code page in which a file holds legacy text, or None where it holds none or tells it itself.

    The fonts stand on the places of Windows-1252. A guess by letter statistics, which expects a language, takes
    such a file for one of an old Macintosh and loses क्र, फ् and ँ.
    """
    sample = content[:SAMPLE]
    if b"\0" in sample or sample.isascii():
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        if recognise(sample.decode("latin-1")) is None:
            return None
        return next(page for page in PAGES if _reads(content, page))
    return None


def _reads(content: bytes, page: str) -> bool:
    try:
        content.decode(page)
    except UnicodeDecodeError:
        return False
    return True
