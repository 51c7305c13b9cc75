"""What every record checks: text, codes, numbers of people, dates, places."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from samanvay.access.boxes.content import refuse_aadhaar
from samanvay.directory.models import Place
from samanvay.directory.places.actions.places import keep_place
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid

MOST_PEOPLE = 10_000


def plain_text(field: str, text: str, *, longest: int, required: bool = False) -> str:
    """Return a text without blanks around it; refuses an Aadhaar number, too long and, if required, empty ones."""
    kept = text.strip()
    if required and not kept:
        raise Invalid(field, _("Write in a few words what happened."))
    if len(kept) > longest:
        raise Invalid(field, _("At most %(n)d characters.") % {"n": longest})
    refuse_aadhaar(field, kept)
    return kept


def known_code(field: str, code: str, codes: Mapping[str, Any]) -> str:
    """Return a code of a vocabulary. Raises Invalid for another."""
    if code not in codes:
        raise Invalid(field, _("Choose from the list."))
    return code


def known_codes(field: str, given: Iterable[str], codes: Mapping[str, Any]) -> list[str]:
    """Return codes of a vocabulary, each once, in the vocabulary's order."""
    wanted = {known_code(field, code, codes) for code in given}
    return [code for code in codes if code in wanted]


def head_count(field: str, people: int | None) -> int | None:
    """Return a number of people, or None for "not said"."""
    if people is not None and not 0 <= people <= MOST_PEOPLE:
        raise Invalid(field, _("Give a number of people from 0 to %(n)d.") % {"n": MOST_PEOPLE})
    return people


def not_in_future(field: str, occurred: PartialDate | None) -> PartialDate | None:
    """Return a date that may have come already. Raises Invalid for one that certainly lies ahead."""
    if occurred is not None and occurred.certainly_after(PartialDate.day(clock.today())):
        raise Invalid(field, _("This date is in the future."))
    return occurred


def kept_place(by: Actor, key: str | None) -> Place | None:
    """Return the place of a key as a row, or None when no place was said."""
    return keep_place(by=by, key=key) if key else None


def good_reason(reason: str) -> str:
    """Return a reason. Raises Invalid for none or one with an Aadhaar number."""
    kept = reason.strip()
    if not kept:
        raise Invalid("reason", _("Give the reason."))
    refuse_aadhaar("reason", kept)
    return kept
