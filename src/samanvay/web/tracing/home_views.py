"""The way home of a found person: their own word, the verification of the home, the day of return."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused, Unseen, reason_against
from samanvay.tracing import events
from samanvay.tracing.entries.queries import found_entry, history_of_restoration
from samanvay.tracing.kinds import LANGUAGES
from samanvay.tracing.matches import policies
from samanvay.tracing.matches.actions import restoring
from samanvay.tracing.matches.masking import FoundOne, found_one
from samanvay.tracing.models import Restoration
from samanvay.tracing.states import CONSENTS, HOMES, RESTORATION_STATES, RETURNED_TO, RestorationState
from samanvay.web.components.pieces import Crumb, Happening, Kind, Pill
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, answered
from samanvay.web.kit.pages import POST, READ, Record, every_officer, every_reader, page, record_page
from samanvay.web.kit.people import names_of

from .match_forms import CHILD_CONSENTS, AskHomeForm, ConsentForm, HomeForm, OrderForm, ReturnForm, SaidForm
from .match_presenters import NOT_TOLD, place_words

S = RestorationState
STATE_KINDS: Mapping[S, Kind] = {
    S.CONSENT: "warn", S.HOME_CHECK: "warn", S.UNSAFE: "hot", S.READY: "ok", S.RESTORED: "ok",
}  # fmt: skip
ASKED_KINDS = ("dcpu", "ahtu", "district_police", "commissionerate", "help_desk", "cwc", "nodal_desk")


@dataclass(frozen=True)
class Step:
    """One thing that may be done on the way home: its form, which its action takes, or why not."""

    name: str
    title: str
    label: str
    done: str
    form: SaidForm
    action: Callable[..., Restoration]
    refused: str = ""
    intro: str = ""


STEPS = ("consent", "ask", "answer", "override", "return")


@page(may=every_officer, methods=POST)
def way_home_begin(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Begin the way home of a found person."""
    said = request.POST.get("candidate", "")
    try:
        candidate = UUID(said) if said else None
    except ValueError:
        raise Unseen from None
    done, action = _("Restoration begun. Each step is shown here."), restoring.begin_restoration
    return action_page(request, action, entry_id=key, candidate_id=candidate, done=done, to=WAY.page)


WAY: Record[Restoration] = Record(
    "way",
    load=lambda actor, key: restoring.restoration_or_unseen(actor, key),
    page=lambda way: reverse("way_home", args=[way.id]),
    crumbs=lambda actor, way: [
        Crumb(_("Possible matches"), reverse("matches")),
        Crumb(_("Restoration"), WAY.page(way)),
    ],
    given=lambda way: {"restoration_id": way.id},
)


@record_page(WAY, may=every_reader, methods=READ)
def way_home(request: OfficerRequest, way: Restoration) -> HttpResponse:
    """Show where the way home stands and what may be done."""
    return way_page(request, way)


def way_page(request: OfficerRequest, way: Restoration, *, wrong: Step | None = None) -> HttpResponse:
    """Show the way home; ``wrong`` is a step whose form was sent and has errors."""
    found = found_one(request.actor, way)
    steps = steps_of(request.actor, way, found)
    context = {
        "way": way,
        "crumbs": [WAY.crumbs(request.actor, way)[0], Crumb(_("Restoration"))],
        "state": Pill(way.state_words, STATE_KINDS.get(S(way.state), "calm")),
        "facts": _facts(way, found),
        "pair_url": reverse("match", args=[way.candidate_id]) if way.candidate_id else "",
        "steps": [wrong if wrong is not None and wrong.name == each.name else each for each in steps],
        "timeline": _timeline(way),
    }
    return render(request, "tracing/way_home.html", context, status=400 if wrong is not None else 200)


def _facts(way: Restoration, found: FoundOne) -> list[tuple[Any, Any]]:
    consents: Mapping[str, Any] = CHILD_CONSENTS if found.is_child else CONSENTS
    return [
        (_("Person"), found.label),
        (_("Home"), place_words(found.home)),
        (_("What they said"), consents[way.consent] if way.consent else None),
        (_("Asked in which language"), LANGUAGES.get(way.consent_language, NOT_TOLD) if way.consent else None),
        (
            _("Unit that verifies the home"),
            directory.name_of_unit(way.home_unit_asked) if way.home_unit_asked else None,
        ),
        (_("The home is"), HOMES[way.home_is] if way.home_is else None),
        (_("What was seen"), way.home_words if way.home_is else None),
        (_("Restore by order, though not safe"), way.override_order or None),
        (_("Restored on"), f"{way.returned_on:%d.%m.%Y}" if way.returned_on else None),
        (_("To"), RETURNED_TO.get(way.returned_to, NOT_TOLD) if way.returned_on else None),
        (_("Order of the committee"), way.order_reference or None),
    ]


def _timeline(way: Restoration) -> list[Happening]:
    rows = history_of_restoration(way)
    names = names_of(row.actor for row in rows)
    shown = []
    for row in rows:
        to = row.detail.get("to", "")
        words = (
            RESTORATION_STATES[S(to)]
            if to in set(S) and row.kind == events.RESTORATION_MOVED.code
            else events.RESTORATION_BEGUN.words
        )
        shown.append(Happening(row.at, words, by=names.get(row.actor, "")))
    return shown


def steps_of(
    actor: Actor, way: Restoration, found: FoundOne, posted: QueryDict | None = None, only: str = ""
) -> list[Step]:
    """Return what may be done now; ``posted`` fills the form of the step ``only``."""
    state = S(way.state)
    entry = found_entry(way)
    leads = _("The unit where the person is must lead the restoration.")
    if entry is not None:
        leads = reason_against(policies.may_lead_home, actor, entry)

    def form(name: str, kind: type[SaidForm], **more: Any) -> SaidForm:
        return kind(posted if name == only else None, initial={"version": way.version}, **more)

    steps: list[Step] = []
    if state is not S.RESTORED:
        intro = (
            _("The committee decides. It hears the child; what the child says is kept in the file.")
            if found.is_child
            else _("Do not inform the family before the person consents. The person may change their mind.")
        )
        consent = form("consent", ConsentForm, is_child=found.is_child)
        steps.append(
            Step(
                "consent", _("What the person said"), _("Save what they said"), _("Saved."),
                consent, restoring.record_consent, leads, intro,
            )
        )  # fmt: skip
    if state in (S.HOME_CHECK, S.UNSAFE):
        ask = form("ask", AskHomeForm, units=units_near(found))
        unknown = "" if found.home else _("The home is not known. Enter it in the entry first.")
        steps.append(
            Step(
                "ask", _("Ask for home verification"), _("Ask this unit"), _("Asked. The unit's time limit now runs."),
                ask, restoring.ask_home_check, leads or unknown,
            )
        )  # fmt: skip
    if state is S.HOME_CHECK and way.home_unit_asked is not None:
        refused = reason_against(policies.may_answer_home_check, actor, way)
        steps.append(
            Step(
                "answer", _("What the home is like"), _("Save the answer"), _("Saved. The asking unit is informed."),
                form("answer", HomeForm), restoring.answer_home_check, refused,
            )
        )  # fmt: skip
    if state is S.UNSAFE:
        steps.append(
            Step(
                "override", _("Restoration by order, home not safe"), _("Restore by this order"), _("Saved."),
                form("override", OrderForm), restoring.override_unsafe_home, leads,
            )
        )  # fmt: skip
    if state is S.READY:
        came_home = form("return", ReturnForm, is_child=found.is_child)
        steps.append(
            Step(
                "return", _("Day of restoration"), _("Report as restored"), _("Restored. Both entries are updated."),
                came_home, restoring.return_home, leads,
            )
        )  # fmt: skip
    return steps


def units_near(found: FoundOne) -> list[tuple[int, str]]:
    """Return the units that can verify a home: of its district first, then those that serve its state."""
    if found.home is None:
        return []
    return [(unit.audience, str(unit.names)) for unit in directory.units_serving(found.home.key, kinds=ASKED_KINDS)]


@record_page(WAY, may=every_reader, methods=POST)
def way_home_deed(request: OfficerRequest, way: Restoration, deed: str) -> HttpResponse:
    """Do a step of the way home."""
    found = found_one(request.actor, way)
    step = next((each for each in steps_of(request.actor, way, found, request.POST, deed) if each.name == deed), None)
    if step is None:
        raise (
            Refused(_("This is not possible: the status is “%(state)s”.") % {"state": way.state_words})
            if deed in STEPS
            else Unseen
        )
    if step.refused:
        raise Refused(step.refused)
    form, action = step.form, step.action
    answer = answered(
        request,
        form,
        lambda: action(by=request.actor, restoration_id=way.id, **form.taken()),
        to=WAY.page(way),
        said=step.done,
    )
    return answer or way_page(request, way, wrong=step)
