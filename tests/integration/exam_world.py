"""A small course with a bank of questions, on which the tests of examinations stand."""

from typing import Any

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM
from samanvay.training.courses.events import COURSE_SHIPPED
from samanvay.training.courses.readers import BANK, EVERYBODY, OF_NO_STATE
from samanvay.training.courses.states import EditionState, Origin
from samanvay.training.courses.syllabus import digest_of
from samanvay.training.models import Course, CourseEdition, Item, ItemEdition

CODE = "border_checks"
MODULES = ("signs", "steps")
RULES = {
    "minutes": 20,
    "pass_percent": 60,
    "negative": 0.25,
    "attempts": 2,
    "cooling_off_days": 7,
    "questions": 8,
    "blueprint": [{"module": each, "easy": 2, "medium": 1, "hard": 1} for each in MODULES],
}
KINDS = ("single", "multiple", "ordering", "matching")


def question(no: int, module: str, difficulty: str, kind: str) -> dict[str, Any]:
    """Return a question as questions.toml would say it; the right option of a single one is the first."""
    options = [f"option {no}.{at}" for at in range(4)]
    said: dict[str, Any] = {
        "code": f"q{no:03}",
        "module": module,
        "kind": kind,
        "difficulty": difficulty,
        "stem_en": f"What is done first in situation {no}?",
        "stem_hi": f"स्थिति {no} में सबसे पहले क्या किया जाता है?",
        "options_en": options,
        "options_hi": [each.replace("option", "विकल्प") for each in options],
        "why_en": f"Because of rule {no}.",
        "why_hi": f"नियम {no} के कारण।",
        "rests_on": [],
        "reviewed": "2026-11-27",
    }
    if kind == "single":
        said["answer"] = [1]
    elif kind == "multiple":
        said["answer"] = [1, 3]
    elif kind == "matching":
        said["matches_en"] = [f"match {no}.{at}" for at in range(4)]
        said["matches_hi"] = [f"मिलान {no}.{at}" for at in range(4)]
    if no % 6 == 0:
        said["vignette"] = {"text_en": f"A girl waits at platform {module}.", "text_hi": f"एक बालिका {module} पर है।"}
    return said


def questions() -> list[dict[str, Any]]:
    """Return thirty-two questions: of each module and kind, six easy, five medium, five hard."""
    levels = ["easy"] * 6 + ["medium"] * 5 + ["hard"] * 5
    return [
        question(no, module, level, KINDS[no % 4])
        for no, (module, level) in enumerate(((each, level) for each in MODULES for level in levels), 1)
    ]


def course(code: str = CODE, **rules: Any) -> Course:
    """Publish the course with its bank."""
    said = {
        "code": code,
        "title_en": "Checks at the border",
        "title_hi": "सीमा पर जाँच",
        "about_en": "For those who check.",
        "about_hi": "जाँच करने वालों के लिए।",
        "roles": ["border_police"],
        "core": False,
        "examination": {**RULES, **rules},
        "modules": [{"code": each, "title_en": f"Module {each}", "title_hi": f"मॉड्यूल {each}"} for each in MODULES],
    }
    now = clock.now()
    published: dict[str, Any] = {
        "no": 1,
        "origin": Origin.SHIPPED,
        "state": EditionState.PUBLISHED,
        "written_at": now,
        "written_by": SYSTEM.id,
        "published_at": now,
        **OF_NO_STATE,
    }
    with operation(COURSE_SHIPPED, by=SYSTEM, target=("course", code)):
        made = Course(code=code, current=1, last=1, made_at=now, made_by=SYSTEM.id, readers=EVERYBODY, **OF_NO_STATE)
        made.save(force_insert=True)
        CourseEdition(course=made, said=said, digest=digest_of(said), readers=EVERYBODY, **published).save()
        for each in questions():
            item = Item(course=made, code=each["code"], current=1, last=1, readers=BANK, **OF_NO_STATE)
            item.save(force_insert=True)
            ItemEdition(item=item, said=each, digest=digest_of(each), readers=BANK, **published).save()
    return made
