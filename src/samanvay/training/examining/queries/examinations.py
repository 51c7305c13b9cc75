"""Reads on examinations. A person's own papers are read by the machinery for that person alone: no query of another
reaches them, and a transfer to another unit takes them from nobody."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from samanvay.access.models import User
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, current_operation, reading
from samanvay.kernel.refusals import Unseen

from ...courses import queries as courses
from ...courses.policies import may_learn
from ...courses.syllabus import CourseText, ExaminationRules, LessonText
from ...models import (
    Answer,
    Calibration,
    Certificate,
    Course,
    CourseEdition,
    Item,
    ItemEdition,
    ItemRuling,
    Seats,
    Sitting,
)
from .. import policies
from ..guessing import Guess, usual_guess
from ..papers import PoolItem


@contextmanager
def as_machinery() -> Iterator[None]:
    """Read as the system, inside whatever operation is open."""
    if current_operation() is None:
        with reading(SYSTEM):
            yield
    else:
        with acting_as(SYSTEM, op=current_operation()):
            yield


@dataclass(frozen=True, slots=True)
class ExaminationOfPerson:
    """An examination as one person finds it: their closed papers, the latest first, one that runs, the latest
    certificate, how many questions there are, whether they wrote or reviewed one, lessons that are to be read first."""

    edition: CourseEdition
    text: CourseText
    past: list[Sitting]
    running: Sitting | None
    certificate: Certificate | None
    questions: int
    knows_bank: bool
    lessons: list[LessonText]

    @property
    def rules(self) -> ExaminationRules:
        return self.text.examination

    @property
    def asked(self) -> tuple[ExaminationRules, list[Sitting], Certificate | None, int, bool]:
        """What ``policies.may_sit`` asks beside the person."""
        return self.rules, self.past, self.certificate, self.questions, self.knows_bank


def examined(actor: Actor, code: str) -> ExaminationOfPerson:
    """Return the examination of a course for somebody. Raises Refused, Unseen."""
    course = courses.course_or_unseen(actor, code)
    edition = courses.current_edition(course)
    with as_machinery():
        mine = Sitting.objects.of(actor.id)
        past = list(mine.closed().filter(course=code).order_by("-began_at", "-id"))
        running = mine.running().first()
        certificate = (
            Certificate.objects.of(actor.id).filter(course=code).order_by("-valid_through", "-issued_on", "-id").first()
        )
        bank = ItemEdition.objects.filter(item__course=course)
        questions = bank.in_use().count()
        knows_bank = bank.filter(Q(writers__contains=[actor.id]) | Q(reviewed_by=actor.id)).exists()
    text, left = edition.text(), []
    if text.examination.needs_lessons:
        left = courses.lessons_left(text, courses.progress_of(actor.id, [code])[code])
    return ExaminationOfPerson(edition, text, past, running, certificate, questions, knows_bank, left)


def pool_of(course: Course) -> list[PoolItem]:
    """Return the published questions of a course, for the machinery that draws papers."""
    return [PoolItem(str(each.item_id), str(each.pk), each.text()) for each in courses.questions_in_use(course)]


def usual_guess_of(edition: CourseEdition) -> Guess | None:
    """Return what guessing earns on papers of a course as its questions are now, None where they do not suffice."""
    return usual_guess(edition.text().examination, pool_of(edition.course))


def latest_calibration(code: str) -> Calibration | None:
    """Return how hard the questions of a course are by those who sat it, None where it was never calibrated."""
    with as_machinery():
        return Calibration.objects.filter(course=code).order_by("-made_at").first()


def own_sitting(actor: Actor, key: UUID) -> Sitting:
    """Return a sitting of one's own. Raises Refused, Unseen."""
    may_learn(actor)
    with as_machinery():
        found = Sitting.objects.of(actor.id).filter(pk=key).select_related("edition").first()
    if found is None:
        raise Unseen
    return found


def texts_of(sitting: Sitting) -> list[ItemEdition]:
    """Return the editions of a paper's questions in its order."""
    with as_machinery():
        found = ItemEdition.objects.in_bulk([each["edition"] for each in sitting.paper])
    return [found[UUID(each["edition"])] for each in sitting.paper]


def answers_of(sitting: Sitting) -> dict[int, Answer]:
    """Return the answer that holds for each place of a paper that has one."""
    with as_machinery():
        return {each.position: each for each in Answer.objects.filter(sitting=sitting).order_by("serial")}


def own_certificates(actor: Actor) -> list[Certificate]:
    """Return one's certificates, the latest first. Raises Refused."""
    may_learn(actor)
    with as_machinery():
        # An edition holds all its lessons: it is read once, however often somebody sat it.
        found = Certificate.objects.of(actor.id).select_related("sitting").prefetch_related("edition")
        return list(found.order_by("-issued_on", "-id"))


def own_certificate(actor: Actor, public_id: str) -> Certificate:
    """Return a certificate of one's own. Raises Refused, Unseen."""
    found = next((each for each in own_certificates(actor) if each.public_id == public_id), None)
    if found is None:
        raise Unseen
    return found


def own_sittings(actor: Actor) -> list[Sitting]:
    """Return one's closed sittings, the latest first. Raises Refused."""
    may_learn(actor)
    with as_machinery():
        closed = Sitting.objects.of(actor.id).closed().defer("paper", "marked").prefetch_related("edition")
        return list(closed.order_by("-began_at"))


@dataclass(frozen=True, slots=True)
class VerifiedCertificate:
    """All that whoever holds a certificate's address is told."""

    standing: str
    initials: Bilingual
    course: Bilingual
    certificate: Certificate


def verified(public_id: str) -> VerifiedCertificate:
    """Return what the public page tells of a certificate. Raises Unseen."""
    with as_machinery():
        found = Certificate.objects.filter(public_id=public_id.upper()).select_related("edition").first()
        if found is None:
            raise Unseen
        names = User.objects.filter(pk=found.learner).values_list("name", "name_hi").first() or ("", "")
    initials = Bilingual(*(initials_of(each) for each in names))
    return VerifiedCertificate(found.standing(clock.today()), initials, found.edition.text().title, found)


def initials_of(name: str) -> str:
    """Return the initials of a name: first letters with the vowel signs that belong to them, in either script."""
    return " ".join(f"{_first(part)}." for part in name.split() if part[0].isalpha())


def _first(word: str) -> str:
    end = 1
    while end < len(word) and not word[end].isalpha() and not word[end].isdigit() and word[end] not in ".,-'":
        end += 1  # matras and other signs are no letters of their own
    return word[:end]


def seats_of(actor: Actor) -> list[Seats]:
    """Return the examinations at centres that one opened, the latest first. Raises Refused."""
    policies.may_open_seats(actor)
    return list(Seats.objects.filter(opened_by=actor.id).order_by("-opened_at")[:50])


def seats_or_unseen(actor: Actor, key: UUID) -> Seats:
    """Return an examination at a centre. Raises Refused, Unseen."""
    policies.may_open_seats(actor)
    found = Seats.objects.filter(pk=key).first()
    if found is None:
        raise Unseen
    return found


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat as the invigilator sees it: no name, no answer."""

    seat: str
    began_at: object
    closed_at: object
    answered: int
    of: int


def who_sits(actor: Actor, seats: Seats) -> list[Seat]:
    """Return the seats of an examination at a centre. Raises Refused."""
    policies.may_open_seats(actor)
    with as_machinery():
        sitting = list(Sitting.objects.filter(seats=seats).order_by("seat"))
        counts: dict[UUID, set[int]] = {}
        for key, position in Answer.objects.filter(sitting__in=sitting).values_list("sitting_id", "position"):
            counts.setdefault(key, set()).add(position)
    return [
        Seat(each.seat, each.began_at, each.closed_at, len(counts.get(each.pk, ())), len(each.paper))
        for each in sitting
    ]


def item_or_unseen(actor: Actor, course: Course, code: str) -> Item:
    """Return a question of the bank for whoever writes courses. Raises Refused, Unseen."""
    policies.may_analyse(actor)
    with as_machinery():
        found = Item.objects.filter(course=course, code=code).select_related("course").first()
    if found is None:
        raise Unseen
    return found


def rulings_of(items: Iterable[UUID]) -> list[ItemRuling]:
    """Return what was proposed and decided on questions, the latest first."""
    with as_machinery():
        return list(ItemRuling.objects.filter(item__in=list(items)).select_related("item").order_by("-proposed_at"))


def ruling_or_unseen(actor: Actor, key: UUID) -> ItemRuling:
    """Return one proposal. Raises Refused, Unseen."""
    policies.may_analyse(actor)
    with as_machinery():
        found = ItemRuling.objects.filter(pk=key).select_related("item__course").first()
    if found is None:
        raise Unseen
    return found


def places_aside(paper: Sequence[dict[str, object]]) -> list[int]:
    """Return the places of a paper whose questions do not count."""
    with as_machinery():
        items = ItemRuling.objects.filter(outcome="aside", item__in=[each["item"] for each in paper])
        aside = {str(each) for each in items.values_list("item_id", flat=True)}
    return [at for at, each in enumerate(paper) if each["item"] in aside]
