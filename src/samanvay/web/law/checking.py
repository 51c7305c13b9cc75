"""The pages of counsel: what is to be read, saying whether it is right, taking that back."""

from operator import itemgetter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.kernel.db.scope import Actor
from samanvay.law import actions, labels, policies, queries
from samanvay.law.models import LawCheck, LawEntry
from samanvay.web.components.pieces import Chip, address
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.filters import choice_of
from samanvay.web.kit.pages import POST, READ, page, record_page

from . import presenters
from .forms import CheckForm
from .pages import entry_page
from .records import CHECK, ENTRY

SHOWN = 100


@page(may=policies.may_verify_entries, methods=READ)
def law_to_verify(request: OfficerRequest) -> HttpResponse:
    """List what counsel has yet to read, the doubtful first; a kind narrows it."""
    waiting = queries.to_verify(request.actor)
    kind = choice_of(request, "kind", presenters.FILTERS["kind"])
    listed = [each for each in waiting if not kind or each.kind == kind]
    kinds = {code: sum(each.kind == code for each in waiting) for code in presenters.FILTERS["kind"]}
    context = {
        "tabs": presenters.tabs(request.actor, "law_to_verify"),
        "kind": kind,
        "words": ngettext("%(n)d entry to verify", "%(n)d entries to verify", len(listed)) % {"n": len(listed)},
        "chips": [
            Chip(_("All"), address(request, kind=""), on=not kind, count=len(waiting)),
            *(
                Chip(str(presenters.FILTERS["kind"][code]), address(request, kind=code), on=kind == code, count=count)
                for code, count in kinds.items()
                if count
            ),
        ],
        "entries": [(presenters.shown(each, None), each.said("check")) for each in listed[:SHOWN]],
        "more": max(len(listed) - SHOWN, 0),
        "clocks": len(queries.clocks_to_verify(request.actor)),
    }
    return render(request, "law/to_verify.html", context)


@record_page(ENTRY, permission=Permission.LAW_VERIFY, methods=POST)
def law_check(request: OfficerRequest, found: LawEntry) -> HttpResponse:
    """Keep what counsel says of an edition and go on to the next that waits, of the same kind where one was chosen."""
    return form_page(
        request,
        CheckForm,
        _verify,
        found,
        to=itemgetter(0),
        done=itemgetter(1),
        show=lambda form: entry_page(request, found, form),
    )


def _verify(*, by: Actor, entry: LawEntry, edition: int, kind: str, **said: Any) -> tuple[str, str]:
    """Keep what counsel says; return where the next is that waits, and the words with which one goes there."""
    actions.verify_entry(by=by, edition=queries.edition_or_unseen(entry, edition), **said)
    if entry.is_clock:
        waiting = queries.clocks_to_verify(by)
        if not waiting:
            return reverse("law_clocks"), _("Your opinion was saved.")
        words = _("Your opinion was saved. This is the next time limit that needs it.")
        return reverse("law_entry", args=[waiting[0].code]), words
    kind = kind if kind in presenters.FILTERS["kind"] else ""
    coming = next((each for each in queries.to_verify(by) if not kind or each.kind == kind), None)
    if coming is None:
        return reverse("law_to_verify"), _("Your opinion was saved.")
    text = queries.edition_or_unseen(entry, None).text()
    label = f"{labels.label_of(text)} ({text.said('title')})"
    words = _("Your opinion on %(label)s was saved. This is the next entry.") % {"label": label}
    return reverse("law_entry", args=[coming.code]) + (f"?kind={kind}" if kind else ""), words


@record_page(CHECK, may=policies.may_undo_check, methods=POST)
def law_check_undo(request: OfficerRequest, check: LawCheck) -> HttpResponse:
    """Take one's word back."""
    return action_page(request, actions.undo_check, check, done=_("Your opinion was withdrawn."))
