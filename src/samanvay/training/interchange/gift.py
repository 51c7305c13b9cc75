"""GIFT, the text format of Moodle's questions: choice, true or false, matching.

Read as https://docs.moodle.org/en/GIFT_format tells; what it has beside these (numbers, short answers, essays) cannot
be marked here and is named.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ..courses.syllabus import QuestionText
from .bank import (
    MOST_QUESTIONS,
    BadQuestion,
    Bank,
    Question,
    UnusableQuestion,
    checked,
    choice,
    code_for,
    lists,
    pair,
    spans,
)

SPECIAL = "~=#{}:"
HIDDEN = {letter: chr(0xE000 + at) for at, letter in enumerate(SPECIAL + "\\n")}
SHOWN = {hidden: letter for letter, hidden in HIDDEN.items()}
TITLE = re.compile(r"^::(?P<title>.*?)::", re.DOTALL)
FORMAT = re.compile(r"^\[(html|plain|markdown|moodle)\]\s*")
WEIGHT = re.compile(r"^%(-?\d+(?:\.\d+)?)%")
CATEGORY = "$CATEGORY:"


def read_gift(text: str) -> Bank:
    """Return the questions of a GIFT file, each with the line on which it begins; ``$CATEGORY`` is the module."""
    bank, module = Bank(), ""
    for row, block in _blocks(text):
        if block.startswith(CATEGORY):
            module = block[len(CATEGORY) :].strip().rstrip("/").rsplit("/", 1)[-1]
            continue
        if len(bank.questions) >= MOST_QUESTIONS:
            bank.bad.append(BadQuestion(row, "file", _("at most %(n)d questions in a file") % {"n": MOST_QUESTIONS}))
            break
        try:
            bank.questions.append(Question(row, checked({**_question(_hide(block)), "module": module})))
        except UnusableQuestion as wrong:
            bank.bad.append(BadQuestion(row, wrong.field, wrong.expected))
    return bank


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    begun, lines = 0, []
    for row, line in enumerate([*text.splitlines(), ""], 1):
        stripped = line.strip()
        if stripped.startswith("//"):
            continue
        if stripped.startswith(CATEGORY):
            yield row, stripped
        elif stripped:
            begun = begun or row
            lines.append(stripped)
        elif lines:
            yield begun, "\n".join(lines)
            begun, lines = 0, []


def _hide(text: str) -> str:
    """Put letters of a private plane in place of those that a backslash makes plain."""
    text = re.sub(r"\\([~=#{}:])", lambda found: HIDDEN[found[1]], text)
    return text.replace("\\n", HIDDEN["n"]).replace("\\\\", HIDDEN["\\"])


def _show(text: str) -> str:
    text = FORMAT.sub("", text.strip())
    return "".join("\n" if SHOWN.get(each) == "n" else SHOWN.get(each, each) for each in text)


def _question(block: str) -> dict[str, Any]:
    title = ""
    if found := TITLE.match(block):
        title, block = _show(found["title"]), block[found.end() :]
    opened, closed = block.find("{"), block.rfind("}")
    if opened < 0 or closed < opened:
        raise UnusableQuestion("answer", _("answers in curly brackets: {=right ~wrong}"))
    rest = _show(block[closed + 1 :])
    stem = f"{_show(block[:opened])} _____ {rest}" if rest else _show(block[:opened])
    inside, _sign, general = block[opened + 1 : closed].partition("####")
    said = {"code": code_for(title, stem), **pair("stem", stem), **pair("why", _show(general))}
    return {**said, **_answers(inside.strip())}


def _answers(inside: str) -> dict[str, Any]:
    word = inside.partition("#")[0].strip().upper()
    if word in ("T", "TRUE", "F", "FALSE"):
        return choice(["True", "False"], [word.startswith("T"), word.startswith("F")])
    if not inside or inside.startswith("#"):
        raise UnusableQuestion(
            "kind", _("a multiple-choice or matching question; essays and number answers cannot be marked here")
        )
    parts = [each for each in re.split(r"(?=[~=])", inside) if each.strip()]
    if all("->" in each for each in parts):
        pairs = [each[1:].partition("#")[0].partition("->") for each in parts]
        options, matches = [_show(left) for left, _sign, _right in pairs], [_show(right) for *_left, right in pairs]
        return {"kind": "matching", **lists("options", options), **lists("matches", matches)}
    if not any(each.startswith("~") for each in parts):
        raise UnusableQuestion(
            "kind", _("a multiple-choice question with wrong options too (~); short answers cannot be marked here")
        )
    texts, rights = [], []
    for each in parts:
        weight = WEIGHT.match(each[1:].strip())
        texts.append(_show(WEIGHT.sub("", each[1:].strip()).partition("#")[0]))
        rights.append(each.startswith("=") or (weight is not None and float(weight[1]) > 0))
    is_single = any(each.startswith("=") for each in parts)
    return choice(texts, rights, is_single=is_single)


def write_gift(questions: Sequence[QuestionText]) -> str:
    """Return questions as GIFT in both languages; an order becomes a matching of each with its place."""
    written, module = [], None
    for each in questions:
        if each.module != module:
            module = each.module
            written.append(f"{CATEGORY} {module}")
        written.append(f"::{each.code}::[html]{_said(each.stem)} {{{_given(each)}####{_said(each.why)}}}")
    return "\n\n".join(written) + "\n"


def _given(each: QuestionText) -> str:
    if each.kind == "ordering":
        return "\n" + "\n".join(f"={_said(option)} -> {no}" for no, option in enumerate(each.options, 1)) + "\n"
    if each.kind == "matching":
        pairs = zip(each.options, each.matches, strict=True)
        return "\n" + "\n".join(f"={_said(option)} -> {_said(match)}" for option, match in pairs) + "\n"
    if each.kind == "single":
        signs = ["=" if no in each.answer else "~" for no in range(1, len(each.options) + 1)]
    else:
        right, wrong = 100 / len(each.answer), 100 / max(len(each.options) - len(each.answer), 1)
        weights = (right if no in each.answer else -wrong for no in range(1, len(each.options) + 1))
        signs = [f"~%{weight:.5g}%" for weight in weights]
    return "\n" + "\n".join(f"{sign}{_said(option)}" for sign, option in zip(signs, each.options, strict=True)) + "\n"


def _said(words: Any) -> str:
    return re.sub(r"([~=#{}:])", r"\\\1", spans(words).replace("\\", "\\\\")).replace("\n", "\\n")
