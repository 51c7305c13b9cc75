"""What the officers of the demonstration have learnt, and who of them teaches; told through the same actions."""

from dataclasses import dataclass
from datetime import timedelta

from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, reading
from samanvay.training.courses import queries
from samanvay.training.courses.actions.learning import finish_lesson, reach_lesson
from samanvay.training.models import CourseEdition
from samanvay.training.roll.actions.teachers import teacher_of, write_teacher


@dataclass(frozen=True, slots=True)
class Teacher:
    """A persona who agreed to be found as a resource person; ``districts`` are keys, none for the whole state."""

    login: str
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    about: str
    districts: tuple[str, ...] = ()


# Of the courses of their role that each has read: one whole and a lesson of the next, or so many lessons.
READ: dict[str, int] = {"sho": 1, "ahtu": 1, "helpdesk": 0, "grp": 0, "dcpu": 0}
BEGUN = 3
DAYS_AGO = 40
TEACHERS: tuple[Teacher, ...] = (
    Teacher(
        "trainer", ("trafficking", "evidence", "statement"), ("hindi", "english"),
        "Courses for station officers; moot hearings with prosecutors.",
    ),
    Teacher(
        "prosecutor", ("trial", "evidence", "compensation"), ("hindi", "english", "bhojpuri"),
        "How a case is lost in court, and where in the file it began.",
    ),
    Teacher(
        "dcpu", ("victim_custody", "rehabilitation", "missing_children"), ("hindi", "awadhi"),
        "From the rescue to the way home, as the child sees it.",
    ),
)  # fmt: skip


def tell_learning(actors: dict[str, Actor]) -> int:
    """Let some personas read courses of their role and some agree to teach; returns how many lessons were read."""
    count = 0
    for login, whole in READ.items():
        actor = actors[login]
        roles = queries.roles_of(actor)
        with reading(actor):
            mine = [each for each in queries.published_editions(actor) if roles & set(each.said["roles"])]
        mine.sort(key=lambda each: (not each.text().is_core_for(roles), each.said["code"]))
        for number, edition in enumerate(mine[: whole + 1]):
            count += _read(actor, edition, None if number < whole else BEGUN)
    for teacher in TEACHERS:
        actor = actors[teacher.login]
        with reading(actor):
            if teacher_of(actor.id) is None:
                write_teacher(
                    by=actor,
                    person=actor.id,
                    topics=teacher.topics,
                    languages=teacher.languages,
                    districts=teacher.districts,
                    about=teacher.about,
                    consents=True,
                )
    return count


def _read(actor: Actor, edition: CourseEdition, most: int | None) -> int:
    """Let somebody read the first lessons of a course, all for None; of the next they have read a half."""
    lessons = [lesson.code for _module, lesson in edition.text().lessons()]
    with clock.frozen(clock.now() - timedelta(days=DAYS_AGO)), reading(actor):
        for code in lessons[:most]:
            finish_lesson(by=actor, edition=edition, lesson=code)
        if most is not None and most < len(lessons):
            reach_lesson(by=actor, edition=edition, lesson=lessons[most], section=2)
    return len(lessons[:most])
