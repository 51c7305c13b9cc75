"""What the pages of courses show: a course as a card, its modules and lessons with how far somebody is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.roles import BY_CODE
from samanvay.cases.kinds import FORMS, LURES
from samanvay.documents.media import BY_TYPE
from samanvay.duties.models import Duty
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.law.labels import label_of
from samanvay.law.queries import law_now
from samanvay.training.courses import checking, policies
from samanvay.training.courses.actions.flagging import FINDING
from samanvay.training.courses.drafting import all_lessons
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
    said = [("training", _("My courses")), ("training_gaps", _("Still to learn")), ("training_people", _("Trainers"))]
    if policies.sees_drafts(actor):
        said.append(("training_write_list", _("Write and review")))
    return [Tab(label, reverse(name), name == here) for name, label in said]


def minutes_words(minutes: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def state_pill(state: str) -> Pill:
    return Pill(EDITION_WORDS[state], STATE_KINDS[state])


Values = dict[str, Any]


def is_read(progress: Mapping[str, Progress], lesson: str) -> bool:
    known = progress.get(lesson)
    return known is not None and known.finished_at is not None


def lesson_shown(course: str, lesson: LessonText, progress: Mapping[str, Progress]) -> Values:
    """Return a lesson in a list, and whether it was read."""
    return {
        "code": lesson.code,
        "title": lesson.title,
        "kind": LESSON_KINDS[lesson.kind] if lesson.kind != "text" else None,
        "minutes": minutes_words(lesson.minutes),
        "url": reverse("training_lesson", args=[course, lesson.code]),
        "is_read": is_read(progress, lesson.code),
        "is_begun": lesson.code in progress,
    }


def files_shown(code: str, said: Mapping[str, Any], lesson: str) -> list[Values]:
    """Return the files that an edition names beside a lesson, and what stands instead of each."""
    found = next((each for each in all_lessons(said) if each["code"] == lesson), {})
    return [_file(code, each) for each in found.get("files", ())]


def _file(code: str, file: Mapping[str, Any]) -> Values:
    url = reverse("training_file", args=[code, file["id"]])
    media = BY_TYPE[file["media_type"]]
    return {
        "key": file["id"],
        "look": media.look.value,
        "title": Bilingual(file["title_en"], file["title_hi"]),
        "instead": Bilingual(file["instead_en"], file["instead_hi"]),
        "url": url,
        "save_url": f"{url}?save",
        "words": f"{media.words}, {filesizeformat(file['size'])}",
    }


def laws_of(codes: Iterable[str]) -> list[Values]:
    """Return the entries of the law by code, in the order given, also those that the library has no more."""
    entries = law_now().library.entries
    return [
        {
            "label": label_of(entries[code]) if code in entries else code,
            "title": entries[code].said("title") if code in entries else _("removed from the library"),
            "url": reverse("law_entry", args=[code]),
        }
        for code in codes
    ]


def topic_words(topic: str) -> str:
    """Return the words of a topic by which findings are tied to a module."""
    known = PATTERNS.get(topic) or FORMS.get(topic) or LURES.get(topic)
    return str(known) if known is not None else topic.replace("_", " ")


def module_shown(
    course: CourseText, module: ModuleText, progress: Mapping[str, Progress], flags: Iterable[ModuleFlag]
) -> Values:
    """Return a module with its lessons and what it rests on."""
    return {
        "code": module.code,
        "title": module.title,
        "objectives": module.objectives,
        "laws": laws_of(module.rests_on),
        "lessons": [lesson_shown(course.code, each, progress) for each in module.lessons],
        "flags": [flag_shown(course, each) for each in flags if each.module == module.code],
    }


def flag_shown(course: CourseText, flag: ModuleFlag) -> Values:
    """Return in words why a module may be out of date, with the way to what changed."""
    title = next((each.title for each in course.modules if each.code == flag.module), flag.module)
    if flag.cause == FINDING:
        words = _("A new pattern was found: %(topic)s") % {"topic": topic_words(flag.topic)}
        url = reverse("finding", args=[flag.ref])
    else:
        law = laws_of([flag.ref])[0]
        words = _("The law changed: %(label)s, %(title)s") % law
        compare = reverse("law_compare", args=[flag.ref])
        url = f"{compare}?a={flag.ref_no - 1}&b={flag.ref_no}" if flag.ref_no > 1 else law["url"]
    cleared = ""
    if flag.cleared_at is not None:
        cleared = flag.cleared_words or _("It was included in a new edition of the course.")
    return {
        "key": flag.pk,
        "version": flag.version,
        "module": title,
        "words": words,
        "url": url,
        "day": day_words(flag.raised_at),
        "cleared": cleared,
    }


def changes_shown(course: CourseText, flags: Iterable[ModuleFlag]) -> list[Values]:
    """Return each change with every module that it touches, and what the authors said of it."""
    together: dict[tuple[str, str, int], list[Values]] = {}
    for flag in flags:
        together.setdefault((flag.cause, flag.ref, flag.ref_no), []).append(flag_shown(course, flag))
    return [
        {
            **each[0],
            "modules": [one["module"] for one in each],
            "cleared": list(dict.fromkeys(one["cleared"] for one in each if one["cleared"])),
        }
        for each in together.values()
    ]


def day_words(day: date | None) -> str:
    """Return a day, or that of a moment, as it is written in India; "" for None."""
    if isinstance(day, datetime):
        day = localtime(day).date()
    return date_format(day, "j M Y") if day is not None else ""


def card(
    edition: CourseEdition,
    progress: Mapping[str, Progress],
    flags: Sequence[ModuleFlag],
    refresher: Duty | None,
    roles: Collection[str],
) -> Values:
    """Return a course in a list, as it is for somebody with some roles; ``go_on`` leads to the first unread lesson."""
    text = edition.text()
    lessons = [lesson for _module, lesson in text.lessons()]
    left = [each for each in lessons if not is_read(progress, each.code)]
    read = len(lessons) - len(left)
    pills = [Pill(_("Compulsory"), "calm")] if text.is_core_for(roles) else []
    if not left and lessons:
        pills.append(Pill(_("Read"), "ok"))
    if flags:
        pills.append(Pill(_("Changed in the law or patterns"), "warn"))
    return {
        "code": text.code,
        "title": text.title,
        "about": text.about,
        "url": reverse("training_course", args=[text.code]),
        "pills": pills,
        "minutes": minutes_words(text.minutes),
        "read": read,
        "total": len(lessons),
        "go_on": reverse("training_lesson", args=[text.code, left[0].code]) if left else "",
        "go_on_words": _("Continue") if read else _("Begin"),
        "refresher": day_words(refresher.due_at) if refresher is not None else "",
    }


def role_words(codes: Iterable[str]) -> str:
    return ", ".join(str(BY_CODE[code].name) for code in codes if code in BY_CODE)


FIELDS: dict[str, Bilingual] = {
    "about": Bilingual("For whom it is and what they can do afterwards", "किसके लिए है और बाद में क्या कर सकेंगे"),
    "answer": Bilingual("Right options", "सही विकल्प"),
    "blueprint": Bilingual("Number of questions in a paper", "एक प्रश्नपत्र के प्रश्न"),
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
    "pass_reason": Bilingual("Why this pass mark", "यह उत्तीर्णांक क्यों"),
    "questions": Bilingual("Number of questions in a paper", "एक प्रश्नपत्र के प्रश्न"),
    "rests_on": Bilingual("Basis", "आधार"),
    "roles": Bilingual("For which roles", "किन भूमिकाओं के लिए"),
    "sources": Bilingual("Sources", "स्रोत"),
    "stem": Bilingual("Question", "प्रश्न"),
    "text": Bilingual("Text", "पाठ"),
    "title": Bilingual("Title", "शीर्षक"),
    "topics": Bilingual("Patterns that it teaches", "जिन रुझानों के बारे में सिखाता है"),
    "why": Bilingual("Why it is right", "यह सही क्यों है"),
}


def fault_shown(fault: checking.Fault, text: CourseText) -> Values:
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
    if not where and part.startswith("blueprint "):
        where = str(FIELDS["blueprint"])
    return {
        "row": where or ("" if part.startswith("question ") else fault.row),
        "field": words,
        "expected": fault.expected,
    }
