"""*Who can?*: what a reader may not do on a page, and who may."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.models import Grant
from samanvay.access.permissions import Permission
from samanvay.access.queries import officers_holding
from samanvay.access.roles import BY_CODE
from samanvay.directory.queries import units_of
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.refusals import Denial
from samanvay.web.components.pieces import Action

NAMED = 2
COUNTED = 50


def who_can(actions: Iterable[Action | None], in_charge: str = "") -> list[tuple[str, str]]:
    """Return the actions that are refused to the reader, those of the same officers together.

    ``in_charge`` begins the list where anything is refused: the officer in charge of the record.
    """
    refused: dict[str, list[str]] = {}
    known: dict[Denial, str] = {}
    for each in actions:
        if each is not None and each.refused:
            reason = each.refused if isinstance(each.refused, Denial) else Denial(str(each.refused))
            if reason not in known:
                known[reason] = who_words(reason)
            refused.setdefault(known[reason], []).append(str(each.words))
    first = [(_("In charge"), in_charge)] if in_charge and refused else []
    return [*first, *((" · ".join(dict.fromkeys(words)), who) for who, words in refused.items())]


def who_words(denial: Denial) -> str:
    """Return who may do what is refused by name, role and unit; the policy's words where that is not known."""
    known = {str(permission) for permission in Permission}
    held = officers_holding(denial.code, denial.units, COUNTED) if denial.units and denial.code in known else []
    if not held:
        return str(denial)
    named, more = officer_words(held[:NAMED]), len(held) - NAMED
    if more > 0:
        others = ngettext("%(n)d more officer", "%(n)d more officers", more)
        named.append(others % {"n": more})
    return "; ".join(named)


def officer_words(grants: Sequence[Grant]) -> list[str]:
    """Return officers with role and unit: "SI Anil Kumar (AHTU in charge, AHTU Bahraich)"."""
    units = units_of({each.audience for each in grants})
    return [
        "{name} ({seat})".format(
            name=Bilingual(each.user.name, each.user.name_hi),
            seat=", ".join(
                str(part)
                for part in (BY_CODE[each.role].name, units[each.audience].names if each.audience in units else "")
                if part
            ),
        )
        for each in grants
    ]
