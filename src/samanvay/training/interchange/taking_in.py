"""Taking a bank in: each good question becomes a draft that waits for review, each bad one is named."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid

from ..examining import queries
from ..models import Course
from ..policies import may_write_courses
from ..queries import current_edition
from ..syllabus import QuestionText
from ..writing import write_item
from .bank import Bad, Bank, NoBank
from .gift import read_gift
from .moodle import read_moodle
from .sheet import read_table

LARGEST = 5 * 1024 * 1024
FORMATS = {"gift": ".gift, .txt", "xml": ".xml", "csv": ".csv, .xlsx, .ods"}


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a file: codes of the drafts, and what is wrong with the other questions."""

    file: str
    kept: tuple[str, ...]
    bad: tuple[Bad, ...]


def read_bank(name: str, data: bytes) -> Bank:
    """Return what a file holds, its format known by what it begins with. Raises NoBank with the words why."""
    if len(data) > LARGEST:
        raise NoBank(_("At most 5 MB in a file. Split it."))
    beginning = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if beginning.startswith(b"<"):
        return read_moodle(data)
    if name.lower().endswith((".gift", ".txt")):
        try:
            return read_gift(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise NoBank(_("GIFT is text in UTF-8. Save the file in this encoding.")) from None
    return read_table(data, name)


def take_in(*, by: Actor, course: Course, name: str, data: bytes, names_nobody: bool = False) -> TakenIn:
    """Keep the good questions of a file as drafts; those of a code that is known are named, nothing is overwritten.

    A module that the course does not have becomes its first. Raises Refused, Invalid for a file that is no bank.
    """
    may_write_courses(by)
    try:
        bank = read_bank(name, data)
    except NoBank as error:
        raise Invalid("file", str(error)) from None
    if not bank.questions and not bank.bad:
        raise Invalid("file", _("There is no question in this file."))
    modules = [each.code for each in current_edition(course).text().modules]
    kept, bad = [], list(bank.bad)
    for each in bank.questions:
        said = {"difficulty": "medium", "rests_on": [], "reviewed": "", **each.said}
        if said.get("module") not in modules:
            said["module"] = modules[0] if modules else ""
        try:
            write_item(
                by=by,
                course=course,
                said=said,
                words={"stem": "\n".join([said["stem_en"], *said["options_en"]])},
                names_nobody=names_nobody,
            )
        except Invalid as refusal:
            bad.append(Bad(each.row, refusal.field, str(refusal.words)))
        else:
            kept.append(said["code"])
    return TakenIn(name, tuple(kept), tuple(sorted(bad, key=lambda one: one.row)))


def bank_of(by: Actor, course: Course) -> list[QuestionText]:
    """Return the questions in use, by module and code, for whoever writes courses. Raises Refused."""
    may_write_courses(by)
    return sorted((each.text for each in queries.pool_of(course)), key=lambda text: (text.module, text.code))
