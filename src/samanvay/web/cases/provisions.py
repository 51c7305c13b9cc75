"""Sections of a case as the pages show them: with the day that decides, a warning where they did not hold then."""

from typing import Any

from django.forms import BooleanField, CharField, HiddenInput
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.cases import policies
from samanvay.cases.models import Case, CaseProvision
from samanvay.cases.queries import days_deciding, provisions_of
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
        widget=HiddenInput, max_length=60, error_messages={"required": gettext_lazy("Choose a section from the list.")}
    )
    knows_day = BooleanField(
        label=gettext_lazy("I know that it was not in force then; the FIR or the court still names it"),
        required=False,
    )


def proposals(actor: Actor, case: Case, asked: str, refused: CiteForm) -> list[dict[str, Any]]:
    """Return the sections that words may mean, those of the day first; ``refused`` is the form that was sent wrong."""
    cited = {each.entry.code for each in provisions_of(actor, case) if not each.is_void}
    checks = standing_checks()
    sent = refused.data.get("code", "") if refused.is_bound else ""
    return [
        {
            "section": offers.law_entry(each.entry, checks.get(each.entry.code)),
            "day": _day_pill(each.entry, each.holds),
            "is_wrong": each.holds is False,
            "is_cited": each.entry.code in cited,
            "form": refused if each.entry.code == sent else CiteForm(initial={"code": each.entry.code}),
        }
        for each in provisions_meant(asked, lambda entry: days_deciding(case, entry))
    ]


def _day_pill(entry: Entry, holds: bool | None) -> Pill | None:
    if holds is None:
        return None
    is_procedure = entry.dated_by == "proceeding"
    if holds:
        said = (
            _("was in force when the case was opened") if is_procedure else _("was in force on the day of the offence")
        )
        return Pill(said, "ok")
    said = (
        _("was not in force when the case was opened")
        if is_procedure
        else _("was not in force on the day of the offence")
    )
    return Pill(said, "hot")


def _row(case: Case, cited: CaseProvision, *, is_fixed: bool) -> dict[str, Any]:
    entry = text_of(cited)
    holds = held_on(entry, days_deciding(case, entry))
    compare = f"{reverse('law_compare', args=[cited.entry.code])}?a={cited.edition}&b={cited.entry.current}"
    void = Action(_("Cancel entry"), url=reverse("provision_void", args=[case.id, cited.id]))
    return {
        "cited": cited,
        "label": labels.label_of(entry),
        "title": entry.said("title"),
        "facts": cited.void_reason if cited.is_void else labels.days_of(entry),
        "warning": _day_pill(entry, holds) if holds is False and not cited.is_void else None,
        "newer": compare if cited.edition < cited.entry.current else "",
        "change": [] if is_fixed else [void],
    }


def text_of(cited: CaseProvision) -> Entry:
    """Return what a cited entry says now, or said last where a release left it out."""
    known = law_now().library.entries.get(cited.entry.code)
    return known if known is not None else edition_or_unseen(cited.entry, None).text()


def label_of(cited: CaseProvision) -> str:
    """Return the section and its title in a line."""
    entry = text_of(cited)
    return f"{labels.label_of(entry)}, {entry.said('title')}"


def context_of(actor: Actor, case: Case) -> dict[str, Any]:
    """Return what the card of a case's sections shows: each with the way to its entry in the law, the button."""
    denial = reason_against(policies.may_amend_case, actor, case)
    rows = [_row(case, each, is_fixed=bool(denial) or each.is_void) for each in provisions_of(actor, case)]
    return {"provisions": rows, "cite": action_to(actor, "provision_add", _("Cite a section"), case)}
