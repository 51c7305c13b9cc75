"""The pages of the playbook: the list and its CSV, one measure, writing, comparing, publishing, retiring."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.audit.queries import history_of
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, Unseen, reason_against
from samanvay.measures import playbook_actions as actions
from samanvay.measures import playbook_queries as queries
from samanvay.measures import policies
from samanvay.measures.models import Measure, MeasureVersion
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Crumb, address
from samanvay.web.picture.tables import as_csv
from samanvay.web.today.history import happenings

from . import playbook_shown as shown
from .advisory_shown import use_shown
from .playbook_forms import MeasureForm, ReasonForm
from .tabs import tabs

A_PAGE = 50
MOST_IN_FILE = 2000
BOTH = ["GET", "POST"]


@never_cache
@officer_page
@require_GET
def measures(request: OfficerRequest) -> HttpResponse:
    """List the measures, narrowed by the address."""
    asked = shown.asked_of(request)
    found = queries.measures(request.actor, asked)
    total = found.count()
    after = whole_number(request.GET.get("after", "")) or 0
    listed = list(found[after : after + A_PAGE])
    query = request.GET.urlencode()
    here = address(request)
    context = {
        "asked": asked,
        "tabs": tabs(request.actor, "measures"),
        "selects": shown.selects(asked),
        "chips": shown.state_chips(request, asked, queries.waiting_count(request.actor)),
        "words": ngettext("%(n)d measure", "%(n)d measures", total) % {"n": total},
        "table": shown.table(listed) if listed else None,
        "csv": reverse("measures_csv") + (f"?{query}" if query else ""),
        "older": f"{here}{'&' if '?' in here else '?'}after={after + A_PAGE}" if total > after + A_PAGE else "",
        "may_propose": holds(request.actor, Permission.MEASURE_PROPOSE),
        "is_desk": holds(request.actor, Permission.MEASURE_WRITE),
    }
    return render(request, "measures/measures.html", context)


@never_cache
@officer_page
@require_GET
def measures_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same measures as CSV, in both languages."""
    found = queries.measures(request.actor, shown.asked_of(request))[:MOST_IN_FILE]
    return as_csv(shown.csv_table(found), "samanvay-measures")


@never_cache
@officer_page
@require_GET
def measure(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Show one measure."""
    return _page(request, queries.measure_or_unseen(request.actor, key))


def _page(request: OfficerRequest, found: Measure, wrong: ReasonForm | None = None) -> HttpResponse:
    actor = request.actor
    asked = request.GET.get("text", "")
    no = whole_number(asked)
    version = queries.shown_version(found) if no is None else queries.version_or_unseen(found, no)
    versions = queries.versions_of(found)
    waiting = next((each for each in versions if each.no == found.draft), None)
    newer = next((each for each in versions if each.no == found.newer_shipped), None)
    context: dict[str, Any] = {
        "measure": found,
        "version": version,
        "state": shown.state_pill(found),
        "facts": shown.facts_of(version),
        "sources": shown.sources_of(version),
        "versions": shown.version_lines(found, versions),
        "waiting": _waiting(request, found, waiting),
        "newer": _waiting(request, found, newer),
        "write_refused": reason_against(policies.may_write_measure, actor, found),
        "retire_refused": reason_against(policies.may_retire_measure, actor, found),
        "back_refused": reason_against(policies.may_bring_back_measure, actor, found),
        "is_desk": holds(actor, Permission.MEASURE_WRITE),
        "use": use_shown(actor, found),
        "form": wrong or ReasonForm(initial={"version": found.version}),
        "wrong": wrong,
        "history": happenings(reversed(history_of(actor, "measure", found.pk)[:30])),
        "crumbs": [Crumb(_("Measures"), reverse("measures")), Crumb(str(version.title))],
    }
    return render(request, "measures/measure.html", context, status=400 if wrong else 200)


def _waiting(request: OfficerRequest, found: Measure, version: MeasureVersion | None) -> dict[str, Any] | None:
    """Return what is shown of a text that may be published: the way to compare it, and why not by this reader."""
    if version is None:
        return None
    before = found.current
    compare = f"{reverse('measure_compare', args=[found.pk])}?a={before}&b={version.no}" if before else ""
    return {
        "no": version.no,
        "compare": compare,
        "look": f"{reverse('measure', args=[found.pk])}?text={version.no}",
        "refused": reason_against(policies.may_publish_measure, request.actor, found, version),
    }


@never_cache
@officer_page
@require_http_methods(BOTH)
def measure_new(request: OfficerRequest) -> HttpResponse:
    """Write a new measure, or propose one that was tried."""
    policies.may_propose_measure(request.actor)
    form = MeasureForm(request.POST if request.method == "POST" else None, is_new=True)
    if form.is_bound and form.is_valid():
        try:
            made = actions.propose_measure(
                by=request.actor, text=form.text(), pii_answer=form.pii_answer, captured=form.captured
            )
        except Invalid as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("It waits for the state's desk, which publishes it or sets it aside."))
            return HttpResponseRedirect(reverse("measure", args=[made.pk]))
    is_desk = holds(request.actor, Permission.MEASURE_WRITE)
    title = _("Write a measure") if is_desk else _("Propose a measure that was tried")
    return _form_page(request, form, title, reverse("measures"))


@never_cache
@officer_page
@require_http_methods(BOTH)
def measure_write(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Write another text of a measure."""
    found = queries.measure_or_unseen(request.actor, key)
    policies.may_write_measure(request.actor, found)
    last = found.versions.filter(no=found.draft).first() or queries.shown_version(found)
    form = MeasureForm(request.POST if request.method == "POST" else None, of=last)
    if form.is_bound and form.is_valid():
        try:
            actions.write_measure(
                by=request.actor,
                measure=found,
                text=form.text(),
                pii_answer=form.pii_answer,
                note=form.cleaned_data["note"],
                expected=form.cleaned_data["version"],
                captured=form.captured,
            )
        except Invalid as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("Kept. It becomes the text of the measure once somebody else publishes it."))
            return HttpResponseRedirect(reverse("measure", args=[key]))
    return _form_page(request, form, str(last.title), reverse("measure", args=[key]))


def _refuse(form: MeasureForm, refusal: Invalid) -> None:
    if refusal.field == "forms":
        refusal.field = "forms_"
    form.refuse(refusal)


def _form_page(request: OfficerRequest, form: MeasureForm, title: str, back: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "back": back,
        "crumbs": [Crumb(_("Measures"), reverse("measures")), Crumb(title)],
    }
    return render(request, "measures/measure_form.html", context, status=400 if form.errors else 200)


@never_cache
@officer_page
@require_GET
def measure_compare(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Show the difference between two texts of a measure; without numbers between the last two."""
    found = queries.measure_or_unseen(request.actor, key)
    versions = queries.versions_of(found)
    before, after = (whole_number(request.GET.get(name, "")) for name in ("a", "b"))
    if before is not None and after is not None:
        older, newer = queries.version_or_unseen(found, before), queries.version_or_unseen(found, after)
    elif versions:
        newer, older = versions[0], versions[min(1, len(versions) - 1)]
    else:
        raise Unseen
    context = {
        "older": older,
        "newer": newer,
        "changes": shown.changes_between(older, newer),
        "title": str(newer.title),
        "crumbs": [
            Crumb(_("Measures"), reverse("measures")),
            Crumb(str(newer.title), reverse("measure", args=[key])),
            Crumb(_("What was changed")),
        ],
    }
    return render(request, "measures/compare.html", context)


@never_cache
@officer_page(permission=Permission.MEASURE_WRITE)
@require_POST
def measure_publish(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Make a text that waits the text of the measure."""
    found = queries.measure_or_unseen(request.actor, key)
    no, expected = (whole_number(request.POST.get(name, "")) for name in ("no", "version"))
    if no is None:
        raise Invalid("no", _("Say which text is to be published."))
    version = queries.version_or_unseen(found, no)
    actions.publish_measure(by=request.actor, measure=found, version=version, expected=expected)
    messages.success(request, _("Published: every officer and partner reads it now."))
    return HttpResponseRedirect(reverse("measure", args=[key]))


@never_cache
@officer_page(permission=Permission.MEASURE_WRITE)
@require_POST
def measure_retire(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Take a measure out of use, with the reason."""
    found = queries.measure_or_unseen(request.actor, key)
    form = ReasonForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.retire_measure(by=request.actor, measure=found, reason=said["reason"], expected=said["version"])
        except Invalid as refusal:
            form.add_error("reason", str(refusal.words))
        else:
            messages.success(request, _("Retired. Advisories keep the text that they sent."))
            return HttpResponseRedirect(reverse("measure", args=[key]))
    return _page(request, found, wrong=form)


@never_cache
@officer_page(permission=Permission.MEASURE_WRITE)
@require_POST
def measure_bring_back(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Bring a retired measure back."""
    found = queries.measure_or_unseen(request.actor, key)
    seen = request.POST.get("version", "")
    actions.bring_back_measure(by=request.actor, measure=found, expected=whole_number(seen))
    messages.success(request, _("The measure is published again."))
    return HttpResponseRedirect(reverse("measure", args=[key]))
