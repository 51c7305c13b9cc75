"""Cases as words and pieces for the templates."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.opening import Standing
from samanvay.access.boxes.actions.team import role_in_team
from samanvay.access.boxes.groups import OF_A_PERSON
from samanvay.cases import policies
from samanvay.cases.fields import PERSON_FIELDS
from samanvay.cases.models import Case, CaseEvent, CasePerson
from samanvay.cases.states import Stage, following
from samanvay.cases.tasks import BEFORE_CWC, TAKE_OVER
from samanvay.directory.models import Unit
from samanvay.directory.queries import units_of
from samanvay.duties.models import Duty
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.recording.fields import without
from samanvay.web.components.pieces import Action, Column, DutyRow, Happening, Pill, Table
from samanvay.web.kit import offers, sentences
from samanvay.web.kit.boxes.presenters import case_box_urls, sealed_groups
from samanvay.web.kit.duties import MOST_NOW, do_now, state_pill
from samanvay.web.kit.field_words import NOT_SAID
from samanvay.web.kit.pages import action_to
from samanvay.web.kit.places import place_words

STAGE_KINDS = {Stage.OPENED: "warn", Stage.INVESTIGATED: "warn", Stage.CLOSED: "ok"}


def stage_pill(case: Case) -> Pill:
    """Return the stage of a case as a pill; a void case says so."""
    if case.is_void:
        return Pill(_("cancelled"), "hot")
    return Pill(str(case.stage_words), STAGE_KINDS.get(Stage(case.stage), "calm"))  # type: ignore[arg-type]


def case_table(cases: Iterable[Case]) -> Table:
    """Return the list of cases."""
    return Table.of(
        _("Cases"),
        [
            Column(_("Number"), lambda case: case.number),
            Column(_("What happened"), lambda case: case.what),
            Column(_("Form of exploitation"), lambda case: _listed(case.form_words)),
            Column(_("Where"), lambda case: place_words(case.place)),
            Column(_("When"), lambda case: case.occurred),
            Column(_("People"), lambda case: case.people, number=True),
            Column(_("Stage"), stage_pill),
        ],
        cases,
        lambda case: reverse("case", args=[case.id]),
    )


def _listed(words: Iterable[Any]) -> str:
    return ", ".join(str(each) for each in words) or NOT_SAID


def case_facts(case: Case, unit: Unit | None) -> list[tuple[Any, Any]]:
    """Return what is known of a case outside the boxes."""
    return [
        (_("Stage"), stage_pill(case)),
        (_("Form of exploitation"), _listed(case.form_words)),
        (_("Lure"), _listed(case.lure_words)),
        (_("Vulnerability exploited"), _listed(case.disparity_words)),
        (_("Where"), place_words(case.place)),
        (_("When"), case.occurred or NOT_SAID),
        (_("People"), _("not given") if case.people is None else case.people),
        (_("Source"), case.source_words),
        (_("Unit"), unit.names if unit else NOT_SAID),
        (_("Responsible"), case.owner.name),
    ]


def in_charge(case: Case, unit: Unit | None) -> str:
    """Return the officer in charge of a case, with the unit."""
    return ", ".join(str(part) for part in (case.owner.name, unit and unit.names) if part)


def person_cards(
    actor: Actor,
    case: Case,
    persons: Iterable[CasePerson],
    standings: Iterable[Standing],
    screening: Mapping[UUID, Action],
) -> list[dict[str, Any]]:
    """Return the persons of a case with their field groups; ``screening`` has the button that asks for their signs."""
    denial = reason_against(policies.may_amend_case, actor, case)
    by_person: dict[UUID, dict[str, Standing]] = {}
    for standing in standings:
        by_person.setdefault(standing.box.subject_id, {})[standing.box.group] = standing
    role = role_in_team(actor, case.id)
    more = without(PERSON_FIELDS, "role", "sex", "age", "age_band")
    cards = []
    for person in persons:
        known, urls = by_person.get(person.id, {}), case_box_urls(case.id, person.id)
        groups = sealed_groups(actor, OF_A_PERSON, known, role, urls, is_void=case.is_void)
        said = [person.role_words, person.sex_words, person.age_words, *(field.said(person) for field in more)]
        cards.append(
            {
                "person": person,
                "facts": " · ".join(str(each) for each in said if each),
                "sealed": [group for group in groups if group.is_there],
                "unsealed": [group for group in groups if not group.is_there],
                "screen": screening.get(person.id),
                "change": corrections(case, "person", person, denial),
            }
        )
    return cards


def corrections(case: Case, name: str, entry: Any, denial: str) -> list[Action]:
    """Return the ways to correct and to void an entry of a case, none to a void one or against a ``denial``."""
    if denial or entry.is_void:
        return []
    return [
        Action(_("Correct"), url=reverse(f"{name}_amend", args=[case.id, entry.id])),
        Action(_("Cancel entry"), url=reverse(f"{name}_void", args=[case.id, entry.id])),
    ]


def voidable(actor: Actor, case: Case, events: Iterable[CaseEvent]) -> list[tuple[str, str]]:
    """Return the words and the voiding page of each event that the actor may void."""
    if reason_against(policies.may_amend_case, actor, case):
        return []
    return [
        (
            f"{event.kind_words}, {event.occurred or _('date not given')}",
            reverse("event_void", args=[case.id, event.id]),
        )
        for event in events
        if not event.is_void
    ]


def event_happenings(events: Iterable[CaseEvent]) -> list[Happening]:
    """Return what happened as a timeline."""
    shown = []
    rows = list(events)
    units = units_of({event.to_unit for event in rows if event.to_unit is not None})
    for event in rows:
        said = [place_words(event.place)] if event.place else []
        if event.people is not None:
            said.append(sentences.persons(event.people))
        if event.to_unit in units:
            said.append(_("to %(unit)s") % {"unit": units[event.to_unit].names})
        words = str(event.kind_words) if not event.is_void else _("%(kind)s (cancelled)") % {"kind": event.kind_words}
        more = ". ".join(part for part in (", ".join(said), event.note or event.void_reason) if part)
        shown.append(Happening(str(event.occurred) if event.occurred else _("date not given"), words, more=more))
    return shown


def next_steps(
    actor: Actor,
    case: Case,
    duties: Sequence[Duty],
    persons: Sequence[CasePerson],
    screenings: offers.ScreeningsCard,
) -> list[DutyRow]:
    """Return what the reader is to do now in a case: duties that run for them, then a person to enter.

    A committee enters itself that a child was produced, whoever has to produce it. Signs are asked before anything else
    where an accused person may be a victim.
    """
    page = reverse("case", args=[case.id])

    def before_cwc(duty: Duty) -> Action:
        return Action(
            _("Enter the production before the CWC"), f"{reverse('event_add', args=[case.id])}?kind=cwc", "primary"
        )

    def take_over(duty: Duty) -> Action:
        fields = {"version": duty.version, "next": page}
        return Action(_("Taken over"), reverse("duty_done", args=[duty.id]), "primary", post=True, fields=fields)

    add = action_to(actor, "person_add", _("Add a person"), case, "primary")
    nobody = None if persons or add.refused else DutyRow(_("Add the person whom the case is about"), actions=[add])
    awaited = next((duty for duty in duties if duty.kind == BEFORE_CWC.code and duty.is_waiting), None)
    produced = None
    if awaited is not None and any(held.role == "cwc_member" for held in actor.grants):
        produced = DutyRow(
            awaited.title,
            url=reverse("duty", args=[awaited.id]),
            clock=state_pill(awaited),
            actions=[before_cwc(awaited)],
        )
    asked = screenings.first
    verbs = {BEFORE_CWC.code: before_cwc, TAKE_OVER.code: take_over}
    steps = do_now(actor, duties, verbs, produced, nobody)
    return [asked, *steps][:MOST_NOW] if asked else steps


def case_actions(actor: Actor, case: Case) -> dict[str, Any]:
    """Return what may be pressed on the page of a case, each with the policy's words where not."""
    main = [action_to(actor, "case_amend", _("Correct"), case)]
    if following(case.stage):
        main.append(action_to(actor, "case_move", _("Next stage"), case))
    main.append(action_to(actor, "case_share", _("Share"), case))
    main.append(action_to(actor, "case_void", _("Cancel entry"), case, "danger"))
    return {
        "main": main,
        "people": action_to(actor, "person_add", _("Add a person"), case),
        "events": action_to(actor, "event_add", _("Add an event"), case),
        "team": action_to(actor, "team_name", _("Add to the team"), case),
    }
