"""The FIRs that a report names: the cases that bear one, as far as the reader sees them, and what a new case says."""

from uuid import UUID

from django.db.models import Q

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.cases.kinds import EventKind
from samanvay.cases.models import Case, CaseEvent
from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from ..models import SituationReport
from ..queries import report as report_of
from ..sameness.candidates import district_of
from ..settling.written import plain
from .beside import beside_of
from .numbers import NumberAt, fir_parts

MOST = 5  # cases beside one number
OF_EVERY_STATION = ("ps", "p", "s", "thana", "police", "station", "थाना")


def cases_with_fir(actor: Actor, fir: NumberAt, report: SituationReport) -> list[Case]:
    """Return the cases that the actor sees and that bear an FIR of a report: number, year and station.

    A case bears it in the note of its FIR, or in its own words. Each station counts its FIRs for itself: where the
    report does not say which, or the case does not, it must be of the report's district.
    """
    parts = fir_parts(fir.number)
    if parts is None or not holds(actor, Permission.CASE_READ):
        return []
    number, year = parts
    written = rf"(^|[^0-9])0*{number}\s*/\s*(20)?{year % 100:02d}([^0-9]|$)"
    noted = CaseEvent.objects.filter(kind=EventKind.FIR, voided_at=None, note__regex=written)
    bears = Q(pk__in=noted.values("case_id")) | Q(what__regex=written) | Q(narrative__regex=written)
    found = Case.objects.standing().filter(bears, home_state=report.home_state).order_by("-opened_at", "id")
    return [case for case in found[: 10 * MOST] if _is_of_station(case, fir, report)][:MOST]


def _is_of_station(case: Case, fir: NumberAt, report: SituationReport) -> bool:
    notes = CaseEvent.objects.filter(case=case, kind=EventKind.FIR, voided_at=None).values_list("note", flat=True)
    unit = directory.unit_of(case.home_unit)
    names = [unit.name, unit.name_hi] if unit.kind in ("station", "grp_station") else []
    said = plain(" ".join((*notes, case.what, case.narrative, *names)))
    if named := station_words(fir.station):
        return all(word in said for word in named)
    return report.district_id in (district_of(case.place_id), district_of(unit.place_id))


def station_words(station: str) -> list[str]:
    """Return the words of a station's name that tell it from others: "kotwali", "nagar" of "P.S. Kotwali Nagar"."""
    words = plain(station.replace(".", " ").replace(",", " ")).split()
    return [word for word in words if word not in OF_EVERY_STATION]


def fir_words(fir: NumberAt) -> str:
    """Return an FIR as it is written: number, station, sections."""
    parts = [f"FIR {fir.number}", fir.station, fir.sections]
    return ", ".join(part for part in parts if part)


def fir_named(actor: Actor, report: UUID, at: int) -> str:
    """Return in words the FIR that stands at a letter of a report, for a case that begins with it; "" where none does.

    So that the number itself stands in no address.
    """
    try:
        found = report_of(actor, report)
    except Unseen:
        return ""
    firs = [each for each in beside_of(found).numbers if each.kind == "fir" and each.start == at]
    return fir_words(firs[0]) if firs else ""
