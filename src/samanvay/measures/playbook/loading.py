"""Taking in the measures that come with the product: at first as they are, later only where the state kept them so."""

from pathlib import Path

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, PARTNERS_AUDIENCE, SYSTEM, SYSTEM_AUDIENCE, Actor, reading

from ..models import Measure, MeasureVersion
from . import events
from .library_files import FOLDER, ShippedMeasure, shipped_measures
from .states import MeasureState
from .vocabulary import Origin

EVERYBODY = (SYSTEM_AUDIENCE, OFFICERS_AUDIENCE, PARTNERS_AUDIENCE)
NOWHERE = "IN"  # shipped measures belong to no state


def load_playbook(*, by: Actor = SYSTEM, folder: Path = FOLDER) -> dict[str, int]:
    """Take in shipped measures that are new or of a newer edition; returns how many were added, updated and kept.

    A measure whose text the state has changed keeps it; the newer shipped text is kept beside it and shown. Raises
    PlaybookError with nothing written where a file is not as it should be.
    """
    shipped = shipped_measures(folder)
    counts = {"added": 0, "updated": 0, "kept": 0}
    with reading(by):
        known = {measure.code: measure for measure in Measure.objects.filter(code__in=[each.code for each in shipped])}
        fresh = [each for each in shipped if each.code not in known]
        newer = [
            each for each in shipped if each.code in known and (known[each.code].shipped_edition or 0) < each.edition
        ]
    if not fresh and not newer:
        return counts
    with operation(events.MEASURE_SHIPPED, by=by, target=("playbook", "shipped")) as op:
        made = [_measure(each, by) for each in fresh]
        Measure.objects.bulk_create(made)
        MeasureVersion.objects.bulk_create(
            _version(measure, each, 1, by, is_published=True) for measure, each in zip(made, fresh, strict=True)
        )
        counts["added"] = len(made)
        for each in newer:
            is_kept = _take_newer(known[each.code], each, by)
            counts["kept" if is_kept else "updated"] += 1
            op.also(events.MEASURE_SHIPPED, ("measure", known[each.code].pk), EVERYBODY, edition=each.edition)
        for measure in made:
            op.also(events.MEASURE_SHIPPED, ("measure", measure.pk), EVERYBODY, edition=measure.shipped_edition)
        op.add(**counts)
    return counts


def _measure(shipped: ShippedMeasure, by: Actor) -> Measure:
    return Measure(
        code=shipped.code,
        state=MeasureState.PUBLISHED,
        current=1,
        last=1,
        shipped_edition=shipped.edition,
        made_at=clock.now(),
        made_by=by.id,
        readers=list(EVERYBODY),
        home_unit=SYSTEM_AUDIENCE,
        home_state=NOWHERE,
    )


def _version(measure: Measure, shipped: ShippedMeasure, no: int, by: Actor, *, is_published: bool) -> MeasureVersion:
    now = clock.now()
    return MeasureVersion(
        measure=measure,
        no=no,
        origin=Origin.SHIPPED,
        edition=shipped.edition,
        written_at=now,
        written_by=by.id,
        published_at=now if is_published else None,
        published_by=by.id if is_published else None,
        readers=list(EVERYBODY),
        home_unit=SYSTEM_AUDIENCE,
        home_state=NOWHERE,
        **shipped.text.columns(),
    )


def _take_newer(measure: Measure, shipped: ShippedMeasure, by: Actor) -> bool:
    """Add the newer text to a measure; tells whether the state's own text stands all the same."""
    current = measure.versions.filter(no=measure.current).first()  # type: ignore[misc]  # None finds none
    is_own = (
        measure.state != MeasureState.PUBLISHED
        or measure.draft is not None
        or current is None
        or current.origin != Origin.SHIPPED
    )
    no = measure.last + 1
    _version(measure, shipped, no, by, is_published=not is_own).save(force_insert=True)
    changes = {"last": no, "shipped_edition": shipped.edition, "newer_shipped": no if is_own else None}
    measure.revise(expected=None, changes=changes if is_own else {**changes, "current": no})
    return is_own
