"""Lines that are one statement: the headings of a form, and figures by place under a heading."""

from __future__ import annotations

from samanvay_insight.extract.cues import Words, hindi_verbs
from samanvay_insight.extract.cues import english as cues
from samanvay_insight.extract.hindi.forms import in_form, words
from samanvay_insight.extract.tokens import Sentence, joined

_MARKS = frozenset({"-", "*", "\u2022", "\u2013", ":", "=", ".", "(", ")", ","})
_HEADINGS = words(
    "piRita pidita baramadgi mool srot mool paargaman pargaman padav paRaav thahrav gantavya manzil piRit pidit "
    "sankhya dinank udgam"
)
_NONE = Words.of("nil none zero no") | words("shunya शून्य निरंक nirank")
# Longer lists are read line by line.
_LONGEST = 100


def joined_lists(found: list[Sentence]) -> list[Sentence]:
    """The sentences, those that only together say something made one."""
    kept: list[Sentence] = []
    # Whether the last of `kept` is a heading of events whose figures by place follow.
    listing = False
    for sentence in found:
        goes_on = bool(kept) and _is_heading(sentence) and _is_heading(kept[-1])
        if goes_on or (listing and _is_figure(sentence) and len(kept[-1].tokens) < _LONGEST):
            kept[-1] = joined(kept[-1], sentence)
        else:
            kept.append(sentence)
            listing = _opens_figures(sentence)
    return kept


def _is_heading(sentence: Sentence) -> bool:
    """Whether it is a line of a form: "Source: Deoghar." """
    first = [t.low for t in sentence.tokens[:5]]
    led = first[0] in cues.HEADINGS or in_form(sentence.tokens[:1])[0].low in _HEADINGS
    return led and ":" in first


def _opens_figures(sentence: Sentence) -> bool:
    """Whether it is the likes of "Rescues in September:", or "Missing persons, Dec 2025" on a line of its own."""
    tallied = any(t.low in cues.TALLIED for t in sentence.tokens) or bool(cues.EVENTS.all(sentence.tokens))
    if sentence.tokens[-1].text != ":":
        return tallied and len(sentence.tokens) < 9 and sentence.tokens[-1].text != "."
    if tallied:
        return True
    tokens = in_form(sentence.tokens)
    return any(hindi_verbs.EVENTS.at(tokens, index) is not None for index in range(len(tokens)))


def _is_figure(sentence: Sentence) -> bool:
    """Whether it is the likes of "- Kanpur Nagar: 4"."""
    said = [t for t in sentence.tokens if t.text not in _MARKS]
    if len(said) > 2 and said[0].kind == "number":
        # "1. Gorakhpur 6"
        said = said[1:]
    if not 2 <= len(said) <= 6 or not (said[-1].low.isdecimal() or in_form(said[-1:])[0].low in _NONE):
        return False
    return all(t.kind in ("word", "abbreviation") and t.capital for t in said[:-1])
