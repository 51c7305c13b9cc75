"""Writing systems: folding text to one form, reading Devanagari in Latin letters, sound skeletons."""

from samanvay.insight.script.folding import fold
from samanvay.insight.script.romanise import to_latin
from samanvay.insight.script.skeletons import skeleton

__all__ = ["fold", "skeleton", "to_latin"]
