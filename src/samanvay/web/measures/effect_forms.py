"""What is asked of an effect, out of the address: of what, since when, who acted."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.dates import DayField
from samanvay.kernel.db.scope import Actor
from samanvay.measures.effect import Acted, Counted, Ends, Question, corridors
from samanvay.picture.queries import spots
from samanvay.web.kit import sentences
from samanvay.web.kit.inputs import DayInput

EARLIEST = 2000  # a year
COUNTED_WORDS = {
    Counted.TOLD: _("Every fact that names the district"),
    Counted.TAKEN: _("Journeys that begin in the district"),
}


class EffectForm(forms.Form):
    """Of which corridor or district, since which day, and which districts acted."""

    what = forms.ChoiceField(label=_("Of what"))
    day = DayField(
        label=_("The day on which something was done"),
        widget=DayInput(),
        error_messages={"required": _("Say since which day."), "invalid": _("A day as 24/11/2026 or 2026-11-24.")},
    )
    until = DayField(label=_("The last day, where not all acted at once"), required=False, widget=DayInput())
    acted = forms.MultipleChoiceField(
        label=_("Districts that acted"),
        required=False,
        help_text=_("Several with Ctrl or ⌘. Nothing that begins or ends in these is compared with."),
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    counted = forms.ChoiceField(
        label=_("Counted of a district"),
        required=False,
        choices=[(each.value, words) for each, words in COUNTED_WORDS.items()],
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = directory.districts_of(directory.state_of(actor))
        ways = corridors(actor)
        asked = _ends(str(self.data.get("what") or self.initial.get("what") or ""))
        if asked is not None and asked not in ways:
            ways = [asked, *ways]
        known = spots({*own, *(key for ends in ways for key in ends)})
        ways = [ends for ends in ways if all(key in known for key in ends)]

        def name(key: str) -> str:
            return sentences.name_of(known, key)

        districts = sorted(((key, name(key)) for key in own), key=lambda pair: pair[1])
        named = sorted(
            ((">".join(ends), f"{name(ends[0])} → {name(ends[1])}") for ends in ways), key=lambda way: way[1]
        )
        choices: Any = [("", "–"), (str(_("Corridors, the most told")), named), (str(_("Districts")), districts)]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]
        self.fields["acted"].choices = districts  # type: ignore[attr-defined]

    def clean_day(self) -> date:
        """Refuse a day that has not come, and one before anything is told of."""
        day: date = self.cleaned_data["day"]
        if day.year < EARLIEST:
            raise forms.ValidationError(_("A day as 24/11/2026 or 2026-11-24."))
        if day > clock.today():
            raise forms.ValidationError(_("This day lies in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first or in the future."""
        said = super().clean() or {}
        day, until = said.get("day"), said.get("until")
        if day and until and until < day:
            self.add_error("until", _("The last day lies before the first."))
        elif until and until > clock.today():
            self.add_error("until", _("This day lies in the future."))
        return said

    def question(self) -> Question:
        """Return what is asked, of a form that is in order."""
        said = self.cleaned_data
        ends = _ends(said["what"])
        districts = {*said["acted"], *([] if ends else [said["what"]])}
        acted = Acted(tuple(sorted(districts)), said["day"], said["until"] or said["day"])
        return Question(acted, ends, Counted(said["counted"] or Counted.TOLD))


def _ends(said: str) -> Ends | None:
    start, arrow, end = said.partition(">")
    return (start[:80], end[:80]) if arrow and start and end else None
