"""Trainers for many batches: who fits, who lacks, and all batches of a plan staffed at once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import numpy as np
from django.db.models import F
from django.utils.translation import gettext as _

from samanvay.access.models import Grant, User
from samanvay.audit.operations import operation
from samanvay.duties.actions.duties import notify
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.refusals import Invalid
from samanvay.law.models import LawEdition
from samanvay.law.vocabulary import TOPICS
from samanvay.training.models import CourseEdition, ResourcePerson
from samanvay_insight.roster.teaching import CANNOT, NOBODY, teachers_of

from ...batches import policies as batch_policies
from ...models import Batch, BatchTrainer, Plan, TrainerAway
from ...plans import policies as plan_policies
from .. import events
from .trainers import STANDING, may_staff, place_trainer

SET = Bilingual(
    "Trainers were assigned to the batches of the plan: see which batches still have none",
    "योजना के बैचों में प्रशिक्षक नियुक्त किए गए: देखें कि किनमें अभी कमी है",
)
NO_TOPIC, NO_LANGUAGE, NO_DISTRICT, IS_AWAY, IS_BOOKED = "topic", "language", "district", "away", "booked"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could teach in a batch, how many batches of its quarter they have, and what speaks against it."""

    person: ResourcePerson
    batches: int
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shortage:
    """Batches of a week in a language that lack a trainer, and how many who teach in it are free then."""

    monday: date
    language: str
    batches: int
    free: int
    speak: int


@dataclass(frozen=True, eq=False)
class Staff:
    """Who agreed to teach and has a post, with the days on which each is away or teaches."""

    people: Sequence[ResourcePerson]
    away: dict[UUID, list[tuple[date, date]]] = field(default_factory=dict)
    booked: dict[UUID, list[Batch]] = field(default_factory=dict)

    def is_away(self, person: ResourcePerson, batch: Batch) -> bool:
        """Tell whether somebody is away on a day of a batch."""
        return any(first <= batch.ends_on and last >= batch.starts_on for first, last in self.away.get(person.pk, ()))

    def is_booked(self, person: ResourcePerson, batch: Batch) -> bool:
        """Tell whether somebody teaches in another batch on a day of a batch."""
        return any(
            each.starts_on <= batch.ends_on and each.ends_on >= batch.starts_on and each.pk != batch.pk
            for each in self.booked.get(person.pk, ())
        )

    def batches_of(self, person: ResourcePerson, first: date, last: date) -> int:
        """Return in how many batches somebody teaches that begin between two days, both within."""
        return sum(first <= each.starts_on <= last for each in self.booked.get(person.pk, ()))


def staff(home_state: str) -> Staff:
    """Return who may be asked to teach in a state."""
    serving = set(Grant.objects.filter(user__is_active=True).in_force(clock.today()).values_list("user_id", flat=True))
    listed = ResourcePerson.objects.listed().filter(home_state=home_state).order_by("id")
    people = [each for each in listed if each.person in serving]
    away: dict[UUID, list[tuple[date, date]]] = defaultdict(list)
    rows = TrainerAway.objects.filter(person__in=people, voided_at=None, last_day__gte=clock.today())
    for person, first, last in rows.values_list("person", "first_day", "last_day"):
        away[person].append((first, last))
    booked: dict[UUID, list[Batch]] = defaultdict(list)
    held = Batch.objects.told().standing().filter(starts_on__gte=quarter_of(clock.today())[0])
    for each in BatchTrainer.objects.filter(person__in=people, voided_at=None, batch__in=held).select_related("batch"):
        booked[each.person_id].append(each.batch)
    return Staff(people, dict(away), dict(booked))


def quarter_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of a day's quarter."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    later = first + timedelta(days=100)
    return first, date(later.year, later.month, 1) - timedelta(days=1)


def topics_of(course: str) -> frozenset[str]:
    """Return the topics of a course: those of its modules, and those of the law on which they rest."""
    edition = CourseEdition.objects.filter(course__code=course, no=F("course__current")).first()
    if edition is None:
        return frozenset()
    modules = edition.text().modules
    found = {topic for each in modules for topic in each.topics}
    rests = {code for each in modules for code in each.rests_on}
    now = LawEdition.objects.filter(entry__code__in=rests, no=F("entry__current"))
    for topics in now.values_list("said__topics", flat=True):
        found.update(topics or ())
    return frozenset(found & set(TOPICS))


def district_of(batch: Batch) -> str:
    """Return the key of the district in which a batch meets, "" for online."""
    return batch.district_id or (batch.centre.place_id if batch.centre is not None else "") or ""


def lacks(person: ResourcePerson, batch: Batch, topics: Collection[str]) -> tuple[str, ...]:
    """Return what somebody lacks for a batch: topic, language, district."""
    district = district_of(batch)
    found = [
        (NO_TOPIC, bool(topics) and not set(person.topics) & set(topics)),
        (NO_LANGUAGE, batch.language not in person.languages),
        (NO_DISTRICT, bool(district and person.districts) and district not in person.districts),
    ]
    return tuple(code for code, is_so in found if is_so)


def candidates(actor: Actor, batch: Batch) -> list[Candidate]:
    """Return who could teach in a batch and does not yet: those first against whom nothing speaks, then the fewest
    batches in its quarter. Raises Refused.
    """
    batch_policies.may_run(actor, batch)
    known, topics = staff(batch.home_state), topics_of(batch.course)
    first, last = quarter_of(batch.starts_on)
    here = set(BatchTrainer.objects.filter(batch=batch, voided_at=None).values_list("person", flat=True))
    found = []
    for each in known.people:
        if each.pk in here:
            continue
        against = lacks(each, batch, topics)
        against += (IS_AWAY,) * known.is_away(each, batch) + (IS_BOOKED,) * known.is_booked(each, batch)
        found.append(Candidate(each, known.batches_of(each, first, last), against))
    found.sort(key=lambda one: (len(one.against), one.batches, str(one.person.pk)))
    return found


def unstaffed(home_state: str, plan: Plan | None = None) -> list[Batch]:
    """Return the batches to come without a trainer, of a plan or of all that hold, by their first day."""
    coming = Batch.objects.told().filter(home_state=home_state, state__in=STANDING, starts_on__gt=clock.today())
    if plan is not None:
        coming = coming.filter(plan=plan)
    taught = BatchTrainer.objects.filter(voided_at=None, batch__in=coming).values("batch")
    found = coming.exclude(pk__in=taught).select_related("centre", "district", "plan")
    return list(found.order_by("starts_on", "label"))


def shortages(known: Staff, batches: Iterable[Batch]) -> list[Shortage]:
    """Return the weeks and languages in which fewer who teach in it are free than batches lack one, by week."""
    lacking = Counter((each.monday, each.language) for each in batches)
    found = []
    for (monday, language), count in sorted(lacking.items()):
        week = Batch(starts_on=monday, ends_on=monday + timedelta(days=5))
        speak = [each for each in known.people if language in each.languages]
        free = sum(not known.is_away(each, week) and not known.is_booked(each, week) for each in speak)
        if free < count:
            found.append(Shortage(monday, language, count, free, len(speak)))
    return found


def assign_trainers(*, by: Actor, plan: Plan) -> tuple[int, int]:
    """Give the coming batches of a published plan trainers who fit, the load even; returns how many have one now and
    how many still lack one. Called by the worker; what was assigned by hand stays. Raises Refused, Invalid.
    """
    plan_policies.may_change_plan(by, plan)
    if plan.state != "published":
        raise Invalid("state", _("Trainers can be assigned after the plan is published."))
    with operation(events.TRAINERS_SET, by=by, target=("plan", plan.id), readers=plan.readers) as op:
        Plan.objects.select_for_update().get(pk=plan.pk)  # asked for twice, the second finds all of them staffed
        batches = unstaffed(plan.home_state, plan)
        known = staff(plan.home_state)
        chosen = _chosen(known, batches, plan)
        for batch, person in chosen:
            may_staff(batch)
            place_trainer(batch, person, by=by)
        op.add(assigned=len(chosen), lacking=len(batches) - len(chosen))
        with acting_as(SYSTEM, op=op.id):
            notify(
                people=User.objects.filter(pk=by.id), words=SET, link="/rosters/trainers/", key=f"staffed:{op.id}",
                audience=plan.home_unit, home_state=plan.home_state,
            )  # fmt: skip
    return len(chosen), len(batches) - len(chosen)


def _chosen(known: Staff, batches: Sequence[Batch], plan: Plan) -> list[tuple[Batch, ResourcePerson]]:
    if not batches or not known.people:
        return []
    topics = {course: topics_of(course) for course in {each.course for each in batches}}
    misfit = np.full((len(known.people), len(batches)), CANNOT, dtype=np.int64)
    for row, person in enumerate(known.people):
        for column, batch in enumerate(batches):
            against = lacks(person, batch, topics[batch.course])
            if set(against) <= {NO_TOPIC} and not known.is_away(person, batch) and not known.is_booked(person, batch):
                misfit[row, column] = len(against)
    weeks = [(each.monday - plan.monday).days // 7 for each in batches]
    load = [known.batches_of(each, plan.monday, plan.end) for each in known.people]
    found = teachers_of(misfit, weeks, load)
    return [(batch, known.people[who]) for batch, who in zip(batches, found.tolist(), strict=True) if who != NOBODY]


def is_staffable(plan: Plan) -> bool:
    """Tell whether trainers can be assigned to a plan at once: it holds and is not over."""
    return plan.state == "published" and plan.end > clock.today()
