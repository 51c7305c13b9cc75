"""The courses that come with the product: a folder each, read strictly, every fault named with file, row and field.

``course.toml``, ``lessons/<code>.en.md`` and ``.hi.md``, ``questions.toml``; see ``docs/explanation/courses.md``.
"""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import override

from samanvay.law.library_files import shipped_library

from ..courses.checking import VIGNETTE_FIELDS, Fault, faults_of_bank, faults_of_course, faults_of_question, fields
from ..courses.syllabus import CourseText, QuestionText, course_of, question_of

FOLDER = Path(__file__).parent / "courses"
COURSE, QUESTIONS, LESSONS = "course.toml", "questions.toml", "lessons"
LANGUAGES = ("en", "hi")
SPARE = 2  # a shipped bank holds so many times what a paper draws, so that two learners do not sit the same


class CourseLibraryError(ValueError):
    """A shipped course is not as it should be; ``faults`` has a line for each, naming file, row, field, expected."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class ShippedCourse:
    """A course as it is shipped: what it says, and its questions, as plain data that ``syllabus`` reads."""

    code: str
    said: Mapping[str, Any]
    questions: tuple[Mapping[str, Any], ...]

    def text(self) -> CourseText:
        return course_of(self.said)

    def bank(self) -> list[QuestionText]:
        return [question_of(each) for each in self.questions]


@lru_cache(maxsize=1)
def shipped_courses() -> tuple[ShippedCourse, ...]:
    """Return the courses that come with the product. Raises CourseLibraryError that names every fault."""
    return read_courses(FOLDER)


def read_courses(folder: Path, law: Collection[str] | None = None) -> tuple[ShippedCourse, ...]:
    """Return the courses of a folder by code; ``law`` are the codes that may be cited, those of the shipped library.

    Raises CourseLibraryError that names every fault of every course.
    """
    found: list[ShippedCourse] = []
    faults: list[str] = []
    for path in sorted(each for each in folder.glob("*") if each.is_dir()):
        try:
            found.append(read_course(path, law))
        except CourseLibraryError as wrong:
            faults.extend(wrong.faults)
    if faults:
        raise CourseLibraryError(faults)
    return tuple(found)


def read_course(folder: Path, law: Collection[str] | None = None) -> ShippedCourse:
    """Return the course of one folder, which bears its code. Raises CourseLibraryError that names every fault."""
    with override("en"):
        return _read(folder, shipped_library().entries if law is None else law)


def _read(folder: Path, codes: Collection[str]) -> ShippedCourse:
    reading = _Reading(folder)
    said = reading.toml(COURSE)
    asked = reading.toml(QUESTIONS)
    if reading.faults:
        raise CourseLibraryError(reading.faults)
    if said.get("code") != folder.name:
        reading.note(COURSE, Fault("", "code", f"expected {folder.name!r}, as its folder is called"))
    reading.put_lessons_in(said)
    for fault in faults_of_course(said, codes):
        is_of_text = fault.row.startswith("lesson ") and fault.field.startswith("text_")
        code, language = fault.row.removeprefix("lesson "), fault.field.removeprefix("text_")
        if is_of_text and fault.expected == "is missing":
            continue  # the file is missing, which was said
        reading.note(f"{LESSONS}/{code}.{language}.md" if is_of_text else COURSE, fault)
    questions = reading.questions_in(asked)
    modules = [each.get("code", "") for each in said.get("modules", ()) if isinstance(each, dict)]
    for question in questions:
        for fault in faults_of_question(question, modules, codes):
            reading.note(QUESTIONS, fault)
    rules = said.get("examination")
    for fault in faults_of_bank(rules if isinstance(rules, dict) else {}, questions, times=SPARE):
        reading.note(QUESTIONS, fault)
    if reading.faults:
        raise CourseLibraryError(reading.faults)
    return ShippedCourse(folder.name, said, tuple(questions))


class _Reading:
    """One folder as it is read, with the faults found so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[str] = []

    def note(self, file: str, fault: Fault) -> None:
        self.faults.append(f"{self.folder.name}/{file}: {fault}")

    def toml(self, name: str) -> dict[str, Any]:
        try:
            return tomllib.loads((self.folder / name).read_bytes().decode())
        except FileNotFoundError:
            self.note(name, Fault("", "", "the file is missing"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
            self.note(name, Fault("", "", f"not TOML in UTF-8: {wrong}"))
        return {}

    def put_lessons_in(self, said: Mapping[str, Any]) -> None:
        """Put the text of each lesson beside its title; note files that are missing, unreadable or of no lesson."""
        expected: set[str] = set()
        modules = said.get("modules")
        for module in modules if isinstance(modules, list) else []:
            lessons = module.get("lessons") if isinstance(module, dict) else None
            for lesson in lessons if isinstance(lessons, list) else []:
                for language in LANGUAGES if isinstance(lesson, dict) else ():
                    name = f"{lesson.get('code')}.{language}.md"
                    expected.add(name)
                    self._put(lesson, f"text_{language}", name)
        here = {path.name for path in (self.folder / LESSONS).glob("*")}
        for name in sorted(here - expected):
            self.note(f"{LESSONS}/{name}", Fault("", "", f"expected a lesson of this code in {COURSE}"))

    def _put(self, lesson: dict[str, Any], field: str, name: str) -> None:
        if field in lesson:
            self.note(COURSE, Fault(f"lesson {lesson.get('code')}", field, "expected in a file of its own"))
        try:
            lesson[field] = (self.folder / LESSONS / name).read_bytes().decode().replace("\r\n", "\n").strip()
        except FileNotFoundError:
            self.note(f"{LESSONS}/{name}", Fault("", "", "the file is missing"))
        except UnicodeDecodeError as wrong:
            self.note(f"{LESSONS}/{name}", Fault("", "", f"expected UTF-8: {wrong}"))

    def questions_in(self, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the questions, each with its vignette within; note what is twice, unknown or asked about by none."""
        for name in sorted(asked.keys() - {"vignettes", "questions"}):
            self.note(QUESTIONS, Fault("", name, "expected [[vignettes]] or [[questions]]"))
        vignettes: dict[str, dict[str, Any]] = {}
        for number, each in enumerate(self._rows(asked, "vignettes"), 1):
            row = f"vignette {each.get('code', f'number {number}')}"
            for fault in fields(row, each, VIGNETTE_FIELDS):
                self.note(QUESTIONS, fault)
            if each.get("code") in vignettes:
                self.note(QUESTIONS, Fault(row, "code", "is there twice"))
            vignettes[str(each.get("code"))] = each
        found: list[dict[str, Any]] = []
        used: set[str] = set()
        codes: set[str] = set()
        for number, each in enumerate(self._rows(asked, "questions"), 1):
            question = dict(each)
            row = f"question {question.setdefault('code', f'number {number}')}"
            if question["code"] in codes:
                self.note(QUESTIONS, Fault(row, "code", "is there twice"))
            codes.add(question["code"])
            named = question.pop("vignette", None)
            if named is not None and named not in vignettes:
                self.note(QUESTIONS, Fault(row, "vignette", f"expected the code of a vignette; found {named!r}"))
            elif named is not None:
                used.add(named)
                question["vignette"] = vignettes[named]
            found.append(question)
        for code in sorted(vignettes.keys() - used):
            self.note(QUESTIONS, Fault(f"vignette {code}", "", "no question is asked about it"))
        if not found:
            self.note(QUESTIONS, Fault("", "questions", "expected at least one"))
        return found

    def _rows(self, asked: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
        rows = asked.get(name, [])
        if isinstance(rows, list) and all(isinstance(each, dict) for each in rows):
            return rows
        self.note(QUESTIONS, Fault("", name, f"expected tables [[{name}]]"))
        return []
