"""The registers as a list, and taking a list out of the house."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.cases.kinds import SEXES
from samanvay.directory import queries as directory
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import reason_against
from samanvay.tracing.entries import policies
from samanvay.tracing.entries.actions import export_entries
from samanvay.tracing.entries.queries import (
    COUNTED_TO,
    Filters,
    capped_count,
    entries_found,
    entries_page,
    sought_counts,
)
from samanvay.tracing.kinds import CATEGORIES, ENTRY_KINDS, LANGUAGES, MARK_KINDS
from samanvay.tracing.states import ENTRY_STATES, entry_states
from samanvay.web.components.pieces import Action, address, chips, options
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import carried_out, posted, show_form
from samanvay.web.kit.filters import LABELS, choice_of, day_asked, flag_of, text_of
from samanvay.web.kit.lists import row_before
from samanvay.web.kit.pages import READ, action_to, page
from samanvay.web.kit.spreadsheets import csv_file

from ..presenters import entry_table
from ..search_forms import EntryExportForm
from .page import TITLES, crumbs

VOCABULARIES = {
    "kind": ENTRY_KINDS, "state": ENTRY_STATES, "category": CATEGORIES, "sex": SEXES, "language": LANGUAGES,
    "mark": MARK_KINDS,
}  # fmt: skip
AGES = ("child", "adult")


def _place(request: OfficerRequest, name: str) -> str:
    """Return the key of a place that was named or chosen; what is no place narrows to nothing."""
    said = text_of(request, name, 120)
    if not said or ":" in said or said.startswith("IN-"):
        return said
    found = directory.find_places(request.actor, said, limit=1)
    return found[0].place.key if found else "unknown"


def _age(request: OfficerRequest) -> str:
    years = whole_number(request.GET.get("age", ""))
    return str(years) if years is not None and years <= 120 else choice_of(request, "age", AGES)


def filters_of(request: OfficerRequest) -> Filters:
    """Return the filters of an address."""
    return Filters(
        **{name: choice_of(request, name, words) for name, words in VOCABULARIES.items()},
        age=_age(request),
        place=_place(request, "place"),
        home=_place(request, "home"),
        since=day_asked(request, "since"),
        until=day_asked(request, "until"),
        number=text_of(request, "number", 28),
        mine=flag_of(request, "mine"),
        with_void=flag_of(request, "void"),
    )


def _counted(count: int) -> str:
    if count > COUNTED_TO:
        return _("more than %(n)d entries") % {"n": COUNTED_TO}
    return ngettext("%(n)d entry", "%(n)d entries", count) % {"n": count}


@page(may=policies.may_read_register, methods=READ)
def entry_list(request: OfficerRequest) -> HttpResponse:
    """List the entries that the officer sees, the latest first."""
    filters = filters_of(request)
    shown = entries_page(request.actor, filters, after=row_before(request))
    older = ""
    if shown.following:
        added, last = shown.following
        older = address(request, after=f"{added.isoformat()}_{last}")
    add, refused = reverse("entry_add"), reason_against(policies.may_add_entry, request.actor)
    context = {
        "table": entry_table(shown.entries) if shown.entries else None,
        "words": _counted(capped_count(entries_found(request.actor, filters))),
        "kinds": chips(request, "kind", ENTRY_KINDS.items(), every=_("All"), counts=sought_counts(request.actor)),
        "states": chips(request, "state", entry_states(filters.kind).items(), every=_("All")),
        "choices": [
            (name, LABELS[name], options(VOCABULARIES[name].items(), request.GET.get(name, "")))
            for name in ("category", "sex", "language", "mark")
        ],
        "asked": request.GET,
        "older": older,
        "newer": address(request) if request.GET.get("after") else "",
        "is_filtered": filters != Filters(),
        "adding": [
            Action(words, f"{add}?kind={kind}", "primary" if kind == "missing" else "quiet", refused=refused)
            for kind, words in TITLES.items()
        ],
        "export": action_to(request.actor, "entry_export", _("Export"), query=f"?{request.GET.urlencode()}"),
    }
    return render(request, "tracing/list.html", context)


@page(permission=Permission.CASE_EXPORT, may=policies.may_export_entries)
def export(request: OfficerRequest) -> HttpResponse:
    """Give the filtered list as a table, with purpose and watermark."""
    filters = filters_of(request)
    form = EntryExportForm(posted(request))
    given = carried_out(
        form,
        lambda: export_entries(by=request.actor, filters=filters, purpose=form.cleaned_data["purpose"]),
        lambda text: csv_file("register", text),
    )
    title = _("Export entries")
    return given or show_form(
        request,
        form,
        title=title,
        label=_("Export"),
        crumbs=crumbs(None, title),
        back=reverse("entries"),
        intro=_(
            "At most 2,000 rows, without names. Every row shows your name and the time, and the log records the export."
        ),
    )
