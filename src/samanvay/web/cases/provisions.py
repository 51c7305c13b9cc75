"""Sections of a case as the pages show them: with the day that decides, a warning where they did not hold then."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BooleanField, CharField, HiddenInput
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.cases import policies
from samanvay.cases.models import Case, CaseProvision
from samanvay.cases.queries import days_deciding, provisions_of
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.law import labels
from samanvay.law.citing import held_on, provisions_meant
from samanvay.law.entries import Entry
from samanvay.law.queries import edition_or_unseen, law_now, standing_checks
from samanvay.web.components.pieces import Action, Pill
from samanvay.web.kit import offers
from samanvay.web.kit.capture import CaptureForm
from samanvay.web.kit.pages import action_to


class CiteForm(CaptureForm):
    """One section that is cited; whoever cites one of another day says that they know."""

    code = CharField(
        widget=HiddenInput, max_length=60, error_messages={"required": gettext_lazy("Choose a section of the list.")}
    )
    knows_day = BooleanField(
        label=gettext_lazy("I know that it did not hold then: the FIR or the court names it all the same"),
        required=False,
    )


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A section that may be meant, with the form that cites it."""

    section: Any
    day: Pill | None
    is_wrong: bool
    is_cited: bool
    form: CiteForm


def when_words(case: Case) -> str:
    """Return when the offence happened, as it was said; nothing where it was not."""
    return str(case.occurred) if case.occurred else ""


def proposals(actor: Actor, case: Case, asked: str, refused: CiteForm) -> list[ProposalShown]:
    """Return the sections that words may mean, those of the day first; ``refused`` is the form that was sent wrong."""
    cited = {each.entry.code for each in provisions_of(actor, case) if not each.is_void}
    checks = standing_checks()
    sent = refused.data.get("code", "") if refused.is_bound else ""
    return [
        ProposalShown(
            offers.law_entry(each.entry, checks.get(each.entry.code)),
            _day_pill(each.entry, each.holds),
            each.holds is False,
            each.entry.code in cited,
            refused if each.entry.code == sent else CiteForm(initial={"code": each.entry.code}),
        )
        for each in provisions_meant(asked, lambda entry: days_deciding(case, entry))
    ]


def _day_pill(entry: Entry, holds: bool | None) -> Pill | None:
    if holds is None:
        return None
    is_procedure = entry.dated_by == "proceeding"
    if holds:
        said = _("held when the case was opened") if is_procedure else _("held on the day of the offence")
        return Pill(said, "ok")
    said = _("did not hold when the case was opened") if is_procedure else _("did not hold on the day of the offence")
    return Pill(said, "hot")


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """A section on the page of a case."""

    label: str
    title: Bilingual
    url: str
    facts: str
    warning: Pill | None
    is_void: bool
    newer: str
    change: tuple[Action, ...]


def provision_rows(actor: Actor, case: Case) -> list[ProvisionRow]:
    """Return the sections of a case, each with the way to its entry in the law."""
    denial = reason_against(policies.may_amend_case, actor, case)
    return [_row(case, each, is_fixed=bool(denial) or each.is_void) for each in provisions_of(actor, case)]


def _row(case: Case, cited: CaseProvision, *, is_fixed: bool) -> ProvisionRow:
    entry = text_of(cited)
    holds = held_on(entry, days_deciding(case, entry))
    url = reverse("law_entry", args=[cited.entry.code])
    compare = f"{reverse('law_compare', args=[cited.entry.code])}?a={cited.edition}&b={cited.entry.current}"
    return ProvisionRow(
        labels.label_of(entry),
        entry.said("title"),
        url,
        cited.void_reason if cited.is_void else labels.days_of(entry),
        _day_pill(entry, holds) if holds is False and not cited.is_void else None,
        cited.is_void,
        compare if cited.edition < cited.entry.current else "",
        () if is_fixed else (Action(_("Void"), url=reverse("provision_void", args=[case.id, cited.id])),),
    )


def text_of(cited: CaseProvision) -> Entry:
    """Return what a cited entry says now, or said last where a release left it out."""
    known = law_now().library.entries.get(cited.entry.code)
    return known if known is not None else edition_or_unseen(cited.entry, None).text()


def label_of(cited: CaseProvision) -> str:
    """Return the section and its title in a line."""
    entry = text_of(cited)
    return f"{labels.label_of(entry)}, {entry.said('title')}"


def cite_action(actor: Actor, case: Case) -> Action:
    """Return the button that leads to citing a section."""
    return action_to(actor, "provision_add", _("Cite a section"), case)


def context_of(actor: Actor, case: Case) -> dict[str, Any]:
    """Return what the card of a case's sections shows."""
    rows: Iterable[ProvisionRow] = provision_rows(actor, case)
    return {"provisions": rows, "cite": cite_action(actor, case)}
