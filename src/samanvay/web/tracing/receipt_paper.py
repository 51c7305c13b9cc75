"""The receipt that a family takes home: what was taken down, who leads the search, what happens next."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.tracing.models import Entry
from samanvay.web.components.pieces import Column, Table
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.papers import MOST_ROWS, SIZES, Paper, Part
from samanvay.web.kit.places import place_words

from .forms import WHEN, WHERE


def receipt(entry: Entry, unit: Unit, sealed: Sequence[tuple[Any, str]], language: str, *, has_phone: bool) -> Paper:
    """Return the receipt of an entry in the language that is active; it promises a call where a number was given."""
    told = [
        *sealed,
        (_("Sex"), entry.sex_words),
        (_("Age"), entry.age_words),
        (WHERE[entry.kind], place_words(entry.place) if entry.place else ""),
        (WHEN[entry.kind], entry.happened or ""),
        (_("Languages"), ", ".join(str(words) for words in entry.language_words)),
        (_("Marks"), "; ".join(str(words) for words in entry.mark_words)),
    ]
    taken_down = [(str(label), str(value)) for label, value in told if str(value)]
    parts = [_part(taken_down[at : at + MOST_ROWS]) for at in range(0, len(taken_down), MOST_ROWS)]
    officer = str(entry.owner.name) if entry.owner else ""
    return Paper(
        title=_("Receipt: report of a missing person"),
        under=_("Entry %(number)s · %(when)s · %(unit)s · %(officer)s")
        % {"number": entry.number, "when": moment_words(entry.added_at), "unit": unit.names, "officer": officer},
        left=parts[::2],
        right=parts[1::2],
        lines=[
            _("Keep this paper. Give the number above when you call or come."),
            _("Is something wrong or missing? Tell the officer now; later bring this paper to the station."),
            _("For a child the police register an FIR. Ask for a copy: it is free."),
            _("Your report is compared with persons found in every district. The officer calls you with news.")
            if has_phone
            else _(
                "Your report is compared with persons found in every district. You gave no telephone number: give one "
                "to the station, or come there for news."
            ),
            _("If the person comes home or calls you, tell the station at once, at any hour."),
            _("Police 112 · Children 1098 · Women 181. Calls are free. Nobody may ask you for money."),
        ],
        foot=_("Printed %(when)s. It names a missing person: show it to the police alone.")
        % {"when": moment_words(clock.now())},
        lang=language,
        sizes=(14.0, 12.5, *SIZES),
    )


def _part(pairs: Sequence[tuple[str, str]]) -> Part:
    columns = [Column(_("Field"), lambda pair: pair[0]), Column(_("Told"), lambda pair: pair[1])]
    return Part(Table.of(_("What you told us"), columns, pairs), "")
