"""The bank as a table: a question a row, both languages, an option a column."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from samanvay.importing import SheetError, read_sheet

from ..courses.syllabus import DIFFICULTIES, QUESTION_KINDS, QuestionText
from .bank import (
    MOST_OPTIONS,
    MOST_QUESTIONS,
    BadQuestion,
    Bank,
    NoBank,
    Question,
    UnusableQuestion,
    checked,
    code_for,
    printable,
)

SHOWN_OPTIONS = 6
LEADING = ("code", "module", "kind", "difficulty", "vignette_en", "vignette_hi", "stem_en", "stem_hi")


def columns(options: int = SHOWN_OPTIONS) -> list[str]:
    """Return the columns of the table."""
    listed = [f"{name}_{no}_{language}" for name in ("option", "match") for no in range(1, options + 1)
              for language in ("en", "hi")]  # fmt: skip
    return [*LEADING, *listed, "answer", "why_en", "why_hi", "rests_on"]


def read_table(data: bytes, name: str) -> Bank:
    """Return the questions of a CSV or workbook, each with its row. Raises NoBank for what has no such columns."""
    try:
        sheet = read_sheet(data, name)
    except SheetError as error:
        raise NoBank(str(error.words)) from None
    headers = [each.strip().lower() for each in sheet.headers]
    if missing := [each for each in ("stem_en", "option_1_en", "kind") if each not in headers]:
        raise NoBank(_("The table lacks the columns: %(columns)s.") % {"columns": ", ".join(missing)})
    bank = Bank()
    for row in sheet.rows():
        if len(bank.questions) >= MOST_QUESTIONS:
            bank.bad.append(
                BadQuestion(row.number, "file", _("at most %(n)d questions in a file") % {"n": MOST_QUESTIONS})
            )
            break
        pairs = zip(headers, row.cells, strict=False)
        cells = {head: "" if cell is None else printable(str(cell)).strip() for head, cell in pairs}
        try:
            bank.questions.append(Question(row.number, checked(_question(cells))))
        except UnusableQuestion as wrong:
            bank.bad.append(BadQuestion(row.number, wrong.field, wrong.expected))
    return bank


def _question(cells: dict[str, str]) -> dict[str, Any]:
    kind, difficulty = cells["kind"].lower(), cells.get("difficulty", "").lower() or "medium"
    if kind not in QUESTION_KINDS:
        raise UnusableQuestion("kind", _("one of: %(kinds)s") % {"kinds": ", ".join(QUESTION_KINDS)})
    if difficulty not in DIFFICULTIES:
        raise UnusableQuestion("difficulty", _("one of: %(kinds)s") % {"kinds": ", ".join(DIFFICULTIES)})
    said: dict[str, Any] = {
        "code": code_for(cells.get("code", ""), cells["stem_en"]),
        "module": cells.get("module", ""),
        "kind": kind,
        "difficulty": difficulty,
        **{name: cells.get(name, "") for name in ("stem_en", "stem_hi", "why_en", "why_hi")},
        "rests_on": cells.get("rests_on", "").split(),
    }
    for name, into in (("option", "options"), ("match", "matches")):
        listed = [no for no in range(1, MOST_OPTIONS + 1) if cells.get(f"{name}_{no}_en")]
        for language in ("en", "hi"):
            said[f"{into}_{language}"] = [cells.get(f"{name}_{no}_{language}", "") for no in listed]
    if kind in ("single", "multiple"):
        parts = cells.get("answer", "").replace(";", ",").split(",")
        try:
            said["answer"] = [int(float(each)) for each in parts if each.strip()]
        except (ValueError, OverflowError):
            raise UnusableQuestion("answer", _("numbers of options, the first is 1, such as 2 or 1, 3")) from None
    if vignette := cells.get("vignette_en"):
        code = f"v_{said['code']}"[:60]
        said["vignette"] = {"code": code, "text_en": vignette, "text_hi": cells.get("vignette_hi", "")}
    return said


def table_of(questions: Sequence[QuestionText]) -> tuple[list[str], list[list[str]]]:
    """Return the columns and rows of questions."""
    most = max((len(each.options) for each in questions), default=SHOWN_OPTIONS)
    names = columns(max(most, SHOWN_OPTIONS))
    rows = []
    for each in questions:
        cells = {
            "code": each.code, "module": each.module, "kind": each.kind, "difficulty": each.difficulty,
            "vignette_en": each.vignette.en if each.vignette else "",
            "vignette_hi": each.vignette.hi if each.vignette else "",
            "stem_en": each.stem.en, "stem_hi": each.stem.hi, "why_en": each.why.en, "why_hi": each.why.hi,
            "answer": ", ".join(map(str, each.answer)), "rests_on": " ".join(each.rests_on),
        }  # fmt: skip
        for name, listed in (("option", each.options), ("match", each.matches)):
            for no, words in enumerate(listed, 1):
                cells[f"{name}_{no}_en"], cells[f"{name}_{no}_hi"] = words.en, words.hi
        rows.append([cells.get(name, "") for name in names])
    return names, rows
