"""The correction of a time that stands in an old row and that no program can read."""

from datetime import datetime

from samanvay.kernel.db.scope import SYSTEM
from samanvay.kernel.db.times import OutOfBounds, mend_time
from samanvay.kernel.refusals import Unseen

from ..events import TIME_MENDED
from ..operations import operation


def correct_time(wrong: OutOfBounds, value: datetime | None, *, because: str) -> None:
    """Write a readable time, or none, over one that lies outside; the owner's work, from the server's command.

    What stood there is kept in the event, since the row no longer shows it.
    """
    with operation(TIME_MENDED, by=SYSTEM, target=(wrong.table, wrong.row), field=wrong.column, because=because) as op:
        was = mend_time(wrong, value)
        if was is None:
            raise Unseen(f"Row {wrong.row} of {wrong.table} has no {wrong.column} outside the years that are known.")
        op.add(was=was)
