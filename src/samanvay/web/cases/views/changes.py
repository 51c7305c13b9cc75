"""Changing a case: corrections, stage, sharing, voiding."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samanvay.cases import policies
from samanvay.cases.actions import amend_case, move_case, share_case, void_case
from samanvay.cases.models import Case
from samanvay.cases.queries import case_or_unseen
from samanvay.cases.states import STAGES, following
from samanvay.directory import queries as directory
from samanvay.kernel.refusals import Stale
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.cases.forms import AmendCaseForm, MoveForm, ReasonForm, ShareForm

from .page import answered, conflict, posted, show

BOTH = ["GET", "POST"]
FIELDS = ("what", "occurred", "people", "forms", "lures", "disparities", "source", "narrative")


@never_cache
@officer_page
@require_http_methods(BOTH)
def amend(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Correct a case."""
    case = case_or_unseen(request.actor, case_id)
    policies.may_amend_case(request.actor, case)
    form = AmendCaseForm(posted(request), actor=request.actor, initial=_as_it_is(case))

    def act() -> Any:
        data = form.cleaned_data
        changes = {name: data[name] for name in FIELDS}
        if form.cleaned_data["place"] != _place_name(case):
            changes["place"] = form.place_of()
        if changes["occurred"] is not None and case.occurred is not None:
            same = (changes["occurred"].earliest, changes["occurred"].latest)
            if same == (case.occurred.earliest, case.occurred.latest):
                del changes["occurred"]
        return amend_case(
            by=request.actor,
            case_id=case.id,
            reason=data["reason"],
            expected=data["version"],
            changes=changes,
        )

    try:
        answer = answered(request, form, act, to=reverse("case", args=[case.id]), said=_("Corrected."))
    except Stale as refusal:
        return conflict(request, case, refusal, again=reverse("case_amend", args=[case.id]))
    return answer or show(request, form, title=_("Correct the case"), label=_("Correct"), case=case)


def _place_name(case: Case) -> str:
    return str(case.place.names) if case.place else ""


def _as_it_is(case: Case) -> dict[str, Any]:
    return {
        "what": case.what,
        "place": _place_name(case),
        "occurred": case.occurred,
        "people": case.people,
        "forms": case.forms,
        "lures": case.lures,
        "disparities": case.disparities,
        "source": case.source,
        "narrative": case.narrative,
        "version": case.version,
    }


@never_cache
@officer_page
@require_http_methods(BOTH)
def move(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Take a case to its next stage."""
    case = case_or_unseen(request.actor, case_id)
    policies.may_move_case(request.actor, case)
    stages = [(stage.value, STAGES[stage]) for stage in following(case.stage)]
    form = MoveForm(posted(request), stages=stages, initial={"version": case.version})

    def act() -> Any:
        data = form.cleaned_data
        return move_case(
            by=request.actor, case_id=case.id, to=data["to"], reason=data["reason"], expected=data["version"]
        )

    answer = answered(request, form, act, to=reverse("case", args=[case.id]), said=_("The stage is set."))
    return answer or show(request, form, title=_("Next stage"), label=_("Set the stage"), case=case)


@never_cache
@officer_page
@require_http_methods(BOTH)
def share(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Share a case with a unit; the place of the units is chosen in the address."""
    case = case_or_unseen(request.actor, case_id)
    policies.may_share_case(request.actor, case)
    asked = request.GET.get("place", "").strip() or _place_name(case)
    found = directory.find_places(request.actor, asked, kinds=["district", "state"], limit=1) if asked else []
    near = directory.units_serving(found[0].place.key) if found else []
    units = [(unit.audience, f"{unit.names} ({unit.kind_words})") for unit in near if unit.audience not in case.readers]
    form = ShareForm(posted(request), units=units)

    def act() -> Any:
        data = form.cleaned_data
        return share_case(by=request.actor, case_id=case.id, units=[data["unit"]], reason=data["reason"])

    answer = answered(request, form, act, to=reverse("case", args=[case.id]), said=_("The unit sees the case now."))
    return answer or show(
        request,
        form,
        title=_("Share the case"),
        label=_("Share"),
        case=case,
        intro=_("The unit will see the case with its people and events, not their names: those are the team's."),
        place_asked=asked,
        template="cases/share.html",
    )


@never_cache
@officer_page
@require_http_methods(BOTH)
def void(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Void a case."""
    case = case_or_unseen(request.actor, case_id)
    policies.may_void_case(request.actor, case)
    form = ReasonForm(posted(request), initial={"version": case.version})

    def act() -> Any:
        data = form.cleaned_data
        return void_case(by=request.actor, case_id=case.id, reason=data["reason"], expected=data["version"])

    answer = answered(request, form, act, to=reverse("case", args=[case.id]), said=_("The case is void."))
    return answer or show(
        request,
        form,
        title=_("Void this case?"),
        label=_("Void the case"),
        case=case,
        kind="danger",
        intro=_(
            "It stays in the log and no longer counts; its number is never given again. Nobody can take this back."
        ),
    )
