"""The course of an import from state to state: who may move it, what follows what, stopping and setting aside."""

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.audit.vocabulary import EventKind
from samanvay.importing import ImportSpec
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.refusals import Invalid

from .. import events
from ..models import ImportRun
from ..states import MAY_FOLLOW, RunState
from . import cells as import_cells
from . import staged
from .kinds import ImportKind, import_kind

_EVENT: dict[str, EventKind] = {
    RunState.STAGED: events.IMPORT_CHECKED,
    RunState.APPLYING: events.IMPORT_BEGUN,
    RunState.APPLIED: events.IMPORT_APPLIED,
    RunState.STOPPED: events.IMPORT_STOPPED,
    RunState.UNDOING: events.IMPORT_BEGUN,
    RunState.UNDONE: events.IMPORT_UNDONE,
    RunState.DROPPED: events.IMPORT_DROPPED,
}


def opened(by: Actor, run: ImportRun, *, opens_rows: bool = True) -> tuple[ImportKind, ImportSpec]:
    """Return the kind and the columns of an import that an actor may work on. Raises Refused."""
    chosen = import_kind(run.kind)
    chosen.require(by, run.home_state)
    if opens_rows:
        import_cells.may_open_rows(by, run)
    return chosen, chosen.spec_of(by, run.home_state, run.home_unit)


def enter(by: Actor, run: ImportRun, state: RunState, *, expected: int | None, **more: object) -> ImportRun:
    """Bring an import into a state. Raises Invalid where it does not follow, Stale where somebody else was first."""
    if state not in MAY_FOLLOW[run.state]:
        raise Invalid("run", _("This is no longer possible for this import."))
    with operation(_EVENT[state], by=by, target=("import", run.id), readers=run.readers, state=state):
        run.revise(expected=expected, changes={"state": state, **more})
        if state in (RunState.APPLIED, RunState.UNDONE, RunState.DROPPED):
            staged.forget_cells(run, whole=state != RunState.APPLIED)
    return run


def holds_still(run: ImportRun, state: RunState) -> bool:
    """Tell, inside an operation, whether an import is in a state, and hold it there until the operation ends.

    So whoever stops it waits for the batch under way, and no batch begins afterwards.
    """
    return ImportRun.objects.select_for_update().filter(pk=run.pk, state=state).exists()


def is_in(by: Actor, run: ImportRun, state: RunState) -> bool:
    """Tell whether an import is in a state now."""
    with reading(by):
        return ImportRun.objects.filter(pk=run.pk, state=state).exists()


def stop_run(*, by: Actor, run: ImportRun, expected: int | None = None) -> ImportRun:
    """Stop the writing or taking back after the batch under way; what is done stays done, and one may go on."""
    opened(by, run, opens_rows=False)
    return enter(by, run, RunState.STOPPED, expected=expected)


def drop_run(*, by: Actor, run: ImportRun) -> ImportRun:
    """Set an import aside before anything of it was written."""
    opened(by, run, opens_rows=False)
    return enter(by, run, RunState.DROPPED, expected=None)
