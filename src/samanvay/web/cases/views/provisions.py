"""The sections that a case cites: found by how officers type them, that of the day of the offence first."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samanvay.cases import policies
from samanvay.cases.actions import cite_provision, void_provision
from samanvay.cases.models import Case
from samanvay.cases.queries import case_or_unseen, provision_or_unseen
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.web.access import OfficerRequest, officer_page

from .. import provisions
from ..forms import ReasonForm
from ..provisions import CiteForm
from .page import answered, crumbs, posted, show

BOTH = ["GET", "POST"]
LONGEST_SEARCH = 100


def _at(case: Case) -> str:
    return f"{reverse('case', args=[case.id])}#provisions"


@never_cache
@officer_page
@require_http_methods(BOTH)
def provision_add(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Find a section and cite it in the case."""
    case = case_or_unseen(request.actor, case_id)
    policies.may_cite_provision(request.actor, case)
    asked = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    form = CiteForm(posted(request))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            cite_provision(
                by=request.actor,
                case_id=case.id,
                code=said["code"],
                knows_day=said["knows_day"],
                captured=form.captured(),
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The section stands in the case."))
            return HttpResponseRedirect(_at(case))
    title = _("Cite a section")
    context: dict[str, Any] = {
        "case": case,
        "title": title,
        "asked": asked,
        "form": form,
        "when": provisions.when_words(case),
        "found": provisions.proposals(request.actor, case, asked, form) if asked else [],
        "back": _at(case),
        "crumbs": crumbs(case, title),
    }
    return render(request, "cases/provision.html", context, status=400 if form.is_bound else 200)


@never_cache
@officer_page
@require_http_methods(BOTH)
def provision_void(request: OfficerRequest, case_id: UUID, provision_id: UUID) -> HttpResponse:
    """Take a section out of the case, with the reason."""
    case, provision = case_or_unseen(request.actor, case_id), provision_or_unseen(request.actor, provision_id)
    if provision.case_id != case.id:
        raise Unseen
    policies.may_amend_case(request.actor, case)
    form = ReasonForm(posted(request))

    def act() -> Any:
        return void_provision(by=request.actor, provision_id=provision.id, reason=form.cleaned_data["reason"])

    answer = answered(request, form, act, to=_at(case), said=_("The entry is void."))
    title = _("Void: %(what)s") % {"what": provisions.label_of(provision)}
    return answer or show(request, form, title=title, label=_("Void the entry"), case=case, kind="danger")
