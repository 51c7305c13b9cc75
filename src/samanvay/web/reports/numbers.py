"""The card of the numbers that a report names: FIRs with their cases, trains, vehicles and telephones."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.cases import policies as of_cases
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.reports.models import SituationReport
from samanvay.reports.narratives.beside import beside_of
from samanvay.reports.narratives.firs import cases_with_fir
from samanvay.reports.narratives.numbers import NUMBER_KINDS, NumberAt

SHOWN_OF_PERSONAL = 4  # its last letters: enough to find it in the text beside, of no use elsewhere


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number on the card; ``cases`` are the words and addresses of those that bear an FIR."""

    kind: str
    words: str
    more: str = ""
    is_personal: bool = False
    cases: Sequence[tuple[str, str]] = ()
    start_url: str = ""


def numbers_of(actor: Actor, report: SituationReport) -> list[NumberRow]:
    """Return the numbers that a report names, in the order of its text, each once."""
    rows = [_row(actor, report, each) for each in beside_of(report).numbers]
    return list({(row.kind, row.words, row.more): row for row in rows}.values())


def _row(actor: Actor, report: SituationReport, number: NumberAt) -> NumberRow:
    kind = str(NUMBER_KINDS[number.kind])
    if number.is_personal:
        said = "".join(letter for letter in report.narrative[number.start : number.end] if letter.isalnum())
        return NumberRow(kind, f"…{said[-SHOWN_OF_PERSONAL:]}", is_personal=True)
    if number.kind != "fir":
        return NumberRow(kind, number.number)
    found = cases_with_fir(actor, number, report)
    may_start = not found and not reason_against(of_cases.may_open_case, actor)
    start = f"{reverse('case_open')}?report={report.pk}&fir={number.start}"
    return NumberRow(
        kind,
        number.number,
        more=", ".join(part for part in (number.station, number.sections) if part),
        cases=[(_("case %(number)s") % {"number": case.number}, reverse("case", args=[case.pk])) for case in found],
        start_url=start if may_start else "",
    )
