"""The pages of those who keep the law: drafts, writing one, looking at another's, publishing, sending back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay.law import draft_queries, drafting, policies, queries
from samanvay.law.models import LawDraft, LawEdition
from samanvay.law.vocabulary import KINDS as KIND_WORDS
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Chip, Crumb

from . import drafts_shown, shown
from .draft_forms import KINDS, ClockForm, DraftForm, EntryForm, ReasonForm

BOTH = ["GET", "POST"]
CLOCK = "clock"
DONE_SHOWN = 20


@never_cache
@officer_page
@require_GET
def law_drafts(request: OfficerRequest) -> HttpResponse:
    """List what is being written and what waits for a second person; the way to something new."""
    listed = list(draft_queries.open_drafts(request.actor))
    names = drafts_shown.names_of_drafts(listed)
    waiting = [each for each in listed if each.state == "waiting"]
    context = {
        "tabs": shown.tabs(request.actor, "law_drafts"),
        "may_write": holds(request.actor, Permission.LAW_WRITE),
        "kinds": [
            *(Chip(KIND_WORDS[kind], reverse("law_draft_new", args=[kind])) for kind in KINDS),
            Chip(_("Time that the law gives"), reverse("law_draft_new", args=[CLOCK])),
        ],
        "waiting": [drafts_shown.line_of(each, names) for each in waiting],
        "written": [drafts_shown.line_of(each, names) for each in listed if each not in waiting],
        "done": drafts_shown.lines_of(draft_queries.closed_drafts(request.actor, DONE_SHOWN)),
    }
    return render(request, "law/drafts.html", context)


@never_cache
@officer_page
@require_GET
def law_draft(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Show a draft as the entry will look, with the difference to what holds, and what may be done."""
    return _page(request, draft_queries.draft_or_unseen(request.actor, key))


def _page(request: OfficerRequest, draft: LawDraft, wrong: ReasonForm | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        **drafts_shown.context_of(request.actor, draft),
        "form": wrong or ReasonForm(initial={"version": draft.version}, keeps_own=draft.is_shipped),
        "crumbs": [
            Crumb(_("Law"), reverse("law")),
            Crumb(_("Drafts"), reverse("law_drafts")),
            Crumb(str(shown.title_of(draft.text))),
        ],
    }
    return render(request, "law/draft.html", context, status=400 if wrong else 200)


@never_cache
@officer_page
@require_http_methods(BOTH)
def law_draft_new(request: OfficerRequest, kind: str) -> HttpResponse:
    """Write a new entry of a kind, or a new time that the law gives."""
    policies.may_write_law(request.actor)
    if kind not in (*KINDS, CLOCK):
        raise Unseen
    initial = {"status": "in_force", "within_unit": "TH"}
    form = _form(request, kind, initial=initial)

    def act() -> LawDraft:
        return drafting.write_draft(
            by=request.actor,
            said=form.table(),
            is_clock=kind == CLOCK,
            why=form.cleaned_data["why"],
            pii_answer=form.pii_answer,
            submission_id=form.cleaned_data["submission_id"],
        )

    title = _("New: %(kind)s") % {"kind": KIND_WORDS[kind] if kind in KIND_WORDS else _("time that the law gives")}
    return _kept(request, form, act) or _form_page(request, form, title, reverse("law_drafts"))


@never_cache
@officer_page
@require_http_methods(BOTH)
def law_correct(request: OfficerRequest, code: str) -> HttpResponse:
    """Write another text of an entry or clock; what holds stands until a second person publishes the new one."""
    policies.may_write_law(request.actor)
    found = queries.entry_or_unseen(request.actor, code)
    edition = queries.edition_or_unseen(found, None)
    form = _form(request, _kind_of(edition), initial=_initial(edition.said, edition.no), code=code)

    def act() -> LawDraft:
        return drafting.write_draft(
            by=request.actor,
            said=form.table(),
            is_clock=found.is_clock,
            code=code,
            based_on=form.cleaned_data["based_on"],
            why=form.cleaned_data["why"],
            pii_answer=form.pii_answer,
            submission_id=form.cleaned_data["submission_id"],
        )

    others = drafts_shown.lines_of(draft_queries.drafts_of(code))
    title = _("Correct: %(what)s") % {"what": shown.title_of(_text(edition))}
    back = reverse("law_entry", args=[code])
    return _kept(request, form, act) or _form_page(request, form, title, back, others=others)


@never_cache
@officer_page
@require_http_methods(BOTH)
def law_draft_write(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Write one's draft anew; one that was overtaken is put on the text that holds now, with what that changed."""
    draft = draft_queries.draft_or_unseen(request.actor, key)
    policies.may_revise_draft(request.actor, draft)
    holds_now = draft_queries.edition_of_draft(draft)
    now = holds_now.no if holds_now is not None else None
    kind = CLOCK if draft.is_clock else str(draft.said["kind"])
    initial = {**_initial(draft.said, now), "why": draft.why, "version": draft.version}
    form = _form(request, kind, initial=initial, code=draft.code)

    def act() -> LawDraft:
        return drafting.revise_draft(
            by=request.actor,
            draft=draft,
            said=form.table(),
            based_on=form.cleaned_data["based_on"],
            why=form.cleaned_data["why"],
            pii_answer=form.pii_answer,
            expected=form.cleaned_data["version"],
        )

    others = drafts_shown.lines_of(draft_queries.drafts_of(draft.code, but=draft.pk))
    back = reverse("law_draft", args=[key])
    more = {"others": others, "overtaken": drafts_shown.overtaken_by(draft), "reason": draft.reason}
    return _kept(request, form, act) or _form_page(request, form, str(shown.title_of(draft.text)), back, **more)


def _form(request: OfficerRequest, kind: str, *, initial: dict[str, Any], code: str = "") -> DraftForm:
    given = request.POST if request.method == "POST" else None
    if kind == CLOCK:
        return ClockForm(given, initial=initial, code=code)
    return EntryForm(given, initial=initial, code=code, kind=kind)


def _kind_of(edition: LawEdition) -> str:
    return CLOCK if edition.entry.is_clock else str(edition.said["kind"])


def _text(edition: LawEdition) -> Any:
    return edition.clock() if edition.entry.is_clock else edition.text()


def _initial(said: dict[str, Any], based_on: int | None) -> dict[str, Any]:
    """Return what a form shows of a text."""
    initial: dict[str, Any] = {**said, "based_on": based_on}
    for name in ("sources_en", "sources_hi"):
        initial[name] = "\n".join(said.get(name, ()))
    initial["was"] = ", ".join(said.get("was", ()))
    if "within" in said:
        initial |= drafts_shown.within_parts(said["within"])
    return initial


def _kept(request: OfficerRequest, form: DraftForm, act: Callable[[], LawDraft]) -> HttpResponse | None:
    """Keep what a valid form says and show the draft; None where something is wrong, now shown at its field."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        draft = act()
    except Invalid as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("Kept as a draft. Look at it, then send it to a second person."))
    return HttpResponseRedirect(reverse("law_draft", args=[draft.pk]))


def _form_page(request: OfficerRequest, form: DraftForm, title: str, back: str, **more: Any) -> HttpResponse:
    entries = queries.law_now().library.entries.values()
    context = {
        "form": form,
        "title": title,
        "back": back,
        "codes": [(each.code, f"{shown.label_of(each)}: {each.said('title')}") for each in entries],
        "crumbs": [Crumb(_("Law"), reverse("law")), Crumb(_("Drafts"), reverse("law_drafts")), Crumb(title)],
        **more,
    }
    return render(request, "law/draft_form.html", context, status=400 if form.is_bound else 200)


def _version(request: OfficerRequest) -> int | None:
    return whole_number(request.POST.get("version", ""))


@never_cache
@officer_page
@require_POST
def law_draft_send(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Send one's draft to a second person."""
    draft = draft_queries.draft_or_unseen(request.actor, key)
    drafting.send_draft(by=request.actor, draft=draft, expected=_version(request))
    messages.success(request, _("Sent. A second person looks at it within a week."))
    return HttpResponseRedirect(reverse("law_draft", args=[key]))


@never_cache
@officer_page
@require_POST
def law_draft_withdraw(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Take one's draft back."""
    draft = draft_queries.draft_or_unseen(request.actor, key)
    drafting.withdraw_draft(by=request.actor, draft=draft, expected=_version(request))
    messages.success(request, _("Withdrawn. It is kept, and nobody publishes it any more."))
    return HttpResponseRedirect(reverse("law_drafts"))


@never_cache
@officer_page
@require_POST
def law_draft_publish(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Publish a draft of another, or take a release's text."""
    draft = draft_queries.draft_or_unseen(request.actor, key)
    try:
        edition = drafting.publish_draft(by=request.actor, draft=draft, expected=_version(request))
    except Invalid as refusal:
        said = {"field": refusal.field, "why": refusal}
        raise Refused(_("The library changed since: %(field)s: %(why)s Send it back.") % said) from refusal
    messages.success(request, _("Published: every officer and partner reads it now."))
    return HttpResponseRedirect(reverse("law_entry", args=[edition.entry.code]))


@never_cache
@officer_page
@require_POST
def law_draft_send_back(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Give a draft back to its writer."""
    said = _("Sent back. Its writer was told.")
    return _reasoned(request, key, policies.may_send_back_draft, drafting.send_back_draft, said)


@never_cache
@officer_page
@require_POST
def law_draft_keep_own(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Keep the state's text beside a newer release."""
    said = _("The state's text stands.")
    return _reasoned(request, key, policies.may_set_draft_aside, drafting.set_draft_aside, said)


def _reasoned(
    request: OfficerRequest, key: UUID, may: Callable[..., None], act: Callable[..., LawDraft], said: str
) -> HttpResponse:
    draft = draft_queries.draft_or_unseen(request.actor, key)
    may(request.actor, draft)
    form = ReasonForm(request.POST, keeps_own=draft.is_shipped)
    if not form.is_valid():
        return _page(request, draft, form)
    given = form.cleaned_data
    try:
        act(by=request.actor, draft=draft, reason=given["reason"], expected=given["version"])
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(request, draft, form)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("law_draft", args=[key]))
