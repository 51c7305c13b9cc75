"""Screenings as words and pieces for the templates. Nothing here is counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samanvay.cases.models import Case, CasePerson
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.law.entries import Entry
from samanvay.support import policies, queries
from samanvay.support.kinds import ANSWERS, SHOWS, Outcome
from samanvay.support.models import Screening
from samanvay.support.outcome import signs_in
from samanvay.support.published import Source, published
from samanvay.support.victims import PerhapsVictim, perhaps_victims
from samanvay.web.components.pieces import Action, DutyRow, Pill
from samanvay.web.kit import offers
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.field_words import NOT_SAID
from samanvay.web.kit.pages import action_to
from samanvay.web.kit.people import names_of

OUTCOME_KINDS = {Outcome.SIGN: "hot", Outcome.FURTHER: "warn", Outcome.NONE: "calm"}


@dataclass(frozen=True)
class LawLine:
    """An entry of the law's library in a line; ``doubt`` is what is to be checked in it."""

    title: Any
    says: Any
    url: str
    doubt: Any = ""


@dataclass(frozen=True)
class Note:
    """What is said beside an accused person who may be a victim."""

    label: Any
    grounds: str
    law: Sequence[LawLine]
    ask: Action | None


@dataclass(frozen=True)
class CaseCard:
    """The checks for signs on the page of a case."""

    notes: Sequence[Note]
    lines: Sequence[Mapping[str, Any]]
    ask: Action
    url: str
    first: DutyRow | None
    of_person: Mapping[UUID, Action]


def outcome_pill(screening: Screening) -> Pill:
    """Return what a screening came to as a pill."""
    return Pill(screening.outcome_words, OUTCOME_KINDS[Outcome(screening.outcome)])  # type: ignore[arg-type]


def law_lines(entries: Iterable[Entry]) -> list[LawLine]:
    """Return entries of the law's library, the doubtful with what is to be checked in them."""
    return [
        LawLine(
            entry.said("title"),
            entry.said("changed"),
            reverse("law_entry", args=[entry.code]),
            "" if entry.certainty == "certain" else entry.said("check"),
        )
        for entry in entries
    ]


def whom_words(screening: Screening) -> Any:
    """Return with whom signs were asked for."""
    return screening.person.label if screening.person else _("All persons of this case")


def line_of(screening: Screening, names: Mapping[UUID, str]) -> dict[str, Any]:
    """Return a screening in a line: situation, with whom, who asked and when, what it came to."""
    return {
        "words": screening.group_words,
        "url": reverse("screening", args=[screening.id]),
        "pill": outcome_pill(screening),
        "more": " · ".join(
            str(each)
            for each in (whom_words(screening), names.get(screening.recorded_by, ""), moment_words(screening.asked_at))
            if each
        ),
    }


def lines_of(screenings: Sequence[Screening]) -> list[dict[str, Any]]:
    """Return screenings in lines."""
    names = names_of(each.recorded_by for each in screenings)
    return [line_of(each, names) for each in screenings]


def notes_of(found: Iterable[PerhapsVictim], ask: Mapping[UUID, Action]) -> list[Note]:
    """Return what is said beside the accused who may be victims; whoever was not asked for signs yet is asked now."""
    return [
        Note(
            each.person.label,
            "; ".join(str(words) for words in each.ground_words),
            law_lines(each.law),
            None if each.is_screened else ask.get(each.person.id),
        )
        for each in found
    ]


@offers.screenings_of_case.given
def card_of_case(actor: Actor, case: Case, persons: Sequence[CasePerson]) -> CaseCard:
    """Return the checks for signs of a case: notes on the accused, what was asked, the buttons to ask."""
    done = queries.screenings_of(actor, case)
    ask = action_to(actor, "screening_new", _("Check for signs"), case)
    of_person = {
        person.id: Action(_("Check for signs"), f"{ask.url}?person={person.id}")
        for person in persons
        if not (ask.refused or person.is_void)
    }
    accused = perhaps_victims(actor, case, persons, done)
    unasked = [each for each in accused if not each.is_screened]
    first = None
    if unasked and not ask.refused:
        person = unasked[0].person
        first = DutyRow(
            _("Check for signs with %(label)s before anything else: perhaps a victim") % {"label": person.label},
            actions=[Action(ask.words, of_person[person.id].url, "primary")],
        )
    return CaseCard(
        notes_of(accused, of_person),
        lines_of(done),
        ask,
        reverse("screenings", args=[case.id]),
        first,
        of_person,
    )


def situations(case: Case, person: str) -> list[dict[str, Any]]:
    """Return the situations to choose from, each with the address that asks its signs."""
    url = reverse("screening_new", args=[case.id])
    whom = f"&person={person}" if person else ""
    return [
        {"title": each.title, "hint": each.hint, "url": f"{url}?group={each.code}{whom}"}
        for each in published().groups.values()
    ]


def facts_of(screening: Screening) -> list[tuple[Any, Any]]:
    """Return who asked whom, when and in which language."""
    names = names_of([screening.recorded_by])
    return [
        (_("Situation"), screening.group_words),
        (_("With whom"), whom_words(screening)),
        (pgettext("questions", "Asked by"), names.get(screening.recorded_by, "") or NOT_SAID),
        (_("When"), moment_words(screening.asked_at)),
        (_("Language in which you asked"), str(screening.language_words) or NOT_SAID),
        (_("Who interpreted"), str(screening.interpreter_words) or NOT_SAID),
    ]


def form_rows(actor: Actor, screening: Screening) -> list[dict[str, Any]]:
    """Return the forms that a screening proposes, each with the two answers, greyed for those who may not."""
    denial = reason_against(policies.may_answer_form, actor, screening)
    url = reverse("screening_form", args=[screening.id])
    words = dict(zip(screening.forms, screening.form_words, strict=True))
    return [
        {
            "words": words[form],
            "answers": [
                Action(_("Accept"), url, "primary", post=True, refused=denial, fields={"form": form, "answer": "yes"}),
                Action(_("Reject"), url, post=True, refused=denial, fields={"form": form, "answer": "no"}),
            ],
        }
        for form in queries.open_forms(screening)
    ]


def seen_lines(answers: Mapping[str, str]) -> list[tuple[Any, Any]]:
    """Return the signs that are there, in words, each with how it is known."""
    return [(sign.ask, ANSWERS[answers[sign.code]]) for sign in signs_in(answers)]


def answer_lines(screening: Screening, answers: Mapping[str, str]) -> list[tuple[Any, Any]]:
    """Return every sign that was asked for with its answer, those that are there first."""
    asked = published().of_group(screening.group)
    there = [each for each in asked if answers.get(each.code) in SHOWS]
    rest = [each for each in asked if each not in there]
    return [(each.ask, ANSWERS[answers[each.code]]) for each in (*there, *rest) if answers.get(each.code) in ANSWERS]


def published_groups() -> list[dict[str, Any]]:
    """Return the situations with their signs and where each was published."""
    library = published()
    return [
        {"title": each.title, "hint": each.hint, "signs": [
            {"ask": sign.ask, **_source(library.sources[sign.source])} for sign in library.of_group(each.code)
        ]}
        for each in library.groups.values()
    ]  # fmt: skip


def _source(source: Source) -> dict[str, Any]:
    url = reverse("law_entry", args=[source.law]) if source.law else ""
    return {"source": source.title, "url": url, "doubt": "" if source.is_certain else source.check}
