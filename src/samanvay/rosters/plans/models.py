"""Plans: who trains in which week, made by the worker under rules; and what changed them afterwards."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import DIRECTORY_FIELD, Sort
from samanvay.kernel.models import Captured, Protected
from samanvay_insight.roster import Rules, rules_of

from ..centres.models import Centre
from .states import CHANGE_KINDS, CHANGE_WORDS, PLAN_WORDS, Mode, PlanState


class PlanQuerySet(models.QuerySet["Plan"]):
    """Reads on plans."""

    def published(self) -> Self:
        """Keep those that hold."""
        return self.filter(state=PlanState.PUBLISHED)


class Plan(Protected, Captured):
    """A plan for all members of a state from a Monday on, for so many weeks. Read by every officer and partner.

    ``rules`` are those of ``insight.roster.rules_of``; ``elsewhere`` is the mode of trainings that are not at a centre;
    ``centre_days`` and ``other_days`` how many days a training takes. ``course`` is the code of what is taught.
    ``done`` is how far the worker has come, 0 to 100. ``figures`` hold what was made: people, trainings, batches,
    centre_batches, cost and bound (km), fill, raised and infeasible as `insight.roster` tells them, seconds,
    unplaced (members whose unit is nowhere on the map), thin (by batch that stayed thin how many have no other, and by
    which of `insight.roster.merging.REASONS`).
    """

    name = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=[(each.value, each.value) for each in PlanState])
    course = models.CharField(max_length=60)
    monday = models.DateField()
    weeks = models.PositiveSmallIntegerField()
    rules = models.JSONField()
    elsewhere = models.CharField(max_length=8, choices=[(each, each) for each in (Mode.DISTRICT, Mode.ONLINE)])
    centre_days = models.PositiveSmallIntegerField(default=3)
    other_days = models.PositiveSmallIntegerField(default=1)
    done = models.PositiveSmallIntegerField(default=0)
    figures = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    made_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.UUIDField(null=True)
    dropped_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="why it was dropped")

    objects = PlanQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(
            (
                *("name", "state", "course", "monday", "weeks", "rules", "elsewhere", "centre_days", "other_days"),
                *("done", "figures", "asked_at", "asked_by", "made_at", "published_at", "published_by"),
                *("dropped_at", "reason"),
            ),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["asked_by", "submission_id"], name="rosters_plan_once"),
            models.CheckConstraint(
                condition=Q(weeks__gte=1, centre_days__gte=1, centre_days__lte=6, other_days__gte=1, other_days__lte=6),
                name="rosters_plan_sound",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state_words(self) -> Bilingual:
        return PLAN_WORDS[self.state]

    @property
    def end(self) -> date:
        """The Monday after the last week."""
        return self.monday + timedelta(weeks=self.weeks)

    def as_rules(self) -> Rules:
        """Return the rules as the planner reads them, without the weeks that are closed to all (`people.rules_for`)."""
        return rules_of(self.rules, start=self.monday)


class PlanChange(Protected, Captured):
    """Something upset a plan: what it would move is worked out, shown, then applied by a person.

    ``from_monday`` is the first week that may change. ``figures``: moved (people), ended (turns without another in
    their place), share, cost_before and cost (km), travel_before and travel (nights away, rupees), fill, weeks (Monday,
    people before and after), infeasible.
    ``centre`` is the one that is lost, ``until_monday`` the last week of a blackout.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=[(code, code) for code in CHANGE_KINDS])
    state = models.CharField(max_length=10, choices=[(code, code) for code in CHANGE_WORDS])
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, null=True, related_name="+")
    from_monday = models.DateField()
    until_monday = models.DateField(null=True)
    words = models.CharField(max_length=300, blank=True)
    figures = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    applied_at = models.DateTimeField(null=True)
    applied_by = models.UUIDField(null=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(
            (
                *("plan", "kind", "state", "centre", "from_monday", "until_monday", "words", "figures"),
                *("asked_at", "asked_by", "applied_at", "applied_by"),
            ),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["asked_by", "submission_id"], name="rosters_planchange_once"),
            models.CheckConstraint(
                condition=Q(until_monday__isnull=True) | Q(until_monday__gte=F("from_monday")),
                name="rosters_planchange_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.kind}"

    @property
    def kind_words(self) -> Bilingual:
        return CHANGE_KINDS[self.kind]

    @property
    def state_words(self) -> Bilingual:
        return CHANGE_WORDS[self.state]
