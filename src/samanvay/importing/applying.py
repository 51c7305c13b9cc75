"""Writing the good rows one by one, so that it can stop and go on, and taking them back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from samanvay.importing.checking import Row
from samanvay.importing.grid import Progress
from samanvay.importing.sheet import RowKind
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.refusals import Refusal

_PROGRESS_EVERY = 100
_FAULT_OF_THE_PROGRAM = 500


class Result(StrEnum):
    """What became of a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row.

    `reference` names the record for the undo; `version` is the record's version after the write, by which the
    undo sees that somebody changed it since; `words` say why a row was refused.
    """

    row: int
    result: Result
    reference: str = ""
    version: int | None = None
    words: Any = None

    @property
    def wrote(self) -> bool:
        """Tell whether there is anything to take back."""
        return self.result in (Result.CREATED, Result.UPDATED)


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of one outcome in the undo; `words` say why it was left as it is."""

    outcome: Outcome
    reverted: bool
    words: Any = None


def apply(
    rows: Iterable[Row],
    write: Callable[[Row], Outcome],
    *,
    after_row: int = 0,
    stop: Callable[[], bool] | None = None,
    progress: Progress | None = None,
    total: int | None = None,
) -> Iterator[Outcome]:
    """Write each good row after row `after_row` and yield its outcome; a bad row is yielded as refused.

    A `Refusal` of `write` refuses that row alone; any other exception passes through. The row number of the
    last outcome received is the `after_row` to go on from. `stop` is asked before each row.
    """

    def one_by_one(batch: Sequence[Row]) -> list[Outcome]:
        return [_written(row, write) for row in batch]

    return apply_in_batches(rows, one_by_one, size=1, after_row=after_row, stop=stop, progress=progress, total=total)


def apply_in_batches(
    rows: Iterable[Row],
    write_batch: Callable[[Sequence[Row]], Sequence[Outcome]],
    *,
    size: int = 500,
    after_row: int = 0,
    stop: Callable[[], bool] | None = None,
    progress: Progress | None = None,
    total: int | None = None,
) -> Iterator[Outcome]:
    """Write good rows by the batch, each batch one call (and one transaction) of `write_batch`.

    Outcomes come in the file's order, those of a batch only after all of it is written: whoever keeps the
    last outcome's row goes on without writing a row twice.
    """
    done = told = 0
    waiting: list[Row] = []
    for row in rows:
        if row.number <= after_row or row.kind is not RowKind.DATA:
            continue
        if not waiting and stop is not None and stop():
            return
        waiting.append(row)
        if len(waiting) < size:
            continue
        yield from _batch_outcomes(waiting, write_batch)
        done += len(waiting)
        waiting = []
        if progress is not None and done - told >= _PROGRESS_EVERY:
            told = done
            progress(done, total)
    if waiting:
        yield from _batch_outcomes(waiting, write_batch)
        done += len(waiting)
    if progress is not None:
        progress(done, total if total is not None else done)


def tally(outcomes: Iterable[Outcome]) -> dict[Result, int]:
    """Return how many rows had each result, all results named."""
    counted = Counter(outcome.result for outcome in outcomes)
    return {result: counted[result] for result in Result}


def undo(
    outcomes: Sequence[Outcome],
    revert: Callable[[Outcome], Bilingual | None],
    *,
    progress: Progress | None = None,
) -> Iterator[Undone]:
    """Take back what was written, the last first.

    `revert` returns None when done, or words (or raises a `Refusal`) where the record was changed since and
    must stay. One that stays does not stop the others.
    """
    written = [outcome for outcome in outcomes if outcome.wrote]
    for done, outcome in enumerate(reversed(written), start=1):
        try:
            words: Any = revert(outcome)
        except Refusal as refusal:
            if refusal.status >= _FAULT_OF_THE_PROGRAM:
                raise
            words = refusal.words
        yield Undone(outcome, reverted=words is None, words=words)
        if progress is not None and (done % _PROGRESS_EVERY == 0 or done == len(written)):
            progress(done, len(written))


def _written(row: Row, write: Callable[[Row], Outcome]) -> Outcome:
    try:
        outcome = write(row)
    except Refusal as refusal:
        # A write without an actor or outside an operation is a fault of the program, not of the row.
        if refusal.status >= _FAULT_OF_THE_PROGRAM:
            raise
        return Outcome(row.number, Result.REFUSED, words=refusal.words)
    if outcome.row != row.number:
        raise ValueError(f"row {row.number} was answered with the outcome of row {outcome.row}")
    return outcome


def _batch_outcomes(batch: Sequence[Row], write_batch: Callable[[Sequence[Row]], Sequence[Outcome]]) -> list[Outcome]:
    good = [row for row in batch if row.good]
    written = list(write_batch(good)) if good else []
    if [outcome.row for outcome in written] != [row.number for row in good]:
        raise ValueError("a batch was answered with outcomes of other rows")
    by_row = {outcome.row: outcome for outcome in written}
    return [
        by_row[row.number] if row.good else Outcome(row.number, Result.REFUSED, words=row.errors[0].words)
        for row in batch
    ]
