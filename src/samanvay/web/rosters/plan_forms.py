"""What is asked of a plan: weeks, course, rules; and what upset one. Shares are asked in hundredths."""

import math
import secrets
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.rosters.models import Centre, Plan
from samanvay.rosters.plans.actions.changes import LONGEST_WORDS
from samanvay.rosters.plans.actions.planning import LONGEST_NAME
from samanvay.rosters.plans.states import CHANGE_KINDS, MODES, ChangeKind, Mode
from samanvay.rosters.travel import rates
from samanvay.web.kit.forms import field_of
from samanvay.web.kit.pii import PiiForm
from samanvay_insight.roster.rules import as_told

from .centre_forms import WeekField

MOST_WEEKS = 52
LONGEST_SEED = 2**31
USUAL_KM = 15_000  # that one batch at a centre counts for

PLAIN = {
    "max_batch": "max_batch",
    "min_gap": "min_gap_weeks",
    "max_gap": "max_gap_weeks",
    "keep_one": "keep_one_on_duty",
    "visits": "centre_visits_per_year",
    "least_people": "least_people",
    "mix": "mix_services",
    "trainers": "trainers",
}
"""Fields that say a rule as it is."""
SHARES = {"away": "max_away_share", "reserve": "reserve_share", "least_fill": "least_fill"}
"""Fields that say a share in hundredths."""


class PlanForm(PiiForm):
    """A plan to be made, its rules with what is usual; ``priority`` are the units that come first if they are to."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    course = forms.ChoiceField(label=_("What is taught"))
    monday = WeekField(label=_("First week"), help_text=_("Any day of that week."))
    weeks = forms.IntegerField(
        label=_("Weeks"), min_value=1, max_value=MOST_WEEKS, initial=13, help_text=_("Thirteen weeks are a quarter.")
    )
    visits = forms.IntegerField(
        label=_("Trainings at a centre in a year"),
        min_value=0,
        max_value=MOST_WEEKS,
        required=False,
        initial=1,
        help_text=_(
            "How often each person goes to a centre in a year. 0: never. Empty: all trainings are at a centre."
        ),
    )
    elsewhere = forms.ChoiceField(
        label=_("Other trainings"),
        choices=[(mode, MODES[mode]) for mode in (Mode.DISTRICT, Mode.ONLINE)],
        widget=forms.RadioSelect,
        initial=Mode.DISTRICT.value,
        help_text=_("Where people are trained if they do not go to a centre."),
    )
    centre_days = forms.IntegerField(label=_("Days at a centre"), min_value=1, max_value=6, initial=3)
    other_days = forms.IntegerField(label=_("Days elsewhere"), min_value=1, max_value=6, initial=1)
    min_gap = forms.IntegerField(
        label=_("Weeks between two trainings, at least"), min_value=1, max_value=MOST_WEEKS, initial=8
    )
    max_gap = forms.IntegerField(
        label=_("Weeks between two trainings, at most"),
        min_value=1,
        max_value=MOST_WEEKS,
        initial=13,
        help_text=_("Also before the first training and after the last."),
    )
    away = forms.FloatField(
        label=_("Away from a unit in one week, at most (%)"),
        min_value=0,
        max_value=100,
        initial=12,
        help_text=_("From a small unit at least one can go at a time; the plan shows this."),
    )
    keep_one = forms.BooleanField(label=_("Never send everybody of a unit in one week"), required=False, initial=True)
    max_batch = forms.IntegerField(label=_("Maximum size of a batch"), min_value=1, max_value=5_000, initial=300)
    reserve = forms.FloatField(
        label=_("Seats reserved for those who missed their training (%)"),
        min_value=0,
        max_value=90,
        initial=3,
        help_text=_("In a batch of 300, three percent are nine seats."),
    )
    trainers = forms.IntegerField(
        label=_("Batches at the same time in all centres, at most"),
        min_value=1,
        max_value=10_000,
        required=False,
        help_text=_("As many as there are teams of trainers. Empty: no limit."),
    )
    mix = forms.BooleanField(
        label=_("All services in the same batch"),
        required=False,
        initial=True,
        help_text=_(
            "Police, railway, welfare, health and prosecutors together. If not ticked: each service separately."
        ),
    )
    batch_cost = forms.IntegerField(
        label=_("Count one batch at a centre as this many rupees"),
        min_value=0,
        max_value=10_000_000,
        initial=lambda: rates().rupees(USUAL_KM),
        help_text=_("More: fewer and fuller batches. Less: shorter distances."),
    )
    least_people = forms.IntegerField(
        label=_("A batch is small below this many people"),
        min_value=0,
        max_value=5_000,
        initial=8,
        help_text=_("Small batches are merged where the rules allow; the plan names the others."),
    )
    least_fill = forms.FloatField(
        label=_("At a centre also below this share of the seats (%)"), min_value=0, max_value=100, initial=30
    )
    is_priority = forms.BooleanField(label=_("First those on corridors where nobody is trained"), required=False)
    by_lot = forms.BooleanField(
        label=_("Decide the order by lot, so that the effect of the training can be measured"),
        required=False,
        help_text=_("Then those trained earlier and later differ only by chance, and can be compared."),
    )
    seed = forms.IntegerField(
        label=_("Number for the lot"),
        min_value=0,
        max_value=LONGEST_SEED,
        required=False,
        help_text=_("The same number gives the same order. Empty: a number is chosen automatically."),
    )

    def __init__(self, courses: list[tuple[str, str]], priority: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.priority = priority
        field_of(self, "course", forms.ChoiceField).choices = (
            courses if len(courses) == 1 else [("", _("Choose")), *courses]
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("min_gap") and said.get("max_gap") and said["min_gap"] > said["max_gap"]:
            self.add_error("min_gap", _("The minimum is more than the maximum."))
        if said.get("max_batch") and said.get("reserve") is not None:
            kept = math.ceil(said["reserve"] / 100 * said["max_batch"] - 1e-9)
            if kept >= said["max_batch"]:
                self.add_error("reserve", _("This reserves every seat of a batch."))
        return said

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        names = (
            *("name", "course", "monday", "weeks", "elsewhere", "centre_days", "other_days"),
            *("pii_answer", "submission_id"),
        )
        return {**{name: given[name] for name in names}, "rules": self.rules()}

    def rules(self) -> dict[str, Any]:
        """Return the rules as the planner reads them."""
        said = self.cleaned_data
        told: dict[str, Any] = {rule: said[name] for name, rule in PLAIN.items()}
        told |= {rule: round(said[name] / 100, 6) for name, rule in SHARES.items()}
        told["fixed_cost_per_batch_km"] = round(rates().km(said["batch_cost"]), 3)
        told["priority_units"] = self.priority if said["is_priority"] else []
        if said["by_lot"]:
            told["seed"] = said["seed"] if said["seed"] is not None else secrets.randbelow(LONGEST_SEED)
        return told


def initial_of(plan: Plan, rules: Mapping[str, Any]) -> dict[str, Any]:
    """Return a form filled in as a plan was, with rules of it changed."""
    told = {**as_told(plan.as_rules()), **rules}
    return {
        "name": plan.name,
        "course": plan.course,
        "monday": plan.monday,
        "weeks": told.get("weeks", plan.weeks),
        "elsewhere": plan.elsewhere,
        "centre_days": plan.centre_days,
        "other_days": plan.other_days,
        **{name: told.get(rule) for name, rule in PLAIN.items()},
        **{name: round(told.get(rule, 0) * 100, 4) for name, rule in SHARES.items()},
        "batch_cost": rates().rupees(told["fixed_cost_per_batch_km"]),
        "is_priority": bool(told.get("priority_units")),
        "by_lot": told.get("seed") is not None,
        "seed": told.get("seed"),
    }


class ChangeForm(PiiForm):
    """What upset a plan."""

    kind = forms.ChoiceField(label=_("What has happened"), choices=list(CHANGE_KINDS.items()), widget=forms.RadioSelect)
    centre = forms.ChoiceField(
        label=_("Which centre"), required=False, help_text=_("Only if a centre is not available.")
    )
    from_monday = WeekField(
        label=_("From which week"), help_text=_("Any day of that week. Changes are possible from next week.")
    )
    until_monday = WeekField(
        label=_("Until which week"),
        required=False,
        help_text=_("Only if nobody can train in some weeks. Empty: one week."),
    )
    words = forms.CharField(label=_("In words"), max_length=LONGEST_WORDS, required=False)

    def __init__(self, centres: Mapping[str, Centre], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centres = centres
        named = ((key, each.names) for key, each in centres.items())
        field_of(self, "centre", forms.ChoiceField).choices = [("", "–"), *named]

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        is_centre, is_blackout = (given["kind"] == kind for kind in (ChangeKind.CENTRE, ChangeKind.BLACKOUT))
        given["centre"] = self.centres.get(given["centre"]) if is_centre else None
        return given if is_blackout else {**given, "until_monday": None}
