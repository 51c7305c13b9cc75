"""The pages of those who keep the law: drafts, writing one, looking at another's, publishing, sending back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay.law import labels, policies, queries
from samanvay.law.drafts import actions as drafting
from samanvay.law.drafts import queries as draft_queries
from samanvay.law.models import LawDraft, LawEdition, LawEntry
from samanvay.law.vocabulary import KINDS as KIND_WORDS
from samanvay.web.components.pieces import Chip, Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page, seen_version
from samanvay.web.kit.pages import POST, READ, every_reader, page, record_page

from . import clocks, draft_presenters, presenters
from .draft_forms import KINDS, ClockForm, DraftForm, EntryForm, SendBackForm
from .records import DRAFT, ENTRY, draft_crumbs, text_of

CLOCK = "clock"
DONE_SHOWN = 20


@page(may=policies.may_read_drafts, methods=READ)
def law_drafts(request: OfficerRequest) -> HttpResponse:
    """List what is being written and what waits for a second person; the way to something new."""
    listed = list(draft_queries.open_drafts(request.actor))
    waiting = [each for each in listed if each.state == "waiting"]
    context = {
        "tabs": presenters.tabs(request.actor, "law_drafts"),
        "may_write": holds(request.actor, Permission.LAW_WRITE),
        "kinds": [
            *(Chip(KIND_WORDS[kind], reverse("law_draft_new", args=[kind])) for kind in KINDS),
            Chip(_("Legal time limit"), reverse("law_draft_new", args=[CLOCK])),
        ],
        "waiting": draft_presenters.lines_of(waiting),
        "written": draft_presenters.lines_of(each for each in listed if each not in waiting),
        "done": draft_presenters.lines_of(draft_queries.closed_drafts(request.actor, DONE_SHOWN)),
    }
    return render(request, "law/drafts.html", context)


def _page(request: OfficerRequest, draft: LawDraft, wrong: SendBackForm | None = None) -> HttpResponse:
    """Show a draft as the entry will look, with the difference to what holds, and what may be done."""
    context: dict[str, Any] = {
        **draft_presenters.context_of(request.actor, draft),
        "form": wrong or SendBackForm(initial={"version": draft.version}, keeps_own=draft.is_shipped),
        "crumbs": draft_crumbs(Crumb(str(presenters.title_of(draft.text)))),
    }
    return render(request, "law/draft.html", context, status=400 if wrong else 200)


law_draft = record_page(DRAFT, may=every_reader, methods=READ)(_page)


@page(may=policies.may_write_law)
def law_draft_new(request: OfficerRequest, kind: str) -> HttpResponse:
    """Write a new entry of a kind, or a new time that the law gives."""
    if kind not in (*KINDS, CLOCK):
        raise Unseen
    title = _("New: %(kind)s") % {"kind": KIND_WORDS[kind] if kind in KIND_WORDS else _("legal time limit")}
    return form_page(
        request,
        _form_of(kind),
        partial(drafting.write_draft, is_clock=kind == CLOCK),
        initial={"status": "in_force", "within_unit": "TH"},
        to=DRAFT.page,
        done=_kept_words(),
        show=lambda form: _form_page(request, form, title, reverse("law_drafts")),
    )


@record_page(ENTRY, permission=Permission.LAW_WRITE)
def law_correct(request: OfficerRequest, found: LawEntry) -> HttpResponse:
    """Write another text of an entry or clock; what holds stands until a second person publishes the new one."""
    edition = queries.edition_or_unseen(found, None)
    title = _("Correct: %(what)s") % {"what": presenters.title_of(text_of(edition))}
    others = draft_presenters.lines_of(draft_queries.drafts_of(found.code))
    return form_page(
        request,
        _form_of(CLOCK if found.is_clock else str(edition.said["kind"]), code=found.code),
        lambda *, entry, **said: drafting.write_draft(is_clock=entry.is_clock, code=entry.code, **said),
        found,
        initial=_initial(edition.said, edition.no),
        to=DRAFT.page,
        done=_kept_words(),
        show=lambda form: _form_page(request, form, title, ENTRY.page(found), others=others),
    )


@record_page(DRAFT, may=policies.may_revise_draft)
def law_draft_write(request: OfficerRequest, draft: LawDraft) -> HttpResponse:
    """Write one's draft anew; one that was overtaken is put on the text that holds now, with what that changed."""
    holds_now = draft_queries.edition_of_draft(draft)
    more = {
        "others": draft_presenters.lines_of(draft_queries.drafts_of(draft.code, but=draft.pk)),
        "overtaken": draft_presenters.overtaken_by(draft),
        "reason": draft.reason,
    }
    title = str(presenters.title_of(draft.text))
    return form_page(
        request,
        _form_of(CLOCK if draft.is_clock else str(draft.said["kind"]), code=draft.code, is_kept=True),
        drafting.revise_draft,
        draft,
        initial={**_initial(draft.said, holds_now.no if holds_now is not None else None), "why": draft.why},
        done=_kept_words(),
        show=lambda form: _form_page(request, form, title, DRAFT.page(draft), **more),
    )


def _form_of(kind: str, **given: Any) -> Callable[..., DraftForm]:
    return partial(ClockForm, **given) if kind == CLOCK else partial(EntryForm, kind=kind, **given)


def _kept_words() -> str:
    return _("Saved as a draft. Check it, then send it to a second person.")


def _initial(said: dict[str, Any], based_on: int | None) -> dict[str, Any]:
    """Return what a form shows of a text."""
    initial: dict[str, Any] = {**said, "based_on": based_on}
    for name in ("sources_en", "sources_hi"):
        initial[name] = "\n".join(said.get(name, ()))
    initial["was"] = ", ".join(said.get("was", ()))
    if "within" in said:
        number, unit = clocks.parts_of(said["within"])
        initial |= {"within_n": number, "within_unit": "TH" if unit in ("TS", "TM") else unit}
    return initial


def _form_page(request: OfficerRequest, form: DraftForm, title: str, back: str, **more: Any) -> HttpResponse:
    entries = queries.law_now().library.entries.values()
    context = {
        "form": form,
        "title": title,
        "back": back,
        "codes": [(each.code, f"{labels.label_of(each)}: {each.said('title')}") for each in entries],
        "crumbs": draft_crumbs(Crumb(title)),
        **more,
    }
    return render(request, "law/draft_form.html", context, status=400 if form.is_bound else 200)


@record_page(DRAFT, may=policies.may_send_draft, methods=POST)
def law_draft_send(request: OfficerRequest, draft: LawDraft) -> HttpResponse:
    """Send one's draft to a second person."""
    done = _("Sent. A second person must check it within a week.")
    return action_page(request, drafting.send_draft, draft, expected=seen_version(request), done=done)


@record_page(DRAFT, may=policies.may_withdraw_draft, methods=POST)
def law_draft_withdraw(request: OfficerRequest, draft: LawDraft) -> HttpResponse:
    """Take one's draft back."""
    return action_page(
        request,
        drafting.withdraw_draft,
        draft,
        expected=seen_version(request),
        to=reverse("law_drafts"),
        done=_("Withdrawn. It stays on record but cannot be published."),
    )


@record_page(DRAFT, may=policies.may_publish_draft, methods=POST)
def law_draft_publish(request: OfficerRequest, draft: LawDraft) -> HttpResponse:
    """Publish a draft of another, or take a release's text."""
    return action_page(
        request,
        _publish,
        draft,
        expected=seen_version(request),
        to=lambda edition: ENTRY.page(edition.entry),
        done=_("Published: every officer and partner can read it now."),
    )


def _publish(**given: Any) -> LawEdition:
    try:
        return drafting.publish_draft(**given)
    except Invalid as refusal:
        said = {"field": refusal.field, "why": refusal}
        raise Refused(_("The library has changed since: %(field)s: %(why)s Send it back.") % said) from refusal


@record_page(DRAFT, may=policies.may_send_back_draft, methods=POST)
def law_draft_send_back(request: OfficerRequest, draft: LawDraft) -> HttpResponse:
    """Give a draft back to its writer."""
    return _reasoned(request, draft, drafting.send_back_draft, _("Sent back. The writer is informed."))


@record_page(DRAFT, may=policies.may_set_draft_aside, methods=POST)
def law_draft_keep_own(request: OfficerRequest, draft: LawDraft) -> HttpResponse:
    """Keep the state's text beside a newer release."""
    return _reasoned(request, draft, drafting.set_draft_aside, _("The state's text stays in force."))


def _reasoned(request: OfficerRequest, draft: LawDraft, action: Callable[..., LawDraft], done: str) -> HttpResponse:
    form = partial(SendBackForm, keeps_own=draft.is_shipped)
    return form_page(request, form, action, draft, done=done, show=lambda wrong: _page(request, draft, wrong))
