"""The sections that a case cites: found by how officers type them, that of the day of the offence first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samanvay.cases import actions, policies
from samanvay.cases.models import Case, CaseProvision
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.pages import record_page

from .. import provisions
from ..provisions import CiteForm
from .page import CASE, PROVISION, crumbs, void_page

LONGEST_SEARCH = 100


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

    done = _("The section stands in the case.")
    return form_page(request, CiteForm, actions.cite_provision, case, done=done, to=back, show=show)


@record_page(PROVISION, may=policies.may_void_entry)
def provision_void(request: OfficerRequest, provision: CaseProvision) -> HttpResponse:
    """Take a section out of the case, with the reason."""
    return void_page(request, actions.void_provision, provision, provisions.label_of(provision))
