"""What is shown when somebody else was faster: both versions, field by field, and the ways on."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samanvay.access.boxes.groups import FIELDS
from samanvay.kernel.refusals import Stale
from samanvay.web.access import OfficerRequest
from samanvay.web.components.pieces import Crumb, Side

NOT_SAID = "–"


def two_versions(
    request: OfficerRequest, refusal: Stale, *, again: str, page: str, crumbs: list[Crumb]
) -> HttpResponse:
    """Show both versions of any record, 409: ``page`` is its own, ``again`` where it is corrected anew."""
    context = {
        "words": refusal.words,
        "sides": conflict_sides(refusal.theirs, refusal.yours),
        "crumbs": [*crumbs, Crumb(_("Two versions"))],
        "again": again,
        "page": page,
    }
    return render(request, "kit/conflict.html", context, status=409)


def conflict_sides(theirs: Mapping[str, Any], yours: Mapping[str, Any]) -> list[Side]:
    """Return both sides of a conflict in words, without the version itself."""
    names = [name for name in [*yours, *theirs] if name != "version"]
    return [Side(field_words(name), plain(theirs.get(name)), plain(yours.get(name))) for name in dict.fromkeys(names)]


def field_words(name: str) -> str:
    """Return the words of a field for corrections and the history."""
    sealed = {each.name: each.label for fields in FIELDS.values() for each in fields}
    known = {
        "what": _("What happened"), "narrative": _("What else is known"), "forms": _("Form"), "lures": _("Lure"),
        "disparities": _("What was exploited"), "role": _("What it was"), "mode": _("How they came there"),
        "train": _("Train number"), "certainty": _("How it is known"), "position": _("Order"),
        "description": _("In a few words"), "amount": _("Amount in rupees"), "source": _("Source"),
        "people": _("People"), "place_id": _("Where"), "occurred_earliest": pgettext("time", "From"),
        "occurred_latest": _("To"), "occurred_said": _("When, as said"), "stage": _("Stage"), "sex": _("Sex"),
        "age": _("Age"), "age_band": _("Age group"), "readers": _("Units that see it"),
        "version": _("Version"), "edition": _("Edition"), "age_from": _("Age, from"), "age_to": _("Age, to"),
        "age_is_guessed": _("Age told as about"), "height_from": _("Height, from"), "height_to": _("Height, to"),
        "languages": _("Languages"), "home_id": _("From where"), "happened_earliest": pgettext("time", "From"),
        "happened_latest": _("To"), "happened_said": _("When, as said"), "category": _("How they were found"),
        "gone_for": _("Where they are thought to have gone"), "told_by": _("Who told it"),
        "note": _("What else is known"), "origin_id": _("Ticket from"), "destination_id": _("Ticket to"),
        "external": _("Number in another register"), "state": _("The search stands"), "noun": _("Called"),
        "owner": _("Owner"),
    }  # fmt: skip
    return known.get(name) or str(sealed.get(name, name))


def plain(value: Any) -> str:
    """Return a value of a field as it stands in a table."""
    if isinstance(value, list):
        return ", ".join(str(each) for each in value) or NOT_SAID
    return NOT_SAID if value in (None, "") else str(value)
