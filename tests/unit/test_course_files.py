"""The files of courses: what ships is whole, and each fault is named with file, row, field and what was expected."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from samanvay.training.courses.syllabus import QUESTION_KINDS
from samanvay.training.library.files import CourseLibraryError, read_course, read_courses, shipped_courses

TINY = Path(__file__).parents[1] / "integration" / "courses" / "first_hours"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "first_hours"))


def test_course_is_read_with_its_lessons_and_questions() -> None:
    course = read_course(TINY)
    text = course.text()
    lessons = [lesson for _module, lesson in text.lessons()]
    assert [lesson.code for lesson in lessons] == ["section_143", "on_the_platform", "before_the_committee"]
    assert lessons[0].text.hi.startswith("## क्या दंडनीय है")
    assert (text.minutes, text.examination.blueprint[1].hard) == (30, 1)
    bank = {each.code: each for each in course.bank()}
    assert {each.kind for each in bank.values()} == set(QUESTION_KINDS)
    assert bank["q002"].vignette is not None
    assert bank["q003"].answer == (1, 3)


def change(file: str, before: str, after: str) -> Callable[[Path], None]:
    def made(folder: Path) -> None:
        path = folder / file
        said = path.read_text("utf-8")
        assert before in said
        path.write_text(said.replace(before, after, 1), "utf-8")

    return made


def leave_out(file: str) -> Callable[[Path], None]:
    return lambda folder: (folder / file).unlink()


FAULTS = {
    "unknown role": (
        change("course.toml", '"women_help_desk"', '"woman_desk"'),
        "first_hours/course.toml: roles: number 2: expected the code of a role; found 'woman_desk'",
    ),
    "mandatory for a role that it is not for": (
        change("course.toml", "core = true", 'core = true\ncore_roles = ["doctor"]'),
        "first_hours/course.toml: core_roles: doctor is not one of the course's roles",
    ),
    "mandatory for a role and no core": (
        change("course.toml", "core = true", 'core = false\ncore_roles = ["station_officer"]'),
        "first_hours/course.toml: core_roles: leave it empty when the course is not compulsory",
    ),
    "unknown law": (
        change("course.toml", '"jj_31"', '"jj_3100"'),
        "first_hours/course.toml: module steps: rests_on: number 1: expected the code of an entry of the law; "
        "found 'jj_3100'",
    ),
    "link to no law": (
        change("lessons/section_143.en.md", "law:bns_143", "law:bns_999"),
        (
            "first_hours/lessons/section_143.en.md: lesson section_143: text_en: law:bns_999 does not lead to "
            "any law entry"
        ),
    ),
    "language missing": (
        change("course.toml", 'title_hi = "धारा 143"\n', ""),
        "first_hours/course.toml: lesson section_143: title_hi: is missing",
    ),
    "Hindi that is English": (
        change("course.toml", '"धारा बताएँ।"', '"Name it."'),
        "first_hours/course.toml: module law: objectives_hi: number 1: expected Hindi",
    ),
    "lesson without its Hindi": (
        leave_out("lessons/before_the_committee.hi.md"),
        "first_hours/lessons/before_the_committee.hi.md: the file is missing",
    ),
    "answer out of range": (
        change("questions.toml", "answer = [1, 3]", "answer = [1, 4]"),
        "first_hours/questions.toml: question q003: answer: number 2: expected a whole number from 1 to 3, found 4",
    ),
    "answer of an ordering": (
        change("questions.toml", 'kind = "ordering"', 'kind = "ordering"\nanswer = [1]'),
        "first_hours/questions.toml: question q005: answer: is not a field",
    ),
    "vignette that is not there": (
        change("questions.toml", 'vignette = "v_platform"', 'vignette = "v_bus"'),
        "first_hours/questions.toml: question q002: vignette: expected the code of a vignette; found 'v_bus'",
    ),
    "sum of the blueprint": (
        change("course.toml", "questions = 4", "questions = 5"),
        "first_hours/course.toml: examination: blueprint: expected to sum to 5 questions, found 4",
    ),
    "blueprint beyond the bank": (
        change("course.toml", "hard = 1 }", "hard = 2 }"),
        "first_hours/questions.toml: blueprint steps: hard: expected at least 4 questions in the bank, found 2",
    ),
    "no TOML": (
        change("questions.toml", "[[questions]]", "[[questions"),
        "first_hours/questions.toml: not TOML in UTF-8: ",
    ),
}


@pytest.mark.parametrize(("spoil", "words"), FAULTS.values(), ids=FAULTS)
def test_fault_is_named_with_file_row_and_field(folder: Path, spoil: Callable[[Path], None], words: str) -> None:
    spoil(folder)
    with pytest.raises(CourseLibraryError) as refusal:
        read_courses(folder.parent)
    assert any(fault.startswith(words) for fault in refusal.value.faults), refusal.value.faults


# Everybody of whom the state asks that they learn, by the roles that stand for them.
LEARN = (
    "recruit", "station_officer", "ahtu_in_charge", "women_help_desk", "court_officer", "prosecutor", "lawyer",
    "probation_officer", "cwc_member", "dcpu", "doctor", "counsellor", "railway_police", "border_police", "ngo_worker",
    "panchayat_representative", "shelter_superintendent",
)  # fmt: skip


@pytest.mark.parametrize("role", LEARN)
def test_a_shipped_course_is_for_everybody_who_is_to_learn(role: str) -> None:
    assert [each.code for each in shipped_courses() if role in each.text().roles]


def test_a_course_is_mandatory_for_some_of_its_roles_or_for_all(folder: Path) -> None:
    assert read_course(folder).text().is_core_for({"women_help_desk"})
    change("course.toml", "core = true", 'core = true\ncore_roles = ["station_officer"]')(folder)
    text = read_course(folder).text()
    assert [text.is_core_for({role}) for role in ("station_officer", "women_help_desk", "doctor")] == [
        True, False, False,
    ]  # fmt: skip
    assert text.is_core_for({"women_help_desk", "station_officer"}), "who holds one of them has to learn it"


def test_shipped_courses_hold_enough_questions_of_each_kind() -> None:
    for course in shipped_courses():
        bank = course.bank()
        assert len(bank) >= 40, course.code
        assert {each.kind for each in bank} == set(QUESTION_KINDS), course.code
        assert sum(each.vignette is not None for each in bank) >= 6, course.code
