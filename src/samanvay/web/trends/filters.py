"""What a reader of the board asked for, out of the address: how many months, and between what corridors run."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import ngettext

from samanvay.opendata.kinds import PatternKind
from samanvay.picture.queries import Period, last_months
from samanvay.web.components.pieces import Chip, address
from samanvay.web.kit.filters import choice_of, flag_of

MONTHS = (3, 6, 12)
USUAL = 6
STATES = "states"


@dataclass(frozen=True, slots=True)
class TrendFilters:
    """The months that end with the present one; corridors between districts, or between states."""

    months: int = USUAL
    between_states: bool = False

    @property
    def period(self) -> Period:
        return last_months(self.months)

    @property
    def corridor_kind(self) -> PatternKind:
        return PatternKind.STATES if self.between_states else PatternKind.CORRIDOR

    @property
    def query(self) -> str:
        """What the addresses of patterns carry on, "" where the usual was asked."""
        return "" if self.months == USUAL else f"?months={self.months}"


def asked(request: HttpRequest) -> TrendFilters:
    """Return what the address asks for; what there is not asks for the usual."""
    months = choice_of(request, "months", {str(each) for each in MONTHS}, str(USUAL))
    return TrendFilters(int(months), flag_of(request, "between", STATES))


def month_chips(request: HttpRequest, given: TrendFilters) -> list[Chip]:
    return [
        Chip(
            ngettext("%(n)d month", "%(n)d months", months) % {"n": months},
            address(request, months="" if months == USUAL else months),
            on=months == given.months,
        )
        for months in MONTHS
    ]
