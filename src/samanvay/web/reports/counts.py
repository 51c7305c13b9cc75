"""The counts of a report: the form in which they are given, and the rows in which they are shown."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.access.permissions import Permission
from samanvay.cases.kinds import SEXES
from samanvay.reports import actions, policies
from samanvay.reports.figures import BANDS, CELLS, FIGURES, LARGEST, UNKNOWN, Cell, total
from samanvay.reports.models import SituationReport
from samanvay.reports.tallies.lines import COMPLETE
from samanvay.reports.weeks import comparing
from samanvay.reports.weeks.comparing import Part
from samanvay.reports.weeks.differing import Differing
from samanvay.reports.weeks.proposing import Proposal, proposals
from samanvay.web.components.pieces import Pill
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page, show_form
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.pages import record_page

from .presenters import agency_words, period_words
from .records import REPORT


class CountsForm(ActionForm):
    """The numbers of a report; a field left empty is not said."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        part: Part | None = None,
        agency: str = "",
        proposed: Mapping[str, Proposal] | None = None,
        **kwargs: Any,
    ) -> None:
        """``proposed`` is by figure what the confirmed readings of the report add up to."""
        self.part = part
        self.proposed = proposed or {}
        self.complete = COMPLETE.get(agency, ())
        said = dict(part.numbers) if part else {}
        super().__init__(*args, **kwargs)
        self.initial.update({cell.name: number for cell, number in said.items()})
        for name, cell in CELLS.items():
            self.fields[name] = forms.IntegerField(
                label=cell_label(cell),
                required=False,
                min_value=0,
                max_value=LARGEST,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "input count"}),
            )
        self.fields["sure"] = forms.BooleanField(label=gettext_lazy("These large numbers are correct"), required=False)

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        return {"numbers": {cell: given.pop(name) for name, cell in CELLS.items()}, **given}

    @property
    def asks_sure(self) -> bool:
        return bool(self.errors.get("sure"))

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The fields by figure: a single one, or a row for each sex with a field for each age."""
        return [self._group(figure) for figure in FIGURES]

    def _by_sex(self, figure: str) -> list[tuple[str, list[Any]]]:
        return [(str(words), [self[Cell(figure, sex, band).name] for band in BANDS]) for sex, words in SEXES.items()]

    def _on_record(self, figure: str, counted: int | None) -> str:
        """Return what is on record of a figure, empty where nothing is and that need not mean none."""
        if counted is None and figure not in self.complete:
            return ""
        others = others_words(self.part, figure) if self.part else []
        said = _("According to the records: %(n)d.") % {"n": counted or 0}
        return f"{said} ({', '.join(others)})" if others else said

    def _group(self, figure: str) -> dict[str, Any]:
        kind = FIGURES[figure]
        fields = [self[cell.name] for cell in kind.cells]
        counted = self.part.cases_say(figure) if self.part else None
        return {
            "words": kind.words,
            "hint": str(kind.hint),
            "code": figure,
            "cases": self._on_record(figure, counted),
            "proposal": proposal_words(self.proposed[figure]) if figure in self.proposed else "",
            "single": None if kind.by_person else fields[0],
            "rows": self._by_sex(figure) if kind.by_person else [],
            "is_open": figure == "rescued"
            or figure in self.proposed
            or any(field.value() not in (None, "") or field.errors for field in fields),
        }


def proposal_words(proposal: Proposal) -> str:
    """Return what readings add up to and which they are: "Details found: 5 (details 1, 3)."."""
    said = {"n": proposal.total, "details": ", ".join(str(number) for number in proposal.readings)}
    words = ngettext(
        "Confirmed in the text: %(n)d (detail %(details)s).",
        "Confirmed in the text: %(n)d (details %(details)s).",
        len(proposal.readings),
    )
    if not proposal.unsaid:
        return words % said
    more = _("Without a number: detail %(details)s.") % {"details": ", ".join(map(str, proposal.unsaid))}
    return f"{words % said} {more}"


def others_words(part: Part, figure: str) -> list[str]:
    """Return how many of what is on record of a figure railway police and border force have, in words."""
    railway, border = total(part.railway, figure), total(part.border, figure)
    said = [_("of which railway police: %(n)d") % {"n": railway}] if railway else []
    return [*said, *([_("of which border force: %(n)d") % {"n": border}] if border else [])]


def cell_label(cell: Cell) -> str:
    """Return a cell in words: "Persons rescued: Female, Under 18"."""
    words = str(FIGURES[cell.figure].words)
    parts = persons_words(cell)
    return f"{words}: {parts}" if parts else words


def persons_words(cell: Cell) -> str:
    """Return the sex and age of a cell in words, empty where it tells neither."""
    if not cell.sex:
        return ""
    if cell.sex == cell.band == UNKNOWN:
        return _("sex and age not known")
    return ", ".join([str(SEXES[cell.sex]), str(BANDS[cell.band])])


def rows_of(part: Part | None) -> list[dict[str, Any]]:
    """Return the rows of a report's counts: only figures of which something is said or on record.

    ``cells`` are the parts of a figure by sex and age.
    """
    if part is None:
        return []
    found = []
    for figure, kind in FIGURES.items():
        number, cases = part.total(figure), part.cases_say(figure)
        if number is None and not cases:
            continue
        is_theirs = figure in part.from_cases and number == cases
        differing = [_("records: %(n)d") % {"n": cases}] if cases is not None and cases != number else []
        cells = [cell for cell, said in part.numbers.items() if cell.figure == figure and cell.sex and said]
        found.append(
            {
                "words": kind.words,
                "number": number,
                "pill": Pill(_("from the records"), "calm") if is_theirs else None,
                "note": ", ".join([*differing, *others_words(part, figure)]),
                "cells": [(persons_words(cell), part.numbers[cell]) for cell in cells],
            }
        )
    return found


def differing_rows(found: Iterable[Differing]) -> list[str]:
    """Return in words which figures the counts and the confirmed details of a report tell differently."""
    words = _("%(figure)s: %(counted)d in the counts, %(told)d in the confirmed details (%(details)s).")
    return [
        words
        % {
            "figure": FIGURES[each.figure].words,
            "counted": each.counted,
            "told": each.told,
            "details": ngettext("detail %(numbers)s", "details %(numbers)s", len(each.readings))
            % {"numbers": ", ".join(map(str, each.readings))},
        }
        for each in found
    ]


def is_traced_more(part: Part | None) -> bool:
    """Tell whether more are traced than reported missing: allowed, and worth a second look."""
    if part is None:
        return False
    missing, traced = part.total("missing"), part.total("traced")
    return traced is not None and traced > (missing or 0)


@record_page(REPORT, may=policies.may_count_report, permission=Permission.REPORT_READ)
def give(request: OfficerRequest, report: SituationReport) -> HttpResponse:
    """Give the counts of a report that is still in its unit's hands."""
    proposed = proposals(request.actor, report)
    form = partial(
        CountsForm, part=comparing.counts_of(request.actor, report.pk), agency=report.agency, proposed=proposed
    )
    shown: dict[str, Any] = {
        "title": _("Counts of the week"),
        "template": "reports/counts.html",
        "bands": [str(words) for words in BANDS.values()],
        "district": str(report.district.names),
        "period": period_words(report),
        "agency": agency_words(report),
    }
    figure = request.POST.get("propose", "")
    if figure in proposed:
        said = request.POST.copy()
        for cell in FIGURES[figure].cells:
            said[cell.name] = str(proposed[figure].cells.get(cell) or "")
        messages.info(request, _("Filled in and not saved yet: check the numbers, then save."))
        return show_form(request, form(said), report, **shown)
    return form_page(
        request,
        form,
        actions.give_counts,
        report,
        done=_("The counts are saved."),
        to=f"{REPORT.page(report)}#counts",
        **shown,
    )
