"""Free text of requests, checked for personal data before anybody else reads it."""

from django.utils.translation import gettext as _

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.pii import check_pii, refuse_pii
from samanvay.kernel.refusals import Invalid

LONGEST = 2000


def checked_text(
    field: str, text: str, *, by: Actor | None = None, pii_answer: str = "", missing: str = "", longest: int = LONGEST
) -> tuple[str, bool]:
    """Return a text without blanks around it, and whether its writer answered for something in it.

    Raises Invalid for too long a text, or none where ``missing`` says so; PersonalDataFound where something was found
    that was not answered for, or is never right.
    """
    kept = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not kept and missing:
        raise Invalid(field, missing)
    if len(kept) > longest:
        raise Invalid(field, _("At most %(most)d characters.") % {"most": longest})
    if by is None:
        refuse_pii(field, kept)
        return kept, False
    return kept, bool(check_pii(field, kept, by=by, pii_answer=pii_answer))
