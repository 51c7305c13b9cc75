"""Cases as words and pieces for the templates."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.opening import Standing
from samanvay.access.boxes.actions.team import role_in_team
from samanvay.access.boxes.groups import (
    OF_A_PERSON,
)
from samanvay.cases import policies
from samanvay.cases.fields import PERSON_FIELDS
from samanvay.cases.models import Case, CaseEvent, CasePerson
from samanvay.cases.states import Stage, following
from samanvay.directory.models import Unit
from samanvay.directory.queries import units_of
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.recording.fields import without
from samanvay.web.components.pieces import Action, Column, Happening, Pill, Row, Table
from samanvay.web.kit.boxes.presenters import SealedGroup, case_box_urls, sealed_groups
from samanvay.web.kit.field_words import NOT_SAID
from samanvay.web.kit.pages import action_to
from samanvay.web.kit.places import place_words

STAGE_KINDS = {Stage.OPENED: "warn", Stage.INVESTIGATED: "warn", Stage.CLOSED: "ok"}


def stage_pill(case: Case) -> Pill:
    """Return the stage of a case as a pill; a void case says so."""
    if case.is_void:
        return Pill(_("void"), "hot")
    return Pill(str(case.stage_words), STAGE_KINDS.get(Stage(case.stage), "calm"))  # type: ignore[arg-type]


def case_table(cases: Iterable[Case]) -> Table:
    """Return the list of cases."""
    columns = [
        Column(_("Number")), Column(_("What happened")), Column(_("Form")), Column(_("Where")),
        Column(_("When")), Column(_("People"), number=True), Column(_("Stage")),
    ]  # fmt: skip
    return Table(
        _("Cases"),
        columns,
        [
            Row(
                [
                    case.number,
                    case.what,
                    ", ".join(str(words) for words in case.form_words) or NOT_SAID,
                    place_words(case.place),
                    str(case.occurred) if case.occurred else NOT_SAID,
                    NOT_SAID if case.people is None else case.people,
                    stage_pill(case),
                ],
                url=reverse("case", args=[case.id]),
            )
            for case in cases
        ],
    )


def case_facts(case: Case, unit: Unit | None) -> list[tuple[Any, Any]]:
    """Return what is known of a case outside the boxes."""
    return [
        (_("Stage"), stage_pill(case)),
        (_("Form"), ", ".join(str(words) for words in case.form_words) or NOT_SAID),
        (_("Lure"), ", ".join(str(words) for words in case.lure_words) or NOT_SAID),
        (_("What was exploited"), ", ".join(str(words) for words in case.disparity_words) or NOT_SAID),
        (_("Where"), place_words(case.place)),
        (_("When"), str(case.occurred) if case.occurred else NOT_SAID),
        (_("People"), _("not said") if case.people is None else case.people),
        (_("Source"), case.source_words),
        (_("Unit"), unit.names if unit else NOT_SAID),
        (_("Owner"), case.owner.name),
    ]


@dataclass(frozen=True)
class PersonCard:
    """A person on the page."""

    id: UUID
    label: Any
    facts: str
    is_void: bool
    groups: list[SealedGroup]
    change: list[Action]

    @property
    def sealed(self) -> list[SealedGroup]:
        return [group for group in self.groups if group.is_there]

    @property
    def unsealed(self) -> list[SealedGroup]:
        return [group for group in self.groups if not group.is_there]


def person_cards(
    actor: Actor, case: Case, persons: Iterable[CasePerson], standings: Iterable[Standing]
) -> list[PersonCard]:
    """Return the persons of a case with their field groups."""
    denial = reason_against(policies.may_amend_case, actor, case)
    by_person: dict[UUID, dict[str, Standing]] = {}
    for standing in standings:
        by_person.setdefault(standing.box.subject_id, {})[standing.box.group] = standing
    role = role_in_team(actor, case.id)
    cards = []
    for person in persons:
        known, urls = by_person.get(person.id, {}), case_box_urls(case.id, person.id)
        more = without(PERSON_FIELDS, "role", "sex", "age", "age_band")
        said = [person.role_words, person.sex_words, person.age_words, *(field.said(person) for field in more)]
        cards.append(
            PersonCard(
                person.id,
                person.label,
                " · ".join(str(each) for each in said if each),
                person.is_void,
                sealed_groups(actor, OF_A_PERSON, known, role, urls, is_void=case.is_void),
                []
                if denial or person.is_void
                else [
                    Action(_("Correct"), url=reverse("person_amend", args=[case.id, person.id])),
                    Action(_("Void"), url=reverse("person_void", args=[case.id, person.id])),
                ],
            )
        )
    return cards


def voidable(actor: Actor, case: Case, events: Iterable[CaseEvent]) -> list[tuple[str, str]]:
    """Return the words and the voiding page of each event that the actor may void."""
    if reason_against(policies.may_amend_case, actor, case):
        return []
    return [
        (f"{event.kind_words}, {event.occurred or _('date not said')}", reverse("event_void", args=[case.id, event.id]))
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
            said.append(_("%(n)d people") % {"n": event.people})
        if event.to_unit in units:
            said.append(_("to %(unit)s") % {"unit": units[event.to_unit].names})
        words = str(event.kind_words) if not event.is_void else _("%(kind)s (void)") % {"kind": event.kind_words}
        more = ". ".join(part for part in (", ".join(said), event.note or event.void_reason) if part)
        shown.append(Happening(str(event.occurred) if event.occurred else _("date not said"), words, more=more))
    return shown


@dataclass(frozen=True)
class CaseActions:
    """What may be pressed on the page of a case, each with the policy's words where not."""

    main: list[Action] = field(default_factory=list)
    people: Action | None = None
    events: Action | None = None
    team: Action | None = None


def case_actions(actor: Actor, case: Case) -> CaseActions:
    """Return the buttons of a case."""
    main = [action_to(actor, "case_amend", _("Correct"), case)]
    if following(case.stage):
        main.append(action_to(actor, "case_move", _("Next stage"), case))
    main.append(action_to(actor, "case_share", _("Share"), case))
    main.append(action_to(actor, "case_void", _("Void"), case, "danger"))
    return CaseActions(
        main,
        action_to(actor, "person_add", _("Add a person"), case),
        action_to(actor, "event_add", _("Add an event"), case),
        action_to(actor, "team_name", _("Name to the team"), case),
    )
