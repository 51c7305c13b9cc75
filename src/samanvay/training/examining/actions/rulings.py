"""Setting a question aside in scoring: one proposes, another decides, papers are marked anew, for the better alone.

Nobody loses by it: who passed keeps the pass. Who passes now is told and gets the certificate.
"""

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import do_duty, notify, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, Actor, acting_as, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import check_pii
from samanvay.kernel.refusals import AlreadyDone, Invalid
from samanvay.recording.submissions import once

from ...courses.policies import may_write_courses
from ...models import Item, ItemRuling, Sitting
from .. import events, policies
from ..duty_kinds import DECIDE_RULING
from .closing import rescore

WITHIN = timedelta(days=7)
LONGEST = 300
AT_ONCE = 200


def propose_aside(
    *, by: Actor, item: Item, reason: str, pii_answer: str = "", submission_id: UUID | None = None
) -> ItemRuling:
    """Propose that a question does not count, and let the desk of the state decide within a week.

    The same submission twice gives the first proposal. Raises Refused (somebody proposed it already), Invalid.
    """
    may_write_courses(by)
    reason = _checked(reason, by, pii_answer)
    with operation(events.ITEM_SET_ASIDE, by=by, target=("item", item.pk)) as op, acting_as(SYSTEM, op=op.id):
        Item.objects.select_for_update().get(pk=item.pk)
        if sent := once(op, ItemRuling, submission_id, item=item, proposed_by=by.id):
            return sent
        if ItemRuling.objects.filter(item=item).exclude(outcome="kept").exists():
            raise AlreadyDone(_("This was already proposed."))
        ruling = ItemRuling.objects.create(
            item=item,
            reason=reason,
            proposed_at=clock.now(),
            proposed_by=by.id,
            submission_id=submission_id or uuid7(),
            readers=[SYSTEM_AUDIENCE],
            home_unit=item.home_unit,
            home_state=item.home_state,
        )
        desk = directory.desk_of(directory.unit_of(by.grants[0].audience).home_state)
        if desk is not None:
            open_duty(
                by=SYSTEM,
                kind=DECIDE_RULING,
                subject=("item ruling", ruling.pk),
                title=Bilingual(
                    "Decide whether to remove a question from scoring",
                    "निर्णय करें कि परीक्षा का प्रश्न अंकों से हटाएँ या नहीं",
                ),
                owner_role="state_bureau",
                owner_audience=desk.audience,
                due_at=clock.now() + WITHIN,
                readers=[desk.audience],
                home_state=desk.home_state,
                link=f"/training/{item.course.code}/analysis/{item.code}/",
                key=f"item:rule:{ruling.pk}",
            )
    return ruling


def decide_ruling(*, by: Actor, ruling: ItemRuling, is_aside: bool, words: str, pii_answer: str = "") -> ItemRuling:
    """Decide as a second person; if the question is set aside, papers that held it are marked anew soon after.

    Raises Refused, Invalid, Stale.
    """
    policies.may_decide_ruling(by, ruling)
    words = _checked(words, by, pii_answer)
    with operation(events.ITEM_RULED, by=by, target=("item ruling", ruling.pk)) as op, acting_as(SYSTEM, op=op.id):
        op.add(item=ruling.item_id, is_aside=is_aside)
        changes = {
            "outcome": "aside" if is_aside else "kept",
            "words": words,
            "decided_at": clock.now(),
            "decided_by": by.id,
        }
        ruling.revise(expected=None, changes=changes)
        for duty in Duty.objects.waiting().filter(key=f"item:rule:{ruling.pk}"):
            do_duty(by=SYSTEM, duty=duty, proof="decided")
    return ruling


def _checked(words: str, by: Actor, pii_answer: str) -> str:
    words = " ".join(words.split())
    if not words:
        raise Invalid("reason", _("Give the reason."))
    if len(words) > LONGEST:
        raise Invalid("reason", _("At most %(n)d characters.") % {"n": LONGEST})
    check_pii("reason", words, by=by, pii_answer=pii_answer)
    return words


def rescore_all(event: Event) -> None:
    """Mark the papers that held a question anew; does what is left to do, however often it is called."""
    with reading(SYSTEM):
        ruling = ItemRuling.objects.filter(pk=event.subject_id, outcome="aside", rescored_at=None).first()
        if ruling is None:
            return
        held = Sitting.objects.closed().filter(course=ruling.item.course.code)
        keys = list(held.filter(paper__contains=[{"item": str(ruling.item_id)}]).values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(keys), AT_ONCE):
        changed += _rescored(ruling, keys[start : start + AT_ONCE])
    with operation(events.SITTING_RESCORED, by=SYSTEM, target=("item ruling", ruling.pk), papers=len(keys)):
        ruling.revise(expected=None, changes={"rescored_at": clock.now(), "changed": changed})


def _rescored(ruling: ItemRuling, keys: list[UUID]) -> int:
    better: list[Sitting] = []
    with operation(events.SITTING_RESCORED, by=SYSTEM, target=("item ruling", ruling.pk)) as op:
        locked = Sitting.objects.select_for_update(of=("self",)).select_related("edition").filter(pk__in=keys)
        for sitting in locked.order_by("pk"):
            at = next(no for no, line in enumerate(sitting.paper) if line["item"] == str(ruling.item_id))
            if at not in sitting.aside and rescore(op, sitting, sorted([*sitting.aside, at])):
                better.append(sitting)
        op.add(papers=len(keys), better=len(better))
        for sitting in better:
            notify(
                people=User.objects.filter(pk=sitting.learner, is_active=True),
                words=Bilingual(
                    "A question of your examination was removed from scoring; your result has improved.",
                    "आपकी परीक्षा का एक प्रश्न अंकों से हटाया गया; आपका परिणाम सुधरा है।",
                ),
                link=f"/training/sittings/{sitting.pk}/result/",
                key=f"rescored:{ruling.pk}:{sitting.pk}",
                audience=sitting.home_unit,
                home_state=sitting.home_state,
            )
    return len(better)
