"""Opening, correcting and breaking the glass of a case's sealed records; erasure."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samanvay.access.boxes.erasure import erase_person
from samanvay.access.boxes.groups import Group
from samanvay.access.models import Box
from samanvay.access.permissions import Permission
from samanvay.cases.actions import break_case_glass
from samanvay.cases.queries import case_or_unseen, item_or_unseen, person_or_unseen
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.cases import boxed
from samanvay.web.cases.boxed import Boxed
from samanvay.web.cases.forms import ErasureForm

from .page import answered, crumbs, posted, show

BOTH = ["GET", "POST"]


def _boxed(request: OfficerRequest, case_id: UUID) -> Boxed:
    case = case_or_unseen(request.actor, case_id)

    def label(found: Box) -> Any:
        if found.group == Group.ITEM:
            return item_or_unseen(request.actor, found.subject_id).kind_words
        return person_or_unseen(request.actor, found.subject_id).label

    return Boxed(
        record_id=case.id,
        page=reverse("case", args=[case.id]),
        crumbs=partial(crumbs, case),
        label=label,
        box_url=lambda box_id: reverse("box", args=[case.id, box_id]),
        correct_url=lambda box_id: reverse("box_correct", args=[case.id, box_id]),
        glass_url=lambda glass_id: reverse("glass", args=[case.id, glass_id]),
        break_glass=break_case_glass,
        back=_("Back to the case"),
        log=_("Who opened what, when and for what purpose stands in the log of this case."),
        is_void=case.is_void,
    )


@never_cache
@officer_page
@require_http_methods(BOTH)
def box(request: OfficerRequest, case_id: UUID, box_id: UUID) -> HttpResponse:
    """Ask for the purpose, then show what the box holds, once."""
    return boxed.opening(request, _boxed(request, case_id), box_id)


@never_cache
@officer_page
@require_http_methods(["POST"])
def correct(request: OfficerRequest, case_id: UUID, box_id: UUID) -> HttpResponse:
    """Keep a correction of a sealed record that was just opened."""
    return boxed.correcting(request, _boxed(request, case_id), box_id)


@never_cache
@officer_page
@require_http_methods(BOTH)
def break_it(request: OfficerRequest, case_id: UUID, box_id: UUID) -> HttpResponse:
    """Break the glass on one sealed record."""
    return boxed.breaking(request, _boxed(request, case_id), box_id)


@never_cache
@officer_page
@require_http_methods(BOTH)
def decide(request: OfficerRequest, case_id: UUID, glass_id: UUID) -> HttpResponse:
    """Answer, as the second person, a request to break the glass."""
    return boxed.deciding(request, _boxed(request, case_id), glass_id)


@never_cache
@officer_page(permission=Permission.BOX_ERASE)
@require_http_methods(BOTH)
def erasure(request: OfficerRequest) -> HttpResponse:
    """Destroy what is sealed of a person."""
    form = ErasureForm(posted(request))

    def act() -> Any:
        data = form.cleaned_data
        return erase_person(by=request.actor, subject_id=data["subject"], reason=data["reason"])

    said = _("Destroyed. Nobody can read it any more; files and search entries follow within a minute.")
    answer = answered(request, form, act, to=reverse("erasure"), said=said)
    return answer or show(
        request,
        form,
        title=_("Erase a person"),
        label=_("Destroy for ever"),
        kind="danger",
        intro=_(
            "The keys of all sealed records and files of this person are destroyed, with the search entries. "
            "The case itself stays."
        ),
        crumbs=[],
        back=reverse("erasure"),
    )
