"""The page of one time that the law gives: what it says, counsel's word on it, its editions."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.kernel.refusals import reason_against
from samanvay.law import policies, queries
from samanvay.law.models import LawEdition, LawEntry
from samanvay.law.vocabulary import CERTAINTY
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest

from . import clocks, entry_parts, presenters
from .forms import CheckForm
from .records import law_crumbs


def clock_page(
    request: OfficerRequest, found: LawEntry, edition: LawEdition, wrong: CheckForm | None = None
) -> HttpResponse:
    """Return the page of a clock; ``wrong`` is counsel's form that was refused."""
    said = edition.clock()
    checks = queries.checks_of(found)
    standing = next((each for each in checks if each.edition_id == edition.pk and each.undone_at is None), None)
    title = presenters.title_of(said)
    context: dict[str, Any] = {
        **entry_parts.kept_of(request.actor, found, edition),
        "found": found,
        "edition": edition,
        "is_present": edition.no == found.current and found.left_at is None,
        "clock": clocks.line_of(said, queries.law_now().library, standing),
        "standing": presenters.standing_pill(said, standing),
        "check": standing,
        "check_by": entry_parts.name_of(standing.checked_by) if standing else "",
        "certainty": CERTAINTY[said.certainty],
        "title": title,
        "address": f"{request.build_absolute_uri(reverse('law_entry', args=[found.code]))}?edition={edition.no}",
        "editions": entry_parts.editions_of(found),
        "checks": entry_parts.checks_of(request.actor, checks),
        "may_verify": not reason_against(policies.may_verify_entries, request.actor),
        "verify_refused": reason_against(policies.may_verify_entry, request.actor, edition),
        "form": wrong or CheckForm(initial={"edition": edition.no}),
        "wrong": wrong,
        "crumbs": law_crumbs(Crumb(_("Times that the law gives"), reverse("law_clocks")), Crumb(str(title))),
    }
    return render(request, "law/clock.html", context, status=400 if wrong else 200)
