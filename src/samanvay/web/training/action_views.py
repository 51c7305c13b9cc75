"""What authors and reviewers do at a press: begin an edition, take a part out, send, send back, publish, look."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid
from samanvay.training.courses import drafting, policies, queries
from samanvay.training.courses.actions import flagging, reviewing, writing
from samanvay.training.models import Course, CourseEdition, ItemEdition
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page, seen_version
from samanvay.web.kit.pages import POST, every_reader, record_page

from .forms import LookedForm, ReviewForm
from .records import COURSE, WRITTEN
from .writing import draft_page


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
        done=_("Taken out of the draft."),
    )


@record_page(WRITTEN, may=every_reader, methods=POST)
def training_write_review(request: OfficerRequest, edition: CourseEdition) -> HttpResponse:
    """Send a draft to review, send it back, publish it, or take the newer shipped text."""
    action = partial(review, request, _("Published: learners read it now."))
    return form_page(request, ReviewForm, action, edition, done=str, show=partial(draft_page, request, edition))


def review(
    request: OfficerRequest, published: str, *, by: Actor, edition: CourseEdition | ItemEdition, words: str
) -> str:
    """Do with a course or a question what was pressed, and return the words of it. Raises Invalid, Refused, Stale."""
    deed, expected = request.POST.get("deed", ""), seen_version(request)
    if deed == "send":
        reviewing.send_to_review(by=by, edition=edition, expected=expected)
        return _("Sent to review. Somebody else publishes it or sends it back.")
    if deed == "back":
        reviewing.send_back(by=by, edition=edition, expected=expected, words=words)
        return _("Sent back to its authors.")
    if deed == "publish":
        reviewing.publish(by=by, edition=edition, expected=expected)
        return published
    if deed == "take":
        reviewing.take_shipped(by=by, of=edition.course if isinstance(edition, CourseEdition) else edition.item)
        return _("The shipped text is read now; the state's own stays among the editions.")
    if deed == "retire" and isinstance(edition, ItemEdition):
        reviewing.retire_item(by=by, edition=edition, expected=expected)
        return _("Retired: no new paper holds it.")
    raise Invalid("deed", _("Choose what is to be done."))


@record_page(WRITTEN, permission=Permission.COURSE_WRITE, methods=POST)
def training_flag(request: OfficerRequest, edition: CourseEdition, key: UUID) -> HttpResponse:
    """Say that a module is still right although what it rests on changed."""
    flag = queries.flag_or_unseen(edition.course, key)
    return form_page(
        request,
        LookedForm,
        lambda by, edition, **said: flagging.clear_flag(by=by, flag=flag, **said),
        edition,
        done=_("Kept: it is still right."),
        show=partial(draft_page, request, edition),
    )
