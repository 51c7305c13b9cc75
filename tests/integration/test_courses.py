"""The room of training: courses taken in once, each edition kept, learnt, written by one and published by another."""

import shutil
from pathlib import Path

import pytest
from training_world import CODE, COURSES, course_taken_in

from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.training.loading import load_courses
from samanvay.training.models import Course, CourseEdition, ItemEdition

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COURSES, tmp_path / "courses"))


def reworded(folder: Path, file: str, before: str, after: str) -> None:
    path = folder / CODE / file
    said = path.read_text("utf-8")
    assert before in said
    path.write_text(said.replace(before, after, 1), "utf-8")


def test_course_is_taken_in_once_and_a_changed_text_is_a_new_edition(folder: Path) -> None:
    course = course_taken_in(folder)
    nothing = dict.fromkeys(("added", "updated", "kept", "questions", "retired"), 0)
    assert load_courses(folder=folder) == nothing
    reworded(folder, "lessons/section_143.en.md", "does not matter", "never matters")
    assert load_courses(folder=folder) == {**nothing, "updated": 1}
    reworded(folder, "questions.toml", "What are means?", "Which of these are means?")
    assert load_courses(folder=folder) == {**nothing, "questions": 1}
    with reading(SYSTEM):
        assert Course.objects.get(pk=course.pk).current == 2
        assert [each.no for each in CourseEdition.objects.filter(course=course).order_by("no")] == [1, 2]
        changed = ItemEdition.objects.in_use().get(item__course=course, item__code="q003")
        assert (changed.no, changed.text().stem.en) == (2, "Which of these are means?")
    questions = (folder / CODE / "questions.toml").read_text("utf-8").split("[[questions]]")
    spare = questions[-1].replace("q008", "q009")
    (folder / CODE / "questions.toml").write_text("[[questions]]".join([*questions[:-1], spare]), "utf-8")
    assert load_courses(folder=folder) == {**nothing, "questions": 1, "retired": 1}
    assert load_courses(folder=folder) == nothing
    with reading(SYSTEM):
        assert not ItemEdition.objects.in_use().filter(item__code="q008").exists()
