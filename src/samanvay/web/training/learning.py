"""The pages of a learner: my courses, a course, a lesson and its files, what changed, all of it on paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.training.courses import policies, queries
from samanvay.training.courses.actions import learning, lesson_files
from samanvay.training.courses.syllabus import LessonText, ModuleText
from samanvay.training.examining.queries.gaps import Gap, gaps_of
from samanvay.training.models import CourseEdition
from samanvay.web.components.pieces import Crumb, Pill
from samanvay.web.kit.access import OfficerRequest, officer_page
from samanvay.web.kit.downloads import asked_range, disposition, guarded
from samanvay.web.kit.pages import POST, READ, every_reader, page, record_page

from . import presenters
from .certificates import pill_of
from .lesson_text import rendered
from .records import LEARNT, training_crumbs


@page(may=policies.may_learn, methods=READ)
def training(request: OfficerRequest) -> HttpResponse:
    """Show what the reader is to learn: what changed first, the core of their roles, what else there is."""
    editions = queries.published_editions(request.actor)
    roles = queries.roles_of(request.actor)
    progress = queries.progress_of(request.actor.id, [each.course.code for each in editions])
    flags = queries.standing_flags(each.course for each in editions)
    refreshers = queries.waiting_refreshers(request.actor)
    core, own, others = list[presenters.Values](), list[presenters.Values](), list[presenters.Values]()
    for edition in editions:
        code = edition.course.code
        refresher = refreshers.get(str(edition.course_id))
        card = presenters.card(edition, progress[code], flags[edition.course_id], refresher, roles)
        is_core, is_own = edition.text().is_core_for(roles), bool(roles & set(edition.said["roles"]))
        (core if is_core else own if is_own else others).append(card)
    cards = [*core, *own, *others]
    context = {
        "tabs": presenters.tabs(request.actor, "training"),
        "changed": [each for each in cards if each["refresher"]],
        "core": core,
        "own": own,
        "others": others,
        "left": sum(each["read"] < each["total"] for each in core),
        "roles": presenters.role_words(sorted(roles)),
    }
    return render(request, "training/training.html", context)


@record_page(LEARNT, may=every_reader, methods=READ)
def training_course(request: OfficerRequest, edition: CourseEdition) -> HttpResponse:
    """Show one course: what one can do afterwards, its lessons, what it rests on, its sources."""
    course, text = edition.course, edition.text()
    progress = queries.progress_of(request.actor.id, [course.code])[course.code]
    flags = queries.standing_flags([course])[course.pk]
    refresher = queries.waiting_refresher(request.actor, course)
    context = {
        "edition": edition,
        "text": text,
        "card": presenters.card(edition, progress, flags, refresher, queries.roles_of(request.actor)),
        "refresher": refresher,
        "modules": [presenters.module_shown(text, each, progress, flags) for each in text.modules],
        "roles": presenters.role_words(text.roles),
        "mandatory": presenters.role_words(text.core_roles or text.roles) if text.core else "",
        "published": presenters.day_words(edition.published_at),
        "may_write": policies.sees_drafts(request.actor),
        "crumbs": training_crumbs(Crumb(text.title)),
    }
    return render(request, "training/course.html", context)


@record_page(LEARNT, may=every_reader, methods=READ)
def training_print(request: OfficerRequest, edition: CourseEdition) -> HttpResponse:
    """Show a whole course on one page, to be printed."""
    code, text = edition.course.code, edition.text()
    context = {
        "text": text,
        "edition": edition,
        "modules": [
            {
                "module": presenters.module_shown(text, module, {}, ()),
                "lessons": [
                    {
                        "title": lesson.title,
                        "html": rendered(str(lesson.text), f"{lesson.code}-", 2).html,
                        "files": presenters.files_shown(code, edition.said, lesson.code),
                    }
                    for lesson in module.lessons
                ],
            }
            for module in text.modules
        ],
        "published": presenters.day_words(edition.published_at),
        "crumbs": [*LEARNT.crumbs(request.actor, edition), Crumb(_("Print"))],
    }
    return render(request, "training/print.html", context)


def _place(edition: CourseEdition, lesson: str) -> tuple[int, list[tuple[ModuleText, LessonText]]]:
    lessons = list(edition.text().lessons())
    for at, (_module, each) in enumerate(lessons):
        if each.code == lesson:
            return at, lessons
    raise Unseen


@record_page(LEARNT, may=every_reader)
def training_lesson(request: OfficerRequest, edition: CourseEdition, lesson: str) -> HttpResponse:
    """Show a lesson; keep that it was read and go on to the next."""
    course = edition.course
    code = course.code
    at, lessons = _place(edition, lesson)
    if request.method == "POST":
        learning.finish_lesson(by=request.actor, edition=edition, lesson=lesson)
        if at + 1 < len(lessons):
            return HttpResponseRedirect(reverse("training_lesson", args=[code, lessons[at + 1][1].code]))
        messages.success(request, _("You have finished the course."))
        return HttpResponseRedirect(LEARNT.page(edition))
    module, text = lessons[at]
    progress = queries.progress_of(request.actor.id, [code])[code]
    body = rendered(str(text.text))
    known = progress.get(lesson)
    reached = next((each for each in body.sections if known and each.number == known.section), None)
    flags = queries.standing_flags([course])[course.pk]
    course_text = edition.text()
    context: dict[str, Any] = {
        "course": course_text,
        "module": module,
        "lesson": presenters.lesson_shown(code, text, progress),
        "page": body,
        "reached": reached if reached is not None and reached.number > 1 else None,
        "flags": [presenters.flag_shown(course_text, each) for each in flags if each.module == module.code],
        "files": presenters.files_shown(code, edition.said, lesson),
        "number": at + 1,
        "total": len(lessons),
        "before": lessons[at - 1][1] if at else None,
        "after": lessons[at + 1][1] if at + 1 < len(lessons) else None,
        "laws": presenters.laws_of(module.rests_on),
        "crumbs": [*LEARNT.crumbs(request.actor, edition), Crumb(text.title)],
    }
    return render(request, "training/lesson.html", context)


@record_page(LEARNT, may=every_reader, methods=POST)
def training_place(request: OfficerRequest, edition: CourseEdition, lesson: str) -> HttpResponse:
    """Keep which heading of a lesson the reader has come to; sent again it does no harm."""
    section = whole_number(request.POST.get("section", ""))
    if section is None:
        raise Invalid("section", _("This place does not exist in the lesson."))
    learning.reach_lesson(by=request.actor, edition=edition, lesson=lesson, section=section)
    return HttpResponse(status=204)


@record_page(LEARNT, may=every_reader)
def training_refresher(request: OfficerRequest, edition: CourseEdition) -> HttpResponse:
    """Show what changed in what a course rests on since the reader completed it; keep that they read it."""
    waiting = queries.waiting_refresher(request.actor, edition.course)
    if request.method == "POST":
        if learning.finish_refresher(by=request.actor, edition=edition):
            messages.success(request, _("Saved: you have read what changed."))
        return HttpResponseRedirect(reverse("training"))
    text = edition.text()
    flags = queries.changes_to_read(edition.course, waiting) if waiting is not None else []
    modules = {each.module for each in flags}
    context = {
        "text": text,
        "waiting": waiting,
        "due": presenters.day_words(waiting.due_at) if waiting is not None else "",
        "changes": presenters.changes_shown(text, flags),
        "modules": [presenters.module_shown(text, each, {}, ()) for each in text.modules if each.code in modules],
        "crumbs": [*LEARNT.crumbs(request.actor, edition), Crumb(_("What changed"))],
    }
    return render(request, "training/refresher.html", context)


@officer_page
@require_GET
def training_file(request: OfficerRequest, code: str, key: UUID) -> HttpResponseBase:
    """Give a file of a lesson, or the part of it that a player or a broken download asks for."""
    course = queries.course_or_unseen(request.actor, code)
    file = lesson_files.file_or_unseen(request.actor, course, key)
    asked = request.headers.get("Range", "")
    part = asked_range(asked, file.size)
    if part is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    start, length = part
    chunks = lesson_files.part_of(file, start, length)
    answer = StreamingHttpResponse(chunks, content_type=file.media_type, status=206 if asked else 200)
    answer["Accept-Ranges"], answer["Content-Length"] = "bytes", str(length)
    answer["Content-Disposition"] = disposition(f"{code}.{file.ending}", inline="save" not in request.GET)
    if asked:
        answer["Content-Range"] = f"bytes {start}-{start + length - 1}/{file.size}"
    answer = guarded(answer)
    # Nothing of a case is in it, and its bytes never change: what a weak line has brought once stays.
    answer["Cache-Control"] = "private, max-age=604800, immutable"
    answer["ETag"] = f'"{file.sha256[:32]}"'
    return answer


@page(may=policies.may_learn, methods=READ)
def training_gaps(request: OfficerRequest) -> HttpResponse:
    """Show what the reader still lacks of what their roles learn, and the next step to each."""
    context = {
        "tabs": presenters.tabs(request.actor, "training_gaps"),
        "gaps": [_gap(each) for each in gaps_of(request.actor)],
    }
    return render(request, "training/gaps.html", context)


def _gap(gap: Gap) -> dict[str, Any]:
    code, left = gap.text.code, len(gap.lessons)
    return {
        "gap": gap,
        "pills": _pills(gap),
        "left": ngettext("%(n)d lesson left", "%(n)d lessons left", left) % {"n": left} if left else "",
        "go_on": reverse("training_lesson", args=[code, gap.lessons[0].code]) if gap.lessons else "",
        "examination": reverse("examination", args=[code]) if gap.is_examined and gap.standing != "valid" else "",
        "opens": presenters.day_words(gap.opens),
    }


def _pills(gap: Gap) -> list[Pill]:
    pills = [Pill(_("Compulsory"), "calm")] if gap.is_core else []
    if gap.is_examined:
        pills.append(pill_of(gap.standing, gap.until) if gap.standing else Pill(_("no certificate yet"), "warn"))
    return pills
