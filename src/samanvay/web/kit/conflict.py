"""What is shown when somebody else was faster: both versions, field by field, and the ways on."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samanvay.kernel.refusals import Stale
from samanvay.web.components.pieces import Crumb

from .access import OfficerRequest
from .field_words import sides


def two_versions(
    request: OfficerRequest, refusal: Stale, *, again: str, page: str, crumbs: list[Crumb]
) -> HttpResponse:
    """Show both versions of any record, 409: ``page`` is its own, ``again`` where it is corrected anew."""
    context = {
        "words": refusal.words,
        "sides": sides(refusal),
        "crumbs": [*crumbs, Crumb(_("Two versions"))],
        "again": again,
        "page": page,
    }
    return render(request, "kit/conflict.html", context, status=409)
