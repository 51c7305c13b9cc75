"""The words that carry meaning, as tables a language; the reader itself knows no word."""

from __future__ import annotations

from samanvay_insight.extract.cues import english, english_doubts, english_labels, english_places
from samanvay_insight.extract.cues.phrases import Phrases, Words

__all__ = ["Phrases", "Words", "english", "english_doubts", "english_labels", "english_places"]
