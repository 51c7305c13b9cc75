"""What has pages of its own in the room: courses, what is written of them, questions, papers, seats, proposals."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.kernel.db.scope import Actor
from samanvay.training.courses import policies, queries
from samanvay.training.examining import policies as examining
from samanvay.training.examining.queries import examinations
from samanvay.training.examining.queries.examinations import ExaminationOfPerson
from samanvay.training.models import Course, CourseEdition, Item, ItemEdition, ItemRuling, Seats, Sitting
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.pages import Record


def training_crumbs(*more: Crumb) -> list[Crumb]:
    """Return the way to a page of courses."""
    return [Crumb(_("Training"), reverse("training")), *more]


def examination_crumbs(*more: Crumb) -> list[Crumb]:
    """Return the way to a page of examinations."""
    return [Crumb(_("Examinations"), reverse("examinations")), *more]


def question_crumbs(actor: Actor, edition: CourseEdition, *more: Crumb) -> list[Crumb]:
    """Return the way to a page of a question."""
    questions = Crumb(_("Questions"), reverse("training_questions", args=[edition.course.code]))
    return [*WRITTEN.crumbs(actor, edition), questions, *more]


def _written(actor: Actor, code: str) -> CourseEdition:
    policies.may_see_drafts(actor)
    return worked_on(queries.course_or_unseen(actor, code))


def worked_on(course: Course) -> CourseEdition:
    """Return the edition of a course that its authors work on, else the one that is read. Raises Unseen."""
    no = course.draft if course.draft is not None else course.current
    return queries.edition_or_unseen(course, no or 1)


def _analysed(actor: Actor, code: str) -> Course:
    examining.may_analyse(actor)
    return queries.course_or_unseen(actor, code)


COURSE: Record[Course] = Record(
    "course",
    load=lambda actor, code: queries.course_or_unseen(actor, code),
    page=lambda course: reverse("training_course", args=[course.code]),
    crumbs=lambda actor, course: LEARNT.crumbs(actor, queries.current_edition(course)),
    given=lambda course: {"course": course},
)
LEARNT: Record[CourseEdition] = Record(  # the edition that learners read
    "edition",
    load=lambda actor, code: queries.current_edition(queries.course_or_unseen(actor, code)),
    page=lambda edition: COURSE.page(edition.course),
    crumbs=lambda actor, edition: training_crumbs(Crumb(edition.text().title, LEARNT.page(edition))),
    given=lambda edition: {"edition": edition},
)
WRITTEN: Record[CourseEdition] = Record(  # the edition that authors work on, else the one that is read
    "edition",
    load=_written,
    page=lambda edition: reverse("training_write", args=[edition.course.code]),
    crumbs=lambda actor, edition: training_crumbs(Crumb(edition.text().title, WRITTEN.page(edition))),
    given=lambda edition: {"edition": edition},
)
QUESTION: Record[ItemEdition] = Record(
    "question",
    load=lambda actor, code, question: queries.item_edition_or_unseen(actor, _written(actor, code).course, question),
    page=lambda found: reverse("training_question", args=[found.item.course.code, found.item.code]),
    crumbs=lambda actor, found: question_crumbs(
        actor, worked_on(found.item.course), Crumb(found.item.code, QUESTION.page(found))
    ),
    given=lambda found: {"edition": found},
)
ANALYSED: Record[Course] = Record(  # a course with what answers tell of its questions
    "course",
    load=_analysed,
    page=lambda course: reverse("training_analysis", args=[course.code]),
    crumbs=lambda actor, course: [
        *COURSE.crumbs(actor, course),
        Crumb(_("Analysis of answers"), ANALYSED.page(course)),
    ],
    given=lambda course: {"course": course},
)
ITEM: Record[Item] = Record(
    "item",
    load=lambda actor, code, question: examinations.item_or_unseen(actor, _analysed(actor, code), question),
    page=lambda item: reverse("training_analysis_item", args=[item.course.code, item.code]),
    crumbs=lambda actor, item: [*ANALYSED.crumbs(actor, item.course), Crumb(item.code, ITEM.page(item))],
    given=lambda item: {"item": item},
)
RULING: Record[ItemRuling] = Record(
    "ruling",
    load=lambda actor, key: examinations.ruling_or_unseen(actor, key),
    page=lambda ruling: ITEM.page(ruling.item),
    crumbs=lambda actor, ruling: ITEM.crumbs(actor, ruling.item),
    given=lambda ruling: {"ruling": ruling},
)
EXAMINATION: Record[ExaminationOfPerson] = Record(
    "examined",
    load=lambda actor, code: examinations.examined(actor, code),
    page=lambda examined: reverse("examination", args=[examined.text.code]),
    crumbs=lambda actor, examined: examination_crumbs(Crumb(examined.text.title, EXAMINATION.page(examined))),
    given=lambda examined: {"code": examined.text.code},
)
SITTING: Record[Sitting] = Record(
    "sitting",
    load=lambda actor, key: examinations.own_sitting(actor, key),
    page=lambda sitting: reverse("sitting_result", args=[sitting.pk]),
    crumbs=lambda actor, sitting: examination_crumbs(
        Crumb(sitting.edition.text().title, reverse("examination", args=[sitting.course])),
        Crumb(_("Result"), SITTING.page(sitting)),
    ),
    given=lambda sitting: {"key": sitting.pk},
)
SEATS: Record[Seats] = Record(
    "seats",
    load=lambda actor, key: examinations.seats_or_unseen(actor, key),
    page=lambda seats: reverse("seats_one", args=[seats.pk]),
    crumbs=lambda actor, seats: examination_crumbs(
        Crumb(_("At a centre"), reverse("seats")), Crumb(seats.place, SEATS.page(seats))
    ),
    given=lambda seats: {"seats": seats},
)
