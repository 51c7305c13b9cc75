"""Changing a case: corrections, stage, sharing, voiding, the sections that it cites."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samanvay.cases import actions, policies
from samanvay.cases.models import Case, CaseProvision
from samanvay.cases.states import STAGES, following
from samanvay.kernel.refusals import reason_against
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.boxes.forms import ShareForm
from samanvay.web.kit.fields import initial_of
from samanvay.web.kit.forms import VersionedReasonForm
from samanvay.web.kit.pages import record_page

from .. import provisions
from ..forms import ASKED, AmendCaseForm, MoveForm
from ..provisions import CiteForm
from .page import CASE, PROVISION, crumbs, void_page

LONGEST_SEARCH = 100


@record_page(CASE, may=policies.may_amend_case)
def amend(request: OfficerRequest, case: Case) -> HttpResponse:
    """Correct a case."""
    return form_page(
        request,
        partial(AmendCaseForm, actor=request.actor),
        actions.amend_case,
        case,
        initial=initial_of(ASKED, case) | {"place": _place_name(case)},
        title=_("Correct the case"),
        label=_("Correct"),
        done=_("Corrected."),
    )


def _place_name(case: Case) -> str:
    return str(case.place.names) if case.place else ""


@record_page(CASE, may=policies.may_move_case)
def move(request: OfficerRequest, case: Case) -> HttpResponse:
    """Take a case to its next stage."""
    stages: list[tuple[str, Any]] = [
        (stage.value, STAGES[stage])
        for stage in following(case.stage)
        if not reason_against(policies.may_move_case, request.actor, case, stage)
    ]
    return form_page(
        request,
        partial(MoveForm, stages=stages),
        actions.move_case,
        case,
        title=_("Next stage"),
        label=_("Set the stage"),
        done=_("The stage is set."),
    )


@record_page(CASE, may=policies.may_share_case)
def share(request: OfficerRequest, case: Case) -> HttpResponse:
    """Share a case with a unit; the place of the units is chosen in the address."""
    asked = request.GET.get("place", "").strip() or _place_name(case)
    return form_page(
        request,
        partial(ShareForm, actor=request.actor, near=asked, readers=case.readers),
        actions.share_case,
        case,
        title=_("Share the case"),
        label=_("Share"),
        intro=_(
            "The unit will see the case with its people and events, but not their names. Only the team sees names."
        ),
        done=_("The unit can see the case now."),
        place_asked=asked,
        template="kit/share.html",
    )


@record_page(CASE, may=policies.may_void_case)
def void(request: OfficerRequest, case: Case) -> HttpResponse:
    """Void a case."""
    return form_page(
        request,
        VersionedReasonForm,
        actions.void_case,
        case,
        title=_("Cancel this case?"),
        label=_("Cancel the case"),
        kind="danger",
        intro=_("It stays in the log but is not counted; its number is not used again. This cannot be undone."),
        done=_("The case is cancelled."),
    )


@record_page(CASE, may=policies.may_cite_provision)
def provision_add(request: OfficerRequest, case: Case) -> HttpResponse:
    """Find a section and cite it in the case."""
    asked = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    title, back = _("Cite a section"), f"{CASE.page(case)}#provisions"

    def show(form: CiteForm) -> HttpResponse:
        context = {
            "case": case,
            "title": title,
            "asked": asked,
            "form": form,
            "found": provisions.proposals(request.actor, case, asked, form) if asked else [],
            "back": back,
            "crumbs": crumbs(case, title),
        }
        return render(request, "cases/provision.html", context, status=400 if form.is_bound else 200)

    done = _("The section is added to the case.")
    return form_page(request, CiteForm, actions.cite_provision, case, done=done, to=back, show=show)


@record_page(PROVISION, may=policies.may_void_entry)
def provision_void(request: OfficerRequest, provision: CaseProvision) -> HttpResponse:
    """Take a section out of the case, with the reason."""
    return void_page(request, actions.void_provision, provision, provisions.label_of(provision))
