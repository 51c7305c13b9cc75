"""Opening, correcting and breaking the glass of a case's sealed records; erasure."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.erasure import erase_person
from samanvay.access.boxes.groups import Group
from samanvay.access.models import Box
from samanvay.access.permissions import Permission
from samanvay.cases.models import Case
from samanvay.cases.people.actions.people import break_case_glass
from samanvay.cases.policies import may_read_case
from samanvay.cases.queries import item_or_unseen, person_or_unseen
from samanvay.web.cases.forms import ErasureForm
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.boxes import pages as boxed
from samanvay.web.kit.boxes.pages import Boxed
from samanvay.web.kit.pages import POST, page, record_page

from .page import CASE, crumbs


def _boxed(request: OfficerRequest, case: Case) -> Boxed:
    def label(found: Box) -> Any:
        if found.group == Group.ITEM:
            return item_or_unseen(request.actor, found.subject_id).kind_words
        return person_or_unseen(request.actor, found.subject_id).label

    return Boxed(
        record_id=case.id,
        page=CASE.page(case),
        crumbs=partial(crumbs, case),
        label=label,
        box_url=lambda box_id: reverse("box", args=[case.id, box_id]),
        correct_url=lambda box_id: reverse("box_correct", args=[case.id, box_id]),
        glass_url=lambda glass_id: reverse("glass", args=[case.id, glass_id]),
        break_glass=break_case_glass,
        back=_("Back to the case"),
        log=_("The log of this case shows who opened what, when and for what purpose."),
        is_void=case.is_void,
    )


@record_page(CASE, may=may_read_case)
def box(request: OfficerRequest, case: Case, box_id: UUID) -> HttpResponse:
    """Ask for the purpose, then show what the box holds, once."""
    return boxed.opening(request, _boxed(request, case), box_id)


@record_page(CASE, may=may_read_case, methods=POST)
def correct(request: OfficerRequest, case: Case, box_id: UUID) -> HttpResponse:
    """Keep a correction of a sealed record that was just opened."""
    return boxed.correcting(request, _boxed(request, case), box_id)


@record_page(CASE, may=may_read_case)
def break_it(request: OfficerRequest, case: Case, box_id: UUID) -> HttpResponse:
    """Break the glass on one sealed record."""
    return boxed.breaking(request, _boxed(request, case), box_id)


@record_page(CASE, may=may_read_case)
def decide(request: OfficerRequest, case: Case, glass_id: UUID) -> HttpResponse:
    """Answer, as the second person, a request to break the glass."""
    return boxed.deciding(request, _boxed(request, case), glass_id)


@page(permission=Permission.BOX_ERASE)
def erasure(request: OfficerRequest) -> HttpResponse:
    """Destroy what is sealed of a person."""
    return form_page(
        request,
        ErasureForm,
        erase_person,
        title=_("Erase a person's data"),
        label=_("Destroy permanently"),
        kind="danger",
        intro=_(
            "This destroys the keys of all sealed records and files of this person, and the search entries. "
            "The case itself stays."
        ),
        done=_("The data is destroyed and nobody can read it. Files and search entries are deleted within a minute."),
        crumbs=[],
    )
