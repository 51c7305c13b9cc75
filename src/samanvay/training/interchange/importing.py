"""Taking a bank in: each good question becomes a draft that waits for review, each bad one is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.pii import Finding, PersonalDataFound
from samanvay.kernel.refusals import Invalid

from ..courses.actions.writing import write_item
from ..courses.policies import may_write_courses
from ..courses.queries import current_edition
from ..models import Course
from .bank import LANGUAGES, BadQuestion, Bank, NoBank
from .gift import read_gift
from .moodle import read_moodle
from .sheet import read_table

LARGEST = 5 * 1024 * 1024
FORMATS = {"gift": ".gift, .txt", "xml": ".xml", "csv": ".csv, .xlsx, .ods"}


@dataclass(frozen=True, slots=True)
class BankImport:
    """What became of a file: codes of the drafts, what is wrong with the other questions, what may be confirmed."""

    file: str
    kept: tuple[str, ...]
    bad: tuple[BadQuestion, ...]
    found: tuple[Finding, ...] = ()


def read_bank(name: str, data: bytes) -> Bank:
    """Return what a file holds, its format known by what it begins with. Raises NoBank with the words why."""
    if len(data) > LARGEST:
        raise NoBank(_("A file can have at most 5 MB. Split it."))
    beginning = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if beginning.startswith(b"<"):
        return read_moodle(data)
    if name.lower().endswith((".gift", ".txt")):
        try:
            return read_gift(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise NoBank(_("A GIFT file must be text in UTF-8. Save it in this encoding.")) from None
    return read_table(data, name)


def import_bank(*, by: Actor, course: Course, name: str, data: bytes, pii_answer: str = "") -> BankImport:
    """Keep the good questions of a file as drafts; those of a code that is known are named, nothing is overwritten.

    A module that the course does not have becomes its first. ``pii_answer`` confirms texts of questions in which an
    earlier call found personal data. Raises Refused, Invalid for a file that is no bank.
    """
    may_write_courses(by)
    try:
        bank = read_bank(name, data)
    except NoBank as error:
        raise Invalid("file", str(error)) from None
    if not bank.questions and not bank.bad:
        raise Invalid("file", _("This file has no questions."))
    modules = [each.code for each in current_edition(course).text().modules]
    kept, bad, found = [], list(bank.bad), list[Finding]()
    for each in bank.questions:
        said = {"difficulty": "medium", "rests_on": [], **each.said}
        if said.get("module") not in modules:
            said["module"] = modules[0] if modules else ""
        try:
            write_item(
                by=by,
                course=course,
                said=said,
                words=_words_of(said),
                pii_answer=pii_answer,
            )
        except Invalid as refusal:
            bad.append(BadQuestion(each.row, refusal.field, str(refusal.words)))
            if isinstance(refusal, PersonalDataFound) and refusal.pii_answer:
                found += refusal.findings
        else:
            kept.append(said["code"])
    return BankImport(name, tuple(kept), tuple(sorted(bad, key=lambda one: one.row)), tuple(found))


def _words_of(said: Mapping[str, Any]) -> dict[str, str]:
    """Return all words of a question by field: they are checked for personal data as what is typed is."""
    found = {}
    for name in ("stem", "options", "matches", "why"):
        for language in LANGUAGES:
            value = said.get(f"{name}_{language}", "")
            found[f"{name}_{language}"] = "\n".join(value) if isinstance(value, list) else value
    for language in LANGUAGES:
        found[f"vignette_{language}"] = said.get("vignette", {}).get(f"text_{language}", "")
    return {name: words for name, words in found.items() if words}
