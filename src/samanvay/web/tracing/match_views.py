"""The page of a pair and what is done on it: a verdict, a nodal officer's word, a proof, a sealed part opened."""

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

from samanvay.access.boxes.groups import FIELDS, GROUP_WORDS, Group
from samanvay.access.boxes.opening import BoxClosed, closed_words, open_box
from samanvay.access.boxes.team import may_open, role_in_team
from samanvay.access.models import Box
from samanvay.kernel.refusals import Invalid, Refused, Unseen, reason_against
from samanvay.tracing import match_policies as policies
from samanvay.tracing.actions.accepting import accept_match, end_acceptance, verify_match
from samanvay.tracing.actions.judging import judge, withdraw_judgement
from samanvay.tracing.masking import Seen, both_sides, proof_words
from samanvay.tracing.match_queries import (
    best_for,
    candidate_or_unseen,
    cluster_of,
    neighbours_in_queue,
    restoration_of,
    standing_acceptances,
)
from samanvay.tracing.models import Acceptance, Candidate, Judgement
from samanvay.tracing.queries import entry_or_unseen
from samanvay.tracing.states import CandidateState
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Crumb

from . import match_shown as shown
from .match_forms import AcceptForm, JudgeForm, OpenForm, ReasonForm, SaidForm, VerifyForm
from .match_list import rows_of
from .match_map import pair_map

BOTH = ["GET", "POST"]


def crumbs(*last: Any) -> list[Crumb]:
    """Return the way to a page of a pair."""
    return [Crumb(_("Possible matches"), reverse("matches")), *(Crumb(words) for words in last)]


@never_cache
@officer_page
@require_GET
def match(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Show both sides of a pair, what speaks for and against one person, and what may be done."""
    return page(request, candidate_or_unseen(request.actor, key))


def page(request: OfficerRequest, pair: Candidate, **forms: SaidForm) -> HttpResponse:
    """Show the page of a pair; ``forms`` are those that were sent and have errors."""
    actor = request.actor
    left, right = shown.own_first(both_sides(actor, pair))
    in_order = (left, right) if left.side == "left" else (right, left)
    standing = standing_acceptances(pair)
    read = set(Acceptance.objects.filter(candidate=pair).values_list("id", flat=True))
    judgements = Judgement.objects.filter(candidate=pair)
    for each in judgements:
        each.candidate = pair
    before, after = neighbours_in_queue(actor, pair)
    against = reason_against
    version = {"version": pair.version}
    sides = [(str(side), shown.side_words(side)) for side in policies.open_sides(actor, pair, standing)]
    context = {
        "pair": pair,
        "title": _("One person?"),
        "crumbs": crumbs(_("One person?")),
        "state": shown.state_pill(pair),
        "band": shown.band_pill(pair),
        "columns": [shown.column(pair, each, sealed_refused=_sealed_refused(request, each)) for each in (left, right)],
        "weighing": shown.weighing(pair, in_order),
        "map": pair_map(in_order),
        "timeline": shown.timeline(pair, in_order),
        "spoken": shown.spoken(actor, judgements),
        "nodal": shown.nodal(pair, (left, right), standing, read) if _asks_nodal(pair) else [],
        "cluster": shown.cluster_words(cluster_of(pair)),
        "judge": forms.get("judge") or JudgeForm(initial=version),
        "judge_refused": against(policies.may_judge, actor, pair),
        "accept": forms.get("accept") or AcceptForm(initial=version, sides=sides),
        "accept_refused": against(policies.may_accept, actor, pair, standing),
        "asks_accept": pair.state == CandidateState.SAME,
        "may_end": bool(standing) and not against(policies.may_end_acceptance, actor, pair),
        "verify": forms.get("verify") or VerifyForm(initial=version),
        "verify_refused": against(policies.may_verify, actor, pair),
        "asks_verify": pair.state == CandidateState.ACCEPTED,
        "home": restoration_of(actor, pair),
        "may_begin": _found_entry(pair, in_order) if pair.state in policies.AGREED else None,
        "verified_words": proof_words(actor, pair),
        "before": before,
        "after": after,
    }
    status = 400 if any(form.is_bound and form.errors for form in forms.values()) else 200
    return render(request, "tracing/match.html", context, status=status)


def _asks_nodal(pair: Candidate) -> bool:
    return pair.state in (CandidateState.SAME, *policies.AGREED)


def _found_entry(pair: Candidate, in_order: tuple[Seen, Seen]) -> UUID | None:
    """Return the found entry whose way home this person may begin."""
    found = in_order[1]
    return found.entry_id if found.kind == "found" and found.is_own else None


def _sealed_refused(request: OfficerRequest, seen: Seen) -> str:
    """Return why the sealed parts of a side stay closed to whoever looks; nothing where they open."""
    for box in seen.boxes:
        role = role_in_team(request.actor, box.record_id)
        return "" if may_open(role, Group(box.group)) else closed_words(request.actor, role)
    return ""


def _answer(
    request: OfficerRequest, pair: Candidate, name: str, form: SaidForm, act: Callable[[], Any], said: str
) -> HttpResponse:
    """Do what a form on the page of a pair asks and come back to it; a fault is shown at its field."""
    if form.is_valid():
        try:
            act()
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(reverse("match", args=[pair.id]))
    return page(request, candidate_or_unseen(request.actor, pair.id), **{name: form})


@never_cache
@officer_page
@require_POST
def match_judge(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Keep a verdict; go on to the next pair that waits."""
    pair = candidate_or_unseen(request.actor, key)
    policies.may_judge(request.actor, pair)
    form = JudgeForm(request.POST)

    def act() -> None:
        judge(
            by=request.actor,
            candidate_id=pair.id,
            verdict=form.cleaned_data["verdict"],
            captured=form.captured,
            **form.said,
        )

    return _answer(request, pair, "judge", form, act, _("Kept, with your name and reason."))


@never_cache
@officer_page
@require_http_methods(BOTH)
def judgement_withdraw(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Ask for the reason, then withdraw a judgement."""
    judgement = Judgement.objects.select_related("candidate").filter(pk=key).first()
    if judgement is None:
        raise Unseen
    pair = candidate_or_unseen(request.actor, judgement.candidate_id)
    judgement.candidate = pair
    policies.may_withdraw_judgement(request.actor, judgement)
    return _reason_page(
        request,
        pair,
        _("Withdraw a judgement"),
        _("Withdraw"),
        lambda form: withdraw_judgement(by=request.actor, judgement_id=judgement.id, **form.said),
        _("Withdrawn. What was said stays to be read."),
    )


@never_cache
@officer_page
@require_POST
def match_accept(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Keep a nodal officer's word for one side."""
    pair = candidate_or_unseen(request.actor, key)
    standing = standing_acceptances(pair)
    policies.may_accept(request.actor, pair, standing)
    sides = [(str(side), shown.side_words(side)) for side in policies.open_sides(request.actor, pair, standing)]
    form = AcceptForm(request.POST, sides=sides)

    def act() -> None:
        accept_match(
            by=request.actor,
            candidate_id=pair.id,
            accepts=form.cleaned_data["decision"] == "accept",
            side=form.cleaned_data.get("side", ""),
            captured=form.captured,
            **form.said,
        )

    return _answer(request, pair, "accept", form, act, _("Your side's word is kept."))


@never_cache
@officer_page
@require_http_methods(BOTH)
def match_end(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Ask for the reason, then mask the names to each other again."""
    pair = candidate_or_unseen(request.actor, key)
    policies.may_end_acceptance(request.actor, pair)
    return _reason_page(
        request,
        pair,
        _("End the acceptance"),
        _("End it and mask the names"),
        lambda form: end_acceptance(by=request.actor, candidate_id=pair.id, **form.said),
        _("Ended. The names are masked to each other again."),
    )


def _reason_page(
    request: OfficerRequest, pair: Candidate, title: str, label: str, act: Callable[[ReasonForm], Any], said: str
) -> HttpResponse:
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            act(form)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(reverse("match", args=[pair.id]))
    return form_page(request, form, title=title, label=label, back=reverse("match", args=[pair.id]))


def form_page(request: OfficerRequest, form: Any, *, title: str, label: str, back: str, **more: Any) -> HttpResponse:
    """Show a form on a page of its own."""
    context = {"form": form, "title": title, "label": label, "back": back, "crumbs": crumbs(title), **more}
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "kit/form.html", context, status=status)


@never_cache
@officer_page
@require_POST
def match_verify(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Keep how it was confirmed who a person is."""
    pair = candidate_or_unseen(request.actor, key)
    policies.may_verify(request.actor, pair)
    form = VerifyForm(request.POST)

    def act() -> None:
        try:
            verify_match(by=request.actor, candidate_id=pair.id, how=form.cleaned_data["how"], **form.said)
        except Refused as refusal:
            raise Invalid("how", refusal.words) from refusal

    return _answer(request, pair, "verify", form, act, _("Verified. Both entries are traced."))


@never_cache
@officer_page
@require_http_methods(BOTH)
def match_name(request: OfficerRequest, key: UUID, box: UUID) -> HttpResponse:
    """Ask for the purpose, then show a sealed part of either side, once, on record."""
    pair = candidate_or_unseen(request.actor, key)
    found = next((each for side in both_sides(request.actor, pair) for each in side.boxes if each.id == box), None)
    if found is None:
        raise Unseen
    role = role_in_team(request.actor, found.record_id)
    group = Group(found.group)
    row = Box.objects.filter(pk=found.id).first()
    if row is None or not may_open(role, group):
        raise BoxClosed(closed_words(request.actor, role), found) if row else Unseen
    title = str(GROUP_WORDS[group])
    form = OpenForm(request.POST if request.method == "POST" else None)
    back = reverse("match", args=[pair.id])
    if not (form.is_bound and form.is_valid()):
        intro = _("Who opened what, when and for what purpose stands in the log.")
        return form_page(request, form, title=title, label=_("Open"), back=back, intro=intro)
    values = open_box(by=request.actor, box_id=found.id, purpose=form.cleaned_data["purpose"])
    context = {
        "title": title,
        "crumbs": crumbs(title),
        "values": [(field.label, values[field.name]) for field in FIELDS[group] if field.name in values],
        "back": back,
    }
    return render(request, "tracing/match_name.html", context)


@never_cache
@officer_page
@require_GET
def entry_matches(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Show the best matches of an entry as a part of its page; asks again while they are being prepared."""
    entry = entry_or_unseen(request.actor, key)
    found = best_for(request.actor, entry)
    context: dict[str, Any] = {
        "entry": entry,
        "matches": found,
        "match_rows": rows_of(request.actor, found.pairs, of=entry.id),
    }
    return render(request, "tracing/_matches.html", context)
