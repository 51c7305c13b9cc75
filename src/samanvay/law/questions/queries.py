"""Reads on questions and answers: what waits, one question, what is part of an entry."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from ..library_files import Library
from ..models import LawAnswer, LawEntry, LawQuestion
from ..policies import may_read_law

WAITING, ANSWERED, ACCEPTED, ALL = "waiting", "answered", "accepted", "all"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """To what the questions are narrowed; an empty value narrows nothing, without a state those that wait are meant."""

    topic: str = ""
    act: str = ""
    language: str = ""
    state: str = WAITING
    mine: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.topic or self.act or self.language or self.mine)


def questions(actor: Actor, narrowed: Narrowed, library: Library) -> QuerySet[LawQuestion]:
    """Return the questions that fit: of what waits the oldest first, else the latest. Raises Refused.

    ``mine`` keeps those that the actor asked.
    """
    may_read_law(actor)
    found = LawQuestion.objects.standing()
    if narrowed.state == WAITING:
        found = LawQuestion.objects.waiting()
    elif narrowed.state == ANSWERED:
        found = found.answered()
    elif narrowed.state == ACCEPTED:
        found = found.filter(pk__in=LawAnswer.objects.part_of_entries().values("question_id"))
    if narrowed.topic or narrowed.act:
        codes = [
            each.code
            for each in library.entries.values()
            if (not narrowed.topic or narrowed.topic in each.topics)
            and (not narrowed.act or narrowed.act in (each.act, each.code))
        ]
        found = found.filter(entry__code__in=codes)
    if narrowed.language:
        found = found.filter(language=narrowed.language)
    if narrowed.mine:
        found = found.filter(asked_by=actor.id)
    counted = found.select_related("entry").annotate(
        answer_count=Count("answers", filter=Q(answers__voided_at=None, answers__wrong_at=None))
    )
    return counted.order_by(*(("asked_at", "id") if narrowed.state == WAITING else ("-asked_at", "-id")))


def waiting_count(actor: Actor) -> int:
    """Return how many questions wait."""
    may_read_law(actor)
    return LawQuestion.objects.waiting().count()


def question_or_unseen(actor: Actor, key: UUID) -> LawQuestion:
    """Return one question. Raises Refused, Unseen."""
    may_read_law(actor)
    found = LawQuestion.objects.filter(pk=key).select_related("entry").first()
    if found is None:
        raise Unseen
    return found


def answer_or_unseen(actor: Actor, key: UUID) -> LawAnswer:
    """Return one answer with its question. Raises Refused, Unseen."""
    may_read_law(actor)
    found = LawAnswer.objects.filter(pk=key).select_related("question__entry", "edition").first()
    if found is None:
        raise Unseen
    return found


def answers_to(question: LawQuestion) -> list[LawAnswer]:
    """Return every answer to a question, those struck out and found wrong among them, the oldest first."""
    found = LawAnswer.objects.filter(question=question).select_related("question__entry", "edition")
    return list(found.order_by("answered_at", "id"))


def asked_on(entry: LawEntry) -> list[LawQuestion]:
    """Return what was asked on an entry and stands, the oldest first, each with its answers as ``said``."""
    answers = LawAnswer.objects.select_related("question__entry", "edition").order_by("answered_at", "id")
    found = LawQuestion.objects.standing().filter(entry=entry).select_related("entry")
    return list(
        found.prefetch_related(Prefetch("answers", queryset=answers, to_attr="said")).order_by("asked_at", "id")
    )


def words_by_entry() -> Mapping[str, str]:
    """Return what was asked and answered and is part of an entry, by its code: the search finds it too."""
    said: dict[str, list[str]] = defaultdict(list)
    parts = LawAnswer.objects.part_of_entries().order_by("answered_at", "id")
    for code, question, answer in parts.values_list("question__entry__code", "question__text", "text"):
        said[code] += [question, answer]
    return {code: "\n".join(texts) for code, texts in said.items()}


def parts_among(found: Sequence[LawQuestion]) -> list[LawAnswer]:
    """Return the answers to some questions that are part of their entry, the oldest first."""
    keys = [each.pk for each in found]
    return list(LawAnswer.objects.part_of_entries().filter(question_id__in=keys).order_by("answered_at", "id"))


def waiting_among(found: Sequence[LawQuestion]) -> set[UUID]:
    """Return which of some questions nobody answered who knows."""
    return set(LawQuestion.objects.waiting().filter(pk__in=[each.pk for each in found]).values_list("pk", flat=True))
