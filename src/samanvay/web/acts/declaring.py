"""Recording an act: the kind first, then what it asks for."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.acts.kinds import ActKind, known_kinds
from samanvay.acts.models import Act
from samanvay.acts.policies import maker_grants, may_declare
from samanvay.acts.queries import acts_of_case, kinds_for, receivers_for
from samanvay.acts.steps import open_kinds
from samanvay.cases.models import Case, CasePerson
from samanvay.cases.queries import persons_of
from samanvay.directory.queries import units_of
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.pages import READ, record_page

from .forms import DeclareForm, record_acts
from .presenters import roles_words
from .records import CASE, PERSON


def _may_declare_any(actor: Actor, case: Case) -> None:
    """Refuse whoever records no act in this case."""
    may_declare(actor, case)


@record_page(CASE, may=_may_declare_any, methods=READ)
def choose(request: OfficerRequest, case: Case) -> HttpResponse:
    """Ask which act is recorded: those that may come next first."""
    actor = request.actor
    mine = kinds_for(actor, case)
    acts = acts_of_case(actor, case)
    persons = [person for person in persons_of(actor, case) if not person.is_void]
    next_codes = {kind.code for person in persons for kind in open_kinds(_of_person(acts, person))}
    ready = [kind for kind in mine if kind.code in next_codes]
    query = request.GET.urlencode()
    title = _("Record an act")
    context = {
        "case": case,
        "title": title,
        "crumbs": [*CASE.crumbs(actor, case), Crumb(title)],
        "groups": [
            (_("May come next"), [_choice(case, kind, query) for kind in ready]),
            (_("Other acts"), [_choice(case, kind, query) for kind in mine if kind not in ready]),
        ],
        "nobody": not persons,
        "back": CASE.page(case),
    }
    return render(request, "acts/choose.html", context)


def _of_person(acts: list[Act], person: CasePerson) -> list[Act]:
    return [act for act in acts if act.person_id in (person.id, None)]


def _choice(case: Case, kind: ActKind, query: str) -> dict[str, Any]:
    url = reverse("act_record", args=[case.id, kind.code])
    return {
        "url": f"{url}?{query}" if query else url,
        "words": kind.words,
        "sub": _("Confirmed by: %(roles)s") % {"roles": roles_words(kind.receiving_roles)},
    }


@record_page(CASE, may=_may_declare_any)
def record(request: OfficerRequest, case: Case, code: str) -> HttpResponse:
    """Record an act of one kind, for one person or several."""
    actor = request.actor
    kind = known_kinds().get(code)
    if kind is None:
        raise Unseen
    may_declare(actor, case, kind)
    persons = _persons(actor, case, kind)
    units = list(units_of(dict.fromkeys(held.audience for held in maker_grants(actor, case, kind))).values())
    receivers = receivers_for(actor, case, code)
    made: list[DeclareForm] = []

    def form(*args: Any, **kwargs: Any) -> DeclareForm:
        kwargs["initial"] = _first(request, persons, [unit.audience for unit in receivers])
        made.append(
            DeclareForm(*args[:1], actor=actor, kind=kind, persons=persons, units=units, receivers=receivers, **kwargs)
        )
        return made[0]

    return form_page(
        request,
        form,
        lambda **given: record_acts(made[0], **given),
        case,
        title=str(kind.words),
        label=_("Record the act"),
        intro=_("It counts once the receiving office confirms it. Until then the time limit runs on."),
        done=_said,
        to=lambda acts: PERSON.page(acts[0].person) if _from_person(request, acts) else CASE.page(case),
    )


def _said(acts: list[Act]) -> str:
    said = ngettext(
        "Recorded for %(n)d person. It waits for confirmation.",
        "Recorded for %(n)d persons. They wait for confirmation.",
        len(acts),
    )
    return said % {"n": len(acts)}


def _from_person(request: OfficerRequest, acts: list[Act]) -> bool:
    return bool(request.GET.get("person")) and len(acts) == 1 and acts[0].person is not None


def _persons(actor: Actor, case: Case, kind: ActKind) -> list[CasePerson]:
    """Return the persons of a case for whom an act of a kind may be recorded."""
    if not kind.of_person:
        return []
    return [person for person in persons_of(actor, case) if not person.is_void and person.role in kind.persons]


def _first(request: OfficerRequest, persons: list[CasePerson], receivers: list[int]) -> dict[str, Any]:
    """Return what is filled in already: the person of the address, one who stands alone, the only receiver."""
    asked = request.GET.get("person", "")
    keys = [str(person.id) for person in persons]
    ticked = [asked] if asked in keys else keys if len(keys) == 1 else []
    return {"persons": ticked, "receiver": receivers[0] if len(receivers) == 1 else None}
