"""The pages of authors and reviewers: what is written, a draft with its parts, the forms, what an edition changed."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, reason_against
from samanvay.training import drafting, files, policies, queries, reviewing, writing
from samanvay.training.models import Course, CourseEdition
from samanvay.training.states import EditionState
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Crumb
from samanvay.web.measures.playbook_shown import Change, pieces_between
from samanvay.web.today.history import names_of

from . import shown
from .forms import BeginForm, CourseForm, DraftForm, FileForm, LessonForm, LookedForm, ModuleForm, ReviewForm, too_large
from .lesson_files import files_shown
from .lesson_text import rendered

BOTH = ["GET", "POST"]


@never_cache
@officer_page
@require_http_methods(BOTH)
def training_write_list(request: OfficerRequest) -> HttpResponse:
    """List the courses with their drafts and flags; begin one of the state's own."""
    actor = request.actor
    policies.may_see_drafts(actor)
    form = BeginForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            edition = writing.begin_course(
                by=actor,
                pii_answer=form.pii_answer,
                **{name: said[name] for name in ("code", "title_en", "title_hi", "submission_id")},
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            return HttpResponseRedirect(reverse("training_write", args=[edition.course.code]))
    rows = [
        {
            "title": edition.text().title,
            "url": reverse("training_write", args=[course.code]),
            "state": shown.state_pill(edition.state),
            "origin": edition.origin_words,
            "no": edition.no,
            "flags": flags,
            "newer": course.newer_shipped,
        }
        for course, edition, flags in queries.drafts_and_flags(actor)
    ]
    context = {
        "tabs": shown.tabs(actor, "training_write_list"),
        "rows": rows,
        "form": form,
        "refused": reason_against(policies.may_write_courses, actor),
    }
    return render(request, "training/write_list.html", context, status=400 if form.errors else 200)


def of_course(request: OfficerRequest, code: str) -> tuple[Course, CourseEdition]:
    """Return a course and the edition that its authors work on, else the one that is read. Raises Refused, Unseen."""
    policies.may_see_drafts(request.actor)
    course = queries.course_or_unseen(request.actor, code)
    no = course.draft if course.draft is not None else course.current
    return course, queries.edition_or_unseen(course, no or 1)


@never_cache
@officer_page
@require_GET
def training_write(request: OfficerRequest, code: str) -> HttpResponse:
    """Show a course to those who write it: its parts, what is missing, what changed beneath it, its editions."""
    course, edition = of_course(request, code)
    return draft_page(request, course, edition)


def draft_page(
    request: OfficerRequest, course: Course, edition: CourseEdition, wrong: ReviewForm | LookedForm | None = None
) -> HttpResponse:
    """Return the page of a draft; ``wrong`` is a form that was refused."""
    actor = request.actor
    text = edition.text()
    is_draft = edition.state == EditionState.DRAFT
    editions = queries.editions_of(course)
    names = names_of({each.written_by for each in editions} | {each.reviewed_by for each in editions})
    flags = queries.standing_flags([course])[course.pk]
    refused = reason_against(policies.may_write_courses, actor) if is_draft else shown.refused_draft(actor, edition)
    context: dict[str, Any] = {
        "course": course,
        "edition": edition,
        "text": text,
        "title": text.title,
        "state": shown.state_pill(edition.state),
        "is_draft": is_draft,
        "may_edit": is_draft and not refused,
        "begin_refused": reason_against(policies.may_write_courses, actor),
        "review_refused": reason_against(policies.may_review_edition, actor, edition),
        "is_in_review": edition.state == EditionState.IN_REVIEW,
        "faults": _faults(edition) if edition.state != EditionState.PUBLISHED else [],
        "flags": [shown.flag_shown(text, each) for each in flags],
        "may_clear": holds(actor, Permission.COURSE_WRITE),
        "reviewer": names.get(edition.reviewed_by, "") if edition.reviewed_by else "",
        "writers": names_of(edition.writers).values(),
        "editions": [
            {
                "no": each.no,
                "origin": each.origin_words,
                "state": shown.state_pill(each.state),
                "is_current": each.no == course.current,
                "by": names.get(each.written_by, ""),
                "day": shown.day_words(each.published_at or each.written_at),
                "compare": f"{reverse('training_compare', args=[course.code])}?a={each.no - 1}&b={each.no}"
                if each.no > 1
                else "",
            }
            for each in editions
        ],
        "form": wrong or ReviewForm(),
        "wrong": wrong,
        "crumbs": [
            Crumb(_("Training"), reverse("training")),
            Crumb(_("Write and review"), reverse("training_write_list")),
            Crumb(text.title),
        ],
    }
    return render(request, "training/write.html", context, status=400 if wrong is not None else 200)


def _faults(edition: CourseEdition) -> list[shown.Fault]:
    text = edition.text()
    return [shown.fault_shown(each, text) for each in reviewing.faults_of(edition)]


@never_cache
@officer_page(permission=Permission.COURSE_WRITE)
@require_http_methods(BOTH)
def training_write_course(request: OfficerRequest, code: str) -> HttpResponse:
    """Write what a course says of itself and how it is examined."""
    course, edition = of_course(request, code)
    policies.may_write_edition(request.actor, edition)
    posted = request.POST if request.method == "POST" else None
    form = CourseForm(posted, said=edition.said, initial={"version": edition.version})
    if form.is_bound and form.is_valid() and _kept(request, edition, form, _new_course(edition, form)):
        return _back(course)
    return _form_page(request, course, edition, form, _("The course and its examination"))


def _new_course(edition: CourseEdition, form: CourseForm) -> dict[str, Any]:
    return drafting.with_course(edition.said, form.said())


@never_cache
@officer_page(permission=Permission.COURSE_WRITE)
@require_http_methods(BOTH)
def training_write_module(request: OfficerRequest, code: str) -> HttpResponse:
    """Write a module: the one that ``module`` names, else a new one."""
    course, edition = of_course(request, code)
    policies.may_write_edition(request.actor, edition)
    named = request.GET.get("module", "")
    of = drafting.module_in(edition.said, named) if named else None
    at = edition.said["modules"].index(of) + 1 if of is not None else None
    posted = request.POST if request.method == "POST" else None
    form = ModuleForm(posted, law=queries.codes_of_law(), of=of, at=at, initial={"version": edition.version})
    if form.is_bound and form.is_valid():
        try:
            said = drafting.with_module(edition.said, named, form.said(), form.cleaned_data["place"])
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            if _kept(request, edition, form, said):
                return _back(course)
    return _form_page(request, course, edition, form, _("Module") if of is None else _titled(of))


@never_cache
@officer_page(permission=Permission.COURSE_WRITE)
@require_http_methods(BOTH)
def training_write_lesson(request: OfficerRequest, code: str) -> HttpResponse:
    """Write a lesson of ``module``: the one that ``lesson`` names, else a new one. It can be looked at before it is
    kept."""
    course, edition = of_course(request, code)
    policies.may_write_edition(request.actor, edition)
    module, named = request.GET.get("module", ""), request.GET.get("lesson", "")
    lessons = drafting.module_in(edition.said, module).get("lessons", [])
    of = drafting.lesson_in(edition.said, module, named) if named else None
    posted = request.POST if request.method == "POST" else None
    at = lessons.index(of) + 1 if of is not None else None
    form = LessonForm(posted, of=of, at=at, initial={"version": edition.version})
    more: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        if "look" in request.POST:
            said = form.said()
            more["looks"] = [
                (label, said[f"title_{language}"], language, rendered(said[f"text_{language}"], f"{language}-", 1).html)
                for label, language in ((_("English"), "en"), (_("Hindi"), "hi"))
            ]
        else:
            try:
                said = drafting.with_lesson(edition.said, module, named, form.said(), form.cleaned_data["place"])
            except Invalid as refusal:
                form.refuse(refusal)
            else:
                if _kept(request, edition, form, said):
                    return _back(course)
    title = _titled(of) if of is not None else _("Lesson")
    if of is not None:
        query = f"?module={module}&lesson={named}"
        more["files"] = files_shown(code, edition.said, named)
        more["file_url"] = reverse("training_write_file", args=[code]) + query
        more["part"] = {"module": module, "lesson": named}
    return _form_page(request, course, edition, form, title, may_look=True, **more)


@never_cache
@officer_page(permission=Permission.COURSE_WRITE)
@require_http_methods(BOTH)
def training_write_file(request: OfficerRequest, code: str) -> HttpResponse:
    """Put a file beside the lesson that ``module`` and ``lesson`` name."""
    course, edition = of_course(request, code)
    policies.may_write_edition(request.actor, edition)
    module, lesson = request.GET.get("module", ""), request.GET.get("lesson", "")
    of = drafting.lesson_in(edition.said, module, lesson)
    posted = request.POST if request.method == "POST" else None
    form = FileForm(posted, request.FILES if posted else None, initial={"version": edition.version})
    sent = request.FILES.get("file")
    if sent is not None and getattr(sent, "is_cut", False):
        form.add_error("file", too_large())
    elif form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            file = files.add_lesson_file(
                by=request.actor, edition=edition, chunks=said["file"].chunks(), submission_id=said["submission_id"]
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            named = {"id": str(file.pk), "media_type": file.media_type, "size": file.size, **form.texts()}
            known = {each["id"] for each in of.get("files", ())}
            new = edition.said if str(file.pk) in known else drafting.with_file(edition.said, module, lesson, named)
            if _kept(request, edition, form, new):
                return _back(course)
    return _form_page(request, course, edition, form, _titled(of), has_file=True)


def _kept(request: OfficerRequest, edition: CourseEdition, form: DraftForm, said: Mapping[str, Any]) -> bool:
    """Write on the draft; tells whether it was kept, else the form says why not."""
    try:
        writing.write_draft(
            by=request.actor,
            edition=edition,
            said=said,
            words=form.texts(),
            pii_answer=form.pii_answer,
            expected=form.cleaned_data["version"],
        )
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _("Kept. Learners read it once somebody else has published it."))
    return True


def _titled(part: Mapping[str, Any]) -> Bilingual:
    return Bilingual(part.get("title_en") or part["code"], part.get("title_hi", ""))


def _back(course: Course) -> HttpResponse:
    return HttpResponseRedirect(reverse("training_write", args=[course.code]))


def _form_page(
    request: OfficerRequest, course: Course, edition: CourseEdition, form: DraftForm, title: Any, **more: Any
) -> HttpResponse:
    back = reverse("training_write", args=[course.code])
    context = {
        "form": form,
        "title": title,
        "back": back,
        "crumbs": [
            Crumb(_("Training"), reverse("training")),
            Crumb(edition.text().title, back),
            Crumb(title),
        ],
        **more,
    }
    return render(request, "training/write_form.html", context, status=400 if form.errors else 200)


@never_cache
@officer_page
@require_GET
def training_compare(request: OfficerRequest, code: str) -> HttpResponse:
    """Show what one edition of a course changed against another; the last two where none are named."""
    course, edition = of_course(request, code)
    a, b = (whole_number(request.GET.get(name, "")) for name in ("a", "b"))
    newer = queries.edition_or_unseen(course, edition.no if b is None else b)
    older = queries.edition_or_unseen(course, max(newer.no - 1, 1) if a is None else a)
    before, now = dict(_lines(older.said)), dict(_lines(newer.said))
    changes = [
        Change(label, pieces_between(before.get(label, ""), now.get(label, "")))
        for label in dict.fromkeys([*before, *now])
        if before.get(label, "") != now.get(label, "")
    ]
    context = {
        "older": older,
        "newer": newer,
        "changes": changes,
        "title": newer.text().title,
        "crumbs": [
            Crumb(_("Training"), reverse("training")),
            Crumb(newer.text().title, reverse("training_write", args=[code])),
            Crumb(_("What was changed")),
        ],
    }
    return render(request, "training/compare.html", context)


def _lines(said: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Yield everything that an edition says, each under the names that lead to it: ``module › lesson › text_hi``."""
    for name, value in said.items():
        if isinstance(value, Mapping):
            yield from _lines(value, f"{path}{name} › ")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            for each in value:
                label = each.get("code") or each.get("module") or each.get("id", "")
                yield from _lines(each, f"{path}{label} › ")
        else:
            yield f"{path}{name}", "\n".join(map(str, value)) if isinstance(value, list) else str(value)
