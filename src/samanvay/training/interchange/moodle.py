"""Moodle XML: choice, true or false, matching, ordering. Entities are not expanded, nothing is fetched."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from ..courses.syllabus import QuestionText
from .bank import (
    MOST_QUESTIONS,
    BadQuestion,
    Bank,
    NoBank,
    Question,
    UnusableQuestion,
    checked,
    choice,
    code_for,
    lists,
    pair,
    spans,
)

READ = {"multichoice", "truefalse", "matching", "ordering"}
SILENT = {"category", "description"}


def read_moodle(data: bytes) -> Bank:
    """Return the questions of a Moodle XML file, each with its line. Raises NoBank for what is no such file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NoBank(_("This XML cannot be read: line %(n)s.") % {"n": error.lineno or 1}) from None
    if root.getroottree().docinfo.doctype:
        raise NoBank(_("A file with its own DOCTYPE cannot be read. Export it from Moodle again."))
    if root.tag != "quiz":
        raise NoBank(_("Moodle XML begins with <quiz>. Export the questions as Moodle XML."))
    bank, module = Bank(), ""
    for element in root.iterchildren("question"):
        kind, row = element.get("type", ""), element.sourceline or 0
        if kind == "category":
            module = _text(element, "category/text").rstrip("/").rsplit("/", 1)[-1].strip()
        if kind in SILENT:
            continue
        if len(bank.questions) >= MOST_QUESTIONS:
            bank.bad.append(BadQuestion(row, "file", _("at most %(n)d questions in a file") % {"n": MOST_QUESTIONS}))
            break
        try:
            if kind not in READ:
                raise UnusableQuestion("type", _("one of: %(kinds)s") % {"kinds": ", ".join(sorted(READ))})
            bank.questions.append(Question(row, checked({**_question(element, kind), "module": module})))
        except UnusableQuestion as wrong:
            bank.bad.append(BadQuestion(row, wrong.field, wrong.expected))
    return bank


def _text(element: Any, path: str) -> str:
    return str(element.findtext(path) or "").strip()


def _question(element: Any, kind: str) -> dict[str, Any]:
    stem = _text(element, "questiontext/text")
    said = {
        "code": code_for(_text(element, "name/text"), stem),
        **pair("stem", stem),
        **pair("why", _text(element, "generalfeedback/text")),
    }
    answers = [(_text(each, "text"), _fraction(each)) for each in element.iterchildren("answer")]
    if kind == "matching":
        parts = [(_text(each, "text"), _text(each, "answer/text")) for each in element.iterchildren("subquestion")]
        options, matches = ([each[side] for each in parts if each[0]] for side in (0, 1))
        return {**said, "kind": kind, **lists("options", options), **lists("matches", matches)}
    if kind == "ordering":
        return {**said, "kind": kind, **lists("options", [text for text, _fraction in answers])}
    is_single = kind == "truefalse" or _text(element, "single").lower() != "false"
    best = max((fraction for _text, fraction in answers), default=0.0)
    rights = [fraction > 0 and (fraction == best or not is_single) for _text, fraction in answers]
    return {**said, **choice([text for text, _fraction in answers], rights, is_single=is_single)}


def _fraction(element: Any) -> float:
    try:
        return float(element.get("fraction", "0"))
    except ValueError:
        raise UnusableQuestion("fraction", _("a number such as 100 or -50")) from None


def write_moodle(questions: Sequence[QuestionText]) -> bytes:
    """Return questions as Moodle XML in both languages."""
    quiz, module = etree.Element("quiz"), None
    for each in questions:
        if each.module != module:
            module = each.module
            _put(etree.SubElement(quiz, "question", type="category"), "category", f"$course$/{module}")
        _write(quiz, each)
    return bytes(etree.tostring(quiz, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _write(quiz: Any, each: QuestionText) -> None:
    kind = "multichoice" if each.kind in ("single", "multiple") else each.kind
    question = etree.SubElement(quiz, "question", type=kind)
    _put(question, "name", each.code)
    _put(question, "questiontext", spans(each.stem), format="html")
    _put(question, "generalfeedback", spans(each.why), format="html")
    if kind == "multichoice":
        etree.SubElement(question, "single").text = "true" if each.kind == "single" else "false"
        etree.SubElement(question, "shuffleanswers").text = "true"
        wrong = "0" if each.kind == "single" else f"{-100 / max(len(each.options) - len(each.answer), 1):.5f}"
        for no, option in enumerate(each.options, 1):
            fraction = f"{100 / len(each.answer):.5f}" if no in each.answer else wrong
            _put(question, "answer", spans(option), fraction=fraction, format="html")
    elif kind == "ordering":
        for no, option in enumerate(each.options, 1):
            _put(question, "answer", spans(option), fraction=f"{no}.0", format="html")
    else:
        for option, match in zip(each.options, each.matches, strict=True):
            part = _put(question, "subquestion", spans(option), format="html")
            _put(part, "answer", spans(match))


def _put(parent: Any, tag: str, text: str, **attributes: str) -> Any:
    element = etree.SubElement(parent, tag, attrib=attributes)
    etree.SubElement(element, "text").text = text
    return element
