"""What happens to courses when what they rest on changes: modules flagged, authors asked, learners told.

A learner hears once for each course while a refresher waits, however many entries changed. Flags are raised as the
change arrives; refreshers are opened by the ticker, a few at a time, since a course may have thousands of learners.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samanvay.access.models import Grant
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import Step, do_duty, open_duty
from samanvay.duties.models import Duty
from samanvay.duties.superiors.seats import seat_above
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, SYSTEM, Actor, acting_as, reading
from samanvay.kernel.pii import refuse_pii
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.law.models import LawEdition, LawEntry
from samanvay.picture.models import Finding
from samanvay.picture.states import NOTICED, Subject
from samanvay_insight.shifts import ShiftKind

from ...models import Course, CourseEdition, ModuleFlag, Progress
from .. import events, policies
from ..duty_kinds import LOOK_AT_MODULE, REFRESH
from ..readers import EVERYBODY, OF_NO_STATE

LAW, FINDING = "law", "finding"
LOOKED, EDITION = "looked", "edition"
LOOKED_WITHIN = timedelta(days=14)
REFRESHED_WITHIN = timedelta(days=30)
HEARD_AFTER = timedelta(days=14)
# A pattern is found again and again; what a module teaches of it is looked at once in a while.
QUIET_FOR = timedelta(days=90)
AT_ONCE = 200
NEW_IN_KIND = frozenset({ShiftKind.APPEARED, ShiftKind.REVERSED, NOTICED})
# Of these an entry may get a new edition without anything for a learner to hear of.
OF_NO_MATTER = frozenset(
    {"certainty", "check_en", "check_hi", "roles", "sources_en", "sources_hi", "topics", "verified"}
)
LONGEST_WORDS = 300
TO_READ = Bilingual("Something changed in a course that you completed", "आपके पूर्ण किए पाठ्यक्रम में कुछ बदला है")
TO_LOOK = Bilingual("The law or pattern behind a course has changed", "पाठ्यक्रम से जुड़ी विधि या रुझान बदला है")


def follow_law(happened: Sequence[Event]) -> None:
    """Flag the modules that rest on entries of the law which got a new edition or were left out."""
    ids = {UUID(each.subject_id) for each in happened if each.subject_kind == "law entry"}
    at = max(each.at for each in happened)
    with reading(SYSTEM):
        entries = {each.code: each for each in LawEntry.objects.filter(pk__in=ids)}
        changed = {code: each.current for code, each in entries.items() if each.left_at is not None or _matters(each)}
        resting = [
            (edition, module["code"], code)
            for edition in _taught(before=at)
            for module in edition.said["modules"]
            for code in module["rests_on"]
            if code in changed
        ]
    for edition, module, code in resting:
        raise_flag(edition.course, module, LAW, code, changed[code], code)


def _matters(entry: LawEntry) -> bool:
    """Tell whether the newest edition of an entry says something else that a learner should hear of."""
    if entry.current == 1:
        return False
    said = dict(LawEdition.objects.filter(entry=entry, no__gte=entry.current - 1).values_list("no", "said"))
    before, now = said.get(entry.current - 1, {}), said[entry.current]
    return any(before.get(name) != now.get(name) for name in {*before, *now} - OF_NO_MATTER)


def follow_findings(happened: Sequence[Event]) -> None:
    """Flag the modules that teach a pattern of which a finding was opened to every officer."""
    ids = {UUID(each.subject_id) for each in happened if each.subject_kind == "finding"}
    at = max(each.at for each in happened)
    with reading(SYSTEM):
        told = Finding.objects.told().filter(pk__in=ids, readers__contains=[OFFICERS_AUDIENCE])
        lately = ModuleFlag.objects.filter(cause=FINDING, raised_at__gte=clock.now() - QUIET_FOR)
        quiet = set(lately.values_list("course_id", "module", "topic"))
        teaching = [
            (edition, module["code"], finding, topic)
            for finding in told
            for topic in sorted(topics_of(finding))
            for edition in _taught(before=at)
            for module in edition.said["modules"]
            if topic in module["topics"] and (edition.course_id, module["code"], topic) not in quiet
        ]
    raised: set[tuple[UUID, str, str]] = set()
    for edition, module, finding, topic in teaching:
        if (edition.course_id, module, topic) not in raised:
            raised.add((edition.course_id, module, topic))
            raise_flag(edition.course, module, FINDING, str(finding.pk), 0, topic)


def topics_of(finding: Finding) -> set[str]:
    """Return the topics that a finding touches: its form; a corridor by its ends too, as "nepal_varanasi".

    Only what is new in kind touches a course: that something appeared, turned round or was noticed by an officer. More
    or fewer of what is taught already makes no lesson wrong.
    """
    if finding.kind not in NEW_IN_KIND:
        return set()
    topics = {finding.form} if finding.form else set()
    if finding.subject == Subject.CORRIDOR:
        topics |= {"corridors", f"{_slug_of(finding.origin)}_{_slug_of(finding.destination)}"}
        if any(key.startswith("country:") for key in (finding.origin, finding.destination)):
            topics.add("cross_border")
    if finding.subject == Subject.STOPOVER:
        topics |= {"stopover", "transit"}
    return topics


def _slug_of(key: str) -> str:
    try:
        name = directory.place_for(key).names.en
    except Unseen:
        name = key
    return slugify(name).replace("-", "_")


def _taught(*, before: datetime) -> Iterable[CourseEdition]:
    """Return the editions that learners read and that were there when something changed."""
    present = CourseEdition.objects.filter(no=F("course__current"), published_at__lt=before)
    return present.select_related("course")


def raise_flag(course: Course, module: str, cause: str, ref: str, ref_no: int, topic: str) -> None:
    """Flag a module for an edition of an entry or for a finding, and ask its authors to look.

    While a flag for the same entry stands a newer edition renews it, and who was told hears again.
    """
    now = clock.now()
    with operation(
        events.MODULE_FLAGGED, by=SYSTEM, target=("course", course.pk), readers=EVERYBODY, module=module
    ) as op:
        op.add(cause=cause, ref=ref, ref_no=ref_no)
        known = (
            ModuleFlag.objects.filter(course=course, module=module, cause=cause, ref=ref).order_by("-ref_no").first()
        )
        if known is not None and known.ref_no >= ref_no:
            op.keep_silent()
            return
        if known is not None and known.cleared_at is None:
            flag = known.revise(expected=None, changes={"ref_no": ref_no, "raised_at": now, "told_at": None})
        else:
            flag = ModuleFlag.objects.create(
                course=course, module=module, cause=cause, ref=ref, ref_no=ref_no, topic=topic, raised_at=now,
                readers=list(EVERYBODY), **OF_NO_STATE,
            )  # fmt: skip
        _ask_authors(course, flag)


def _ask_authors(course: Course, flag: ModuleFlag) -> None:
    """Let those who train, else the state's desk, look at a course; once while that waits."""
    state = course.home_state if course.home_state != OF_NO_STATE["home_state"] else directory.home_state()
    if Duty.objects.waiting().filter(kind=LOOK_AT_MODULE.code, subject_id=str(course.pk)).exists():
        return
    seat = Grant.objects.filter(role="trainer", home_state=state, user__is_active=True).in_force(clock.today())
    trainer = seat.order_by("since", "id").first()
    desk = directory.desk_of(state)
    if trainer is not None:
        owner = ("trainer", trainer.audience)
    elif desk is not None:
        owner = ("state_bureau", desk.audience)
    else:
        return
    above = [Step(HEARD_AFTER, "state_bureau", desk.audience)] if desk is not None else []
    open_duty(
        by=SYSTEM,
        kind=LOOK_AT_MODULE,
        subject=("course", course.pk),
        title=TO_LOOK,
        owner_role=owner[0],
        owner_audience=owner[1],
        due_at=clock.now() + LOOKED_WITHIN,
        readers=directory.readers_for(owner[1]),
        home_state=state,
        link=f"/training/{course.code}/write/",
        key=f"course:look:{flag.pk}:{flag.ref_no}",
        escalate=above,
    )


def clear_flag(*, by: Actor, flag: ModuleFlag, words: str, expected: int | None = None) -> ModuleFlag:
    """Say that a module is still right although what it rests on changed, and why. Raises Refused, Invalid, Stale."""
    policies.may_clear_flag(by, flag)
    said = " ".join(words.split())
    if not said:
        raise Invalid("words", _("Say why it is still right."))
    if len(said) > LONGEST_WORDS:
        raise Invalid("words", _("At most %(n)d characters.") % {"n": LONGEST_WORDS})
    refuse_pii("words", said)
    with operation(
        events.MODULE_CLEARED, by=by, target=("course", flag.course_id), readers=EVERYBODY, module=flag.module
    ) as op:
        _clear(flag, by, LOOKED, said, expected)
        with acting_as(SYSTEM, op=op.id):
            _close_look(flag.course)
    return flag


def clear_by_edition(before: CourseEdition, now: CourseEdition, by: Actor) -> None:
    """Clear the flags on modules that a new edition says differently or no more; inside the caller's operation."""
    old, new = ({module["code"]: module for module in edition.said.get("modules", ())} for edition in (before, now))
    for flag in ModuleFlag.objects.standing().filter(course=now.course):
        if old.get(flag.module) != new.get(flag.module):
            _clear(flag, by, EDITION, "", None)
    _close_look(now.course)


def _clear(flag: ModuleFlag, by: Actor, how: str, words: str, expected: int | None) -> None:
    changes = {"cleared_at": clock.now(), "cleared_by": by.id, "cleared_how": how, "cleared_words": words}
    flag.revise(expected=expected, changes=changes)


def _close_look(course: Course) -> None:
    if ModuleFlag.objects.standing().filter(course=course).exists():
        return
    for duty in Duty.objects.waiting().filter(kind=LOOK_AT_MODULE.code, subject_id=str(course.pk)):
        do_duty(by=SYSTEM, duty=duty, proof="no flag stands")


def tell_learners(limit: int = AT_ONCE) -> int:
    """Open refreshers for learners who completed a flagged course before the change and hold its roles.

    At most ``limit`` of them, each in a transaction of its own: the ticker goes on in its next round. Returns how many.
    """
    told = 0
    with reading(SYSTEM):
        waiting = list(ModuleFlag.objects.filter(told_at=None).select_related("course").order_by("raised_at", "id"))
    for flag in waiting:
        with reading(SYSTEM):
            concerned = _concerned(flag, limit - told)
        for grant in concerned:
            _refresh(flag, grant.user_id, grant)
            told += 1
        if told >= limit:
            return told
        with operation(
            events.MODULE_FLAGGED, by=SYSTEM, target=("course", flag.course_id), readers=EVERYBODY, told=len(concerned)
        ):
            flag.revise(expected=None, changes={"told_at": clock.now()})
    return told


def _concerned(flag: ModuleFlag, most: int) -> list[Grant]:
    """Return the posts of so many who completed a course before it was flagged, hold a role that it is for and were not
    told since; one post a person, the latest. The database finds them: a course may have all officers of a state."""
    edition = flag.course.editions.get(no=flag.course.current)  # type: ignore[misc]  # None finds none
    lessons = [lesson["code"] for module in edition.said["modules"] for lesson in module["lessons"]]
    finished = (
        Progress.objects.filter(course=flag.course.code, lesson__in=lessons, finished_at__isnull=False)
        .values("learner")
        .annotate(read=Count("id"), last=Max("finished_at"))
        .filter(read=len(lessons), last__lt=flag.raised_at)
    )
    heard = Duty.objects.filter(kind=REFRESH.code, subject_id=str(flag.course_id), owner_user=OuterRef("user")).filter(
        Q(done_at=None, dropped_at=None) | Q(opened_at__gte=flag.raised_at)
    )
    held = Grant.objects.filter(user__in=finished.values("learner"), role__in=edition.said["roles"])
    serving = held.filter(~Exists(heard), user__is_active=True).in_force(clock.today()).select_related("user")
    return list(serving.order_by("user", "-since", "id").distinct("user")[:most])


def _refresh(flag: ModuleFlag, learner: UUID, grant: Any) -> None:
    with reading(SYSTEM):
        seat = seat_above(grant.audience)
        open_duty(
            by=SYSTEM,
            kind=REFRESH,
            subject=("course", flag.course_id),
            title=TO_READ,
            owner_role=grant.role,
            owner_audience=grant.audience,
            owner_user=grant.user,
            due_at=clock.now() + REFRESHED_WITHIN,
            readers=directory.readers_for(grant.audience),
            home_state=grant.home_state,
            link=f"/training/{flag.course.code}/refresher/",
            key=f"course:refresh:{flag.pk}:{flag.ref_no}:{learner}",
            escalate=[Step(HEARD_AFTER, seat.role, seat.audience)] if seat is not None else [],
        )
