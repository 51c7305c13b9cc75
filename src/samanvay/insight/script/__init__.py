"""Writing systems: folding text to one form, reading Devanagari in Latin letters, sound skeletons, names by ear."""

from samanvay.insight.script.folding import fold
from samanvay.insight.script.names import alike, alike_table, token_keys
from samanvay.insight.script.romanise import to_latin
from samanvay.insight.script.skeletons import skeleton

__all__ = ["alike", "alike_table", "fold", "skeleton", "to_latin", "token_keys"]
