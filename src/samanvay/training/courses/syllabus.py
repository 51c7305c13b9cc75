"""What an edition of a course or a question says, as values; ``said`` is the same as plain data, digests tell editions
apart."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from samanvay.kernel.bilingual import Bilingual

DIFFICULTIES: dict[str, Bilingual] = {
    "easy": Bilingual("Easy", "सरल"),
    "medium": Bilingual("Medium", "मध्यम"),
    "hard": Bilingual("Hard", "कठिन"),
}
LESSON_KINDS: dict[str, Bilingual] = {
    "text": Bilingual("Text", "पाठ"),
    "case": Bilingual("Case to discuss", "चर्चा हेतु प्रकरण"),
}
QUESTION_KINDS: dict[str, Bilingual] = {
    "single": Bilingual("One right answer", "एक सही उत्तर"),
    "multiple": Bilingual("Several right answers", "एक से अधिक सही उत्तर"),
    "ordering": Bilingual("Put in order", "क्रम में लगाएँ"),
    "matching": Bilingual("Match", "मिलान करें"),
}


@dataclass(frozen=True, slots=True)
class LessonText:
    """A lesson: ``texts`` are CommonMark without HTML, ``minutes`` what it takes to read."""

    code: str
    kind: str
    title: Bilingual
    text: Bilingual
    minutes: int


@dataclass(frozen=True, slots=True)
class ModuleText:
    """A module: ``rests_on`` are codes of the law, ``topics`` slugs by which findings are tied to it."""

    code: str
    title: Bilingual
    objectives: tuple[Bilingual, ...]
    rests_on: tuple[str, ...]
    topics: tuple[str, ...]
    lessons: tuple[LessonText, ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """How many questions of a module a paper holds, by difficulty."""

    module: str
    easy: int
    medium: int
    hard: int

    @property
    def count(self) -> int:
        return self.easy + self.medium + self.hard


UNSAID = Bilingual("")


@dataclass(frozen=True, slots=True)
class ExaminationRules:
    """How a course is examined. ``negative`` is the share of a mark that a wrong answer takes off; ``needs_lessons``:
    whoever sits by themself has read every lesson; ``pass_reason``: where the pass mark comes from."""

    minutes: int
    pass_percent: int
    negative: float
    attempts: int
    cooling_off_days: int
    questions: int
    blueprint: tuple[Draw, ...]
    needs_lessons: bool = False
    pass_reason: Bilingual = UNSAID


@dataclass(frozen=True, slots=True)
class CourseText:
    """Everything that an edition of a course says.

    ``core``: it is mandatory for ``core_roles``, which are some of its roles; none stands for all of them.
    """

    code: str
    title: Bilingual
    about: Bilingual
    roles: tuple[str, ...]
    core: bool
    core_roles: tuple[str, ...]
    objectives: tuple[Bilingual, ...]
    sources: tuple[Bilingual, ...]
    examination: ExaminationRules
    modules: tuple[ModuleText, ...]

    def lessons(self) -> Iterator[tuple[ModuleText, LessonText]]:
        """Yield the lessons in their order, each with its module."""
        for module in self.modules:
            for lesson in module.lessons:
                yield module, lesson

    def is_core_for(self, roles: Collection[str]) -> bool:
        """Tell whether it is mandatory for somebody who holds some roles."""
        return self.core and not set(self.core_roles or self.roles).isdisjoint(roles)

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for _module, lesson in self.lessons())


@dataclass(frozen=True, slots=True)
class QuestionText:
    """Everything that an edition of a question says.

    ``answer``: 1-based positions of the right options (single, multiple). Of "ordering" the options stand in the right
    order; of "matching" ``matches[i]`` belongs to ``options[i]``. ``reviewed`` is the day on which somebody else
    checked it for truth, "" for not yet.
    """

    code: str
    module: str
    kind: str
    difficulty: str
    vignette: Bilingual | None
    stem: Bilingual
    options: tuple[Bilingual, ...]
    answer: tuple[int, ...]
    matches: tuple[Bilingual, ...]
    why: Bilingual
    rests_on: tuple[str, ...]
    reviewed: str


def digest_of(said: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what is said, whatever the order of its fields."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def course_of(said: Mapping[str, Any]) -> CourseText:
    """Return the course that was said; a draft may lack anything but its code."""
    rules: Mapping[str, Any] = said.get("examination", {})
    return CourseText(
        said["code"],
        _both(said, "title"),
        _both(said, "about"),
        tuple(said.get("roles", ())),
        bool(said.get("core", False)),
        tuple(said.get("core_roles", ())),
        _all(said, "objectives"),
        _all(said, "sources"),
        ExaminationRules(
            rules.get("minutes", 0),
            rules.get("pass_percent", 0),
            rules.get("negative", 0),
            rules.get("attempts", 0),
            rules.get("cooling_off_days", 0),
            rules.get("questions", 0),
            tuple(
                Draw(draw["module"], *(draw.get(each, 0) for each in DIFFICULTIES))
                for draw in rules.get("blueprint", ())
            ),
            bool(rules.get("needs_lessons", False)),
            _both(rules, "pass_reason"),
        ),
        tuple(_module(each) for each in said.get("modules", ())),
    )


def _module(said: Mapping[str, Any]) -> ModuleText:
    return ModuleText(
        said["code"],
        _both(said, "title"),
        _all(said, "objectives"),
        tuple(said.get("rests_on", ())),
        tuple(said.get("topics", ())),
        tuple(
            LessonText(
                each["code"],
                each.get("kind", "text"),
                _both(each, "title"),
                _both(each, "text"),
                each.get("minutes", 0),
            )
            for each in said.get("lessons", ())
        ),
    )


def question_of(said: Mapping[str, Any]) -> QuestionText:
    """Return the question that was said; a draft may lack anything but its code."""
    vignette = said.get("vignette")
    return QuestionText(
        said["code"],
        said.get("module", ""),
        said.get("kind", "single"),
        said.get("difficulty", "easy"),
        _both(vignette, "text") if vignette else None,
        _both(said, "stem"),
        _all(said, "options"),
        tuple(said.get("answer", ())),
        _all(said, "matches"),
        _both(said, "why"),
        tuple(said.get("rests_on", ())),
        said.get("reviewed", ""),
    )


def _both(said: Mapping[str, Any], name: str) -> Bilingual:
    return Bilingual(said.get(f"{name}_en", ""), said.get(f"{name}_hi", ""))


def _all(said: Mapping[str, Any], name: str) -> tuple[Bilingual, ...]:
    english, hindi = said.get(f"{name}_en", ()), said.get(f"{name}_hi", ())
    return tuple(Bilingual(each, hindi[at] if at < len(hindi) else "") for at, each in enumerate(english))
