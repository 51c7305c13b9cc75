"""What a draft says after one form of it was sent: pure functions from what was said to what is said now."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from django.utils.translation import gettext as _

from samanvay.kernel.refusals import Invalid, Unseen

from .checking import CODE

Said = dict[str, Any]


def with_course(said: Mapping[str, Any], fields: Mapping[str, Any]) -> Said:
    """Return a draft with other words about the course itself and how it is examined."""
    return {**deepcopy(dict(said)), **fields}


def with_module(said: Mapping[str, Any], code: str, fields: Mapping[str, Any], place: int | None = None) -> Said:
    """Return a draft with a module changed, or added where ``code`` is "". Raises Invalid for a code that is taken."""
    draft = deepcopy(dict(said))
    modules: list[Said] = draft.setdefault("modules", [])
    if not code:
        _refuse_code(str(fields["code"]), [each["code"] for each in modules])
        module: Said = {**fields, "lessons": []}
    else:
        module = module_in(draft, code)
        modules.remove(module)
        module = {**module, **fields, "code": code}
    _put(modules, module, place)
    return draft


def with_lesson(
    said: Mapping[str, Any], module: str, code: str, fields: Mapping[str, Any], place: int | None = None
) -> Said:
    """Return a draft with a lesson of a module changed, or added where ``code`` is "". Raises Invalid, Unseen."""
    draft = deepcopy(dict(said))
    lessons: list[Said] = module_in(draft, module).setdefault("lessons", [])
    if not code:
        _refuse_code(str(fields["code"]), [each["code"] for each in all_lessons(draft)])
        lesson: Said = dict(fields)
    else:
        lesson = lesson_in(draft, module, code)
        lessons.remove(lesson)
        lesson = {**lesson, **fields, "code": code}
    _put(lessons, lesson, place)
    return draft


def without(said: Mapping[str, Any], module: str, lesson: str = "") -> Said:
    """Return a draft without a module, or without one of its lessons. Raises Unseen."""
    draft = deepcopy(dict(said))
    if lesson:
        module_in(draft, module)["lessons"].remove(lesson_in(draft, module, lesson))
    else:
        draft["modules"].remove(module_in(draft, module))
    return draft


def with_file(said: Mapping[str, Any], module: str, lesson: str, file: Mapping[str, Any]) -> Said:
    """Return a draft with a file beside a lesson. Raises Unseen."""
    draft = deepcopy(dict(said))
    lesson_in(draft, module, lesson).setdefault("files", []).append(dict(file))
    return draft


def without_file(said: Mapping[str, Any], module: str, lesson: str, key: str) -> Said:
    """Return a draft that names a file no more; editions that named it keep it. Raises Unseen."""
    draft = deepcopy(dict(said))
    found = lesson_in(draft, module, lesson)
    found["files"] = [each for each in found.get("files", []) if each["id"] != key]
    if not found["files"]:
        del found["files"]
    return draft


def module_in(said: Mapping[str, Any], code: str) -> Said:
    """Return a module of a draft. Raises Unseen."""
    return _found(said.get("modules", []), code)


def lesson_in(said: Mapping[str, Any], module: str, code: str) -> Said:
    """Return a lesson of a draft. Raises Unseen."""
    return _found(module_in(said, module).get("lessons", []), code)


def all_lessons(said: Mapping[str, Any]) -> list[Said]:
    """Return every lesson of a draft in order."""
    return [lesson for module in said.get("modules", []) for lesson in module.get("lessons", [])]


def _found(rows: Sequence[Said], code: str) -> Said:
    for each in rows:
        if each["code"] == code:
            return each
    raise Unseen


def _put(rows: list[Said], row: Said, place: int | None) -> None:
    """Put a row at its place, counted from 1; at the end where none is said."""
    rows.insert(len(rows) if place is None else min(max(place - 1, 0), len(rows)), row)


def _refuse_code(code: str, taken: Sequence[str]) -> None:
    if not CODE.match(code):
        raise Invalid("code", _("Use small English letters, digits and _, such as night_trains."))
    if code in taken:
        raise Invalid("code", _("This code is already used in this course."))
