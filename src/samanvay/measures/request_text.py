"""Free text of requests: looked through for what points at one person before anybody else reads it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samanvay.kernel.details import Detail, details_in
from samanvay.kernel.refusals import Invalid

LONGEST = 2000


class PointsAtSomebody(Invalid):
    """A text in which something could point at one person; ``details`` say what and where in ``text``."""

    def __init__(self, field: str, text: str, details: Sequence[Detail]) -> None:
        self.text = text
        self.details = list(details)
        said = ", ".join(dict.fromkeys(text[each.start : each.end] for each in details))
        words = (
            _("A telephone or Aadhaar number never stands here. Take it out.")
            if self.is_refused
            else _("This could point at one person: %(said)s. Mend it, or say that it names nobody.") % {"said": said}
        )
        super().__init__(field, words, code="points_at_somebody")

    @property
    def is_refused(self) -> bool:
        """Tell whether no word of the writer's makes it right."""
        return any(detail.is_refused for detail in self.details)


def checked_text(
    field: str, text: str, *, names_nobody: bool = False, missing: str = "", longest: int = LONGEST
) -> tuple[str, bool]:
    """Return a text without blanks around it, and whether its writer answered for something in it.

    Raises Invalid for too long a text, or none where ``missing`` says so; PointsAtSomebody where something was found
    that was not answered for, or is never right.
    """
    kept = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not kept and missing:
        raise Invalid(field, missing)
    if len(kept) > longest:
        raise Invalid(field, _("At most %(most)d letters.") % {"most": longest})
    details = details_in(kept)
    if details and (not names_nobody or any(detail.is_refused for detail in details)):
        raise PointsAtSomebody(field, kept, details)
    return kept, bool(details)
