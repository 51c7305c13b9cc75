"""What every format has in common: questions read with what is wrong with others, words in two languages."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from lxml import html

from samanvay.kernel.bilingual import Bilingual

DEVANAGARI = re.compile(r"[\u0900-\u097f]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LANGUAGES = ("en", "hi")
MOST_QUESTIONS = 2_000
MOST_OPTIONS = 12


@dataclass(frozen=True, slots=True)
class BadQuestion:
    """What is wrong with one question of a file: in which row, in which field, what was expected."""

    row: int
    field: str
    expected: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a file has it; ``said`` has the shape of questions.toml, without what the file does not say."""

    row: int
    said: dict[str, Any]


@dataclass(slots=True)
class Bank:
    """What was read of a file."""

    questions: list[Question] = field(default_factory=list)
    bad: list[BadQuestion] = field(default_factory=list)


class NoBank(Exception):
    """The whole file cannot be used; the words say why and what was expected."""


class UnusableQuestion(Exception):
    """One question cannot be used."""

    def __init__(self, field: str, expected: Any) -> None:
        super().__init__(expected)
        self.field, self.expected = field, str(expected)


def both(text: str) -> dict[str, str]:
    """Return words by language from text with or without HTML: Moodle's ``multilang`` spans, else by the script.

    Hindi alone stands for English too until somebody translates it.
    """
    found: dict[str, str] = {}
    text = printable(text)
    if "<" in text or "&" in text:
        tree = html.fragment_fromstring(text, create_parent="div")
        for span in tree.iter("span"):
            language = (span.get("lang") or "")[:2]
            if "multilang" in (span.get("class") or "") and language in LANGUAGES:
                found[language] = _plain(span.text_content())
        text = tree.text_content()
    if not found:
        plain = _plain(text)
        found = {"hi": plain} if DEVANAGARI.search(plain) else {"en": plain}
    return {"en": found.get("en") or found.get("hi", ""), "hi": found.get("hi", "")}


def printable(text: str) -> str:
    """Return a text without letters that nobody sees and neither HTML nor the database takes."""
    return CONTROL.sub(" ", text)


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def pair(name: str, text: str) -> dict[str, str]:
    """Return ``name_en`` and ``name_hi`` of a text."""
    return {f"{name}_{language}": words for language, words in both(text).items()}


def lists(name: str, texts: Sequence[str]) -> dict[str, list[str]]:
    """Return ``name_en`` and ``name_hi`` of several texts in order. Raises Wrong for more than a question has."""
    if len(texts) > MOST_OPTIONS:
        raise UnusableQuestion("options", _("from 2 to %(n)d options, each with words") % {"n": MOST_OPTIONS})
    found = [both(each) for each in texts]
    return {f"{name}_{language}": [each[language] for each in found] for language in LANGUAGES}


def code_for(title: str, stem: str) -> str:
    """Return the code of a question: its title where that is one, else one made of what it asks."""
    slug = re.sub(r"[^a-z0-9_]+", "_", title.lower()).strip("_")[:60]
    if re.fullmatch(r"[a-z][a-z0-9_]{2,59}", slug):
        return slug
    return f"q_{hashlib.sha256(stem.encode()).hexdigest()[:10]}"


def checked(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question whose parts hang together. Raises Wrong with the field and what was expected."""
    options, matches = said.get("options_en", []), said.get("matches_en", [])
    if not said.get("stem_en"):
        raise UnusableQuestion("stem", _("a question text"))
    if not 2 <= len(options) <= MOST_OPTIONS or not all(options):
        raise UnusableQuestion("options", _("from 2 to %(n)d options, each with words") % {"n": MOST_OPTIONS})
    if len(set(options)) != len(options):
        raise UnusableQuestion("options", _("each option once"))
    kind, answer = said.get("kind"), said.get("answer", [])
    if kind == "single" and len(answer) != 1:
        raise UnusableQuestion("answer", _("exactly one right option"))
    if kind == "multiple" and not 0 < len(answer) <= len(options):
        raise UnusableQuestion("answer", _("at least one right option"))
    if not all(isinstance(each, int) and 1 <= each <= len(options) for each in answer):
        raise UnusableQuestion("answer", _("numbers of options, the first is 1"))
    if kind == "matching" and (len(matches) != len(options) or not all(matches)):
        raise UnusableQuestion("matches", _("a match for each option"))
    return dict(said)


def choice(texts: Sequence[str], rights: Sequence[bool], *, is_single: bool | None = None) -> dict[str, Any]:
    """Return kind, options and answer of a question of choice."""
    answer = [at for at, right in enumerate(rights, 1) if right]
    single = len(answer) == 1 if is_single is None else is_single
    return {"kind": "single" if single else "multiple", **lists("options", texts), "answer": answer}


def spans(words: Bilingual) -> str:
    """Return words in both languages as Moodle's ``multilang`` spans; in one language as they are."""
    if not words.hi or words.hi == words.en:
        return escape(words.en)
    return "".join(
        f'<span lang="{language}" class="multilang">{escape(said)}</span>'
        for language, said in (("en", words.en), ("hi", words.hi))
    )
