"""What the pages of courses show: a course as a card, its modules and lessons with how far somebody is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.roles import BY_CODE
from samanvay.cases.kinds import FORMS, LURES
from samanvay.duties.models import Duty
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.law.labels import label_of
from samanvay.law.queries import law_now
from samanvay.training.courses import checking, policies
from samanvay.training.courses.actions.flagging import FINDING
from samanvay.training.courses.states import EDITION_WORDS, EditionState
from samanvay.training.courses.syllabus import LESSON_KINDS, CourseText, LessonText, ModuleText
from samanvay.training.models import CourseEdition, ModuleFlag, Progress
from samanvay.web.components.pieces import Kind, Pill, Tab

STATE_KINDS: dict[str, Kind] = {
    EditionState.DRAFT: "warn",
    EditionState.IN_REVIEW: "warn",
    EditionState.PUBLISHED: "ok",
    EditionState.RETIRED: "calm",
}
PATTERNS = {
    "corridors": Bilingual("Corridors", "मार्ग"),
    "cross_border": Bilingual("Across the border", "सीमा पार"),
    "stopover": Bilingual("Stop-overs", "पड़ाव"),
    "transit": Bilingual("Stop-overs", "पड़ाव"),
}


def tabs(actor: Actor, here: str) -> list[Tab]:
    """Return the parts of the room that somebody may open."""
    said = [("training", _("My courses")), ("training_gaps", _("My gaps")), ("training_people", _("Who teaches"))]
    if policies.sees_drafts(actor):
        said.append(("training_write_list", _("Write and review")))
    return [Tab(label, reverse(name), name == here) for name, label in said]


def minutes_words(minutes: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def state_pill(state: str) -> Pill:
    return Pill(EDITION_WORDS[state], STATE_KINDS[state])


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson in a list, and whether it was read."""

    code: str
    title: Bilingual
    kind: Bilingual | None
    minutes: str
    url: str
    is_read: bool
    is_begun: bool


@dataclass(frozen=True, slots=True)
class Law:
    """An entry that a module rests on; without an address where the library has it no more."""

    label: str
    title: Any
    url: str


@dataclass(frozen=True, slots=True)
class Flagged:
    """Why a module may be out of date."""

    key: UUID
    version: int
    module: Any
    words: str
    url: str
    day: str
    cleared: str


@dataclass(frozen=True, slots=True)
class Module:
    """A module with its lessons and what it rests on."""

    code: str
    title: Bilingual
    objectives: Sequence[Bilingual]
    laws: Sequence[Law]
    lessons: Sequence[Lesson]
    flags: Sequence[Flagged]


@dataclass(frozen=True, slots=True)
class Card:
    """A course in a list. ``go_on`` leads to the first lesson that was not read."""

    code: str
    title: Bilingual
    about: Bilingual
    url: str
    pills: Sequence[Pill]
    minutes: str
    read: int
    total: int
    gap: str
    go_on: str
    go_on_words: str
    refresher: str

    @property
    def is_done(self) -> bool:
        return self.read >= self.total


def is_read(progress: Mapping[str, Progress], lesson: str) -> bool:
    known = progress.get(lesson)
    return known is not None and known.finished_at is not None


def lesson_shown(course: str, lesson: LessonText, progress: Mapping[str, Progress]) -> Lesson:
    return Lesson(
        lesson.code,
        lesson.title,
        LESSON_KINDS[lesson.kind] if lesson.kind != "text" else None,
        minutes_words(lesson.minutes),
        reverse("training_lesson", args=[course, lesson.code]),
        is_read(progress, lesson.code),
        lesson.code in progress,
    )


def laws_of(codes: Iterable[str]) -> list[Law]:
    """Return the entries of the law by code, in the order given."""
    entries = law_now().library.entries
    return [
        Law(label_of(entries[code]), entries[code].said("title"), reverse("law_entry", args=[code]))
        if code in entries
        else Law(code, _("left out of the library"), reverse("law_entry", args=[code]))
        for code in codes
    ]


def topic_words(topic: str) -> str:
    """Return the words of a topic by which findings are tied to a module."""
    known = PATTERNS.get(topic) or FORMS.get(topic) or LURES.get(topic)
    return str(known) if known is not None else topic.replace("_", " ")


def module_shown(
    course: CourseText, module: ModuleText, progress: Mapping[str, Progress], flags: Iterable[ModuleFlag]
) -> Module:
    return Module(
        module.code,
        module.title,
        module.objectives,
        laws_of(module.rests_on),
        [lesson_shown(course.code, each, progress) for each in module.lessons],
        [flag_shown(course, each) for each in flags if each.module == module.code],
    )


def flag_shown(course: CourseText, flag: ModuleFlag) -> Flagged:
    """Return in words why a module may be out of date, with the way to what changed."""
    title = next((each.title for each in course.modules if each.code == flag.module), flag.module)
    if flag.cause == FINDING:
        words = _("A new pattern was found: %(topic)s") % {"topic": topic_words(flag.topic)}
        url = reverse("finding", args=[flag.ref])
    else:
        law = laws_of([flag.ref])[0]
        words = _("The law changed: %(label)s, %(title)s") % {"label": law.label, "title": law.title}
        compare = reverse("law_compare", args=[flag.ref])
        url = f"{compare}?a={flag.ref_no - 1}&b={flag.ref_no}" if flag.ref_no > 1 else law.url
    cleared = ""
    if flag.cleared_at is not None:
        cleared = flag.cleared_words or _("A new edition of the course took it up.")
    return Flagged(flag.pk, flag.version, title, words, url, day_words(flag.raised_at), cleared)


@dataclass(frozen=True, slots=True)
class Changed:
    """One change with every module that it touches, and what the authors said of it."""

    words: str
    url: str
    day: str
    modules: Sequence[Any]
    cleared: Sequence[str]


def changes_shown(course: CourseText, flags: Iterable[ModuleFlag]) -> list[Changed]:
    """Return flags with those of one change together."""
    together: dict[tuple[str, str, int], list[Flagged]] = {}
    for flag in flags:
        together.setdefault((flag.cause, flag.ref, flag.ref_no), []).append(flag_shown(course, flag))
    return [
        Changed(
            each[0].words,
            each[0].url,
            each[0].day,
            [one.module for one in each],
            list(dict.fromkeys(one.cleared for one in each if one.cleared)),
        )
        for each in together.values()
    ]


def day_words(moment: Any) -> str:
    return date_format(localtime(moment), "j M Y") if moment is not None else ""


def card(
    edition: CourseEdition,
    progress: Mapping[str, Progress],
    flags: Sequence[ModuleFlag],
    refresher: Duty | None,
    roles: Collection[str],
) -> Card:
    """Return a course as somebody who holds some roles finds it in a list."""
    text = edition.text()
    lessons = [lesson for _module, lesson in text.lessons()]
    left = [each for each in lessons if not is_read(progress, each.code)]
    read = len(lessons) - len(left)
    pills = [Pill(_("Core"), "calm")] if text.is_core_for(roles) else []
    if not left and lessons:
        pills.append(Pill(_("Read"), "ok"))
    if flags:
        pills.append(Pill(_("What it rests on has changed"), "warn"))
    gap = ""
    if left:
        gap = ngettext("%(n)d lesson left", "%(n)d lessons left", len(left)) % {"n": len(left)}
    return Card(
        text.code,
        text.title,
        text.about,
        reverse("training_course", args=[text.code]),
        pills,
        minutes_words(text.minutes),
        read,
        len(lessons),
        gap,
        reverse("training_lesson", args=[text.code, left[0].code]) if left else "",
        _("Go on") if read else _("Begin"),
        day_words(refresher.due_at) if refresher is not None else "",
    )


def role_words(codes: Iterable[str]) -> str:
    return ", ".join(str(BY_CODE[code].name) for code in codes if code in BY_CODE)


def refused_draft(actor: Actor, edition: CourseEdition) -> str:
    return reason_against(policies.may_write_edition, actor, edition)


FIELDS: dict[str, Bilingual] = {
    "about": Bilingual("For whom, and what one can do afterwards", "किसके लिए है और बाद में क्या कर सकेंगे"),
    "answer": Bilingual("Right options", "सही विकल्प"),
    "blueprint": Bilingual("Questions of a paper", "एक प्रश्नपत्र के प्रश्न"),
    "easy": Bilingual("Easy questions", "सरल प्रश्न"),
    "files": Bilingual("Files", "फ़ाइलें"),
    "hard": Bilingual("Hard questions", "कठिन प्रश्न"),
    "instead": Bilingual("In words", "शब्दों में"),
    "lessons": Bilingual("Lessons", "पाठ"),
    "matches": Bilingual("What each option is matched with", "हर विकल्प का मिलान"),
    "medium": Bilingual("Questions of medium difficulty", "मध्यम प्रश्न"),
    "minutes": Bilingual("Minutes", "मिनट"),
    "modules": Bilingual("Modules", "मॉड्यूल"),
    "objectives": Bilingual("Objectives", "उद्देश्य"),
    "options": Bilingual("Options", "विकल्प"),
    "questions": Bilingual("Questions of a paper", "एक प्रश्नपत्र के प्रश्न"),
    "rests_on": Bilingual("What it rests on", "आधार"),
    "roles": Bilingual("For which roles", "किन भूमिकाओं के लिए"),
    "sources": Bilingual("Sources", "स्रोत"),
    "stem": Bilingual("Question", "प्रश्न"),
    "text": Bilingual("Text", "पाठ"),
    "title": Bilingual("Title", "शीर्षक"),
    "topics": Bilingual("Patterns that it teaches", "जिन रुझानों के बारे में सिखाता है"),
    "why": Bilingual("Why it is right", "यह सही क्यों है"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a draft from review: in which part, in which field, what was expected."""

    row: str
    field: str
    expected: str


def fault_shown(fault: checking.Fault, text: CourseText) -> Fault:
    """Return a fault with the title of the part and the words of the field in place of their codes."""
    titles = {f"module {each.code}": each.title for each in text.modules}
    titles |= {f"blueprint {each.code}": each.title for each in text.modules}
    titles |= {f"lesson {each.code}": each.title for _module, each in text.lessons()}
    name, _mark, language = fault.field.rpartition("_")
    if language not in ("en", "hi") or name not in FIELDS:
        name, language = fault.field, ""
    words = str(FIELDS.get(name, fault.field))
    if language:
        words = f"{words} ({_('English') if language == 'en' else _('Hindi')})"
    part = fault.row.partition(", ")[0]
    where = str(titles.get(part, "")) or (_("Examination") if part == "examination" else "")
    return Fault(where or ("" if part.startswith("question ") else fault.row), words, fault.expected)
