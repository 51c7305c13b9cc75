"""The pages of the playbook: the list and its CSV, one measure, writing, comparing, publishing, retiring."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.audit.queries import history_of
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, Unseen, reason_against
from samanvay.measures.models import Measure, MeasureVersion
from samanvay.measures.playbook import actions, policies, queries
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page, seen_version
from samanvay.web.kit.history import happenings
from samanvay.web.kit.lists import as_csv, list_page, part_of
from samanvay.web.kit.pages import POST, READ, every_reader, page, record_page

from . import playbook_presenters as shown
from .advisory_forms import WithdrawForm
from .advisory_presenters import use_shown
from .playbook_forms import MeasureForm
from .records import MEASURE, measure_crumbs, tabs

A_PAGE = 50
MOST_IN_FILE = 2000


@page(may=policies.may_see_playbook, methods=READ)
def measures(request: OfficerRequest) -> HttpResponse:
    """List the measures, narrowed by the address."""
    asked = shown.filters_of(request)
    part = part_of(request, queries.measures(request.actor, asked), A_PAGE)
    return list_page(
        request,
        part,
        "measures/measures.html",
        table=shown.table(part.rows),
        words=ngettext("%(n)d measure", "%(n)d measures", part.count) % {"n": part.count},
        csv="measures_csv",
        asked=asked,
        tabs=tabs(request.actor, "measures"),
        selects=shown.selects(asked),
        chips=shown.state_chips(request, queries.waiting_count(request.actor)),
        may_propose=holds(request.actor, Permission.MEASURE_PROPOSE),
        is_desk=holds(request.actor, Permission.MEASURE_WRITE),
    )


@page(may=policies.may_see_playbook, methods=READ)
def measures_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same measures as CSV, in both languages."""
    found = queries.measures(request.actor, shown.filters_of(request))[:MOST_IN_FILE]
    return as_csv(shown.file_table(found), "samanvay-measures")


@record_page(MEASURE, may=every_reader, methods=READ)
def measure(request: OfficerRequest, found: Measure) -> HttpResponse:
    """Show one measure."""
    return _page(request, found)


def _page(request: OfficerRequest, found: Measure, wrong: WithdrawForm | None = None) -> HttpResponse:
    actor = request.actor
    no = whole_number(request.GET.get("text", ""))
    version = queries.shown_version(found) if no is None else queries.version_or_unseen(found, no)
    versions = queries.versions_of(found)
    waiting = next((each for each in versions if each.no == found.draft), None)
    newer = next((each for each in versions if each.no == found.newer_shipped), None)
    context: dict[str, Any] = {
        "measure": found,
        "version": version,
        "state": shown.state_pill(found),
        "facts": shown.facts_of(version),
        "sources": [Bilingual(each["en"], each["hi"]) for each in version.sources],
        "versions": shown.version_lines(found, versions),
        "waiting": _waiting(request, found, waiting),
        "newer": _waiting(request, found, newer),
        "write_refused": reason_against(policies.may_write_measure, actor, found),
        "retire_refused": reason_against(policies.may_retire_measure, actor, found),
        "back_refused": reason_against(policies.may_bring_back_measure, actor, found),
        "is_desk": holds(actor, Permission.MEASURE_WRITE),
        "use": use_shown(actor, found),
        "form": wrong or WithdrawForm(initial={"version": found.version}),
        "wrong": wrong,
        "history": happenings(reversed(history_of(actor, "measure", found.pk)[:30])),
        "crumbs": measure_crumbs(Crumb(str(version.title))),
    }
    return render(request, "measures/measure.html", context, status=400 if wrong else 200)


def _waiting(request: OfficerRequest, found: Measure, version: MeasureVersion | None) -> dict[str, Any] | None:
    """Return what is shown of a text that may be published: the way to compare it, and why not by this reader."""
    if version is None:
        return None
    return {
        "no": version.no,
        "compare": shown.compare_url(found, found.current, version.no) if found.current else "",
        "look": f"{reverse('measure', args=[found.pk])}?text={version.no}",
        "refused": reason_against(policies.may_publish_measure, request.actor, found, version),
    }


@page(may=policies.may_propose_measure)
def measure_new(request: OfficerRequest) -> HttpResponse:
    """Write a new measure, or propose one that was tried."""
    is_desk = holds(request.actor, Permission.MEASURE_WRITE)
    title = _("Write a measure") if is_desk else _("Propose a measure that worked")
    return form_page(
        request,
        partial(MeasureForm, is_new=True),
        actions.propose_measure,
        title=title,
        template="measures/measure_form.html",
        crumbs=measure_crumbs(Crumb(title)),
        back=reverse("measures"),
        done=_("Sent to the state desk, which publishes it or rejects it."),
        to=MEASURE.page,
    )


@record_page(MEASURE, may=policies.may_write_measure)
def measure_write(request: OfficerRequest, found: Measure) -> HttpResponse:
    """Write another text of a measure."""
    draft = found.versions.filter(no=found.draft).first()  # type: ignore[misc]  # None finds none
    last = draft or queries.shown_version(found)
    title = str(last.title)
    return form_page(
        request,
        partial(MeasureForm, of=last),
        actions.write_measure,
        found,
        title=title,
        template="measures/measure_form.html",
        crumbs=measure_crumbs(Crumb(title)),
        done=_("Saved. It becomes the text of the measure when another officer publishes it."),
    )


@record_page(MEASURE, may=every_reader, methods=READ)
def measure_compare(request: OfficerRequest, found: Measure) -> HttpResponse:
    """Show the difference between two texts of a measure; without numbers between the last two."""
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
        "crumbs": measure_crumbs(Crumb(str(newer.title), MEASURE.page(found)), Crumb(_("What changed"))),
    }
    return render(request, "measures/compare.html", context)


@record_page(MEASURE, permission=Permission.MEASURE_WRITE, methods=POST)
def measure_publish(request: OfficerRequest, found: Measure) -> HttpResponse:
    """Make a text that waits the text of the measure."""
    no, expected = (whole_number(request.POST.get(name, "")) for name in ("no", "version"))
    if no is None:
        raise Invalid("no", _("Choose which text to publish."))
    version = queries.version_or_unseen(found, no)
    done = _("Published: every officer and partner can read it now.")
    return action_page(request, actions.publish_measure, found, version=version, expected=expected, done=done)


@record_page(MEASURE, permission=Permission.MEASURE_WRITE, methods=POST)
def measure_retire(request: OfficerRequest, found: Measure) -> HttpResponse:
    """Take a measure out of use, with the reason."""
    return form_page(
        request,
        WithdrawForm,
        actions.retire_measure,
        found,
        done=_("Retired. Advisories already sent keep their text."),
        show=lambda form: _page(request, found, wrong=form),
    )


@record_page(MEASURE, permission=Permission.MEASURE_WRITE, methods=POST)
def measure_bring_back(request: OfficerRequest, found: Measure) -> HttpResponse:
    """Bring a retired measure back."""
    seen, done = seen_version(request), _("The measure is published again.")
    return action_page(request, actions.bring_back_measure, found, expected=seen, done=done)
