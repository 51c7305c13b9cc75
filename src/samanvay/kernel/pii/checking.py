"""Looking through a text before it is kept: nothing points at anybody, or its writer says so."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samanvay.kernel.refusals import Invalid

from .detection import PiiMatch, find_pii


class PersonalDataFound(Invalid):
    """A text in which something could point at one person; ``details`` say what and where in ``text``."""

    def __init__(self, field: str, text: str, details: Sequence[PiiMatch]) -> None:
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


def check_pii(field: str, text: str, *, names_nobody: bool = False) -> list[PiiMatch]:
    """Return what was found in a text that may be kept: nothing, or what its writer said names nobody.

    Raises PersonalDataFound where something was found and not answered for, or is never right.
    """
    details = find_pii(text)
    if details and not (names_nobody and not any(detail.is_refused for detail in details)):
        raise PersonalDataFound(field, text, details)
    return details
