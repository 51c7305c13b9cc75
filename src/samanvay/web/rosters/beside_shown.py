"""What the pages beside a batch's roll show alike: the head of the page, rupees, names of people with an account."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from samanvay.access.models import User
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.digits import grouped
from samanvay.rosters.models import Batch
from samanvay.rosters.wording import title_of
from samanvay.training.vocabulary import LANGUAGES

from . import batch_shown, frame


def head_of(actor: Actor, batch: Batch, here: str) -> dict[str, Any]:
    """Return what the head of a page of a batch shows; ``here`` is the name of its address."""
    tabs = frame.batch_tabs(actor, batch, here)
    return {
        "batch": batch,
        "title": title_of(batch.course),
        "when": batch_shown.when(batch),
        "where": ", ".join(part for part in (str(batch.where), batch.hall) if part),
        "language": LANGUAGES.get(batch.language, batch.language),
        "pill": batch_shown.batch_pill(batch),
        "tabs": tabs,
        "crumbs": batch_shown.crumbs(actor, batch, *(each.words for each in tabs if each.current)),
    }


def rupees(amount: Decimal | None) -> str:
    """Return an amount as India writes it: ₹1,23,456, with paise where there are some; "–" for None."""
    if amount is None:
        return "–"
    whole, paise = divmod(int((amount * 100).to_integral_value()), 100)
    return f"₹{grouped(whole)}" + (f".{paise:02d}" if paise else "")


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of people by the key of their account."""
    found = User.objects.filter(pk__in=set(people)).values_list("pk", "name", "name_hi")
    return {key: str(Bilingual(name, name_hi)) for key, name, name_hi in found}
