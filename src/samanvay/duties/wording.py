"""What officers write on duties, checked for personal data before it is kept."""

from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samanvay.access.queries import names_of
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.pii import PiiKind, check_pii
from samanvay.kernel.refusals import Invalid

LONGEST = 2000

# Numbers of cases stand in the titles of duties: whoever sees a duty may read them.
ALLOWED = frozenset({PiiKind.CASE})


def by_and_at(by: UUID | None, at: datetime | None) -> str:
    """Return by whom and when something was done: "Asha Rao, 24 Nov 2026, 18:00"; of the machinery when alone."""
    name = names_of([by]).get(by, "") if by else ""
    when = date_format(at.astimezone(clock.INDIA), "DATETIME_FORMAT") if at else ""
    return ", ".join(part for part in (name, when) if part)


def checked_text(field: str, text: str, *, by: Actor, pii_answer: str, missing: str = "") -> tuple[str, bool]:
    """Return a text as it is kept, and whether its writer confirmed something found in it.

    Raises Invalid where it is empty (``missing`` says so) or too long, PersonalDataFound where something was found.
    """
    said = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not said:
        raise Invalid(field, missing or _("This field is empty. Write your text."))
    if len(said) > LONGEST:
        raise Invalid(field, _("At most %(most)d characters.") % {"most": LONGEST})
    return said, bool(check_pii(field, said, by=by, pii_answer=pii_answer, allowed=ALLOWED))
