"""What the pages beside a batch's roll show alike: the head of the page, rupees, names of people with an account."""

from decimal import Decimal
from typing import Any

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.digits import grouped
from samanvay.rosters.batches.labels import title_of
from samanvay.rosters.models import Batch
from samanvay.training.roll.vocabulary import LANGUAGES

from . import batch_presenters, frame


def head_of(actor: Actor, batch: Batch, here: str) -> dict[str, Any]:
    """Return what the head of a page of a batch shows; ``here`` is the name of its address."""
    tabs = frame.batch_tabs(actor, batch, here)
    return {
        "batch": batch,
        "title": title_of(batch.course),
        "when": batch_presenters.when(batch),
        "where": ", ".join(part for part in (str(batch.where), batch.hall) if part),
        "language": LANGUAGES.get(batch.language, batch.language),
        "pill": batch_presenters.batch_pill(batch),
        "tabs": tabs,
        "crumbs": batch_presenters.crumbs(actor, batch, *(each.words for each in tabs if each.current)),
    }


def rupees(amount: Decimal | None) -> str:
    """Return an amount as India writes it: ₹1,23,456, with paise where there are some; "–" for None."""
    if amount is None:
        return "–"
    whole, paise = divmod(int((amount * 100).to_integral_value()), 100)
    return f"₹{grouped(whole)}" + (f".{paise:02d}" if paise else "")
