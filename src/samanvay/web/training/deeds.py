"""What authors and reviewers do at a press: begin an edition, take a part out, send, send back, publish, look."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samanvay.access.permissions import Permission
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid
from samanvay.training import drafting, policies, queries, reviewing, staleness, writing
from samanvay.web.access import OfficerRequest, officer_page

from .forms import LookedForm, ReviewForm
from .writing import draft_page, of_course


def _version(request: OfficerRequest) -> int | None:
    return whole_number(request.POST.get("version", ""))


@never_cache
@officer_page(permission=Permission.COURSE_WRITE)
@require_POST
def training_write_begin(request: OfficerRequest, code: str) -> HttpResponse:
    """Begin a new edition with what the present one says."""
    course, _edition = of_course(request, code)
    writing.begin_edition(by=request.actor, course=course)
    return HttpResponseRedirect(reverse("training_write", args=[code]))


@never_cache
@officer_page(permission=Permission.COURSE_WRITE)
@require_POST
def training_write_remove(request: OfficerRequest, code: str) -> HttpResponse:
    """Take a module, a lesson or a file out of a draft; editions that were published keep it."""
    _course, edition = of_course(request, code)
    policies.may_write_edition(request.actor, edition)
    module, lesson, file = (request.POST.get(name, "") for name in ("module", "lesson", "file"))
    if file:
        said = drafting.without_file(edition.said, module, lesson, file)
    else:
        said = drafting.without(edition.said, module, lesson)
    writing.write_draft(by=request.actor, edition=edition, said=said, words={}, expected=_version(request))
    messages.success(request, _("Taken out of the draft."))
    return HttpResponseRedirect(reverse("training_write", args=[code]))


@never_cache
@officer_page
@require_POST
def training_write_review(request: OfficerRequest, code: str) -> HttpResponse:
    """Send a draft to review, send it back, publish it, or take the newer shipped text."""
    course, edition = of_course(request, code)
    deed = request.POST.get("deed", "")
    form = ReviewForm(request.POST)
    form.is_valid()
    try:
        if deed == "send":
            reviewing.send_to_review(by=request.actor, edition=edition, expected=_version(request))
            words = _("Sent to review. Somebody else publishes it or sends it back.")
        elif deed == "back":
            said = form.cleaned_data.get("words", "")
            reviewing.send_back(by=request.actor, edition=edition, words=said, expected=_version(request))
            words = _("Sent back to its authors.")
        elif deed == "publish":
            reviewing.publish(by=request.actor, edition=edition, expected=_version(request))
            words = _("Published: learners read it now.")
        elif deed == "take":
            reviewing.take_shipped(by=request.actor, of=course)
            words = _("The shipped text is read now; the state's own stays among the editions.")
        else:
            raise Invalid("deed", _("Choose what is to be done."))
    except Invalid as refusal:
        form.add_error("words" if refusal.field == "words" else None, str(refusal.words))
        return draft_page(request, course, edition, form)
    messages.success(request, words)
    return HttpResponseRedirect(reverse("training_write", args=[code]))


@never_cache
@officer_page(permission=Permission.COURSE_WRITE)
@require_POST
def training_flag(request: OfficerRequest, code: str, key: UUID) -> HttpResponse:
    """Say that a module is still right although what it rests on changed."""
    course, edition = of_course(request, code)
    flag = queries.flag_or_unseen(course, key)
    form = LookedForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            staleness.clear_flag(by=request.actor, flag=flag, words=said["words"], expected=said["version"])
        except Invalid as refusal:
            form.add_error("words", str(refusal.words))
        else:
            messages.success(request, _("Kept: it is still right."))
            return HttpResponseRedirect(reverse("training_write", args=[code]))
    return draft_page(request, course, edition, form)
