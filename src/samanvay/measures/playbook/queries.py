"""Reads on measures: the playbook by words and filters, one measure, its texts."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Greatest, Lower

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from ..models import Measure, MeasureVersion
from . import policies
from .states import MeasureState

WAITING = "waiting"
NAMED = ("title_en", "title_hi", "summary_en", "summary_hi")
ALIKE = 0.3  # of a word and what comes nearest to it: two letters changed or swapped, a vowel sign of the wrong length
LEAST_LETTERS = 4
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class MeasureFilters:
    """What the playbook is narrowed to; an empty value narrows nothing.

    ``state`` is "" for what is published, a state, or "waiting" for what is to be published. A measure that is for any
    form, lure, disparity or role of the place stands under every one.
    """

    words: str = ""
    form: str = ""
    lure: str = ""
    disparity: str = ""
    place_role: str = ""
    role: str = ""
    cost: str = ""
    evidence: str = ""
    state: str = ""

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


def measures(actor: Actor, asked: MeasureFilters) -> QuerySet[MeasureVersion]:
    """Return the texts that the playbook shows, with their measures, by title; of one that waits the waiting text."""
    policies.may_see_playbook(actor)
    found = MeasureVersion.objects.select_related("measure")
    if asked.state == WAITING:
        found = found.filter(no=F("measure__draft"))
    elif asked.state == MeasureState.RETIRED:
        found = found.filter(measure__state=MeasureState.RETIRED).filter(
            Q(no=F("measure__current")) | Q(measure__current=None, no=F("measure__last"))
        )
    else:
        found = found.filter(measure__state=MeasureState.PUBLISHED, no=F("measure__current"))
    for name, code in (
        ("forms", asked.form),
        ("lures", asked.lure),
        ("disparities", asked.disparity),
        ("place_roles", asked.place_role),
    ):
        if code:
            found = found.filter(Q(**{f"{name}__contains": [code]}) | Q(**{name: []}))
    if asked.role:
        found = found.filter(roles__contains=[asked.role])
    if asked.cost:
        found = found.filter(cost=asked.cost)
    if asked.evidence:
        found = found.filter(evidence=asked.evidence)
    return _with_words(found, asked.words)


def _with_words(found: QuerySet[MeasureVersion], said: str) -> QuerySet[MeasureVersion]:
    """Keep the texts that have every word, of either language; the nearest title first.

    A word that stands in no text is taken for misspelt: then titles and summaries with what looks most like it are
    kept. Words of a few letters look like too much and must be right.
    """
    words = said.lower().split()[:MOST_WORDS]
    if not words:
        return found.order_by("title_en", "id")
    found = found.annotate(all_said=_joined(*NAMED, "what_en", "what_hi"), head=_joined(*NAMED))
    likeness = []
    for word in words:
        likeness.append(TrigramWordSimilarity(word, "head"))
        exact = found.filter(all_said__contains=word)
        if len(word) < LEAST_LETTERS or exact.exists():
            found = exact
        else:
            found = found.annotate(like=likeness[-1]).filter(like__gte=ALIKE)
    best = Greatest(*likeness) if len(likeness) > 1 else likeness[0]
    return found.annotate(best=best).order_by("-best", "title_en", "id")


def _joined(*names: str) -> Lower:
    blank = Value(" ")
    return Lower(Concat(*(part for name in names for part in (name, blank)), output_field=TextField()))


def measure_or_unseen(actor: Actor, key: UUID) -> Measure:
    """Return a measure that the actor sees. Raises Refused, Unseen."""
    policies.may_see_playbook(actor)
    found = Measure.objects.filter(pk=key).first()
    if found is None:
        raise Unseen
    return found


def version_or_unseen(measure: Measure, no: int) -> MeasureVersion:
    """Return a text of a measure by its number, as far as its reader sees it. Raises Unseen."""
    found = measure.versions.filter(no=no).first()
    if found is None:
        raise Unseen
    return found


def versions_of(measure: Measure) -> list[MeasureVersion]:
    """Return the texts of a measure that its reader sees, the newest first."""
    return list(measure.versions.order_by("-no"))


def shown_version(measure: Measure) -> MeasureVersion:
    """Return the text to show first: the published one, else the newest that its reader sees. Raises Unseen."""
    current = measure.versions.filter(no=measure.current).first()  # type: ignore[misc]  # None finds none
    found = current or measure.versions.order_by("-no").first()
    if found is None:
        raise Unseen
    return found


def waiting_count(actor: Actor) -> int:
    """Return how many measures wait to be published, as far as the actor sees them."""
    return measures(actor, MeasureFilters(state=WAITING)).count()


def published_texts(keys: Sequence[UUID]) -> list[MeasureVersion]:
    """Return the published texts of measures by their ids; what is not published is left out."""
    found = MeasureVersion.objects.filter(
        measure__in=keys, measure__state=MeasureState.PUBLISHED, no=F("measure__current")
    )
    return list(found.select_related("measure"))
