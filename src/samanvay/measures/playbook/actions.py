"""The intentions on measures: proposing and writing one, publishing its text, retiring it, bringing it back."""

from datetime import timedelta
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, unit_with
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.duties.actions.duties import Step, do_duty, notify, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.ids import public_code
from samanvay.kernel.pii import check_pii_of_fields, refuse_pii
from samanvay.kernel.refusals import Invalid
from samanvay.recording.submissions import Captured, captured_or_new, once

from ..models import Measure, MeasureVersion
from . import events, policies
from .duty_kinds import DECIDE_MEASURE
from .loading import EVERYBODY
from .states import MeasureState
from .texts import LENGTHS, MeasureText, checked
from .vocabulary import Origin

DECIDED_WITHIN = timedelta(days=14)
HEARD_AFTER = timedelta(days=7)
LONGEST_NOTE = 300
ASKED = Bilingual("A measure is waiting to be published or rejected", "एक उपाय प्रकाशित या अस्वीकार करने की प्रतीक्षा में है")
PUBLISHED = Bilingual("The measure that you proposed was published", "आपका प्रस्तावित उपाय प्रकाशित हुआ")
SET_ASIDE = Bilingual("The measure that you proposed was rejected", "आपका प्रस्तावित उपाय अस्वीकार हुआ")


def propose_measure(
    *, by: Actor, text: MeasureText, pii_answer: str = "", note: str = "", captured: Captured | None = None
) -> Measure:
    """Write a new measure: the desk's own, or one that a district tried and proposes. It waits to be published.

    Raises Refused, Invalid (PersonalDataFound).
    """
    policies.may_propose_measure(by)
    said = _checked(checked(text), by, pii_answer)
    is_desk = holds(by, Permission.MEASURE_WRITE)
    unit = _unit_of(by, Permission.MEASURE_WRITE if is_desk else Permission.MEASURE_PROPOSE)
    sent = captured_or_new(captured)
    readers = _draft_readers(unit)
    with operation(events.MEASURE_PROPOSED, by=by, readers=readers) as op:
        if known := once(op, MeasureVersion, sent.submission_id, written_by=by.id):
            return known.measure
        measure = Measure.objects.create(
            code=_free_code(said.title_en),
            state=MeasureState.DRAFT,
            last=1,
            draft=1,
            made_at=clock.now(),
            made_by=by.id,
            readers=readers,
            home_unit=unit.audience,
            home_state=unit.home_state,
        )
        origin = Origin.STATE if is_desk else Origin.PROPOSED
        _write(by, measure, said, 1, origin, _note(note), unit, readers, sent)
        op.about("measure", measure.pk, readers)
        _ask_desk(measure, unit)
    return measure


def write_measure(
    *,
    by: Actor,
    measure: Measure,
    text: MeasureText,
    pii_answer: str = "",
    note: str = "",
    expected: int | None = None,
    captured: Captured | None = None,
) -> MeasureVersion:
    """Write another text of a measure; what is published stands until somebody else publishes the new one."""
    policies.may_write_measure(by, measure)
    said = _checked(checked(text), by, pii_answer, measure)
    is_desk = holds(by, Permission.MEASURE_WRITE)
    unit = _unit_of(by, Permission.MEASURE_WRITE if is_desk else Permission.MEASURE_PROPOSE)
    sent = captured_or_new(captured)
    readers = sorted({*_draft_readers(unit), *(each for each in measure.readers if each not in EVERYBODY)})
    with operation(events.MEASURE_WRITTEN, by=by, target=("measure", measure.pk), readers=readers) as op:
        if known := once(op, MeasureVersion, sent.submission_id, written_by=by.id):
            return known
        no = measure.last + 1
        measure.revise(expected=expected, changes={"last": no, "draft": no})
        origin = Origin.STATE if is_desk else Origin.PROPOSED
        version = _write(by, measure, said, no, origin, _note(note), unit, readers, sent)
        op.add(no=no)
        _ask_desk(measure, unit)
    return version


def publish_measure(*, by: Actor, measure: Measure, version: MeasureVersion, expected: int | None = None) -> Measure:
    """Make a text the one that everybody reads; somebody else than its writer does. Its proposer is told."""
    policies.may_publish_measure(by, measure, version)
    readers = sorted({*measure.readers, *EVERYBODY})
    changes = {
        "state": MeasureState.PUBLISHED,
        "current": version.no,
        "draft": measure.draft if measure.draft != version.no else None,
        "newer_shipped": measure.newer_shipped if (measure.newer_shipped or 0) > version.no else None,
        "readers": readers,
    }
    with operation(
        events.MEASURE_PUBLISHED, by=by, target=("measure", measure.pk), readers=readers, no=version.no
    ) as op:
        measure.revise(expected=expected, changes=changes)
        version.revise(
            expected=None,
            changes={
                "published_at": clock.now(),
                "published_by": by.id,
                "readers": sorted({*version.readers, *EVERYBODY}),
            },
        )
        if measure.draft is None:
            _close(measure, f"version {version.no}")
        if version.origin == Origin.PROPOSED:
            _tell_proposer(measure, PUBLISHED, f"published:{measure.pk}:{version.no}", op.id)
    return measure


def retire_measure(*, by: Actor, measure: Measure, reason: str, expected: int | None = None) -> Measure:
    """Take a measure out of use, or set a proposal aside, with the reason. Advisories keep what they sent."""
    policies.may_retire_measure(by, measure)
    why = _reason(reason)
    was_proposal = measure.current is None
    with operation(events.MEASURE_RETIRED, by=by, target=("measure", measure.pk), readers=measure.readers) as op:
        changes = {"state": MeasureState.RETIRED, "retire_reason": why, "draft": None}
        measure.revise(expected=expected, changes=changes)
        _close(measure, "set aside")
        if was_proposal:
            _tell_proposer(measure, SET_ASIDE, f"set-aside:{measure.pk}", op.id)
    return measure


def bring_back_measure(*, by: Actor, measure: Measure, expected: int | None = None) -> Measure:
    """Undo the retiring of a measure that was published."""
    policies.may_bring_back_measure(by, measure)
    with operation(events.MEASURE_BROUGHT_BACK, by=by, target=("measure", measure.pk), readers=measure.readers):
        measure.revise(expected=expected, changes={"state": MeasureState.PUBLISHED, "retire_reason": ""})
    return measure


def _checked(text: MeasureText, by: Actor, pii_answer: str, of: Measure | None = None) -> MeasureText:
    """Return a text without personal data; sources that an earlier text of the measure names were looked at then."""
    words = {field: getattr(text, field) for name in LENGTHS for field in (f"{name}_en", f"{name}_hi")}
    known = {pair for version in of.versions.all() for pair in version.text().sources} if of is not None else set()
    fresh = [part for pair in text.sources if pair not in known for part in pair]
    check_pii_of_fields({**words, "sources": "\n".join(fresh)}, by=by, pii_answer=pii_answer)
    return text


def _unit_of(by: Actor, permission: Permission) -> Unit:
    return directory.unit_of(unit_with(by, permission))


def _draft_readers(unit: Unit) -> list[int]:
    desk = directory.desk_of(unit.home_state)
    chain = directory.readers_for(desk.audience) if desk is not None else []
    return sorted({*directory.readers_for(unit.audience), *chain})


def _write(
    by: Actor,
    measure: Measure,
    text: MeasureText,
    no: int,
    origin: Origin,
    note: str,
    unit: Unit,
    readers: list[int],
    sent: Captured,
) -> MeasureVersion:
    version = MeasureVersion.objects.create(
        measure=measure,
        no=no,
        origin=origin,
        note=note,
        written_at=clock.now(),
        written_by=by.id,
        readers=readers,
        home_unit=unit.audience,
        home_state=unit.home_state,
        **text.columns(),
        **sent.columns(),
    )
    return version


def _free_code(title: str) -> str:
    code = slugify(title).replace("-", "_")[:50].strip("_") or "measure"
    return code if not Measure.objects.filter(code=code).exists() else f"{code}_{public_code().lower()[:6]}"


def _note(note: str) -> str:
    kept = " ".join(note.split())
    if len(kept) > LONGEST_NOTE:
        raise Invalid("note", _("At most %(n)d characters.") % {"n": LONGEST_NOTE})
    refuse_pii("note", kept)
    return kept


def _reason(reason: str) -> str:
    kept = " ".join(reason.split())
    if not kept:
        raise Invalid("reason", _("Give the reason."))
    if len(kept) > LONGEST_NOTE:
        raise Invalid("reason", _("At most %(n)d characters.") % {"n": LONGEST_NOTE})
    refuse_pii("reason", kept)
    return kept


def _ask_desk(measure: Measure, unit: Unit) -> None:
    """Let the desk of the state decide within two weeks; works inside the caller's operation."""
    desk = directory.desk_of(unit.home_state)
    if desk is None or Duty.objects.waiting().filter(kind=DECIDE_MEASURE.code, subject_id=str(measure.pk)).exists():
        return
    above = directory.superior_of(desk.audience)
    open_duty(
        by=SYSTEM,
        kind=DECIDE_MEASURE,
        subject=("measure", measure.pk),
        title=ASKED,
        owner_role="state_bureau",
        owner_audience=desk.audience,
        due_at=clock.now() + DECIDED_WITHIN,
        readers=directory.readers_for(desk.audience),
        home_state=unit.home_state,
        link=f"/measures/{measure.pk}/",
        escalate=[Step(HEARD_AFTER, "state_nodal_officer", above)] if above is not None else [],
    )


def _close(measure: Measure, proof: str) -> None:
    for duty in Duty.objects.waiting().filter(kind=DECIDE_MEASURE.code, subject_id=str(measure.pk)):
        do_duty(by=SYSTEM, duty=duty, proof=proof)


def _tell_proposer(measure: Measure, words: Bilingual, key: str, op: UUID) -> None:
    with acting_as(SYSTEM, op=op):
        notify(
            people=User.objects.filter(pk=measure.made_by, is_active=True),
            words=words,
            link=f"/measures/{measure.pk}/",
            key=key,
            audience=measure.home_unit,
            home_state=measure.home_state,
        )
