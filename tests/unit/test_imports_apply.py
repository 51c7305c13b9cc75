"""Writing, stopping, going on and taking back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imports_samples import CONTEXT, ROSTER

from samanvay.importing import Outcome, Result, apply, apply_in_batches, check, read_sheet, suggest_mapping, tally, undo
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.refusals import Refused, WriteOutsideOperation


class Register:
    """A register in memory, as a table with versions would behave."""

    def __init__(self):
        self.versions = {}
        self.writes = []

    def write(self, row):
        belt = row.values["belt"]
        if row.values["name"] == "Refuse":
            raise Refused("not in your district")
        self.writes.append(row.number)
        result = Result.UPDATED if belt in self.versions else Result.CREATED
        self.versions[belt] = self.versions.get(belt, 0) + 1
        return Outcome(row.number, result, belt, self.versions[belt])

    def write_batch(self, rows):
        return [self.write(row) for row in rows]

    def revert(self, outcome):
        if self.versions[outcome.reference] != outcome.version:
            return Bilingual("changed since", "बाद में बदला गया")
        del self.versions[outcome.reference]
        return None


def rows(count, bad=(), refused=()):
    lines = [f"{'x' if n in bad else f'BR-{n}'},{'Refuse' if n in refused else 'Ram'}" for n in range(1, count + 1)]
    sheet = read_sheet(("Belt number,Name\n" + "\n".join(lines) + "\n").encode())
    return check(sheet, ROSTER, suggest_mapping(sheet.headers, ROSTER), context=CONTEXT)


def test_good_rows_are_written_and_the_others_are_answered_with_words():
    register = Register()
    outcomes = list(apply(rows(4, bad={2}, refused={3}), register.write))
    assert [(outcome.row, outcome.result) for outcome in outcomes] == [
        (2, Result.CREATED),
        (3, Result.REFUSED),
        (4, Result.REFUSED),
        (5, Result.CREATED),
    ]
    assert "Belt number" in outcomes[1].words.en
    assert outcomes[2].words == "not in your district"
    assert tally(outcomes) == {Result.CREATED: 2, Result.UPDATED: 0, Result.UNCHANGED: 0, Result.REFUSED: 2}
    assert register.writes == [2, 5]


def test_a_fault_of_the_program_is_not_a_fault_of_the_row():
    def write(row):
        raise WriteOutsideOperation

    with pytest.raises(WriteOutsideOperation):
        list(apply(rows(1), write))


def test_an_answer_for_another_row_is_a_fault_of_the_program():
    with pytest.raises(ValueError, match="row 2"):
        list(apply(rows(1), lambda row: Outcome(99, Result.CREATED)))
    with pytest.raises(ValueError, match="other rows"):
        list(apply_in_batches(rows(2), lambda batch: [], size=2))


@given(st.integers(0, 12), st.integers(1, 5), st.sets(st.integers(1, 12)), st.booleans())
def test_stopped_and_continued_writes_each_good_row_once(first_part, size, bad, by_batch):
    register = Register()

    def run(after_row, stop):
        if by_batch:
            return apply_in_batches(rows(12, bad), register.write_batch, size=size, after_row=after_row, stop=stop)
        return apply(rows(12, bad), register.write, after_row=after_row, stop=stop)

    before = list(run(0, lambda: len(register.writes) >= first_part))
    last = before[-1].row if before else 0
    after = list(run(last, None))
    assert [outcome.row for outcome in before + after] == list(range(2, 14))
    assert register.writes == [n + 1 for n in range(1, 13) if n not in bad]


def test_a_crash_inside_a_batch_leaves_the_place_to_go_on_from():
    register = Register()
    calls = []

    def write_batch(batch):
        calls.append([row.number for row in batch])
        if len(calls) == 2:
            raise ConnectionError
        return register.write_batch(batch)

    received = []
    with pytest.raises(ConnectionError):
        received.extend(apply_in_batches(rows(5), write_batch, size=2))
    kept = []
    outcomes = apply_in_batches(rows(5), register.write_batch, size=2, after_row=3)
    kept.extend(outcomes)
    assert [outcome.row for outcome in kept] == [4, 5, 6]
    assert register.writes == [2, 3, 4, 5, 6]


def test_progress_goes_by_hundreds_and_ends_at_the_end():
    told = []
    list(apply(rows(250), Register().write, progress=lambda done, total: told.append((done, total)), total=250))
    assert told == [(100, 250), (200, 250), (250, 250)]


def test_the_undo_goes_backwards_and_leaves_what_was_changed_since():
    register = Register()
    outcomes = list(apply(rows(4, bad={2}), register.write))
    register.versions["BR-3"] = 9
    undone = list(undo(outcomes, register.revert))
    assert [(one.outcome.reference, one.reverted) for one in undone] == [
        ("BR-4", True),
        ("BR-3", False),
        ("BR-1", True),
    ]
    assert undone[1].words.en == "changed since"
    assert register.versions == {"BR-3": 9}


def test_a_refusal_in_the_undo_is_answered_and_a_fault_is_raised():
    outcomes = list(apply(rows(1), Register().write))

    def refuse(outcome):
        raise Refused("not yours")

    def break_down(outcome):
        raise WriteOutsideOperation

    assert [(one.reverted, one.words) for one in undo(outcomes, refuse)] == [(False, "not yours")]
    with pytest.raises(WriteOutsideOperation):
        list(undo(outcomes, break_down))


def test_nothing_written_is_nothing_to_undo():
    outcomes = [Outcome(2, Result.UNCHANGED, "BR-1", 3), Outcome(3, Result.REFUSED)]
    assert list(undo(outcomes, Register().revert)) == []
