"""How many advisories were acted on and how fast, by district and period: work that waits for no case.

Every officer reads the same counts; they are of offices and hold no person.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.measures.advisories.states import ACTED_ON, RecipientState
from samanvay.measures.models import Recipient
from samanvay.picture.facts.actions.projecting import quarter_of

from .counts import Cell, Measured, Span, begin_of, median, share

DAY = 24 * 60 * 60


def advisories_acted_on(actor: Actor, span: Span) -> dict[Cell, Measured]:
    """Return the share of recipients that carried out what they were advised."""
    return _cells(actor, span, lambda rows: share(sum(each.state in ACTED_ON for each in rows), len(rows)))


def days_to_act(actor: Actor, span: Span) -> dict[Cell, Measured]:
    """Return the median of the days from an advisory's sending to its being carried out."""

    def measured(rows: list[Recipient]) -> Measured:
        days = [
            (each.done_at - each.sent_at).total_seconds() / DAY
            for each in rows
            if each.state in ACTED_ON and each.done_at and each.sent_at
        ]
        waits = (RecipientState.SENT, RecipientState.SEEN, RecipientState.ACCEPTED)
        return median(days, sum(each.state in waits for each in rows))

    return _cells(actor, span, measured)


def _cells(actor: Actor, span: Span, measured: Callable[[list[Recipient]], Measured]) -> dict[Cell, Measured]:
    """Return a measure for each cell and for the totals of each district, each period and everything."""
    require(actor, Permission.FACT_READ)
    with reading(SYSTEM):
        rows = list(
            Recipient.objects.reached()
            .filter(home_state=span.state, sent_at__gte=begin_of(span.first), sent_at__lt=begin_of(span.end))
            .exclude(state=RecipientState.WITHDRAWN)
        )
    gathered: dict[Cell, list[Recipient]] = defaultdict(list)
    for each in rows:
        period = _period_of(each, span)
        for cell in ((each.district, period), (each.district, None), ("", period), ("", None)):
            gathered[cell].append(each)
    return {cell: measured(some) for cell, some in gathered.items()}


def _period_of(recipient: Recipient, span: Span) -> date:
    assert recipient.sent_at is not None
    day = recipient.sent_at.astimezone(clock.INDIA).date()
    return quarter_of(day) if span.is_by_quarter else day.replace(day=1)
