"""Writing systems: folding text to one form, reading Devanagari in Latin letters, sound skeletons, names by ear."""

from samanvay_insight.script.folding import fold
from samanvay_insight.script.names import alike, alike_table, token_keys
from samanvay_insight.script.romanise import to_latin
from samanvay_insight.script.skeletons import skeleton

__all__ = ["alike", "alike_table", "fold", "skeleton", "to_latin", "token_keys"]
