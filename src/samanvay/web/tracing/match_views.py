"""The page of a pair and what is done on it: a verdict, a nodal officer's word, a proof, a sealed part opened."""

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access import queries as access
from samanvay.access.boxes.actions.opening import BoxClosed, closed_words, open_box
from samanvay.access.boxes.actions.team import may_open, role_in_team
from samanvay.access.boxes.groups import FIELDS, GROUP_WORDS, Group
from samanvay.kernel.refusals import Invalid, Refused, Unseen, reason_against
from samanvay.tracing.entries.queries import entry_or_unseen
from samanvay.tracing.matches import policies
from samanvay.tracing.matches.actions.accepting import accept_match, end_acceptance, verify_match
from samanvay.tracing.matches.actions.judging import judge, withdraw_judgement
from samanvay.tracing.matches.masking import Seen, both_sides, proof_words
from samanvay.tracing.matches.queries import (
    acceptances_read,
    best_for,
    candidate_or_unseen,
    cluster_of,
    judgement_or_unseen,
    judgements_of,
    neighbours_in_queue,
    restoration_of,
    sides_apart,
    standing_acceptances,
)
from samanvay.tracing.models import Acceptance, Candidate, Entry, Judgement
from samanvay.tracing.states import CandidateState
from samanvay.web.components.pieces import Action, Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import carried_out, form_page, posted, show_form
from samanvay.web.kit.pages import POST, READ, Record, every_reader, record_page
from samanvay.web.kit.who import who_can

from . import match_presenters as shown
from .match_forms import AcceptForm, JudgeForm, OpenForm, ReasonForm, SaidForm, VerifyForm
from .match_list import rows_of
from .views.page import ENTRY


def crumbs(*last: Any) -> list[Crumb]:
    """Return the way to a page of a pair."""
    return [Crumb(_("Possible matches"), reverse("matches")), *(Crumb(words) for words in last)]


PAIR: Record[Candidate] = Record(
    "pair",
    load=lambda actor, key: candidate_or_unseen(actor, key),
    page=lambda pair: reverse("match", args=[pair.id]),
    crumbs=lambda actor, pair: [*crumbs(), Crumb(_("The same person?"), PAIR.page(pair))],
    given=lambda pair: {"candidate_id": pair.id},
)


JUDGEMENT: Record[Judgement] = Record(
    "judgement",
    load=lambda actor, key: judgement_or_unseen(actor, key),
    page=lambda judgement: PAIR.page(judgement.candidate),
    crumbs=lambda actor, judgement: PAIR.crumbs(actor, judgement.candidate),
    given=lambda judgement: {"judgement_id": judgement.id},
)


@record_page(PAIR, may=every_reader, methods=READ)
def match(request: OfficerRequest, pair: Candidate) -> HttpResponse:
    """Show both sides of a pair, what speaks for and against one person, and what may be done."""
    return pair_page(request, pair)


def pair_page(request: OfficerRequest, pair: Candidate, **forms: SaidForm) -> HttpResponse:
    """Show the page of a pair; ``forms`` are those that were sent and have errors."""
    actor = request.actor
    left, right = shown.own_first(both_sides(actor, pair))
    in_order = (left, right) if left.side == "left" else (right, left)
    standing = standing_acceptances(pair)
    read = acceptances_read(pair)
    before, after = neighbours_in_queue(actor, pair)
    version = {"version": pair.version}
    judge_refused = reason_against(policies.may_judge, actor, pair)
    accept_refused = reason_against(policies.may_accept, actor, pair, standing)
    verify_refused = reason_against(policies.may_verify, actor, pair)
    context = {
        "pair": pair,
        "crumbs": crumbs(_("The same person?")),
        "state": shown.state_pill(pair),
        "band": shown.band_pill(pair),
        "columns": [shown.column(pair, each, sealed_refused=_sealed_refused(request, each)) for each in (left, right)],
        "weighing": shown.weighing(pair, in_order),
        "map": shown.pair_map(in_order),
        "timeline": shown.timeline(pair, in_order),
        "spoken": shown.spoken(actor, judgements_of(pair)),
        "reasons": shown.reasons_in_words(pair),
        "next": shown.who_acts(actor, pair, (left, right)),
        "who_can": who_can(
            Action(words, refused=refused)
            for words, refused in (
                (_("Your decision"), judge_refused),
                (_("Accept or decline for a side"), accept_refused if pair.state == CandidateState.SAME else ""),
                (_("Verify the identity"), verify_refused if pair.state == CandidateState.ACCEPTED else ""),
            )
        ),
        "nodal": shown.nodal(actor, pair, (left, right), standing, read)
        if pair.state in (CandidateState.SAME, *policies.AGREED)
        else [],
        "cluster": [
            *shown.cluster_words(cluster_of(pair)),
            *shown.rejection_words(pair, (left, right), sides_apart(pair)),
        ],
        "judge": forms.get("judge") or JudgeForm(initial=version),
        "judge_refused": judge_refused,
        "accept": forms.get("accept") or AcceptForm(initial=version, sides=_open_sides(request, pair, standing)),
        "accept_refused": accept_refused,
        "may_end": bool(standing) and not reason_against(policies.may_end_acceptance, actor, pair),
        "verify": forms.get("verify") or VerifyForm(initial=version),
        "verify_refused": verify_refused,
        "home": restoration_of(actor, pair),
        "may_begin": _found_entry(pair, in_order) if pair.state in policies.AGREED else None,
        "verified_words": proof_words(actor, pair),
        "before": before,
        "after": after,
    }
    status = 400 if any(form.is_bound and form.errors for form in forms.values()) else 200
    return render(request, "tracing/match.html", context, status=status)


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


def _again(request: OfficerRequest, pair: Candidate, name: str, form: SaidForm) -> HttpResponse:
    return pair_page(request, candidate_or_unseen(request.actor, pair.id), **{name: form})


@record_page(PAIR, may=policies.may_judge, methods=POST)
def match_judge(request: OfficerRequest, pair: Candidate) -> HttpResponse:
    """Keep a verdict."""
    done, show = _("Saved with your name and reason."), partial(_again, request, pair, "judge")
    return form_page(request, JudgeForm, judge, pair, done=done, show=show)


@record_page(JUDGEMENT, may=policies.may_withdraw_judgement)
def judgement_withdraw(request: OfficerRequest, judgement: Judgement) -> HttpResponse:
    """Ask for the reason, then withdraw a judgement."""
    title = _("Withdraw a decision")
    return form_page(
        request,
        ReasonForm,
        withdraw_judgement,
        judgement,
        title=title,
        label=_("Withdraw"),
        crumbs=crumbs(title),
        done=_("Withdrawn. It stays in the history."),
    )


@record_page(PAIR, may=every_reader, methods=POST)
def match_accept(request: OfficerRequest, pair: Candidate) -> HttpResponse:
    """Keep a nodal officer's word for one side."""
    standing = standing_acceptances(pair)
    policies.may_accept(request.actor, pair, standing)
    form = partial(AcceptForm, sides=_open_sides(request, pair, standing))
    done, show = _("Your side's decision is saved."), partial(_again, request, pair, "accept")
    return form_page(request, form, accept_match, pair, done=done, show=show)


def _open_sides(request: OfficerRequest, pair: Candidate, standing: list[Acceptance]) -> list[tuple[str, str]]:
    return [(str(side), shown.side_words(side)) for side in policies.open_sides(request.actor, pair, standing)]


@record_page(PAIR, may=policies.may_end_acceptance)
def match_end(request: OfficerRequest, pair: Candidate) -> HttpResponse:
    """Ask for the reason, then mask the names to each other again."""
    title = _("End the acceptance")
    return form_page(
        request,
        ReasonForm,
        end_acceptance,
        pair,
        title=title,
        label=_("End acceptance and hide the names"),
        crumbs=crumbs(title),
        done=_("Ended. The names are hidden from each other again."),
    )


@record_page(PAIR, may=policies.may_verify, methods=POST)
def match_verify(request: OfficerRequest, pair: Candidate) -> HttpResponse:
    """Keep how it was confirmed who a person is."""
    done, show = _("Verified. Both entries are marked as traced."), partial(_again, request, pair, "verify")
    return form_page(request, VerifyForm, _verify, pair, done=done, show=show)


def _verify(**given: Any) -> Candidate:
    try:
        return verify_match(**given)
    except Refused as refusal:
        raise Invalid("how", refusal.words) from refusal


@record_page(PAIR, may=every_reader)
def match_name(request: OfficerRequest, pair: Candidate, box: UUID) -> HttpResponse:
    """Ask for the purpose, then show a sealed part of either side, once, on record."""
    found = next((each for side in both_sides(request.actor, pair) for each in side.boxes if each.id == box), None)
    if found is None:
        raise Unseen
    role = role_in_team(request.actor, found.record_id)
    group = Group(found.group)
    access.box_or_unseen(found.id, found.record_id)
    if not may_open(role, group):
        raise BoxClosed(closed_words(request.actor, role), found)
    title = str(GROUP_WORDS[group])
    form, back = OpenForm(posted(request)), PAIR.page(pair)

    def opened(values: Any) -> HttpResponse:
        told = [(field.label, values[field.name]) for field in FIELDS[group] if field.name in values]
        context = {"title": title, "crumbs": crumbs(title), "values": told, "back": back}
        return render(request, "tracing/match_name.html", context)

    answer = carried_out(form, lambda: open_box(by=request.actor, box_id=found.id, **form.taken()), opened)
    intro = _("The log records who opened what, when and for what purpose.")
    return answer or show_form(
        request, form, title=title, label=_("Open"), back=back, intro=intro, crumbs=crumbs(title)
    )


@record_page(replace(ENTRY, load=lambda actor, key: entry_or_unseen(actor, key)), may=every_reader, methods=READ)
def entry_matches(request: OfficerRequest, entry: Entry) -> HttpResponse:
    """Show the best matches of an entry as a part of its page; asks again while they are being prepared."""
    found = best_for(request.actor, entry)
    context: dict[str, Any] = {
        "entry": entry,
        "matches": found,
        "match_rows": rows_of(request.actor, found.pairs, of=entry.id),
    }
    return render(request, "tracing/_matches.html", context)
