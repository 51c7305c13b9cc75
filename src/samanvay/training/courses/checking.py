"""What is wrong with a course or a question, as data: the same for files, for what is written here and for review.

Every fault names row, field and what was expected, in the active language. ``said`` has the shape that ``syllabus``
reads.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samanvay.access.roles import BY_CODE

from .syllabus import DIFFICULTIES, LESSON_KINDS, QUESTION_KINDS

LONGEST_TITLE = 140
LONGEST_LINE = 300
LONGEST_ABOUT = 900
LONGEST_STEM = 700
LONGEST_VIGNETTE = 2_500
LONGEST_LESSON = 20_000
MOST_MINUTES = 240

CODE = re.compile(r"[a-z][a-z0-9_]{0,59}\Z")
# Addresses of the room that stand where the code of a course, or of a question in its bank, would.
RESERVED = frozenset(
    {
        "certificates", "examinations", "gaps", "people", "rulings", "seats", "sittings", "write",
    }
)  # fmt: skip
RESERVED_OF_QUESTIONS = frozenset({"new"})
TOPIC = re.compile(r"[a-z][a-z0-9_]{0,59}\Z")
DEVANAGARI = re.compile(r"[\u0900-\u097f]")
LATIN = re.compile(r"[A-Za-z]")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
LAW_LINK = re.compile(r"\]\(law:([^)\s]*)\)")
TOP_HEADING = re.compile(r"^#(?!#)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: in which row ("module signs"; "" for the course itself), in which field, what was expected."""

    row: str
    field: str
    expected: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.row, self.field, self.expected) if part)


Check = Callable[[Any], str]


def words(longest: int, *, hindi: bool = False, lines: bool = False) -> Check:
    """Return the check that a value is words of at most so many characters, on one line unless ``lines``."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            return _("expected words")
        if "\n" in value.strip() and not lines:
            return _("expected words on one line")
        if len(value) > longest:
            return _("expected at most %(n)d characters, found %(found)d") % {"n": longest, "found": len(value)}
        # A number alone is the same in both.
        return _("expected Hindi") if hindi and not DEVANAGARI.search(value) and LATIN.search(value) else ""

    return check


def whole(least: int, most: int) -> Check:
    """Return the check that a value is a whole number in a range."""

    def check(value: Any) -> str:
        is_right = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        said = {"least": least, "most": most, "found": repr(value)}
        return "" if is_right else _("expected a whole number from %(least)d to %(most)d, found %(found)s") % said

    return check


def listed(check: Check, *, least: int = 0) -> Check:
    """Return the check that a value is a list of which every one passes, each once."""

    def all_of(value: Any) -> str:
        if not isinstance(value, list) or len(value) < least or len(set(map(str, value))) != len(value):
            return _("expected a list of at least %(n)d, each once") % {"n": least}
        found = next(((at, fault) for at, each in enumerate(value, 1) if (fault := check(each))), None)
        return _("number %(n)d: %(fault)s") % {"n": found[0], "fault": found[1]} if found else ""

    return all_of


def one_of(choices: Collection[str]) -> Check:
    """Return the check that a value is one of some codes."""

    def check(value: Any) -> str:
        said = {"codes": ", ".join(choices), "found": repr(value)}
        return "" if value in choices else _("expected one of %(codes)s; found %(found)s") % said

    return check


def _code(value: Any) -> str:
    is_right = isinstance(value, str) and CODE.match(value)
    return "" if is_right else _("expected small letters, digits and _; found %(found)s") % {"found": repr(value)}


def _free(reserved: Collection[str]) -> Check:
    def check(value: Any) -> str:
        if value in reserved:
            return _("this code cannot be used, choose another: %(found)s") % {"found": repr(value)}
        return _code(value)

    return check


def _topic(value: Any) -> str:
    is_right = isinstance(value, str) and TOPIC.match(value)
    return "" if is_right else _("expected small letters, digits and _; found %(found)s") % {"found": repr(value)}


def _role(value: Any) -> str:
    return "" if value in BY_CODE else _("expected the code of a role; found %(found)s") % {"found": repr(value)}


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else _("expected true or false")


def _day(value: Any) -> str:
    return "" if isinstance(value, str) and DAY.match(value) else _("expected a day as 2026-11-27")


def _share(value: Any) -> str:
    is_right = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    return "" if is_right else _("expected a share from 0 to 1, found %(found)s") % {"found": repr(value)}


def _of_law(law: Collection[str]) -> Check:
    def check(value: Any) -> str:
        return (
            ""
            if value in law
            else _("expected the code of an entry of the law; found %(found)s") % {"found": repr(value)}
        )

    return check


def pair(name: str, longest: int, *, lines: bool = False) -> dict[str, Check]:
    """Return the checks of one text in both languages."""
    return {
        f"{name}_en": words(longest, lines=lines),
        f"{name}_hi": words(longest, hindi=True, lines=lines),
    }


def pairs(name: str, longest: int, *, least: int = 1) -> dict[str, Check]:
    """Return the checks of a list of texts in both languages."""
    return {
        f"{name}_en": listed(words(longest), least=least),
        f"{name}_hi": listed(words(longest, hindi=True), least=least),
    }


def fields(
    row: str, said: Mapping[str, Any], known: Mapping[str, Check], optional: Collection[str] = ()
) -> Iterator[Fault]:
    """Yield what is missing, unknown or wrong in one table."""
    yield from (Fault(row, name, _("is missing")) for name in known if name not in said and name not in optional)
    yield from (Fault(row, name, _("is not a field")) for name in sorted(said.keys() - known.keys()))
    for name, check in known.items():
        if name in said and (fault := check(said[name])):
            yield Fault(row, name, fault)
    for name in known:
        if name.endswith("_en") and isinstance(said.get(name), list):
            hindi = said.get(f"{name[:-3]}_hi")
            if isinstance(hindi, list) and len(hindi) != len(said[name]):
                counted = _("expected %(n)d as in English, found %(found)d") % {
                    "n": len(said[name]),
                    "found": len(hindi),
                }
                yield Fault(row, f"{name[:-3]}_hi", counted)


def _tables(value: Any) -> str:
    is_right = isinstance(value, list) and value and all(isinstance(each, dict) for each in value)
    return "" if is_right else _("expected at least one")


def _table(value: Any) -> str:
    return "" if isinstance(value, dict) else _("expected a table")


def _twice(rows: Sequence[Mapping[str, Any]], what: str) -> Iterator[Fault]:
    counted = Counter(str(each.get("code")) for each in rows)
    yield from (Fault(f"{what} {code}", "code", _("is entered twice")) for code, count in counted.items() if count > 1)


def _dicts(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


COURSE_FIELDS: dict[str, Check] = {
    "code": _free(RESERVED),
    **pair("title", LONGEST_TITLE),
    **pair("about", LONGEST_ABOUT),
    "roles": listed(_role, least=1),
    "core": _flag,
    "core_roles": listed(_role),
    **pairs("objectives", LONGEST_LINE),
    **pairs("sources", LONGEST_LINE),
    "examination": _table,
    "modules": _tables,
}
EXAMINATION_FIELDS: dict[str, Check] = {
    "minutes": whole(5, MOST_MINUTES),
    "pass_percent": whole(1, 100),
    **pair("pass_reason", LONGEST_LINE),
    "negative": _share,
    "attempts": whole(1, 10),
    "cooling_off_days": whole(0, 365),
    "questions": whole(1, 200),
    "blueprint": _tables,
    "needs_lessons": _flag,
}
LESSON_FIELDS: dict[str, Check] = {
    "code": _code,
    "kind": one_of(LESSON_KINDS),
    **pair("title", LONGEST_TITLE),
    "minutes": whole(1, MOST_MINUTES),
    **pair("text", LONGEST_LESSON, lines=True),
    "files": _tables,
}
FILE_FIELDS: dict[str, Check] = {
    "id": words(36),
    "media_type": words(100),
    "size": whole(1, 2**40),
    **pair("title", LONGEST_TITLE),
    **pair("instead", LONGEST_LESSON, lines=True),
}


def faults_of_course(said: Mapping[str, Any], law: Collection[str]) -> Iterator[Fault]:
    """Yield what keeps a course from being taught: anything missing, in one language alone, or that leads nowhere."""
    yield from fields("", said, COURSE_FIELDS, optional=("core_roles",))
    yield from _faults_of_core(said)
    modules = _dicts(said.get("modules"))
    yield from _twice(modules, "module")
    yield from _twice([lesson for module in modules for lesson in _dicts(module.get("lessons"))], "lesson")
    known = {
        "code": _code,
        **pair("title", LONGEST_TITLE),
        **pairs("objectives", LONGEST_LINE),
        "rests_on": listed(_of_law(law)),
        "topics": listed(_topic),
        "lessons": _tables,
    }
    for number, module in enumerate(modules, 1):
        yield from fields(f"module {module.get('code', f'number {number}')}", module, known)
        for place, lesson in enumerate(_dicts(module.get("lessons")), 1):
            yield from _faults_of_lesson(f"lesson {lesson.get('code', f'number {place}')}", lesson, law)
    rules = said.get("examination")
    if isinstance(rules, dict):
        yield from _faults_of_rules(rules, [str(module.get("code")) for module in modules])


def _faults_of_core(said: Mapping[str, Any]) -> Iterator[Fault]:
    mandatory = _list(said, "core_roles")
    if mandatory and said.get("core") is False:
        yield Fault("", "core_roles", _("leave it empty when the course is not compulsory"))
    roles = _list(said, "roles")
    for code in mandatory:
        if code not in roles:
            yield Fault("", "core_roles", _("%(code)s is not one of the course's roles") % {"code": code})


def _faults_of_lesson(row: str, lesson: Mapping[str, Any], law: Collection[str]) -> Iterator[Fault]:
    yield from fields(row, lesson, LESSON_FIELDS, optional=("files",))
    for language in ("en", "hi"):
        text = lesson.get(f"text_{language}")
        if not isinstance(text, str):
            continue
        for code in dict.fromkeys(LAW_LINK.findall(text)):
            if code not in law:
                yield Fault(row, f"text_{language}", _("law:%(code)s does not lead to any law entry") % {"code": code})
        if TOP_HEADING.search(text):
            yield Fault(row, f"text_{language}", _("expected headings from ## down; the title is the first"))
    for number, file in enumerate(_dicts(lesson.get("files")), 1):
        yield from fields(f"{row}, file {number}", file, FILE_FIELDS)


def _faults_of_rules(rules: Mapping[str, Any], modules: Sequence[str]) -> Iterator[Fault]:
    yield from fields("examination", rules, EXAMINATION_FIELDS, optional=("needs_lessons",))
    draws = _dicts(rules.get("blueprint"))
    known = {"module": one_of(modules), **dict.fromkeys(DIFFICULTIES, whole(0, 200))}
    for number, draw in enumerate(draws, 1):
        yield from fields(f"blueprint number {number}", draw, known, optional=tuple(DIFFICULTIES))
    counted = Counter(str(draw.get("module")) for draw in draws)
    yield from (
        Fault("examination", "blueprint", _("%(code)s is entered twice") % {"code": code})
        for code, n in counted.items()
        if n > 1
    )
    total = sum(_count(draw, each) for draw in draws for each in DIFFICULTIES)
    if total != rules.get("questions"):
        summed = _("expected to sum to %(n)s questions, found %(found)d") % {
            "n": rules.get("questions"),
            "found": total,
        }
        yield Fault("examination", "blueprint", summed)


def _count(draw: Mapping[str, Any], difficulty: str) -> int:
    value = draw.get(difficulty, 0)
    return value if isinstance(value, int) else 0


def faults_of_question(said: Mapping[str, Any], modules: Collection[str], law: Collection[str]) -> Iterator[Fault]:
    """Yield what keeps a question from being asked in a course that has some modules."""
    row = f"question {said.get('code', '')}".strip()
    kind = said.get("kind")
    known: dict[str, Check] = {
        "code": _free(RESERVED_OF_QUESTIONS),
        "module": one_of(modules),
        "kind": one_of(QUESTION_KINDS),
        "difficulty": one_of(DIFFICULTIES),
        "vignette": _table,
        **pair("stem", LONGEST_STEM, lines=True),
        **pairs("options", LONGEST_LINE, least=2),
        **pair("why", LONGEST_STEM, lines=True),
        "rests_on": listed(_of_law(law)),
        "reviewed": _day,
    }
    if kind in ("single", "multiple"):
        known["answer"] = listed(whole(1, max(len(_list(said, "options_en")), 1)), least=1)
    if kind == "matching":
        known |= {"matches_en": listed(words(LONGEST_LINE), least=2)}
        known |= {"matches_hi": listed(words(LONGEST_LINE, hindi=True), least=2)}
    yield from fields(row, said, known, optional=("vignette", "reviewed"))
    if kind == "single" and len(_list(said, "answer")) > 1:
        yield Fault(row, "answer", _("expected one number"))
    if kind == "multiple" and len(_list(said, "answer")) == len(_list(said, "options_en")):
        yield Fault(row, "answer", _("expected at least one option that is wrong"))
    if kind == "matching" and len(_list(said, "matches_en")) != len(_list(said, "options_en")):
        yield Fault(row, "matches_en", _("expected one for each option"))
    if isinstance(said.get("vignette"), dict):
        yield from fields(f"{row}, vignette", said["vignette"], VIGNETTE_FIELDS)


VIGNETTE_FIELDS: dict[str, Check] = {"code": _code, **pair("text", LONGEST_VIGNETTE, lines=True)}


def _list(said: Mapping[str, Any], name: str) -> list[Any]:
    value = said.get(name)
    return value if isinstance(value, list) else []


def faults_of_bank(rules: Mapping[str, Any], bank: Iterable[Mapping[str, Any]], *, times: int = 1) -> Iterator[Fault]:
    """Yield where the questions do not suffice for what a paper draws, ``times`` over."""
    there = Counter((question.get("module"), question.get("difficulty")) for question in bank)
    for draw in _dicts(rules.get("blueprint")):
        for difficulty in DIFFICULTIES:
            needed = _count(draw, difficulty) * times
            found = there[draw.get("module"), difficulty]
            if found < needed:
                yield Fault(
                    f"blueprint {draw.get('module')}",
                    difficulty,
                    _("expected at least %(n)d questions in the bank, found %(found)d") % {"n": needed, "found": found},
                )
