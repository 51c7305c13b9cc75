"""Cases as words and pieces for the templates."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.boxes.actions.opening import Standing, standings
from samanvay.access.boxes.actions.team import role_in_team
from samanvay.access.boxes.groups import OF_A_PERSON, Group
from samanvay.acts.kinds import act_kind
from samanvay.acts.policies import may_declare
from samanvay.cases import policies
from samanvay.cases.fields import PERSON_FIELDS
from samanvay.cases.kinds import Left, PersonRole
from samanvay.cases.models import Case, CaseDeparture, CaseEvent, CasePerson, Recount
from samanvay.cases.queries import persons_of
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
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.duties import MOST_NOW, do_now
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
    departures: Iterable[CaseDeparture] = (),
) -> list[dict[str, Any]]:
    """Return the persons of a case with their field groups, and who of them left.

    ``screening`` has the button that asks for their signs.
    """
    left = {each.person_id: each for each in departures if not each.is_void}
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
                "left": left[person.id].kind_words if person.id in left else "",
                "left_words": left_words(left[person.id]) if person.id in left else "",
                "not_handed": person.not_handed,
                "change": [
                    *corrections(case, "person", person, denial),
                    *_leaving(case, person, left.get(person.id), denial),
                ],
            }
        )
    return cards


MOST_UNNAMED = 12


def unnamed_links(actor: Actor, case: Case) -> list[tuple[str, str]]:
    """Return who is listed by number and has no name yet, each with the page on which the name is written."""
    named = {each.box.subject_id for each in standings(actor, case.id) if each.box.group == Group.IDENTITY}
    listed = [
        each
        for each in persons_of(actor, case)
        if each.role == PersonRole.VICTIM and not each.is_void and each.id not in named
    ]
    return [
        (str(each.label), reverse("box_seal", args=[case.id, each.id, Group.IDENTITY.value]))
        for each in listed[:MOST_UNNAMED]
    ]


def _leaving(case: Case, person: CasePerson, departure: CaseDeparture | None, denial: str) -> list[Action]:
    """Return how it is told that a person left, or how that is cancelled."""
    if denial or person.is_void or person.role != PersonRole.VICTIM:
        return []
    if departure is not None:
        url = reverse("person_left_void", args=[case.id, departure.id])
        return [Action(_("Cancel that this person left"), url=url)]
    return [Action(_("Escaped, left or died"), url=reverse("person_left", args=[case.id, person.id]))]


def left_words(departure: CaseDeparture) -> str:
    """Return how and when a person left, in whose words, and when alone their time limit ends by it."""
    said = _("%(how)s, %(when)s. Told by: %(who)s. %(words)s") % {
        "how": departure.kind_words,
        "when": moment_words(departure.left_at),
        "who": departure.told_by_words,
        "words": departure.note,
    }
    if departure.kind == Left.HANDED_OVER:
        return said
    ends = _("Only when the receiving office confirms it does a time limit end, as not kept.")
    return f"{said} {ends}"


def recount_words(row: Recount) -> str:
    """Return both numbers of a case while a lower one waits for the unit that took the people over."""
    unit = units_of([row.asked_unit]).get(row.asked_unit)
    return _(
        "%(before)d people were recorded. Corrected to %(after)d on %(when)s, which %(unit)s has not confirmed yet. "
        "Reason: %(reason)s"
    ) % {
        "before": row.people_before,
        "after": row.people_after,
        "when": moment_words(row.asked_at),
        "unit": unit.names if unit else NOT_SAID,
        "reason": row.reason,
    }


def alerts(departures: Iterable[CaseDeparture], recounts: Iterable[Recount]) -> list[str]:
    """Return what the page of a case says first: a child who escaped, a number that waits to be confirmed."""
    escaped = [
        _("%(label)s escaped, %(when)s. Enter the child in the register of the missing.")
        % {"label": each.person.label, "when": moment_words(each.left_at)}
        for each in departures
        if each.kind == Left.ESCAPED and not each.is_void and each.person.may_be_child
    ]
    return [*escaped, *(recount_words(each) for each in recounts)]


def more_people(count: int) -> str:
    """Return how many persons stand in the table alone, "" where none."""
    said = ngettext("%(n)d more person is in the table.", "%(n)d more persons are in the table.", count)
    return said % {"n": count} if count > 0 else ""


def more_duties(count: int) -> str:
    """Return how many tasks of a case are not shown, "" where none."""
    return ngettext("%(n)d more task", "%(n)d more tasks", count) % {"n": count} if count > 0 else ""


def recountable(actor: Actor, events: Iterable[CaseEvent]) -> list[tuple[str, str]]:
    """Return the words and the page of each number of found people that the actor may correct."""
    return [
        (
            f"{event.kind_words}, {event.occurred or _('date not given')}",
            reverse("event_number", args=[event.case_id, event.id]),
        )
        for event in events
        if not reason_against(policies.may_recount, actor, event)
    ]


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

    Signs are asked before anything else where an accused person may be a victim.
    """
    page = reverse("case", args=[case.id])

    def before_cwc(duty: Duty) -> Action:
        _clock, _case, person, *_begun_anew = (duty.key or ":::").split(":")
        url = f"{reverse('act_record', args=[case.id, 'produced'])}?person={person}"
        return Action(_("Record the production"), url, "primary")

    def take_over(duty: Duty) -> Action:
        fields = {"version": duty.version, "next": page}
        return Action(_("Taken over"), reverse("duty_done", args=[duty.id]), "primary", post=True, fields=fields)

    add = action_to(actor, "person_add", _("Add a person"), case, "primary")
    nobody = None if persons or add.refused else DutyRow(_("Add the person whom the case is about"), actions=[add])
    verbs = {TAKE_OVER.code: take_over}
    if not reason_against(may_declare, actor, case, act_kind("produced")):
        verbs[BEFORE_CWC.code] = before_cwc
    asked = screenings.first
    steps = do_now(actor, duties, verbs, nobody)
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
        "table": action_to(actor, "case_people", _("All in one table"), case),
        "events": action_to(actor, "event_add", _("Add an event"), case),
        "team": action_to(actor, "team_name", _("Add to the team"), case),
    }
