"""One person's way through: what was done, who said so and who confirmed it, clocks, what is next; and on paper."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from samanvay.acts.lists import corrections_of
from samanvay.acts.models import Act
from samanvay.acts.queries import ClockOfPerson, clocks_of, timeline
from samanvay.acts.sight import seen_in_full
from samanvay.acts.states import ActState
from samanvay.acts.steps import missing_among, open_kinds
from samanvay.audit.models import Amendment
from samanvay.cases.kinds import EventKind
from samanvay.cases.models import Case, CasePerson
from samanvay.cases.policies import may_read_case
from samanvay.cases.queries import case_or_unseen, events_of
from samanvay.kernel.db.scope import Actor
from samanvay.web.components.pieces import Happening, Kind
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.duties import state_pill
from samanvay.web.kit.pages import READ, action_to, record_page
from samanvay.web.kit.people import names_of

from . import presenters as shown
from .person_paper import paper_of
from .records import PERSON

KINDS: dict[str, Kind] = {
    ActState.CONFIRMED: "ok", ActState.CONTRADICTED: "hot", ActState.DECLARED: "warn", ActState.ATTESTED: "calm",
}  # fmt: skip


@record_page(PERSON, may=may_read_case, methods=READ)
def person_page(request: OfficerRequest, person: CasePerson) -> HttpResponse:
    """Show what was done for one person of a case, and what is next."""
    actor = request.actor
    case, acts = case_or_unseen(actor, person.case_id), timeline(actor, person)
    full = seen_in_full(actor, acts)
    seen = [act for act in acts if act.id in full]
    record = action_to(actor, "act_choose", _("Record an act"), case, "primary", query=f"?person={person.id}")
    context = {
        "person": person,
        "case": case,
        "crumbs": PERSON.crumbs(actor, person),
        "facts": " · ".join(str(each) for each in (person.role_words, person.sex_words, person.age_words)),
        "next": shown.next_words(acts, full) if acts or person.may_be_child else "",
        "clocks": [_clock_row(each) for each in clocks_of(actor, person)],
        "happenings": [*_found(actor, case), *_happenings(actor, acts, full)],
        "actions": [record] if open_kinds(acts) else [],
        "odd": [(act.kind_words, words) for act in seen for words in shown.odd_words(act, missing_among(act, acts))],
    }
    return render(request, "acts/person.html", context)


def _clock_row(each: ClockOfPerson) -> dict[str, Any]:
    """Return a clock of a person: until when it runs and how long there is, or by what it ended."""
    duty = each.duty
    ended = ""
    if each.act is not None:
        ended = _("Ended by: %(what)s, %(state)s") % {"what": each.act.kind_words, "state": each.act.state_words}
    return {
        "words": duty.title,
        "pill": state_pill(duty),
        "sub": ended or _("Until %(when)s") % {"when": moment_words(duty.due_at)},
    }


def _found(actor: Actor, case: Case) -> list[Happening]:
    """Return the rescue of a case, with which the clocks of its persons begin."""
    rescues = [each for each in events_of(actor, case) if each.kind == EventKind.RESCUE and not each.is_void]
    return [
        Happening(str(each.occurred) if each.occurred else _("date not given"), str(each.kind_words))
        for each in rescues
    ]


def _happenings(actor: Actor, acts: list[Act], full: frozenset[Any]) -> list[Happening]:
    """Return acts in the order of their hour: who recorded each, who confirmed it, how it was corrected."""
    corrected: dict[Any, list[Amendment]] = {}
    for each in corrections_of(actor, [act for act in acts if act.id in full]):
        corrected.setdefault(each.target_id, []).append(each)
    names = names_of(act.answered_by for act in acts)
    found = []
    for act in acts:
        words, kind = f"{act.kind_words}: {act.state_words}", KINDS.get(act.state, "")
        if act.id not in full:
            found.append(Happening(shown.day_of(act), words, kind=kind))
            continue
        by = names.get(act.answered_by, "") if act.answered_by else ""
        said = [act.reference, _answer_words(act, by), *_correction_words(corrected.get(act.id, ()))]
        more = " · ".join(part.rstrip(".") for part in said if part)
        found.append(Happening(shown.when_words(act), words, by=shown.maker_words(act), more=more, kind=kind))
    return found


def _answer_words(act: Act, by: str) -> str:
    """Return what the receiver of an act said of it, else who must still say something."""
    unit = shown.unit_words(act.receiver_unit)
    if act.state == ActState.CONFIRMED and act.answered_at is not None:
        who = ", ".join(part for part in (unit, by) if part)
        return _("confirmed by %(who)s, %(when)s") % {"who": who, "when": moment_words(act.answered_at)}
    if act.state == ActState.CONTRADICTED:
        return _("%(who)s says: %(words)s") % {"who": unit, "words": act.answer_words}
    return shown.waiting_words(act)


def _correction_words(amendments: Iterable[Amendment]) -> list[str]:
    each_once = dict.fromkeys((each.at.replace(microsecond=0), each.reason) for each in amendments)
    return [
        _("corrected %(when)s: %(reason)s") % {"when": moment_words(at), "reason": reason} for at, reason in each_once
    ]


@record_page(PERSON, may=may_read_case, methods=READ)
def person_print(request: OfficerRequest, person: CasePerson) -> HttpResponse:
    """Give what was done for a person on one page, by the label alone, in Hindi or English."""
    actor = request.actor
    case, acts = case_or_unseen(actor, person.case_id), timeline(actor, person)
    full = seen_in_full(actor, acts)
    language = "en" if request.GET.get("language") == "en" else "hi"
    with translation.override(language):
        paper = paper_of(case, person, acts, full, clocks_of(actor, person), language)
    answer = HttpResponse(paper.pdf(), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{case.number}-{person.no}.pdf"'
    return answer
