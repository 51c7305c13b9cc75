"""Forms of exploitation, lures and disparities that a sentence names, each with its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from samanvay_insight.extract.child_marriage import child_taken_to_marry
from samanvay_insight.extract.cues import Phrases, Words, disparities, english_labels, hindi_labels
from samanvay_insight.extract.hindi.forms import in_form
from samanvay_insight.extract.hindi.language import opens_in_hindi, runs
from samanvay_insight.extract.reading import Evidence, LabelRead
from samanvay_insight.extract.tokens import Token, sentences


@dataclass(slots=True)
class Labels:
    """The labels that `start:end` of a text names, each in the order in which it is said."""

    start: int = 0
    end: int = 0
    forms: list[LabelRead] = field(default_factory=list)
    lures: list[LabelRead] = field(default_factory=list)
    disparities: list[LabelRead] = field(default_factory=list)

    def take(self, text: str, tokens: Sequence[Token], *, is_hindi: bool) -> None:
        """Take up what a run of one language names; a Hindi one may name it in English."""
        if is_hindi:
            self._take(text, in_form(tokens), hindi_labels.FORMS, hindi_labels.LURES, disparities.HINDI)
        self._take(text, tokens, english_labels.FORMS, english_labels.LURES, disparities.ENGLISH)
        self._take_child_marriage(text, tokens)

    def _take_child_marriage(self, text: str, tokens: Sequence[Token]) -> None:
        """Take up that somebody under 18 was taken to be married, where no other words name it."""
        found = child_taken_to_marry(text[tokens[0].start : tokens[-1].end])
        if found and all(each.code != "forced_marriage" for each in self.forms):
            first, last = (tokens[0].start + each for each in found)
            self.forms.append(LabelRead("forced_marriage", Evidence(text[first:last], first, last)))

    def _take(self, text: str, tokens: Sequence[Token], *tables: Phrases[str]) -> None:
        for kept, table in zip((self.forms, self.lures, self.disparities), tables, strict=True):
            for code, start, end in table.all(tokens):
                if _denied(tokens, start, end):
                    continue
                first, last = tokens[start].start, tokens[end - 1].end
                kept.append(LabelRead(code, Evidence(text[first:last], first, last)))


# "No case of beggary was found", "न भीख का कोई मामला", "begging nahi".
_DENIALS_BEFORE = Words.of("no not nil never neither nor न zero")
_DENIALS_BEHIND = Words.of("nahi nahin nahii nhi नहीं नही nil shunya शून्य निरंक not never")
_JOINING = Words.of("and but aur evam tatha lekin par और एवं तथा लेकिन किंतु")
_FAR = 5


def _denied(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the words at `start:end` are said not to be so, in their own clause."""
    before = takewhile(_in_clause, reversed(tokens[max(0, start - _FAR) : start]))
    behind = takewhile(_in_clause, tokens[end : end + _FAR])
    return any(t.low in _DENIALS_BEFORE for t in before) or any(t.low in _DENIALS_BEHIND for t in behind)


def _in_clause(token: Token) -> bool:
    return token.kind != "mark" and token.low not in _JOINING


def labels_by_sentence(text: str) -> list[Labels]:
    """The labels of each sentence of `text` that names one; `start` and `end` are those of the sentence."""
    said = sentences(text)
    hindi = opens_in_hindi(said)
    found = []
    for sentence in said:
        labels = Labels(sentence.start, sentence.end)
        for is_hindi, tokens in runs(sentence, hindi_before=hindi):
            hindi = is_hindi
            labels.take(text, tokens, is_hindi=is_hindi)
        if labels.forms or labels.lures or labels.disparities:
            found.append(labels)
    return found
