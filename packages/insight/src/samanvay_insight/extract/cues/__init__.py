"""The words that carry meaning, as tables a language; the reader itself knows no word."""

from __future__ import annotations

from samanvay_insight.extract.cues import disparities, english_labels, hindi_labels
from samanvay_insight.extract.cues.phrases import Phrases, Words

__all__ = ["Phrases", "Words", "disparities", "english_labels", "hindi_labels"]
