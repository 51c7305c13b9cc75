"""The way home of a found person: their own word, the verification of the home, the day of return."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
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
from samanvay.web.components.pieces import Crumb, Happening, Pill
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import answered
from samanvay.web.kit.pages import POST, READ, Record, every_officer, every_reader, page, record_page
from samanvay.web.kit.people import names_of

from .match_forms import AskHomeForm, ConsentForm, HomeForm, OrderForm, ReturnForm, SaidForm
from .match_presenters import NOT_TOLD, place_words

S = RestorationState
STATE_KINDS = {S.CONSENT: "warn", S.HOME_CHECK: "warn", S.UNSAFE: "hot", S.READY: "ok", S.RESTORED: "ok"}
ASKED_KINDS = ("dcpu", "ahtu", "district_police", "commissionerate", "help_desk", "cwc", "nodal_desk")


@dataclass(frozen=True)
class Deed:
    """One thing that may be done on the way home: its form, or why not."""

    name: str
    title: str
    label: str
    kept: str
    form: SaidForm
    url: str
    refused: str = ""
    intro: str = ""


@page(may=every_officer, methods=POST)
def way_home_begin(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Begin the way home of a found person."""
    said = request.POST.get("candidate", "")
    try:
        candidate = UUID(said) if said else None
    except ValueError:
        raise Unseen from None
    begun = restoring.begin_restoration(by=request.actor, entry_id=key, candidate_id=candidate)
    messages.success(request, _("Begun. Each step stands here."))
    return HttpResponseRedirect(reverse("way_home", args=[begun.id]))


WAY: Record[Restoration] = Record(
    "way",
    load=lambda actor, key: restoring.restoration_or_unseen(actor, key),
    page=lambda way: reverse("way_home", args=[way.id]),
    crumbs=lambda actor, way: [
        Crumb(_("Possible matches"), reverse("matches")),
        Crumb(_("The way home"), WAY.page(way)),
    ],
    given=lambda way: {"restoration_id": way.id},
)


@record_page(WAY, may=every_reader, methods=READ)
def way_home(request: OfficerRequest, way: Restoration) -> HttpResponse:
    """Show where the way home stands and what may be done."""
    return way_page(request, way)


def way_page(request: OfficerRequest, way: Restoration, *, wrong: Deed | None = None) -> HttpResponse:
    """Show the way home; ``wrong`` is a deed whose form was sent and has errors."""
    found = found_one(request.actor, way)
    deeds = [
        wrong if wrong is not None and wrong.name == each.name else each for each in deeds_of(request.actor, way, found)
    ]
    context = {
        "title": _("The way home"),
        "crumbs": [Crumb(_("Possible matches"), reverse("matches")), Crumb(_("The way home"))],
        "state": Pill(str(way.state_words), STATE_KINDS.get(S(way.state), "calm")),  # type: ignore[arg-type]
        "facts": _facts(way, found),
        "pair_url": reverse("match", args=[way.candidate_id]) if way.candidate_id else "",
        "deeds": deeds,
        "timeline": _timeline(way),
    }
    return render(request, "tracing/way_home.html", context, status=400 if wrong is not None else 200)


def _facts(way: Restoration, found: FoundOne) -> list[tuple[Any, Any]]:
    unit = directory.name_of_unit(way.home_unit_asked) if way.home_unit_asked else None
    facts: list[tuple[Any, Any]] = [
        (_("Person"), found.label),
        (_("Home"), place_words(found.home)),
    ]
    if way.consent:
        words = _child_words()[way.consent] if found.is_child else str(CONSENTS[way.consent])
        facts.append((_("Their own word"), words))
        facts.append((_("Asked in the language"), LANGUAGES.get(way.consent_language, NOT_TOLD)))
    if unit is not None:
        facts.append((_("Home is verified by"), unit))
    if way.home_is:
        facts.append((_("The home is"), HOMES[way.home_is]))
        facts.append((_("What was seen"), way.home_words))
    if way.override_order:
        facts.append((_("By order, though not safe"), way.override_order))
    if way.returned_on:
        facts.append((_("Came home on"), f"{way.returned_on:%d.%m.%Y}"))
        facts.append((_("To"), RETURNED_TO.get(way.returned_to, NOT_TOLD)))
    if way.order_reference:
        facts.append((_("Order of the committee"), way.order_reference))
    return facts


def _child_words() -> dict[str, str]:
    return {"given": _("The child wants to go home"), "refused": _("The child does not want to go home")}


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


def deeds_of(
    actor: Actor, way: Restoration, found: FoundOne, posted: QueryDict | None = None, only: str = ""
) -> list[Deed]:
    """Return what may be done now; ``posted`` fills the form of the deed ``only``."""
    state = S(way.state)
    entry = found_entry(way)
    leads = reason_against(policies.may_lead_home, actor, entry) if entry else _leads_elsewhere()
    first = {"version": way.version}

    def given(name: str) -> Any:
        return posted if name == only else None

    def deed(name: str, title: str, label: str, kept: str, form: SaidForm, refused: str, intro: str = "") -> Deed:
        url = reverse("way_home_deed", args=[way.id, name])
        return Deed(name, title, label, kept, form, url, refused, intro)

    made: list[Deed] = []
    if state is not S.RESTORED:
        intro = (
            _("The committee decides; the child is heard, and what it says goes with the file.")
            if found.is_child
            else _("Nothing is told to the family before the person consents, and they may change their word.")
        )
        made.append(
            deed(
                "consent", _("The person's own word"), _("Keep their word"), _("Kept."),
                ConsentForm(given("consent"), initial=first, is_child=found.is_child), leads, intro,
            )
        )  # fmt: skip
    if state in (S.HOME_CHECK, S.UNSAFE):
        made.append(
            deed(
                "ask", _("Ask for the home to be verified"), _("Ask this unit"), _("Asked; its clock runs."),
                AskHomeForm(given("ask"), initial=first, units=units_near(found)), leads or _home_unknown(found),
            )
        )  # fmt: skip
    if state is S.HOME_CHECK and way.home_unit_asked is not None:
        refused = reason_against(policies.may_answer_home_check, actor, way)
        made.append(
            deed(
                "answer", _("What the home is like"), _("Keep the answer"), _("Kept, and the asking unit is told."),
                HomeForm(given("answer"), initial=first), refused,
            )
        )  # fmt: skip
    if state is S.UNSAFE:
        made.append(
            deed(
                "override", _("Return by order though the home is not safe"), _("By this order"), _("Kept."),
                OrderForm(given("override"), initial=first), leads,
            )
        )  # fmt: skip
    if state is S.READY:
        made.append(
            deed(
                "return", _("The day of return"), _("They came home"), _("Home. Both entries say so."),
                ReturnForm(given("return"), initial=first, is_child=found.is_child), leads,
            )
        )  # fmt: skip
    return made


def _home_unknown(found: FoundOne) -> str:
    return "" if found.home is not None else _("Where home is, is not known: write it into the entry first.")


def _leads_elsewhere() -> str:
    return _("The way home is led at the unit where the person is.")


def units_near(found: FoundOne) -> list[tuple[int, str]]:
    """Return the units that can verify a home: of its district first, then those that serve its state."""
    if found.home is None:
        return []
    return [(unit.audience, str(unit.names)) for unit in directory.units_serving(found.home.key, kinds=ASKED_KINDS)]


@record_page(WAY, may=every_reader, methods=POST)
def way_home_deed(request: OfficerRequest, way: Restoration, deed: str) -> HttpResponse:
    """Do a step of the way home."""
    found = found_one(request.actor, way)
    wanted = next((each for each in deeds_of(request.actor, way, found, request.POST, deed) if each.name == deed), None)
    if wanted is None:
        raise Refused(_("This cannot follow: “%(state)s”.") % {"state": way.state_words}) if deed in DOING else Unseen
    if wanted.refused:
        raise Refused(wanted.refused)
    form, act = wanted.form, DOING[deed]
    answer = answered(request, form, lambda: act(request.actor, way, form), to=WAY.page(way), said=wanted.kept)
    return answer or way_page(request, way, wrong=wanted)


def _consent(actor: Actor, way: Restoration, form: SaidForm) -> None:
    said = form.cleaned_data
    restoring.record_consent(
        by=actor, restoration_id=way.id, consent=said["consent"], language=said["language"], expected=form.expected
    )


def _ask(actor: Actor, way: Restoration, form: SaidForm) -> None:
    restoring.ask_home_check(by=actor, restoration_id=way.id, unit=form.cleaned_data["unit"], expected=form.expected)


def _home(actor: Actor, way: Restoration, form: SaidForm) -> None:
    said = form.cleaned_data
    restoring.answer_home_check(
        by=actor, restoration_id=way.id, home_is=said["home_is"], on=said["on"], expected=form.expected, **form.said
    )


def _override(actor: Actor, way: Restoration, form: SaidForm) -> None:
    restoring.override_unsafe_home(
        by=actor, restoration_id=way.id, order=form.cleaned_data["order"], expected=form.expected
    )


def _return(actor: Actor, way: Restoration, form: SaidForm) -> None:
    said = form.cleaned_data
    restoring.return_home(
        by=actor, restoration_id=way.id, on=said["on"], to=said["to"], order=said.get("order", ""),
        expected=form.expected,
    )  # fmt: skip


DOING: dict[str, Callable[[Actor, Restoration, SaidForm], None]] = {
    "consent": _consent,
    "ask": _ask,
    "answer": _home,
    "override": _override,
    "return": _return,
}
