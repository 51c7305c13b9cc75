"""Texts of conferences: looked through for what points at one person before they are kept."""

from django.utils.translation import gettext as _

from samanvay.kernel.pii import check_pii, find_pii
from samanvay.kernel.refusals import Invalid

LONGEST = 1000
LONGEST_REASON = 300


def checked(field: str, text: str, *, names_nobody: bool = False, longest: int = LONGEST) -> tuple[str, bool]:
    """Return a text as it is kept, and whether the writer had to answer for it. Raises Invalid, PersonalDataFound."""
    kept = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not kept:
        raise Invalid(field, _("Write something."))
    if len(kept) > longest:
        raise Invalid(field, _("At most %(most)d letters.") % {"most": longest})
    return kept, bool(check_pii(field, kept, names_nobody=names_nobody))


def reason_of(text: str, field: str = "reason") -> str:
    """Return a reason, which names nobody. Raises Invalid."""
    kept = " ".join(text.split())
    if not kept:
        raise Invalid(field, _("Give the reason."))
    if len(kept) > LONGEST_REASON:
        raise Invalid(field, _("At most %(most)d letters.") % {"most": LONGEST_REASON})
    if details := find_pii(kept):
        words = _("A reason names nobody. Take out: %(said)s")
        raise Invalid(field, words % {"said": ", ".join(kept[each.start : each.end] for each in details)})
    return kept


def short(field: str, text: str, longest: int) -> str:
    """Return a short text without a name in it, "" for none. Raises Invalid."""
    return reason_of(text, field)[:longest] if text.strip() else ""
