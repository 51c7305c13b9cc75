"""The pages of authors and reviewers: a draft with its parts and forms, its review, what an edition changed."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, reason_against
from samanvay.training.courses import drafting, policies, queries
from samanvay.training.courses.actions import flagging, lesson_files, reviewing, writing
from samanvay.training.courses.states import EditionState
from samanvay.training.models import Course, CourseEdition, ItemEdition, LessonFile
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, answered, carried_out, form_page, posted, seen_version, show_form
from samanvay.web.kit.differences import Change, pieces_between
from samanvay.web.kit.field_words import lines_of
from samanvay.web.kit.pages import POST, READ, every_reader, page, record_page
from samanvay.web.kit.people import names_of

from . import presenters
from .forms import BeginForm, CourseForm, DraftForm, FileForm, LessonForm, LookedForm, ModuleForm, ReviewForm
from .lesson_text import rendered
from .records import COURSE, WRITTEN, training_crumbs

FORM_TEMPLATE = "training/write_form.html"


@page(may=policies.may_see_drafts)
def training_write_list(request: OfficerRequest) -> HttpResponse:
    """List the courses with their drafts and flags; begin one of the state's own."""
    return form_page(
        request, BeginForm, writing.begin_course, done="", to=WRITTEN.page, show=partial(_write_list, request)
    )


def _write_list(request: OfficerRequest, form: BeginForm) -> HttpResponse:
    rows = [
        {
            "course": course,
            "edition": edition,
            "state": presenters.state_pill(edition.state),
            "flags": flags,
        }
        for course, edition, flags in queries.drafts_and_flags(request.actor)
    ]
    context = {
        "tabs": presenters.tabs(request.actor, "training_write_list"),
        "rows": rows,
        "form": form,
        "refused": reason_against(policies.may_write_courses, request.actor),
    }
    return render(request, "training/write_list.html", context, status=400 if form.errors else 200)


@record_page(WRITTEN, may=every_reader, methods=READ)
def training_write(request: OfficerRequest, edition: CourseEdition) -> HttpResponse:
    """Show a course to those who write it: its parts, what is missing, what changed beneath it, its editions."""
    return draft_page(request, edition)


def draft_page(
    request: OfficerRequest, edition: CourseEdition, wrong: ReviewForm | LookedForm | None = None
) -> HttpResponse:
    """Return the page of a draft; ``wrong`` is a form that was refused."""
    actor = request.actor
    course, text = edition.course, edition.text()
    is_draft = edition.state == EditionState.DRAFT
    editions = queries.editions_of(course)
    names = names_of({each.written_by for each in editions} | {each.reviewed_by for each in editions})
    flags = queries.standing_flags([course])[course.pk]
    faults = reviewing.faults_of(edition) if edition.state != EditionState.PUBLISHED else ()
    context: dict[str, Any] = {
        "course": course,
        "edition": edition,
        "text": text,
        "state": presenters.state_pill(edition.state),
        "is_draft": is_draft,
        "may_edit": is_draft and not reason_against(policies.may_write_courses, actor),
        "begin_refused": reason_against(policies.may_write_courses, actor),
        "review_refused": reason_against(policies.may_review_edition, actor, edition),
        "faults": [presenters.fault_shown(each, text) for each in faults],
        "flags": [presenters.flag_shown(text, each) for each in flags],
        "may_clear": holds(actor, Permission.COURSE_WRITE),
        "reviewer": names.get(edition.reviewed_by, "") if edition.reviewed_by else "",
        "writers": names_of(edition.writers).values(),
        "editions": [
            {
                "edition": each,
                "state": presenters.state_pill(each.state),
                "is_current": each.no == course.current,
                "by": names.get(each.written_by, ""),
                "day": presenters.day_words(each.published_at or each.written_at),
                "compare": f"{reverse('training_compare', args=[course.code])}?a={each.no - 1}&b={each.no}"
                if each.no > 1
                else "",
            }
            for each in editions
        ],
        "form": wrong or ReviewForm(),
        "crumbs": training_crumbs(Crumb(_("Write and review"), reverse("training_write_list")), Crumb(text.title)),
    }
    return render(request, "training/write.html", context, status=400 if wrong is not None else 200)


@record_page(WRITTEN, permission=Permission.COURSE_WRITE, may=policies.may_write_edition)
def training_write_course(request: OfficerRequest, edition: CourseEdition) -> HttpResponse:
    """Write what a course says of itself and how it is examined."""
    form = CourseForm(posted(request), said=edition.said, initial={"version": edition.version})
    return _form_page(
        request,
        edition,
        form,
        lambda: drafting.with_course(edition.said, form.said()),
        _("The course and its examination"),
    )


@record_page(WRITTEN, permission=Permission.COURSE_WRITE, may=policies.may_write_edition)
def training_write_module(request: OfficerRequest, edition: CourseEdition) -> HttpResponse:
    """Write a module: the one that ``module`` names, else a new one."""
    named = request.GET.get("module", "")
    of = drafting.module_in(edition.said, named) if named else None
    at = edition.said["modules"].index(of) + 1 if of is not None else None
    form = ModuleForm(posted(request), law=queries.codes_of_law(), of=of, at=at, initial={"version": edition.version})
    return _form_page(
        request,
        edition,
        form,
        lambda: drafting.with_module(edition.said, named, form.said(), form.cleaned_data["place"]),
        _("Module") if of is None else _titled(of),
    )


@record_page(WRITTEN, permission=Permission.COURSE_WRITE, may=policies.may_write_edition)
def training_write_lesson(request: OfficerRequest, edition: CourseEdition) -> HttpResponse:
    """Write a lesson of ``module``: the one that ``lesson`` names, else a new one. It can be looked at before it is
    kept."""
    module, named = request.GET.get("module", ""), request.GET.get("lesson", "")
    lessons = drafting.module_in(edition.said, module).get("lessons", [])
    of = drafting.lesson_in(edition.said, module, named) if named else None
    at = lessons.index(of) + 1 if of is not None else None
    form = LessonForm(posted(request), of=of, at=at, initial={"version": edition.version})
    more: dict[str, Any] = {"may_look": True}
    if of is not None:
        code = edition.course.code
        more["files"] = presenters.files_shown(code, edition.said, named)
        more["file_url"] = reverse("training_write_file", args=[code]) + f"?module={module}&lesson={named}"
        more["part"] = {"module": module, "lesson": named}
    title = _titled(of) if of is not None else _("Lesson")
    if "look" in request.POST and form.is_valid():
        said = form.said()
        more["looks"] = [
            (label, said[f"title_{language}"], language, rendered(said[f"text_{language}"], f"{language}-", 1).html)
            for label, language in ((_("English"), "en"), (_("Hindi"), "hi"))
        ]
        return show_form(request, form, edition, title=title, template=FORM_TEMPLATE, **more)
    return _form_page(
        request,
        edition,
        form,
        lambda: drafting.with_lesson(edition.said, module, named, form.said(), form.cleaned_data["place"]),
        title,
        **more,
    )


@record_page(WRITTEN, permission=Permission.COURSE_WRITE, may=policies.may_write_edition)
def training_write_file(request: OfficerRequest, edition: CourseEdition) -> HttpResponse:
    """Put a file beside the lesson that ``module`` and ``lesson`` name."""
    module, lesson = request.GET.get("module", ""), request.GET.get("lesson", "")
    of = drafting.lesson_in(edition.said, module, lesson)
    title = _titled(of)
    form = FileForm(posted(request), request.FILES or None, initial={"version": edition.version})

    def add() -> LessonFile:
        said = form.cleaned_data
        return lesson_files.add_lesson_file(
            by=request.actor, edition=edition, chunks=said["file"].chunks(), submission_id=said["submission_id"]
        )

    def put_beside(file: LessonFile) -> HttpResponse:
        named = {"id": str(file.pk), "media_type": file.media_type, "size": file.size, **form.texts()}
        is_there = any(each["id"] == named["id"] for each in of.get("files", ()))
        said = edition.said if is_there else drafting.with_file(edition.said, module, lesson, named)
        return _form_page(request, edition, form, lambda: said, title, has_file=True)

    # the file stays where the words beside it are refused: whoever sends them again sends the same
    answer = carried_out(form, add, put_beside)
    return answer or show_form(request, form, edition, title=title, template=FORM_TEMPLATE, has_file=True)


def _form_page(
    request: OfficerRequest,
    edition: CourseEdition,
    form: DraftForm,
    said: Callable[[], Mapping[str, Any]],
    title: Any,
    **more: Any,
) -> HttpResponse:
    """Answer a page that writes on a draft what it is then to say."""
    answer = answered(
        request,
        form,
        lambda: writing.write_draft(by=request.actor, edition=edition, said=said(), **form.taken()),
        to=WRITTEN.page(edition),
        said=_("Saved. Learners can read it after somebody else has published it."),
    )
    return answer or show_form(request, form, edition, title=title, template=FORM_TEMPLATE, **more)


def _titled(part: Mapping[str, Any]) -> Bilingual:
    return Bilingual(part.get("title_en") or part["code"], part.get("title_hi", ""))


@record_page(WRITTEN, may=every_reader, methods=READ)
def training_compare(request: OfficerRequest, edition: CourseEdition) -> HttpResponse:
    """Show what one edition of a course changed against another; the last two where none are named."""
    course = edition.course
    a, b = (whole_number(request.GET.get(name, "")) for name in ("a", "b"))
    newer = queries.edition_or_unseen(course, edition.no if b is None else b)
    older = queries.edition_or_unseen(course, max(newer.no - 1, 1) if a is None else a)
    before, now = dict(lines_of(older.said)), dict(lines_of(newer.said))
    changes = [
        Change(label, pieces_between(before.get(label, ""), now.get(label, "")))
        for label in dict.fromkeys([*before, *now])
        if before.get(label, "") != now.get(label, "")
    ]
    context = {
        "older": older,
        "newer": newer,
        "changes": changes,
        "crumbs": [*WRITTEN.crumbs(request.actor, newer), Crumb(_("What changed"))],
    }
    return render(request, "training/compare.html", context)


@record_page(COURSE, permission=Permission.COURSE_WRITE, methods=POST)
def training_write_begin(request: OfficerRequest, course: Course) -> HttpResponse:
    """Begin a new edition with what the present one says."""
    return action_page(
        request, writing.begin_edition, course, done="", to=reverse("training_write", args=[course.code])
    )


@record_page(WRITTEN, permission=Permission.COURSE_WRITE, may=policies.may_write_edition, methods=POST)
def training_write_remove(request: OfficerRequest, edition: CourseEdition) -> HttpResponse:
    """Take a module, a lesson or a file out of a draft; editions that were published keep it."""
    module, lesson, file = (request.POST.get(name, "") for name in ("module", "lesson", "file"))
    if file:
        said = drafting.without_file(edition.said, module, lesson, file)
    else:
        said = drafting.without(edition.said, module, lesson)
    return action_page(
        request,
        writing.write_draft,
        edition,
        said=said,
        words={},
        expected=seen_version(request),
        done=_("Removed from the draft."),
    )


@record_page(WRITTEN, may=every_reader, methods=POST)
def training_write_review(request: OfficerRequest, edition: CourseEdition) -> HttpResponse:
    """Send a draft to review, send it back, publish it, or take the newer shipped text."""
    action = partial(review, request, _("Published: learners can read it now."))
    return form_page(request, ReviewForm, action, edition, done=str, show=partial(draft_page, request, edition))


def review(
    request: OfficerRequest, published: str, *, by: Actor, edition: CourseEdition | ItemEdition, words: str
) -> str:
    """Do with a course or a question what was pressed, and return the words of it. Raises Invalid, Refused, Stale."""
    deed, expected = request.POST.get("deed", ""), seen_version(request)
    if deed == "send":
        reviewing.send_to_review(by=by, edition=edition, expected=expected)
        return _("Sent for review. Somebody else must publish it or send it back.")
    if deed == "back":
        reviewing.send_back(by=by, edition=edition, expected=expected, words=words)
        return _("Sent back to the authors.")
    if deed == "publish":
        reviewing.publish(by=by, edition=edition, expected=expected)
        return published
    if deed == "take":
        reviewing.take_shipped(by=by, of=edition.course if isinstance(edition, CourseEdition) else edition.item)
        return _("The product's text is in use now; the state's own stays among the editions.")
    if deed == "retire" and isinstance(edition, ItemEdition):
        reviewing.retire_item(by=by, edition=edition, expected=expected)
        return _("Retired: it is not used in new papers.")
    raise Invalid("deed", _("Choose what to do."))


@record_page(WRITTEN, permission=Permission.COURSE_WRITE, methods=POST)
def training_flag(request: OfficerRequest, edition: CourseEdition, key: UUID) -> HttpResponse:
    """Say that a module is still right although what it rests on changed."""
    flag = queries.flag_or_unseen(edition.course, key)
    return form_page(
        request,
        LookedForm,
        lambda by, edition, **said: flagging.clear_flag(by=by, flag=flag, **said),
        edition,
        done=_("Saved: it is still right."),
        show=partial(draft_page, request, edition),
    )
