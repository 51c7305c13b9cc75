"""Texts of conferences, checked for personal data before they are kept; days as they are written here."""

from datetime import date

from django.utils import formats, translation
from django.utils.translation import gettext as _

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.pii import check_pii, refuse_pii
from samanvay.kernel.refusals import Invalid

LONGEST = 1000
LONGEST_REASON = 300


def checked(field: str, text: str, *, by: Actor, pii_answer: str = "", longest: int = LONGEST) -> tuple[str, bool]:
    """Return a text as it is kept, and whether the writer had to answer for it. Raises Invalid, PersonalDataFound."""
    kept = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not kept:
        raise Invalid(field, _("This field is empty. Write your text."))
    if len(kept) > longest:
        raise Invalid(field, _("At most %(most)d characters.") % {"most": longest})
    return kept, bool(check_pii(field, kept, by=by, pii_answer=pii_answer))


def day_in_both(day: date) -> Bilingual:
    """Return a day as it is written here."""
    said = []
    for language in ("en", "hi"):
        with translation.override(language):
            said.append(formats.date_format(day, "j M Y"))
    return Bilingual(*said)


def reason_of(text: str, field: str = "reason") -> str:
    """Return a reason, which names nobody. Raises Invalid."""
    kept = " ".join(text.split())
    if not kept:
        raise Invalid(field, _("Give the reason."))
    if len(kept) > LONGEST_REASON:
        raise Invalid(field, _("At most %(most)d characters.") % {"most": LONGEST_REASON})
    refuse_pii(field, kept)
    return kept


def short(field: str, text: str, longest: int) -> str:
    """Return a short text without a name in it, "" for none. Raises Invalid."""
    return reason_of(text, field)[:longest] if text.strip() else ""
