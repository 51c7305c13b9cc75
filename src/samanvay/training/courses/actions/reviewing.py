"""The second person: a draft sent to review, published or sent back with words; of courses and of questions alike."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import Step, do_duty, notify, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.pii import check_pii, refuse_pii
from samanvay.kernel.refusals import Invalid, Refused

from ...models import Course, CourseEdition, Item, ItemEdition
from .. import events, policies
from ..checking import Fault, faults_of_bank, faults_of_course, faults_of_question
from ..duty_kinds import REVIEW_COURSE
from ..queries import codes_of_law, current_edition, questions_in_use
from ..readers import EVERYBODY
from ..states import EditionState, Origin
from ..syllabus import digest_of
from .flagging import clear_by_edition

REVIEWED_WITHIN = timedelta(days=14)
HEARD_AFTER = timedelta(days=7)
LONGEST_WORDS = 600
ASKED = Bilingual("A course text is waiting for review", "पाठ्यक्रम का एक पाठ समीक्षा की प्रतीक्षा में है")
PUBLISHED = Bilingual("What you wrote for a course was published", "पाठ्यक्रम हेतु आपका लिखा पाठ प्रकाशित हुआ")
SENT_BACK = Bilingual("What you wrote for a course was sent back", "पाठ्यक्रम हेतु आपका लिखा पाठ लौटाया गया")

Edition = CourseEdition | ItemEdition


class Incomplete(Invalid):
    """A draft that cannot be taught or asked yet; ``faults`` name row, field and what was expected."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        words = _("Not complete yet: %(first)s") % {"first": self.faults[0]}
        super().__init__("said", words, code="incomplete")


def faults_of(edition: Edition) -> Iterator[Fault]:
    """Yield what keeps an edition from review: incomplete, in one language alone, more drawn than the bank holds."""
    law = codes_of_law()
    if isinstance(edition, ItemEdition):
        yield from faults_of_question(edition.said, _modules_of(edition.item.course), law)
        return
    yield from faults_of_course(edition.said, law)
    bank = [each.said for each in questions_in_use(edition.course)]
    yield from faults_of_bank(edition.said.get("examination", {}), bank)


def _modules_of(course: Course) -> list[str]:
    """Return the modules that a question may belong to: those of the present edition and of the draft."""
    found = course.editions.filter(no__in=[no for no in (course.current, course.draft) if no is not None])
    return list(dict.fromkeys(module["code"] for each in found for module in each.said.get("modules", ())))


def send_to_review(*, by: Actor, edition: Edition, expected: int | None = None) -> Edition:
    """Send a draft to review; a second person is asked to look. Raises Refused, Incomplete, Stale."""
    policies.may_write_edition(by, edition)
    faults = list(faults_of(edition))
    if faults:
        raise Incomplete(faults)
    with _about(edition, by, events.COURSE_SENT, events.ITEM_SENT) as op, acting_as(SYSTEM, op=op.id):
        edition.revise(expected=expected, changes={"state": EditionState.IN_REVIEW, "review_words": ""})
        _ask(edition)
    return edition


def send_back(*, by: Actor, edition: Edition, words: str, expected: int | None = None) -> Edition:
    """Send an edition back to its author with words that say why. Raises Refused, Invalid, Stale."""
    policies.may_review_edition(by, edition)
    said = " ".join(words.split())
    if not said:
        raise Invalid("words", _("Say what to change."))
    if len(said) > LONGEST_WORDS:
        raise Invalid("words", _("At most %(n)d characters.") % {"n": LONGEST_WORDS})
    refuse_pii("words", said)
    with _about(edition, by, events.COURSE_SENT_BACK, events.ITEM_SENT_BACK) as op, acting_as(SYSTEM, op=op.id):
        changes = {"state": EditionState.DRAFT, "review_words": said}
        edition.revise(expected=expected, changes={**changes, "reviewed_at": clock.now(), "reviewed_by": by.id})
        _close(edition)
        _tell(edition, SENT_BACK)
    return edition


def publish(*, by: Actor, edition: Edition, expected: int | None = None) -> Edition:
    """Make an edition the one that is read or asked; flags on modules that it changed are cleared by it.

    Raises Refused, Incomplete, Stale.
    """
    policies.may_review_edition(by, edition)
    faults = list(faults_of(edition))
    if faults:
        raise Incomplete(faults)
    now = clock.now()
    with _about(edition, by, events.COURSE_PUBLISHED, events.ITEM_PUBLISHED) as op, acting_as(SYSTEM, op=op.id):
        changes: dict[str, Any] = {"state": EditionState.PUBLISHED, "published_at": now}
        changes |= {"reviewed_at": now, "reviewed_by": by.id}
        if isinstance(edition, ItemEdition):
            said = {**edition.said, "reviewed": clock.today().isoformat()}
            changes |= {"said": said, "digest": digest_of(said)}
        edition.revise(expected=expected, changes=changes)
        of = edition.course if isinstance(edition, CourseEdition) else edition.item
        if isinstance(edition, CourseEdition) and edition.course.current is not None:
            clear_by_edition(current_edition(edition.course), edition, by)
        of.revise(expected=None, changes={"current": edition.no, "draft": None, "newer_shipped": None})
        _close(edition)
        _tell(edition, PUBLISHED)
    return edition


def take_shipped(*, by: Actor, of: Course | Item) -> None:
    """Take the newer shipped text in the place of the state's own, which stays among the editions. Raises Refused."""
    policies.may_publish(by)
    if of.newer_shipped is None or of.draft is not None:
        raise Refused(_("There is no newer text of the product to accept, or a draft is being written."))
    course = of if isinstance(of, Course) else of.course
    kind = events.COURSE_PUBLISHED if isinstance(of, Course) else events.ITEM_PUBLISHED
    with (
        operation(kind, by=by, target=("course", course.pk), readers=EVERYBODY, no=of.newer_shipped) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        if isinstance(of, Course):
            clear_by_edition(current_edition(of), of.editions.get(no=of.newer_shipped, origin=Origin.SHIPPED), by)
        of.revise(expected=None, changes={"current": of.newer_shipped, "newer_shipped": None})


def retire_item(
    *, by: Actor, edition: ItemEdition, reason: str = "", pii_answer: str = "", expected: int | None = None
) -> ItemEdition:
    """Take a question out of use, with the reason; papers that hold it keep it. Raises Refused, Invalid, Stale."""
    policies.may_publish(by)
    if edition.state != EditionState.PUBLISHED or edition.no != edition.item.current:
        raise Refused(_("This question is not in use."))
    check_pii("reason", reason, by=by, pii_answer=pii_answer)
    with _about(edition, by, events.ITEM_RETIRED, events.ITEM_RETIRED) as op, acting_as(SYSTEM, op=op.id):
        edition.revise(expected=expected, changes={"state": EditionState.RETIRED, "review_words": reason})
    return edition


def _about(edition: Edition, by: Actor, of_course: Any, of_item: Any) -> Any:
    if isinstance(edition, CourseEdition):
        target, kind = ("course", edition.course_id), of_course
        detail: dict[str, Any] = {"no": edition.no}
    else:
        target, kind = ("course", edition.item.course_id), of_item
        detail = {"no": edition.no, "item": edition.item_id}
    return operation(kind, by=by, target=target, readers=EVERYBODY, **detail)


def _key(edition: Edition) -> tuple[str, str]:
    return ("course edition" if isinstance(edition, CourseEdition) else "item edition", str(edition.pk))


def _link(edition: Edition) -> str:
    if isinstance(edition, CourseEdition):
        return f"/training/{edition.course.code}/write/"
    return f"/training/{edition.item.course.code}/questions/{edition.item.code}/"


def _ask(edition: Edition) -> None:
    """Let the desk of the state see to the review within two weeks; works inside the caller's operation."""
    desk = directory.desk_of(edition.home_state)
    if desk is None:
        return
    above = directory.superior_of(desk.audience)
    open_duty(
        by=SYSTEM,
        kind=REVIEW_COURSE,
        subject=_key(edition),
        title=ASKED,
        owner_role="state_bureau",
        owner_audience=desk.audience,
        due_at=clock.now() + REVIEWED_WITHIN,
        readers=directory.readers_for(desk.audience),
        home_state=desk.home_state,
        link=_link(edition),
        escalate=[Step(HEARD_AFTER, "state_nodal_officer", above)] if above is not None else [],
    )


def _close(edition: Edition) -> None:
    kind, key = _key(edition)
    for duty in Duty.objects.waiting().filter(kind=REVIEW_COURSE.code, subject_kind=kind, subject_id=key):
        do_duty(by=SYSTEM, duty=duty, proof=f"edition {edition.no}")


def _tell(edition: Edition, words: Bilingual) -> None:
    notify(
        people=User.objects.filter(pk=edition.written_by, is_active=True),
        words=words,
        link=_link(edition),
        key=f"{edition.pk}:{edition.state}:{edition.version}",
        audience=edition.home_unit,
        home_state=edition.home_state,
    )
