"""Entries of the registers as words and pieces for the templates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.access.boxes.actions.opening import Standing
from samanvay.access.boxes.actions.search import Found
from samanvay.access.boxes.actions.team import role_in_team
from samanvay.access.boxes.groups import OF_A_PERSON
from samanvay.cases.models import Case
from samanvay.directory.models import Unit
from samanvay.directory.queries import units_of
from samanvay.duties.models import Duty
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.tracing.duty_kinds import BEFORE_CWC, FIR, INQUIRY, QUESTIONS, TELL_POLICE, TRANSFER
from samanvay.tracing.entries import policies
from samanvay.tracing.entries.queries import entries_by_id, entries_of_case
from samanvay.tracing.entries.questions import ANSWERS, EDITIONS, Result, result_of
from samanvay.tracing.entries.step_kinds import STEPS, StepKind
from samanvay.tracing.kinds import EntryKind
from samanvay.tracing.models import Entry, EntryStep, QuestionSheet
from samanvay.tracing.states import EntryState
from samanvay.web.components.pieces import Action, Column, DutyRow, Happening, Kind, Pill, Table
from samanvay.web.kit import offers
from samanvay.web.kit.boxes.presenters import BoxUrls, SealedGroup, case_box_urls, sealed_groups
from samanvay.web.kit.duties import do_now
from samanvay.web.kit.field_words import NOT_SAID
from samanvay.web.kit.maps.legs import LegsMap, legs_map
from samanvay.web.kit.pages import action_to
from samanvay.web.kit.people import names_of
from samanvay.web.kit.places import place_words

from .forms import WHEN, WHERE

STATE_KINDS: Mapping[str, Kind] = {EntryState.OPEN: "warn", EntryState.TRACED: "calm", EntryState.RESTORED: "ok"}


def state_pill(entry: Entry) -> Pill:
    """Return where the search stands; a void entry says so."""
    if entry.is_void:
        return Pill(_("cancelled"), "hot")
    return Pill(str(entry.state_words), STATE_KINDS.get(entry.state, "calm"))


def kind_words(entry: Entry) -> str:
    """Return the register and, of the found, how they were found."""
    return f"{entry.kind_words}: {entry.category_words}" if entry.category else str(entry.kind_words)


def who_words(entry: Entry) -> str:
    """Return sex and age, as far as they are known."""
    return f"{entry.sex_words}, {entry.age_words}" if entry.sex != "unknown" else str(entry.age_words)


def entry_table(entries: Iterable[Entry]) -> Table:
    """Return the list of a register."""
    columns = [
        Column(_("Number"), lambda each: each.number),
        Column(_("Register"), kind_words),
        Column(_("Who"), who_words),
        Column(_("Where"), lambda each: place_words(each.place)),
        Column(_("When"), lambda each: each.happened or None),
        Column(_("From where"), lambda each: place_words(each.home)),
        Column(_("Status"), state_pill),
    ]
    return Table.of(_("Missing and found"), columns, entries, lambda each: reverse("entry", args=[each.id]))


def entry_facts(entry: Entry, unit: Unit | None) -> list[tuple[Any, Any]]:
    """Return what is known of an entry outside the boxes; what was not said stands as a dash."""
    asked: list[tuple[Any, Any]] = [
        (_("Status"), state_pill(entry)),
        (_("Sex"), entry.sex_words),
        (_("Age"), entry.age_words),
        (_("Height"), entry.height_words),
        (_("Languages"), ", ".join(str(words) for words in entry.language_words)),
        (_("Marks"), "; ".join(str(words) for words in entry.mark_words)),
    ]
    if entry.kind == EntryKind.MISSING:
        asked.append((_("Probable reason for leaving"), entry.gone_for_words))
    asked += [
        (WHERE[entry.kind], place_words(entry.place)),
        (WHEN[entry.kind], entry.happened or ""),
        (_("From where"), place_words(entry.home)),
        (_("Reported by"), entry.told_by_words),
        (_("Number in another register"), entry.external),
        (_("Unit"), unit.names if unit else ""),
        (_("Leads the search"), entry.owner.name if entry.owner else ""),
    ]
    return [(words, value if isinstance(value, Pill) else str(value) or NOT_SAID) for words, value in asked]


def in_charge(entry: Entry, unit: Unit | None) -> str:
    """Return who leads a search, with the unit."""
    return ", ".join(str(part) for part in (entry.owner and entry.owner.name, unit and unit.names) if part)


def box_urls(entry: Entry) -> BoxUrls:
    """Return where the boxes of an entry's person are opened: in the case, where they lie there."""
    if entry.case_person and entry.case_id:
        return case_box_urls(entry.case_id, entry.case_person)
    return BoxUrls(
        seal=lambda group: reverse("entry_seal", args=[entry.id, group.value]),
        box=lambda box_id: reverse("entry_box", args=[entry.id, box_id]),
        glass_break=lambda box_id: reverse("entry_glass_break", args=[entry.id, box_id]),
    )


def boxes_of(actor: Actor, entry: Entry, standings: Iterable[Standing]) -> list[SealedGroup]:
    """Return the field groups of an entry's person as they stand to the actor."""
    known = {each.box.group: each for each in standings if each.box.subject_id == entry.subject}
    role = role_in_team(actor, entry.box_record)
    return sealed_groups(actor, OF_A_PERSON, known, role, box_urls(entry), is_void=entry.is_void)


def register_lines(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return entries, each in a line: called by its noun and number."""
    return [
        {
            "words": f"{each.label} · {kind_words(each)}",
            "pill": state_pill(each),
            "url": reverse("entry", args=[each.id]),
        }
        for each in entries
    ]


@offers.entries_of_case.given
def lines_of_case(actor: Actor, case: Case) -> list[dict[str, Any]]:
    """Return the entries of a case's people, each in a line."""
    return register_lines(entries_of_case(actor, case.id))


@offers.add_entry_action.given
def add_action(actor: Actor, case: Case) -> Action | None:
    """Return the button that adds an entry for a person of a case; none for those who write in no register."""
    if case.is_void or reason_against(policies.may_add_entry, actor):
        return None
    return Action(_("Add to a register"), f"{reverse('entry_add')}?kind=found&case={case.id}")


@offers.entries_found.given
def of_registers(actor: Actor, found: Sequence[Found]) -> list[dict[str, Any]]:
    """Return the entries among what a search for a sealed person found; of a case's person the case answers."""
    if reason_against(policies.may_read_register, actor):
        return []
    known = entries_by_id(actor, [each.subject_id for each in found])
    return [
        {"url": reverse("entry", args=[entry.id]), "number": entry.number, "what": kind_words(entry),
         "more": who_words(entry)}
        for each in found
        if (entry := known.get(each.subject_id)) is not None
    ]  # fmt: skip


@dataclass(frozen=True)
class MapPlace:
    """A place of an entry, as the map of a way draws it."""

    place_id: str
    role: str
    role_words: Any
    certainty: str = "stated"
    is_void: bool = False


def entry_map(entry: Entry) -> LegsMap | None:
    """Return the map of where somebody is from and was last seen or found, None where neither is known."""
    seen = {
        EntryKind.MISSING.value: Bilingual("Last seen", "अंतिम बार यहाँ देखे गए"),
        EntryKind.FOUND.value: Bilingual("Found", "यहाँ मिले"),
    }.get(entry.kind, Bilingual("Seen", "यहाँ देखे गए"))
    places = []
    if entry.home_id:
        places.append(MapPlace(entry.home_id, "source", Bilingual("From here", "यहाँ के निवासी")))
    if entry.place_id:
        places.append(MapPlace(entry.place_id, "rescue", seen))
    return legs_map(places, fewest=1)


def step_happenings(entry: Entry, steps: Iterable[EntryStep]) -> list[Happening]:
    """Return the timeline of a search: since when, when it was told, each step."""
    rows = list(steps)
    units = units_of({step.to_unit for step in rows if step.to_unit is not None})
    names = names_of(step.added_by for step in rows)
    shown = []
    if entry.happened:
        shown.append(Happening(str(entry.happened), str(entry.kind_words), more=place_words(entry.place)))
    shown.append(Happening(entry.added_at, _("Entered in the register"), by=names_of([entry.added_by])[entry.added_by]))
    for step in rows:
        said = [each for each in (step.reference, step.note) if each]
        if step.to_unit in units:
            said.insert(0, _("to %(unit)s") % {"unit": units[step.to_unit].names})
        shown.append(
            Happening(
                step.on, step_words(step.kind), by=names.get(step.added_by, ""), more=". ".join(filter(None, said))
            )
        )
    return shown


def step_words(kind: str) -> str:
    """Return a step in words; one of an older release comes back as its code."""
    return str(STEPS[kind].words) if kind in STEPS else kind


def sheet_rows(entry: Entry, sheets: Iterable[QuestionSheet]) -> list[dict[str, Any]]:
    """Return the answered sheets, the latest first, each read with the edition it was asked with."""
    rows = list(sheets)
    names = names_of(sheet.answered_by for sheet in rows)
    return [_sheet(entry, sheet, names.get(sheet.answered_by, "")) for sheet in rows]


def _sheet(entry: Entry, sheet: QuestionSheet, by: str) -> dict[str, Any]:
    """Return a question sheet as it was answered: what it speaks for, by which rule and which answers."""
    result = _result_as_kept(sheet, entry)
    return {
        "at": sheet.answered_at,
        "by": by,
        "words": _("The answers point to trafficking: transfer to the AHTU")
        if sheet.speaks_for
        else _("The answers do not point to trafficking so far"),
        "kind": "hot" if sheet.speaks_for else "calm",
        "rule": result.rule,
        "speaking": [f"{each.words} {ANSWERS[each.speaks]}" for each in result.by],
        "answers": [
            (each.words, ANSWERS[sheet.answers.get(each.code, "unknown")]) for each in EDITIONS[sheet.edition].questions
        ],
    }


def _result_as_kept(sheet: QuestionSheet, entry: Entry) -> Result:
    """Return the result with the rule it was worked out by: a correction of the age later does not change a sheet."""
    edition = EDITIONS[sheet.edition]
    ways = [(entry.may_be_child, entry.gone_for), (True, ""), (False, ""), (True, "marriage")]
    results = [result_of(sheet.answers, may_be_child=child, gone_for=why, edition=edition) for child, why in ways]
    return next(each for each in results if each.speaks_for == sheet.speaks_for)


# The step that ends a duty of an entry, and the button that leads to it.
STEP_VERBS = {
    FIR.code: (StepKind.FIR, gettext_lazy("Enter the FIR")),
    TRANSFER.code: (StepKind.TRANSFER, gettext_lazy("Transfer")),
    INQUIRY.code: (StepKind.INQUIRY, gettext_lazy("Enter the inquiry")),
    TELL_POLICE.code: (StepKind.POLICE, gettext_lazy("Police informed")),
    BEFORE_CWC.code: (StepKind.CWC, gettext_lazy("Enter the production before the CWC")),
}


def next_steps(actor: Actor, entry: Entry, duties: Iterable[Duty]) -> list[DutyRow]:
    """Return what the reader is to do now for an entry."""

    def verb(duty: Duty) -> Action:
        step, words = STEP_VERBS[duty.kind]
        return Action(words, f"{reverse('entry_step', args=[entry.id])}?kind={step}", "primary")

    def questions(duty: Duty) -> Action:
        return Action(_("Ask the questions"), reverse("entry_questions", args=[entry.id]), "primary")

    return do_now(actor, duties, {**dict.fromkeys(STEP_VERBS, verb), QUESTIONS.code: questions})


def entry_actions(actor: Actor, entry: Entry) -> dict[str, Any]:
    """Return the buttons of an entry, each with the policy's words where it may not be pressed."""

    def ask(words: str, name: str, kind: Any = "quiet") -> Action:
        return action_to(actor, name, words, entry, kind)

    return {
        "main": [
            ask(_("Correct"), "entry_amend"),
            ask(_("Status"), "entry_move"),
            ask(_("Share"), "entry_share"),
            ask(_("Cancel entry"), "entry_void", "danger"),
        ],
        "step": ask(_("Add a step"), "entry_step"),
        "questions": ask(_("Ask the questions"), "entry_questions") if entry.is_missing else None,
        "case": ask(_("Open a case: trafficking suspected"), "entry_case")
        if entry.is_missing and entry.case_id is None
        else None,
        "beside": Action(
            _("Add another who was with them"),
            url=f"{reverse('entry_add')}?kind={entry.kind}&beside={entry.id}",
            refused=reason_against(policies.may_amend_entry, actor, entry),
        ),
        "team": ask(_("Add to the team"), "entry_team"),
    }
