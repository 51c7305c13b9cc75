"""The order of two dates: only what is certainly wrong is refused."""

from __future__ import annotations

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates.partial import PartialDate
from samanvay.kernel.refusals import Invalid


def refuse_if_certainly_out_of_order(
    first: PartialDate | None, second: PartialDate | None, words: Bilingual | str, *, field: str = ""
) -> None:
    """Raise `Invalid(field, words)` where `second` cannot but lie before `first`.

    A date that is missing, or that may still be in order, passes: a wrong refusal loses a true record.
    """
    if first is not None and second is not None and second.certainly_before(first):
        raise Invalid(field, words, code="dates_out_of_order")
